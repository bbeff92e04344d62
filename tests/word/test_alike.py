"""Rows that are alike but for their words: one is looked through, and what is wrong with any of them is told."""

from __future__ import annotations

import pytest
from docx_parts import cell, docx, paragraph, part, table, written

from reportgen.word.ooxml.package import Finished, Shell
from reportgen.word.safety import check
from reportgen.word.safety.alike import Known, rest

PARA_ID = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="1A"'
OWN_ID = f"<w:tc><w:tcPr/><w:p {PARA_ID}/></w:tc>"
ROW = cell("甲") + cell("1")
GOES_ON = cell("", "<w:vMerge/>") + cell("乙")
BEGINS = cell("始", '<w:vMerge w:val="restart"/>') + cell("乙")
PLAIN = paragraph("话", "Body")
IN_A_ROW = table(cell("内"))


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([ROW, cell("乙") + cell("2")], set()),
        ([ROW, cell("乙") + cell("{{ 金额 }}")], {"tag-left"}),
        ([ROW, cell("甲 &lt;a object at 0x1&gt;") + cell("2")], {"value-raw"}),
        ([ROW, cell("，乙") + cell("2"), ROW], {"punctuation-first"}),
        ([ROW, ROW + "<w:tc/>"], {"cell-empty", "row-too-wide"}),
        ([ROW, ROW + "漏"], {"stray-text"}),
        (["<w:tc/>"] * 2, {"cell-empty"}),
        ([ROW * 2] * 2, {"row-too-wide"}),
        ([OWN_ID] * 3, {"id-twice"}),
        ([GOES_ON] * 2, {"merge-unopened"}),
        ([BEGINS, GOES_ON, GOES_ON], set()),
        ([f"<w:tc>{IN_A_ROW}</w:tc>"] * 2, {"cell-ends-with-table"}),
        ([cell("甲", '<w:x><w:fldChar w:fldCharType="begin"/></w:x>')] * 2, {"field-broken"}),
    ],
)
def test_what_is_told_of_one_row_is_told_of_all(rows: list[str], codes: set[str]) -> None:
    body = paragraph("上文") + table(ROW, ROW) + table(*rows)
    found = check(written(body))
    assert {one.code for one in found} == codes
    assert found == check(docx(body)), "whoever wrote the document, the same is told at the same places"


def test_rows_behind_one_like_them_are_left_out() -> None:
    rows = [cell(f"项目{n}") + cell(str(n)) for n in range(4)]
    long, short = (written(paragraph("上文") + table(*some)).flow("word/document.xml") for some in (rows, rows[:1]))
    assert long is not None and short is not None
    known = Known()
    left = rest(long, known)
    assert left.xml == rest(short, known).xml
    known.add(*left.told)
    assert b"<w:p>" not in rest(long, known).xml
    assert long.words().split() == ["上文", *(word for n in range(4) for word in (f"项目{n}", str(n)))]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        (PLAIN.replace("话", "乙"), set()),
        (PLAIN.replace("话", "{{ 乙 }}"), {"tag-left"}),
        (PLAIN.replace("话</w:t>", "话</w:t>漏"), {"stray-text"}),
        (table(GOES_ON, BEGINS), {"merge-unopened"}),
        (table(BEGINS, GOES_ON, ROW), set()),
        (table(BEGINS, ROW, GOES_ON), {"merge-unopened"}),
        (table(BEGINS, GOES_ON, columns=1), {"row-too-wide"}),
        (PLAIN + PLAIN + '<w:p><w:bookmarkStart w:id="1" w:name="甲"/></w:p>' * 2, {"id-twice"}),
        (PLAIN + '<w:p><w:pPr><w:pStyle w:val="无"/></w:pPr></w:p>', {"style-unknown"}),
    ],
)
def test_what_one_report_showed_hides_nothing_in_the_next(body: str, codes: set[str]) -> None:
    shell = Shell(Finished(docx("")).entries)
    sound = written(PLAIN + table(BEGINS, GOES_ON, GOES_ON) + table(ROW), shell)
    assert check(sound) == check(written(PLAIN + PLAIN, shell)) == []
    found = check(written(body, shell))
    assert {one.code for one in found} == codes
    assert found == check(docx(body))


def test_a_header_with_what_somebody_typed_is_looked_at_again() -> None:
    header: dict[str, str | None] = {"word/header1.xml": part("hdr", paragraph("{甲}"))}
    made = docx(PLAIN, others=header)
    shell = Shell(Finished(made).entries)
    first, second = (Finished(shell.entries, shell) for _ in range(2))
    assert check(first, {"名": "{甲}"}) == []
    assert {one.code for one in check(second, {})} == {"brace-left"}
