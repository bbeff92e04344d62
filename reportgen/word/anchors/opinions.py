"""核查意见 in Word: a table that a reviewer sends back, and comments at their places in a copy of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from io import BytesIO

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph

from reportgen.values import Frozen
from reportgen.word.anchors.comments import Comments
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import Element, text, w

_AUTHOR, _INITIALS = "reportgen 核查", "核查"
_SONG, _FANG, _HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"


class Opinion(Frozen):
    """Words of a report and the lines of a comment on them."""

    quote: str
    lines: tuple[str, ...]


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """A landscape document of one table; `widths` in millimetres."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(heading, title, _SONG, 18)
    made = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    made.autofit = False
    _fill(made.rows[0], heads, _HEI, widths)
    for row in rows:
        _fill(made.add_row(), row, _FANG, widths)
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def _fill(row: _Row, values: Sequence[str], font: str, widths: Sequence[int]) -> None:
    for cell, value, width in zip(row.cells, values, widths, strict=True):
        cell.width = Mm(width)
        _write(cell.paragraphs[0], value, font, 10.5)


def _write(paragraph: Paragraph, words: str, font: str, size: float) -> None:
    run = paragraph.add_run(words)
    run.font.size, run.font.name = Pt(size), font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def annotated(report: bytes, opinions: Sequence[Opinion], now: dt.datetime) -> tuple[bytes, list[Opinion]]:
    """A copy of `report` with a comment at the paragraph of each opinion, and the opinions whose words it has not."""
    finished = Finished(report)
    tree = finished.tree(finished.main)
    comments = Comments(finished, _AUTHOR, _INITIALS, now)
    paragraphs = list(_paragraphs(tree))
    left = []
    for opinion in opinions:
        spot = _spot(opinion.quote, paragraphs)
        if spot is None:
            left.append(opinion)
        else:
            comments.add(spot[0], spot[-1], opinion.lines)
    comments.save()
    finished.put_tree(finished.main, tree)
    return finished.zipped(), left


def _paragraphs(tree: Element) -> Iterator[tuple[str, list[Element]]]:
    """The words of each paragraph, and of each row of a table, with the runs that bear them."""
    for paragraph in tree.iter(w("p")):
        if runs := list(paragraph.iter(w("r"))):
            yield _bare(text(paragraph)), runs
    for row in tree.iter(w("tr")):
        runs = list(row.iter(w("r")))
        words = [_bare("".join(text(p) for p in cell.iter(w("p")))) for cell in row.iter(w("tc"))]
        if runs:
            yield " ".join(word for word in words if word), runs


def _spot(quote: str, paragraphs: Sequence[tuple[str, list[Element]]]) -> list[Element] | None:
    """The runs of the first paragraph that holds the quote, else of the row that has all its words."""
    words = _bare(quote)
    for known, runs in paragraphs:
        if words and words in known:
            return runs
    parts = quote.split(" ")
    rows = (
        runs[:1] for known, runs in paragraphs if len(parts) > 1 and all(part in known.split(" ") for part in parts)
    )
    return next(rows, None)


def _bare(words: str) -> str:
    return "".join(words.split())
