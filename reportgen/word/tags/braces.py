"""Braces that were meant as tags and are none: full-width, parted by a space, halved, single, tripled.

docxtpl leaves all of them in the report without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, error
from reportgen.language.tag import TAG
from reportgen.patterns import regex
from reportgen.word.tags.scan import TaggedParagraph

_WRONG = (
    (
        "raw",
        regex(r"\{_[{%]|[}%]_\}"),
        "“{}”会在报告里印出花括号，报告里不能有标签",
        "请删去；写给自己看的话用 {#p … #}",
    ),
    (
        "full-width-braces",
        regex(r"[｛{]\s*[｛％%][^｛｝{}]*[｝％%]?\s*[｝}]|[｛｝]\s*[｛｝{}％%]|[％%]\s*｝|\{\s*％|％\s*\}"),
        "“{}”里有全角的括号或百分号，不会被当作标签",
        "请改用半角的 {{ }} 和 {% %}",
    ),
    (
        "parted-braces",
        regex(r"\{\s+[{%#][^{}]*(?:[}%#]\s*\})?|[}%#]\s+\}"),
        "“{}”中间有空格，不会被当作标签",
        "请去掉两个符号之间的空格",
    ),
    (
        "halved-tag",
        regex(r"\{\{|\{%|\{#|\}\}|%\}|#\}"),
        "“{}”没有与它成对的另一半",
        "标签须在同一段内写完整，如 {{ 年度 }}、{%p if … %}",
    ),
    (
        "single-brace",
        regex(r"\{\s*\w[\w.]*\s*(\|[^{}]*)?\}"),
        "“{}”只有一层花括号，不会被当作标签",
        "请写成两层：{{ 年度 }}",
    ),
    ("stray-brace", regex(r"(?<=\0)[{}]|[{}](?=\0)"), "标签旁多了一个“{}”", "请删去多出的花括号"),
)


def look(paragraph: TaggedParagraph) -> Iterator[Diagnostic]:
    """What is wrong with the text beside the tags of a paragraph; one diagnostic for each place."""
    text = TAG.sub(_masked, paragraph.spot.text)
    if not any(sign in text for sign in "{}｛｝"):
        return
    for code, pattern, message, hint in _WRONG:
        for match in pattern.finditer(text):
            yield error(code, message.replace("{}", match[0]), hint, paragraph.spot.position(match.start()))
        text = pattern.sub(lambda m: " " * len(m[0]), text)


def _masked(match: re.Match[str]) -> str:
    """A tag as signs that no pattern matches; the third brace of {{{ stays, for it belongs to no tag."""
    third = match[0][2:3] == "{"
    return "\0\0{".ljust(len(match[0]), "\0") if third else "\0" * len(match[0])
