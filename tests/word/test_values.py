"""What data puts in comes out exactly as typed, and never changes the document around it."""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx_parts import cell, docx, paragraph, part, table
from docxtpl import DocxTemplate, InlineImage
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Refused
from reportgen.word import Template, check

ILLEGAL = "".join(map(chr, (0, 1, 7, 8, 11, 12, 14, 31, 0xFFFE, 0xFFFF)))


def template(body: str, **others: str) -> Template:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "模板.docx"
        path.write_bytes(docx(body, others={f"word/{name}.xml": xml for name, xml in others.items()}))
        return Template(path)


LINE = template(paragraph("前{{ 值 }}后") + table(cell("{{ 值 }}") + cell("乙")))


def shown(made: bytes) -> str:
    return Document(BytesIO(made)).paragraphs[0].text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=f"{ILLEGAL}\r", max_codepoint=0x1FFFF)))
def test_any_text_comes_out_as_typed(text: str) -> None:
    if any(0xFDD0 <= ord(c) <= 0xFDEF or (ord(c) < 32 and c not in "\n\t") or ord(c) % 0x10000 > 0xFFFD for c in text):
        return
    made = LINE.render({"值": text})
    assert shown(made) == f"前{text}后"
    assert Document(BytesIO(made)).tables[0].cell(0, 0).text == text


@pytest.mark.parametrize(
    "text",
    [
        "{{ 值 }}",
        "{% if %}",
        "{# 注 #}",
        "{_{",
        "}}",
        "｛｛ 值 ｝｝",
        "收入<支出",
        "a&amp;b",
        "]]>",
        "<w:p/>",
        "😀👨‍👩‍👧",
        "None",
        "【待填：甲】",
    ],
)
def test_what_looks_like_a_tag_or_markup_is_only_text(text: str) -> None:
    made = LINE.render({"值": text})
    assert shown(made) == f"前{text}后"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("43189.20"), "43189.20"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0E-7"), "0.0000000"),
        (7, "7"),
        (dt.date(2021, 9, 18), "2021-09-18"),
        ("", ""),
        ("甲\r\n乙", "甲\n乙"),
        ("甲\r乙", "甲\n乙"),
        ("甲\t乙", "甲\t乙"),
        ("  两端  空格  ", "  两端  空格  "),
    ],
)
def test_values_are_written_plainly(value: Any, expected: str) -> None:
    assert shown(LINE.render({"值": value})) == f"前{expected}后"


@pytest.mark.parametrize("sign", [*ILLEGAL, "\ud800"])
def test_control_characters_are_refused_and_the_value_is_named(sign: str) -> None:
    with pytest.raises(Refused) as refusal:
        LINE.render({"值": f"前面的字{sign}后面的字"})
    told = str(refusal.value)
    assert "“值”" in told and f"U+{ord(sign):04X}" in told and "前面的字" in told and "正文第 1 段" in told


@pytest.mark.parametrize("tag", ["{{ 印章 }}", "{{p 印章 }}"])
def test_a_picture_made_for_docxtpl_is_refused_and_named(tag: str) -> None:
    with pytest.raises(Refused) as refusal:
        template(paragraph("甲") + paragraph(tag)).render({"印章": InlineImage(DocxTemplate(""), "seal.png")})
    told = str(refusal.value)
    assert "正文第 2 段: 错误：“印章”是 docxtpl 的 InlineImage（图片），不能从数据放进报告" in told
    assert "图片请直接插入模板" in told


def test_constants_in_a_template_are_printed_as_written() -> None:
    made = template(paragraph("{{ 'a&amp;b' }}{{ '&lt;' }}{{ '“引”' }}{{ '100%' }}{{ '}}' }}")).render({})
    assert shown(made) == "a&b<“引”100%}}"


def test_a_value_with_new_lines_may_stand_in_an_attribute() -> None:
    body = '<w:p><w:bookmarkStart w:id="1" w:name="{{ 值 }}"/><w:bookmarkEnd w:id="1"/><w:r><w:t>甲</w:t></w:r></w:p>'
    made = template(body).render({"值": "一<二\n“三”"})
    assert shown(made) == "甲"


def test_footnotes_and_headers_get_values_too() -> None:
    notes = part("footnotes", f'<w:footnote w:id="2">{paragraph("注{{ 值 }}")}</w:footnote>')
    made = template(paragraph("甲"), footnotes=notes, header1=part("hdr", paragraph("眉{{ 值 }}"))).render(
        {"值": "A<B"}
    )
    package = Document(BytesIO(made)).part.package
    blobs = b"".join(part.blob for part in package.iter_parts())
    assert "注A&lt;B".encode() in blobs and "眉A&lt;B".encode() in blobs


def test_a_false_condition_leaves_the_cell_its_paragraph_or_is_told() -> None:
    inside = "".join(map(paragraph, ("{%p if 值 %}", "甲", "{%p endif %}")))
    made = template(table(f"<w:tc><w:tcPr/>{inside}</w:tc>{cell('乙')}")).render({"值": False})
    assert any("单元格" in found.message for found in check(made))
