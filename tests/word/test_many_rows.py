"""The outline of a body whose pieces are read by their markup: the same as that of each of them by itself."""

from __future__ import annotations

import pytest
from docx_parts import cell, docx, paragraph, table, written

from reportgen.word.ooxml.package import Finished, Shell
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
    said = outline(written(table(*rows)))
    assert said == outline(docx("".join(map(table, rows))))
    assert said.count("\n") >= len(rows)


ACROSS = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
COUNTED = f"<w:p>{NUMBERED}<w:r><w:t>项</w:t></w:r></w:p>"
CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="{0}"/><w:id w:val="{0}"/></w:sdtPr><w:sdtContent>{1}</w:sdtContent></w:sdt>'


@pytest.mark.parametrize(
    "body",
    [
        paragraph("甲") + paragraph("乙", "H1") + paragraph("&lt;丙&gt;|") + paragraph(" ") + paragraph("丁", "H1"),
        COUNTED + paragraph("", "H2") + COUNTED + ACROSS + paragraph("末"),
        CONTROL.format(1, COUNTED + paragraph("乙")) + CONTROL.format(2, COUNTED + paragraph("丙", "H1")) + COUNTED,
        CONTROL.format(1, paragraph("甲") + table(cell("乙"))) + table("", cell("甲"), cell(" ")) + table(),
        f"<w:tbl><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:tbl>{paragraph('乙')}<w:sectPr/><w:p/>",
        f"<w:tbl><w:tr>{cell('甲')}</w:tr><w:bookmarkStart w:id='1' w:name='甲'/><w:tr>{cell('乙')}</w:tr></w:tbl>",
        f"{paragraph('甲')}<w:bookmarkStart w:id='1' w:name='甲'/>{paragraph('乙')}",
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>内</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>",
    ],
)
def test_a_report_is_read_as_if_none_had_been_read_before_it(body: str) -> None:
    shell = Shell(Finished(docx("")).entries)
    for before in (body.replace("甲", "子").replace("乙", ""), body + paragraph("甲"), body):
        assert outline(written(before, shell)) == outline(docx(before))
