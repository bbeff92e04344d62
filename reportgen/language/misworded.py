"""What is wrong with a sentence that cannot be made, in our users' words: never what Jinja or Python says of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import Template, TemplateSyntaxError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from reportgen.diagnostics import did_you_mean, nearest
from reportgen.language import half_width, missing_names
from reportgen.language.allowed import STATEMENTS
from reportgen.language.failures import ZERO, reason
from reportgen.language.missing_names import UnknownNameError
from reportgen.language.nesting import MisreadError, UnknownFilterError, UnknownStatementError
from reportgen.language.slips import Slip, advice, certain, full_width
from reportgen.language.tag import TAG, bare
from reportgen.patterns import regex

_STATEMENT = regex(r"\{%[-+]?\s*(\w+)")
_EXAMPLE = "请照这样写：{{ 人员.在编 | 数 }}、{% if 人员.在编 %}……{% endif %}"
_ASKED = "请补填这项资料，或先用 {% if %} 判断有没有"


_UNPRINTABLE = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def unprintable(text: str) -> str:
    """The first sign in `text` that XML cannot hold."""
    found = _UNPRINTABLE.search(text)
    return found[0] if found else ""


def slip(failure: Exception, text: str, slots: Mapping[str, Any], filters: Iterable[str]) -> Slip:
    """Why the sentence `text` cannot be made with `slots`."""
    if isinstance(failure, UnknownNameError):
        return _name(failure, slots)
    if isinstance(failure, UnknownFilterError):
        return Slip(
            *missing_names.unknown_filter(failure.called, failure.stood, filters), failure.stood, failure.lineno - 1
        )
    if isinstance(failure, MisreadError):
        return _syntax(failure, text)
    return _value(failure, text)


def _name(failure: UnknownNameError, slots: Mapping[str, Any]) -> Slip:
    owner, name = failure.owner, str(failure.name)
    line = _line(failure)
    if owner is missing or isinstance(owner, Mapping):
        known = slots if owner is missing else owner
        return Slip(missing_names.unknown(name), _meant(name, known), name, line)
    if owner is None:
        return Slip(f"“.{name}”前面的名称没有值", _ASKED, name, line)
    if isinstance(owner, Sequence) and not isinstance(owner, str):
        if isinstance(failure.name, int):
            return Slip(f"列表没有第 {failure.name + 1} 项，共 {len(owner)} 项", "序号从 0 数起", name, line)
        return Slip(f"“.{name}”前面是列表，不能直接取“{name}”", "请用 for 逐行取，或用 [0] 取第一行", name, line)
    return Slip(f"“.{name}”前面是一个值，下面没有“{name}”", f"请删去“.{name}”", name, line)


def _meant(name: str, known: Mapping[Any, Any]) -> str:
    """The nearest of the names, or the group in which there is this one."""
    inside = next((group for group, inner in known.items() if isinstance(inner, Mapping) and name in inner), None)
    if inside is not None:
        return f"是否应为“{inside}.{name}”？"
    own = [str(key) for key in known]
    return did_you_mean(name, own) if nearest(name, own) or len(own) <= 12 else "可用的名称见 reportgen pack vars"


def _syntax(failure: MisreadError, text: str) -> Slip:
    tags = TAG.findall(text)
    for tag in tags:
        if wide := half_width.wide(bare(tag[2:-2])):
            sign = bare(tag[2:-2])[bare(tag[2:-2]).index(wide[0])]
            return Slip(f"“{tag}”里有全角符号“{wide}”", full_width(wide), sign, _row(text, tag))
        if not tag[2:-2].strip():
            return Slip(f"“{tag}”里没有内容", "请写上名称，或删去它", tag, _row(text, tag))
    if isinstance(failure, UnknownStatementError):
        word = failure.stood
        return Slip(f"没有“{word}”这个语句", did_you_mean(word, STATEMENTS), word, failure.lineno - 1)
    if failure.why:
        return Slip(failure.why, failure.hint, failure.stood, failure.lineno - 1)
    return _unpaired(text) or _unread(failure, tags, text)


def _unpaired(text: str) -> Slip | None:
    """Braces or statements without their other half."""
    rest = TAG.sub("", text)
    for left, right in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
        if left in rest:
            return Slip(f"“{left}”没有配上“{right}”", f"请补上“{right}”", left, _row(text, rest[rest.index(left) :]))
    words = [found[1] for tag in TAG.findall(text) if (found := _STATEMENT.match(tag))]
    for word in ("if", "for"):
        opened, closed = words.count(word), words.count(f"end{word}")
        if opened != closed:
            short, there = (f"end{word}", word) if opened > closed else (word, f"end{word}")
            return Slip(f"“{{% {there} %}}”没有配上“{{% {short} %}}”", f"请补上“{{% {short} %}}”", there)
    return None


def _unread(failure: MisreadError, tags: Sequence[str], text: str) -> Slip:
    """The tag that cannot be read: the one on the line where reading stopped that holds what stands there."""
    line = failure.lineno - 1
    here = [tag for tag in tags if _row(text, tag) <= line <= _row(text, tag) + tag.count("\n")] or list(tags)
    likely = [tag for tag in here if certain(_inside(tag))]
    likely += [tag for tag in here if failure.stood and failure.stood in tag]
    if not likely and len(here) != 1:
        return Slip("{{ }} 或 {% %} 的写法不对", _EXAMPLE, "", line)
    tag = (likely or here)[0]
    return Slip(f"“{tag}”的写法不对", advice(_inside(tag), failure), tag, _row(text, tag))


def _inside(tag: str) -> str:
    return tag[2:-2].strip("-+ ")


def _value(failure: Exception, text: str) -> Slip:
    line = _line(failure)
    row = text.split("\n")[line] if line < len(text.split("\n")) else ""
    tags = TAG.findall(row)
    shown, sign = (f"“{tags[0]}”", tags[0]) if len(tags) == 1 else ("", "")
    told = reason(failure)
    if isinstance(failure, SecurityError):
        return Slip(f"{shown}要做的事不允许写在文字里：{told.why}", told.hint, sign, line)
    why = told.why if told is ZERO else f"算不出来：{told.why}"
    return Slip(f"{shown}{why}", told.hint, sign, line)


def _row(text: str, part: str) -> int:
    return text[: max(text.find(part), 0)].count("\n")


def _line(failure: BaseException) -> int:
    """The line of the text that was being made, from 0."""
    if isinstance(failure, TemplateSyntaxError):
        return failure.lineno - 1
    found, trace = 1, failure.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            found = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found - 1
