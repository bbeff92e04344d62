"""What a rule is given to read: numbers where it computes, dates where it counts days."""

from __future__ import annotations

import desk
import pytest

from reportgen.facts.source import parse
from reportgen.scoring import framework_file
from reportgen.scoring.formula import load as load_formulas

HEAD = "名称: 框架\n评分表名: 表\n等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]\n"
INSIDE = (
    '{类型: 择优, 部分: {"1": {名称: 甲, 分值: 5, 规则: {类型: 外部得分, 取值: 公开.预算.日期}}, '
    '"2": {名称: 乙, 分值: 5, 规则: {类型: 酌情, 扣分事项: 差错}}}}'
)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{类型: 外部得分, 取值: 公开.预算.日期}", "要的是数，“公开.预算.日期”是日期"),
        (INSIDE, "要的是数，“公开.预算.日期”是日期"),
        ('{类型: 达标, 取值: 满意度.来源, 条件: "≥95%"}', "要的是数，“满意度.来源”是文字"),
        ("{类型: 比率, 取值: 部门.全称}", "要的是数，“部门.全称”是文字"),
        ("{类型: 时限, 期限: 人员.在编, 实际: 公开.预算.日期, 每日扣: 1}", "要的是日期，“人员.在编”是数"),
        ("{类型: 时限, 期限: 采购率, 实际: 公开.预算.日期, 每日扣: 1}", "要的是日期，“采购率”是数"),
        ("{类型: 时限, 期限: 公开.决算.日期, 实际: 公开.预算.日期, 每日扣: 1}", ""),
        ("{类型: 时限, 期限: 补充.期限, 实际: 公开.预算.日期, 每日扣: 1}", ""),
        ("{类型: 比率, 取值: 采购率}", ""),
        ("{类型: 比率, 取值: 采购率, 封顶: 95%}", ""),
        ("{类型: 比率, 取值: 采购率, 封顶: 95}", "“采购率”是比率，界限95是9500%，是否应为95%"),
        ("{类型: 比率, 取值: 满意度.值, 封顶: 90}", "“满意度.值”是比率，界限90是9000%，是否应为90%"),
        ("{类型: 比率, 取值: 人员.在编, 封顶: 95}", ""),
        ('{类型: 达标, 取值: 满意度.值, 条件: "≥95%"}', ""),
        ("{类型: 计数扣分, 数量: 人员.工勤, 名目: 人, 每项扣: 1}", ""),
    ],
)
def test_a_name_of_another_type_is_told_at_its_place(rule: str, told: str) -> None:
    book, _ = parse("算式:\n  采购率: 采购.实际 ÷ 采购.计划\n", "formulas.yaml")
    source, wrong = parse(HEAD + desk.single(rule), "framework.yaml")
    assert book is not None and source is not None, wrong
    formulas, _ = load_formulas(book)
    _, found = framework_file.load(source, formulas)
    assert [d.message.endswith(told) for d in found] == ([True] if told else [])


def test_a_schedule_beyond_the_whole_lacks_its_sign() -> None:
    rule = "{类型: 进度, 累计进度: [甲, 乙], 序时: [20, 45%], 每期分值: 2, 平均分值: 1}"
    assert desk.problems(rule) == ["framework.yaml:9:37: 指标 X“某指标”：序时20是2000%，是否应为20%"]
