"""Tables whose number of columns the data decides: the grid made to fit the rows.

As docxtpl does, by the place of the columns; but a table with {%合并%}, which docxtpl does not know, keeps the widths
that its cells state, all scaled to the width of the table, so that the columns after the loop stay as they were drawn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from reportgen.patterns import regex
from reportgen.word.ooxml.wordml import Element, columns, inside, integer, value, w

FROM, TO = "\ufdd6", "\ufdd7"
_STATED = "\ufdd8"
_MARKS = regex(f"[{FROM}{TO}{_STATED}]")
_MARKED = regex(f"{FROM}({_STATED}?)(.*?){TO}", re.DOTALL)
_CELL_WIDTH = regex(r"(<w:tcW w:w=\")(\d+)(?=\")")
_GRID = regex(r"<w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>", re.DOTALL)
_TOUCHING = regex(r"</w:tbl>((?:\s|<w:bookmark(?:Start|End)\b[^>]*/>)*)<w:tbl>")
_SPACES = regex(r"\sxmlns(?::[\w.-]+)?=\"[^\"]*\"")


def mark(container: Element, uses_columns: set[Element], merges: set[Element]) -> None:
    """Mark the outermost tables around the elements `uses_columns`, and those whose grid does not fit as it is.

    `merges` are the elements that hold {%合并%}.
    """
    for table in container.iter(w("tbl")):
        if next(table.iterancestors(w("tbl")), None) is None and (_holds(table, uses_columns) or _misfit(table)):
            before = table.getprevious()
            sign = FROM + (_STATED if _holds(table, merges) else "")
            if before is not None:
                before.tail = (before.tail or "") + sign
            else:
                parent = table.getparent()
                assert parent is not None
                parent.text = (parent.text or "") + sign
            table.tail = TO + (table.tail or "")


def _holds(table: Element, wanted: set[Element]) -> bool:
    return any(table in element.iterancestors() for element in wanted)


def _misfit(table: Element) -> bool:
    return any(_fitted(inner) != _widths(inner) for inner in table.iter(w("tbl")))


def apart(xml: str, between: str) -> str:
    """A part's XML with the paragraph `between` where Word would make one table of two."""
    return _TOUCHING.sub(lambda match: f"</w:tbl>{between}{match[1]}<w:tbl>", xml)


def unmarked(inside: str) -> str:
    """A part's XML without the marks of its tables, whose grids stay as they are."""
    return _MARKS.sub("", inside)


def fit(xml: str, head: str) -> str:
    """A part's XML with the marked tables' grids as wide as their rows; `head` declares the prefixes."""
    opening = f"<x{''.join(dict.fromkeys(_SPACES.findall(head)))}>"
    return _MARKED.sub(lambda match: _table(match[2], opening, bool(match[1])), xml)


def _table(xml: str, opening: str, as_stated: bool) -> str:
    root = etree.fromstring(f"{opening}{xml}</x>", etree.XMLParser(recover=True, huge_tree=True))
    grids = [_fitted(table) for table in root.iter(w("tbl"))]
    stated = _stated(root[0]) if as_stated else []
    if stated:
        factor = sum(grids[0]) / sum(stated)
        grids[0] = [round(width * factor) for width in stated]
        xml = _CELL_WIDTH.sub(lambda match: f"{match[1]}{round(int(match[2]) * factor)}", xml)
    written = map(_written, grids)
    return _GRID.sub(lambda _: next(written), xml)


def _stated(table: Element) -> list[int]:
    """The widths of the columns by the cells of the fullest row; none where a cell states none."""
    fullest = max((list(inside(row, w("tc"))) for row in inside(table, w("tr"))), key=_spanned, default=[])
    widths: list[int] = []
    for cell in fullest:
        width, span = cell.find(f"{w('tcPr')}/{w('tcW')}"), _spanned([cell])
        if width is None or width.get(w("type")) != "dxa":
            return []
        widths += [integer(width.get(w("w"))) // span] * span
    return widths if all(widths) else []


def _written(widths: list[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _widths(table: Element) -> list[int]:
    return [integer(column.get(w("w"))) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]


def _fitted(table: Element) -> list[int]:
    """The widths of the columns after adding or removing as many as the rows need; the sum stays."""
    widths = _widths(table)
    rows = [list(inside(row, w("tc"))) for row in inside(table, w("tr"))]  # docxtpl counts those of nested tables too
    more = max(map(len, rows), default=0) - len(widths)
    if more > 0 and widths:
        old, new = sum(widths) / len(widths), sum(widths) / (len(widths) + more)
        widths = [int(width * new / old) if old else width for width in widths] + [int(new)] * more
    fewer = len(widths) - max(map(_spanned, rows), default=len(widths))
    if 0 < fewer < len(widths):
        spare = sum(widths[-fewer:]) // (len(widths) - fewer)
        widths = [width + spare for width in widths[:-fewer]]
    return widths


def _spanned(cells: Sequence[Element]) -> int:
    """The grid columns that the cells of a row take."""
    spans = (value(cell, "tcPr", "gridSpan") for cell in cells)
    return sum(map(columns, spans))
