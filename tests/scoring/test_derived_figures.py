"""Facts that follow from others are told with the arithmetic that they came about by."""

import pytest

from reportgen.facts import department
from reportgen.scoring.formula import derived

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 某区某局}\n"
QUARTERS = ("一季度", "二季度", "三季度", "四季度")
TOLD = [
    ("采购: {货物: 1, 工程: 2, 服务: 3}", {"采购.实际": "6"}),
    ("采购: {货物: 1, 工程: 2, 服务: 3, 实际: 7}", {}),
    ("专项资金: {年初: 9, 调减: 2}", {"专项资金.总指标": "7"}),
    ("三公: {因公出国境: {预算: 0}, 公务用车: {预算: 3.67}, 公务接待: {预算: 5}}", {"三公.合计.预算": "8.67"}),
    (
        "预算: {人员经费: {支出: 1}, 日常公用经费: {支出: 2}, 项目支出: {支出: 4}}",
        {"预算.基本支出.支出": "3", "预算.合计.支出": "7"},
    ),
    (
        "预算: {人员经费: {支出: 1}, 日常公用经费: {支出: 2}, 对个人和家庭的补助: {支出: 1}}",
        {"预算.基本支出.支出": "4"},
    ),
    (
        "预算:\n  人员经费: {支出: 1}\n  日常公用经费: {支出: 2}\n  项目支出: {支出: 4}\n  合计:\n    支出:",
        {"预算.基本支出.支出": "3", "预算.合计.支出": "7"},  # a line left empty is no place
    ),
    (
        "季度: {累计支出: [1, 2, 3, 4], 指标总额: [8, 8, 8, 8]}\n预算: {合计: {调整后: 9}}",
        dict(zip((f"季度.累计进度.{q}" for q in QUARTERS), ("0.125", "0.25", "0.375", "0.5"), strict=True)),
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_follows_is_a_figure_and_what_was_stated_is_not(text, told):
    found, source, _ = department.parse(HEAD + text, "dept.yaml")
    figures = derived(department.facts(department.complete(found), source))
    assert {name: str(figure.value) for name, figure in figures.items()} == told
