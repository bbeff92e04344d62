"""Tables wider than the page they stand on, whose last columns nobody sees on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.word.ooxml.wordml import Element, blocks, integer, w

_MILLIMETRE = 56.7  # in twentieths of a point
_SPARE = 300  # a table may stand out by the margins of its cells
_WHOLE = 5000  # fiftieths of a per cent of the text's width


def look(root: Element, path: Path) -> Iterator[Diagnostic]:
    """Every table of the body that is wider than the text of its section."""
    body = root.find(w("body"))
    waiting: list[tuple[int, Element]] = []
    number = 0
    for block in blocks(body) if body is not None else ():
        if block.tag == w("tbl"):
            number += 1
            waiting.append((number, block))
        section = block.find(f"{w('pPr')}/{w('sectPr')}")
        if section is not None:
            yield from _wide(waiting, section, path)
            waiting = []
    last = None if body is None else body.find(w("sectPr"))
    if last is not None:
        yield from _wide(waiting, last, path)


def _wide(tables: list[tuple[int, Element]], section: Element, path: Path) -> Iterator[Diagnostic]:
    room = _room(section)
    for number, table in tables:
        over = _width(table, room) - room
        if room and over > _SPARE:
            message = f"表格比版心宽 {over / _MILLIMETRE:.0f} 毫米，右边的列会印到纸外"
            hint = "请在 Word 的“布局”里用“自动调整 → 根据窗口自动调整表格”，或把这一节改为横向"
            yield warning("table-wide", message, hint, Position(str(path), place=f"表 {number}"))


def _room(section: Element) -> int:
    """The width of the text of a section's pages; 0 where it is not stated."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    if size is None or margins is None:
        return 0
    return integer(size.get(w("w"))) - sum(integer(margins.get(w(side))) for side in ("left", "right", "gutter"))


def _width(table: Element, room: int) -> int:
    """How far a table reaches: by its own width where one is stated, else by its columns."""
    stated = table.find(f"{w('tblPr')}/{w('tblW')}")
    indent = table.find(f"{w('tblPr')}/{w('tblInd')}")
    shift = 0 if indent is None else integer(indent.get(w("w")))
    kind = "auto" if stated is None else stated.get(w("type"), "auto")
    own = 0 if stated is None else integer((stated.get(w("w")) or "0").rstrip("%"))
    if kind == "pct":
        percent = own * 50 if (stated is not None and (stated.get(w("w")) or "").endswith("%")) else own
        return shift + room * percent // _WHOLE
    columns = sum(integer(column.get(w("w"))) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}"))
    return shift + (max(own, columns) if kind == "dxa" else columns)
