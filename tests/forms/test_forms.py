"""填报表: made from a pack, filled in, taken into dept.yaml in place; of a dept.yaml and taken, nothing changes."""

import datetime as dt
import io
from collections.abc import Callable, Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import cli
from reportgen.cache import store
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts.blanks.questions import Form
from reportgen.facts.source import parse
from reportgen.forms import last_taken, located, merging, taking
from reportgen.forms.merging import CellState
from reportgen.forms.narrated import laid_out
from reportgen.packs import pack as packs
from reportgen.pipeline import forming
from reportgen.sheets.to_fill.form_book import workbook
from reportgen.values import replace

ROOT = Path(__file__).parents[2]
DEPT = """\
套件: futian   # 本区
年度: 2021
部门: {全称: 某区科技局}
预算:
  合计: {年初: 100.00}   # 批复
  收入:
    明细:
      - {名称: 拨款, 年初: 100}
季度:
  累计支出: [10, 20, 30, 40]
自评:
  # 待定
  A11: {要点: {1: 是}}
"""


@cache
def form() -> Form:
    return forming.form_of(packs.load("futian", [ROOT / "templates"], cache=store.users())[0])


@cache
def small() -> Form:
    """The sheets that most tests type in, of 自评 its first rows: quick to write and to read."""
    own = ("基本信息", "预算", "公开", "人员", "采购", "信访", "满意度", "叙述", "自评")
    sections = [s for s in form().sections if s.title in own]
    few = tuple(replace(s, questions=s.questions[:60]) for s in sections)
    return replace(form(), sections=few, listings=tuple(li for li in form().listings if li.title in ("项目", "核查")))


def made(own: Form, text: str) -> bytes:
    """The form `own` with what `text` says."""
    return workbook(own, *merging.stated(own, parse(text, "dept.yaml")[0].data if text else {}))


@cache
def laid_out_for(text: str, own: Callable[[], Form]) -> bytes:
    """The form `own` with what `text` says, written once."""
    return made(own(), text)


@cache
def opened(text: str, own: Callable[[], Form]) -> tuple[Any, dict[str, Any]]:
    """The form `own` with what `text` says, read once, and its cells by path."""
    book = openpyxl.load_workbook(io.BytesIO(laid_out_for(text, own)))
    asked = (sheet for sheet in book if sheet["C1"].value == "填写")
    return book, {row[0].value: row[2] for sheet in asked for row in sheet.iter_rows(min_row=2)}


def filled(
    tmp_path: Path, cells: dict[str, object], name: str = "填报表.xlsx", text: str = "", own: Callable[[], Form] = form
) -> Path:
    """A form filled in: values by path, those of lists by sheet and cell."""
    book, places = opened(text, own)
    typed = [(book[path.partition("!")[0]][path.partition("!")[2]] if "!" in path else places[path]) for path in cells]
    stood = [(cell, cell.value, copy(cell._style)) for cell in typed]
    for cell, value in zip(typed, cells.values(), strict=True):
        cell.value = value
    book.save(tmp_path / name)
    for cell, value, style in stood:  # the next form is filled in from the same one
        cell.value, cell._style = value, style
    return tmp_path / name


def take(paths: list[Path], dept: Path, own: Form | None = None, **how: bool) -> taking.Took:
    return taking.take(paths, dept, lambda name: own or form(), **how)


@pytest.fixture
def dept(tmp_path: Path) -> Path:
    path = tmp_path / "dept.yaml"
    path.write_text(DEPT, "utf-8")
    return path


CELLS = {
    "预算/合计/支出": 98.5,
    "预算/财政资金比例": 0.9788,
    "公开/预算/日期": dt.date(2021, 3, 1),
    "公开/预算/合规程度": "按规定公开",
    "自评/A11/要点/2": "部分",
    "自评/B11.2/扣分": 0,
    "自评/A11/佐证": "会议纪要、批复",
    "季度/累计支出/四季度": 41,
    "叙述/前言": "第一段：“引号”。\n\n第二段。",
    "预算.收入.明细!B6": "其他: 收入",
    "预算.收入.明细!C6": "1.5万元",
    "预算.收入.明细!D5": 99,
}


def test_cells_land_where_they_belong(dept: Path) -> None:
    took = take([filled(dept.parent, CELLS, text=DEPT)], dept)
    assert took.written and not took.diagnostics
    assert (
        dept.read_text("utf-8")
        == """\
套件: futian   # 本区
年度: 2021
部门: {全称: 某区科技局}
叙述:
  前言: |
    第一段：“引号”。

    第二段。
预算:
  合计: {年初: 100.00, 支出: 98.5}   # 批复
  收入:
    明细:
      - {名称: 拨款, 年初: 100, 决算: 99}
      - {名称: "其他: 收入", 年初: 1.5万元}
  财政资金比例: 97.88%
公开:
  预算: {日期: 2021-03-01, 合规程度: 按规定公开}
季度:
  累计支出: [10, 20, 30, 41]
自评:
  # 待定
  A11: {要点: {1: 是, 2: 部分}, 佐证: [会议纪要, 批复]}
  B11.2: {扣分: 0}
"""
    )
    assert not take([dept.parent / "填报表.xlsx"], dept).written


SAMPLES = [
    pytest.param(path, marks=() if "futian" in path.parent.name else pytest.mark.slow)
    for path in sorted(ROOT.glob("data/*/dept.yaml"))
]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_a_form_made_of_dept_yaml_changes_nothing(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    name = parse(text, "dept.yaml")[0].data["套件"]
    own = forming.form_of(packs.load(name, [ROOT / "templates"], cache=store.users())[0])
    stated, rows = merging.stated(own, parse(text, "dept.yaml")[0].data)
    (tmp_path / "填报表.xlsx").write_bytes(workbook(own, stated, rows))
    (tmp_path / "dept.yaml").write_text(text, "utf-8")
    took = taking.take([tmp_path / "填报表.xlsx"], tmp_path / "dept.yaml", lambda _: own)
    assert took.changes == () and not took.written


def test_each_question_tells_its_points_and_when_to_leave_it_empty() -> None:
    asked = {"/".join(q.path): q for s in form().sections for q in s.questions}
    assert asked["自评/C22/得分"].label.endswith("：人工得分（满分8分）") and asked["自评/C22/得分"].serves == "C22"
    assert asked["自评/C41.2/得分"].label.endswith("（满分1分）")
    assert asked["自评/B12.1/扣分"].label.endswith("：扣分（至多1分）")
    assert asked["自评/A22/要点/1"].meaning.endswith("（2分）")
    assert asked["季度/累计进度/一季度"].meaning.endswith("；填了累计支出和指标总额的空着")
    assert asked["预算/对个人和家庭的补助/支出"].meaning.endswith("；已含在人员经费内的空着")
    assert asked["重点工作统计/总数"].meaning.endswith("；列了重点工作的可空着")


@given(st.data())
def test_edits_of_numbers_land_where_they_belong(data: st.DataObject) -> None:
    questions = [q for s in form().sections for q in s.questions if q.unit in ("万元", "人", "个")]
    picked = data.draw(st.lists(st.sampled_from(questions), min_size=1, max_size=5, unique_by=lambda q: q.path))
    source, _ = parse(DEPT, "dept.yaml")
    desk = merging.Desk(DEPT, source, taking.order, yes=True)
    cells = [taking.filled_form.Filled(q, f"{n}.5", f"x!C{n}") for n, q in enumerate(picked, 7)]
    desk.merge([taking.Answered("x", "futian", tuple(cells), ())])
    again, _ = parse(desk.text, "dept.yaml")
    assert merging.same_data(again.data, desk.data)
    stated, _ = merging.stated(form(), again.data)
    assert {q.name: stated[q.name] for q in picked} == {q.name: f"{n}.5" for n, q in enumerate(picked, 7)}
    assert DEPT.splitlines()[0] in desk.text and "# 待定" in desk.text


def test_what_dept_yaml_says_otherwise_is_kept_unless_yes(dept: Path) -> None:
    path = filled(dept.parent, {"预算/合计/年初": 90})  # a blank form: it does not know of the 100
    took = take([path], dept)
    assert [one.state for one in took.changes] == [CellState.CONFLICT] and not took.written
    assert "“预算.合计.年初”dept.yaml 是“100.00”，预算!C17 是“90”，没有改" in took.diagnostics[0].message
    assert take([path], dept, yes=True).written and "年初: 90}" in dept.read_text("utf-8")


def test_a_change_of_what_the_form_was_made_with_is_written(dept: Path) -> None:
    took = take([filled(dept.parent, {"预算/合计/年初": 90}, text=DEPT)], dept)
    assert [one.state for one in took.changes] == [CellState.CHANGED] and "{年初: 90}   # 批复" in dept.read_text(
        "utf-8"
    )


def test_an_emptied_cell_deletes_nothing(dept: Path) -> None:
    took = take([filled(dept.parent, {"预算/合计/年初": None}, text=DEPT)], dept)
    assert [one.state for one in took.changes] == [CellState.CLEARED] and dept.read_text("utf-8") == DEPT


BAD = [
    ({"预算/合计/支出": "九十多"}, "预算!C19", "金额"),
    ({"预算/财政资金比例": 97.88}, "预算!C31", "应为百分数"),
    ({"公开/预算/合规程度": "合规"}, "公开!C4", "合规程度"),
    ({"自评/A11/要点/2": "大概"}, "自评!C3", "要点"),
    ({"项目!C5": 5}, "项目!C5", "没有填“名称”"),
    ({"年度": 2020}, "基本信息!C2", "填的年度是 2020，dept.yaml 是 2021"),
]


@pytest.mark.few(4)
@pytest.mark.parametrize(("cells", "place", "told"), BAD)
def test_errors_name_the_cell(dept: Path, cells: dict[str, object], place: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        take([filled(dept.parent, cells, own=small)], dept, small())
    one = refusal.value.diagnostics[0]
    assert one.position and place in f"{one.position.place} {one.message}" and told in one.message
    assert dept.read_text("utf-8") == DEPT


@pytest.mark.slow
def test_two_offices_that_disagree(dept: Path) -> None:
    one = filled(dept.parent, {"人员/在编": 17, "采购/实际": 5}, "甲.xlsx")
    other = filled(dept.parent, {"人员/在编": 18, "采购/计划": 6}, "乙.xlsx")
    with pytest.raises(Refused) as refusal:
        take([one, other], dept)
    assert "甲.xlsx 人员!C3 是“17”，乙.xlsx 人员!C3 是“18”" in refusal.value.diagnostics[0].message
    other = filled(dept.parent, {"采购/计划": 6}, "乙.xlsx")
    assert take([one, other], dept).written and "采购: {计划: 6, 实际: 5}" in dept.read_text("utf-8")


@cache
def tiny() -> Form:
    """Sheets with fields of the same label: quick to write and to read."""
    own = ("基本信息", "预算", "项目统计", "重点工作统计", "专项资金")
    return replace(form(), sections=tuple(s for s in form().sections if s.title in own), listings=())


def test_fields_of_one_label_are_several_fields(dept: Path) -> None:
    cells = {"项目统计/总数": 18, "重点工作统计/总数": 5, "专项资金/支出": 1, "项目统计/支出": 60}
    one = filled(dept.parent, cells, "甲.xlsx", own=tiny)
    other = filled(dept.parent, {**cells, "重点工作统计/总数": 6}, "乙.xlsx", own=tiny)
    with pytest.raises(Refused) as refusal:
        take([one, other], dept, tiny())
    (told,) = refusal.value.diagnostics
    assert told.message.startswith("“重点工作统计.总数”几份表不一致：甲.xlsx 重点工作统计!C2 是“5”，乙.xlsx")
    assert take([one], dept, tiny()).written
    text = dept.read_text("utf-8")
    assert "项目统计: {总数: 18, 支出: 60}\n" in text and "重点工作统计: {总数: 5}\n" in text


def test_a_text_in_the_place_of_a_number_is_told_in_the_form(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(filled(tmp_path, {}, own=tiny))["预算"]
    told = {row[0].value: row[6].value or "" for row in sheet.iter_rows(min_row=2)}
    assert told["预算/合计/支出"].startswith('=IF(ISTEXT($C$19),"这一格是文字')
    assert "ISTEXT" not in told["预算/财政资金比例"]


def test_a_form_of_another_pack_or_no_form(dept: Path) -> None:
    path = filled(dept.parent, {})
    dept.write_text(DEPT.replace("futian", "dapeng"), "utf-8")
    with pytest.raises(Refused) as refusal:
        take([path], dept)
    assert "套件“futian”的，dept.yaml 的套件是“dapeng”" in refusal.value.diagnostics[0].message
    openpyxl.Workbook().save(path)
    with pytest.raises(Refused) as refusal:
        take([path], dept)
    assert "填报表" in str(refusal.value)


def test_a_copied_sheet_and_a_damaged_hidden_column(dept: Path) -> None:
    path = filled(dept.parent, {"项目!B5": "甲项目"})
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["项目"])
    book.copy_worksheet(book["人员"])["C3"] = 99
    book["预算"]["A17"], book["预算"]["C17"] = "预算/总计/年初", 5
    book.save(path)
    with pytest.raises(Refused) as refusal:
        take([path], dept)
    told = [d.message for d in refusal.value.diagnostics]
    assert told == [
        "这一行填了“5”，隐藏列“字段”却是“预算/总计/年初”，不认识",
        "“预算”缺 1 行：合计 · 年初",
        "“人员”填在“人员”、“人员 Copy”几页上",
        "“项目”填在“项目”、“项目 Copy”几页上",
    ]


def test_rows_may_be_sorted_columns_moved_and_sheets_renamed(dept: Path) -> None:
    path = filled(dept.parent, {"预算/合计/支出": 98.5})
    book = openpyxl.load_workbook(path)
    sheet = book["预算"]
    sheet.title = "部门预算"
    sheet.insert_cols(2)
    sheet.insert_rows(5, 2)
    book.save(path)
    assert take([path], dept).changes[0].place == "部门预算!D21"


@pytest.mark.slow
def test_new_and_take_at_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dept, path = tmp_path / "dept.yaml", tmp_path / "填报表.xlsx"
    dept.write_text(DEPT, "utf-8")
    assert cli.main(["new", "--pack", "futian", "--from", str(dept), str(path)]) == 0
    book = openpyxl.load_workbook(path)
    assert book["基本信息"]["C2"].value == 2022 and book["预算"]["C17"].value is None  # of an earlier year
    assert [row[2].value for row in book["基本信息"].iter_rows() if row[0].value == "部门/全称"] == ["某区科技局"]
    assert cli.main(["take", str(filled(tmp_path, {"采购/实际": 5}, "甲.xlsx")), str(dept)]) == 0
    assert "采购.实际" in capsys.readouterr().out and "采购: {实际: 5}" in dept.read_text("utf-8")


def test_a_form_is_built_directly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(tmp_path, {"年度": 2021, "部门/全称": "某区科技局", "预算/合计/年初": 100})
    text = laid_out(form(), {"叙述/前言": "全文如下。"}, "2021", "某区科技局")
    (tmp_path / "叙述.docx").write_bytes(text)
    assert cli.main(["build", str(path), "--draft"]) == 0
    assert "  前言: |\n    全文如下。" in path.with_suffix(".yaml").read_text("utf-8")
    assert "  全称: 某区科技局" in path.with_suffix(".yaml").read_text("utf-8") and list(tmp_path.glob("*.docx"))
    capsys.readouterr()
    wrong = filled(tmp_path, {"年度": 2021, "预算/合计/年初": "一百多"}, "错.xlsx")
    assert cli.main(["build", str(wrong), "--draft", "--annotate"]) == 1
    said = capsys.readouterr()
    assert "预算!C17" in said.err and "错-批注.xlsx" in said.out and not wrong.with_suffix(".yaml").exists()


WRONG = (
    (["take", "新.yaml", "填报表.xlsx"], "最后一个文件应是资料（.yaml）"),
    (["take", "甲.xlsx", "乙.xlsx"], "reportgen take 甲.xlsx 乙.xlsx 填报表.yaml"),
    (["build", "甲.xlsx", "乙.xlsx", "-o", "out/"], "填报表一次只能生成一份"),
    (["build", "叙述.docx"], "这是 Word 或 PDF 文件"),
    (["build", "dept.yaml", "--annotate"], "--annotate 只用于填报表"),
)


@pytest.mark.parametrize(("command", "said"), WRONG)
def test_files_in_the_wrong_place_are_told(command: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(command) in (cli.REFUSED, cli.USAGE) and said in capsys.readouterr().err


def test_a_table_as_text_is_no_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "填报表.csv").write_text("项目,填写", "gbk")
    assert cli.main(["build", str(tmp_path / "填报表.csv")]) == cli.REFUSED
    assert "另存为 .xlsx" in capsys.readouterr().err and len(list(tmp_path.iterdir())) == 1


def test_no_sheet_scrolls_in_two_ways() -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook(form(), {}, {}))):
        panes = [selection.pane for selection in sheet.sheet_view.selection]
        assert len(panes) == len(set(panes)), sheet.title


def _typed(path: Path, cells: Mapping[str, object]) -> None:
    """What is typed into a form that was taken before."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        sheet, cell = place.split("!")
        book[sheet][cell].value = value
    book.save(path)


def test_what_was_changed_in_the_data_since_outlives_another_build(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(forming, "form_of", lambda pack: small())
    path = filled(tmp_path, {"预算!C17": 100, "叙述!C4": "旧的任务。", "叙述!C5": "旧的编制。"}, own=small)
    dept, _ = forming.dept_of_form(path, 2021, store.users())
    written = (
        dept.read_text("utf-8").replace("旧的任务。", "在 Word 里改过的任务。").replace("旧的编制。", "改过的编制。")
    )
    dept.write_text(written, "utf-8")
    _typed(path, {"预算!C17": 120, "叙述!C5": "又在表里改过的编制。"})
    _, took = forming.dept_of_form(path, 2021, store.users())
    text = dept.read_text("utf-8")
    assert "在 Word 里改过的任务。" in text and "改过的编制。" in text and "又在表里" not in text
    assert "年初: 120" in text
    (told,) = [one for one in took.diagnostics if one.code == "form-differs"]
    assert "叙述!C5" in told.message and "reportgen take 填报表.xlsx 填报表.yaml --yes" in told.hint
    assert forming.dept_of_form(path, 2021, store.users())[1].changes == took.changes[:1]


def built(path: Path) -> tuple[Path, taking.Took]:
    return forming.dept_of_form(path, 2021, store.users())


def test_the_year_is_corrected_in_the_form(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(forming, "form_of", lambda pack: tiny())
    path = filled(tmp_path, {"年度": 2021}, own=tiny)
    dept, _ = built(path)
    _typed(path, {"基本信息!C2": 2022})
    assert built(path)[1].diagnostics == () and "年度: 2022" in dept.read_text("utf-8")
    dept.write_text(dept.read_text("utf-8").replace("年度: 2022", "年度: 2020"), "utf-8")
    _typed(path, {"基本信息!C2": 2023})
    with pytest.raises(Refused, match="填的年度是 2023"):
        built(path)


def test_what_came_from_the_form_goes_with_its_cell(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(forming, "form_of", lambda pack: small())
    cells = {"预算!C17": 100, "叙述!C4": "旧的任务。", "项目!B5": "甲", "项目!B6": "乙", "人员/在编": 17}
    path = filled(tmp_path, cells, own=small)
    dept, _ = built(path)
    kept = dept.read_text("utf-8").replace("在编: 17", "在编: 19")
    dept.write_text(kept, "utf-8")
    _typed(path, dict.fromkeys(("预算!C17", "叙述!C4", "项目!B5", "人员!C3")))
    told = {one.message: one.code for one in built(path)[1].diagnostics if one.code != "form-missing"}
    assert told == {
        "预算!C17 清空了，“预算.合计.年初”原来的“100”已删去": "form-removed",
        "叙述!C4 清空了，“叙述.年度任务”原来的“旧的任务。”已删去": "form-removed",
        "项目 “甲”一行 清空了，“项目.甲”原来的“甲”已删去": "form-removed",
        "人员!C3 清空了，填报表.yaml 的“人员.在编”仍是“19”": "form-cleared",
    }
    text = dept.read_text("utf-8")
    assert merging.standing(parse(text, "")[0].data, ("项目",)) == [{"名称": "乙"}] and "旧的任务" not in text
    (again,) = built(path)[1].diagnostics
    assert again.code == "form-cleared" and again.hint.endswith("reportgen take 填报表.xlsx 填报表.yaml --yes")
    for yes in (False, False, True):
        took = forming.take_forms([path], dept, 2021, yes=yes, cache=store.users())
        assert [one.state for one in took.changes] == [CellState.REMOVED if yes else CellState.CLEARED]
    assert "19" not in dept.read_text("utf-8") and not built(path)[1].diagnostics


def test_several_offices_make_the_file_that_is_not_there(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(forming, "form_of", lambda pack: tiny())
    one = filled(tmp_path, {"年度": 2021, "项目统计/总数": 18}, "甲.xlsx", own=tiny)
    two = filled(tmp_path, {"重点工作统计/总数": 5}, "乙.xlsx", own=tiny)
    dept, cache = tmp_path / "填报表.yaml", store.users()
    assert forming.take_forms([one, two], dept, 2030, dry=True, cache=cache).changes and not dept.exists()
    assert forming.take_forms([one, two], dept, 2030, cache=cache).written
    data = parse(dept.read_text("utf-8"), "")[0].data
    assert (data["套件"], data["年度"], data["重点工作统计"]["总数"]) == ("futian", "2021", "5")
    other = filled(tmp_path, {"年度": 2022}, "丙.xlsx", own=tiny)
    for paths, told in (
        ([one, other], "年度不一致：甲.xlsx 是“2021”，丙.xlsx 是“2022”"),
        ([tmp_path / "叙述.docx"], "请连同填报表"),
    ):
        with pytest.raises(Refused, match=told) as refusal:
            forming.take_forms(paths, tmp_path / "新.yaml", 2030, cache=cache)
        assert "--pack" not in str(refusal.value) and not (tmp_path / "新.yaml").exists()


def test_what_is_said_of_a_field_is_said_at_its_cell() -> None:
    source = parse(DEPT, "填报表.yaml")[0]
    assert source is not None
    names = ("预算.合计.年初", "季度.累计支出.二季度", "重点工作统计.总数", "自评.A11.理由", "叙述.前言")
    places = {name: ("填报表.xlsx", f"表!C{n}") for n, name in enumerate(names, 1)}
    found = [
        error("K", "甲", "请核对", source.places["预算", "合计", "年初"]),
        error("K", "乙", "", source.places["季度", "累计支出", 1]),
        error("unmarked", "“重点工作”（C22）缺数据", "请填写 重点工作统计.总数；可在 自评.C22 下填 得分"),
        error("marks", "“预算”须写理由", "请补上“理由:”", source.keys["自评", "A11"]),
        error("K", "别处", "", Position("整改.yaml", 4)),
    ]
    assert [str(one).replace("\n   ", "") for one in located.at_cells(found, source, places)] == [
        "填报表.xlsx 表!C1: 错误：甲 → 请核对",
        "填报表.xlsx 表!C2: 错误：乙",
        "填报表.xlsx 表!C3: 错误：“重点工作”（C22）缺数据"
        " → 请填写 重点工作统计.总数（表!C3）；可在“自评”页 C22 那几行填 得分",
        "填报表.xlsx 表!C4: 错误：“预算”须写理由 → 请填“理由”",
        "整改.yaml:4: 错误：别处",
    ]


def test_take_deletes_nothing_of_itself(dept: Path, monkeypatch) -> None:
    monkeypatch.setattr(forming, "form_of", lambda pack: small())
    path = filled(dept.parent, {"预算/合计/支出": 98.5, "项目!B5": "甲"}, own=small)
    forming.take_forms([path], dept, 2021, cache=store.users())
    _typed(path, {"预算!C19": None})
    _typed(path, {"项目!B5": None})
    for _ in range(2):
        took = forming.take_forms([path], dept, 2021, cache=store.users())
        assert [one.state for one in took.changes] == [CellState.CLEARED] * 2 and not took.written
    forming.take_forms([path], dept, 2021, yes=True, cache=store.users())
    data = parse(dept.read_text("utf-8"), "")[0].data
    assert data["预算"]["合计"] == {"年初": "100.00", "支出": None} and data["项目"] is None


@pytest.mark.parametrize("damaged", [b"", b"[]", b"{", b'{"\xe7\x89\x88\xe6\x9c\xac": 1}'])
def test_a_memory_that_cannot_be_read_is_none(damaged: bytes, tmp_path: Path) -> None:
    assert last_taken.read(tmp_path / "填报表.xlsx") is None
    last_taken.keep(tmp_path / "填报表.xlsx", {"甲": "1"})
    assert last_taken.read(tmp_path / "填报表.xlsx") == {"甲": "1"}
    (tmp_path / "填报表.底稿.json").write_bytes(damaged)
    assert last_taken.read(tmp_path / "填报表.xlsx") is None


@pytest.mark.slow
def test_futian_by_excel_alone_has_its_marks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "data" / "futian-kechuang-2021" / "dept.yaml").read_text("utf-8")
    assert cli.main(["build", str(filled(tmp_path, {}, text=text))]) == 0
    assert "总分：94.94 分" in capsys.readouterr().out
