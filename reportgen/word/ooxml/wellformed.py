"""Whether the XML of a part is well-formed, which a value or a filter may have broken."""

from __future__ import annotations

from xml.parsers import expat

from reportgen.diagnostics import Position, Refused, error
from reportgen.patterns import regex

_ELEMENT = regex(r"<[^<>]*>")


def well_formed(xml: str, name: str) -> None:
    """Raise Refused when a value or a filter broke the XML of part `name`, with the text near the place."""
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError as fault:
        lines = xml.split("\n")
        before = "\n".join([*lines[: fault.lineno - 1], lines[fault.lineno - 1][: fault.offset]])
        near = _ELEMENT.sub("", before[-2000:])[-30:]
        hint = "请检查这之前用到的、自己带格式的值和 safe 过滤器"
        told = error("broken-xml", f"“{near}”之后的内容不合 Word 的格式（{fault}）", hint, Position(name))
        raise Refused([told]) from fault


def content(xml: str) -> bool:
    """Whether `xml` may stand anywhere between the tags of an element: whole elements and text."""
    try:
        expat.ParserCreate().Parse(f"<x>{xml}</x>", True)
    except expat.ExpatError:
        return False
    return True
