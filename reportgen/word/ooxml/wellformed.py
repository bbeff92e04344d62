"""Whether the XML of a part is well-formed, which a value or a filter may have broken."""

from __future__ import annotations

from xml.parsers import expat

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.patterns import regex

_ELEMENT = regex(r"<[^<>]*>")
_WHY = {
    expat.errors.codes[kind]: why
    for kind, why in (
        (expat.errors.XML_ERROR_TAG_MISMATCH, "元素的首尾没有成对"),
        (expat.errors.XML_ERROR_UNDEFINED_ENTITY, "“&”后面的名称不认识"),
        (expat.errors.XML_ERROR_UNBOUND_PREFIX, "元素的前缀没有声明"),
        (expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE, "同一属性写了两次"),
    )
}


def well_formed(xml: str, name: str) -> None:
    """Raise Refused when a value or a filter broke the XML of part `name`, with the text near the place."""
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError as fault:
        lines = xml.split("\n")
        before = "\n".join([*lines[: fault.lineno - 1], lines[fault.lineno - 1][: fault.offset]])
        raise Refused([_broken(before, _WHY.get(fault.code, "有不能用的符号"), name)]) from fault
    except UnicodeEncodeError as fault:
        raise Refused([_broken(xml[: fault.start], "有不能保存的字符", name)]) from fault


def _broken(before: str, why: str, name: str) -> Diagnostic:
    near = _ELEMENT.sub("", before[-2000:])[-30:]
    hint = "请检查这之前用到的、自己带格式的值和 safe 过滤器"
    return error("broken-xml", f"“{near}”之后的内容不合 Word 的格式（{why}）", hint, Position(name))


def content(xml: str) -> bool:
    """Whether `xml` may stand anywhere between the tags of an element: whole elements and text."""
    try:
        expat.ParserCreate().Parse(f"<x>{xml}</x>", True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True
