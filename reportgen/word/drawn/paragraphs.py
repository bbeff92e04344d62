"""Paragraphs and tables in the order of the document."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.drawing import DrawnBlock, DrawnCell, DrawnParagraph, DrawnRow, DrawnRun, DrawnTable
from reportgen.values import replace
from reportgen.word.drawn.appearance import Lattice, paragraph_look, run_look, snaps
from reportgen.word.drawn.cascade import Said, over, said
from reportgen.word.drawn.cell_grid import Laid, laid, row_height
from reportgen.word.drawn.inline import Scribe, Setting
from reportgen.word.ooxml.wordml import Element, child, value, w

_P, _TBL, _CONTROL = w("p"), w("tbl"), w("sdt")
_HOLDERS = frozenset(map(w, ("sdtContent", "customXml", "ins", "moveTo", "smartTag")))


class Blocks:
    """Draws what stands in a body, a cell, a header; a page that turns amid words turns before what follows."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._turns = False
        root = scribe.finished.root("numbering")
        self._levels = {
            (abstract.get(w("abstractNumId"), ""), level.get(w("ilvl"), "0")): level
            for abstract in (root.iterfind(w("abstractNum")) if root is not None else ())
            for level in abstract.iterfind(w("lvl"))
        }

    def drawn(self, elements: list[Element] | Element, at: Setting) -> Iterator[DrawnBlock]:
        """Every paragraph and table of `elements`."""
        for element in elements:
            if self._scribe.remark(element):
                continue
            if element.tag == _P:
                yield from self._paragraph(element, at)
            elif element.tag == _TBL:
                yield self._table(element, at)
            elif element.tag == _CONTROL:
                inner = replace(at, place=value(element, "sdtPr", "tag") or at.place)
                for content in element.iterchildren(w("sdtContent")):
                    yield from self.drawn(content, inner)
            elif element.tag in _HOLDERS:
                yield from self.drawn(element, at)

    def _paragraph(self, paragraph: Element, at: Setting) -> Iterator[DrawnBlock]:
        own = child(paragraph, "pPr")
        direct, of_mark = said(own), said(child(own, "rPr"))
        cascade, style = self._scribe.cascade, value(own, "pStyle")
        item = self._level(paragraph)
        of_level, of_style = said(child(item, "pPr")), cascade.paragraph(style, "pPr")
        listed = (of_style, of_level) if "numPr" in direct else (of_level, of_style)
        full = over(cascade.base("pPr"), at.of_paragraphs, *listed, direct)
        base = over(cascade.base("rPr"), at.of_words, cascade.paragraph(style, "rPr"))
        kept = snaps(full)
        mark = run_look(over(base, of_mark), at.lattice, snaps=kept)
        look = paragraph_look(full, mark.size, at.lattice)
        label = self._label(paragraph, over(base, of_mark, said(child(item, "rPr"))), at.lattice, snaps=kept)
        level = self._scribe.numbering.outline(paragraph)
        pages = _pages([*label, *self._scribe.words(paragraph, base, at, snaps=kept)])
        for number, runs in enumerate(pages):
            if runs or len(pages) == 1:
                turns = look.turns or self._turns or number > 0
                yield DrawnParagraph(replace(look, turns=turns), mark, tuple(runs), level)
                self._turns = False
            else:
                self._turns = self._turns or number > 0

    def _level(self, paragraph: Element) -> Element | None:
        standing = self._scribe.numbering.standing(paragraph)
        return self._levels.get((standing[0], str(standing[1]))) if standing else None

    def _label(self, paragraph: Element, look: Said, lattice: Lattice, *, snaps: bool) -> list[DrawnRun]:
        label = self._scribe.numbering.label(paragraph)
        return [DrawnRun(label, run_look(look, lattice, snaps=snaps))] if label else []

    def _table(self, table: Element, at: Setting) -> DrawnTable:
        grid = laid(table, self._scribe.cascade)
        rows = tuple(
            DrawnRow(tuple(self._cell(cell, at) for cell in cells), row_height(row), head)
            for row, head, cells in grid.rows
        )
        return DrawnTable(grid.columns, rows, grid.align, grid.indent)

    def _cell(self, cell: Laid, at: Setting) -> DrawnCell:
        inner = replace(at, of_paragraphs=cell.of_paragraphs, of_words=cell.of_words, lattice=at.lattice)
        return DrawnCell(cell.at, cell.span, cell.rows, cell.look, tuple(self.drawn(cell.element, inner)))


def _pages(runs: list[DrawnRun | None]) -> list[list[DrawnRun]]:
    """The runs, apart where the page turns."""
    pages: list[list[DrawnRun]] = [[]]
    for run in runs:
        if run is None:
            pages.append([])
        else:
            pages[-1].append(run)
    return pages
