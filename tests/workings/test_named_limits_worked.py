"""计算底稿 of limits that are taken from facts: the spreadsheet comes to each mark and follows the facts."""

from __future__ import annotations

from typing import Any

import pytest
from spreadsheet import Spreadsheet
from worked import run

from reportgen.facts.source import parse
from reportgen.scoring import framework_file
from reportgen.scoring.formula import Formulas
from reportgen.workings.papers import workings

HEAD = "名称: 例\n评分表名: 表\n等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]\n满分: 5\n"
CASES = [
    ("{类型: 比率, 取值: 满意度.值, 封顶: 补充.线}", "{满意度.值: 60%, 补充.线: 0.8}", "3.75"),
    ("{类型: 比率, 取值: 满意度.值, 低于: {界限: 补充.线, 得分: 1}}", "{满意度.值: 60%, 补充.线: 0.8}", "1"),
    ("{类型: 比率, 取值: 补充.数, 目标: 补充.线}", "{补充.数: 4, 补充.线: 5}", "4"),
    ("{类型: 比率, 取值: 补充.数, 目标: 5}", "{补充.数: 4}", "4"),
    ('{类型: 达标, 取值: 满意度.值, 条件: "≥补充.线", 否则: 1}', "{满意度.值: 60%, 补充.线: 0.8}", "1"),
    ('{类型: 分档, 取值: 补充.数, 方向: 越高越好, 档: [{区间: "≥补充.线", 得分: 5}, {区间: "<补充.线", 得分: 2}]}',
     "{补充.数: 4, 补充.线: 5}", "2"),
    ("{类型: 超限扣分, 取值: 补充.数, 方向: 越低越好, 界限: 补充.线, 每: 1, 扣: 1}", "{补充.数: 7, 补充.线: 5}", "3"),
    ("{类型: 同比, 本年: 补充.数, 上年: 补充.前, 界限: 补充.线, 每: 1%, 扣: 1}",
     "{补充.数: 104, 补充.前: 100, 补充.线: 0.02}", "3"),
    ("{类型: 时限, 期限: 公开.预算.日期, 天数: 补充.线, 实际: 公开.决算.日期, 每日扣: 1}",
     "{公开.预算.日期: 2021-03-01, 公开.决算.日期: 2021-03-12, 补充.线: 10}", "4"),
    ("{类型: 时限, 期限: 2021-03-01, 实际: 公开.决算.日期, 每日扣: 1}", "{公开.决算.日期: 2021-03-03}", "3"),
    ("{类型: 外部得分, 取值: 补充.数, 满分: 补充.线}", "{补充.数: 40, 补充.线: 50}", "4"),
    ("{类型: 进度, 累计进度: [补充.数, 补充.次], 序时: [补充.线, 100%], 每期分值: 2, 平均分值: 1}",
     "{补充.数: 0.2, 补充.次: 0.9, 补充.线: 0.5}", "3.25"),
    ("{类型: 计数加分, 数量: 补充.数, 名目: 创新, 每项加: 1, 封顶: 补充.线}", "{补充.数: 4, 补充.线: 3}", "3"),
]  # fmt: skip


def mark(book: Spreadsheet) -> tuple[Any, ...]:
    return next(row for row in book.rows("评分") if row[0] == "X")


@pytest.mark.parametrize(("rule", "given", "points"), CASES)
def test_the_spreadsheet_takes_the_limit_from_its_cell(rule: str, given: str, points: str) -> None:
    source, _ = parse(f"{HEAD}指标:\n  X: {{名称: 例, 分值: 5, 规则: {rule}}}\n", "framework.yaml")
    examples, _ = parse(f"- {{指标: X, 给: {given}, 得: {points}}}\n", "用例.yaml")
    assert source is not None and examples is not None
    framework, found = framework_file.load(source)
    assert framework is not None and not found
    ((_, one),) = run(framework, Formulas({}, {}), examples)
    book = Spreadsheet(workings(one, "底稿").papers)
    assert (mark(book)[3], mark(book)[5]) == (float(points), "一致")
    if "补充.线" in given:
        found = set[float]()
        for limit in (1000, 0.001):
            book.change("补充.线", limit)
            found.add(mark(book)[3])
        assert found != {float(points)}
