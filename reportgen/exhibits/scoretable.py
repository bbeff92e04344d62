"""评分表 as it is printed: one row for each indicator with a mark, its ancestors as cells of which equal ones merge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportgen.chinese import numeral
from reportgen.facts.records.quantity import Number, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.scoring.scorecard import Node, Scorecard


class LevelCell(Record):
    """The cell of one level of the tree in a row: the row's ancestor there, or nothing below its own level."""

    code: str = named("编号", "这一级指标的编号")
    name: str = named("名称", "这一级指标的名称")
    full: Number | None = optional("分值", "这一级指标的分值", unit="分")
    first: Truth = named("首行", "是否相同单元格的第一行，用于 {%合并 级.首行 %}", default=True)


class ScoreRow(Record):
    """One row: the levels from the top down to the indicator `code`, whose mark stands in the scorecard."""

    code: str = named("编号", "这一行的指标的编号，得分见“评分”")
    levels: tuple[LevelCell, ...] = listed("级", "各级指标的单元格")
    description: str = named("说明", "指标说明", default="")


class ScoreTable(Record):
    """The rows in the order of the tree, and how many levels it has."""

    depth: int = named("级数", "指标体系有几级", default=0)
    levels: tuple[str, ...] = listed("级名", "各级的名称：一级指标、二级指标…")
    rows: tuple[ScoreRow, ...] = listed("行", "各行，每个有得分的指标一行")


def scoretable(card: Scorecard) -> ScoreTable:
    """The rows of `card`."""
    by_code = {node.code: node for node in card.nodes}
    paths = [_path(node, by_code) for node in card.nodes if node.mark]
    depth = max((len(path) for path in paths), default=0)
    return ScoreTable(
        depth=depth,
        levels=tuple(f"{numeral(i)}级指标" for i in range(1, depth + 1)),
        rows=tuple(_rows(paths, depth)),
    )


def _path(node: Node, by_code: Mapping[str, Node]) -> list[Node]:
    """The node and what it stands under, from the top down."""
    path = [node]
    while (parent := by_code.get(path[0].parent or "")) and parent not in path:
        path.insert(0, parent)
    return path


def _rows(paths: Sequence[Sequence[Node]], depth: int) -> Iterator[ScoreRow]:
    above: list[str] = []
    for path in paths:
        leaf = path[-1]
        codes = [node.code for node in path] + [leaf.code] * (depth - len(path))
        firsts = [codes[: i + 1] != above[: i + 1] for i in range(depth)]
        levels = [LevelCell(code=n.code, name=n.name, full=n.full, first=f) for n, f in zip(path, firsts, strict=False)]
        levels += [LevelCell(code=leaf.code, name="", first=first) for first in firsts[len(path) :]]
        yield ScoreRow(code=leaf.code, levels=tuple(levels), description=leaf.description)
        above = codes
