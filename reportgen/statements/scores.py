"""The score table of a report, whatever its layout: indicators with weight and mark, read from the stream of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.patterns import regex
from reportgen.statements.report import NOWHERE, Place, Report, Table
from reportgen.values import Frozen

_NUMBER = regex(r"^\d{1,3}(?:\.\d{1,2})?$")
_NOTHING = ("", "-", "—")
_SHORT = 30  # signs of a name; longer cells explain
_WEIGHT, _MARK, _LEVEL = "分值", "得分", regex(r"^[一二三四五]级指标$")
_TOTAL = regex(r"^(?:总分|总得分|合计|总计|得分合计)")


class Leaf(Frozen):
    """One indicator: weight and mark; `parents` are the names and weights that stand before it in its row."""

    name: str
    weight: Decimal
    mark: Decimal
    parents: tuple[tuple[str, Decimal], ...]
    place: Place
    quote: str
    standard: str = ""  # what stands between weight and mark


class Scores(Frozen):
    """A score table: the leaves in order, and the total printed under them."""

    leaves: tuple[Leaf, ...]
    total: Decimal | None = None
    total_place: Place = NOWHERE
    total_weights: tuple[Decimal, ...] = ()  # printed beside it


class _Cell(Frozen):
    text: str
    place: Place

    @property
    def number(self) -> bool:
        return bool(_NUMBER.match(self.text))

    @property
    def name(self) -> bool:
        return 1 < len(self.text) <= _SHORT and not self.number and not regex(r"[。；=≤≥<]|\d分").search(self.text)


def scores(report: Report) -> Scores | None:
    """The score table of `report`, None where there is none."""
    found = [_read(table) for table in report.tables if is_score_table(table)]
    return max(found, key=lambda s: len(s.leaves), default=None) if any(s.leaves for s in found) else None


def is_score_table(table: Table) -> bool:
    """Whether a table has indicators and marks."""
    head = "".join(cell for row in table.rows[:4] for cell in row.cells)
    return "指标" in head and "得分" in head and len(table.rows) > 3


def _read(table: Table) -> Scores:
    return _by_heads(table) or _by_pairs(table)


def _by_heads(table: Table) -> Scores | None:
    """A table whose head names one column of weights and one of marks; None where it has several, or none."""
    head = next((row for row in table.rows[:4] if row.cells.count(_WEIGHT) == row.cells.count(_MARK) == 1), None)
    levels = [n for n, cell in enumerate(head.cells) if _LEVEL.match(cell)] if head else []
    if head is None or not levels:
        return None
    weight, mark = head.cells.index(_WEIGHT), head.cells.index(_MARK)
    leaves: list[Leaf] = []
    for row in table.rows:
        if len(row.cells) != len(head.cells) or not _NUMBER.match(row.cells[mark]):
            continue
        named = [n for n in levels if row.cells[n] not in _NOTHING]
        points = Decimal(row.cells[mark])
        if any(_TOTAL.match(row.cells[n]) for n in named):
            printed = tuple(map(Decimal, _NUMBER.findall(row.cells[weight])))
            return Scores(tuple(leaves), points, row.at(mark), printed)
        if named and _NUMBER.match(row.cells[weight]):
            name, full = row.cells[named[-1]], Decimal(row.cells[weight])
            quote = f"{name} {row.cells[weight]} {row.cells[mark]}"
            leaves.append(Leaf(name, full, points, (), row.at(named[-1]), quote))
    return Scores(tuple(leaves))


def _by_pairs(table: Table) -> Scores:
    cells = [_Cell(cell, row.at(n)) for row in table.rows for n, cell in enumerate(row.cells) if cell not in _NOTHING]
    leaves, total, where = list[Leaf](), None, Place()
    at, pairs, texts = 0, list[tuple[_Cell, _Cell]](), list[str]()
    while at < len(cells):
        cell = cells[at]
        after = cells[at + 1] if at + 1 < len(cells) else None
        if cell.name and after and after.number:
            if _TOTAL.match(cell.text):
                numbers = list(_numbers_after(cells, at + 1))
                return Scores(tuple(leaves), numbers[-1], cells[at + len(numbers)].place, tuple(numbers[:-1]))
            pairs.append((cell, after))
            texts = []
            at += 2
        elif cell.number and pairs:
            leaves.append(_leaf(pairs, cell, "".join(texts)))
            pairs = []
            at += 1
        else:
            texts.append(cell.text)
            at += 1
    return Scores(tuple(leaves), total, where)


def _numbers_after(cells: Sequence[_Cell], at: int) -> Iterator[Decimal]:
    while at < len(cells) and cells[at].number:
        yield Decimal(cells[at].text)
        at += 1


def _leaf(pairs: Sequence[tuple[_Cell, _Cell]], mark: _Cell, standard: str) -> Leaf:
    name, weight = pairs[-1]
    parents = tuple((own.text, Decimal(of.text)) for own, of in pairs[:-1])
    quote = f"{name.text} {weight.text} {mark.text}"
    return Leaf(name.text, Decimal(weight.text), Decimal(mark.text), parents, name.place, quote, standard)
