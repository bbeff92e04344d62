"""Word's own numbering in loops: told where a list counts on that should begin anew; tables wider than the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_parts import cell, docx, numbering_xml, paragraph, part, table

from reportgen.word import Template
from reportgen.word.workshop.anatomy import anatomy
from reportgen.word.workshop.looks import looks

LEVELS = "".join(
    f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%{i + 1}."/></w:lvl>'
    for i, form in enumerate(("decimal", "decimal", "bullet"))
)
NUMBERING = numbering_xml(LEVELS)
FOR, END = paragraph("{%p for 个 in 列 %}"), paragraph("{%p endfor %}")


def item(words: str, level: int = 0) -> str:
    place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{place}<w:r><w:t>{words}</w:t></w:r></w:p>"


HEADING = item("题").replace("<w:pPr>", '<w:pPr><w:outlineLvl w:val="2"/>')
LISTS = {
    "a loop that counts": (FOR + item("项") + END, None),
    "a loop that counts, with text": (FOR + item("项") + paragraph("说明") + END, None),
    "a list in a loop": (paragraph("首") + FOR + paragraph("题") + item("甲") + item("乙") + END, "正文第 4 段"),
    "a loop in a loop": (FOR + paragraph("题") + FOR + item("项") + END + END, "正文第 4 段"),
    "a deeper level in a loop in a loop": (FOR + item("题") + FOR + item("项", 1) + END + END, None),
    "bullets in a loop in a loop": (FOR + paragraph("题") + FOR + item("项", 2) + END + END, None),
    "headings": (FOR + HEADING * 2 + END, None),
    "no loop": (item("甲") + item("乙"), None),
}


@pytest.mark.parametrize(("body", "place"), LISTS.values(), ids=LISTS)
def test_a_list_that_counts_on_is_told(body: str, place: str | None, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx(body, others={"word/numbering.xml": NUMBERING}))
    found = [d.position.place for d in Template(path).diagnostics if d.code == "list-goes-on"]
    assert found == ([place] if place else [])


PAGE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:left="1588" w:right="1474"/></w:sectPr>'
ACROSS = f"<w:p><w:pPr>{PAGE.replace('11906', '16838')}</w:pPr></w:p>"


def wide(column: int, look: str = "") -> str:
    made = table(cell("甲") + cell("乙")).replace('w:w="100"', f'w:w="{column}"')
    return made.replace("<w:tblPr/>", f"<w:tblPr>{look}</w:tblPr>")


WIDTHS = {
    "fits": (wide(4422), None),
    "stands out by the margins of its cells": (wide(4530), None),
    "too wide": (paragraph("首") + wide(7000), "表 1"),
    "too wide as stated": (wide(100, '<w:tblW w:w="12000" w:type="dxa"/>'), "表 1"),
    "moved out": (wide(4400, '<w:tblInd w:w="2000" w:type="dxa"/>'), "表 1"),
    "as wide as the text": (wide(9000, '<w:tblW w:w="5000" w:type="pct"/>'), None),
    "wider than the text": (wide(100, '<w:tblW w:w="150%" w:type="pct"/>'), "表 1"),
    "across": (wide(6500) + ACROSS + wide(6500), "表 2"),
}


@pytest.mark.parametrize(("body", "place"), WIDTHS.values(), ids=WIDTHS)
def test_a_table_wider_than_the_page_is_told(body: str, place: str | None, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx("", main=part("document", f"<w:body>{body}{paragraph('末')}{PAGE}</w:body>")))
    found = [d.position.place for d in looks(path, anatomy(path, [], {})) if d.code == "table-wide"]
    assert found == ([place] if place else [])
