"""Signs that are no letters in a w:t: symbols of symbol fonts and equations, as plain text where there is such text."""

from __future__ import annotations

from lxml import etree

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
EQUATION = f"{{{_MATH}}}oMath"
SYMBOL = f"{{{_WORD}}}sym"
_PRIVATE = 0xF000  # where Word puts the 256 places of a symbol font
_FONTS = {  # Unicode 13's mapping of the fonts that come with Word, as far as reports use them
    "wingdings": {
        **{0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0xA8: "□", 0x6F: "□", 0x71: "□", 0xA1: "○", 0x6C: "●"},
        **{0x6E: "■", 0xA7: "▪", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xAB: "★", 0x76: "❖", 0x75: "◆", 0xE8: "➔"},
    },
    "wingdings 2": {0x52: "☑", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□", 0x30: "□", 0x97: "●"},
    "symbol": {
        **{0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xB0: "°", 0xB7: "·", 0xBB: "≈"},
        **{0x61: "α", 0x62: "β", 0x53: "Σ", 0xE5: "∑", 0x44: "Δ", 0x6D: "μ", 0xA5: "∞", 0xAE: "→", 0xD6: "√"},
    },
}
_MATH_TEXT, _MATH_RUN, _FRACTION = f"{{{_MATH}}}t", f"{{{_MATH}}}r", f"{{{_MATH}}}f"


def symbol(sym: etree._Element) -> str:
    """The letter that a w:sym shows, "" where that is not known."""
    try:
        code = int(sym.get(f"{{{_WORD}}}char", ""), 16)
    except ValueError:
        return ""
    if code >= _PRIVATE or code < 0x100:
        return _FONTS.get(sym.get(f"{{{_WORD}}}font", "").lower(), {}).get(code & 0xFF, "")
    return chr(code)


def equation(math: etree._Element) -> str:
    """An equation on one line: letters, and fractions of letters; "" where it holds anything else."""
    found = [_piece(child) for child in math if not str(child.tag).endswith("Pr")]
    return "".join(piece for piece in found if piece) if all(found) else ""


def _piece(child: etree._Element) -> str:
    if child.tag == _MATH_RUN:
        return "".join(t.text or "" for t in child.iter(_MATH_TEXT))
    if child.tag == _FRACTION:
        parts = [equation(part) for part in child if not str(part.tag).endswith("Pr")]
        bare = [part if part.isalnum() else f"({part})" for part in parts]
        return "/".join(bare) if all(parts) else ""
    return ""
