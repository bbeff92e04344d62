"""One mark explained as values: formulas with their figures, where these stand, standard, points and basis."""

from __future__ import annotations

from reportgen import chinese
from reportgen.evaluation import Evaluation
from reportgen.scoring.derivation import DerivationLine, derivation
from reportgen.scoring.formula import told_figures
from reportgen.scoring.mark import Scored
from reportgen.stages.inputs import Inputs
from reportgen.values import Frozen


class Explanation(Frozen):
    """An indicator, or a part of one: the figures that its mark rests on, what there is to say, its parts."""

    code: str
    name: str
    full: str
    lines: tuple[DerivationLine, ...]
    rows: tuple[tuple[str, str], ...]
    parts: tuple[Explanation, ...] = ()


def explained(inputs: Inputs, evaluation: Evaluation, code: str) -> Explanation | None:
    """The indicator `code`; None where the score table has none of that 编号 with a mark."""
    mark = next((node.judged for node in evaluation.scorecard.nodes if node.code == code), None)
    if mark is None:
        return None
    figures = told_figures(evaluation.figures, inputs.facts, inputs.pack.formulas)
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
        mark.code,
        mark.name,
        chinese.points(mark.full),
        tuple(derivation(mark.used, figures, inputs.facts)),
        _given(rows),
        parts,
    )


def _points(mark: Scored) -> tuple[tuple[str, str | None], ...]:
    points = None if mark.points is None else f"{chinese.points(mark.points)}（扣 {chinese.points(mark.lost)}）"
    return ("说明", mark.explanation), ("得分", points), ("理由", mark.reason)


def _given(rows: tuple[tuple[str, str | None], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in rows if text)
