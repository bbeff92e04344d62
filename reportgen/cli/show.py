"""What the terminal shows: diagnostics, the score table, lost points, one figure explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.evaluation import Evaluation
from reportgen.facts.department import Fact
from reportgen.scoring.formula import Figures, Input, derived, fact_input
from reportgen.scoring.scorecard import Mark, Node, Scorecard

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_UNFOLDED = 10_000  # columns: wider than any table of ours
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}


def console(*, error: bool = False) -> Console:
    """The terminal; where it is not one (a pipe, a file), plain text whose tables are never folded."""
    out = Console(stderr=error, highlight=False, soft_wrap=True)
    if not out.is_terminal:
        out.width = _UNFOLDED
    return out


def tabulated(made: Table, out: Console) -> None:
    """A table; into a pipe or a file without the spaces that fill up its last column."""
    if out.is_terminal:
        out.print(made)
        return
    with out.capture() as captured:
        out.print(made)
    for line in captured.get().splitlines():
        out.print(line.rstrip(), markup=False)


def diagnostics(found: Iterable[Diagnostic], out: Console) -> None:
    """Every diagnostic, errors first, and how many of each there are."""
    ordered = sorted(dict.fromkeys(found), key=lambda d: _ORDER.index(d.severity))
    for diagnostic in ordered:
        out.print(str(diagnostic), style=_COLOURS[diagnostic.severity], markup=False)
    counts = [(s, sum(d.severity is s for d in ordered)) for s in _ORDER]
    if ordered:
        out.print("核查意见：" + "，".join(f"{s.value} {n} 条" for s, n in counts if n))


def total(card: Scorecard, out: Console) -> None:
    """总分 and 等级, or 待定."""
    if card.total is None:
        out.print("总分：待定（有指标缺数据或待人工评定）", style="bold")
    else:
        out.print(f"总分：{chinese.points(card.total)} 分　等级：{card.grade}", style="bold")


def lost_points(evaluation: Evaluation, out: Console) -> None:
    """A table of the problems and the points they lost."""
    lost = [finding for finding in evaluation.findings if finding.points]
    if not lost:
        out.print("没有扣分。")
        return
    table = _table("扣分", "编号", "问题")
    for finding in lost:
        table.add_row(chinese.points(finding.points), "、".join(finding.codes), finding.title)
    tabulated(table, out)


def score_table(card: Scorecard, out: Console) -> None:
    """The score table: every indicator with its mark and how it came about."""
    table = _table("编号", "指标", "分值", "得分", "说明")
    for node in card.nodes:
        table.add_row(
            node.code,
            "　" * (node.level - 1) + node.name,
            chinese.points(node.full),
            chinese.points(node.points),
            _note(node),
            style="" if node.mark else "bold",
        )
    tabulated(table, out)


def _note(node: Node) -> str:
    if node.mark is None:
        return ""
    if node.mark.pending:
        return f"【{node.mark.state.value}】{'；'.join(node.mark.asked)}"
    manual = f"【人工评分】{node.mark.reason or ''} " if node.mark.manual else ""
    return manual + node.mark.explanation


def explanation(evaluation: Evaluation, facts: Mapping[str, Fact], node: Node, mark: Mark, out: Console) -> None:
    """One indicator: formula, numbers, where they stand, the tier, the points, the basis."""
    out.print(f"{node.code} {node.name}（分值 {chinese.points(node.full)}）", style="bold")
    figures = {**derived(facts), **evaluation.figures}
    for name in mark.used:
        if name in figures:
            _figure(figures, name, out, "  ")
        elif name in facts:
            _input(fact_input(facts[name]), out, "  ")
    _lines(
        out,
        [
            ("标准", mark.standard),
            ("说明", mark.explanation),
            ("得分", f"{chinese.points(mark.points)}（扣 {chinese.points(mark.lost)}）"),
            ("规则", chinese.points(mark.rule_points) if mark.manual else None),
            ("理由", mark.reason),
            ("佐证", "；".join(mark.evidence)),
            ("依据", mark.basis),
            ("待填", "；".join(mark.asked)),
        ],
    )


def _figure(figures: Figures, name: str, out: Console, indent: str) -> None:
    """A figure's formula and numbers, and under it those of the figures it was computed from."""
    figure = figures[name]
    out.print(f"{indent}算式  {name} ＝ {figure.formula}", markup=False)
    out.print(f"{indent}代入  {figure.trace}", markup=False)
    for used in figure.inputs:
        if used.name in figures:
            _figure(figures, used.name, out, indent + "    ")
        else:
            _input(used, out, f"{indent}      ")


def _input(used: Input, out: Console, indent: str) -> None:
    out.print(f"{indent}{used.name} ＝ {used.value}　{used.position or ''}".rstrip(), markup=False)


def _lines(out: Console, rows: Sequence[tuple[str, str | None]]) -> None:
    for name, text in rows:
        if text:
            out.print(f"  {name}  {text}", markup=False)


def _table(*headings: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        right = heading in {"扣分", "分值", "得分"}
        table.add_column(
            heading, justify="right" if right else "left", no_wrap=right or heading == "编号", overflow="fold"
        )
    return table
