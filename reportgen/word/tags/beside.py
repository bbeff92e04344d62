"""What stands in the paragraph, row or cell of a tag and would vanish with it.

Page, column and section breaks stay, each in a paragraph of its own in their place: Ctrl+Enter before a tag and
LibreOffice, which moves section breaks into the paragraph before, put them there. Everything else is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from reportgen.language.tag import TAG
from reportgen.word.ooxml.wordml import CHOICES, MATH, OFF, PAGE_BREAKS, Element, w
from reportgen.word.tags.scan import TaggedParagraph

_SHOWN = {
    **dict.fromkeys(map(w, ("drawing", "pict", "object", "contentPart")), "图片"),
    **dict.fromkeys(map(w, ("fldChar", "fldSimple", "pgNum")), "域"),
    **dict.fromkeys(map(w, ("dayLong", "dayShort", "monthLong", "monthShort", "yearLong", "yearShort")), "域"),
    **dict.fromkeys((f"{{{MATH}}}oMath", f"{{{MATH}}}oMathPara"), "公式"),
    w("sym"): "符号",
    w("noBreakHyphen"): "符号",
    w("footnoteReference"): "脚注",
    w("endnoteReference"): "尾注",
    w("sectPr"): "分节符",
    f"{{{CHOICES}}}AlternateContent": "图片",
}
_P, _R, _T, _BR, _TYPE, _LOOK, _SECTION = map(w, ("p", "r", "t", "br", "type", "pPr", "sectPr"))
_BEFORE = w("pageBreakBefore")
_LINE = (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact"))  # one point: nobody sees it


def signs(holder: Element, *, breaks: bool) -> list[str]:
    """The names of what a reader sees in `holder` beside its text; page and section breaks only if `breaks`."""
    found = [name for e in holder.iter() if (name := _name(e)) and (breaks or name not in ("分页符", "分节符"))]
    return list(dict.fromkeys(found))


def _name(element: Element) -> str:
    if element.tag == _BR:
        return "分页符" if element.get(_TYPE) in PAGE_BREAKS else ""
    return _SHOWN.get(str(element.tag), "")


def keep_breaks(paragraphs: Sequence[TaggedParagraph]) -> None:
    """Move the breaks beside tags that stand for whole paragraphs into empty paragraphs before and after these."""
    for paragraph in paragraphs:
        if paragraph.element.tag == _P and any(tag.level == "p" for tag in paragraph.tags):
            _keep(paragraph.element)


def _keep(paragraph: Element) -> None:
    tag = next(t for t in paragraph.iter(_T) if TAG.search(t.text or ""))
    order = list(paragraph.iter(_T, _BR))
    breaks = [e for e in order if e.tag == _BR and e.get(_TYPE) in PAGE_BREAKS]
    for one in breaks:
        if order.index(one) < order.index(tag):
            paragraph.addprevious(_empty(_run(one)))
    after = [_empty(_run(one)) for one in breaks if order.index(one) > order.index(tag)]
    look = paragraph.find(_LOOK)
    if look is not None and (first := look.find(_BEFORE)) is not None and first.get(w("val")) not in OFF:
        paragraph.addprevious(_empty(in_look=first))
    if look is not None and (section := look.find(_SECTION)) is not None:
        after.append(_empty(in_look=section))
    for made in reversed(after):
        paragraph.addnext(made)


def _run(one: Element) -> Element:
    made = etree.Element(_R)
    made.append(one)
    return made


def _empty(*runs: Element, in_look: Element | None = None) -> Element:
    """A paragraph so low that nobody sees it, with `runs` or with a break among its properties."""
    made = etree.Element(_P)
    look = etree.SubElement(made, _LOOK)
    if in_look is not None and in_look.tag == _BEFORE:
        look.append(in_look)
    etree.SubElement(look, w("spacing"), {w(name): value for name, value in _LINE})
    etree.SubElement(etree.SubElement(look, w("rPr")), w("sz"), {w("val"): "2"})
    if in_look is not None and in_look.tag == _SECTION:
        look.append(in_look)
    made.extend(runs)
    return made
