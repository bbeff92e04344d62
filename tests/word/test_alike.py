"""Rows that are alike but for their words: one is looked through, and what is wrong with any of them is told."""

from __future__ import annotations

import pytest
from docx_parts import cell, docx, paragraph, table

from reportgen.word.ooxml.package import Finished
from reportgen.word.safety import check
from reportgen.word.safety.alike import thinned

PARA_ID = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" w14:paraId="1A"'
OWN_ID = f"<w:tc><w:tcPr/><w:p {PARA_ID}/></w:tc>"
ROW = cell("甲") + cell("1")
GOES_ON = cell("", "<w:vMerge/>") + cell("乙")
IN_A_ROW = table(cell("内"))


def written(body: str) -> Finished:
    """A document whose body stands as lxml writes it."""
    finished = Finished(docx(body))
    finished.put_tree(finished.main, finished.tree(finished.main))
    return finished


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
        ([cell("始", '<w:vMerge w:val="restart"/>') + cell("乙"), GOES_ON, GOES_ON], set()),
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
    long, short = (written(paragraph("上文") + table(*some)) for some in (rows, rows[:2]))
    thin = thinned(long.data(long.main))
    assert thin is not None
    assert thin.xml == short.data(short.main)
    assert thin.words.split() == ["项目2", "2", "项目3", "3"]
    assert thinned(thin.xml) is None
