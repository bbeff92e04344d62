"""What to do about a field, in the words of a form: its reader sees cells and pages, and no line of dept.yaml."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from reportgen.facts.blanks.questions import ANSWERS
from reportgen.forms.merging import Place
from reportgen.patterns import regex

Rule: TypeAlias = tuple[re.Pattern[str], "str | Callable[[re.Match[str]], str]"]

IN_WORD = "请改用 Word 的标题、编号、项目符号或表格，或照正文改写"  # of text in 叙述.docx that looks like markup
NAME = regex(r"(?:\w|（\w+）)+(?:\.(?:\w|（\w+）)+)+")  # a field by its dotted name
_RULES: tuple[Rule, ...] = (
    (regex(r"请补上(“[^”]+:”(?:、“[^”]+:”)*)"), lambda found: f"请填{found[1].replace(':”', '”')}"),
    (regex(r"，(?:冒号后|“\|”下)什么也不写"), ""),
    (regex(r"；要说明的，先空一格写“# ”再写说明"), "；要说明的，写进“叙述”"),
    (regex(r"(?:列表)?写作 \[([^\]]*)\](?:；只有一项的加方括号)?"), lambda found: f"写作 {_names(found[1])}"),
    (regex(r"四个数：\[[^\]]*\]"), "四个数"),
    (regex(r"；数里不写千分位，写作 .*"), ""),
    (regex(r"^每项一行，以“- ”开头$"), "每项一行"),
    (regex(r"值里含有冒号、方括号等符号时请加引号，或用“\|”另起一行"), "请填文字"),
    (regex(r"请给字段名加引号"), "请填文字"),
    (regex(r"不能是列表或若干字段"), "不能是几项"),
    (regex(rf"在 {ANSWERS}\.(\S+) 下(填写?)"), rf"在“{ANSWERS}”页 \1 那几行\2"),
    (regex(r"“不适用: 是”"), "“不适用”选是"),
    (regex(rf"“{ANSWERS}\.([^”\s]+)”"), rf"“{ANSWERS}”页的 \1"),
    (regex(r"dept\.yaml 的|dept\.yaml(?=“)"), "填报表的"),
    (regex(r"dept\.yaml( 里的)?"), "填报表"),
)
_ROW = regex(rf"“{ANSWERS}”页 (\S+) 那几行(填写 要点（[^）]*）)?")


def worded(advice: str, places: Mapping[str, Place] = {}) -> str:
    """`advice` for somebody who has the form: as it is, but for what only a line of dept.yaml can be told.

    `places` has the cells by the dotted names of the fields; a field that is named is told with its cell.
    """
    for pattern, instead in _RULES:
        advice = pattern.sub(instead, advice)
    advice = NAME.sub(lambda found: f"{found[0]}{_cell(places.get(found[0]))}", advice)
    return _ROW.sub(lambda found: _answered(found, places), advice)


def _names(inside: str) -> str:
    return "、".join(part.strip() for part in inside.split(","))


def _cell(place: Place | None) -> str:
    return f"（{place[1]}）" if place else ""


def _answered(found: re.Match[str], places: Mapping[str, Place]) -> str:
    """Where the rows of an answer begin, one below the other; 要点 that the form has not are judged by 得分."""
    code, ticks = found[1], found[2] or ""
    cells = [cell for name, (_, cell) in places.items() if name.startswith(f"{ANSWERS}.{code}.")]
    known = not places or any(name.startswith(f"{ANSWERS}.{code}.要点.") for name in places)
    begin = f"（{cells[0]} 起）" if cells else ""
    return f"“{ANSWERS}”页 {code} 那几行{begin}{ticks if known or not ticks else '填写 得分 和 理由'}"
