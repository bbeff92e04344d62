"""A table laid out: which columns and rows each cell takes, between which borders, what its style says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from reportgen.drawing import CellLook, Edge, Edges
from reportgen.values import Frozen, replace
from reportgen.word.drawn.appearance import cell_look, edge
from reportgen.word.drawn.cascade import Cascade, Said, TableStyle, number, on, over, said, wears
from reportgen.word.ooxml.wordml import Element, child, columns, inside, integer, value, w


class Laid(Frozen):
    """A cell: from column `at` on over `span` columns and `rows` rows."""

    element: Element
    at: int
    span: int
    rows: int
    look: CellLook
    of_paragraphs: Said
    of_words: Said


class LaidTable(Frozen):
    """Widths of the columns in points; each row, whether it stands on every page, its cells."""

    columns: tuple[float, ...]
    rows: tuple[tuple[Element, bool, tuple[Laid, ...]], ...]
    align: str
    indent: float


class _Box(Frozen):
    element: Element
    at: int
    span: int
    merged: str  # restart, continue or ""
    rows: int = 1


def laid(table: Element, cascade: Cascade) -> LaidTable:
    """The layout of a table."""
    own = said(child(table, "tblPr"))
    style = cascade.table(own.get("tblStyle", {}).get("val"))
    full = over(style.whole["tblPr"], own)
    trs = list(inside(table, w("tr")))
    boxes = _tall([_boxes(tr) for tr in trs])
    widths = _widths(table, boxes)
    rows = tuple(
        (tr, on(said(child(tr, "trPr")), "tblHeader"), tuple(_Frame(style, full, boxes, len(widths)).cells(at)))
        for at, tr in enumerate(trs)
    )
    align = {"center": "center", "right": "right"}.get(full.get("jc", {}).get("val", ""), "left")
    return LaidTable(widths, rows, align, number(full, "tblInd", "w") / 20)


def row_height(row: Element) -> float:
    """The least height of a row."""
    return number(said(child(row, "trPr")), "trHeight") / 20


def _boxes(row: Element) -> list[_Box]:
    at = columns(value(row, "trPr", "gridBefore"), 0)
    found = []
    for tc in inside(row, w("tc")):
        own = child(tc, "tcPr")
        span, merge = columns(value(own, "gridSpan")), child(own, "vMerge")
        found.append(_Box(tc, at, span, "" if merge is None else merge.get(w("val"), "continue")))
        at += span
    return found


def _tall(rows: list[list[_Box]]) -> list[list[_Box]]:
    """The same, those that go on below told how far; those that go on from above stay for their borders."""
    made = [list(row) for row in rows]
    for above in reversed(range(len(made) - 1)):
        below = {box.at: box for box in made[above + 1] if box.merged == "continue"}
        made[above] = [
            replace(box, rows=below[box.at].rows + 1) if box.merged and box.at in below else box for box in made[above]
        ]
    return made


def _widths(table: Element, rows: Sequence[Sequence[_Box]]) -> tuple[float, ...]:
    """The grid's own widths; where it tells none, or too few, those of cells."""
    grid = [integer(one.get(w("w"))) / 20 for one in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
    count = max((box.at + box.span for row in rows for box in row), default=0)
    stated = [*_stated(rows, count)]
    return tuple(own or other for own, other in zip_longest(grid[:count], stated, fillvalue=0.0))


def _stated(rows: Sequence[Sequence[_Box]], count: int) -> Iterator[float]:
    for column in range(count):
        alone = (box.element for row in rows for box in row if box.at == column and box.span == 1)
        told = (said(child(tc, "tcPr")).get("tcW", {}) for tc in alone)
        yield next((integer(own.get("w")) / 20 for own in told if own.get("type") == "dxa"), 60.0)


class _Frame(Frozen):
    """A table as its cells see it: its style, what it says of itself, how far it goes."""

    style: TableStyle
    table: Said
    boxes: list[list[_Box]]
    width: int

    def cells(self, row: int) -> Iterator[Laid]:
        """The cells that begin in a row."""
        for box in self.boxes[row]:
            if box.merged == "continue" and row and any(one.at == box.at for one in self.boxes[row - 1]):
                continue
            whole, parts = self.style.whole, [self.style.parts[name] for name in self._worn(row, box)]
            own = said(child(box.element, "tcPr"))
            look = over(whole["tcPr"], *(part["tcPr"] for part in parts), own)
            yield Laid(
                box.element,
                box.at,
                box.span,
                box.rows,
                cell_look(look, self.table, self._edges(row, box, look)),
                over(whole["pPr"], *(part["pPr"] for part in parts)),
                over(whole["rPr"], *(part["rPr"] for part in parts)),
            )

    def _worn(self, row: int, box: _Box) -> Iterator[str]:
        """The parts of the style that this cell is in, the stronger last."""
        stands = (
            ("firstCol", "firstColumn", box.at == 0),
            ("lastCol", "lastColumn", box.at + box.span >= self.width),
            ("lastRow", "lastRow", row + box.rows == len(self.boxes)),
            ("firstRow", "firstRow", row == 0),
        )
        yield from (
            part for part, name, there in stands if there and part in self.style.parts and wears(self.table, name)
        )

    def _edges(self, row: int, box: _Box, look: Said) -> Edges:
        last = row + box.rows - 1
        below = self._last(last, box) if box.rows > 1 else look
        inner = (row > 0, box.at + box.span < self.width, last + 1 < len(self.boxes), box.at > 0)
        sides = ("top", "right", "bottom", "left")
        told = {side: (below if side == "bottom" else look) for side in sides}
        return Edges(*(self._edge(told[side], side, inside=within) for side, within in zip(sides, inner, strict=True)))

    def _last(self, row: int, box: _Box) -> Said:
        """What the lowest of the cells that were merged says."""
        found = next((one for one in self.boxes[row] if one.at == box.at), box)
        return over(self.style.whole["tcPr"], said(child(found.element, "tcPr")))

    def _edge(self, look: Said, side: str, *, inside: bool) -> Edge | None:
        own = look.get(f"tcBorders.{side}")
        name = ("insideH" if side in ("top", "bottom") else "insideV") if inside else side
        return edge(own if own is not None else look.get(f"tcBorders.{name}") or self.table.get(f"tblBorders.{name}"))
