"""The tables of a report as records: every number tells how it came about; 评价结果.json holds all that is printed."""

from __future__ import annotations

import json

import pytest
from sample import evaluated, inputs

from reportgen import evaluation as results
from reportgen import report
from reportgen.chinese import thousands
from reportgen.evaluation import drawn_up
from reportgen.exhibits import Exhibits, Numbers, amounts, cells
from reportgen.facts import department as departments
from reportgen.facts.derived import complete
from reportgen.values import replace

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 福田区某局, 简称: 区某局}\n"


def tables(text: str) -> dict[str, str]:
    """The cells of a department's tables: value, formula, and where the numbers stand."""
    department, source, found = departments.parse(HEAD + text, "dept.yaml")
    assert department and source, found
    whole = complete(department)
    made = amounts(Numbers(whole, departments.facts(whole, source), {}, source))
    return {
        name: f"{cell.value} | {cell.trace} | {'、'.join(_line(i.position) for i in cell.inputs)}"
        for name, cell in cells(made)
    }


def _line(position: str | None) -> str:
    return position.rpartition(":")[0] if position else "没有"


INCOME = """\
预算:
  收入:
    明细:
      - {名称: 财政拨款, 年初: 100, 决算: 110.5}
      - {名称: 其他收入, 年初: 0, 决算: 2}
      - {名称: 结转}
"""
TAKEN = """\
来源:
  预算.收入.明细.财政拨款.决算: {值: 110.5, 文件: 决算.xlsx, 表: 收入决算表, 格: C5}
"""
PROJECTS = """\
项目:
  - {名称: 甲, 性质: 履职类, 年初: 10, 支出: 9.5}
  - {名称: 乙, 性质: 履职类, 年初: 20.25}
  - {名称: 丙, 性质: 专项资金}
"""


@pytest.mark.parametrize(
    ("text", "cell", "told"),
    [
        (INCOME, "收入表.财政拨款.年初", "100 | 100.00 | dept.yaml:7"),
        (INCOME, "收入表.财政拨款.差额", "10.5 | 110.50 - 100.00 = 10.50 | dept.yaml:7、dept.yaml:7"),
        (
            INCOME,
            "收入表.财政拨款.差异率",
            "0.105 | (110.50 - 100.00) ÷ 100.00 = 10.50% | dept.yaml:7、dept.yaml:7",
        ),
        (
            INCOME,
            "收入表.其他收入.差异率",
            "None | (2.00 - 0.00) ÷ 0.00，分母为零而分子不为零（分母：预算.收入.明细第2项.年初） | "
            "dept.yaml:8、dept.yaml:8",
        ),
        (INCOME, "收入表.结转.差额", "None | 缺 预算.收入.明细第3项.决算、预算.收入.明细第3项.年初 | 没有、没有"),
        (INCOME, "收入表.合计.年初", None),
        (PROJECTS, "项目分类.履职类.年初", "30.25 | 10.00 + 20.25 = 30.25 | dept.yaml:5、dept.yaml:6"),
        (PROJECTS, "项目分类.履职类.支出", "9.5 | 9.50 | dept.yaml:5"),
        (PROJECTS, "项目分类.政府投资.支出", "0 | 0 | "),
        (PROJECTS, "项目分类.专项资金.支出", None),
        (PROJECTS.replace("性质", "领域"), "项目分类.履职类.支出", None),
        (
            "预算: {人员经费: {支出: 3}, 日常公用经费: {支出: 4}}\n",
            "收支表.基本支出.支出",
            "7 | 3.00 + 4.00 = 7.00 | dept.yaml:4、dept.yaml:4",
        ),
        ("预算: {人员经费: {支出: 3}}\n", "收支表.人员经费.年初", None),
        (
            "季度: {累计支出: [1, 2, 3, 4], 指标总额: [4, 4, 5, 5]}\n",
            "季度表.三季度.累计进度",
            "0.6 | 3.00 ÷ 5.00 = 60.00% | dept.yaml:4、dept.yaml:4",
        ),
    ],
)
def test_a_cell_tells_how_it_came_about(text: str, cell: str, told: str | None) -> None:
    assert tables(text).get(cell) == told


def test_a_cell_of_a_row_knows_the_published_table_that_it_was_taken_from() -> None:
    department, source, found = departments.parse(HEAD + INCOME + TAKEN, "dept.yaml")
    assert department and source, found
    (row, *_) = amounts(Numbers(department, {}, {}, source)).income
    assert row.final and row.gap
    assert [row.final.inputs[0].origin, row.gap.inputs[0].origin] == ["决算.xlsx《收入决算表》C5"] * 2


@pytest.mark.parametrize("text", ["", "预算: {上年: {收入: 5}}\n"])
def test_where_nothing_was_given_there_are_no_tables(text: str) -> None:
    assert tables(text) == {}


def test_a_result_of_before_there_were_tables_has_them_drawn_up() -> None:
    made = evaluated(inputs())
    old = json.loads(made.to_json())
    del old["报告表"]
    again = results.from_json(json.dumps(old))
    assert again.exhibits != Exhibits()
    assert report.context(again) == report.context(made)


def test_amounts_in_traces_are_printed_as_the_district_prints_them() -> None:
    made = evaluated(inputs())
    grouped = replace(made, department=replace(made.department, options={"金额千分位": True}))
    told = dict(cells(drawn_up(grouped).exhibits))
    assert told["收支表.合计.支出"].trace.endswith(" = 79,260.57")
    with thousands(True):
        assert dict(cells(drawn_up(made).exhibits))["收支表.合计.支出"].trace.endswith(" = 79260.57")


def test_every_number_of_a_real_report_has_its_place_or_its_origin() -> None:
    told = dict(cells(evaluated(inputs()).exhibits))
    assert len(told) == 40
    assert [name for name, cell in told.items() if not cell.inputs] == []
    given = [cell for cell in told.values() if cell.formula == cell.name]
    assert [cell.name for cell in given if not (cell.inputs[0].position or "").startswith("dept.yaml:")] == []


def test_what_a_draft_still_lacks_is_held_too() -> None:
    made = evaluated(inputs())
    first, *others = made.findings
    lacking = drawn_up(replace(made, findings=(replace(first, cause=None), *others), draft=True))
    assert made.exhibits.asked == ()
    assert lacking.exhibits.asked == (f"问题“{first.title}”：请在 整改.yaml 里填写 原因",)
    assert results.from_json(lacking.to_json()) == lacking
