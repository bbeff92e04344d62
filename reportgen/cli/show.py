"""What the terminal shows: diagnostics, the score table, lost points."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from typing import TYPE_CHECKING, NamedTuple

import click

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Severity, width

if TYPE_CHECKING:
    from reportgen.evaluation import Evaluation
    from reportgen.scoring.scorecard import Node, Scorecard

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_GAP = "   "  # between columns
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_NARROW = ("扣分", "分值", "得分")  # columns of numbers
_WHOLE = ("编号", "出处", "单位", "过滤器")  # columns that a reader copies from: never broken


class ShownRow(NamedTuple):
    """A row of a table: its cells, and whether it heads others."""

    cells: tuple[str, ...]
    bold: bool = False


class Out(NamedTuple):
    """The terminal; where it is not one (a pipe, a file), plain text whose tables are never folded."""

    error: bool = False

    def print(self, text: str, *, colour: str | None = None, bold: bool = False) -> None:
        """One text, however long its lines."""
        plain = False if os.environ.get("NO_COLOR") else None
        click.secho(text, err=self.error, color=plain, fg=colour, bold=bold or None)

    def table(self, headings: Sequence[str], rows: Iterable[ShownRow]) -> None:
        """A table; where the terminal is too narrow for it, rich folds its columns."""
        table = [ShownRow(tuple(headings), bold=True), *rows]
        stream = sys.stderr if self.error else sys.stdout
        if stream.isatty() and _room(table) > get_terminal_size().columns:
            self._folded(table)
            return
        for row in (ShownRow(("",)), *_lines(table), ShownRow(("",))):
            self.print(row.cells[0], bold=row.bold)

    def _folded(self, table: Sequence[ShownRow]) -> None:
        from rich.box import SIMPLE_HEAD  # noqa: PLC0415 - only such tables need it, and it is as large as click
        from rich.console import Console  # noqa: PLC0415
        from rich.table import Table  # noqa: PLC0415
        from rich.text import Text  # noqa: PLC0415

        made = Table(box=SIMPLE_HEAD, pad_edge=False)
        for heading in table[0].cells:
            right = heading in _NARROW
            whole = right or heading in _WHOLE
            made.add_column(heading, justify="right" if right else "left", no_wrap=whole, overflow="fold")
        for row in table[1:]:
            made.add_row(*map(Text, row.cells), style="bold" if row.bold else "")
        Console(stderr=self.error, highlight=False).print(made)


def _room(table: Sequence[ShownRow]) -> int:
    """The columns that a table takes."""
    return sum(_widths(table)) + len(_GAP) * (len(table[0].cells) - 1) + 1


def _widths(table: Sequence[ShownRow]) -> list[int]:
    columns = zip(*(row.cells for row in table), strict=True)
    return [max(width(line) for cell in column for line in cell.split("\n")) for column in columns]


def _lines(table: Sequence[ShownRow]) -> Iterator[ShownRow]:
    """The lines of a table, each a row of one cell: its heading, a rule, what stands under it."""
    widths, right = _widths(table), [heading in _NARROW for heading in table[0].cells]
    for row in table:
        for cells in zip_longest(*(cell.split("\n") for cell in row.cells), fillvalue=""):
            blanks = [" " * (room - width(cell)) for cell, room in zip(cells, widths, strict=True)]
            placed = [b + c if r else c + b for b, c, r in zip(blanks, cells, right, strict=True)]
            yield ShownRow((f" {_GAP.join(placed)}".rstrip(),), row.bold)
        if row is table[0]:
            yield ShownRow((" " + "─" * (_room(table) - 1),))


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
    rows = [ShownRow((chinese.points(f.points), "、".join(f.codes), f.title)) for f in lost]
    out.table(("扣分", "编号", "问题"), rows)


def score_table(card: Scorecard, out: Out) -> None:
    """The score table: every indicator with its mark and how it came about."""
    out.table(("编号", "指标", "分值", "得分", "说明"), map(_scored, card.nodes))


def _scored(node: Node) -> ShownRow:
    name = "　" * (node.level - 1) + node.name
    cells = (node.code, name, chinese.points(node.full), chinese.points(node.points), _note(node))
    return ShownRow(cells, bold=not node.mark)


def _note(node: Node) -> str:
    if node.mark is None:
        return ""
    if node.mark.pending:
        return f"【{node.mark.state.value}】{'；'.join(node.mark.asked)}"
    manual = f"【人工评分】{node.mark.reason or ''} " if node.mark.manual else ""
    return manual + node.mark.explanation
