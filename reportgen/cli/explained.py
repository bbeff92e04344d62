"""One indicator explained: formula, numbers, where they stand, the tier, the points, the basis."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from reportgen import chinese
from reportgen.cli.explained_projects import explanations
from reportgen.cli.show import Out, ShownRow, score_table, total
from reportgen.evaluation import Evaluation
from reportgen.exhibits import TABLES, cells
from reportgen.facts.department import Fact
from reportgen.facts.records.origin import Origin
from reportgen.scoring.derivation import DerivationLine, derivation, of_figure, of_input
from reportgen.scoring.formula import Figure, Figures, Formulas, fact_input, shown, told_figures
from reportgen.scoring.mark import Scored
from reportgen.scoring.scorecard import Adjusted, Mark, Node


def known(
    evaluation: Evaluation, given: Mapping[str, Fact], formulas: Formulas
) -> Mapping[str, Sequence[Callable[[Out], None]]]:
    """What can be explained, by 编号 and by name: indicators first, their parts, formulas, what was given."""
    offered = {name: offer for name, offer in formulas.offers.items() if isinstance(offer, Fact)}
    facts = {**offered, **given}
    figures = told_figures(evaluation.figures, facts, formulas)
    found: dict[str, list[Callable[[Out], None]]] = {}
    marked = [(node, node.judged) for node in evaluation.scorecard.nodes if node.judged]
    for node, mark in marked:
        for name in (node.code, node.name):
            found.setdefault(name, []).append(partial(explanation, figures, facts, node, mark))
    for node, mark in marked:
        for part in mark.parts:
            for name in {part.code, part.name} - {node.code, node.name}:
                found.setdefault(name, []).append(partial(_part, figures, facts, node, part))
    for name, figure in figures.items():
        found.setdefault(name, [partial(_formula, figures, figure, marked)])
    for name, fact in facts.items():
        found.setdefault(name, [partial(_fact, fact, marked)])
    for name, explain in [*_adjustments(evaluation), *explanations(evaluation.projects.sheets)]:
        found.setdefault(name, []).append(explain)
    for name, origin in evaluation.department.origins.items():
        found.setdefault(name, [partial(_taken, name, origin)])
    return {**_tables(evaluation, figures), **found}


def _tables(evaluation: Evaluation, figures: Figures) -> dict[str, list[Callable[[Out], None]]]:
    """The tables of the report by name, and their cells: 收入表.合计.差额."""
    found: dict[str, list[Callable[[Out], None]]] = {"评分表": [partial(_score_table, evaluation)]}
    tables: dict[str, list[tuple[str, Figure]]] = {name: [] for name in TABLES}
    for name, cell in cells(evaluation.exhibits):
        tables[name.partition(".")[0]].append((name, cell))
        found.setdefault(name, []).append(partial(_cell, figures, name, cell))
    return {**found, **{name: [partial(_table, name, held)] for name, held in tables.items()}}


def _score_table(evaluation: Evaluation, out: Out) -> None:
    """Every mark, and how the total came out of them."""
    card = evaluation.scorecard
    score_table(card, out)
    total(card, out)
    _lines(out, [("说明", "；".join(card.notes))])


def _table(title: str, held: Sequence[tuple[str, Figure]], out: Out) -> None:
    """What stands in each cell of a table, and where it comes from."""
    rows = [ShownRow((name, shown(cell.value, cell.unit), _source(cell))) for name, cell in held]
    if rows:
        out.table(("单元格", "数", "来历"), rows)
    else:
        out.print(f"{title}：资料里没有填写这张表的数")


def _source(cell: Figure) -> str:
    return f"{cell.inputs[0].position or ''}" if _is_given(cell) else f"{cell.formula}：{cell.trace}"


def _is_given(cell: Figure) -> bool:
    """Whether a cell shows what the department wrote, as it wrote it."""
    return cell.formula == cell.name


def _cell(figures: Figures, name: str, cell: Figure, out: Out) -> None:
    """A number in a table."""
    out.print(name, bold=True)
    if _is_given(cell):
        _derivation([of_input(cell.inputs[0])], out)
    else:
        _derivation(of_figure(cell.name, {**figures, cell.name: cell}), out)


def _taken(name: str, origin: Origin, out: Out) -> None:
    """A figure in the row of a list, which no formula reads by itself: where it was taken."""
    out.print(name, bold=True)
    out.print(f"  取数时为 {chinese.number(origin.value)}，取自 {origin.told()}")


def _part(figures: Figures, facts: Mapping[str, Fact], node: Node, part: Scored, out: Out) -> None:
    """One part of an indicator."""
    out.print(
        f"{part.code} {part.name}（{node.code} {node.name}的一部分，分值 {chinese.points(part.full)}）", bold=True
    )
    _derivation(derivation(part.used, figures, facts), out)
    points = None if part.points is None else f"{chinese.points(part.points)}（扣 {chinese.points(part.lost)}）"
    _lines(out, [("说明", part.explanation), ("得分", points), ("理由", part.reason)])


def _adjustments(evaluation: Evaluation) -> list[tuple[str, Callable[[Out], None]]]:
    """Every 总分调整 by 编号 and by name."""
    every = evaluation.scorecard.adjusted
    return [(name, partial(_adjustment, one)) for one in every for name in dict.fromkeys((one.code, one.name))]


def _adjustment(adjusted: Adjusted, out: Out) -> None:
    """One 总分调整: what its rule found, and what it did to the total."""
    out.print(f"{adjusted.code} {adjusted.name}（总分调整，{adjusted.way}）", bold=True)
    effect = chinese.points(adjusted.effect)
    done = f"总分乘以 {effect}" if adjusted.way == "系数" else f"总分{'加' if adjusted.effect > 0 else ''} {effect} 分"
    _lines(out, [("说明", adjusted.note), ("影响", done), ("理由", adjusted.reason)])


def _formula(figures: Figures, figure: Figure, marked: Sequence[tuple[Node, Mark]], out: Out) -> None:
    """A formula, and the indicators that read it."""
    out.print(figure.name, bold=True)
    _derivation(of_figure(figure.name, figures), out)
    _lines(out, [("依据", figure.basis), ("用于", _users(figure.name, marked))])


def _fact(fact: Fact, marked: Sequence[tuple[Node, Mark]], out: Out) -> None:
    """What was filled in, where, and the indicators that read it."""
    out.print(fact.name, bold=True)
    _derivation([of_input(fact_input(fact))], out)
    _lines(out, [("用于", _users(fact.name, marked))])


def _users(name: str, marked: Sequence[tuple[Node, Mark]]) -> str:
    return "、".join(f"{node.code} {node.name}" for node, mark in marked if name in mark.used)


def explanation(figures: Figures, facts: Mapping[str, Fact], node: Node, mark: Mark, out: Out) -> None:
    """One indicator: formula, numbers, where they stand, the tier, the points, the basis."""
    out.print(f"{node.code} {node.name}（分值 {chinese.points(node.full)}）", bold=True)
    _derivation(derivation(mark.used, figures, facts), out)
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


def _derivation(steps: Iterable[DerivationLine], out: Out) -> None:
    """What something rests on; what a figure was computed from stands further in."""
    for step in steps:
        indent = " " * (4 * step.depth + 2)
        if step.formula:
            out.print(f"{indent}算式  {step.name} ＝ {step.formula}")
            out.print(f"{indent}代入  {step.told}")
            continue
        indent += "  " if step.depth else ""
        out.print(f"{indent}{step.name} ＝ {step.told}　{step.position}".rstrip())
        if step.origin:
            out.print(f"{indent}  取自 {step.origin}")


def _lines(out: Out, rows: Sequence[tuple[str, str | None]]) -> None:
    for name, text in rows:
        if text:
            out.print(f"  {name}  {text}")
