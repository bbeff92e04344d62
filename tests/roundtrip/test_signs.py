"""Signs that people put into a report in Word and that are no plain text: carried or told, never lost in silence."""

from __future__ import annotations

import pytest
from docx_parts import LINKS, WORD, docx, paragraph
from lxml import etree
from roundtrip_desk import rewrite
from small_office import Office
from small_report import press

from reportgen.roundtrip.absorb import absorb
from reportgen.word.anchors import controls
from reportgen.word.anchors.identity import Identity
from reportgen.word.anchors.sentinels import CONTROLLED
from reportgen.word.ooxml import archive
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import text, w
from reportgen.word.returned import regions

SPACES = f'xmlns:w="{WORD}" xmlns:r="{LINKS}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def run(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def sym(code: str, font: str = "Wingdings") -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def math(inside: str) -> str:
    return f"<m:oMath>{inside}</m:oMath>"


LETTERS = "<m:r><m:t>x=</m:t></m:r>"
FRACTION = "<m:f><m:fPr/><m:num><m:r><m:t>14</m:t></m:r></m:num><m:den><m:r><m:t>a+b</m:t></m:r></m:den></m:f>"
ROOT = "<m:rad><m:e><m:r><m:t>2</m:t></m:r></m:e></m:rad>"
RUBY = f"<w:r><w:ruby><w:rt>{run('bà')}</w:rt><w:rubyBase>{run('罢')}</w:rubyBase></w:ruby></w:r>"
BOX = f"<w:r><w:pict><w:txbxContent><w:p>{run('框中')}</w:p></w:txbxContent></w:pict></w:r>"
SIGNS = {
    "symbol": (sym("F0FE"), "☑", ("符号",)),
    "symbol of Unicode": (sym("2611", "Segoe UI Symbol"), "☑", ("符号",)),
    "symbol nobody knows": (sym("F0FE", "某字体"), "", ("符号",)),
    "equation": (math(LETTERS + FRACTION), "x=14/(a+b)", ("公式",)),
    "equation that is no line": (math(LETTERS + ROOT), "", ("公式",)),
    "footnote": ('<w:r><w:footnoteReference w:id="2"/></w:r>', "", ("脚注",)),
    "ruby": (RUBY, "罢", ("注音",)),
    "struck": (run("删", "<w:strike/>"), "删", ("加删除线的文字",)),
    "not struck": (run("留", '<w:strike w:val="0"/>'), "留", ()),
    "hidden": (run("藏", "<w:vanish/>"), "藏", ("隐藏的文字",)),
    "raised": (run("2", '<w:vertAlign w:val="superscript"/>'), "2", ("上标",)),
    "picture": ("<w:r><w:drawing/></w:r>", "", ("图片",)),
    "text box": (BOX, "框中", ("图片",)),
}


def returned(inside: str) -> regions.Returned:
    opening, closing = CONTROLLED.around("问题.A1.原因")
    made = controls.anchor(docx(paragraph(f"因{opening}甲乙{closing}。")), Identity("某", "2021", "套", "1"))
    report = Finished(made)
    tree = report.tree(report.main)
    content = next(tree.iter(w("sdtContent")))
    content[:] = etree.fromstring(f"<x {SPACES}>{run('甲')}{inside}{run('乙')}</x>")
    report.put_tree(report.main, tree)
    return regions.read(archive.write(report.entries.values()))


@pytest.mark.parametrize(("inside", "words", "names"), SIGNS.values(), ids=SIGNS)
def test_a_sign_is_read_once_or_named(inside: str, words: str, names: tuple[str, ...]) -> None:
    back = returned(inside)
    (region,) = back.regions
    assert (region.words, region.signs) == (f"甲{words}乙", names)
    assert "".join(line.words for line in back.lines) == f"因甲{words}乙。"
    assert back.signs == ()


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path)


def retyped(office: Office, inside: str):
    """The first cause retyped, `inside` in the middle; what absorb says of it."""
    report = office.reports[-1].path

    def change(_, found):
        tag = next(tag for tag in found if tag.endswith(".原因") or "措施.1" in tag)
        found[tag][:] = etree.fromstring(f"<x {SPACES}>{run('先核')}{inside}{run('后办')}</x>")

    rewrite(report, change)
    return absorb(report, office.dept, press=press())


def test_a_footnote_is_told_and_the_words_are_taken_in(office: Office) -> None:
    absorbed = retyped(office, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    assert "先核后办" in office.people.read_text("utf-8")
    (told,) = [d for d in absorbed.diagnostics if d.code == "not-text"]
    assert "脚注" in told.message and "问题.A" in told.message


def test_what_is_struck_through_waits_for_a_person(office: Office) -> None:
    absorbed = retyped(office, run("不", "<w:dstrike/>"))
    assert "先核" not in office.people.read_text("utf-8")
    assert [e.after.words for e in absorbed.waiting] == ["先核不后办"] and "删除线" in absorbed.waiting[0].doubt


def test_a_sign_in_the_words_of_the_tool_is_told(office: Office) -> None:
    report = office.reports[-1].path

    def change(tree, _):
        last = next(p for p in tree.iter(w("p")) if text(p) == "报告完毕。")
        last.append(etree.fromstring(f"<x {SPACES}><w:r><w:drawing/></w:r></x>")[0])

    rewrite(report, change)
    (told,) = [d for d in absorb(report, office.dept, press=press()).diagnostics if d.code == "not-text"]
    assert "工具生成的文字里有图片" in told.message
