"""Damaged templates and returned reports: a report, or diagnostics in Chinese; never a traceback, never a long wait."""

from __future__ import annotations

import random
import re
import time
from pathlib import Path

import pytest
from damaged import damage
from docx_parts import cell, docx, paragraph, part, table

from reportgen.diagnostics import Diagnostic, Refused
from reportgen.word import Template, check, outline
from reportgen.word.anchors import controls
from reportgen.word.anchors.identity import Identity
from reportgen.word.anchors.sentinels import CONTROLLED
from reportgen.word.returned import regions

ROUNDS = 150
LISTED = '<w:p><w:pPr><w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
SECTION = '<w:p><w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr></w:pPr></w:p>'
ROWS = table(
    *(cell(t) + cell("", '<w:tcW w:w="900" w:type="dxa"/>') for t in ("{%tr for 个 in 列 %}", "x", "{%tr endfor %}"))
)
COLUMNS = table(cell("{%tc for 个 in 列 %}") + cell("{%合并 true %}{{ 个 }}") + cell("{%tc endfor %}"), columns=3)
WIDE = table(cell("宽", '<w:gridSpan w:val="2"/>'), cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙"))
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
NOTED = f'<w:p><w:bookmarkStart w:id="1" w:name="甲"/>{NOTE}<w:bookmarkEnd w:id="1"/></w:p>'
FRAMED = f'<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>{paragraph("框{{ 年度 }}")}</w:sdtContent></w:sdt>'
LOOP = paragraph("{%p for 个 in 列 %}") + LISTED.format("第{{ 个 }}项") + NOTED + FRAMED + paragraph("{%p endfor %}")
HEADED = paragraph("题{{ 年度 }}", "H1")
BODY = HEADED + LOOP + ROWS + paragraph("间") + COLUMNS + SECTION + WIDE + paragraph("末", "Body")
OTHERS: dict[str, str | None] = {
    "word/header1.xml": part("hdr", paragraph("{{ 年度 }}年")),
    "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>'),
}
TEMPLATE = docx(BODY, others=OTHERS)


def report() -> bytes:
    """A report with controls of both kinds, as it comes back."""
    around, within = CONTROLLED.around("叙述.甲"), CONTROLLED.around("问题.A1.原因")
    inside = paragraph("话") + LISTED.format("项") + WIDE
    body = paragraph(around[0]) + inside + paragraph(around[1]) + paragraph(f"因{within[0]}为何{within[1]}。")
    plain = re.sub(r"\{[{%].*?[}%]\}", "", BODY)
    return controls.anchor(docx(plain + body, others=OTHERS), Identity("某局", "2021", "套", "1"))


def told(found: list[Diagnostic] | tuple[Diagnostic, ...]) -> None:
    assert all(re.search("[一-鿿]", d.message) and "Error" not in d.message for d in found), found


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(4))
def test_a_damaged_template_is_rendered_or_refused(lot: int, tmp_path: Path) -> None:
    path = tmp_path / "模板.docx"
    for seed in range(lot * ROUNDS, (lot + 1) * ROUNDS):
        data, how = damage(TEMPLATE, random.Random(seed))
        path.write_bytes(data)
        begun = time.process_time()
        try:
            made = Template(path).render({"列": [1, 2], "年度": 2021})
            if not (found := check(made)):
                outline(made)
            told(found)
        except Refused as refusal:
            assert refusal.diagnostics, (seed, how)
            told(refusal.diagnostics)
        assert time.process_time() - begun < 5, (seed, how)


@pytest.mark.slow
@pytest.mark.parametrize("lot", range(2))
def test_a_damaged_report_is_read_or_refused(lot: int) -> None:
    sound = report()
    assert {r.tag for r in regions.read(sound).regions} == {"叙述.甲", "问题.A1.原因"}
    for seed in range(lot * ROUNDS, (lot + 1) * ROUNDS):
        data, how = damage(sound, random.Random(seed))
        begun = time.process_time()
        try:
            regions.read(data, ["叙述.甲", "问题.A1.原因"])
        except Refused as refusal:
            assert refusal.diagnostics, (seed, how)
            told(refusal.diagnostics)
        told(check(data))
        assert time.process_time() - begun < 5, (seed, how)
