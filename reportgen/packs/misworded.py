"""What is wrong with a sentence that cannot be made, in our users' words: never what Jinja or Python says of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.utils import missing

from reportgen.diagnostics import did_you_mean, nearest
from reportgen.patterns import regex

FAILURES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
_TAG = regex(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRING = regex(r"\"[^\"]*\"|'[^']*'")
_WIDE = regex(r"[，。、；：！？（）［］｛｝｜．％＋－＊／＝＜＞“”‘’「」『』]")
_NARROW = {"。": ".", "、": ",", "“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "『": '"', "』": '"'}
_EQUALS = regex(r"\{%-?\s*(el)?if\b.*(?<![=!<>])=(?!=)")
_NAMED = regex(r"No (filter|test) named '(.+?)'")
_STATEMENT = regex(r"[Ee]ncountered unknown tag '(.+?)'")
_STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "set", "endset")
_EXAMPLE = "请照这样写：{{ 人员.在编 | 数 }}、{% if 人员.在编 %}……{% endif %}"
_ASKED = "请补填这项资料，或先用 {% if %} 判断有没有"


@dataclass(frozen=True)
class Slip:
    """What is wrong, what to do, and where: `sign` as it was typed, `line` of the text (from 0)."""

    message: str
    hint: str = ""
    sign: str = ""
    line: int = 0


class UnknownNameError(UndefinedError):
    """A name that there is not, and what it was looked up in (Jinja's `missing`: among all names)."""

    def __init__(self, owner: Any, name: Any, message: str | None = None) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class Strict(StrictUndefined):
    """Jinja's strict Undefined, that says what was looked up and where."""

    __slots__ = ()

    def __init__(self, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError) -> None:
        told = partial(UnknownNameError, obj, name) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, cast("Any", told))


def slip(failure: Exception, text: str, slots: Mapping[str, Any], filters: Iterable[str]) -> Slip:
    """Why the sentence `text` cannot be made with `slots`."""
    if isinstance(failure, UnknownNameError):
        return _name(failure, slots)
    if named := _NAMED.match(str(failure)):
        return _unknown(named[1], named[2], filters)
    if isinstance(failure, TemplateSyntaxError):
        return _syntax(failure, text)
    return _value(failure, text)


def _name(failure: UnknownNameError, slots: Mapping[str, Any]) -> Slip:
    owner, name = failure.owner, str(failure.name)
    line = _line(failure)
    if owner is missing or isinstance(owner, Mapping):
        known = slots if owner is missing else owner
        return Slip(f"没有“{name}”这个名称", _meant(name, known), name, line)
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
    names = [str(key) for key in known]
    return did_you_mean(name, names) if nearest(name, names) or len(names) <= 12 else "可用的名称见 reportgen pack vars"


def _unknown(kind: str, name: str, filters: Iterable[str]) -> Slip:
    if kind == "test":
        return Slip(f"没有“{name}”这个判断词", "", name)
    own = [known for known in filters if name.isascii() or not known.isascii()]
    return Slip(f"没有“{name}”这个过滤器", did_you_mean(name, own), name)


def _syntax(failure: TemplateSyntaxError, text: str) -> Slip:
    for tag in _TAG.findall(text):
        inside = _STRING.sub("", tag[2:-2])
        if wide := "".join(dict.fromkeys(_WIDE.findall(inside))):
            return _full_width(tag, wide, text)
        if not inside.strip() and not _STRING.search(tag):
            return Slip(f"“{tag}”里没有内容", "请写上名称，或删去它", tag, _row(text, tag))
        if _EQUALS.match(_STRING.sub("", tag)):
            return Slip(f"“{tag}”的写法不对", "判断相等要写两个等号：==", tag, _row(text, tag))
    return _unpaired(failure, text) or _one(text, f"写法不对，第 {failure.lineno} 行读不懂", failure.lineno - 1)


def _full_width(tag: str, signs: str, text: str) -> Slip:
    narrow = "".join(_NARROW.get(sign) or unicodedata.normalize("NFKC", sign) for sign in signs)
    return Slip(f"“{tag}”里有全角符号“{signs}”", f"请改成半角的“{narrow}”", signs[0], _row(text, tag))


def _unpaired(failure: TemplateSyntaxError, text: str) -> Slip | None:
    """Braces or statements without their other half; statements that there are not."""
    rest = _TAG.sub("", text)
    for left, right in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
        if left in rest:
            return Slip(f"“{left}”没有配上“{right}”", f"请补上“{right}”", left, _row(text, rest[rest.index(left) :]))
    words = re.findall(r"\{%-?\s*(\w+)", text)
    for word in ("if", "for"):
        opened, closed = words.count(word), words.count(f"end{word}")
        if opened != closed:
            short, there = (f"end{word}", word) if opened > closed else (word, f"end{word}")
            return Slip(f"“{{% {there} %}}”没有配上“{{% {short} %}}”", f"请补上“{{% {short} %}}”", there)
    if found := _STATEMENT.search(str(failure.message)):
        return Slip(f"没有“{found[1]}”这个语句", did_you_mean(found[1], _STATEMENTS), found[1])
    return None


def _one(text: str, otherwise: str, line: int) -> Slip:
    """A tag that cannot be read: the only one of the text, or one on a line of it."""
    tags = _TAG.findall(text)
    if len(tags) == 1:
        return Slip(f"“{tags[0]}”的写法不对", _EXAMPLE, tags[0], _row(text, tags[0]))
    return Slip(otherwise if "\n" in text.strip() else "{{ }} 或 {% %} 的写法不对", _EXAMPLE, "", line)


def _value(failure: Exception, text: str) -> Slip:
    line = _line(failure)
    row = text.split("\n")[line] if line < len(text.split("\n")) else ""
    tags = _TAG.findall(row)
    shown, sign = (f"“{tags[0]}”", tags[0]) if len(tags) == 1 else ("", "")
    if isinstance(failure, ZeroDivisionError) or "Division" in str(failure):
        return Slip(f"{shown}除数为零", "请先用 {% if %} 判断除数不为零", sign, line)
    if isinstance(failure, SecurityError):
        return Slip(f"{shown}要做的事不允许写在文字里", "文字里只能取值、判断和循环", sign, line)
    advice = "请检查这个值是数、日期还是文字，过滤器要与它相配；没有填的值先用 {% if %} 判断"
    return Slip(f"{shown}算不出来：值不适合这里的计算或过滤器", advice, sign, line)


def _row(text: str, part: str) -> int:
    return text[: max(text.find(part), 0)].count("\n")


def _line(failure: BaseException) -> int:
    """The line of the text that was being made, from 0."""
    found, trace = 1, failure.__traceback__
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            found = template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return found - 1
