"""叙述.docx: laid out with a heading for each text, written in with Word, taken into dept.yaml in place."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from test_forms import form, take

from reportgen import cli
from reportgen.diagnostics import Refused, Severity
from reportgen.facts import narrative
from reportgen.facts.blanks.questions import Form, Question, Section
from reportgen.facts.source import NOWHERE, parse
from reportgen.forms import narrated
from reportgen.forms.merging import CellState, stated
from reportgen.forms.taking import Took
from reportgen.word.anchors import as_narrative

DEPT = """\
套件: futian   # 本区
年度: 2021
部门: {全称: 某区科技局}
叙述:
  # 由办公室写
  主要职能: |
    主管科技工作：

    1. 拟订规划；
    2. 管理资金：
       - 立项；
       - 验收。

    | 科室 | 职责 |
    | --- | --- |
    | 办公室 | **文秘** |
  年度任务: |
    ### 总体
    按计划推进。
    （一）甲；
    （二）乙。
"""


@pytest.fixture
def dept(tmp_path: Path) -> Path:
    path = tmp_path / "dept.yaml"
    path.write_text(DEPT, "utf-8")
    return path


def paper(text: str = DEPT) -> Document:
    data = parse(text, "dept.yaml")[0].data
    made = narrated.laid_out(form(), stated(form(), data)[0], "2021", "某区科技局")
    return docx.Document(io.BytesIO(made))


def heading(document: Document, title: str) -> int:
    return next(n for n, p in enumerate(document.paragraphs) if p.text == title and "Heading" in p.style.name)


def taken(document: Document, dept: Path, name: str = "叙述.docx") -> Took:
    document.save(dept.parent / name)
    return take([dept.parent / name], dept)


def refused(document: Document, dept: Path) -> list[str]:
    before = dept.read_text("utf-8")
    with pytest.raises(Refused) as refusal:
        taken(document, dept)
    assert dept.read_text("utf-8") == before
    return [str(one).removeprefix(f"{dept.parent}/") for one in refusal.value.diagnostics]


def test_laid_out_and_taken_nothing_changes(dept: Path) -> None:
    took = taken(paper(), dept)
    assert took == Took((), (), written=False, cells=took.cells, places=took.places)


def test_what_is_written_lands_under_its_field_with_lists_and_tables(dept: Path) -> None:
    document = paper()
    at = document.paragraphs
    plans = at[heading(document, "后续计划") + 2]
    plans.add_run("一是")
    plans.add_run("加快支出").bold = True
    plans.add_run("，压减*结转*。")
    new = plans.insert_paragraph_before("　　总的打算：\n分三步走。")
    new.insert_paragraph_before("安排", style="Heading 2")
    for words in ("立项", "验收"):
        plans.insert_paragraph_before(words, style="List Number")
    plans.insert_paragraph_before("公开", style="List Bullet")
    grid = document.add_table(2, 3)
    for row, words in zip(grid.rows, (("项目", "金额", "备注"), ("甲|乙", "5.00", "")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    plans._p.addnext(grid._tbl)
    next(p for p in at if p.text == "按计划推进。").add_run("年底完成。")
    took = taken(document, dept)
    assert [(one.name, one.state) for one in took.changes] == [
        ("叙述.年度任务", CellState.CHANGED),
        ("叙述.后续计划", CellState.NEW),
    ]
    assert took.diagnostics == ()
    head, _, tasks = DEPT.partition("  年度任务: |\n")
    assert tasks
    text = dept.read_text("utf-8")
    assert text.startswith(head)
    assert (
        text.removeprefix(head)
        == """\
  年度任务: |
    ### 总体

    按计划推进。年底完成。

    （一）甲；

    （二）乙。
  后续计划: |
    # 安排

    总的打算：

    分三步走。

    1. 立项
    2. 验收
    - 公开

    一是**加快支出**，压减\\*结转\\*。

    | 项目 | 金额 | 备注 |
    | --- | --- | --- |
    | 甲\\|乙 | 5.00 |  |
"""
    )


def test_a_text_that_both_changed_is_not_overwritten(dept: Path) -> None:
    document = paper()
    next(p for p in document.paragraphs if p.text == "按计划推进。").add_run("年底完成。")
    dept.write_text(DEPT.replace("按计划推进。", "按计划推进，已完成。"), "utf-8")
    took = taken(document, dept)
    assert [one.state for one in took.changes] == [CellState.CONFLICT]
    assert "“叙述.年度任务”dept.yaml 是“### 总体 按计划推进，已完成。" in took.diagnostics[0].message
    assert "叙述.docx “年度任务” 是“### 总体 按计划推进。年底完成。" in took.diagnostics[0].message


def test_headings_are_known_with_numbers_and_without_styles(dept: Path) -> None:
    document = docx.Document()
    document.add_heading("三、 经验做法：", 2)
    document.add_paragraph("一事一议。")
    document.add_heading("做法一", 3)
    document.add_paragraph("（2）后续计划")
    document.add_paragraph("抓进度。")
    took = taken(document, dept)
    assert {one.name: one.after for one in took.changes} == {
        "叙述.经验做法": "一事一议。\n\n# 做法一",
        "叙述.后续计划": "抓进度。",
    }
    assert [one.message for one in took.diagnostics] == ["“后续计划”没有用标题样式，按标题读取"]


def unknown(document: Document) -> None:
    document.paragraphs[heading(document, "后续计划")].text = "后续工作计划"


def homeless(document: Document) -> None:
    document.paragraphs[0].insert_paragraph_before("关于叙述的几点想法")


def twice(document: Document) -> None:
    document.add_heading("前言", 1)
    document.add_paragraph("再说一遍。")


def in_the_note(document: Document) -> None:
    document.paragraphs[heading(document, "前言") + 1].add_run("我局……")


WRONG = (
    (unknown, "标题“后续工作计划”: 错误：“后续工作计划”不是这个套件的叙述", "是否应为“后续计划”？"),
    (homeless, "第一个标题前面有文字：“关于叙述的几点想法”", "请放到所属的标题下"),
    (twice, "标题“前言”: 错误：标题“前言”有两处", "请并到一处"),
    (in_the_note, "有字写在说明里：“报告前言我局……”", "请把正文另起一段"),
)


@pytest.mark.parametrize(("fault", "message", "advice"), WRONG, ids=lambda one: getattr(one, "__name__", ""))
def test_what_cannot_be_placed_is_refused(fault: object, message: str, advice: str, dept: Path) -> None:
    document = paper()
    assert callable(fault)
    fault(document)
    told = refused(document, dept)
    assert len(told) == 1
    assert message in told[0]
    assert advice in told[0]


def test_a_text_of_another_year_or_department_is_refused(dept: Path) -> None:
    (dept.parent / "叙述.docx").write_bytes(narrated.laid_out(form(), {}, "2020", "某区教育局"))
    with pytest.raises(Refused) as refusal:
        take([dept.parent / "叙述.docx"], dept)
    told = [one.message for one in refusal.value.diagnostics]
    assert told == [
        "叙述是年度“2020”的，dept.yaml 的年度是“2021”",
        "叙述是部门“某区教育局”的，dept.yaml 的部门是“某区科技局”",
    ]


def test_a_report_is_for_absorb(dept: Path) -> None:
    document = paper()
    tag = '<w:sdtPr><w:tag w:val="叙述.前言"/></w:sdtPr>'
    xml = f"<w:sdt {nsdecls('w')}>{tag}<w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    document.element.body.insert(0, docx.oxml.parse_xml(xml))
    (told,) = refused(document, dept)
    assert "这是生成的报告，不是叙述" in told
    assert "reportgen absorb 叙述.docx" in told


ADDED = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{}</w:p>"""
RUN = "<w:r>{}<w:t>经费增加。</w:t></w:r>"
SIGNS = (
    (RUN.format("<w:pict/>"), "图片"),
    (RUN.format("") + "<w:r><w:footnoteReference w:id='2'/></w:r>", "脚注"),
    (RUN.format("") + "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "公式"),
    (RUN.format("<w:rPr><w:strike/></w:rPr>"), "加删除线的文字"),
    (RUN.format("") + "<w:r><w:commentReference w:id='0'/></w:r>", "批注"),
    ("<w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r>" + RUN.format(""), "文本框"),
    (f"<w:ins w:id='1' w:author='甲'>{RUN.format('')}</w:ins>", "未接受的修订"),
    (RUN.format("").replace("经费", "一\t经费"), "Tab"),
)


@pytest.mark.few(4)
@pytest.mark.parametrize(("xml", "told"), SIGNS, ids=[told for _, told in SIGNS])
def test_what_the_data_cannot_hold_is_told_with_its_place(xml: str, told: str, dept: Path) -> None:
    document = paper()
    place = document.paragraphs[heading(document, "增减原因") + 1]
    place._p.addnext(docx.oxml.parse_xml(ADDED.format(xml)))
    took = taken(document, dept)
    assert "经费增加。" in dept.read_text("utf-8")
    assert [told in one.message for one in took.diagnostics] == [True]
    assert told == "未接受的修订" or "“增减原因”第 1 段" in str(took.diagnostics[0])
    assert took.diagnostics[0].severity is not Severity.ERROR


def test_cells_that_span_keep_the_columns_and_are_told(dept: Path) -> None:
    document = paper()
    grid = document.add_table(2, 3)
    for cell, word in zip((c for row in grid.rows for c in row.cells), "甲乙丙丁戊己", strict=True):
        cell.text = word
    grid.cell(0, 0).merge(grid.cell(0, 1))
    document.paragraphs[heading(document, "增减原因") + 1]._p.addnext(grid._tbl)
    took = taken(document, dept)
    assert [one.message for one in took.diagnostics] == ["“增减原因”的表格有横向合并的单元格，资料里只留文字"]
    assert "    | 甲 乙 |  | 丙 |\n    | --- | --- | --- |\n    | 丁 | 戊 | 己 |\n" in dept.read_text("utf-8")


def test_a_field_that_became_a_lower_heading_is_told(dept: Path) -> None:
    document = paper()
    document.paragraphs[heading(document, "后续计划")].style = "Heading 2"
    took = taken(document, dept)
    assert [one.message for one in took.diagnostics] == ["“后续计划”是下一级标题，读作“经验做法”里的小标题"]


def test_several_offices_write_several_files(dept: Path) -> None:
    for name, words in (("甲.docx", "收入增加。"), ("乙.docx", "收入减少。")):
        document = paper()
        document.paragraphs[heading(document, "增减原因") + 2].text = words
        document.paragraphs[heading(document, "后续计划") + 2].text = "抓进度。"
        document.save(dept.parent / name)
    with pytest.raises(Refused) as refusal:
        take([dept.parent / "甲.docx", dept.parent / "乙.docx"], dept)
    (told,) = refusal.value.diagnostics
    assert "甲.docx “增减原因” 是“收入增加。”，乙.docx “增减原因” 是“收入减少。”" in told.message
    document = paper()  # whoever has written nothing disagrees with nobody
    document.paragraphs[heading(document, "后续计划") + 2].text = "抓进度。"
    document.save(dept.parent / "乙.docx")
    took = take([dept.parent / "甲.docx", dept.parent / "乙.docx"], dept)
    assert {one.name for one in took.changes} == {"叙述.增减原因", "叙述.后续计划"}


NOT_WORD = (
    ("叙述.docx", b"PK\x03\x04", "已损坏"),
    ("叙述.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"),
    ("叙述.docx", b"", "是空的"),
)


@pytest.mark.parametrize(("name", "data", "told"), NOT_WORD)
def test_what_is_no_docx_is_said(name: str, data: bytes, told: str, dept: Path) -> None:
    (dept.parent / name).write_bytes(data)
    with pytest.raises(Refused) as refusal:
        take([dept.parent / name], dept)
    assert told in refusal.value.diagnostics[0].message


def test_new_and_take_of_a_word_file(dept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = dept.parent / "叙述.docx"
    assert cli.main(["new", "--pack", "futian", str(path)]) == 0
    document = docx.Document(str(path))
    document.paragraphs[heading(document, "经验做法") + 2].text = "一事一议。"
    document.save(path)
    assert cli.main(["take", str(path), str(dept)]) == 0
    assert "叙述.经验做法" in capsys.readouterr().out
    assert "  经验做法: |\n    一事一议。" in dept.read_text("utf-8")


ONE = Form("futian", (Section("叙述", (Question(("叙述", "前言"), "前言", long=True),)),), ())
_MARKS = st.sampled_from(("", "", "1. ", "- "))
_WORDS = st.text(st.sampled_from("资金管理5.%*|#-（一）“”、。 1"), min_size=1, max_size=8)
_PARAGRAPHS = st.builds(lambda mark, words: f"{mark}{words}", _MARKS, _WORDS)
_HEADINGS = st.builds(lambda mark, words: mark + words.replace("*", "1"), st.sampled_from(("# ", "## ")), _WORDS)
_TABLES = st.builds(lambda a, b: f"| {a} | 乙 |\n| --- | --- |\n| 丙 | {b} |", _WORDS, _WORDS)


@settings(max_examples=15)
@given(st.lists(st.one_of(_PARAGRAPHS, _HEADINGS, _TABLES), min_size=1, max_size=4))
def test_any_narrative_comes_back_as_it_was(parts: list[str]) -> None:
    text = "\n\n".join(parts)
    made = narrated.laid_out(ONE, {"叙述/前言": text}, "2021", "某区科技局")
    (filled,) = narrated.answered(Path("叙述.docx"), made, ONE, NOWHERE)[0].fields
    assert as_narrative.signature(narrative.blocks(filled.text)) == as_narrative.signature(narrative.blocks(text))
