"""What a person says against a rule: vetoes from above, overrides, evidence of parts, what does not apply."""

from __future__ import annotations

import desk
import pytest
from test_scorecard import card, losses, marks


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("满分", "不适用：没有采购，按满分计。"),
        ("零分", "不适用：没有采购，按零分计。"),
        ("剔除换算", "不适用：没有采购，剔除后换算。"),
    ],
)
def test_what_does_not_apply_says_how_it_counts(policy: str, said: str) -> None:
    answers = "  A2.1: {扣分: 0}\n  B: {数量: 0}\n  A1: {不适用: 是, 理由: 没有采购。}\n"
    made, found = card(answers, f"不适用: {policy}")
    assert not found
    assert marks(made)["A1"].explanation == said


def test_all_parts_that_do_not_apply_make_the_whole_not_apply() -> None:
    answers = "  A2.1: {不适用: 是, 理由: 没有支出}\n  A2.2: {不适用: 是, 理由: 没有调整}\n  B: {数量: 0}\n"
    made, _ = card(answers)
    mark = marks(made)["A2"]
    assert (mark.state.value, str(mark.points)) == ("不适用", "30.00")
    assert mark.explanation == "支出：不适用：没有支出。调整：不适用：没有调整，按满分计。"


def test_a_veto_from_above_leaves_no_trace_of_a_persons_score() -> None:
    answers = "  A2.1: {扣分: 0}\n  B: {数量: 0}\n  A1: {得分: 4, 理由: 合同跨年}\n  A: {否决: 挪用}\n"
    made, found = card(answers)
    mark = marks(made)["A1"]
    assert [d.message for d in found] == ["“管理”已填“否决”，A2.1、A1 填写的不再计分"]
    assert found[0].position and found[0].position.text.strip() == "A: {否决: 挪用}"
    assert (str(mark.points), mark.manual, mark.rule_points) == ("0.00", False, None)
    assert mark.explanation == "存在挪用资金，采购不得分。"


def test_a_persons_score_for_the_whole_stands_against_the_rules_alone() -> None:
    """The whole is 28 by a person, who also gave a part 7: the rules gave that part 10."""
    answers = "  A2: {得分: 28, 理由: 综合}\n  A2.1: {扣分: 0, 得分: 7, 理由: 三处瑕疵}\n  B: {数量: 0}\n"
    made, found = card(answers)
    mark = marks(made)["A2"]
    assert (str(mark.points), str(mark.rule_points)) == ("28.00", "30.00")
    assert [d.message for d in found] == [
        "A2“合规”已按手填得分28分计，A2.1 填写的“扣分”不再计分",
        "人工得分与规则得分不一致：“合规”按规则得30分，人工评28分",
    ]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("  A2: {得分: 30, 理由: 综合}\n  A2.1: {扣分: 0}\n", []),
        (
            "  A2: {得分: 30, 理由: 综合}\n  A2.1: {扣分: 2, 理由: 一处}\n",
            ["A2“合规”已按手填得分30分计，A2.1 填写的“扣分”不再计分"],
        ),
        ("  A2: {得分: 30, 理由: 综合}\n  A2.2: {不适用: 是, 理由: 没有调整}\n", []),
        (
            "  A2: {得分: 20, 理由: 综合}\n  A2.2: {不适用: 是, 理由: 没有调整}\n",
            ["A2“合规”已按手填得分20分计，A2.2 填写的“不适用”不再计分"],
        ),
        ("  A2: {得分: 30, 理由: 综合}\n  A2.1: {佐证: 凭证}\n", []),
        (
            "  A2: {不适用: 是, 理由: 没有支出}\n  A2.1: {扣分: 0}\n",
            ["A2“合规”已填“不适用”，A2.1 填写的“扣分”不再计分"],
        ),
        (
            "  A1: {不适用: 是, 得分: 3, 理由: 没有采购}\n  A2.1: {扣分: 0}\n",
            ["“采购”已填“不适用”，填写的“得分”不再计分"],
        ),
        (
            "  A1: {扣分: 0, 得分: 10, 理由: 合同跨年}\n  A2.1: {扣分: 0}\n",
            ["“采购”按“比率”评分，填写的“扣分”不起作用"],
        ),
        ("  A2: {否决: 虚列}\n  A2.1: {扣分: 0}\n", ["A2“合规”已填“否决”，A2.1 填写的“扣分”不再计分"]),
        ("  A2: {否决: 虚列}\n  A2.1: {扣分: 10, 理由: 三处}\n", []),
        ("  A2: {否决: 虚列}\n  A2.1: {佐证: 凭证}\n", []),
        ("  A2.1: {否决: 超标, 扣分: 2, 理由: 一处}\n", ["“支出”已填“否决”，填写的“扣分”不再计分"]),
        (
            "  A2: {否决: 虚列, 不适用: 是, 理由: 当年没有支出}\n",
            ["“合规”已填“不适用”，填写的“否决”不再计分"],
        ),
        ("  A2: {得分: 12, 否决: 虚列, 理由: 情节轻微}\n", []),
    ],
)
def test_what_another_answer_leaves_without_effect_is_told_where_it_stands(answers: str, told: list[str]) -> None:
    _, found = card(f"  B: {{数量: 0}}\n{answers}")
    assert [d.message for d in found if d.code == "answer"] == told
    fields = [d.message.rpartition("填写的“")[2].partition("”")[0] for d in found if d.code == "answer"]
    for one, field in zip((d for d in found if d.code == "answer"), fields, strict=True):
        assert one.position and one.position.text[(one.position.column or 0) - 1 :].strip()
        assert f"{field}:" in one.position.text and one.severity.value == "警告"


def test_evidence_of_parts_is_evidence_of_the_indicator() -> None:
    made, _ = card("  A2: {佐证: 总账}\n  A2.1: {扣分: 0, 佐证: [凭证, 总账]}\n  B: {数量: 0}\n")
    assert marks(made)["A2"].evidence == ("总账", "凭证")


def test_a_wrong_answer_about_a_part_that_is_dropped_is_told() -> None:
    answers = "  A2.1: {不适用: 是, 理由: 没有支出, 否决: 超支}\n  B: {数量: 0}\n"
    made, found = card(answers, "不适用: 剔除换算")
    assert [d.message for d in found] == ["“支出”没有否决情形“超支”"]
    assert losses(made) == []


def test_the_name_of_a_part_is_not_said_twice() -> None:
    rule = (
        '{类型: 组合, 部分: {"1": {名称: 甲率, 分值: 2, 规则: {类型: 比率, 取值: 甲率}}, '
        '"2": {名称: 制度, 分值: 3, 规则: {类型: 酌情, 扣分事项: 缺制度}}}}'
    )
    made, _ = desk.card(desk.single(rule), desk.given({"甲率": "0.5"}, {"X.2": {"扣分": 0}}))
    assert marks(made)["X"].explanation.startswith("甲率为50.00%，按比例50.00%×2分计，得1分。制度：没有发现扣分事项")
