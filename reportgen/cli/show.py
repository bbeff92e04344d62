"""What the terminal shows: diagnostics, the score table, lost points."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.table import Table

    from reportgen.evaluation import Evaluation
    from reportgen.scoring.scorecard import Node, Scorecard

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_UNFOLDED = 10_000  # columns: wider than any table of ours
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_NARROW = ("扣分", "分值", "得分")  # columns of numbers
_WHOLE = ("编号", "出处", "单位", "过滤器")  # columns that a reader copies from: never broken


@dataclass(frozen=True)
class Row:
    """A row of a table: its cells, and whether it heads others."""

    cells: tuple[str, ...]
    bold: bool = False


@dataclass(frozen=True)
class Out:
    """The terminal; where it is not one (a pipe, a file), plain text whose tables are never folded."""

    error: bool = False

    def print(self, text: str, *, colour: str | None = None, bold: bool = False) -> None:
        """One text, however long its lines."""
        plain = False if os.environ.get("NO_COLOR") else None
        click.secho(text, err=self.error, color=plain, fg=colour, bold=bold or None)

    def table(self, headings: Sequence[str], rows: Iterable[Row]) -> None:
        """A table, folded where the terminal is too narrow; into a pipe without the spaces that fill up its end."""
        from rich.console import Console  # noqa: PLC0415 - only tables need it, and it is as large as click

        out = Console(stderr=self.error, highlight=False, soft_wrap=True, markup=False)
        made = _table(headings, rows)
        if out.is_terminal:
            out.print(made)
            return
        out.width = _UNFOLDED
        with out.capture() as captured:
            out.print(made)
        for line in captured.get().splitlines():
            self.print(line.rstrip())


def _table(headings: Sequence[str], rows: Iterable[Row]) -> Table:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - as above
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        right = heading in _NARROW
        whole = right or heading in _WHOLE
        made.add_column(heading, justify="right" if right else "left", no_wrap=whole, overflow="fold")
    for row in rows:
        made.add_row(*map(Text, row.cells), style="bold" if row.bold else "")
    return made


def diagnostics(found: Iterable[Diagnostic], out: Out) -> None:
    """Every diagnostic, errors first, and how many of each there are."""
    ordered = sorted(dict.fromkeys(found), key=lambda d: _ORDER.index(d.severity))
    for diagnostic in ordered:
        out.print(str(diagnostic), colour=_COLOURS[diagnostic.severity])
    counts = [(s, sum(d.severity is s for d in ordered)) for s in _ORDER]
    if ordered:
        out.print("核查意见：" + "，".join(f"{s.value} {n} 条" for s, n in counts if n))


def total(card: Scorecard, out: Out) -> None:
    """总分 and 等级, or 待定."""
    if card.total is None:
        out.print("总分：待定（有指标缺数据或待人工评定）", bold=True)
    else:
        out.print(f"总分：{chinese.points(card.total)} 分　等级：{card.grade}", bold=True)


def lost_points(evaluation: Evaluation, out: Out) -> None:
    """A table of the problems and the points they lost."""
    lost = [finding for finding in evaluation.findings if finding.points]
    if not lost:
        out.print("没有扣分。")
        return
    rows = [Row((chinese.points(f.points), "、".join(f.codes), f.title)) for f in lost]
    out.table(("扣分", "编号", "问题"), rows)


def score_table(card: Scorecard, out: Out) -> None:
    """The score table: every indicator with its mark and how it came about."""
    out.table(("编号", "指标", "分值", "得分", "说明"), map(_scored, card.nodes))


def _scored(node: Node) -> Row:
    name = "　" * (node.level - 1) + node.name
    cells = (node.code, name, chinese.points(node.full), chinese.points(node.points), _note(node))
    return Row(cells, bold=not node.mark)


def _note(node: Node) -> str:
    if node.mark is None:
        return ""
    if node.mark.pending:
        return f"【{node.mark.state.value}】{'；'.join(node.mark.asked)}"
    manual = f"【人工评分】{node.mark.reason or ''} " if node.mark.manual else ""
    return manual + node.mark.explanation
