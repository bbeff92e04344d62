"""The default sentence of a kind of rule tells everything that fell short, and the points that all of it cost."""

from __future__ import annotations

import desk
import pytest
from sample import shipped

from reportgen.findings.author import Author

PROGRESS = (
    "{类型: 进度, 累计进度: [一季度率, 二季度率, 三季度率, 四季度率], "
    "序时: [20%, 45%, 70%, 95%], 每期分值: 2, 平均分值: 2}"
)
LEVELS = "{类型: 等级, 等级: {完整: 5, 基本完整: 3, 不完整: 0}}"
COMPOSITE = (
    f'{{类型: 组合, 部分: {{"1": {{名称: 预算公开, 分值: 5, 规则: {LEVELS}}}, '
    f'"2": {{名称: 决算公开, 分值: 5, 规则: {LEVELS}}}}}}}'
)
ONE, BOTH = {"X.2": {"等级": "不完整", "理由": "没有说明"}}, {"X.1": {"等级": "基本完整", "理由": "缺表"}}
QUARTERS = {"一季度率": "0.19", "二季度率": "0.425", "三季度率": "0.69", "四季度率": "0.94"}


@pytest.mark.parametrize(
    ("rule", "figures", "answers", "told"),
    [
        (PROGRESS, QUARTERS, {}, ["第1期执行率95.00%；", "第4期", "；全年平均", "“某指标”扣0.33分。"]),
        (PROGRESS, {**QUARTERS, "一季度率": "0.30"}, {}, ["第2期", "第3期", "第4期", "“某指标”扣0.16分。"]),
        (COMPOSITE, {}, {**ONE, **BOTH}, ["“基本完整”；决算公开评定为“不完整”，没有达到满分等级", "扣7分。"]),
        (COMPOSITE, {}, {**ONE, "X.1": {"等级": "完整"}}, ["评定为“不完整”", "扣5分。"]),
    ],
)  # fmt: skip
def test_the_loss_that_a_default_sentence_states_is_the_loss_of_all_that_it_tells(rule, figures, answers, told) -> None:
    card, found = desk.card(desk.single(rule, "10"), desk.given(figures, answers))
    assert not found, found
    mark = next(node.mark for node in card.nodes if node.mark)
    said = Author(card, shipped("base").wording, {"年度": 2021}).description(mark)
    assert [one for one in told if one not in said] == [], said
