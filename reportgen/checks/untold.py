"""Checks that what was marked is told: each indicator has its sentence, missed targets cost points."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.evaluation import Evaluation, unsaid
from reportgen.facts.records.results import Effect
from reportgen.scoring.kinds.row_values import attained
from reportgen.scoring.mark import Ground

EFFECTS = "效果指标"


def every_mark_told(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A marked indicator about which the body of the report says nothing."""
    for node in unsaid(evaluation, outline):
        points = "" if node.points is None else f"得{chinese.points(node.points)}分，"
        message = f"“{node.name}”（{node.code}）{points}报告正文没有写到"
        advice = f"请在模板里印出 {{{{ 评语.{node.code} }}}}，并核对它前面的 {{%p if %}} 条件"
        yield warning("untold", message, advice)


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
