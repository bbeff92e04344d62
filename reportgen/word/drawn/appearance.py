"""Properties to looks: what Word's twentieths of a point, half points and hundredths of a character come to."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from reportgen.drawing import CellLook, Edge, Edges, ParagraphLook, RunLook
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.drawn.cascade import Said, number, on
from reportgen.word.ooxml.wordml import integer

_HEX = regex(r"[0-9A-Fa-f]{6}")
_NATURAL = 1.3  # the height of a line of Chinese fonts, in sizes of the font
_SINGLE = 240  # a line, where spacing is told in lines
_ALIGNED = {"both": "justify", "distribute": "distribute", "center": "center", "right": "right", "end": "right"}
_STYLES = {"double": "double", "dashed": "dashed", "dotted": "dotted", "dotDash": "dashed"}
_NONE = frozenset(("nil", "none"))
_SIDES = ("top", "right", "bottom", "left")
_MARKERS: Mapping[str, str] = {
    "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "red": "FF0000", "blue": "0000FF",
    "lightGray": "C0C0C0", "darkGray": "808080", "darkYellow": "808000", "black": "000000", "white": "FFFFFF",
}  # fmt: skip


class Lattice(Frozen):
    """The grid of a section: the pitch of its lines and what it adds to each character; 0 where there is none."""

    pitch: float = 0
    char: float = 0


def run_look(look: Said, lattice: Lattice, *, snaps: bool) -> RunLook:
    """How words with these properties look."""
    fonts = look.get("rFonts", {})
    return RunLook(
        font=fonts.get("eastAsia", ""),
        latin=fonts.get("ascii", ""),
        size=number(look, "sz", default=20) / 2,
        spacing=number(look, "spacing") / 20 + (lattice.char if snaps else 0),
        color=_color(look.get("color", {}).get("val")),
        shade=_MARKERS.get(look.get("highlight", {}).get("val", "")) or _color(look.get("shd", {}).get("fill")),
        bold=on(look, "b"),
        italic=on(look, "i"),
        underline="u" in look and look["u"].get("val", "single") not in _NONE,
        strike=on(look, "strike") or on(look, "dstrike"),
        raised={"superscript": "super", "subscript": "sub"}.get(look.get("vertAlign", {}).get("val", ""), ""),
    )


def snaps(look: Said) -> bool:
    """Whether a paragraph keeps to the grid."""
    return "snapToGrid" not in look or on(look, "snapToGrid")


def paragraph_look(look: Said, size: float, lattice: Lattice) -> ParagraphLook:
    """How a paragraph with these properties stands, whose font has `size`."""
    ind, spacing = look.get("ind", {}), look.get("spacing", {})
    pitch = lattice.pitch if snaps(look) else 0
    line, times = _line(spacing, size, pitch)
    return ParagraphLook(
        align=_ALIGNED.get(look.get("jc", {}).get("val", ""), "left"),
        left=_indent(ind, "left", size),
        right=_indent(ind, "right", size),
        first=_indent(ind, "firstLine", size) - _indent(ind, "hanging", size),
        before=_space(spacing, "before", pitch),
        after=_space(spacing, "after", pitch),
        line=line,
        times=times,
        edges=Edges(*(edge(look.get(f"pBdr.{side}")) for side in _SIDES)),
        shade=_color(look.get("shd", {}).get("fill")),
        turns=on(look, "pageBreakBefore"),
        keeps=on(look, "keepNext"),
    )


def _line(spacing: Mapping[str, str], size: float, pitch: float) -> tuple[float, bool]:
    """The height of the lines, and whether it is in sizes of the font."""
    told, rule = integer(spacing.get("line"), _SINGLE), spacing.get("lineRule", "auto")
    if rule == "exact":
        return told / 20, False
    natural = ceil(size * _NATURAL / pitch) * pitch if pitch else size * _NATURAL
    if rule == "atLeast":
        return max(told / 20, natural), False
    return (natural * told / _SINGLE, False) if pitch else (_NATURAL * told / _SINGLE, True)


def _indent(ind: Mapping[str, str], name: str, size: float) -> float:
    chars = integer(ind.get(f"{name}Chars"))
    return chars * size / 100 if chars else integer(ind.get(name)) / 20


def _space(spacing: Mapping[str, str], name: str, pitch: float) -> float:
    lines = integer(spacing.get(f"{name}Lines"))
    return lines / 100 * (pitch or 12) if lines else integer(spacing.get(name)) / 20


def cell_look(look: Said, table: Said, edges: Edges) -> CellLook:
    """How a cell with these properties, in a table with those, looks between `edges`."""
    padding = [number({**_prefixed(table, "tblCellMar"), **_prefixed(look, "tcMar")}, side, "w") for side in _SIDES]
    top, right, bottom, left = (one / 20 for one in padding)
    stands = {"center": "middle", "bottom": "bottom"}.get(look.get("vAlign", {}).get("val", ""), "top")
    return CellLook(edges, _color(look.get("shd", {}).get("fill")), stands, (top, right, bottom, left))


def _prefixed(look: Said, name: str) -> Said:
    start = f"{name}."
    return {key.removeprefix(start): own for key, own in look.items() if key.startswith(start)}


def edge(told: Mapping[str, str] | None) -> Edge | None:
    """A border as it is told of; None where there is none."""
    if told is None or told.get("val", "nil") in _NONE:
        return None
    width = max(integer(told.get("sz"), 4) / 8, 0.5)
    style = _STYLES.get(told["val"], "solid")
    return Edge(style, width * 3 if style == "double" else width, _color(told.get("color")), integer(told.get("space")))


def _color(told: str | None) -> str:
    return told.upper() if told and _HEX.fullmatch(told) else ""
