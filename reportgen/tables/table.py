"""One table as it was found: its title, unit and year, and every amount in it with the labels that it belongs to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from reportgen.patterns import regex
from reportgen.tables.labels import label
from reportgen.values import Frozen
from reportgen.workbooks.sheet import Cell

OTHERS = regex("上年|去年|增减|增长|占比|比重|比例|%|差异|差额|较|完成|下年")  # of another year, or no amount
_NEUTRAL = frozenset({"小计", "合计", "总计", "金额", "项目", "收入", "支出", "栏次", "决算数", "预算数", "计"})
TOTALS = frozenset({"合计", "总计", "支出合计", "收入合计", "本年合计"})


class AmountCell(Frozen):
    """One cell for an amount: how its row is called (all names of it, and as it is printed), the heads above it."""

    row: int
    column: int
    names: tuple[str, ...]
    said: str
    heads: tuple[str, ...]
    above: str  # the heads as they are printed
    cell: Cell
    item: bool = False  # a part of a list: 一、 or a code of three digits


class PublishedTable(Frozen):
    """A table of one kind; `unit` is what its amounts are multiplied with to be 万元 (None: it says none)."""

    kind: str
    title: str
    file: str
    sheet: str
    unit: Decimal | None
    caption: tuple[str, ...]
    entries: tuple[AmountCell, ...]
    heads: tuple[str, ...] = ()  # all heads, to tell whether another table goes on with this one

    def at(self, rows: Collection[str], column: Sequence[Collection[str]]) -> list[AmountCell]:
        """The amounts in the rows called one of `rows` (none: the total, or the only row) under the heads `column`.

        Each member of `column` holds the ways to say one head that must be there, whatever their order.
        """
        of_rows = [entry for entry in self.entries if set(entry.names) & set(rows)] if rows else self._total()
        fitting = [(strange, entry) for entry in of_rows if (strange := _strange(entry.heads, column)) is not None]
        least = min((strange for strange, _ in fitting), default=0)
        return [entry for strange, entry in fitting if strange == least]

    def _total(self) -> list[AmountCell]:
        """The entries of the row of totals, or of the only row that has amounts."""
        if total := [entry for entry in self.entries if set(entry.names) & TOTALS]:
            return total
        rows = {entry.row for entry in self.entries if entry.cell.number is not None}
        blank = {entry.row for entry in self.entries}
        one = rows if len(rows) == 1 else blank if not rows and len(blank) == 1 else set()
        return [entry for entry in self.entries if entry.row in one]

    @property
    def empty(self) -> bool:
        """Whether there is no amount in it."""
        return all(entry.cell.number is None for entry in self.entries)


def _strange(heads: Sequence[str], column: Sequence[Collection[str]]) -> int | None:
    """How many of `heads` were not asked for, or None where one that was is not among them, or none of this year."""
    asked = set().union(*column) if column else set()
    if any(not set(way) & set(heads) for way in column):
        return None
    rest = [head for head in heads if head not in asked]
    if any(OTHERS.search(head) for head in rest):
        return None
    last = max((place for place, head in enumerate(heads) if head in asked), default=-1)
    if any(head not in _NEUTRAL for head in heads[last + 1 :]):
        return None
    return sum(head not in _NEUTRAL for head in rest)


def printed(parts: Sequence[str]) -> str:
    """The heads above a column as they are printed, each once."""
    return "/".join(dict.fromkeys("".join(part.split()) for part in parts if part))


def heads_of(parts: Sequence[str], year: int) -> tuple[str, ...]:
    """The heads above a column, from the top, each once, as labels."""
    return tuple(dict.fromkeys(label(part, year) for part in parts if part))
