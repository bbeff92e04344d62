"""用例: what a case file may say, and what the rules do not bear out."""

from __future__ import annotations

import desk
import pytest

from reportgen.facts.source import parse
from reportgen.scoring import cases
from reportgen.scoring.formula import load as load_formulas

FORMULAS = "算式:\n  采购率: 采购.实际 ÷ 采购.计划\n"
FRAMEWORK = """总分调整:
  T1: {名称: 迟报, 方式: 系数, 系数: 0.9}
  T2: {名称: 表彰, 方式: 加分, 上限: 3}
  T3: {名称: 不实, 方式: 扣分, 规则: {类型: 计数扣分, 名目: 不实之处, 每项扣: 1}, 上限: 5}
指标:
  A: {名称: 采购, 分值: 60, 规则: {类型: 比率, 取值: 采购率}}
  B:
    名称: 合规
    分值: 40
    规则:
      类型: 组合
      部分:
        "1": {名称: 公开, 分值: 10, 规则: {类型: 时限, 期限: 补充.期限, 实际: 公开.预算.日期, 每日扣: 1}}
        "2": {名称: 支出, 分值: 10, 规则: {类型: 酌情, 扣分事项: 支出不合规定}}
        "3": {名称: 效果, 分值: 20, 规则: {类型: 个性化指标}}
"""


def run(text: str) -> list[str]:
    source, found = parse(text, "用例.yaml")
    book, _ = parse(FORMULAS, "formulas.yaml")
    assert source is not None and book is not None and not found
    formulas, wrong = load_formulas(book)
    assert formulas is not None, wrong
    return [f"{d.position}: {d.message}" for d in cases.run(desk.sound(FRAMEWORK), formulas, source)]


def test_cases_that_hold() -> None:
    assert not run("""
- {指标: A, 给: {采购.实际: 30, 采购.计划: 60}, 得: 30, 说明含: 30.00 ÷ 60.00 = 50.00%}
- {指标: A, 给: {采购率: 25%}, 得: 15}
- {指标: A, 给: {采购.实际: 30}, 状态: 缺数据}
- {指标: A, 自评: {得分: 50, 理由: 合同跨年}, 得: 50, 状态: 已评}
- 指标: B
  给: {补充.期限: 2021-09-20, 公开.预算.日期: 2021年9月22日}
  自评: {B.2: {扣分: 1, 理由: 手续不全}}
  列表: {效果指标: [{名称: 孵化, 目标值: 10, 实际值: 5, 分值: 20}]}
  得: 27
- {指标: T1, 自评: {等级: 是, 理由: 迟报两天}, 得: 0.9}
- {指标: T1, 得: 1}
- {指标: T2, 自评: {得分: 2, 理由: 省级表彰}, 得: 2}
- {指标: T3, 自评: {数量: 2, 理由: 两处}, 得: -2, 说明含: 不实之处2项}
- {指标: T3, 自评: {数量: 0}, 得: 0}
""")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- {指标: A, 给: {采购率: 25%}, 得: 16}", "1:29: 用例不符：A“采购”应得16分，算得15分"),
        ("- {指标: A, 给: {采购.实际: 9}, 得: 16}", "用例不符：A“采购”应得16分，结果是“缺数据”"),
        ("- {指标: A, 给: {采购率: 25%}, 状态: 缺数据}", "用例不符：A“采购”应为“缺数据”，结果是“已评”"),
        ("- {指标: A, 给: {采购率: 25%}, 得: 15, 说明含: 26%}", "1:38: 用例不符：A“采购”的得分说明里没有“26%”"),
        ("- {指标: T3, 自评: {数量: 1, 理由: 一处}, 得: 1}", "用例不符：T3“不实”应得1分，算得－1分"),
        ("- {指标: T2, 自评: {得分: 9, 理由: 多}, 得: 3}", "“表彰”没有填写分数或超出范围，应在 0 至 3 之间"),
        ("- {指标: Z, 得: 15}", "1:8: 用例的指标“Z”不在指标体系中"),
        ("- {指标: A, 给: {采够率: 25%}, 得: 15}", "1:15: 用例给了没有的名称“采够率”"),
        ("- {指标: A, 给: {采购率: 25%}}", "用例须写“得”（应得的分）或“状态”"),
        ("- {指标: A, 自评: {得分: 50}, 得: 50}", "的得分由人工评定，须写理由"),
        ("- {指标: A, 自评: {Q: {得分: 50, 理由: 好}}, 得: 50}", "自评中的“Q”不在指标体系中"),
        ("- {指标: A, 给分: 50, 得: 50}", "1:11: 不认识的字段“给分”"),
        ("- {指标: A, 给: {采购率: 1%}, 得: 0.6}\n- {指标: A, 给: {采购率: 1%}, 得: 2}", "2:28: 用例不符：A“采购”"),
        ("指标: A", "应为列表"),
    ],
)  # fmt: skip
def test_cases_that_fail_say_where_and_what_came_out(text: str, message: str) -> None:
    told = run(text)
    assert any(message in line for line in told), told
    assert all(line.startswith("用例.yaml:") for line in told), told
