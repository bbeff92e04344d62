"""Checks that what was marked is told: each indicator has its sentence, missed targets cost points."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.evaluation import Evaluation
from reportgen.facts.records.results import Effect
from reportgen.scoring.kinds.row_values import attained
from reportgen.scoring.mark import Ground
from reportgen.scoring.scorecard import Node

EFFECTS = "效果指标"


def every_mark_told(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A marked indicator about which the body of the report says nothing."""
    for node in unsaid(evaluation, outline):
        points = "" if node.points is None else f"得{chinese.points(node.points)}分，"
        message = f"“{node.name}”（{node.code}）{points}报告正文没有写到"
        advice = f"请在模板里印出 {{{{ 评语.{node.code} }}}}，并核对它前面的 {{%p if %}} 条件"
        yield warning("untold", message, advice)


def unsaid(evaluation: Evaluation, outline: str) -> list[Node]:
    """The indicators with a mark whose 评语 the report lacks; a department's own ones are told together or each."""
    body = _bare(outline)
    judged = [(node, node.judged) for node in evaluation.scorecard.nodes]
    marked = [node for node, mark in judged if mark and not mark.pending and not mark.own]
    return [node for node in marked if not (_said(evaluation, node, body) or _rows_said(evaluation, node, body))]


def _rows_said(evaluation: Evaluation, node: Node, body: str) -> bool:
    """Whether each row of a department's under `node` has its own sentence."""
    rows = [row for row in evaluation.scorecard.nodes if row.parent == node.code]
    return bool(rows) and all(_said(evaluation, row, body) for row in rows)


def _said(evaluation: Evaluation, node: Node, body: str) -> bool:
    remark = evaluation.remarks.get(node.code, "")
    return bool(remark) and _bare(remark) in body


def _bare(text: str) -> str:
    """`text` without spaces, breaks and the signs by which an outline shows them."""
    return "".join(text.replace("⏎", "").split())


def effects_missed(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """Full marks by a person's answer for effects, although a row of 效果指标 misses its target."""
    missed = [row.name for row in evaluation.department.effects if _misses(row)]
    for node in evaluation.scorecard.nodes if missed else ():
        mark = node.mark
        if mark and EFFECTS in mark.used and not mark.lost and mark.ground is Ground.RULE:
            message = f"效果指标“{'”“'.join(missed)}”没有达到目标值，但“{node.name}”没有扣分"
            yield warning("effects", message, f"请核对“效果指标”的目标值、实际值和“自评.{node.code}”")


def effects_half_said(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """Rows of 效果指标 without a target or an actual value: the report prints a dash there."""
    rows = evaluation.department.effects
    for column, lacking in (
        ("目标值", [row.name for row in rows if not row.target]),
        ("实际值", [row.name for row in rows if not row.actual]),
    ):
        if lacking:
            message = f"效果指标“{'”“'.join(lacking)}”没有{column}，报告里印“{chinese.DASH}”"
            yield warning("effects", message, f"请在“效果指标”里补填{column}，数字或文字都可以")


def _misses(row: Effect) -> bool:
    done = attained(row.to_data())
    return done is not None and not done.met
