"""A form as people fill it: what they type in cells, what they do to sheets, and the files that they send instead."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pytest
from test_forms import DEPT, form, opened, small
from test_forms import filled as whole
from test_forms import take as take_whole

from reportgen import cli
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.forms import filled_form
from reportgen.forms.merging import CellState
from reportgen.forms.taking import Took
from reportgen.pipeline.forming import noted_form
from reportgen.sheets.to_fill import form_book
from reportgen.values import replace
from reportgen.workbooks import workbook
from reportgen.workbooks.faults import faults
from reportgen.workbooks.sheet import Cell, Sheet, Value, cell

SPENT, SHARE, DAY, STAFF = "预算/合计/支出", "满意度/值", "公开/预算/日期", "人员/在编"
OPEN, TICK, YEAR, SHORT, WAYS = "公开/预算/合规程度", "自评/A11/要点/2", "年度", "部门/简称", "信访/渠道"


def filled(folder: Path, cells: dict[str, object], text: str = "") -> Path:
    return whole(folder, cells, text=text, own=small)


def take(paths: list[Path], dept: Path) -> Took:
    return take_whole(paths, dept, small())


@cache
def sheets() -> tuple[Sheet, ...]:
    """The small form as it is read, nothing filled in."""
    made, _ = workbook.sheets(form_book.workbook(small(), {}, {}), Path("填报表.xlsx"))
    return tuple(made)


def typed_in(path: str, value: Value, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on every workbook is the small form with `value` in the cell of `path`."""

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        here = cells and cells[0].text == path
        return (*cells[:2], cell(value, cells[2].place), *cells[3:]) if here else cells

    made = [replace(sheet, rows=tuple(map(row, sheet.rows))) for sheet in sheets()]
    monkeypatch.setattr(filled_form, "opened", lambda data, path: (made, "futian"))


@pytest.fixture
def dept(tmp_path: Path) -> Path:
    path = tmp_path / "dept.yaml"
    path.write_text(DEPT, "utf-8")
    return path


UNDERSTOOD = (  # what is typed, what stands in dept.yaml then, what is said
    (SPENT, "12万元", "支出: 12万元", ""),
    (SPENT, "1,234.5", "支出: 1234.5", ""),
    (SPENT, "１２．５", "支出: 12.5", ""),
    (SPENT, "1２,345.6 ", "支出: 12345.6", ""),
    (SPENT, "12元", "支出: 12元", "预算!C19 “预算.合计.支出”填“12元”，按 0.0012 万元读入"),
    (SPENT, "5.99亿元", "支出: 5.99亿元", "按 59900 万元读入"),
    (SHARE, 0.935, "值: 93.5%", ""),
    (SHARE, "93.5%", "值: 93.5%", ""),
    (SHARE, "９３．５％", "值: ９３．５％", ""),
    (SHARE, 0.00935, "值: 0.935%", "满意度!C2 “满意度.值”只有0.94%"),
    (DAY, dt.date(2021, 3, 1), "日期: 2021-03-01", ""),
    (DAY, 44256, "日期: 44256", "按 2021年3月1日 读入"),
    (DAY, "2021.3.1", "日期: 2021.3.1", ""),
    (DAY, "二〇二一年三月一日", "日期: 二〇二一年三月一日", ""),
    (STAFF, 17.0, "在编: 17", ""),
    (STAFF, "17 人", "在编: 17 人", ""),
    (OPEN, " 按规定公开 ", "合规程度: 按规定公开", ""),
    (TICK, True, "2: 是", ""),
    (TICK, "√", "2: √", ""),
    (YEAR, "2021年度", "年度: 2021\n", ""),
    (YEAR, "二〇二一", "年度: 2021\n", ""),
    (SHORT, "　区科技局\n", "简称: 区科技局", ""),
    (SHORT, "无", "简称: 无", "基本信息!C4 “部门.简称”填“无”，会照印在报告里"),
    (WAYS, "热线，邮箱", "渠道: [热线, 邮箱]", ""),
    (WAYS, "1. 热线\n2. 邮箱", "渠道: [热线, 邮箱]", ""),
    (WAYS, "[热线, 邮箱]", "渠道: [热线, 邮箱]", ""),
    (WAYS, "热线（12345、110）；邮箱", "渠道: [热线（12345、110）, 邮箱]", ""),
)


@pytest.mark.parametrize("case", UNDERSTOOD, ids=str)
def test_what_has_one_meaning_is_understood(
    case: tuple[str, Value, str, str], dept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, typed, written, told = case
    typed_in(path, typed, monkeypatch)
    took = take([dept], dept)
    assert written in dept.read_text("utf-8")
    assert [at_cell(one) for one in took.diagnostics if told not in at_cell(one)] == []
    assert bool(took.diagnostics) == bool(told)


REFUSED = (
    (SPENT, "约12", "预算!C19", "请填准确的数"),
    (SPENT, "无", "预算!C19", "没有发生的填 0"),
    (SPENT, "—", "预算!C19", "没有发生的填 0"),
    (SPENT, "(12)", "预算!C19 “预算.合计.支出”为 -12", "多打的“-”或括号请去掉"),
    (SPENT, "12.5.6", "预算!C19", "有两个小数点"),
    (SPENT, "########", "预算!C19", "这是 Excel 的出错值"),
    (SPENT, "¥12", "预算!C19", "请去掉货币符号"),
    (SPENT, "O", "预算!C19", "请写作 0"),
    (SPENT, 1e10, "预算!C19", "金额以万元为单位"),
    (SHARE, 93.5, "满意度!C2 应为百分数", "请写作 93.5%"),
    (SHARE, -0.2, "满意度!C2", "请核对小数点"),
    (DAY, "3月1日", "公开!C2", "请补上年"),
    (DAY, "2021年3月", "公开!C2", "请补上日"),
    (DAY, "2021-02-30", "公开!C2", "没有这一天"),
    (STAFF, 17.5, "人员!C3", "个数没有小数"),
    (STAFF, "17左右", "人员!C3", "请填准确的数"),
    (OPEN, "合规", "公开!C4", "可选：按规定公开"),
    (TICK, "大概", "自评!C3", "可选：是、部分、否、不适用"),
    (YEAR, "2020", "基本信息!C2 填的年度是 2020", "请核对"),
)


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_has_none_is_told_at_its_cell(
    case: tuple[str, Value, str, str], dept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, typed, message, advice = case
    typed_in(path, typed, monkeypatch)
    (told,) = refused(dept, dept)
    assert message in at_cell(told) or message in told.message
    assert advice in told.hint
    assert told.position
    assert told.position.place == message.split(" ", maxsplit=1)[0]


def at_cell(one: Diagnostic) -> str:
    return f"{one.position.place if one.position else ''} {one.message}"


def refused(path: Path, dept: Path) -> list[Diagnostic]:
    before = dept.read_text("utf-8")
    with pytest.raises(Refused) as refusal:
        take([path], dept)
    assert dept.read_text("utf-8") == before
    return [one for one in refusal.value.diagnostics if one.code != "form-missing"]


def test_formulas_without_a_value_are_told(dept: Path) -> None:
    told = refused(filled(dept.parent, {SPENT: "=1+2", SHORT: "#N/A", "预算/合计/年初": "#REF!"}), dept)
    assert [one.message for one in told] == [
        "基本信息!C4 是出错的公式 #N/A",
        "预算!C17 是出错的公式 #REF!",
        "预算!C19 是公式（没有存下值）",
    ]


def deleted(book: openpyxl.Workbook) -> None:
    del book["信访"]


def hidden(book: openpyxl.Workbook) -> None:
    book["人员"].sheet_state = "hidden"


def row_deleted(book: openpyxl.Workbook) -> None:
    book["预算"].delete_rows(17)


def own_sheet(book: openpyxl.Workbook) -> None:
    book.create_sheet("草稿")["A1"] = "算一算"


def merged(book: openpyxl.Workbook) -> None:
    book["采购"].merge_cells("C3:C4")


def list_gone(book: openpyxl.Workbook) -> None:
    del book["项目"]


CHANGED: tuple[tuple[Callable[[openpyxl.Workbook], None], str], ...] = (
    (hidden, "没有“人员”一页，这一页没有收"),
    (row_deleted, "“预算”缺 1 行：合计 · 年初"),
    (own_sheet, "“草稿”不是填报表的页，没有读"),
    (merged, "采购!C3:C4 合并成了一格，只读到 C3 的值"),
    (list_gone, "没有“项目”一页，这一页没有收"),
    (deleted, "没有“信访”一页，这一页没有收"),
)


def test_what_was_done_to_sheets_is_told(dept: Path) -> None:
    path = filled(dept.parent, {SHORT: "区科技局"})
    book = openpyxl.load_workbook(path)
    for change, _ in CHANGED:
        change(book)
    book.save(path)
    took = take([path], dept)
    assert {one.message for one in took.diagnostics} == {told for _, told in CHANGED}
    assert took.written


def test_a_sheet_whose_hidden_column_is_gone_is_refused(dept: Path) -> None:
    path = filled(dept.parent, {STAFF: 5})
    book = openpyxl.load_workbook(path)
    book["人员"].delete_cols(1)
    book.save(path)
    (told,) = (one for one in refused(path, dept) if "人员" in one.message)
    assert told.message == "“人员”一页的隐藏列没有了，认不出各格是什么"


def test_what_is_sent_instead_of_a_form(dept: Path) -> None:
    lock = dept.parent / "~$填报表.xlsx"
    lock.write_bytes(b"\x05author")
    table = dept.parent / "填报表.csv"
    table.write_text("项目,填写", "utf-8")
    for path, message, advice in (
        (lock, "Excel 打开工作簿时的临时文件", "请选“填报表.xlsx”"),
        (table, "不是工作簿", "另存为 .xlsx"),
        (dept.parent, "是文件夹", ""),
        (dept.parent / "没有.xlsx", "找不到文件", "请核对路径"),
    ):
        (told,) = refused(path, dept)
        assert message in told.message
        assert advice in told.hint


LISTS = DEPT + "项目:\n  - {名称: 甲, 支出: 1}   # 一\n  - {名称: 乙, 支出: 2}\n"
HEAD = "项目!{}"


def columns() -> dict[str, str]:
    book, _ = opened(LISTS, small)
    return {cell.value: cell.column_letter for cell in book["项目"][3] if cell.value}


def rows(dept: Path) -> str:
    return dept.read_text("utf-8").partition("项目:\n")[2]


def in_list(dept: Path, cells: dict[str, object]) -> Path:
    """A form made of LISTS, then filled in; cells are named by column and row of the list, from 1."""
    dept.write_text(LISTS, "utf-8")
    at = columns()
    placed = {f"项目!{at[name[:-1]]}{int(name[-1]) + 4}": value for name, value in cells.items()}
    return filled(dept.parent, placed, text=LISTS)


def test_rows_of_a_list_are_changed_renamed_and_added(dept: Path) -> None:
    took = take([in_list(dept, {"支出1": 3, "名称2": "丙", "名称3": "丁", "支出3": "4万元"})], dept)
    assert took.diagnostics == ()
    assert rows(dept) == "  - {名称: 甲, 支出: 3}   # 一\n  - {名称: 丙, 支出: 2}\n  - {名称: 丁, 支出: 4万元}\n"


def test_a_row_that_nobody_touched_says_nothing(dept: Path) -> None:
    path = in_list(dept, {"支出1": 3})
    dept.write_text(LISTS.replace("支出: 2", "支出: 20").replace("支出: 1}", "支出: 10}"), "utf-8")
    took = take([path], dept)
    assert [(one.name, one.state) for one in took.changes] == [("项目.第1项.支出", CellState.CONFLICT)]
    assert "支出: 20}" in rows(dept)


def test_an_emptied_row_deletes_nothing(dept: Path) -> None:
    took = take([in_list(dept, {"支出1": None, "名称1": None})], dept)
    assert [(one.name, one.state) for one in took.changes] == [("项目.甲", CellState.CLEARED)]
    assert not took.written
    dept.write_text(DEPT, "utf-8")
    assert take([in_list(dept, {})], dept).changes == ()


def test_two_offices_that_disagree_on_a_row(dept: Path) -> None:
    one = in_list(dept, {"支出1": 3}).rename(dept.parent / "甲.xlsx")
    other = in_list(dept, {"支出1": 4, "名称3": "丙"}).rename(dept.parent / "乙.xlsx")
    with pytest.raises(Refused) as refusal:
        take([one, other], dept)
    assert "“项目 甲 支出”几份表不一致：甲.xlsx 项目!" in refusal.value.diagnostics[0].message
    assert "是“3”，乙.xlsx" in refusal.value.diagnostics[0].message


def test_lines_of_a_cell_are_paragraphs(dept: Path) -> None:
    text = "第一段\n第二段\n1. 甲\n2. 乙\n| 项 | 数 |\n| --- | --- |\n| 丙 | 1 |\n末段"
    take([filled(dept.parent, {"叙述/前言": text})], dept)
    told = "第一段\n\n第二段\n\n1. 甲\n2. 乙\n| 项 | 数 |\n| --- | --- |\n| 丙 | 1 |\n\n末段"
    assert told.replace("\n", "\n    ").replace("    \n", "\n") in dept.read_text("utf-8")


def test_options_silences_and_vetoes_have_their_places(dept: Path) -> None:
    names = {question.name: question for section in form().sections for question in section.questions}
    assert {name for name in names if name.startswith("选项/")}
    veto = next(question for name, question in names.items() if name.endswith("/否决"))
    option = next(name for name in names if name.startswith("选项/"))
    cells = {
        option: "否",
        veto.name: veto.choices[0],
        "核查!B5": "K201",
        "核查!C5": "资产.总额",
        "核查!D5": "5",
        "核查!E5": "已核对",
    }
    take_whole([whole(dept.parent, cells)], dept)
    text = dept.read_text("utf-8")
    assert f"{option.split('/')[1]}: 否" in text
    assert f"否决: [{veto.choices[0]}]" in text
    assert "- {代码: K201, 位置: 资产.总额, 原文: 5, 理由: 已核对}" in text


def test_remarks_are_written_into_a_copy(dept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(dept.parent, {STAFF: "约17", SPENT: "12.5.6", "预算/合计/年初": 90})
    before = path.read_bytes()
    assert cli.main(["take", str(path), str(dept), "--annotate"]) == 1
    assert "意见已写成批注" in capsys.readouterr().out
    assert path.read_bytes() == before
    book = openpyxl.load_workbook(dept.parent / "填报表-批注.xlsx")
    assert "请填准确的数" in book["人员"]["C3"].comment.text
    assert "有两个小数点" in book["预算"]["C19"].comment.text
    assert "没有改" in book["预算"]["C17"].comment.text
    listed = [row[0].value for row in book["核对意见"].iter_rows(min_row=2)]
    assert {"人员!C3", "预算!C19", "预算!C17"} <= set(listed)
    assert noted_form(dept.parent / "填报表-批注.xlsx", []) is None


def test_other_workbooks_cannot_bear_comments(dept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(dept.parent, {STAFF: "约17"}).rename(dept.parent / "填报表.ods")
    assert cli.main(["take", str(path), str(dept), "--annotate"]) == 1
    assert "“填报表.ods”写不了批注" in capsys.readouterr().out


def test_faults_of_cells_are_seen_in_xlsx_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("content.xml", "<x/>")
    assert faults(path.read_bytes()) == {}
    assert faults(b"PK\x03\x04") == {}
