"""The bureau's summary: who stands where, what goes wrong most often, who is missing, and what can be opened."""

import datetime as dt
import json
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

import msgspec
import openpyxl
import pytest
from sample import FUTIAN, ROOT, evaluated, inputs

from reportgen import cli, pipeline, word
from reportgen.diagnostics import Refused
from reportgen.summary import docx_names, gathering, tables
from reportgen.summary.common_problems import troubles
from reportgen.summary.ranking import Ranking, standing
from reportgen.summary.result_file import read

TODAY = dt.date(2022, 5, 1)


@cache
def sample() -> dict:
    """The sample's 评价结果.json as data."""
    return json.loads(evaluated(inputs(FUTIAN)).to_json())


def result(folder: Path, name: str, total: str | None, year: int = 2021, **changes: object) -> Path:
    """A result of department `name`, as a build would leave it."""
    data = msgspec.json.decode(msgspec.json.encode(sample()))
    data["部门资料"]["部门"]["全称"], data["部门资料"]["年度"] = name, year
    data["评分"]["总分"] = total
    data |= changes
    home = folder / f"{name}-{year}"
    home.mkdir(parents=True)
    (home / "评价结果.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return home / "评价结果.json"


@pytest.fixture
def out(tmp_path) -> Path:
    """Three departments, two of them equal, one with a result last year."""
    for name, total in (("甲局", "88.50"), ("乙局", "94.94"), ("丙局", "88.50")):
        result(tmp_path / "out", name, total)
    result(tmp_path / "out", "甲局", "90.00", 2020)
    result(tmp_path / "out", "丁局", "80.00", 2020)
    return tmp_path / "out"


def summed(out: Path, **more) -> Ranking:
    gathered, _ = gathering.gathered([out], **more)
    return standing(gathered, {"futian": inputs(FUTIAN).pack.digest})


def test_ranks_and_last_year(out):
    rows = [(row.rank, row.result.name, row.total, row.change) for row in summed(out).rows]
    fallen = Decimal("-1.50")
    assert rows == [
        (1, "乙局", Decimal("94.94"), None),
        (2, "丙局", Decimal("88.50"), None),
        (2, "甲局", Decimal("88.50"), fallen),
    ]


def test_who_is_missing(out):
    log = out / ".reportgen"
    log.mkdir()
    (out.parent / "dept.yaml").write_text("", "utf-8")
    entry = {
        "资料": str(out.parent / "dept.yaml"),
        "状态": "未生成",
        "部门": "",
        "错误": ["dept.yaml:6:5: 错误：年度\n    ^"],
    }
    (log / "1.json").write_text(json.dumps(entry, ensure_ascii=False), "utf-8")
    (log / "2.json").write_text("damaged", "utf-8")
    absent = summed(out, roster=["甲局", "戊局"]).gathered.absent
    assert [(one.name, one.state, one.told) for one in absent] == [
        (entry["资料"], "未生成", "dept.yaml:6:5: 错误：年度"),
        ("戊局", "名单上有，没有评价结果", ""),
        ("丁局", "上年有，今年没有评价结果", ""),
    ]


def test_an_earlier_result_of_a_department_that_was_refused_since(out):
    (out / ".reportgen").mkdir()
    (out.parent / "dept.yaml").write_text("", "utf-8")
    entry = {"资料": str(out.parent / "dept.yaml"), "状态": "未生成", "部门": "乙局", "报告": "乙局-2021/报告.docx"}
    (out / ".reportgen" / "1.json").write_text(json.dumps(entry, ensure_ascii=False), "utf-8")
    summary = summed(out)
    assert summary.rows[0].old == "资料改过，重新生成时未生成，这是以前的结果"
    assert [one.name for one in summary.gathered.absent] == ["丁局"]


def test_the_problems_of_most_departments_come_first(out):
    found = troubles(summed(out))
    assert [(t.code, len(t.cases), t.share, t.lost) for t in found[:2]] == [
        ("C21", 3, Decimal(1), Decimal("3.18")),
        ("A21", 3, Decimal(1), Decimal("3.00")),
    ]
    assert str(found[0].titles[0]) == "3个部门：各季度预算执行偏慢，系统支出数据不完整"
    losses = [Decimal(node["评分"]["扣分"]) for node in sample()["评分"]["指标"] if node["评分"]]
    assert sum(t.lost for t in found) == 3 * sum(losses)


def test_words_of_one_department_are_told_as_its_own(tmp_path):
    result(tmp_path, "甲局", "94.94")
    assert str(troubles(summed(tmp_path))[0].titles[0]).startswith("甲局：")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, ""),
        ({"程序": "0.0.1"}, "程序 0.0.1 生成，现为 0.1.0"),
        ({"程序": None}, "没有记录程序版本（较早的程序生成）"),
        ({"套件摘要": "other"}, "套件在生成后改过"),
        ({"套件": "nowhere"}, "本机没有套件“nowhere”，无法核对"),
    ],
)
def test_results_that_should_be_made_anew(tmp_path, changes, told):
    result(tmp_path, "甲局", "94.94", **changes)
    (row,) = summed(tmp_path).rows
    assert row.old == told


BAD = {
    "another program's": ('{"a": 1}', "不是本工具的 评价结果.json，或已损坏，未列入汇总"),
    "damaged": ("{", "不是本工具的 评价结果.json，或已损坏，未列入汇总"),
    "no year": ('{"版本": 1, "部门资料": {"年度": "去年"}}', "不是本工具的 评价结果.json，或已损坏，未列入汇总"),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD.keys())
def test_a_strange_result_is_told_and_the_rest_goes_on(out, text, told):
    (out / "x").mkdir()
    (out / "x" / "评价结果.json").write_text(text, "utf-8")
    gathered, found = gathering.gathered([out])
    assert [d.message for d in found] == [told]
    assert len(gathered.results) == 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"版本": 2}, "是第 2 版的评价结果，本程序用第 1 版，未列入汇总"),
        ({"草稿": "是"}, "“戊局”的评价结果是草稿，总分待定，未列入汇总"),
    ],
)
def test_a_result_that_does_not_count(out, changes, told):
    result(out, "戊局", "90.00", **changes)
    gathered, found = gathering.gathered([out])
    assert [d.message for d in found] == [told]
    assert "戊局" not in {one.name for one in gathered.results}


def test_two_results_of_one_name_and_a_year_long_past(out):
    result(out / "again", "甲局", "70.00")
    result(out, "己局", "70.00", 2018)
    gathered, found = gathering.gathered([out])
    assert len(gathered.results) == 4
    assert [d.code for d in found] == ["alike", "result-year"]


@pytest.mark.parametrize("year", [None, 2030])
def test_nothing_to_sum_up(tmp_path, year):
    if year:
        result(tmp_path, "甲局", "94.94")
    with pytest.raises(Refused) as refused:
        gathering.gathered([tmp_path], year)
    assert ("有的是2021年度" if year else "没有可以汇总的 评价结果.json") in str(refused.value)


def test_the_workbook(out):
    summary = summed(out)
    book = openpyxl.load_workbook(BytesIO(pipeline.summary_workbook(summary, TODAY)))
    assert book.sheetnames == [
        *("总览", "指标得分率", "指标得分", "指标扣分", "共性问题", "人工评分", "整改台账", "未报与退回"),
        *("总分分布", "各指标平均", "季度执行", "各季平均", "图"),
    ]
    first = [cell.value for cell in book["总览"][3]]
    assert first[:5] == [1, "乙局", "futian", 94.94, "优"]
    assert book["总览"]["D6"].value == '=IFERROR(AVERAGE(D3:D5),"")'
    assert [row[1].value for row in book["总分分布"].iter_rows(min_row=3)] == [0, 1, 2, 0, 0, 0, 0]
    rates, leaves = book["指标得分率"], len(summary.leaves)
    assert rates.max_column == 2 + leaves
    assert len(book["图"]._charts) == 6
    assert [list(map(str, sheet.conditional_formatting)) != [] for sheet in (rates, book["指标扣分"])] == [True, True]
    points = {cell.value: cell.column for cell in book["指标得分"][2]}
    leaf = next(node for node in sample()["评分"]["指标"] if node["编号"] == "C21")
    assert book["指标得分"].cell(3, points[f"C21 {leaf['名称']}"]).value == float(leaf["得分"])


def test_a_text_is_never_computed_and_a_due_day_is_a_date(tmp_path):
    findings = sample()["问题"][:1]
    findings = [{**findings[0], "标题": "=1+1", "原因": "甲\x00乙"}]
    result(tmp_path, "甲局", "94.94", 问题=findings)
    summary = summed(tmp_path)
    sheet = openpyxl.load_workbook(BytesIO(pipeline.summary_workbook(summary, TODAY)))["整改台账"]
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "s")
    assert sheet["H3"].value == dt.datetime(2022, 6, 30)  # noqa: DTZ001 - as Excel has it


def test_no_losses_at_all(tmp_path):
    result(tmp_path, "甲局", "100.00", 问题=[])
    summary = summed(tmp_path)
    assert tables.problems(summary, troubles(summary)).rows == []
    assert pipeline.summary_workbook(summary, TODAY)
    assert "列入汇总的部门都没有扣分。" in word.outline(pipeline.summary_report(summary, tmp_path, "futian"))


def test_the_report(out):
    lines = word.outline(pipeline.summary_report(summed(out), out)).splitlines()
    assert lines[:2] == ["福田区2021年度部门整体绩效评价结果汇总报告", "# 一、总体情况"]
    assert lines[2] == (
        "2021年度列入汇总的部门（单位）3个，平均得分90.65分。最高94.94分，为乙局；最低88.5分，为甲局。按等级分：优3个。"
    )
    assert "与上年可以比较的1个部门中，得分上升0个，持平0个，下降1个，平均下降1.5分。" in lines
    assert "| 2 | 甲局 | 88.5 | 优 | 90 | －1.5 | 预算执行率 |" in lines
    assert [line for line in lines if line.startswith("# ")] == [
        *("# 一、总体情况", "# 二、得分和位次", "# 三、典型问题", "# 四、整改要求"),
    ]


def own_pack(tmp_path: Path, text: str) -> None:
    """A pack whose 汇总.docx differs from base in one block."""
    from docx import Document  # noqa: PLC0415

    base = inputs(FUTIAN).pack.nearest("汇总.docx").parent
    pack = tmp_path / "templates" / "own"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("名称: 自有套件\n继承: base\n称谓:\n  区: 某区\n", "utf-8")
    own = Document(str(base / "汇总.docx"))
    body = own.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    for tag in ('{%p extends "base/汇总.docx" %}', "{%p block 落款 %}", text, "{%p endblock %}"):
        own.add_paragraph(tag)
    own.save(str(pack / "汇总.docx"))


def test_a_district_s_own_template_changes_one_block(out, tmp_path):
    own_pack(tmp_path, "某区财政局绩效科")
    lines = word.outline(pipeline.summary_report(summed(out), out, "own")).splitlines()
    assert "某区财政局绩效科" in lines
    assert "区财政局" not in lines
    assert "# 四、整改要求" in lines


def test_the_shipped_template_has_no_faults():
    assert pipeline.summary_faults("base", pipeline.pack_roots()) == []
    assert pipeline.summary_faults("futian", pipeline.pack_roots()) == [], "futian has none of its own"


def test_a_slip_in_a_district_s_own_template_is_told_by_pack_check(tmp_path, monkeypatch, capsys):
    own_pack(tmp_path, "{{ 部门数量 }}个部门")
    monkeypatch.chdir(tmp_path)
    faults = pipeline.summary_faults("own", pipeline.pack_roots())
    assert [d.message for d in faults] == ["没有“部门数量”这个名称"]
    assert "汇总.docx" in str(faults[0].position)


def test_the_command(out, capsys, monkeypatch):
    monkeypatch.chdir(out.parent)
    Path("名单.txt").write_bytes("甲局\r\n戊局\r\n".encode("gb18030"))
    assert cli.main(["summary", "out", "-o", "汇总.xlsx", "--roster", "名单.txt"]) == cli.DONE
    told = capsys.readouterr().out
    assert "2021年度 3 个部门：最高 94.94 分（乙局），最低 88.5 分（甲局）；未报、退回 2 个。" in told
    assert Path("汇总.xlsx").is_file()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "没有文件夹“nowhere”"),
        (["out", "-o", "汇总.pdf"], "这是 Excel 工作簿，文件名应以 .xlsx 结尾"),
        (["out", "--roster", "nowhere.txt"], "打不开名单“nowhere.txt”"),
        (["out", "-p", "nowhere", "-o", "汇总.docx"], "没有名为“nowhere”的套件"),
    ],
)
def test_wrong_arguments(out, capsys, monkeypatch, arguments, told):
    monkeypatch.chdir(out.parent)
    assert cli.main(["summary", *arguments]) == cli.REFUSED
    assert told in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["out"]


def test_what_is_read_is_what_was_written(tmp_path):
    """The few fields read here are those of the record itself."""
    whole = evaluated(inputs(FUTIAN))
    path = result(tmp_path, whole.department.office.name, str(whole.scorecard.total))
    found = read(path)
    assert (found.name, found.year, found.total) == (whole.department.office.name, 2021, whole.scorecard.total)
    marks = {node.code: node.mark for node in whole.scorecard.nodes if node.mark}
    assert {n.code: (n.mark.points, n.mark.lost, n.mark.manual) for n in found.leaves} == {
        code: (mark.points, mark.lost, mark.manual) for code, mark in marks.items()
    }
    assert [f.title for f in found.whole.findings] == [f.title for f in whole.findings]


def test_the_manual_names_every_variable(out):
    told = docx_names.context(summed(out), inputs(FUTIAN).pack.info)
    manual = (ROOT / "docs" / "区县模板编辑手册.md").read_text("utf-8")
    section = manual[manual.index("## 汇总报告的模板") : manual.index("## 评分规则的类型")]
    inner = [told["排名"][0], told["等级分布"][0], told["典型问题"][0], told["人工评分"], told["上年比较"]]
    assert [name for names in (told, *inner) for name in names if f"`{name}`" not in section] == []
