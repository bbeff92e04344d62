"""The outline of a table that a loop printed: the same as that of its rows one by one."""

from __future__ import annotations

import pytest
from docx_parts import cell, docx, table

from reportgen.word.outline import outline

NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
LISTED = f"<w:tc><w:p>{NUMBERED}<w:r><w:t>项</w:t></w:r></w:p></w:tc>"
TWO_LINES = "<w:tc>{0}{0}</w:tc>".format('<w:p><w:r><w:t xml:space="preserve">{}</w:t><w:br/><w:t>尾</w:t></w:r></w:p>')
SYMBOL = '<w:tc><w:p><w:r><w:t>{}</w:t><w:sym w:font="Symbol" w:char="F0B7"/></w:r></w:p></w:tc>'


@pytest.mark.parametrize(
    "row",
    [
        cell("{}") + cell("{}"),
        cell("甲|{} &amp;lt; &lt;b&gt;") + cell("固定"),
        cell("{}", '<w:gridSpan w:val="2"/>'),
        cell("{}", "<w:vMerge/>") + cell("{}"),
        LISTED + cell("{}"),
        TWO_LINES + cell("{}"),
        SYMBOL + cell("{}"),
        f"<w:tc>{table(cell('{}') + cell('内'))}<w:p/></w:tc>",
        "<w:tc><w:p><w:del><w:r><w:t>{}</w:t></w:r></w:del></w:p></w:tc>",
    ],
)
@pytest.mark.parametrize("words", [["1", "2.5", "\ue001"], ["甲", " ", "", "丙"]])
def test_rows_read_by_their_markup_say_what_they_say_alone(row: str, words: list[str]) -> None:
    rows = [row.replace("{}", words[n % len(words)]) for n in range(60)]
    said = outline(docx(table(*rows)))
    assert said == outline(docx("".join(map(table, rows))))
    assert said.count("\n") >= len(rows)
