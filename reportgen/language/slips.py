"""What is wrong with a tag that cannot be read, and how it should be typed: by our own look at its signs."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportgen.language import half_width
from reportgen.language.nesting import MisreadError
from reportgen.language.tag import STRING, TAG, bare
from reportgen.patterns import regex
from reportgen.values import Frozen

_PAIRS = (("(", ")", "圆括号"), ("[", "]", "方括号"), ("{", "}", "花括号"))
_EQUALS = regex(r"(?<![=!<>])=(?!=)")
_SLIPS = (
    (regex(r"\|\s*($|\|)"), "“|”后面缺过滤器的名称"),
    (regex(r"\.\s*($|[|.])"), "“.”后面缺名称"),
    (regex(r"^for\s(?!.*\sin\s)"), "循环要写成 for 项 in 列表"),
    (regex(r"^(?!(?:if|elif|set|for)\b)\w+\s+\w+$"), "名称中间不能有空格，两个值之间要有运算符"),
    (regex(r"^(if|elif)\s+\w+\s+(?!is$|in$|not$|and$|or$)\w+$"), "名称中间不能有空格，两个值之间要有运算符"),
    (regex(r"^(if|elif|set)\s*$"), "后面缺名称"),
)
_SINGLE = regex(r"(?<!\{)\{\s*([\w.]+\s*(?:\|[^{}]*?)?)\s*\}(?!\})")
_ASKED = ("if", "elif", "合并")


class Slip(Frozen):
    """What is wrong, what to do, and where: `sign` as it was typed, `line` of the text (from 0)."""

    message: str
    hint: str = ""
    sign: str = ""
    line: int = 0


def full_width(found: str) -> str:
    """What to do about the full-width signs `found`."""
    meant = half_width.narrow(found)
    return f"请改成半角的“{meant}”" if meant != found else "请删去，或放进引号里"


def advice(inside: str, failure: MisreadError) -> str:
    """What to do about a tag with `inside` between its braces, which cannot be read."""
    if found := certain(inside):
        return found
    if failure.why:
        return f"{failure.why}，{failure.hint}"
    return f"“{failure.stood}”不能写在这里" if failure.stood else "没有写完，请对照别的标签检查"


def certain(inside: str) -> str:
    """What is wrong with a tag as far as its signs alone show it."""
    outside = bare(inside).strip()
    if regex(r"[\"']").search(outside):
        return "引号没有成对"
    unpaired = [name for left, right, name in _PAIRS if outside.count(left) != outside.count(right)]
    if unpaired:
        return f"{unpaired[0]}没有成对"
    if outside.split(" ")[0] in _ASKED and _EQUALS.search(outside):
        return "判断相等要写两个等号：=="
    return next((said for pattern, said in _SLIPS if pattern.search(outside)), "")


def narrowed_braces(text: str) -> str:
    """Half-width braces."""
    text = text.replace("｛", "{").replace("｝", "}")
    return regex(r"(?<=\{)％|％(?=\})").sub("%", text)


def joined_braces(text: str) -> str:
    """Braces without a space between them."""
    return regex(r"(?<=[}%#])\s+\}").sub("}", regex(r"\{\s+(?=[{%#])").sub("{", text))


def doubled_brace(text: str) -> str:
    """Two braces for one."""
    return _SINGLE.sub(lambda match: f"{{{{ {match[1].strip()} }}}}", text)


def fewer_braces(text: str) -> str:
    """Two braces for three."""
    return regex(r"\{{3,}").sub("{{", regex(r"\}{3,}").sub("}}", text))


def narrowed_signs(text: str) -> str:
    """Half-width signs in tags, but for what stands in quotes."""
    return _in_tags(text, half_width.narrow)


def two_equals(text: str) -> str:
    """Two equals signs in what is asked."""

    def compare(match: re.Match[str]) -> str:
        asks = regex(r"\{%\w*\s+(el)?if\s").match(match[0])
        return _EQUALS.sub("==", match[0]) if asks else match[0]

    return TAG.sub(compare, text)


def _in_tags(text: str, change: Callable[[str], str]) -> str:
    def changed(match: re.Match[str]) -> str:
        pieces = STRING.split(match[0])
        return "".join(piece if i % 2 else change(piece) for i, piece in enumerate(pieces))

    return TAG.sub(changed, text)
