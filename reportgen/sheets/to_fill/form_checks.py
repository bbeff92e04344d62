"""What a form says by itself of numbers that do not agree: the relations between facts as formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from openpyxl.utils import quote_sheetname

from reportgen.facts import relations
from reportgen.facts.blanks.questions import Question
from reportgen.facts.source import QUARTERS

Places: TypeAlias = Mapping[str, tuple[str, str]]  # sheet and cell of a field by its dotted name
_CUMULATIVE = "季度.累计支出"
_HELD = frozenset(
    (
        *(name for total, parts in relations.CLOSED for name in (total, *parts)),
        *(name for one, other, *_ in (*relations.NOT_MORE, *relations.SAME) for name in (one, other)),
    )
)


def check(question: Question, sheet: str, places: Places) -> str:
    """A formula that says in words what does not agree: a total with its parts, a part greater than its whole."""
    name = ".".join(question.path)
    own = _at(name, sheet, places)
    looks = (_as_text, _of_total, _not_more, _the_same, _not_falling)
    found = [formula for look in looks for formula in look(name, own, sheet, places)]
    return f"={'&'.join(found)}" if found else ""


def _at(name: str, sheet: str, places: Places) -> str:
    home, cell = places[name]
    return cell if home == sheet else f"{quote_sheetname(home)}!{cell}"


def _as_text(name: str, own: str, sheet: str, places: Places) -> Iterator[str]:
    """A number that was typed with its unit or commas is a text, which no formula holds against anything."""
    if name in _HELD or name.startswith(f"{_CUMULATIVE}."):
        yield f'IF(ISTEXT({own}),"这一格是文字，检查不了，请只写数字；","")'


def _of_total(name: str, own: str, sheet: str, places: Places) -> Iterator[str]:
    for total, parts in relations.CLOSED:
        if total == name and all(part in places for part in parts):
            cells = ",".join(_at(part, sheet, places) for part in parts)
            given = f"COUNT({own},{cells})={len(parts) + 1}"
            told = f'"与各项之和 "&TEXT(SUM({cells}),"0.00")&" 不符；"'
            yield f'IF(AND({given},ABS(N({own})-SUM({cells}))>0.025),{told},"")'


def _not_more(name: str, own: str, sheet: str, places: Places) -> Iterator[str]:
    for part, whole, _, reason in relations.NOT_MORE:
        if part == name and whole in places:
            other = _at(whole, sheet, places)
            said = f"大于“{whole}”，{reason}；".replace('"', '""')
            yield f'IF(AND(COUNT({own},{other})=2,N({own})>N({other})),"{said}","")'


def _the_same(name: str, own: str, sheet: str, places: Places) -> Iterator[str]:
    for one, same, reason in relations.SAME:
        if one == name and same in places:
            other = _at(same, sheet, places)
            yield f'IF(AND(COUNT({own},{other})=2,ABS(N({own})-N({other}))>0.005),"应等于“{same}”，{reason}；","")'


def _not_falling(name: str, own: str, sheet: str, places: Places) -> Iterator[str]:
    group, _, quarter = name.rpartition(".")
    if group != _CUMULATIVE or quarter not in QUARTERS[1:]:
        return
    before = f"{group}.{QUARTERS[QUARTERS.index(quarter) - 1]}"
    if before in places:
        other = _at(before, sheet, places)
        yield f'IF(AND(COUNT({own},{other})=2,N({own})<N({other})),"累计数小于上一季度，请填年初至季末的累计；","")'
