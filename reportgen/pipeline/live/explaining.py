"""One mark explained as values: formulas with their figures, where these stand, standard, points and basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen import chinese
from reportgen.evaluation import Evaluation
from reportgen.facts.department import Fact
from reportgen.scoring.formula import Figures, Input, derived, fact_input
from reportgen.scoring.mark import Scored
from reportgen.values import Frozen


class MarkLine(Frozen):
    """A formula with its figures put in, or (without `formula`) a number that was filled in; `depth` from 0."""

    depth: int
    name: str
    formula: str
    told: str
    position: str = ""
    origin: str = ""


class Explanation(Frozen):
    """An indicator, or a part of one: the figures that its mark rests on, what there is to say, its parts."""

    code: str
    name: str
    full: str
    lines: tuple[MarkLine, ...]
    rows: tuple[tuple[str, str], ...]
    parts: tuple[Explanation, ...] = ()


def explained(evaluation: Evaluation, facts: Mapping[str, Fact], code: str) -> Explanation | None:
    """The indicator `code`; None where the score table has none of that 编号 with a mark."""
    mark = next((node.mark for node in evaluation.scorecard.nodes if node.code == code), None)
    if mark is None:
        return None
    figures = {**derived(facts), **evaluation.figures}
    rows = (
        ("状态", mark.state.value if mark.pending else None),
        ("评分标准", mark.standard),
        *_points(mark),
        ("按规则", chinese.points(mark.rule_points) if mark.manual else None),
        ("佐证", "；".join(mark.evidence)),
        ("依据", mark.basis),
        ("待填", "；".join(mark.asked)),
    )
    parts = tuple(
        Explanation(part.code, part.name, chinese.points(part.full), (), _given(_points(part))) for part in mark.parts
    )
    return Explanation(
        mark.code, mark.name, chinese.points(mark.full), tuple(_lines(mark, figures, facts)), _given(rows), parts
    )


def _points(mark: Scored) -> tuple[tuple[str, str | None], ...]:
    points = None if mark.points is None else f"{chinese.points(mark.points)}（扣 {chinese.points(mark.lost)}）"
    return ("说明", mark.explanation), ("得分", points), ("理由", mark.reason)


def _given(rows: tuple[tuple[str, str | None], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in rows if text)


def _lines(mark: Scored, figures: Figures, facts: Mapping[str, Fact]) -> Iterator[MarkLine]:
    for name in mark.used:
        if name in figures:
            yield from _figure(name, figures, 0)
        elif name in facts:
            yield _input(fact_input(facts[name]), 0)


def _figure(name: str, figures: Figures, depth: int) -> Iterator[MarkLine]:
    """A figure, and under it those that it was computed from."""
    figure = figures[name]
    yield MarkLine(depth, name, figure.formula, figure.trace)
    for used in figure.inputs:
        if used.name in figures:
            yield from _figure(used.name, figures, depth + 1)
        else:
            yield _input(used, depth + 1)


def _input(used: Input, depth: int) -> MarkLine:
    return MarkLine(depth, used.name, "", used.value, used.position or "", used.origin or "")
