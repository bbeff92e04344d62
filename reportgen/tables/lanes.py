"""The rows under a title: heads told from amounts, and each amount given to the label on its left.

A table may have several lanes side by side (收入 | 支出), each with labels of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from reportgen.patterns import regex
from reportgen.tables.labels import CODE, label, names, numbered, plain
from reportgen.tables.table import AmountCell, heads_of, printed
from reportgen.values import Frozen
from reportgen.workbooks.sheet import Cell

Row: TypeAlias = tuple[Cell, ...]
_LABELS = regex(
    r"(?:项目|科目|科目编码|科目代码|科目名称|编码|代码|名称|类|款|项|类别)$|(?:功能|经济)(?:分类)?(?:科目)?(?:编码|代码|名称)?$|分类科目"
    r"|(?:预算)?(?:单位|部门)(?:名称|代码|编码)?$|^项目(?:\(|名称|代码|编码)|^(?:支出|收入)?(?:功能|经济)分类"
)
_SKIPPED = regex(r"^(?:行次|序号|备注|说明|行号)$")
_COLUMN_NUMBERS = regex(r"栏次|\d{1,2}(?:=.*)?|[甲乙丙丁]|[-—]+")
_YEAR = regex(r"20\d\d(?:年|$)")
_TOTAL = regex(r"(?:本年)?(?:收入|支出)?(?:合计|总计)$")
_CLASS, _SEVERAL = 3, 2  # digits of the code of a class; codes of a row
_NUMBERED_HEADS = 3  # numbers 1, 2, 3 … in a row that say which column it is


class _Head(Frozen):
    """One column: its heads as labels and as printed, whether it holds labels, whether it is passed over."""

    labels: tuple[str, ...]
    printed: str
    is_label: bool
    skipped: bool


def entries(rows: Sequence[Row], year: int) -> tuple[tuple[str, ...], tuple[AmountCell, ...]]:
    """All heads, and every cell for an amount, blank ones included."""
    wide, body = max(map(len, rows), default=0), _body(rows)
    under = [row for row in rows[body:] if not _only_column_numbers(row)]
    heads = [
        _head(parts, [row[place] for row in under if place < len(row)], year)
        for place, parts in enumerate(_parts(rows[:body], wide))
    ]
    found = [entry for number, row in enumerate(under) for entry in _of_row(number, row, heads, year)]
    return tuple("/".join(head.labels) for head in heads), tuple(found)


def _head(parts: Sequence[str], cells: Sequence[Cell], year: int) -> _Head:
    labels = heads_of(parts, year)
    skipped = bool(labels) and bool(_SKIPPED.match(labels[-1]))
    return _Head(labels, printed(parts), not skipped and _is_label(labels, cells), skipped)


def _body(rows: Sequence[Row]) -> int:
    """The number of rows of the head."""
    for place, row in enumerate(rows):
        if place and _begins_body(row):
            return place
    return len(rows)


def _begins_body(row: Row) -> bool:
    told = [cell for cell in row if cell.text]
    if not told:
        return False
    if _only_column_numbers(row) or any(cell.number is not None and not _YEAR.match(cell.text) for cell in told):
        return True
    first = plain(told[0].text)
    coded = CODE.match(first) and not _YEAR.match(first)
    return numbered(first) or bool(coded) or (len(told) == 1 and bool(_TOTAL.fullmatch(label(first))))


def _only_column_numbers(row: Row) -> bool:
    """Whether `row` only says which column is which: 栏次 | 1 | 2 …"""
    told = [plain(cell.text) for cell in row if cell.text]
    if told and told[0] == "栏次":
        return True
    counts = [text for text in told if text.isdigit()]
    steps = [int(text) for text in counts]
    if len(steps) < _NUMBERED_HEADS or any(not _COLUMN_NUMBERS.fullmatch(text) and text != "项目" for text in told):
        return False
    return steps == list(range(steps[0], steps[0] + len(steps))) and steps[0] <= 1


def _parts(rows: Sequence[Row], wide: int) -> list[list[str]]:
    """The texts above each column from the top; a blank beside a text under the same head goes on with it."""
    columns: list[list[str]] = [[] for _ in range(wide)]
    for row in rows:
        texts = [row[place].text if place < len(row) else "" for place in range(wide)]
        above = [tuple(column) for column in columns]
        for place in range(1, wide):
            if not texts[place] and above[place] == above[place - 1]:
                texts[place] = texts[place - 1]
        for column, text in zip(columns, texts, strict=True):
            column.append(text)
    return columns


def _is_label(heads: Sequence[str], cells: Sequence[Cell]) -> bool:
    """Whether a column holds labels: by its head, or because words stand in it."""
    if heads and _LABELS.search(heads[-1]):
        return True
    told = [cell for cell in cells if not cell.blank]
    return sum(cell.number is None for cell in told) * 2 > len(told)


def _of_row(number: int, row: Row, heads: Sequence[_Head], year: int) -> Iterator[AmountCell]:
    """The cells for amounts of one row."""
    near: list[str] = []  # the labels on the left
    fresh = own = True  # a label after an amount begins anew; a lane may have none in this row
    for place, (head, cell) in enumerate(zip(heads, row, strict=False)):
        if head.is_label:
            own = bool(cell.text) or (own and not fresh)
            if cell.text:
                near = [cell.text] if fresh else [*near, cell.text]
            fresh = False
            continue
        fresh = True
        if head.skipped or (near and not own and cell.blank):
            continue
        said = _whole_codes(near)
        told = tuple(dict.fromkeys(name for text in said for name in names(text, year)))
        yield AmountCell(number, place, told, " ".join(said), head.labels, head.printed, cell, _is_item(said))


def _whole_codes(near: Sequence[str]) -> list[str]:
    """The labels of a row, a code in three columns (301 | 01 | 02) as one."""
    codes = [text for text in near if text.isdigit()]
    if len(codes) < _SEVERAL or len(codes[0]) != _CLASS:
        return list(near)
    return ["".join(codes), *(text for text in near if not text.isdigit())]


def _is_item(near: Sequence[str]) -> bool:
    first = plain(near[0]) if near else ""
    coded = CODE.fullmatch(first)
    return numbered(first) or (coded is not None and len(coded[1]) == _CLASS)
