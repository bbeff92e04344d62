"""import: dept.yaml written in place from real files, and everything that keeps it from being written."""

import io
from pathlib import Path

import openpyxl
import pytest
from grids import cells
from test_layouts import SPENDING_BY_CODE, THREE_LANES, THREE_PUBLIC_TWELVE, TOTALS_IN_YUAN

from reportgen import cli
from reportgen.diagnostics import Refused
from reportgen.packs import takings
from reportgen.tables.importing import ImportOptions, import_tables
from reportgen.tables.plan import FigureState

ROOT = Path(__file__).parents[2]
DEPT = """\
套件: base   # 本区
年度: 2024
部门: {全称: 某市某区教育局}

预算:
  项目支出: {年初: 40}   # 见批复
  # 决算后填
  合计:
    年初:
    支出:                 # ★[万元]
  收入:
"""


def workbook(path: Path, *grids: str) -> Path:
    """A workbook with a sheet for each grid."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, grid in enumerate(grids, 1):
        sheet = book.create_sheet(f"表{number}")
        for row in cells(grid):
            sheet.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


@pytest.fixture
def dept(tmp_path: Path) -> Path:
    path = tmp_path / "dept.yaml"
    path.write_text(DEPT, "utf-8")
    return path


def test_figures_go_where_they_belong_and_nothing_else_changes(dept: Path) -> None:
    source = workbook(dept.with_name("决算.xlsx"), SPENDING_BY_CODE)
    done = import_tables([source], dept, ImportOptions())
    assert done.written and [one.state for one in done.planned] == [FigureState.NEW] * 3
    assert (
        dept.read_text("utf-8")
        == """\
套件: base   # 本区
年度: 2024
部门: {全称: 某市某区教育局}

预算:
  基本支出: {支出: 1000.00}
  项目支出: {年初: 40, 支出: 234.50}   # 见批复
  # 决算后填
  合计:
    年初:
    支出: 1234.50         # ★[万元]
  收入:

# 来源：reportgen import 写入，各数取自哪张公开表的哪一格（值为取数时的值，万元）
来源:
  预算.合计.支出: {值: 1234.50, 文件: 决算.xlsx, 表: 2024年度支出决算表, 格: 表1!E8, 行: 合计, 列: 本年支出合计}
  预算.基本支出.支出: {值: 1000.00, 文件: 决算.xlsx, 表: 2024年度支出决算表, 格: 表1!G8, 行: 合计, 列: 基本支出}
  预算.项目支出.支出: {值: 234.50, 文件: 决算.xlsx, 表: 2024年度支出决算表, 格: 表1!F8, 行: 合计, 列: 项目支出}
"""
    )


def test_rows_of_lists_are_added_once(dept: Path) -> None:
    source = workbook(dept.with_name("决算.xlsx"), TOTALS_IN_YUAN, THREE_LANES)
    import_tables([source], dept, ImportOptions())
    text = dept.read_text("utf-8")
    assert "    - {名称: 其他收入, 决算: 0.000055}\n" in text
    assert "  人员经费明细:\n    - {名称: 工资福利支出, 金额: 95.36}\n" in text
    again = import_tables([source], dept, ImportOptions())
    assert not again.written and {one.state for one in again.planned} == {FigureState.SAME}
    assert dept.read_text("utf-8") == text


def test_what_dept_yaml_says_otherwise_is_listed_and_kept(dept: Path) -> None:
    dept.write_text(DEPT.replace("支出:      ", "支出: 99 "), "utf-8")
    done = import_tables([workbook(dept.with_name("决算.xlsx"), SPENDING_BY_CODE)], dept, ImportOptions())
    told = [str(d) for d in done.diagnostics if d.code == "differs"]
    assert "“预算.合计.支出”已填 99，表里是 1234.50，没有改" in told[0] and "dept.yaml:10:" in told[0]
    assert "    支出: 99 " in dept.read_text("utf-8")


@pytest.mark.parametrize("dry", [True, False])
def test_dry_run_writes_nothing(dept: Path, dry: bool, capsys: pytest.CaptureFixture[str]) -> None:
    source = workbook(dept.with_name("决算.xlsx"), SPENDING_BY_CODE)
    assert cli.main(["import", str(source), str(dept), *(["--dry-run"] if dry else [])]) == 0
    assert (dept.read_text("utf-8") == DEPT) is dry
    shown = capsys.readouterr().out
    assert "预算.项目支出.支出" in shown and "决算.xlsx《2024年度支出决算表》表1!F8（合计 · 项目支出）" in shown


def test_explain_tells_the_cell(dept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import_tables([workbook(dept.with_name("决算.xlsx"), SPENDING_BY_CODE)], dept, ImportOptions())
    dept.write_text(dept.read_text("utf-8").replace("支出: 1000.00}", "支出: 1000.01}", 1), "utf-8")
    assert cli.main(["explain", str(dept), "预算.项目支出.支出"]) == 0
    assert cli.main(["explain", str(dept), "预算.基本支出.支出"]) == 0
    shown = capsys.readouterr().out
    assert "取自 决算.xlsx《2024年度支出决算表》表1!F8（合计 · 项目支出）" in shown
    assert "表1!G8（合计 · 基本支出），取数时为 1000，后来改过" in shown


OF_SEVERAL = """
2024年度支出决算表
单位：万元
单位名称 | 本年支出合计 | 基本支出 | 项目支出
某区教育局 | 105 | 65 | 40
某区文旅局 | 205 | 165 | 40
合计 | 310 | 230 | 80
"""
DOUBTFUL = [
    (OF_SEVERAL, "“某区教育局”只是其中一行，合计是几个部门或单位的"),
    (SPENDING_BY_CODE.replace("某区教育局", "某区卫生局"), "表是“某区卫生局”的，dept.yaml 的部门是“某市某区教育局”"),
    (SPENDING_BY_CODE.replace("某区教育局", "某区教育局（本级）"), "像是单位本级的表"),
    (SPENDING_BY_CODE.replace("2024年度", "2023年度"), "表是2023年度的，dept.yaml 是2024年度的"),
    (SPENDING_BY_CODE.replace("205 | | | 教育支出 | 1,234.50", "205 | | | 教育支出 | 1,243.50"), "各项相加是 1243.5"),
]


@pytest.mark.parametrize(("grid", "told"), DOUBTFUL)
def test_what_is_doubtful_is_written_only_with_yes(dept: Path, grid: str, told: str) -> None:
    source = workbook(dept.with_name("表.xlsx"), grid)
    done = import_tables([source], dept, ImportOptions())
    assert any(told in d.message for d in done.diagnostics)
    assert not done.written and dept.read_text("utf-8") == DEPT
    assert {one.state for one in done.planned} == {FigureState.HELD}
    assert import_tables([source], dept, ImportOptions(yes=True)).written


@pytest.mark.parametrize(("how", "code"), [([], 1), (["--dry-run"], 0), (["--yes"], 0)])
def test_import_fails_where_everything_is_held_back(dept: Path, how: list[str], code: int) -> None:
    source = workbook(dept.with_name("表.xlsx"), DOUBTFUL[0][0])
    assert cli.main(["import", str(source), str(dept), *how]) == code
    assert (dept.read_text("utf-8") == DEPT) is (how != ["--yes"])


def test_a_form_without_a_name_yet_is_nobody_elses(dept: Path) -> None:
    dept.write_text(DEPT.replace("某市某区教育局", "【待填：部门全称】"), "utf-8")
    done = import_tables([workbook(dept.with_name("表.xlsx"), SPENDING_BY_CODE)], dept, ImportOptions())
    assert done.written
    assert [d.message for d in done.diagnostics] == ["表是“某区教育局”的，dept.yaml 还没有填部门全称"]


def test_a_table_that_adds_up_is_written_beside_one_that_does_not(dept: Path) -> None:
    source = workbook(dept.with_name("表.xlsx"), DOUBTFUL[-1][0], THREE_LANES)
    done = import_tables([source], dept, ImportOptions())
    assert done.written and "人员经费: {支出: 100.00}" in dept.read_text("utf-8")
    assert "1234.50" not in dept.read_text("utf-8")


def test_an_empty_table_is_told_and_not_taken_for_zero(dept: Path) -> None:
    empty = "\n".join(THREE_PUBLIC_TWELVE.strip().splitlines()[:-1])
    done = import_tables([workbook(dept.with_name("表.xlsx"), SPENDING_BY_CODE, empty)], dept, ImportOptions())
    assert "《财政拨款“三公”经费支出决算表》里没有数，没有取" in [d.message for d in done.diagnostics]
    assert "三公" not in dept.read_text("utf-8").replace("三公经费", "")


def test_figures_that_do_not_add_up_together_are_told(dept: Path) -> None:
    dept.write_text(DEPT.replace("项目支出: {年初: 40}", "项目支出: {年初: 40, 支出: 300}"), "utf-8")
    done = import_tables([workbook(dept.with_name("决算.xlsx"), SPENDING_BY_CODE)], dept, ImportOptions())
    assert done.written and any("按基本支出与项目支出之和应为 1300" in d.message for d in done.diagnostics)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BAD = [
    ("空.xlsx", b"", "文件是空的"),
    ("坏.xlsx", b"PK\x03\x04" + b"0" * 99, "工作簿已损坏，或其实不是工作簿"),
    ("密.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "工作簿有打开密码"),
    ("旧.xls", OLE + b"\0" * 600, "工作簿已损坏，或其实不是工作簿"),
    ("表.csv", "收入支出决算总表,\n".encode(), "不能从 .csv 文件取数"),
    ("表.xlsx", b"<html>", "不是工作簿，也不是 PDF"),
    ("坏.pdf", b"%PDF-1.7\n" + b"0" * 99, "PDF"),
    ("没有.xlsx", None, "找不到文件"),
]


@pytest.mark.parametrize(("name", "data", "told"), BAD)
def test_what_is_no_table_is_refused(dept: Path, name: str, data: bytes | None, told: str) -> None:
    path = dept.with_name(name)
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(Refused) as refusal:
        import_tables([path], dept, ImportOptions())
    assert told in refusal.value.diagnostics[0].message and refusal.value.diagnostics[0].hint
    assert dept.read_text("utf-8") == DEPT


REFUSED = [
    (SPENDING_BY_CODE.replace("单位：万元", ""), "没有写单位"),
    (SPENDING_BY_CODE.replace("支出决算表", "债务情况表"), "没有认出一张公开表"),
]


@pytest.mark.parametrize(("grid", "told"), REFUSED)
def test_a_table_without_unit_or_of_another_kind(dept: Path, grid: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        import_tables([workbook(dept.with_name("表.xlsx"), grid)], dept, ImportOptions())
    assert told in refusal.value.diagnostics[0].message


def test_without_dept_yaml_it_says_what_to_type(tmp_path: Path) -> None:
    source = workbook(tmp_path / "表.xlsx", SPENDING_BY_CODE)
    with pytest.raises(Refused) as refusal:
        import_tables([source], tmp_path / "dept.yaml", ImportOptions())
    assert "请先用 reportgen new 新建 dept.yaml" in refusal.value.diagnostics[0].hint


def test_names_the_wrong_way_round(dept: Path) -> None:
    with pytest.raises(Refused) as refusal:
        import_tables([dept], workbook(dept.with_name("表.xlsx"), SPENDING_BY_CODE), ImportOptions())
    assert "import 表.xlsx dept.yaml" in refusal.value.diagnostics[0].hint


def test_another_mapping_over_that_of_the_pack(dept: Path) -> None:
    mapping = dept.with_name("取数.yaml")
    off, own = "预算.合计.支出:\n    停用: 是", "预算.项目支出.年初:\n    - {表: 支出决算表, 列: 项目支出}"
    mapping.write_text(f"取数:\n  {off}\n  {own}\n", "utf-8")
    source = workbook(dept.with_name("表.xlsx"), SPENDING_BY_CODE)
    done = import_tables([source], dept, ImportOptions(mapping, dry=True))
    states = {one.taken.name: one.state for one in done.planned}
    assert states == {
        "预算.基本支出.支出": FigureState.NEW,
        "预算.项目支出.年初": FigureState.OTHER,
        "预算.项目支出.支出": FigureState.NEW,
    }


WRONG_MAPPINGS = [
    ("预算.合计.决算数: [{表: 支出决算表, 列: 合计}]", "dept.yaml 没有字段“预算.合计.决算数”"),
    ("人员.在编: [{表: 支出决算表, 列: 合计}]", "“人员.在编”的单位是人"),
    ("预算.合计.年初: [{表: 支出决算, 列: 合计}]", "“表”里没有“支出决算”"),
    ("预算.合计.年初: [{表: 支出决算表}]", "缺少必填项"),
]


@pytest.mark.parametrize(("line", "told"), WRONG_MAPPINGS)
def test_a_wrong_mapping_is_told_at_its_place(dept: Path, line: str, told: str) -> None:
    mapping = dept.with_name("取数.yaml")
    mapping.write_text(f"取数:\n  {line}\n", "utf-8")
    with pytest.raises(Refused) as refusal:
        import_tables([workbook(dept.with_name("表.xlsx"), SPENDING_BY_CODE)], dept, ImportOptions(mapping))
    first = refusal.value.diagnostics[0]
    assert told in first.message and first.position.line == 2 and first.position.file == str(mapping)


def test_a_formula_without_a_value_is_blank_and_an_error_is_told(dept: Path) -> None:
    book = openpyxl.load_workbook(workbook(dept.with_name("表.xlsx"), SPENDING_BY_CODE))
    book["表1"]["F8"] = "#REF!"
    data = io.BytesIO()
    book.save(data)
    dept.with_name("表.xlsx").write_bytes(data.getvalue())
    done = import_tables([dept.with_name("表.xlsx")], dept, ImportOptions())
    assert "预算.项目支出.支出" not in {one.taken.name for one in done.planned}


def test_the_manuals_mapping_is_sound_and_lies_over_that_of_base(tmp_path: Path) -> None:
    manual = (ROOT / "docs" / "区县模板编辑手册.md").read_text("utf-8")
    (tmp_path / "取数.yaml").write_text(manual.split("/取数.yaml\n")[1].split("```")[0], "utf-8")
    found, _, wrong = takings.load([tmp_path, ROOT / "templates" / "base"])
    assert found is not None
    assert wrong == []
    assert found.ways["采购.计划"][0].table == "采购计划执行表"
    assert found.titles["支出决算表"][-1] == "部门支出决算情况一览表"
    assert found.same["项目支出"] == ("项目经费支出",)
    assert "预算.合计.支出" in found.ways
