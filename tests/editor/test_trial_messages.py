"""What a trial by the manual alone met: each fault of one kind told where it stands, in words of what was written."""

from __future__ import annotations

import desk
import pytest

from reportgen.facts.records.declared import Declared, model
from reportgen.facts.source import parse
from reportgen.scoring.formula import load as load_formulas
from reportgen.scoring.framework_file import load as load_framework

DECLARED = {
    "期限": Declared.from_data({"类型": "日期"}),
    "控制率": Declared.from_data({"类型": "数", "单位": "百分比"}),
    "水平": Declared.from_data({"类型": "文字", "可选": ["好", "差"]}),
}
HEAD = "名称: 框架\n评分表名: 表\n等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]\n"
FORMULAS = "算式:\n  比率: {算式: 预算.合计.支出 ÷ 预算.合计.调整后, 口径: 某}\n"


@pytest.mark.parametrize(
    ("rule", "told", "hint"),
    [
        ("{类型: 超限扣分, 取值: 比率, 方向: 越低越好, 界限: 补充.控制率, 每: 1%, 扣: 1}", [], ""),
        (
            "{类型: 超限扣分, 取值: 比率, 方向: 越低越好, 界限: 补充.期限, 每: 1%, 扣: 1}",
            ["指标 X“某指标”的“界限”要的是数，“补充.期限”是日期"],
            "请写一个数的名称",
        ),
        ("{类型: 等级, 取值: 补充.水平, 等级: {好: 100, 差: 0}}", [], ""),
        (
            "{类型: 等级, 取值: 补充.水平, 等级: {好: 100, 较差: 0}}",
            ["指标 X“某指标”的等级“较差”，“补充.水平”里填不出"],
            "可选：好、差",
        ),
        (
            "{类型: 等级, 取值: 公开.决算.合规程度, 等级: {已公开: 100, 未公开: 0}}",
            ["指标 X“某指标”的等级“已公开”，“公开.决算.合规程度”里填不出"],
            "可选：按规定公开、公开有瑕疵、未公开、涉密免公开",
        ),
        ("{类型: 等级, 等级: {甲: 100, 乙: 0}}", [], ""),
    ],
)
def test_what_a_rule_cannot_read_is_told_once(rule: str, told: list[str], hint: str) -> None:
    extra = model(DECLARED)
    by_formulas, framework = (
        parse(FORMULAS, "formulas.yaml")[0],
        parse(HEAD + desk.single(rule, "100"), "framework.yaml")[0],
    )
    assert by_formulas and framework
    formulas, _ = load_formulas(by_formulas, extra)
    _, found = load_framework(framework, formulas, extra)
    assert [one.message for one in found] == told
    assert all(hint in one.hint for one in found)
