"""Narrative as Word paragraphs and tables: what comes out reads as what was written."""

from __future__ import annotations

import re

import pytest
from docx_parts import NAMESPACES, STYLES, docx, part
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.diagnostics import errors
from reportgen.facts.narrative import Paragraph, Span, Table, blocks
from reportgen.word.ooxml.package import Finished
from reportgen.word.outline import outline
from reportgen.word.prose import to_xml
from reportgen.word.safety import check

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRITABLE = st.text(
    st.one_of(st.sampled_from("{%}｛｝#None，。\n\t <&>“”（）"), st.characters(exclude_categories=["C"]))
)


@pytest.mark.parametrize(
    ("text", "level", "expected"),
    [
        ("一段话。\n\n又一段。", 3, ["一段话。", "又一段。"]),
        ("# 甲\n正文\n# 乙", 3, ["### 1.甲", "正文", "### 2.乙"]),
        ("# 甲\n## 乙", 1, ["# 一、甲", "## （一）乙"]),
        ("1. 甲\n2. 乙", 3, ["1.甲", "2.乙"]),
        ("1. 甲\n2. 乙", 4, ["（1）甲", "（2）乙"]),
        ("1. 甲\n2. 乙", 1, ["1.甲", "2.乙"]),
        ("1. 甲\n   1. 乙", 3, ["1.甲", "（1）乙"]),
        ("1. 甲\n   1. 乙\n      1. 丙\n         1. 丁", 3, ["1.甲", "（1）乙", "①丙", "①丁"]),
        ("# 题\n1. 甲", 3, ["### 1.题", "（1）甲"]),
        ("0. 甲", 3, ["0.甲"]),
        ("- 甲\n- 乙", 3, ["·甲", "·乙"]),
        ("### 丙", 4, ["丙"]),
        ("|a|b|\n|-|-|\n|1|2|", 3, ["| a | b |", "| 1 | 2 |"]),
        ("|a|\n|-|\n|1|\n\n|b|\n|-|", 3, ["| a |", "| 1 |", "| b |"]),
        ("| | |\n|-|-|", 3, ["|  |  |"]),
        ("收入<支出 & {{ 没有 }} 😀", 3, ["收入<支出 & {{ 没有 }} 😀"]),
        ("", 3, []),
    ],
)
def test_reads_as_written(text: str, level: int, expected: list[str]) -> None:
    made = docx(to_xml(blocks(text), STYLES, level))
    assert outline(made).splitlines() == expected
    assert check(made, context=text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("正文", [("p", "Body")]),
        ("# 题", [("p", "H3")]),
        ("|a|\n|-|\n|甲|", [("tbl", "Grid"), ("p", "Head"), ("p", "Cell"), ("p", "")]),
        ("|1|\n|-|\n|-1,234.50%|", [("tbl", "Grid"), ("p", "Head"), ("p", "Number"), ("p", "")]),
        ("|1|\n|-|\n|3项|", [("tbl", "Grid"), ("p", "Head"), ("p", "Cell"), ("p", "")]),
    ],
)
def test_uses_the_styles_of_the_template(text: str, expected: list[tuple[str, str]]) -> None:
    root = etree.fromstring(f"<x {NAMESPACES}>{to_xml(blocks(text), STYLES, 3)}</x>")
    found = [
        (e.tag.removeprefix(W), "".join(s.get(f"{W}val") for s in e.iterfind(f"*/{W}{e.tag.removeprefix(W)}Style")))
        for e in root.iter(f"{W}p", f"{W}tbl")
    ]
    assert found == expected


def test_without_such_styles_text_stands_in_the_default_one() -> None:
    """A template that has none of our styles still gets every word; a heading is bold body text."""
    made = str(to_xml(blocks("# 题\n\n正文\n\n|a|\n|-|\n|1|"), {}, 3))
    assert "Style" not in made
    assert made.startswith('<w:p><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">题</w:t></w:r></w:p>')


def test_bold_and_italic_are_the_only_formatting() -> None:
    made = to_xml([Paragraph((Span("甲"), Span("乙", bold=True), Span("丙", italic=True)))], {}, 3)
    assert made == (
        '<w:p><w:r><w:t xml:space="preserve">甲</w:t></w:r>'
        '<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">乙</w:t></w:r>'
        '<w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t xml:space="preserve">丙</w:t></w:r></w:p>'
    )


def test_the_header_row_is_repeated_on_every_page_and_no_column_is_narrow() -> None:
    long = tuple(Span("字" * 60) for _ in range(1))
    made = str(to_xml([Table(((Span("序"),), long), (((Span("1"),), long),))], STYLES, 3))
    assert made.count("<w:tblHeader/>") == 1
    widths = [int(e.get(f"{W}w")) for e in etree.fromstring(f"<x {NAMESPACES}>{made}</x>").iter(f"{W}gridCol")]
    assert widths == [1153, 7690]


@given(WRITABLE)
def test_any_text_comes_out_as_put_in(text: str) -> None:
    made = docx(to_xml([Paragraph((Span(text),))], STYLES, 3), others={"word/header1.xml": part("hdr", "<w:p/>")})
    paragraph = next(Finished(made).tree("word/document.xml").iter(f"{W}p"))
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    words = "".join(signs.get(e.tag) or e.text or "" for e in paragraph.iter(f"{W}t", *signs))
    assert words == text.replace("\r\n", "\n")
    assert errors(check(made, context=text)) == []


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1b", "\ufffe", "\ud800"])
def test_control_characters_are_refused(sign: str) -> None:
    with pytest.raises(ValueError, match=f"前{re.escape(sign)}后"):
        to_xml([Paragraph((Span(f"前{sign}后"),))], STYLES, 3)
