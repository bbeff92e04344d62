"""One indicator explained: formula, numbers, where they stand, the tier, the points, the basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen import chinese
from reportgen.cli.show import Out
from reportgen.evaluation import Evaluation
from reportgen.facts.department import Fact
from reportgen.scoring.formula import Figures, Input, derived, fact_input
from reportgen.scoring.scorecard import Mark, Node


def explanation(evaluation: Evaluation, facts: Mapping[str, Fact], node: Node, mark: Mark, out: Out) -> None:
    """One indicator: formula, numbers, where they stand, the tier, the points, the basis."""
    out.print(f"{node.code} {node.name}（分值 {chinese.points(node.full)}）", bold=True)
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


def _figure(figures: Figures, name: str, out: Out, indent: str) -> None:
    """A figure's formula and numbers, and under it those of the figures it was computed from."""
    figure = figures[name]
    out.print(f"{indent}算式  {name} ＝ {figure.formula}")
    out.print(f"{indent}代入  {figure.trace}")
    for used in figure.inputs:
        if used.name in figures:
            _figure(figures, used.name, out, indent + "    ")
        else:
            _input(used, out, f"{indent}      ")


def _input(used: Input, out: Out, indent: str) -> None:
    out.print(f"{indent}{used.name} ＝ {used.value}　{used.position or ''}".rstrip())


def _lines(out: Out, rows: Sequence[tuple[str, str | None]]) -> None:
    for name, text in rows:
        if text:
            out.print(f"  {name}  {text}")
