"""returned: whose each file is by what itself says, how each department stands, and one list of it."""

from __future__ import annotations

import shutil
import tempfile
from functools import cached_property
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import docx, paragraph
from ledger_desk import PEOPLE
from openpyxl import load_workbook
from roundtrip_desk import replace, rewrite
from small import PACK
from small_report import DEPT, TEMPLATE

from reportgen import cli, pipeline
from reportgen.intake.papers import Expected, by_title
from reportgen.intake.situation import Held, Situation, owner, reception
from reportgen.packs import pack as packs
from reportgen.pipeline import returning
from reportgen.sheets import ledger_sheet
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import w

OFFICES = ("甲局", "乙局", "丙局")


class Bureau:
    """Three departments, whose reports may be handed in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.inbox = folder, folder / "收文"
        (folder / "templates" / "small").mkdir(parents=True)
        for name, text in PACK.items():
            (folder / "templates" / "small" / name).write_text(text, "utf-8")
        body = "".join(paragraph(text, style) for text, style in TEMPLATE)
        (folder / "templates" / "small" / "report.docx").write_bytes(docx(body))
        self.inbox.mkdir()
        for name in OFFICES:
            self.dept(name).parent.mkdir(parents=True)
            self.dept(name).write_text(DEPT.format(outsiders=8, slips=1).replace("某区某局", name), "utf-8")
            (self.dept(name).parent / "整改.yaml").write_text(PEOPLE, "utf-8")

    def dept(self, name: str) -> Path:
        return self.folder / "data" / name / "dept.yaml"

    @cached_property
    def press(self) -> pipeline.Press:
        """The press of the bureau's pack as it is on the first day."""
        return pipeline.press(packs.load("small", (self.folder / "templates",))[0])

    def hand_in(self, name: str, file: str, *, draft: bool = False) -> Path:
        """The report of a department under a name that says nothing."""
        evaluation, _ = pipeline.evaluate(pipeline.read(self.dept(name), self.press.pack)[0], draft=draft)
        (self.inbox / file).write_bytes(pipeline.printed(evaluation, self.press))
        return self.inbox / file

    def ledger(self, name: str, file: str, **cells: str) -> None:
        evaluation, _ = pipeline.evaluate(pipeline.read(self.dept(name), self.press.pack)[0])
        book = load_workbook(BytesIO(ledger_sheet.workbook(evaluation)))
        for cell, value in cells.items():
            book.active[cell] = value
        book.save(self.inbox / file)

    def received(self):
        found = [pipeline.expected(self.dept(name)) for name in OFFICES]
        due, _ = pipeline.awaited(found)
        papers = list(pipeline.papers(self.inbox, due))
        shelf = pipeline.Shelf()
        held = [pipeline.held(paper, own, shelf) for paper in papers if (own := owner(paper, due))]
        return reception(due, papers, held)

    def states(self) -> list[str]:
        return [one.situation.value for one in self.received().departments]


@pytest.fixture
def bureau(tmp_path):
    return Bureau(tmp_path)


def retyped(path: Path, old: str, new: str) -> None:
    """Words changed in Word: in the control that holds them, else in the paragraph."""

    def change(tree, found):
        rows = (p for p in tree.iter(w("p")) if old in told(p))
        element = next((content for content in found.values() if old in told(content)), None)
        element = next(rows) if element is None else element
        replace(element, told(element), told(element).replace(old, new))

    rewrite(path, change)


def told(element) -> str:
    return "".join(t.text or "" for t in element.iter(w("t")))


def without_properties(path: Path) -> None:
    """Saved by a program that drops hidden properties and controls."""
    plain = "".join(paragraph(told(p), "") for p in _tree(path).iter(w("p")))
    path.write_bytes(docx(plain))


def _tree(path: Path):
    finished = Finished(path.read_bytes())
    return finished.tree(finished.main)


def test_each_is_known_by_what_it_says_and_not_by_its_name(bureau):
    bureau.hand_in("乙局", "甲局.docx")
    assert bureau.states() == ["未报", "一致", "未报"]


def test_texts_and_figures_that_differ_are_told_with_both(bureau):
    path = bureau.hand_in("甲局", "1.docx")
    retyped(path, "任务增加", "任务增加较多")
    retyped(path, "在编20人", "在编26人")
    (one,) = [each for each in bureau.received().departments if each.reports]
    assert one.situation is Situation.CHANGED
    told_of = {(each.kind, each.place, each.data, each.paper) for each in one.reports[0].deviations}
    assert ("文字", "问题.A1.原因", "任务增加。", "任务增加较多。") in told_of
    (figure,) = [each for each in one.reports[0].deviations if each.kind != "文字"]
    assert "在编20人" in figure.data
    assert "在编26人" in figure.paper


def test_a_report_older_than_its_data_says_which_figures_changed(bureau):
    bureau.hand_in("甲局", "1.docx")
    dept = bureau.dept("甲局")
    dept.write_text(dept.read_text("utf-8").replace("劳务派遣: 8", "劳务派遣: 9"), "utf-8")
    one = bureau.received().departments[0]
    assert one.situation is Situation.OLDER
    assert "40.00% → 45.00%" in one.reports[0].older


def test_a_report_of_an_older_program_is_told(bureau, monkeypatch):
    bureau.hand_in("甲局", "1.docx")
    monkeypatch.setattr(returning, "__version__", "9.9")
    one = bureau.received().departments[0]
    assert one.situation is Situation.OLDER
    assert "现为 9.9" in one.reports[0].older


def _naming(tree, word: str):
    """The first paragraph of a template that holds `word`."""
    return next(p for p in tree.iter(w("p")) if word in "".join(p.itertext()))


@pytest.mark.parametrize("file", ["wording.yaml", "report.docx"])
def test_a_report_older_than_a_change_of_its_pack_is_told_so_and_not_as_edited(bureau, file):
    bureau.hand_in("甲局", "1.docx")
    at = bureau.folder / "templates" / "small" / file
    if file == "report.docx":
        rewrite(at, lambda tree, _: replace(_naming(tree, "编外率"), "人，劳务", "人；劳务"))
    else:
        at.write_text(at.read_text("utf-8").replace("每季度", "每半年"), "utf-8")
    one = bureau.received().departments[0]
    assert one.situation is Situation.OLDER
    assert one.reports[0].older == "套件“small”在报告生成后改过，工具写的文字可能不同"


def test_two_for_one_are_told_whether_alike_or_not(bureau):
    first = bureau.hand_in("甲局", "1.docx")
    shutil.copy(first, bureau.inbox / "2.docx")
    one = bureau.received().departments[0]
    assert (one.situation, one.copies, one.settled) == (Situation.SAME, "交了 2 份报告，内容相同", False)
    retyped(bureau.inbox / "2.docx", "任务增加", "任务减少")
    one = bureau.received().departments[0]
    assert one.situation is Situation.CHANGED
    assert "内容不同" in one.copies


def test_without_its_properties_the_first_words_tell_whose_it_is(bureau):
    without_properties(bureau.hand_in("丙局", "1.docx"))
    one = bureau.received().departments[2]
    assert one.situation is Situation.UNKNOWN
    assert "没有内容控件" in one.reports[0].trouble


DUE = [
    Expected(Path("a"), "某局", "2021"),
    Expected(Path("b"), "某局分局", "2021"),
    Expected(Path("c"), "某局", "2020"),
]
TITLES = [
    ("某局2021年度报告", ("某局", "2021")),
    ("某 局 分 局\n2021年度报告", ("某局分局", "2021")),
    ("某局2020年度报告", ("某局", "2020")),
    ("某局报告\n2021年度\n2022年3月", ("某局", "2021")),
    ("某局2019年度报告", ("某局", "2019")),
    ("别的局2021年度报告", ("", "2021")),
    ("", ("", "")),
]


@pytest.mark.parametrize(("head", "whose"), TITLES)
def test_a_title_names_department_and_year(head, whose):
    assert by_title(head, DUE) == whose


def test_a_draft_handed_in_is_told(bureau):
    bureau.hand_in("甲局", "1.docx", draft=True)
    assert bureau.states()[0] == "交的是草稿"


def test_a_filled_ledger_waits_to_be_taken_and_one_that_was_taken_does_not(bureau):
    bureau.ledger("甲局", "a.xlsx", J4="已完成")
    bureau.ledger("乙局", "b.xlsx")
    bureau.ledger("丙局", "c.xlsx", J4="好了")
    departments = bureau.received().departments
    (held,) = departments[0].ledgers
    assert [(each.place, each.paper) for each in held.deviations] == [
        ("绩效评价问题整改台账!J4 A1 措施1 整改状态", "已完成")
    ]
    assert [held.count("台账") for one in departments for held in one.ledgers] == [1, 0, 1]
    assert departments[2].ledgers[0].deviations[0].said == "“好了”不是整改状态"


STRAYS = [
    ("1.doc", b"\xd0\xcf\x11\xe0", ".doc 文件，没有核对", "请在 Word 或 WPS 里另存为 .docx"),
    ("1.pdf", b"%PDF", ".pdf 文件，没有核对", "PDF 不能逐处比对"),
    ("1.docx", b"", "报告文件是空的（0 字节）", "请换用完好的"),
    ("1.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "已加密", "取消打开密码"),
    ("1.docx", b"PK\x03\x04", "已损坏", "另存为 .docx"),
    ("1.xlsx", b"PK\x03\x04", "工作簿已损坏", "另存为 .xlsx"),
    ("报告", b"x", "没有后缀", "收的是报告"),
    ("收文.zip", b"PK", ".zip 文件", "先解开"),
]


@pytest.mark.parametrize(("name", "data", "trouble", "advice"), STRAYS)
def test_what_cannot_be_compared_is_told_with_what_to_do(bureau, name, data, trouble, advice):
    (bureau.inbox / name).write_bytes(data)
    (bureau.inbox / ".reportgen").mkdir()
    for left in ("~$1.docx", "评价结果.json", ".reportgen/1.json"):
        (bureau.inbox / left).write_bytes(b"x")
    (paper,) = bureau.received().strays
    assert trouble in paper.trouble
    assert advice in paper.advice


def test_a_report_of_nobody_and_one_of_another_year_are_told(bureau):
    bureau.hand_in("甲局", "1.docx")
    bureau.hand_in("乙局", "2.docx")
    without_properties(bureau.hand_in("丙局", "3.docx"))
    for name, old, new in (("甲局", "全称: 甲局", "全称: 丁局"), ("乙局", "年度: 2021", "年度: 2020")):
        text = bureau.dept(name).read_text("utf-8")
        bureau.dept(name).write_text(text.replace(old, new), "utf-8")
    bureau.dept("丙局").write_text(bureau.dept("丙局").read_text("utf-8").replace("丙局", "丙丙局"), "utf-8")
    assert [paper.trouble for paper in bureau.received().strays] == [
        "是甲局2021年度的，资料里没有这个部门",
        "是乙局2021年度的，资料是2020年度的",
        "看不出是哪个部门、哪一年度的",
    ]


def test_data_that_are_wrong_are_told_and_the_others_are_compared(bureau):
    bureau.hand_in("甲局", "1.docx")
    bureau.hand_in("乙局", "2.docx")
    bureau.dept("甲局").write_text(bureau.dept("甲局").read_text("utf-8").replace("在编: 20", "在编: 多"), "utf-8")
    found = bureau.received().departments
    assert [one.situation for one in found[:2]] == [Situation.UNKNOWN, Situation.SAME]
    assert "dept.yaml：" in found[0].reports[0].trouble


def test_units_need_not_hand_in_and_data_without_a_name_or_twice_are_told(bureau):
    whole = bureau.dept("甲局")
    whole.write_text(whole.read_text("utf-8") + "所属单位: [../乙局/dept.yaml]\n", "utf-8")
    assert [one.due.name for one in bureau.received().departments] == ["甲局", "丙局"]
    other = bureau.folder / "另.yaml"
    shutil.copy(bureau.dept("丙局"), other)
    other_two = bureau.folder / "无.yaml"
    other_two.write_text("年度: 2021\n", "utf-8")
    depts = [bureau.dept("丙局"), other, other_two]
    due, told_of = pipeline.awaited([pipeline.expected(dept) for dept in depts])
    assert [one.dept for one in due] == [bureau.dept("丙局")]
    assert [one.code for one in told_of] == ["dept", "alike"]


def test_the_command_writes_one_list_and_its_code_says_whether_all_is_in(bureau, capsys):
    for number, name in enumerate(OFFICES):
        bureau.hand_in(name, f"{number}.docx")
    run = ["returned", str(bureau.inbox), "-d", str(bureau.folder / "data"), "-j", "1", "--no-cache"]
    before = {path: path.read_bytes() for path in bureau.folder.rglob("*") if path.is_file()}
    assert cli.main(run) == cli.DONE
    assert {path: path.read_bytes() for path in bureau.folder.rglob("*") if path.is_file()} == before
    retyped(bureau.inbox / "0.docx", "任务增加", "任务增加较多")
    (bureau.inbox / "1.docx").unlink()
    (bureau.inbox / "x.pdf").write_bytes(b"%PDF")
    assert cli.main([*run, "-o", str(bureau.folder / "清单.xlsx")]) == cli.REFUSED
    told_of = capsys.readouterr().out
    assert "文字 问题.A1.原因：“任务增加。” → “任务增加较多。”" in told_of
    assert "共 3 个部门：一致 1，有改动 1，未报 1；没有对上的文件 1 个。" in told_of
    book = load_workbook(bureau.folder / "清单.xlsx")
    assert book.sheetnames == ["退回清单", "逐处对照", "其他文件"]
    rows = list(book["退回清单"].iter_rows(min_row=3, max_col=3, values_only=True))
    assert sorted(rows) == [("丙局", "2021", "一致"), ("乙局", "2021", "未报"), ("甲局", "2021", "有改动")]


def test_a_fault_of_the_program_concerns_one_paper_alone(bureau, monkeypatch, capsys, tmp_path):
    bureau.hand_in("甲局", "1.docx")

    def broken(*_: object) -> Held:
        raise RuntimeError

    monkeypatch.setattr(pipeline, "held", broken, raising=False)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert cli.main(["returned", str(bureau.inbox), "-d", str(bureau.folder / "data"), "-j", "1"]) == cli.REFUSED
    assert "程序内部出错" in capsys.readouterr().out
    assert list(tmp_path.glob("reportgen-出错-*.txt"))


def test_no_folder_is_told(bureau, capsys):
    assert cli.main(["returned", str(bureau.folder / "无"), "-d", str(bureau.folder / "data")]) == cli.REFUSED
    assert "没有文件夹" in capsys.readouterr().err
