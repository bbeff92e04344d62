"""Totals and counts follow from what was given, and only where every part was given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.facts import department

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 某区某局}\n"
BASIC = "人员经费: {年初: 642.21, 调整后: 670.89, 支出: 606.07}, 日常公用经费: {年初: 39.15, 调整后: 39.15, 支出: 25}"
SUBSIDIES = "对个人和家庭的补助: {年初: 100}"
TWO = "项目: [{名称: 甲, 完成状态: 按期完成, 绩效目标: 是}, {名称: 乙, 完成状态: 未按期}]"
PROJECTS = "项目支出: {年初: 42507.85, 调整后: 80454.91, 支出: 78629.50}"


def value(text: str, name: str) -> object:
    found, source, diagnostics = department.parse(HEAD + text, "dept.yaml")
    assert diagnostics == []
    assert found is not None
    assert source is not None
    fact = department.facts(department.complete(found), source).get(name)
    return None if fact is None else fact.value


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (f"预算: {{{BASIC}}}", "预算.基本支出.年初", "681.36"),
        (f"预算: {{{BASIC}, {PROJECTS}}}", "预算.合计.调整后", "81164.95"),
        (f"预算: {{{BASIC}, {PROJECTS}}}", "预算.合计.支出", "79260.57"),
        (f"预算: {{{BASIC}, 对个人和家庭的补助: {{支出: 1}}}}", "预算.基本支出.支出", "632.07"),
        (f"预算: {{{BASIC}, 对个人和家庭的补助: {{支出: 1}}}}", "预算.基本支出.年初", None),
        (f"预算: {{{BASIC}, 对个人和家庭的补助: {{支出: }}}}", "预算.基本支出.年初", "681.36"),
        (f"预算: {{{BASIC}, 离退休: {{年初: 10}}}}", "预算.基本支出.年初", "681.36"),
        (f"预算: {{{BASIC}, 离退休: {{年初: 10, 含在人员经费内: 是}}}}", "预算.基本支出.年初", "681.36"),
        (f"预算: {{{BASIC}, 离退休: {{年初: 10, 含在人员经费内: 否}}}}", "预算.基本支出.年初", "691.36"),
        (f"预算: {{{BASIC}, 离退休: {{年初: 10, 含在人员经费内: 否}}}}", "预算.基本支出.支出", None),
        (f"预算: {{{BASIC}, {SUBSIDIES}, 离退休: {{年初: 10, 含在人员经费内: 否}}}}", "预算.基本支出.年初", "781.36"),
        (
            f"预算: {{{BASIC}, {SUBSIDIES}, 离退休: {{年初: 10, 含在人员经费内: 否, 含在补助内: 否}}}}",
            "预算.基本支出.年初",
            "791.36",
        ),
        (
            f"预算: {{{BASIC}, 离退休: {{年初: 10, 调整后: 11, 支出: 12, 含在人员经费内: 否}}}}",
            "预算.基本支出.支出",
            "643.07",
        ),
        ("预算: {人员经费: {年初: 1}}", "预算.基本支出.年初", None),
        ("预算: {人员经费: {年初: 1}, 日常公用经费: {支出: 1}}", "预算.基本支出.年初", None),
        (f"预算: {{{BASIC}, 基本支出: {{年初: 1}}}}", "预算.基本支出.年初", "1"),
        (f"预算: {{{BASIC}, 基本支出: {{年初: 1}}}}", "预算.基本支出.支出", "631.07"),
        ("预算: {收入: {明细: [{名称: 甲, 决算: 1}, {名称: 乙, 决算: 2}]}}", "预算.收入.决算", "3"),
        ("预算: {收入: {明细: [{名称: 甲, 决算: 1}, {名称: 乙}]}}", "预算.收入.决算", None),
        ("专项资金: {年初: 69281.77, 调减: 25792}", "专项资金.总指标", "43489.77"),
        ("专项资金: {年初: 69281.77}", "专项资金.总指标", None),
        ("专项资金: {调减: 25792}", "专项资金.总指标", None),
        ("专项资金: {总指标: 5, 年初: 3, 调减: 1}", "专项资金.总指标", "5"),
        (
            "三公: {因公出国境: {预算: 0}, 公务用车: {预算: 3.67}, 公务接待: {预算: 5}}",
            "三公.合计.预算",
            "8.67",
        ),
        ("三公: {公务用车: {预算: 3.67}, 公务接待: {预算: 5}}", "三公.合计.预算", None),
        (
            "三公: {合计: {预算: 9}, 因公出国境: {预算: 0}, 公务用车: {预算: 3.67}, 公务接待: {预算: 5}}",
            "三公.合计.预算",
            "9",
        ),
        ("采购: {货物: 1, 工程: 2, 服务: 3}", "采购.实际", "6"),
        ("采购: {货物: 1, 服务: 3}", "采购.实际", None),
        ("季度: {累计支出: [1, 2, 3, 4], 指标总额: [8, 8, 8, 8]}", "季度.累计进度.一季度", "0.125"),
        ("季度: {累计支出: [1, 2, 3, 4], 指标总额: [0, 8, 8, 8]}", "季度.累计进度.一季度", None),
        ("季度: {累计支出: [1, 2, 3, 4]}\n预算: {合计: {调整后: 8}}", "季度.累计进度.四季度", "0.5"),
        ("季度: {累计支出: [1, 2, 3, 4]}\n预算: {合计: {调整后: 8}}", "季度.指标总额.二季度", "8"),
        ("季度: {累计支出: [1, 2, 3, 4]}", "季度.累计进度.四季度", None),
        ("季度: {累计支出: [1, 2, 2, 2], 指标总额: [2, 4, 8, 8]}", "季度.累计进度.三季度", "0.25"),
        (
            "项目: [{名称: 甲, 完成状态: 按期完成, 绩效目标: 是}, {名称: 乙, 完成状态: 未按期}]",
            "项目统计.按期完成",
            "1",
        ),
        (
            "项目: [{名称: 甲, 完成状态: 按期完成, 绩效目标: 是}, {名称: 乙, 完成状态: 未按期}]",
            "项目统计.绩效目标数",
            None,
        ),
        ("项目: [{名称: 甲}, {名称: 乙}]", "项目统计.总数", "2"),
        ("项目: [{名称: 甲, 调整后: 1.5}, {名称: 乙, 调整后: 2}]", "项目统计.预算", "3.5"),
        ("项目统计: {总数: 25}", "项目统计.总数", "25"),
        ("重点工作: [{名称: 甲, 完成: 是}, {名称: 乙, 完成: 否}]", "重点工作统计.完成", "1"),
        ("重点工作: [{名称: 甲, 完成: 否}]", "重点工作统计.完成", "0"),
        ("重点工作: [{名称: 甲, 完成: 是}, {名称: 乙}]", "重点工作统计.完成", None),
    ],
)
def test_derived(text: str, name: str, expected: str | None) -> None:
    assert value(text, name) == (None if expected is None else Decimal(expected))


def test_progress_is_spending_over_target() -> None:
    text = f"预算: {{{BASIC}, {PROJECTS}}}\n季度: {{累计支出: [12693.28, 33284.43, 52925.34, 79260.57]}}"
    assert value(text, "季度.累计进度.一季度") == Decimal("12693.28") / Decimal("81164.95")


@pytest.mark.parametrize(
    "text",
    [
        "三公: {公务用车: {预算: 3.67}}",
        "预算: {人员经费: {年初: 1}}",
        "预算: {收入: {决算: 1}}",
        "项目统计: {总数: 25}",
        "季度: {累计进度: [10%, 20%, 30%, 100%]}",
    ],
)
def test_where_nothing_follows_the_department_stays_as_it_was_given(text: str) -> None:
    found, _, _ = department.parse(HEAD + text, "dept.yaml")
    assert found is not None
    assert department.complete(found) == found


AREAS = """\
项目:
  - {名称: 甲, 领域: 路网, 科室: 建设科, 调整后: 10, 支出: 9}
  - {名称: 乙, 领域: 路网, 科室: 养护科, 调整后: 20, 支出: 20}
  - {名称: 丙, 领域: 客运, 调整后: 5}
  - {名称: 丁, 调整后: 1, 支出: 1}
"""


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        ("", [("路网", "建设科、养护科", 2, "30", "29", None), ("客运", None, 1, "5", None, None)]),
        (
            "履职: [{领域: 客运, 科室: 运管科, 支出: 4, 成效: 开通两条线路}, {领域: 安全, 预算: 7}]\n",
            [
                ("客运", "运管科", 1, "5", "4", "开通两条线路"),
                ("安全", None, None, "7", None, None),
                ("路网", "建设科、养护科", 2, "30", "29", None),
            ],
        ),
    ],
)
def test_duties_by_area_follow_from_the_projects(duties: str, expected: list[tuple[object, ...]]) -> None:
    found, _, _ = department.parse(HEAD + AREAS + duties, "dept.yaml")
    assert found is not None
    rows = department.complete(found).duties
    amounts = [(d.area, d.office, d.projects, d.budget, d.spent, d.results) for d in rows]
    assert amounts == [
        (*row[:3], *(Decimal(str(one)) if one else None for one in row[3:5]), row[5]) for row in expected
    ]
