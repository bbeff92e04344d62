"""Tables of figures: heads, row names and the cells between them as mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from reportgen.patterns import regex
from reportgen.statements.cells import NUMBER
from reportgen.statements.mentions import Mention
from reportgen.statements.naming import Named, money, rate_of_year, taken_apart
from reportgen.statements.printed import Printed, exact
from reportgen.statements.report import Paragraph, Row, Table
from reportgen.values import Frozen

_THREE_PUBLIC = ("三公.合计", "三公.因公出国境", "三公.公务用车", "三公.公务接待")
_OF_PLANS = regex(r"“三公”经费(?:财政拨款)?(?:年初)?预算(?:安排)?(?:情况)?表?")  # a title that says of what columns
_UNIT = regex(r"单位[：:]?(万元|亿元|元)")


class Cell(Frozen):
    """One number of a table, with the head of its column and the name of its row."""

    text: str
    value: Decimal  # as printed
    unit: str
    row: int
    column: int
    head: str
    name: str
    of: Row

    @cached_property
    def mention(self) -> Mention:
        """The number as one of a text."""
        name, text = self.name, self.text
        shown = Paragraph(f"{name} {text}", self.of.at(self.column))
        start = len(name) + 1
        return Mention(shown, self.printed, self.unit, name + self.head, 0, start, len(shown.text), 0)

    @cached_property
    def printed(self) -> Printed:
        """The number without its sign of percent."""
        return Printed(self.text.rstrip("%"))


class Grid(Frozen):
    """The numbers of a table by row and column."""

    table: Table
    heads: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[Cell, ...]
    unit: str

    def at(self, row: int, column: int) -> Cell | None:
        """The number in one cell, None for a blank or a text."""
        return self._placed.get((row, column))

    def column(self, column: int) -> list[Cell]:
        """The numbers of a column, from the top."""
        return self._columns.get(column, [])

    def line(self, row: int) -> list[Cell]:
        """The numbers of a row, from the left."""
        return self._lines.get(row, [])

    @cached_property
    def _placed(self) -> Mapping[tuple[int, int], Cell]:
        return {(cell.row, cell.column): cell for cell in self.cells}

    @cached_property
    def _columns(self) -> Mapping[int, list[Cell]]:
        return _gathered((cell.column, cell) for cell in self.cells)

    @cached_property
    def _lines(self) -> Mapping[int, list[Cell]]:
        return _gathered((cell.row, cell) for cell in self.cells)


def _gathered(cells: Iterable[tuple[int, Cell]]) -> Mapping[int, list[Cell]]:
    found: dict[int, list[Cell]] = {}
    for number, cell in cells:
        found.setdefault(number, []).append(cell)
    return found


def grid(table: Table) -> Grid:
    """`table` as numbers under heads and beside names."""
    first = next((n for n, row in enumerate(table.rows) if _numbers(row)), len(table.rows))
    width = max((len(row.cells) for row in table.rows), default=0)
    heads = tuple("".join(dict.fromkeys(_cell(row, n) for row in table.rows[:first])) for n in range(width))
    unit = _unit(table)
    names = tuple(_name(row) for row in table.rows)
    cells = tuple(_cells(table, first, heads, unit))
    return Grid(table, heads, names, cells, unit)


def _cells(table: Table, first: int, heads: tuple[str, ...], unit: str) -> Iterator[Cell]:
    for number, row in enumerate(table.rows[first:], first):
        name = ""
        for column, text in enumerate(row.cells):
            if not NUMBER.match(text):
                name = text or name
            elif column:
                bare = text.rstrip("%")
                own = unit if bare == text else "%"
                yield Cell(text, exact(bare), own, number, column, heads[column], name, row)


def _numbers(row: Row) -> bool:
    return any(NUMBER.match(cell) for cell in row.cells[1:])


def _cell(row: Row, column: int) -> str:
    return row.cells[column] if column < len(row.cells) else ""


def _name(row: Row) -> str:
    """The last text before the numbers: 序号 and merged cells stand before it."""
    last = ""
    for cell in row.cells:
        if cell and not NUMBER.match(cell):
            last = cell
        elif cell and last:
            break
    return last


def _unit(table: Table) -> str:
    said = "".join([table.title, *(cell for row in table.rows[:2] for cell in row.cells)])
    if found := _UNIT.search(said):
        return found[1]
    return "万元" if any(regex(r"\d\.\d\d$").search(cell) for row in table.rows for cell in row.cells) else ""


def named_cells(found: Grid, selves: tuple[str, ...]) -> Iterator[Named]:
    """The cells that can be named by row and head."""
    whole = {head for head in found.heads if taken_apart(head, selves).whole}
    planned = ("年初",) if _OF_PLANS.search(found.table.title) else ()
    for cell in found.cells:
        if cell.unit == "%" and len(found.line(cell.row)) == 1 and (rate := rate_of_year(cell.name)):
            yield Named(cell.mention, (rate,))
        if cell.unit != "万元" or cell.head not in whole:
            continue
        side, top = taken_apart(cell.name, selves), taken_apart(cell.head, selves)
        total = regex(r"总计|合计|总?计|本年合计").fullmatch(cell.name) is not None
        subject = "预算.合计" if total and _whole(found) else side.subject
        if not (side.whole or total) or (top.subject and subject and top.subject != subject):
            continue
        about = subject or top.subject
        names = money(about, top.columns or side.columns or (planned if about in _THREE_PUBLIC else ()))
        if names and not (total and subject is None):
            yield Named(cell.mention, names)


def _whole(found: Grid) -> bool:
    """Whether the rows are the lines of the whole budget, so that their 总计 is the department's."""
    said = "".join(found.names)
    return "基本支出" in said and "项目支出" in said
