"""Marks of missing values in a draft: highlighted, and nothing else touched."""

from __future__ import annotations

import pytest
from docx_parts import NAMESPACES
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportgen.language.tag import to_fill as mark
from reportgen.word.gaps import highlight

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def runs(xml: str) -> list[str]:
    """Each run as its properties and its text: b|文字."""
    found = etree.fromstring(highlight(xml)).iter(f"{W}r")
    return ["{}|{}".format(",".join(look(run)), "".join(said(run))) for run in found]


def look(run: etree._Element) -> list[str]:
    return [child.tag.removeprefix(W) for child in run.iterfind(f"{W}rPr/*")]


def said(run: etree._Element) -> list[str]:
    return [child.text or "⏎" for child in run if child.tag in (f"{W}t", f"{W}br")]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<w:r><w:t>没有缺口【注】</w:t></w:r>", ["|没有缺口【注】"]),
        ("<w:r><w:t>【待填：甲】</w:t></w:r>", ["highlight|【待填：甲】"]),
        ("<w:r><w:t>共【待填：甲】万元</w:t></w:r>", ["|共", "highlight|【待填：甲】", "|万元"]),
        ("<w:r><w:t>【待填：甲】【待填：乙】</w:t></w:r>", ["highlight|【待填：甲】", "highlight|【待填：乙】"]),
        (
            "<w:r><w:rPr><w:b/><w:u/></w:rPr><w:t>共【待填：甲】元</w:t></w:r>",
            ["b,u|共", "b,highlight,u|【待填：甲】", "b,u|元"],
        ),
        (
            "<w:r><w:t>共【待</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>填：甲】元</w:t></w:r>",
            ["|共", "highlight|【待", "b,highlight|填：甲】", "b|元"],
        ),
        (
            "<w:r><w:t>一</w:t><w:br/><w:t>【待填：甲】</w:t><w:br/><w:t>二</w:t></w:r>",
            ["|一⏎", "highlight|【待填：甲】", "|⏎二"],
        ),
        ('<w:r><w:rPr><w:highlight w:val="red"/></w:rPr><w:t>【待填：甲】</w:t></w:r>', ["highlight|【待填：甲】"]),
        ("<w:r><w:t>【待填：没有收尾</w:t></w:r>", ["|【待填：没有收尾"]),
    ],
)
def test_only_the_mark_is_highlighted(inside: str, expected: list[str]) -> None:
    assert runs(f"<w:p {NAMESPACES}>{inside}</w:p>") == expected


def test_marks_do_not_reach_over_paragraphs() -> None:
    xml = f"<w:body {NAMESPACES}><w:p><w:r><w:t>【待填：</w:t></w:r></w:p><w:p><w:r><w:t>】</w:t></w:r></w:p></w:body>"
    assert runs(xml) == ["|【待填：", "|】"]


def test_a_part_without_marks_is_returned_as_it_is() -> None:
    """Not even parsed: this is no XML."""
    assert highlight("<不是 XML") == "<不是 XML"


def test_the_declaration_is_kept() -> None:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    made = highlight(f"{declaration}\n<w:p {NAMESPACES}><w:r><w:t>{mark('甲')}</w:t></w:r></w:p>")
    assert made.startswith(declaration)
    assert etree.fromstring(made.encode()).findtext(f".//{W}t") == "【待填：甲】"


@given(st.lists(st.tuples(st.booleans(), st.text("【】待填：甲 {", max_size=6)), max_size=6))
def test_no_word_is_lost_and_every_mark_is_yellow(parts: list[tuple[bool, str]]) -> None:
    texts = [mark(text) if missing else text.replace("【", "") for missing, text in parts]
    inside = "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts)
    found = runs(f"<w:p {NAMESPACES}>{inside}</w:p>")
    assert "".join(run.partition("|")[2] for run in found).replace("⏎", "") == "".join(texts)
    yellow = "".join(run.partition("|")[2] for run in found if run.startswith("highlight"))
    assert yellow == "".join(text for text in texts if text.startswith("【"))
