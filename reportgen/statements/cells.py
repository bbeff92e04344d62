"""Tables in plain text: a row a line with tabs, a cell a line with a tab before it, or bare cells one a line."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.patterns import regex
from reportgen.statements.report import Paragraph, Place, Row, Table, bare
from reportgen.values import Frozen

NUMBER = regex(r"^[-－−]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?%?$")
_BLANK = regex(r"^[-—–/\s]*$")
_TITLE = regex(r"单位[：:]|(?:表|情况|明细)(?:$|[（(])")
_LEAST = 8  # cells of a bare table


class Cells(Frozen):
    """The rows of one or several tables that touch, and the line after them."""

    rows: tuple[Row, ...]
    end: int

    def tables(self, before: Sequence[Paragraph | Table]) -> list[Table]:
        """The tables; a row that is a title begins a new one, repeated heads are dropped."""
        title = before[-1].text if before and isinstance(before[-1], Paragraph) else ""
        made, now, seen = list[Table](), list[Row](), set[tuple[str, ...]]()
        for row in self.rows:
            filled = [cell for cell in row.cells if cell]
            if len(filled) == 1 and _TITLE.search(filled[0]) and len(filled[0]) < 60:
                made += [Table(tuple(now), title)] if now else []
                now, title = [], filled[0]
            elif filled and not (row.cells in seen and not any(map(NUMBER.match, filled))):
                seen.add(row.cells)
                now.append(row)
        return [*made, *([Table(tuple(now), title)] if now else [])]


def rows(lines: Sequence[str], at: int) -> Cells | None:
    """The table with tabs that begins at line `at` (from 0)."""
    if "\t" not in lines[at]:
        return None
    made, cells, lines_of = list[Row](), list[str](), list[int]()
    while at < len(lines):
        line = lines[at]
        if line.startswith("\t") and "\t" not in line[1:]:
            cells.append(line[1:])
            lines_of.append(at + 1)
        elif "\t" in line:
            made += _row(cells, lines_of)
            made += _row(line.split("\t"), [at + 1])
            cells, lines_of = [], []
        elif line.strip() and cells:
            cells[-1] += "\n" + line
        elif line.strip():
            break
        else:
            made += _row(cells, lines_of)
            cells, lines_of, after = [], [], _next(lines, at)
            if after is None or "\t" not in lines[after]:
                break
            at = after - 1
        at += 1
    return Cells((*made, *_row(cells, lines_of)), at)


def _next(lines: Sequence[str], at: int) -> int | None:
    """The next line that holds anything."""
    return next((n for n in range(at, len(lines)) if lines[n].strip() or "\t" in lines[n]), None)


def _row(cells: Sequence[str], lines: Sequence[int]) -> list[Row]:
    """A row of cells on one line, or each on its own."""
    own = tuple(lines) if len(lines) == len(cells) else ()
    return [Row(tuple(bare(_plain(cell)) for cell in cells), Place(line=lines[0]), own)] if cells else []


_SIGNS = {"ge": "≥", "geq": "≥", "le": "≤", "leq": "≤", "times": "×"}  # of formulas as a reader of pictures writes them


def _plain(cell: str) -> str:
    if "$" in cell:
        cell = regex(r"\$\s*\\(\w+)\s*\$").sub(lambda m: _SIGNS.get(m[1], ""), cell)
        cell = regex(r"\$\s*([<>])\s*\$").sub(r"\1", cell)
    return regex(r"</?\w+/?>").sub("", cell)


def listed(lines: Sequence[str], at: int) -> Cells | None:
    """A table of bare cells, one a line, that begins at line `at`: heads, then rows of one name and numbers."""
    cells = list[str]()
    for line in lines[at:]:
        cell = bare(line)
        if not cell or len(cell) > 24 or cell[-1] in "。；：，":
            break
        cells.append(cell)
    first = next((n for n, cell in enumerate(cells) if _value(cell)), 0)
    columns = first - 1
    if columns < 2 or len(cells) < max(_LEAST, 2 * columns):
        return None
    number = len(cells) // columns
    table = [tuple(cells[n * columns : (n + 1) * columns]) for n in range(number)]
    sound = all(not _value(row[0]) and all(map(_value, row[1:])) for row in table[1:])
    if not sound or any(map(_value, table[0])):
        return None
    first = at + 1
    made = tuple(
        Row(row, Place(line=begin), tuple(range(begin, begin + columns)))
        for row, begin in zip(table, range(first, first + number * columns, columns), strict=True)
    )
    return Cells(made, at + number * columns)


def _value(cell: str) -> bool:
    return bool(NUMBER.match(cell) or _BLANK.match(cell))
