"""Tables and charts as plain values, between who knows what they say and who knows how a workbook is written."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from reportgen.values import Frozen


class Kind(Enum):
    """What a column holds; numbers stay numbers, so that a reader can go on computing with them."""

    TEXT = "text"
    CENTRED = "centred"
    NUMBER = "number"
    COUNT = "count"
    RATE = "rate"
    DATE = "date"


class Column(Frozen):
    """A column: its head, its width in characters (a Han character takes two), what it holds."""

    head: str
    width: float
    kind: Kind = Kind.TEXT


class Tone(Enum):
    """How cells of some columns are coloured by their values: scales from bad to good, marks of certain values."""

    HIGH_IS_GOOD = "high"
    LOW_IS_GOOD = "low"
    PAST_IS_BAD = "past"


class Coloured(Frozen):
    """The columns from `first` to `last` (from 1), coloured by `tone`."""

    first: int
    last: int
    tone: Tone


class Table(Frozen):
    """A sheet: `name` (its tab), `title`, columns, rows; `foot` names functions of the whole column under the numbers.

    The first `frozen` columns stay in sight.
    """

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    coloured: Sequence[Coloured] = ()
    foot: Sequence[tuple[str, str]] = ()  # label, function: ("平均", "AVERAGE")
    frozen: int = 1


class Chart(Frozen):
    """A chart of columns of a table: `labels` and `values` by number (from 1); a line or bars."""

    title: str
    table: str
    labels: int
    values: Sequence[int]
    axis: str
    lines: bool = False
    rate: bool = False


class Formula(str):
    """A text that a spreadsheet shall compute; any other text is shown as it is, whatever it begins with."""

    __slots__ = ()


class Tint(Enum):
    """What a line of a working paper is: the head of an indicator, what was filled in, a step, what comes out."""

    HEAD = "head"
    INPUT = "input"
    STEP = "step"
    RESULT = "result"


class Line(Frozen):
    """A line of a working paper: its cells, what it is, and what the value in the column of values holds."""

    cells: Sequence[object]
    tint: Tint
    kind: Kind = Kind.TEXT


class WorkingSheet(Frozen):
    """A sheet of a working paper, its first line in row FIRST; values stand in the columns `values` (from 1)."""

    name: str
    title: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    values: Sequence[int]


FIRST = 3  # the row below title and heads
