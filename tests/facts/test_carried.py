"""Last year's figures, stated again, against last year's own result."""

import pytest

from reportgen.facts import department as departments
from reportgen.facts.carried import carried

HEAD = "套件: futian\n年度: {year}\n部门: {{全称: 甲局}}\n预算: {budget}\n"
LAST = "{收入: {明细: [{名称: 拨款, 年初: 60}, {名称: 其他, 年初: 40.5}]}, 合计: {年初: 100.5}, 结转结余: {年末: 7}}"


def read(year: int, budget: str):
    department, source, found = departments.parse(HEAD.format(year=year, budget=budget), "dept.yaml")
    assert department, found
    return department, source


CASES = {
    "as last year's result has it": ("{上年: {收入: 100.50, 支出: 100.5}, 结转结余: {上年年末: 7}}", []),
    "income": (
        "{上年: {收入: 110, 支出: 100.5}}",
        ["dept.yaml:4 “预算.上年.收入”填 110.00，2020年度评价结果的“预算.收入.年初”是 100.50，两者不一致"],
    ),
    "spending and what was left": (
        "{上年: {支出: 99}, 结转结余: {上年年末: 8}}",
        [
            "dept.yaml:4 “预算.上年.支出”填 99.00，2020年度评价结果的“预算.合计.年初”是 100.50，两者不一致",
            "dept.yaml:4 “预算.结转结余.上年年末”填 8.00，2020年度评价结果的“预算.结转结余.年末”是 7.00，两者不一致",
        ],
    ),
    "nothing stated": ("{合计: {年初: 1}}", []),
}


@pytest.mark.parametrize(("budget", "told"), CASES.values(), ids=CASES.keys())
def test_figures_of_last_year(budget, told):
    found = list(carried(*read(2021, budget), [read(2020, LAST)[0]]))
    assert [f"{d.position.file}:{d.position.line} {d.message}" for d in found] == told


def test_what_last_year_did_not_give_is_not_compared():
    budget = "{上年: {收入: 110, 支出: 99}, 结转结余: {上年年末: 8}}"
    assert list(carried(*read(2021, budget), [read(2020, "{收入: {决算: 5}}")[0]])) == []
