"""What every kind of file is read into: sheets of cells, each with its text, its number, and its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from reportgen.facts.records import quantity
from reportgen.patterns import regex
from reportgen.values import Frozen, field

Value: TypeAlias = str | float | int | Decimal | bool | dt.date | dt.time | dt.timedelta | None
_DASHES = regex(r"[-—–－─/]+")
_EXACT = 15  # digits that a binary float holds for sure: what Excel shows


class Cell(Frozen):
    """One cell: what is written in it, the number that this is (None: no number), and where it stands."""

    text: str
    number: Decimal | None
    place: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands here, or a dash that says as much."""
        return not self.text or bool(_DASHES.fullmatch(self.text))


class Sheet(Frozen):
    """One sheet of a workbook, or one table of a PDF under the lines above it.

    `goes_on`: the table stands at the head of a page, with nothing above it that names it. `merged` are the ranges of
    cells that are one, `faulty` the cells of which nothing can be read, with what is seen there.
    """

    file: str
    name: str
    rows: tuple[tuple[Cell, ...], ...]
    goes_on: bool = False
    merged: tuple[str, ...] = ()
    faulty: Mapping[str, str] = field(default_factory=dict)

    @property
    def wide(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)


def cell(value: Value, place: str) -> Cell:
    """A cell as a reader of files gives it."""
    if isinstance(value, bool):
        return Cell("是" if value else "否", None, place)
    if isinstance(value, int | float | Decimal):
        number = Decimal(f"{value:.{_EXACT}g}") if isinstance(value, float) else Decimal(value)
        return Cell(f"{number.normalize():f}" if number else "0", number, place)
    text = "" if value is None else str(value).strip()
    return Cell(text, _number(text), place)


def _number(text: str) -> Decimal | None:
    """The number in digits that `text` is; one with a unit is none."""
    match quantity.split(text) if any(sign.isdecimal() for sign in text) else None:
        case (number, None):
            return number
    return None


def letters(column: int) -> str:
    """Column 0, 1, … as a workbook calls it: A, B, … AA."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


def rows(values: Sequence[Sequence[Value]]) -> tuple[tuple[Cell, ...], ...]:
    """The cells of a sheet that begins at A1."""
    return tuple(
        tuple(cell(value, f"{letters(column)}{number}") for column, value in enumerate(row))
        for number, row in enumerate(values, 1)
    )
