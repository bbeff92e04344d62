"""Tables wider than the page they are printed on, whose last columns nobody sees on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import Element, blocks, integer, texts, w

_MILLIMETRE = 56.7  # in twentieths of a point
_SPARE = 300  # a table may stand out by the margins of its cells
_WHOLE = 5000  # fiftieths of a per cent of the text's width
_BLOCK = regex(r"\{%[-+]?p?\s+(?:block\s+(\S+)|endblock)\b")


class Roomed(Frozen):
    """A block by its name, or a table by its number, and the width of the text where it is printed; 0 if unknown."""

    name: str
    number: int
    table: Element | None
    room: int


def look(root: Element, path: Path, rooms: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Every table of the body that is wider than the text of the page on which it is printed.

    `rooms` has the width of the text by the names of the blocks that a template above the file prints.
    """
    body = root.find(w("body"))
    for placed in _placed(body, rooms) if body is not None else ():
        if placed.table is not None:
            yield from _wide(placed, path)


def printed(bodies: Sequence[Element], last: Element | None) -> dict[str, int]:
    """The width of the text where each block is printed.

    `bodies` are those of a template and its parents, the lowest first; `last` is the section that ends the report,
    which the parents' bodies lack.
    """
    rooms: dict[str, int] = {}
    for body in reversed(bodies):
        found = {placed.name: placed.room for placed in _placed(body, rooms, last) if placed.name}
        rooms = {**found, **rooms}
    return rooms


def _placed(body: Element, rooms: Mapping[str, int], last: Element | None = None) -> Iterator[Roomed]:
    """Every block and table of a body with the room it has: that of the section it stands in, where that is printed.

    A section that ends outside of the blocks that a parent prints is not, nor does one reach out of such a block.
    """
    path: list[str] = []
    waiting: list[Roomed] = []
    number = 0
    for element in blocks(body):
        before = path[0] if path else ""
        for tag in _BLOCK.finditer(_text(element)):
            if tag[1]:
                path.append(tag[1])
                waiting.append(Roomed(tag[1], 0, None, 0))
            elif path:
                path.pop()
        if element.tag == w("tbl"):
            number += 1
            waiting.append(Roomed("", number, element, 0))
        section = element.find(f"{w('pPr')}/{w('sectPr')}")
        room = rooms.get(before, 0) if before and not path else 0
        if section is not None or room:
            room = _room(section) if section is not None else room
            yield from (Roomed(one.name, one.number, one.table, room) for one in waiting)
            waiting = []
    end = body.find(w("sectPr"))
    room = _room(last if end is None else end)
    yield from (Roomed(one.name, one.number, one.table, room) for one in waiting)


def _text(element: Element) -> str:
    return "".join(piece.text or "" for piece in texts(element)) if element.tag == w("p") else ""


def _wide(placed: Roomed, path: Path) -> Iterator[Diagnostic]:
    assert placed.table is not None
    over = _width(placed.table, placed.room) - placed.room
    if placed.room and over > _SPARE:
        message = f"表格比版心宽 {over / _MILLIMETRE:.0f} 毫米，右边的列会印到纸外"
        hint = "请在 Word 的“布局”里用“自动调整 → 根据窗口自动调整表格”，或把这一节改为横向"
        yield warning("table-wide", message, hint, Position(str(path), place=f"表 {placed.number}"))


def _room(section: Element | None) -> int:
    """The width of the text of a section's pages; 0 where it is not stated."""
    size = None if section is None else section.find(w("pgSz"))
    margins = None if section is None else section.find(w("pgMar"))
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
