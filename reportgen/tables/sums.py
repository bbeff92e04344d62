"""Whether the parts in a table add up to its own totals: what tells a digit that was misread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.tables.labels import plain
from reportgen.tables.table import TOTALS, AmountCell, PublishedTable

_HALF = Decimal("0.005")  # what a printed amount may be off by, in the table's own unit
_SHOWN = 4  # parts
_STAFF, _RUNNING = "人员经费合计", "公用经费合计"
_OF_STAFF = ("301", "303")


def wrong(table: PublishedTable) -> Iterator[Diagnostic]:
    """Each total that is not the sum of its parts, beyond what rounding explains."""
    for column in sorted({entry.column for entry in table.entries}):
        own = [entry for entry in table.entries if entry.column == column]
        yield from _in_column(own, table)
    yield from _by_class(table)


def _in_column(own: Sequence[AmountCell], table: PublishedTable) -> Iterator[Diagnostic]:
    """The first total of a column against the items 一、 or 201 above it, or below a total that stands first."""
    total = next((entry for entry in own if set(entry.names) & TOTALS and entry.cell.number is not None), None)
    if total is None:
        return
    items = [entry for entry in own if entry.item and entry.cell.number is not None]
    above = [entry for entry in items if entry.row < total.row]
    parts = above or [entry for entry in items if entry.row > total.row]
    if parts and not any(_adds_up(total, run) for run in (parts, *_runs(parts))):
        yield _told(total, parts, table)


def _runs(parts: Sequence[AmountCell]) -> Iterator[list[AmountCell]]:
    """The items list by list: each begins with 一、 anew."""
    run: list[AmountCell] = []
    for entry in parts:
        if plain(entry.said).startswith("一、") and run:
            yield run
            run = []
        run.append(entry)
    yield run


def _by_class(table: PublishedTable) -> Iterator[Diagnostic]:
    """人员经费合计 and 公用经费合计 against their economic classes, whatever the lane."""
    items = [entry for entry in table.entries if entry.item and entry.cell.number is not None and entry.names]
    for name in (_STAFF, _RUNNING):
        total = next((e for e in table.entries if name in e.names and e.cell.number is not None), None)
        parts = [entry for entry in items if (entry.names[0] in _OF_STAFF) == (name == _STAFF)]
        if total and parts and not _adds_up(total, parts):
            yield _told(total, parts, table)


def _sum(parts: Sequence[AmountCell]) -> Decimal:
    return sum((entry.cell.number or Decimal(0) for entry in parts), Decimal(0))


def _adds_up(total: AmountCell, parts: Sequence[AmountCell]) -> bool:
    return abs(_sum(parts) - (total.cell.number or Decimal(0))) <= _HALF * (len(parts) + 1)


def _told(total: AmountCell, parts: Sequence[AmountCell], table: PublishedTable) -> Diagnostic:
    number = chinese.number
    shown = [number(entry.cell.number) for entry in parts]
    added = " + ".join([*shown[:_SHOWN], *(["…"] if len(shown) > _SHOWN else [])])
    said = f"《{table.title}》{total.cell.place} {total.said} {number(total.cell.number)}"
    message = f"{said}，各项相加是 {number(_sum(parts))}（{added}）"
    return warning("total", message, "请对照原表核对；核对无误的加 --yes", Position(table.file, place=table.sheet))
