"""What a draft still lacks: 【待填：…】 where a value is missing, in yellow so that nobody overlooks it."""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from reportgen.language.tag import CLOSING, OPENING
from reportgen.patterns import regex
from reportgen.word.ooxml.wordml import Element, properties, w

_MARK = regex(f"({OPENING}[^{CLOSING}]*{CLOSING})")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LATER = (
    "u",
    "effect",
    "bdr",
    "shd",
    "fitText",
    "vertAlign",
    "rtl",
    "cs",
    "em",
    "lang",
    "eastAsianLayout",
    "specVanish",
)
_AFTER_HIGHLIGHT = frozenset(map(w, (*_LATER, "oMath", "rPrChange")))


def highlight(xml: str) -> str:
    """The XML of a part with every 【待填：…】 highlighted; the words around it keep their look.

    Marks that reach over several runs are found too. `xml` comes back as it is when it holds none.
    """
    return paint(xml, _MARK, "yellow") if OPENING[:1] in xml else xml


def paint(xml: str, pattern: re.Pattern[str], colour: str) -> str:
    """The XML of a part with every match of `pattern` in its text highlighted in one of Word's colours."""
    root = etree.fromstring(xml.encode())
    for paragraph in root.iter(w("p")):
        _paragraph(paragraph, pattern, colour)
    head = xml[: xml.index("?>") + 2] if xml.startswith("<?xml") else ""
    return head + etree.tostring(root, encoding="unicode")


def _paragraph(paragraph: Element, pattern: re.Pattern[str], colour: str) -> None:
    texts = [t for t in paragraph.iter(w("t")) if next(t.iterancestors(w("p"))) is paragraph]
    whole = "".join(t.text or "" for t in texts)
    spans = [found.span() for found in pattern.finditer(whole)]
    at = 0
    for element in texts if spans else ():
        end = at + len(element.text or "")
        cuts = sorted({at, end, *(cut for span in spans for cut in span if at < cut < end)})
        pieces = [(whole[a:b], any(first <= a and b <= last for first, last in spans)) for a, b in pairwise(cuts)]
        if any(missing for _, missing in pieces):
            _split(element, pieces, colour)
        at = end


def _split(text: Element, pieces: list[tuple[str, bool]], colour: str) -> None:
    """Part the run of `text` (a w:t) so that each piece stands in a run of its own."""
    run = _parent(text)
    rest = list(text.itersiblings())
    run.remove(text)
    last = run
    for words, missing in pieces:
        last = _next(last, run)
        piece = etree.SubElement(last, w("t"))
        piece.text = words
        piece.set(_SPACE, "preserve")
        if missing:
            _paint(last, colour)
    if rest:
        _next(last, run).extend(rest)
    if all(child.tag == w("rPr") for child in run):
        _parent(run).remove(run)


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _next(last: Element, run: Element) -> Element:
    """A new run after `last`, looking like `run`."""
    made = etree.Element(run.tag)
    look = run.find(w("rPr"))
    if look is not None:
        made.append(deepcopy(look))
    last.addnext(made)
    return made


def _paint(run: Element, colour: str) -> None:
    """Highlight a run; w:highlight has its place among the properties, which Word insists on."""
    look = properties(run, "rPr")
    for old in look.findall(w("highlight")):
        look.remove(old)
    at = next((i for i, child in enumerate(look) if child.tag in _AFTER_HIGHLIGHT), len(look))
    look.insert(at, etree.Element(w("highlight"), {w("val"): colour}))
