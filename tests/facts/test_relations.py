"""Facts against facts: every money and count field of the model stands in a relation or is listed as free."""

from __future__ import annotations

import pytest

from reportgen.facts import department, relations
from reportgen.facts.names import described

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 某区某局}\n"


def told(text: str) -> list[tuple[str, str, str, str]]:
    found, source, diagnostics = department.parse(HEAD + text, "dept.yaml")
    assert diagnostics == []
    assert found is not None
    assert source is not None
    return [(d.code, d.severity.value, d.where, d.quote) for d in department.differences(found, source)]


def related() -> set[str]:
    """Every name that some relation speaks of; a restated group stands for all its fields."""
    names = {name for check in relations.SHARES for name in (check.total, *check.parts)}
    for table in (relations.NOT_MORE, relations.SAME, relations.TIMES, relations.EACH):
        names |= {name for row in table for name in row[:2]}
    for one, others, _ in relations.EITHER:
        names |= {one, *others}
    for total, parts in (*relations.CLOSED, *relations.RESTS):
        names |= {total, *parts}
    return names | {name for group in relations.TOGETHER for name in group}


def test_every_money_and_count_field_stands_in_a_relation():
    restated = tuple(f"{check.name}." for check in relations.RESTATED)
    inputs = ("预算.", "三公.", "采购.货物", "季度.")  # parts from which restated totals follow
    units = {name: unit for name, (unit, _) in described().items() if unit in ("万元", "人", "个", "项", "件", "件次")}
    loose = {
        name
        for name in units
        if name not in related() and name not in relations.FREE and not f"{name}.".startswith(restated)
    }
    assert {name for name in loose if not name.startswith(inputs)} == set()


def test_what_is_free_exists():
    assert set(relations.FREE) <= set(described())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资产: {总额: 5, 流动资产: 6}", ("K331", "警告", "资产.流动资产", "6")),
        ("资产: {总额: 9, 流动资产: 6}", ("K214", "提示", "资产.总额", "9")),
        ("资产: {固定资产: {原值: 10, 全部: 12, 在用: 10}}", ("K332", "警告", "资产.固定资产.全部", "12")),
        ("预算: {合计: {年初: 10, 调整后: 100, 支出: 90}}", ("K333", "警告", "预算.合计.调整后", "100")),
        ("预算: {人员经费: {支出: 9000}}\n人员: {在编: 20}", ("K333", "警告", "预算.人员经费.支出", "9000")),
        ("效果指标: [{名称: 甲, 目标值: 5, 实际值: 500}]", ("K333", "警告", "效果指标.甲", "500")),
        ("公开: {预算: {日期: 2020-02-18}}", ("K334", "警告", "公开.预算.日期", "2020-02-18")),
        (
            "三公:\n  因公出国境: {预算: 0, 决算: 0}\n  公务用车: {预算: 8}\n  公务接待: {预算: 2, 决算: 0}\n"
            "  合计: {预算: 10, 决算: 3}",
            ("K213", "警告", "三公.公务用车.决算", ""),
        ),
        ("信访: {件次: 3, 办结: 3}", ("K213", "警告", "信访.按期", "")),
        (
            "预算: {合计: {调整后: 1000, 支出: 990}}\n季度: {累计进度: [20%, 40%, 60%, 97%]}",
            ("K332", "警告", "季度.累计进度.四季度", "97.00%"),
        ),
        ("季度: {累计进度: [20.11%, 40.12%, 60.1%, 99.13%]}", ("K336", "警告", "季度.累计进度.三季度", "60.10%")),
        ("资产: {固定资产: {全部: 774.27, 在用: 747.27}}", ("K335", "警告", "资产.固定资产.全部", "774.27")),
        ("项目统计: {预算: 12}\n预算: {项目支出: {调整后: 10}}", ("K332", "警告", "项目统计.预算", "12")),
        (
            "预算:\n  项目支出: {调整后: 10}\n"
            "  资金来源: {一般公共预算: 7, 政府性基金: 2, 专户非税收入: 0, 其他资金: 0}",
            ("K212", "警告", "预算.项目支出.调整后", "9少于10"),
        ),
        (
            "人员:\n  在编: 5\n  明细: [{类别: 行政, 实有: 2}, {类别: 事业, 实有: 4}]",
            ("K212", "警告", "人员.在编", "6多于5"),
        ),
    ],
)
def test_what_does_not_agree_is_told_with_its_code_and_place(text, expected):
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "资产: {固定资产: {原值: 10, 净值: 4, 全部: 4, 在用: 4}}",
        "效果指标: [{名称: 甲, 目标值: 5%, 实际值: -2%}, {名称: 乙, 目标值: -5, 实际值: 20}]",
        "预算: {合计: {年初: 10, 调整后: 20, 支出: 19}}",
        "公开: {预算: {日期: 2021-02-18}, 决算: {日期: 2021-09-18}}",
        "人员:\n  在编: 5\n  雇员: 1\n  明细: [{类别: 行政, 实有: 5}, {类别: 雇员, 实有: 1}]",
        "季度: {累计进度: [20%, 40%, 60%, 99%]}\n预算: {合计: {调整后: 1000, 支出: 990}}",
    ],
)
def test_what_agrees_is_left_alone(text):
    assert told(text) == []
