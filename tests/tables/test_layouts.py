"""Published tables in the layouts that districts print: every figure found by its labels, in 万元."""

from decimal import Decimal

import pytest
from grids import FAULTS, TAKINGS, tables, taken

from reportgen.tables import finding, sums

D = Decimal

TOTALS_IN_YUAN = """
收入支出决算总表
 | | | | | 公开01表
部门：某区教育局 | | | | | 金额单位：元
收入 | | | 支出 | |
项    目 | 行次 | 决算数 | 项    目 | 行次 | 决算数
栏    次 | | 1 | 栏    次 | | 2
一、一般公共预算财政拨款收入 | 1 | 3078213.45 | 一、一般公共服务支出 | 32 | 2648700
二、政府性基金预算财政拨款收入 | 2 | 100000 | 二、外交支出 | 33 |
八、其他收入 | 8 | 0.55 | 八、社会保障和就业支出 | 39 | 529514
本年收入合计 | 27 | 3178214 | 本年支出合计 | 58 | 3178214
使用非财政拨款结余（含专用结余） | 28 | | 结余分配 | 59 |
年初结转和结余 | 29 | | 年末结转和结余 | 60 |
总计 | 31 | 3178214 | 总计 | 62 | 3178214
"""
SPENDING_BY_CODE = """
2024年度支出决算表
编制单位：某区教育局 | | | | | | | 公开03表
 | | | | | | | 单位：万元
项目 | | | | 本年支出合计 | 项目支出 | 基本支出 | 上缴上级支出
科目代码 | | | 科目名称 | | | |
类 | 款 | 项 | | | | |
栏次 | | | | 1 | 2 | 3 | 4
合计 | | | | 1,234.50 | 234.50 | 1,000.00 | －
205 | | | 教育支出 | 1,234.50 | 234.50 | 1,000.00 |
20502 | | | 普通教育 | 1,234.50 | 234.50 | 1,000.00 |
注：本表反映部门本年度各项支出情况。
"""
THREE_LANES = """
一般公共预算财政拨款基本支出决算明细表
部门：某区教育局 | | | | | | | | 单位：万元
人员经费 | | | 公用经费 | | | | |
科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 95.36 | 302 | 商品和服务支出 | 9.23 | 310 | 资本性支出 | 1
30101 | 基本工资 | 14.12 | 30201 | 办公费 | 3.78 | 31002 | 办公设备购置 | 1
303 | 对个人和家庭的补助 | 4.64 | 30299 | 其他商品和服务支出 | 5.45 | | |
人员经费合计 | | 100 | 公用经费合计 | | | | | 10.23
"""
THREE_PUBLIC_TWELVE = """
财政拨款“三公”经费支出决算表
部门：某区教育局 | | | | | | | | | | | 金额单位：万元
预算数 | | | | | | 决算数 | | | | |
合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费 | 合计 | 因公出国（境）费 | 公务用车费 | | | 公务接待费
 | | 小计 | 公务用车购置费 | 公务用车运行维护费 | | | | 小计 | 公务用车购置费 | 公务用车运行维护费 |
1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
9.5 | 0 | 6.5 | 0 | 6.5 | 3 | 7.2 | | 6.1 | | 6.1 | 1.1
"""
THREE_PUBLIC_DOWN = """
“三公”经费支出决算表
单位：万元 | |
项目 | 2024年预算数 | 2024年决算数
“三公”经费合计 | 9.5 | 7.2
1.因公出国（境）费用 | 0 | 0
2.公务用车购置及运行费 | 6.5 | 6.1
其中：（1）公务用车购置费 | 0 | 0
（2）公务用车运行费 | 6.5 | 6.1
3.公务接待费 | 3 | 1.1
"""
OF_THE_YEAR = """
收入支出决算总表
部门：某区教育局 | | | | | | | | | | | 单位：万元
收入 | | | | 支出 | | | | 支出 | | |
项目 | 年初预算数 | 全年预算数 | 决算数 | 功能 | 年初预算数 | 全年预算数 | 决算数 | 性质 | 年初预算 | 调整预算 | 决算
一、一般公共预算财政拨款收入 | 100 | 120 | 118 | 一、教育支出 | 100 | 120 | 118 | 一、基本支出 | 60 | 62 | 61
 | | | | | | | | 人员经费 | 50 | 52 | 51.5
 | | | | | | | | 日常公用经费 | 10 | 10 | 9.5
 | | | | | | | | 二、项目支出 | 40 | 58 | 57
本年收入合计 | 100 | 120 | 118 | 本年支出合计 | 100 | 120 | 118 | 本年支出合计 | 100 | 120 | 118
"""
BUDGET = """
表1
某区教育局2024年部门收支总体情况表
 | | | 单位：万元
收入 | | 支出 |
项目 | 2024年预算数 | 项目 | 2024年预算数
一、一般公共预算拨款收入 | 100 | 一、教育支出 | 90
二、财政专户管理资金收入 | 5 | 二、社会保障和就业支出 | 15
本年收入合计 | 105 | 本年支出合计 | 105
上年结转 | 2 | 结转下年 | 2
收入总计 | 107 | 支出总计 | 107
表2
部门支出总体情况表
 | | | | 单位：万元
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
 | 合计 | 105 | 65 | 40
205 | 教育支出 | 90 | 50 | 40
208 | 社会保障和就业支出 | 15 | 15 |
表5
一般公共预算基本支出情况表
 | | | | 单位：万元
部门预算支出经济分类科目 | | 本年一般公共预算基本支出 | |
科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
301 | 工资福利支出 | 50 | 50 |
302 | 商品和服务支出 | 10 | | 10
303 | 对个人和家庭的补助 | 5 | 5 |
合计 | | 65 | 55 | 10
表6
一般公共预算“三公”经费支出情况表
 | | | | | | 单位：万元
年度 | “三公”经费合计 | 因公出国（境）费 | 公务用车购置及运行费 | | | 公务接待费
 | | | 小计 | 公务用车购置费 | 公务用车运行费 |
2024年 | 9.5 | | 6.5 | | 6.5 | 3
"""
TWO_YEARS = """
2024年一般公共预算“三公”经费支出预算表
 | | | | | | | | 单位：元
2023年预算数 | | | | 2024年预算数 | | | | 增减
合计 | 因公出国（境） | 公务用车费 | 公务接待费 | 合计 | 因公出国（境） | 公务用车费 | 公务接待费 |
120000 | 0 | 80000 | 40000 | 95000 | 0 | 65000 | 30000 | -25000
"""
AGENCY = """
机构运行信息表
编制单位：某区教育局 | | | | | 金额单位：万元
项 目 | 行次 | 预算数 | 统计数 | 项 目 | 统计数
一、“三公”经费支出 | 1 | — | — | 三、国有资产占有情况 | —
（一）支出合计 | 2 | 9.5 | 7.2 | （一）车辆数合计（辆） | 2
1．因公出国（境）费 | 3 | 0 | 0 | 四、政府采购支出信息 | —
2．公务用车购置及运行维护费 | 4 | 6.5 | 6.1 | （一）政府采购支出合计 | 30
3．公务接待费 | 7 | 3 | 1.1 | 1．政府采购货物支出 | 12
二、机关运行经费 | 9 | | 88 | 2．政府采购工程支出 |
 | | | | 3．政府采购服务支出 | 18
"""
UNITS_IN_HEADS = """
支出决算表
部门：某区教育局 | | | | 单 位： 元
科目编码 | 科目名称 | 本年支出合计 | 基本支出（万元） | 项目支出
合计 | | 1050000 | 65 | 400000
"""
BY_ROWS_WITH_PARTS = """
“三公”经费支出决算表
单位：万元
项目 | 行次 | 2023年决算数 | 预算数 | 决算数 | 比上年增减
合计 | 1 | 8 | 9.5 | 7.2 | -0.8
一、因公出国（境）费 | 2 | 1 | 0 | 0 | -1
二、公务用车购置及运行维护费 | 3 | 5 | 6.5 | 6.1 | 1.1
小计 | 4 | 5 | 6.5 | 6.1 | 1.1
其中：公务用车购置费 | 5 | 0 | 0 | 0 | 0
公务用车运行维护费 | 6 | 5 | 6.5 | 6.1 | 1.1
三、公务接待费 | 7 | 2 | 3 | 1.1 | -0.9
（1）国内接待费 | 8 | 2 | 3 | 1.1 | -0.9
（2）国（境）外接待费 | 10 | 0 | 0 | 0 | 0
"""
FULL_WIDTH = """
收 入 支 出 决 算 总 表
 | | | | | 财决公开01表
编制单位：某区教育局 | | 2024年度 | | | 金额单位：人民币元
收入 | | | 支出 | |
项目 | 行次 | 金额 | 项目（按功能分类） | 行次 | 金额
一、一般公共预算财政拨款收入 | 1 | '３，０７８，２１３．４５' | 一、一般公共服务支出 | 32 | '2，648，700.00'
六、经营收入 | 6 | （12.00） | 七、文化旅游体育与传媒支出 | 38 | 1,000.00
本 年 收 入 合 计 | 27 | '3,078,201.45' | 本 年 支 出 合 计 | 58 | '2,649,700.00'
注：2.本套报表金额单位转换时可能存在尾数误差。 | | | | |
"""
THREE = {
    "三公.因公出国境": ("0", "0"),
    "三公.公务用车": ("6.5", "6.1"),
    "三公.公务接待": ("3", "1.1"),
    "三公.合计": ("9.5", "7.2"),
}


def both(three: dict[str, tuple[str, str]]) -> dict[str, Decimal]:
    return {
        f"{name}.{kind}": D(v) for name, pair in three.items() for kind, v in zip(("预算", "决算"), pair, strict=True)
    }


def test_the_mapping_of_base_is_sound() -> None:
    assert FAULTS == []


def test_yuan_line_numbers_and_column_numbers() -> None:
    assert taken(TOTALS_IN_YUAN) == {
        "预算.合计.支出": D("317.8214"),
        "预算.收入.决算": D("317.8214"),
        "预算.收入.明细.一般公共预算财政拨款收入.决算": D("307.821345"),
        "预算.收入.明细.政府性基金预算财政拨款收入.决算": D("10.00"),
        "预算.收入.明细.其他收入.决算": D("0.000055"),
    }


def test_columns_in_another_order_codes_in_three_columns_and_thousands() -> None:
    assert taken(SPENDING_BY_CODE) == {
        "预算.合计.支出": D("1234.50"),
        "预算.基本支出.支出": D("1000.00"),
        "预算.项目支出.支出": D("234.50"),
    }


CODES_IN_THREE_COLUMNS = """
2024年预算单位支出预算总表 | | | | | |
编制单位：某区教育局 | | | | | | 单位：元
项目 | | | | 支出预算 | |
功能分类科目编码 | | | 功能分类科目名称 | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | | | |
205 | | | 教育支出 | 900000 | 500000 | 400000
205 | 02 | | 普通教育 | 900000 | 500000 | 400000
205 | 02 | 01 | 学前教育 | 900000 | 500000 | 400000
208 | | | 社会保障和就业支出 | 150000 | 150000 |
合计 | | | | 1050000 | 650000 | 400000
"""


def test_codes_in_three_columns_are_one() -> None:
    assert taken(CODES_IN_THREE_COLUMNS) == {
        "预算.合计.年初": D("105.00"),
        "预算.基本支出.年初": D("65.00"),
        "预算.项目支出.年初": D("40.00"),
    }
    assert [fault for table in tables(CODES_IN_THREE_COLUMNS) for fault in sums.wrong(table)] == []


def test_a_head_with_its_own_unit_counts_before_that_of_the_table() -> None:
    spent = {"预算.合计.支出": D("105.00"), "预算.基本支出.支出": D("65.00"), "预算.项目支出.支出": D("40.00")}
    assert taken(UNITS_IN_HEADS) == spent
    alone = UNITS_IN_HEADS.replace(" | | | | 单 位： 元", "").replace("本年支出合计", "本年支出合计（元）")
    assert taken(alone.replace("项目支出", "项目支出（元）")) == spent


def test_spaced_titles_full_width_digits_and_negatives_in_brackets() -> None:
    found = taken(FULL_WIDTH)
    assert found["预算.合计.支出"] == D("264.97")
    assert found["预算.收入.明细.一般公共预算财政拨款收入.决算"] == D("307.821345")
    assert "预算.收入.明细.经营收入.决算" not in found


def test_three_lanes_of_economic_classes() -> None:
    assert taken(THREE_LANES) == {
        "预算.人员经费.支出": D("100.00"),
        "预算.日常公用经费.支出": D("10.23"),
        "预算.人员经费明细.工资福利支出.金额": D("95.36"),
        "预算.人员经费明细.对个人和家庭的补助.金额": D("4.64"),
    }


def test_without_rows_of_totals_the_classes_are_added_up() -> None:
    rows = THREE_LANES.strip().splitlines()
    found = taken("\n".join(rows[:-1]))
    assert (found["预算.人员经费.支出"], found["预算.日常公用经费.支出"]) == (D("100.00"), D("10.23"))


@pytest.mark.parametrize("grid", [THREE_PUBLIC_DOWN, AGENCY, BY_ROWS_WITH_PARTS])
def test_three_public_in_every_way(grid: str) -> None:
    found = {name: value for name, value in taken(grid).items() if name.startswith("三公.")}
    assert found == both(THREE)


def test_three_public_in_twelve_columns_blank_is_not_zero() -> None:
    found = both(THREE)
    del found["三公.因公出国境.决算"]
    assert taken(THREE_PUBLIC_TWELVE) == found


def test_beginning_middle_and_end_of_the_year_side_by_side() -> None:
    found = taken(OF_THE_YEAR)
    lines = {"合计": "100 120 118", "基本支出": "60 62 61", "人员经费": "50 52 51.5", "日常公用经费": "10 10 9.5"}
    for line, values in {**lines, "项目支出": "40 58 57"}.items():
        assert [found[f"预算.{line}.{moment}"] for moment in ("年初", "调整后", "支出")] == list(map(D, values.split()))
    assert found["预算.收入.年初"] == D(100) and found["预算.收入.决算"] == D(118)


def test_several_budget_tables_on_one_sheet() -> None:
    assert taken(BUDGET) == {
        "预算.合计.年初": D(105),
        "预算.基本支出.年初": D(65),
        "预算.项目支出.年初": D(40),
        "预算.人员经费.年初": D(55),
        "预算.日常公用经费.年初": D(10),
        "预算.收入.年初": D(105),
        "预算.收入.明细.一般公共预算财政拨款收入.年初": D(100),
        "预算.收入.明细.财政专户管理资金收入.年初": D(5),
        "三公.公务用车.预算": D("6.5"),
        "三公.公务接待.预算": D(3),
        "三公.合计.预算": D("9.5"),
    }


def test_the_year_before_beside_this_year() -> None:
    assert taken(TWO_YEARS) == {
        "三公.因公出国境.预算": D(0),
        "三公.公务用车.预算": D("6.5"),
        "三公.公务接待.预算": D(3),
        "三公.合计.预算": D("9.5"),
    }


def test_procurement_of_the_agency_table() -> None:
    found = {name: value for name, value in taken(AGENCY).items() if name.startswith("采购.")}
    assert found == {"采购.实际": D(30), "采购.货物": D(12), "采购.服务": D(18)}


def test_units_are_those_of_each_table() -> None:
    found = taken(TOTALS_IN_YUAN, THREE_LANES)
    assert (found["预算.合计.支出"], found["预算.人员经费.支出"]) == (D("317.8214"), D("100.00"))


def test_the_name_of_the_sheet_is_a_title() -> None:
    untitled = "\n".join(SPENDING_BY_CODE.strip().splitlines()[1:])
    assert taken(untitled, names=("公开03表 支出决算表",)) == taken(SPENDING_BY_CODE)


TITLES = [
    ("2024年度某区财政局部门支出决算表", "支出决算表"),
    ("附件3：支出决算表（公开03表）", "支出决算表"),
    ("一般公共预算财政拨款支出决算表", "一般公共预算支出决算表"),
    ("财政拨款支出决算表", ""),
    ("项目支出决算表", ""),
    ("收入支出决算总表", "收入支出决算总表"),
    ("收入支出决算总表 公开01表", "收入支出决算总表"),
    ("支出决算表　　金额单位：万元", "支出决算表"),
    ("2024年预算单位收支预算总表", "收支预算总表"),
    ("一般公共预算基本支出部门预算经济分类预算表", "基本支出预算表"),
    ("财政拨款收入支出决算总表", "财政拨款收支决算总表"),
    ("政府性基金预算财政拨款收入支出决算表", ""),
    ("一般公共预算财政拨款“三公”经费支出决算表", "三公决算表"),
    ("说明：本年度没有财政拨款“三公”经费支出，故本表无数据。", None),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_a_title_names_one_kind_of_table(title: str, kind: str | None) -> None:
    names = [(finding.core(name), own) for own, names in TAKINGS.titles.items() for name in names]
    assert finding.kind_of(title, sorted(names, key=lambda pair: -len(pair[0]))) == kind


def test_a_table_that_goes_on_is_one() -> None:
    again = SPENDING_BY_CODE.replace("2024年度支出决算表", "2024年度支出决算表（续）").replace(
        "合计 | | | | 1,234.50 | 234.50 | 1,000.00 | －\n", ""
    )
    assert len(tables(SPENDING_BY_CODE, again)) == 1
