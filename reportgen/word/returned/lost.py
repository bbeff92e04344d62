"""What people put into a text in Word that the data, which hold plain text, cannot hold, or hold only as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.word.ooxml import symbols
from reportgen.word.ooxml.wordml import CHOICES, OFF, Element, w

STRUCK, HIDDEN = "加删除线的文字", "隐藏的文字"
_ALWAYS = {
    **dict.fromkeys(map(w, ("drawing", "pict", "object", "contentPart")), "图片"),
    w("footnoteReference"): "脚注",
    w("endnoteReference"): "尾注",
    w("ruby"): "注音",
    w("sym"): "符号",
    symbols.EQUATION: "公式",
}
_LOOKS = {w("strike"): STRUCK, w("dstrike"): STRUCK, w("vanish"): HIDDEN}
_RAISED = {"superscript": "上标", "subscript": "下标"}
_TAGS = (*_ALWAYS, *_LOOKS, w("vertAlign"), w("tbl"))
_FALLBACK = f"{{{CHOICES}}}Fallback"


def within(elements: Iterable[Element]) -> Iterator[tuple[Element, str]]:
    """Each such thing in `elements`, with what people call it."""
    for element in elements:
        for found in element.iter(*_TAGS):
            if (name := _name(found)) and next(found.iterancestors(_FALLBACK), None) is None:
                yield found, name


def _name(element: Element) -> str:
    if element.tag in _LOOKS:
        parent = element.getparent()
        around = None if parent is None else parent.getparent()
        of_text = around is not None and around.tag == w("r") and element.get(w("val"), "1") not in OFF
        return _LOOKS[str(element.tag)] if of_text else ""
    if element.tag == w("vertAlign"):
        return _RAISED.get(element.get(w("val"), ""), "")
    if element.tag == w("tbl"):
        return "表格里的表格" if next(element.iterancestors(w("tbl")), None) is not None else ""
    return _ALWAYS[str(element.tag)]


def names(elements: Iterable[Element]) -> tuple[str, ...]:
    """What people call the things in `elements`, each once."""
    return tuple(dict.fromkeys(name for _, name in within(elements)))
