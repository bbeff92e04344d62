"""What stands beside a tag: breaks stay where they are, and nothing else that a reader would see vanishes untold."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx_parts import cell, docx, paragraph, table
from lxml import etree

from reportgen.diagnostics import Refused
from reportgen.word import Template, check, outline
from reportgen.word.ooxml.wordml import w

PAGE = '<w:r><w:br w:type="page"/></w:r>'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
LANDSCAPE = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def template(body: str, folder: Path) -> Template:
    path = folder / "模板.docx"
    path.write_bytes(docx(body))
    return Template(path)


def tagged(before: str = "", tag: str = "{%p if 年度 %}", after: str = "", look: str = "") -> str:
    """A paragraph that holds a tag and what stands beside it."""
    return f"<w:p><w:pPr>{look}</w:pPr>{before}<w:r><w:t>{tag}</w:t></w:r>{after}</w:p>"


def pages(made: bytes) -> list[str]:
    """The words of each paragraph; ↡ where a page or column ends, § where a section does."""
    body = etree.fromstring(zipfile.ZipFile(BytesIO(made)).read("word/document.xml"))[0]
    found = []
    for p in body.iter(w("p")):
        words = "↡" * (p.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None)
        for e in p.iter(w("t"), w("br"), w("sectPr")):
            words += e.text if e.tag == w("t") else "§" if e.tag == w("sectPr") else "↡" if e.get(w("type")) else ""
        found.append(words)
    return found


KEPT = {
    "page break before": (tagged(PAGE), ["首", "↡", "甲", "末"]),
    "page break after": (tagged(after=PAGE), ["首", "↡", "甲", "末"]),
    "column break in the tag's own run": (
        '<w:p><w:r><w:br w:type="column"/><w:t>{%p if 年度 %}</w:t></w:r></w:p>',
        ["首", "↡", "甲", "末"],
    ),
    "page break within a split tag": (
        f"<w:p><w:r><w:t>{{%p if 年</w:t></w:r>{PAGE}<w:r><w:t>度 %}}</w:t></w:r></w:p>",
        ["首", "↡", "甲", "末"],
    ),
    "a page of its own": (tagged(look="<w:pageBreakBefore/>"), ["首", "↡", "甲", "末"]),
    "no page of its own": (tagged(look='<w:pageBreakBefore w:val="0"/>'), ["首", "甲", "末"]),
    "section break": (tagged(look=LANDSCAPE), ["首", "§", "甲", "末"]),
}


@pytest.mark.parametrize(("body", "expected"), KEPT.values(), ids=KEPT)
def test_a_break_beside_a_tag_stays_in_its_place(body: str, expected: list[str], tmp_path: Path) -> None:
    body = paragraph("首") + body + paragraph("甲") + paragraph("{%p endif %}") + paragraph("末")
    made = template(body, tmp_path).render({"年度": 2021})
    assert pages(made) == expected
    assert check(made) == []


def test_a_break_before_a_condition_does_not_depend_on_it_and_one_after_it_does(tmp_path: Path) -> None:
    body = paragraph("首") + tagged(PAGE, after=PAGE) + paragraph("甲") + paragraph("{%p endif %}")
    assert pages(template(body, tmp_path).render({"年度": 0})) == ["首", "↡"]


def test_libreoffice_moves_section_breaks_into_the_end_of_a_condition(tmp_path: Path) -> None:
    end = tagged(tag="{%p endif %}", look=LANDSCAPE)
    body = paragraph("{%p if 年度 %}") + paragraph("甲") + end + paragraph("末")
    for year in (0, 2021):
        made = outline(template(body, tmp_path).render({"年度": year}))
        assert made.splitlines() == ["〔横向〕", *(["甲"] if year else []), "〔纵向〕", "末"]


@pytest.mark.parametrize("tag", ["{{p 正文 }}", "{#p 说明 #}"])
def test_breaks_stay_beside_every_tag_of_whole_paragraphs(tag: str, tmp_path: Path) -> None:
    made = template(tagged(PAGE, tag) + paragraph("末"), tmp_path).render({"正文": ""})
    assert pages(made) == ["↡", "末"]


def test_a_page_break_within_a_split_value_stays(tmp_path: Path) -> None:
    body = f"<w:p><w:r><w:t>{{{{ 年</w:t></w:r>{PAGE}<w:r><w:t>度 }}}}后</w:t></w:r></w:p>"
    assert sorted(pages(template(body, tmp_path).render({"年度": 2021}))[0]) == sorted("2021↡后")


FIELD = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="end"/></w:r>'
LOST = {
    "picture": ("<w:r><w:drawing/></w:r>", "图片"),
    "old picture": ("<w:r><w:pict/></w:r>", "图片"),
    "object": ("<w:r><w:object/></w:r>", "图片"),
    "field": (FIELD, "域"),
    "simple field": ('<w:fldSimple w:instr="PAGE"/>', "域"),
    "symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "符号"),
    "equation": (f"<m:oMath {MATH}><m:r><m:t>x</m:t></m:r></m:oMath>", "公式"),
    "footnote": ('<w:r><w:footnoteReference w:id="2"/></w:r>', "脚注"),
    "words": ("<w:r><w:t>会丢</w:t></w:r>", "会丢"),
}


@pytest.mark.parametrize(("beside", "told"), LOST.values(), ids=LOST)
@pytest.mark.parametrize("level", ["p", "tr", "tc"])
def test_what_would_vanish_with_a_tag_is_told(level: str, beside: str, told: str, tmp_path: Path) -> None:
    opening, end = tagged(beside, f"{{%{level} if 年度 %}}"), f"{{%{level} endif %}}"
    if level == "p":
        body = opening + paragraph("甲") + paragraph(end)
    else:
        cells = [f"<w:tc>{opening}</w:tc>", cell("甲"), cell(end)]
        body = table("".join(cells), columns=3) if level == "tc" else table(*cells, columns=1)
    with pytest.raises(Refused) as refusal:
        template(body, tmp_path)
    (found,) = refusal.value.diagnostics
    assert found.code == "beside-tag" and told in found.message and "移到" in found.hint
    assert found.position.place.endswith(("正文第 1 段", "第 1 行第 1 格"))


def test_a_page_break_beside_a_tag_of_rows_is_told(tmp_path: Path) -> None:
    rows = table(f"<w:tc>{tagged(PAGE, '{%tr if 年度 %}')}</w:tc>", cell("甲"), cell("{%tr endif %}"), columns=1)
    with pytest.raises(Refused, match="分页符"):
        template(rows, tmp_path)


def test_what_nobody_sees_may_stand_beside_a_tag(tmp_path: Path) -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="_GoBack"/><w:bookmarkEnd w:id="1"/><w:r><w:tab/><w:br/></w:r>'
    body = tagged(marks + "<w:proofErr/>") + paragraph("甲") + paragraph("{%p endif %}")
    assert pages(template(body, tmp_path).render({"年度": 1})) == ["甲"]
