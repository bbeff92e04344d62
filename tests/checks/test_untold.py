"""What was marked is told; effects that miss their targets cost points."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sample import evaluated, inputs

from reportgen.checks.untold import effects_half_said, effects_missed, every_mark_told
from reportgen.evaluation import Evaluation
from reportgen.facts.records.results import Effect
from reportgen.scoring.mark import Ground
from reportgen.values import replace


def test_an_indicator_without_its_sentence_is_told() -> None:
    evaluation = evaluated(inputs())
    body = "\n".join(evaluation.remarks.values())
    assert list(every_mark_told(evaluation, body)) == []
    less = body.replace(evaluation.remarks["B42"], "")
    (told,) = every_mark_told(evaluation, less)
    assert told.code == "untold" and "（B42）" in told.message and "{{ 评语.B42 }}" in told.hint


def test_an_indicator_is_told_where_each_row_under_it_is() -> None:
    evaluation = evaluated(inputs())
    node = next(node for node in evaluation.scorecard.nodes if node.code == "B42")
    rows = tuple(
        replace(node, code=f"B42-{n}", parent="B42", mark=node.mark and replace(node.mark, own=True)) for n in (1, 2)
    )
    group = replace(node, mark=None, whole=node.mark)
    card = replace(evaluation.scorecard, nodes=(group, *rows))
    remarks = {"B42": "合计得4分", "B42-1": "甲达到目标值", "B42-2": "乙没有达到目标值"}
    grown = replace(evaluation, scorecard=card, remarks=remarks)
    assert list(every_mark_told(grown, "甲达到目标值。乙没有达到目标值。")) == []
    assert [one.code for one in every_mark_told(grown, "甲达到目标值。")] == ["untold"]


def with_effects(actual: str, lost: str) -> Evaluation:
    """The sample with one effect of target 10, and with a mark for effects that lost `lost`."""
    evaluation = evaluated(inputs())
    effect = Effect.from_data({"名称": "孵化企业", "目标值": "10", "实际值": actual, "方向": "≥"})
    nodes = [
        replace(node, mark=replace(node.mark, lost=Decimal(lost), used=("效果指标",), ground=Ground.RULE))
        for node in evaluation.scorecard.nodes
        if node.mark and node.code == "B42"
    ]
    department = replace(evaluation.department, effects=(effect,))
    return replace(evaluation, department=department, scorecard=replace(evaluation.scorecard, nodes=tuple(nodes)))


@pytest.mark.parametrize(("actual", "lost", "told"), [("8", "0", True), ("8", "1", False), ("10", "0", False)])
def test_full_marks_for_missed_effects_are_told(actual: str, lost: str, told: bool) -> None:
    found = list(effects_missed(with_effects(actual, lost), ""))
    assert bool(found) is told
    assert {d.code for d in found} == ({"effects"} if told else set())


def test_effects_without_a_target_or_an_actual_value_are_told() -> None:
    rows = ({"名称": "科研空间", "实际值": "50", "单位": "万平方米"}, {"名称": "辅导会", "目标值": "0", "实际值": "12"})
    sample = evaluated(inputs())
    some = replace(sample, department=replace(sample.department, effects=tuple(map(Effect.from_data, rows))))
    assert [d.message for d in effects_half_said(some, "")] == ["效果指标“科研空间”没有目标值，报告里印“—”"]
    assert list(effects_half_said(sample, "")) == []
