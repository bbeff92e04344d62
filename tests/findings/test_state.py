"""状态 and 完成情况 of a measure: what people report about rectification, kept by draft and never assumed."""

import pytest
from sample import evaluated
from small import Desk, given, ok

from reportgen.diagnostics import Refused
from reportgen.findings.draft.memory import Kept
from reportgen.findings.draft.three_way import merge_measures
from reportgen.findings.rectification import MeasureEntry, Status

DUE = "时限: 2022年3月底前"
DONE = f"{DUE}\n        状态: 已完成\n        完成情况: 已于2022年3月逐项核对，见核对表。"


def reported(slips: int = 1) -> Desk:
    """A drafted file in which a person has reported on the only measure."""
    desk = Desk()
    desk.draft(ok(slips))
    desk.change((DUE, DONE))
    return desk


def measure(desk: Desk, slips: int = 1):
    return evaluated(desk.inputs(ok(slips))).findings[0].measures[0]


def test_what_was_reported_reaches_the_problem():
    made = measure(reported())
    assert (made.state, made.progress) == (Status.DONE, "已于2022年3月逐项核对，见核对表。")


def test_nobody_has_said_is_not_the_same_as_not_begun():
    desk = Desk()
    desk.draft(ok(1))
    assert "状态:" not in desk.text
    assert measure(desk).state is None


@pytest.mark.parametrize("state", Status)
def test_a_draft_keeps_every_state_while_texts_follow_the_figures(state):
    desk = reported()
    desk.change(("状态: 已完成", f"状态: {state.value}  # 三月例会"))
    before = desk.text
    desk.draft(ok(1))
    assert desk.text == before
    desk.draft(ok(2))
    assert "描述: 差错2项。" in desk.text
    assert f"        状态: {state.value}  # 三月例会\n        完成情况: 已于" in desk.text
    assert measure(desk, 2).state is state


@pytest.mark.parametrize(
    ("said", "goes"),
    [
        ({}, True),
        ({"状态": "整改中"}, False),
        ({"完成情况": "已印发"}, False),
        ({"备注": "下次会上议"}, False),
        ({"责任科室": "综合科"}, False),
    ],
)
def test_a_measure_that_was_reported_on_stays_when_the_pack_no_longer_proposes_it(said, goes):
    yours = MeasureEntry.from_data({"措施": "每季度核对一次。", **said})
    (planned,) = merge_measures([yours], (Kept(key="甲", text="每季度核对一次。"),), []).planned
    assert planned.dropped is goes


def test_a_figure_in_what_was_done_is_marked_when_it_changes():
    desk = reported()
    desk.change(("逐项核对，见核对表", "改正差错1项"))
    desk.draft(ok(1))
    desk.draft(ok(2))
    assert "{数字: 失分点A2, 原: 差错1项, 现: 差错2项, 文字: 措施}" in desk.text
    assert "完成情况: 已于2022年3月改正差错1项。" in desk.text


def test_figures_may_be_named_in_what_was_done():
    desk = Desk()
    desk.draft(given(8))
    desk.change(("时限: 2022年6月底前", "时限: 2022年6月底前\n        完成情况: 现有{{ 人员.劳务派遣 }}人。"))
    assert evaluated(desk.inputs(given(6))).findings[0].measures[0].progress == "现有6人。"


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("完成", "是否应为“已完成”？可选：未开始、整改中、已完成、长期坚持"),
        ("进行", "可选：未开始、整改中、已完成、长期坚持"),
    ],
)
def test_an_unknown_state_is_refused_at_its_place_with_the_nearest(typed, advice):
    desk = reported()
    desk.change(("状态: 已完成", f"状态: {typed}"))
    line = next(i for i, text in enumerate(desk.text.split("\n"), 1) if "        状态: " in text)
    with pytest.raises(Refused) as refused:
        desk.draft(ok(1))
    (found,) = refused.value.diagnostics
    assert found.message == f"“问题第1项.措施第1项.状态”的值“{typed}”不在可选范围内"
    assert found.hint == advice
    assert str(found.position) == f"整改.yaml:{line}:13"
