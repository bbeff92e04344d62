"""K2, K1 in tables: totals of rows and columns, and columns of rates."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TypeAlias

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.grids import Cell, Grid
from reportgen.statements.printed import slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_TOTAL = regex(r"^(?:总计|合计|总\s*计|合\s*计|共计|本年合计|总额|小计)$|合计$|总计$|小计$")
_RATE = regex(r"率|占比|比重|进度|%")
_WITHIN = regex(r"^(?:其中|一般公共预算财政拨款$)")
_NEAR = Decimal("0.02")
_FEW = 60  # rows: among more, two that give a row of rates are found by chance, and looking takes as many squared
_HALF, _SLACK = 0.5, 1e-9  # of the last decimal: how far a rate may be from how it is printed; what is left to look at
Worth: TypeAlias = tuple[Decimal, float] | None  # exactly, and roughly, which tells nearly always whether it fits
Worths: TypeAlias = Sequence[Worth]
Rate: TypeAlias = tuple[Cell, float, float]  # printed as this, and half of its last decimal


def totals(reading: Reading) -> Iterator[Remark]:
    """K204, K205: 合计 and 小计 of columns and rows."""
    for grid in reading.grids:
        told: set[Decimal] = set()
        for remark, value in (*_rows(grid), *_columns(grid)):
            if value not in told:
                told.add(value)
                yield remark


def _rows(grid: Grid) -> Iterator[tuple[Remark, Decimal]]:
    """合计 columns against the columns beside them."""
    sums = [n for n, head in enumerate(grid.heads) if _TOTAL.search(head)]
    for column in sums:
        for row in range(len(grid.table.rows)):
            total = grid.at(row, column)
            cells = [c for c in grid.line(row) if c.column != column and not _RATE.search(c.head)]
            cells = [c for c in cells if c.unit != "%" and not regex("序号|编码|数量|差").search(c.head)]
            left, right = [c for c in cells if c.column < column], [c for c in cells if c.column > column]
            leaves = [c for c in left if not _TOTAL.search(c.head)] if left else right
            if total is None or len(leaves) < 2 or _adds_up(total, left, leaves):
                continue
            yield from _off(total, left or right, leaves)


def _adds_up(total: Cell, cells: Sequence[Cell], leaves: Sequence[Cell]) -> bool:
    """Whether any natural choice of the cells beside it gives the total."""
    tops = [c for c in leaves if not _WITHIN.search(c.head)]
    tails = [leaves[n:] for n in range(1, len(leaves))] if total.head.endswith("小计") else []
    choices: list[Sequence[Cell]] = [leaves, tops, _since_subtotal(cells), *tails]
    return any(len(c) > 1 and abs(_sum(c) - total.value) <= _room(total, c) for c in choices)


def _since_subtotal(cells: Sequence[Cell]) -> Sequence[Cell]:
    last = max((n for n, c in enumerate(cells) if _TOTAL.search(c.head)), default=-1)
    return cells[last + 1 :]


def _sum(cells: Sequence[Cell]) -> Decimal:
    return sum((c.value for c in cells), Decimal(0))


def _room(total: Cell, cells: Sequence[Cell]) -> Decimal:
    return sum((c.printed.half for c in (total, *cells)), Decimal(0))


def _off(total: Cell, cells: Sequence[Cell], leaves: Sequence[Cell]) -> Iterator[tuple[Remark, Decimal]]:
    shown = "、".join(c.printed.text for c in leaves)
    right = chinese.number(_sum(leaves), total.printed.places)
    if len(cells) > len(leaves) and abs(_sum(cells) - total.value) <= _room(total, cells):
        said = f"“{total.head or total.name}”把小计和它的分项（{shown}）重复相加，应为{right}"
        yield on(total.mention, "K205", Severity.ERROR, said, right), total.value
    elif _near(total, _sum(leaves)):
        yield _differs(total, leaves)
    elif total.head.endswith("小计"):
        tails = (leaves[n:] for n in range(1, len(leaves) - 1))
        places = total.printed.places
        near = [tail for tail in tails if slip(total.printed.text, chinese.number(_sum(tail), places))]
        yield from (_differs(total, tail) for tail in near[:1])


def _differs(total: Cell, leaves: Sequence[Cell]) -> tuple[Remark, Decimal]:
    shown = "、".join(c.mention.printed.text for c in leaves)
    right = chinese.number(_sum(leaves), total.printed.places)
    said = f"{shown}相加为{right}，“{total.head or total.name}”为{total.printed.text}"
    return on(total.mention, "K204", Severity.ERROR, said, right), total.value


def _near(total: Cell, value: Decimal) -> bool:
    gap = abs(total.value - value)
    places = total.printed.places
    return gap <= max(abs(value), abs(total.value)) * _NEAR or slip(total.printed.text, chinese.number(value, places))


def _columns(grid: Grid) -> Iterator[tuple[Remark, Decimal]]:
    """合计 rows against the rows above (or below, where they come first)."""
    rows = [n for n, name in enumerate(grid.names) if _TOTAL.search(name)]
    if len(rows) != 1:
        return
    for column in range(1, len(grid.heads)):
        cells = [c for c in grid.column(column) if c.unit != "%" and not regex("序号|编码").search(c.head)]
        total = next((c for c in cells if c.row == rows[0]), None)
        if total is None or _RATE.search(total.head):
            continue
        parts = [c for c in cells if c.row < rows[0]] or [c for c in cells if c.row > rows[0]]
        yield from _column(total, parts, grid)


def _column(total: Cell, parts: Sequence[Cell], grid: Grid) -> Iterator[tuple[Remark, Decimal]]:
    tops = list(_tops(parts, grid))
    if len(tops) < 2 or any(abs(_sum(c) - total.value) <= _room(total, c) for c in (parts, tops)):
        return
    if _near(total, _sum(tops)):
        shown = "、".join(c.printed.text for c in tops)
        right = chinese.number(_sum(tops), total.printed.places)
        said = f"“{total.head}”各行（{shown}）相加为{right}，合计为{total.printed.text}"
        yield on(total.mention, "K204", Severity.ERROR, said, right), total.value


def _tops(parts: Sequence[Cell], grid: Grid) -> Iterator[Cell]:
    """Rows that are not parts of the row above: those of 其中, and those that make up the row before them."""
    skip: set[int] = set()
    for number, cell in enumerate(parts):
        for end in range(number + 2, min(number + 9, len(parts)) + 1):
            inner = parts[number + 1 : end]
            if inner and cell.value and abs(_sum(inner) - cell.value) <= _room(cell, inner) and len(inner) > 1:
                skip |= {c.row for c in inner}
    within = False
    for cell in parts:
        named = grid.names[cell.row]
        within = named.startswith("其中") or (within and cell.row in skip)
        if cell.row not in skip and not within:
            yield cell


def rates(reading: Reading) -> Iterator[Remark]:
    """K106: a column (or row) of rates that follows from two others, as most of its cells show."""
    for grid in reading.grids:
        yield from _rate_columns(grid)
        yield from _rate_rows(grid)


def _rate_columns(grid: Grid) -> Iterator[Remark]:
    for column, head in enumerate(grid.heads):
        cells = grid.column(column)
        if not _RATE.search(head) or not cells:
            continue
        others = [n for n in range(1, len(grid.heads)) if n != column and any(c.unit != "%" for c in grid.column(n))]
        worths = [{c.row: _worth(c) for c in grid.column(n)} for n in others]
        values = [[worth.get(c.row) for c in cells] for worth in worths]
        yield from _by_majority(cells, itertools.permutations(values, 2))


def _rate_rows(grid: Grid) -> Iterator[Remark]:
    for row, name in enumerate(grid.names):
        cells = grid.line(row)
        if not _RATE.search(name) or len(cells) < 2:
            continue
        others = [n for n in range(len(grid.names)) if n != row and grid.line(n)]
        if len(others) > _FEW:
            continue
        values = {n: [_worth(grid.at(n, c.column)) for c in cells] for n in others}
        paces = [values[n] for n in others if "序时" in grid.names[n]]
        yield from _by_majority(cells, itertools.permutations(values.values(), 2), paces[0] if paces else None)


def _worth(cell: Cell | None) -> Worth:
    """A value that a rate may come of."""
    return (cell.value, rough) if cell and (rough := float(cell.value)) else None


def _by_majority(
    cells: Sequence[Cell], pairs: Iterable[tuple[Worths, Worths]], paces: Worths | None = None
) -> Iterator[Remark]:
    """Cells that break a relation which at least two others, and more than half, keep."""
    best: list[tuple[Cell, Decimal]] = []
    kept, printed = 1, [*map(_rate, cells)]
    for pair in pairs:
        for by in (None, paces) if paces else (None,):
            if found := _keeping(printed, [*zip(*pair, by or itertools.repeat(None), strict=False)], kept):
                kept, best = found
    for cell, value in best:
        cut = cell.printed.cuts(value)
        level = Severity.WARNING if cut or abs(value - cell.value) < Decimal("0.05") else Severity.ERROR
        shown = f"{chinese.number(value, cell.printed.places)}%"
        said = f"按本表其他各{'行' if paces is None else '列'}的算法应为{shown}" + ("，此处截去了尾数" if cut else "")
        yield on(cell.mention, "K106", level, said, shown)


def _rate(cell: Cell) -> Rate:
    return cell, float(cell.value), _HALF * 0.1**cell.printed.places


def _keeping(
    printed: Sequence[Rate], inputs: Sequence[tuple[Worth, Worth, Worth]], least: int
) -> tuple[int, list[tuple[Cell, Decimal]]] | None:
    """How many cells have their value, and those that have another; None where not more than `least`, or than these."""
    right, wrong = 0, list[int]()
    for at, (rate, (one, two, pace)) in enumerate(zip(printed, inputs, strict=True)):
        if one and two and _gives(rate, one, two, pace):
            right += 1
        elif one and two:
            wrong.append(at)
        if right + len(printed) - at - 1 <= max(least, len(wrong)):
            return None  # whatever the others are
    return right, [(printed[at][0], _quotient(*inputs[at])) for at in wrong]


def _gives(rate: Rate, one: tuple[Decimal, float], two: tuple[Decimal, float], pace: Worth) -> bool:
    """Whether the cell is printed as the rate of the two: exactly where their rough values leave it open."""
    cell, value, half = rate
    made = two[1] / one[1] * (100 / pace[1] * 100 if pace else 100)
    room = abs(abs(made - value) - half) - abs(made) * _SLACK
    if room > half * _SLACK:
        return abs(made - value) < half
    return cell.printed.rounds(_quotient(one, two, pace))


def _quotient(one: Worth, two: Worth, pace: Worth) -> Decimal:
    assert one
    assert two
    rate = two[0] / one[0] * 100
    return rate / (pace[0] / 100) if pace else rate
