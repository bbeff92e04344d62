"""What we patch ourselves is what docxtpl would have made of it."""

from __future__ import annotations

import pytest
from docx_parts import cell, paragraph, table
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st

from reportgen.word.tags import patch
from reportgen.word.tags.scan import END, MARK


def tag(level: str, body: str) -> str:
    """A tag as `word_tag.written` leaves it: marked by its number."""
    opening, closing = ("{%", "%}") if body.startswith("if") else ("{{", "}}")
    return f"{opening}{level} {MARK}1{END}{body} {closing}"


BODIES = st.sampled_from(["甲", "甲|成段", "if 甲 &lt; 3 and “乙” == ‘丙’", "甲['&gt;'].乙 ~ '&amp;'"])
TAGS = st.builds(tag, st.sampled_from(["", "", "p", "tr", "tc", "r"]), BODIES)
TEXTS = st.lists(TAGS | st.sampled_from(["字", " “空” ", "100%", "{##}", "{#p #}", "{#tr #}", "&lt;"]), max_size=3).map(
    "".join
)
SPACED = '<w:p><w:pPr/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>'
PARAGRAPHS = TEXTS.map(paragraph) | st.builds(SPACED.format, TEXTS, TEXTS)
CELLS = st.lists(PARAGRAPHS, min_size=1, max_size=2).map(lambda inside: f"<w:tc><w:tcPr/>{''.join(inside)}</w:tc>")
ROWS = st.lists(CELLS, min_size=1, max_size=3).map("".join)
TABLES = st.lists(ROWS, min_size=1, max_size=3).map(lambda rows: table(*rows))
NESTED = TABLES.map(lambda inside: table(cell("前") + f"<w:tc>{inside}<w:p/></w:tc>" + cell(tag("tr", "if 甲"))))
BOXED = PARAGRAPHS.map(lambda inside: f"<w:p><w:r><w:txbxContent>{inside}</w:txbxContent></w:r></w:p>")


@given(st.lists(PARAGRAPHS | TABLES | NESTED | BOXED, max_size=4).map("".join))
def test_plain_tags_are_patched_as_docxtpl_patches_them(xml: str) -> None:
    assert patch.patched(xml) == DocxTemplate("").patch_xml(xml)


@pytest.mark.parametrize(
    "rare", ["{% vm %}", "{% hm %}", "{% colspan \ufdd01\ufdd1甲 %}", "{% cellbg \ufdd01\ufdd1甲 %}"]
)
def test_what_is_rare_is_left_to_docxtpl(rare: str) -> None:
    xml = table(cell(rare + "字") + cell("乙"))
    assert patch.patched(xml) == DocxTemplate("").patch_xml(xml)
    assert rare not in patch.patched(xml)
