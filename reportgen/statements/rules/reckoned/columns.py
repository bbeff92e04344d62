"""K204 in columns: 累计 that runs up another column, 增减额 that two others differ by, as most rows show."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.grids import Cell, Grid
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_RUNNING = regex(r"累计(?!进度|.*率)")
_DIFFERENCE = regex(r"增减(?!率|%|比例|幅)|差额|差异(?!率)|结余|余额|剩余|未支付")
_TOTAL = regex(r"[合总小]\s*计|总额")
_LEAST, _MOST = 2, 12  # rows that show how a column comes about; columns of a table in which that is looked for
Wrong: TypeAlias = list[tuple[Cell, Decimal]]


def columns(reading: Reading) -> Iterator[Remark]:
    """A cell that breaks what at least two other cells of its column, and most of them, keep."""
    for grid in reading.grids:
        for column, head in enumerate(grid.heads) if len(grid.heads) <= _MOST else ():
            if _RUNNING.search(head):
                yield from _told(_running(grid, column), "累计数应为各期相加的")
            elif _DIFFERENCE.search(head):
                yield from _told(_apart(grid, column), "按本表其他各行的算法，两列相差")


def _told(ways: Iterable[tuple[int, Wrong]], how: str) -> Iterator[Remark]:
    kept, wrong = max(ways, key=_kept, default=(0, []))
    for cell, value in wrong if kept >= _LEAST and kept > len(wrong) else ():
        right = chinese.number(value, cell.printed.places)
        yield on(cell.mention, "K204", Severity.WARNING, f"{how}{right}", right)


def _kept(way: tuple[int, Wrong]) -> int:
    return way[0]


def _running(grid: Grid, column: int) -> Iterator[tuple[int, Wrong]]:
    cells = [cell for cell in grid.column(column) if not _TOTAL.search(cell.name)]
    for other in _others(grid, column):
        parts = [grid.at(cell.row, other) for cell in cells]
        if all(parts):
            sums = itertools.accumulate(part.value for part in parts if part)
            yield _held(cells, list(sums), len(cells))


def _apart(grid: Grid, column: int) -> Iterator[tuple[int, Wrong]]:
    cells = grid.column(column)
    for one, other in itertools.permutations(_others(grid, column), 2):
        pairs = [(grid.at(cell.row, one), grid.at(cell.row, other)) for cell in cells]
        if all(a and b for a, b in pairs):
            yield _held(cells, [a.value - b.value for a, b in pairs if a and b], 2)


def _others(grid: Grid, column: int) -> list[int]:
    """The columns of amounts and counts beside it."""
    numbers = (n for n in range(1, len(grid.heads)) if n != column and grid.column(n))
    return [n for n in numbers if not any(cell.unit == "%" for cell in grid.column(n))]


def _held(cells: Sequence[Cell], values: Sequence[Decimal], terms: int) -> tuple[int, Wrong]:
    """How many cells are the values, and those that are not."""
    pairs = zip(cells, values, strict=True)
    wrong = [(cell, value) for cell, value in pairs if abs(cell.value - value) > cell.printed.half * (terms + 1)]
    return len(cells) - len(wrong), wrong
