"""The districts' samples as reports: each has its district's outline, tables and words."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO

import pytest
from lxml import etree
from sample import COMPACT, read_inputs

from reportgen import pipeline, word

DATA = COMPACT
SAMPLES = {"福田": "futian-kechuang-2021", "大鹏": "dapeng-zhengshu-2021", "坪山": "pingshan-kechuang-2021"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def report(district: str, pack: str | None = None) -> bytes:
    inputs = read_inputs(DATA / SAMPLES[district] / "dept.yaml", pack)
    evaluation, _ = pipeline.evaluate(inputs)
    return pipeline.render(evaluation, inputs.pack)[0]


def lines(district: str, pack: str | None = None) -> list[str]:
    return word.outline(report(district, pack)).splitlines()


OUTLINES = {
    "福田": """
        一、基本情况 （一）主要职能 （二）年度总体工作和重点工作任务 （三）部门预算编制情况 1、预算编制情况
        2、绩效目标设置情况 （四）部门预算执行情况 1、资金管理 （1）预算执行情况 （2）结转结余情况
        （3）政府采购执行情况 （4）财务合规情况 （5）预决算信息公开情况 2、项目管理 3、资产管理 4、人员管理
        5、制度管理 二、主要履职绩效分析 （一）主要履职目标 （二）主要履职情况 （三）部门履职绩效情况 1、经济性
        2、效率性 （1）预算执行率 （2）重点工作完成情况 （3）项目完成及时性 3、效果性 4、公平性
        三、总体评价和整改措施 （一）预算绩效管理工作主要经验和做法 （二）部门整体支出绩效存在的问题和改进措施
        1、存在的问题 2、改进措施 （三）后续工作计划 四、部门整体支出绩效指标评分情况
    """,
    "大鹏": """
        一、部门（单位）基本情况 （一）主要职能 （二）年度总体工作和重点工作任务 1.机构运行保障 8.一般管理事务
        （三）部门（单位）预算编制情况 1.预算编制的合理性和规范性 2.绩效目标设置情况
        （四）部门（单位）预算执行情况 1.政府采购执行率 2.财务合规性 3.预决算信息公开 4.项目管理 5.资产管理
        6.人员管理 7.制度管理 二、部门（单位）主要履职绩效分析 （一）主要履职目标 （二）主要履职情况
        （1）规划和制度先行 （4）数据治理和应用 （三）部门（单位）履职绩效情况 1.经济性 2.效率性 （1）预算执行率
        （2）重点工作完成情况 （3）项目完成及时性 3.效果性 （1）社会效益 （2）可持续影响 （3）服务对象满意度
        4.公平性 三、总体评价和整改措施 （一）预算绩效管理工作主要经验和做法
        （二）部门整体支出绩效存在的问题和改进措施 1.存在的问题 2.改进措施 （三）后续工作计划
        四、部门整体支出绩效指标评分情况
    """,
    "坪山": """
        一、部门基本情况 （一）主要职能 （二）年度总体工作和重点工作任务 （三）部门预算编制情况
        1.年初预算和决算总体情况 2.绩效目标管理 （四）部门预算执行情况 1.资金管理方面 （1）预算执行情况
        （2）结转结余情况 （3）政府采购执行情况 （4）财务合规情况 （5）预决算信息公开情况 2.项目管理方面
        3.资产管理方面 4.人员管理方面 5.制度管理方面 二、部门主要履职绩效分析 （一）主要履职目标
        1.以党建引领科技创新 （二）主要履职情况 1.科技金融服务 （三）部门履职绩效情况 1.经济性 2.效率性 3.效果性
        （1）党建成效 三、总体评价和整改措施 （一）预算绩效管理工作主要经验和做法
        （二）部门整体支出绩效存在问题及改进措施 （三）后续工作计划 四、部门整体支出绩效指标评分情况
    """,
}


@pytest.mark.few(1)
@pytest.mark.parametrize("district", SAMPLES)
def test_the_outline_is_the_districts(district: str) -> None:
    headings = iter([line.lstrip("# ") for line in lines(district) if line.startswith("#")])
    for expected in OUTLINES[district].split():
        assert expected in headings, expected  # `in` goes on from the heading before


COVERS = {
    "福田": ["部门名称（公章）：", "单位负责人（签章）：", "填报人："],
    "大鹏": ["部门名称（公章）："],
    "坪山": ["部门名称（公章）", "填报人", "联系电话"],
}
LABELS = ("名称（公章）", "单位负责人", "填报人", "联系电话", "填报日期")


@pytest.mark.parametrize("district", SAMPLES)
def test_the_cover_has_the_districts_lines(district: str) -> None:
    cover = [line.strip("| ").split(" |")[0].split("深圳")[0] for line in lines(district)[:6]]
    assert [line for line in cover if any(label in line for label in LABELS)] == COVERS[district]


HEADERS = {
    "福田": "一级名称 参考分值 二级名称 参考分值 三级名称 参考分值 指标说明 参考评分标准 得分",
    "大鹏": "一级指标 分值 二级指标 分值 三级指标 分值 指标说明 评分标准 得分",
    "坪山": "一级指标 权重 二级指标 权重 三级指标 权重 指标说明 得分 得分说明",
}
TOTALS = {
    "福田": ["总得分情况", *[""] * 7, "94.94"],
    "大鹏": ["总分", "100", "", "100", "", "100", "", "", "93.76"],
    "坪山": ["合计", "100", *[""] * 5, "95.9", "等级：优"],
}


@pytest.mark.parametrize("district", SAMPLES)
def test_the_score_table_is_the_districts(district: str) -> None:
    annex = [line for line in lines(district)[lines(district).index("附件1") :] if line.startswith("|")]
    rows = [[cell.strip() for cell in row[1:-1].split(" | ")] for row in annex]
    assert rows[0] == HEADERS[district].split()
    assert rows[-1] == TOTALS[district]
    assert len(rows) == 1 + 21 + 1


TABLES = [
    ("坪山", "项目 年初预算数 收入决算数 对比差额 差异率％"),
    ("坪山", "一般公共预算财政拨款收入 72107.69 48420.63 －23687.06 －32.85"),
    ("坪山", "其他收入 0.00 0.00 0.00 —"),
    ("坪山", "履职类项目支出 专项资金、转移支付项目支出 政府投资项目支出 执行情况 执行率 执行情况 执行率"),
    ("坪山", "1874.99 45479.77 0.00 47129.58 99.52% 0.00 —"),
    ("坪山", "专项资金项目 科技创新专项资金 43489.77 43486.09"),
    ("坪山", "培训支出 — 13.00 8.76"),
    ("坪山", "合计 36 33"),
    ("福田", "三季度 81164.95 52925.34 75% 86.94%"),
    ("福田", "深圳市福田区科技创新局 7.30 5.00 0.00 3.67 8.67 15.97"),
]


@pytest.mark.parametrize(("district", "row"), TABLES)
def test_the_tables_are_the_districts(district: str, row: str) -> None:
    rows = [[cell.strip() for cell in line.split("|") if cell.strip()] for line in lines(district) if line[0] == "|"]
    assert row.split() in rows


TEXTS = [
    ("大鹏", "全年实际支出7606.15万元，预算执行率99.80%"),
    ("大鹏", "年末没有结转和结余。"),
    ("大鹏", "一季度32.74%，与序时进度25%之比为130.96%；"),
    ("大鹏", "（7）《深圳市大鹏新区政务服务数据管理局安全生产管理制度》。"),
    ("大鹏", "新区党工委、管委会下达的重点工作5项"),
    ("大鹏", "2. 以下得分由人工评定：编外人员控制率1分"),
    ("坪山", "项目预算47354.76万元，支出47129.58万元，执行率99.52%"),
    ("坪山", "专项资金实际支出43486.09万元，执行率99.99%"),
    ("坪山", "改进措施：一是"),
    ("坪山", "区委区政府"),
]


@pytest.mark.parametrize(("district", "text"), TEXTS)
def test_the_sentences_are_the_districts(district: str, text: str) -> None:
    assert text in "\n".join(lines(district))


@pytest.mark.slow
def test_an_earlier_year_says_unit_for_department() -> None:
    text = "\n".join(lines("大鹏", "dapeng-2020-zhichu"))
    for words in ("单位名称（公章）：", "一、单位基本情况", "（三）单位履职绩效情况", "部门整体支出绩效自评报告"):
        assert words in text
    assert "部门（单位）" not in text


@pytest.mark.few(1)
@pytest.mark.parametrize("district", SAMPLES)
def test_all_pages_but_the_cover_are_numbered(district: str) -> None:
    with zipfile.ZipFile(BytesIO(report(district))) as package:
        cover, body, annex = etree.fromstring(package.read("word/document.xml")).iter(f"{W}sectPr")
    assert cover.find(f"{W}footerReference") is None
    for section in (body, annex):
        assert {e.get(f"{W}type") for e in section.iter(f"{W}footerReference")} == {"default", "even"}
    start = body.find(f"{W}pgNumType")
    assert start is not None and start.get(f"{W}start") == "1"
