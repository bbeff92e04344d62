"""The order of the departments: ranks, last year, rates by indicator, and what was made by an older pack or program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from reportgen import __version__
from reportgen.summary.gathering import Gathered
from reportgen.summary.result_file import Mark, Node, Result
from reportgen.values import Frozen

Key = tuple[str, str]


class Ranked(Frozen):
    """A department in its place; `before` is last year's total."""

    rank: int
    result: Result
    before: Decimal | None
    old: str = ""

    @property
    def total(self) -> Decimal:
        """总分."""
        return self.result.total or Decimal(0)

    @property
    def change(self) -> Decimal | None:
        """How many points more than last year."""
        return None if self.before is None else self.total - self.before


class Ranking(Frozen):
    """All departments, the best first, and who is missing."""

    gathered: Gathered
    rows: tuple[Ranked, ...]

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """Every row of the score tables, in the order of the trees; where packs differ, all of them."""
        return self._every(lambda result: result.shared)

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """Every indicator that is marked."""
        return self._every(lambda result: result.leaves)

    def _every(self, of: Callable[[Result], Iterable[Node]]) -> tuple[Node, ...]:
        found: dict[Key, Node] = {}
        for row in self.rows:
            for node in of(row.result):
                found.setdefault((node.code, node.name), node)
        return tuple(sorted(found.values(), key=lambda node: node.code))

    def marks(self, leaf: Node) -> list[Mark]:
        """The marks of all departments for an indicator."""
        found = (row.result.nodes.get(key(leaf)) for row in self.rows)
        return [node.mark for node in found if node and node.mark]


def key(node: Node) -> Key:
    """What makes two indicators of two departments one."""
    return (node.code, node.name)


def standing(gathered: Gathered, packs: Mapping[str, str | None]) -> Ranking:
    """The departments of `gathered` by total, equal totals with one rank; `packs` are the digests of packs today."""
    ordered = sorted(gathered.results, key=lambda result: (-(result.total or 0), result.name))
    ranks: dict[Decimal | None, int] = {}
    rows = []
    for place, result in enumerate(ordered, 1):
        last = gathered.before.get(result.name)
        rank = ranks.setdefault(result.total, place)
        rows.append(Ranked(rank, result, last.total if last else None, older(result, packs, gathered.stale)))
    return Ranking(gathered, tuple(rows))


def older(result: Result, packs: Mapping[str, str | None], stale: Mapping[Path, str]) -> str:
    """Why a result should be made anew; empty where it need not."""
    whole = result.whole
    if state := stale.get(result.path):
        return f"资料改过，重新生成时{state}，这是以前的结果"
    if whole.program is None:
        return "没有记录程序版本（较早的程序生成）"
    if whole.program != __version__:
        return f"程序 {whole.program} 生成，现为 {__version__}"
    if packs.get(whole.pack) is None:
        return f"本机没有套件“{whole.pack}”，无法核对"
    return "" if packs[whole.pack] == whole.digest else "套件在生成后改过"


def mean(values: Sequence[Decimal]) -> Decimal | None:
    """The mean; None of nothing."""
    return sum(values, Decimal(0)) / len(values) if values else None
