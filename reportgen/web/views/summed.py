"""The tables of a summary as a page shows them: numbers written out, cells toned, mean and median below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import mean, median

from reportgen.tabular import Column, Kind, Table, Tone
from reportgen.values import Frozen
from reportgen.web.views.words import points

_NUMBERS = (Kind.NUMBER, Kind.COUNT, Kind.RATE)
_TONES = 5
_OF: Mapping[str, Callable[[Sequence[Decimal]], Decimal]] = {"AVERAGE": mean, "MEDIAN": median}


class SummedCell(Frozen):
    """What is written in a cell, whether it is a number, and its class (from bad, tone1, to good, tone5)."""

    text: str
    number: bool
    tone: str = ""


class SummedTable(Frozen):
    """A table of the summary with everything written out."""

    title: str
    heads: tuple[tuple[str, bool], ...]
    rows: tuple[tuple[SummedCell, ...], ...]
    foot: tuple[tuple[SummedCell, ...], ...]


def summed_table(table: Table, today: dt.date) -> SummedTable:
    """`table` as it is shown on the day `today`."""
    heads = tuple((column.head, column.kind in _NUMBERS) for column in table.columns)
    rows = tuple(tuple(_row(table, row, today)) for row in table.rows)
    foot = tuple(tuple(_foot(table, label, name)) for label, name in table.foot) if table.rows else ()
    return SummedTable(table.title, heads, rows, foot)


def _row(table: Table, row: Sequence[object], today: dt.date) -> Iterator[SummedCell]:
    for at, (column, value) in enumerate(zip(table.columns, row, strict=True), 1):
        yield SummedCell(_written(value, column), column.kind in _NUMBERS, _tone(table, at, value, today))


def _written(value: object, column: Column) -> str:
    if value is None:
        return ""
    if column.kind is Kind.RATE and isinstance(value, Decimal | float):
        return f"{value * 100:.2f}%"
    if column.kind is Kind.NUMBER and isinstance(value, Decimal):
        return points(value)
    return str(value)


def _tone(table: Table, at: int, value: object, today: dt.date) -> str:
    """The class of a value in a toned column: its place between the least and the most of all columns toned alike."""
    toned = next((one for one in table.coloured if one.first <= at <= one.last), None)
    if toned is None:
        return ""
    if toned.tone is Tone.PAST_IS_BAD:
        return "tone1" if isinstance(value, dt.date) and value < today else ""
    if not isinstance(value, Decimal):
        return ""
    own = [one for row in table.rows for one in row[toned.first - 1 : toned.last] if isinstance(one, Decimal)]
    least, most = min(own), max(own)
    step = int((value - least) / (most - least) * (_TONES - 1)) if most > least else _TONES - 1
    return f"tone{_TONES - step if toned.tone is Tone.LOW_IS_GOOD and most > least else step + 1}"


def _foot(table: Table, label: str, name: str) -> Iterator[SummedCell]:
    """One line below: the mean or the median of each column of numbers."""
    told = False
    for at, column in enumerate(table.columns):
        own = [one for row in table.rows if isinstance(one := row[at], Decimal)]
        if own and column.kind in _NUMBERS:
            yield SummedCell(_written(_OF[name](own), column), True)
        else:
            yield SummedCell("" if told or column.kind in _NUMBERS else label, False)
            told = told or column.kind not in _NUMBERS
