"""Whether two reports look the same in print, whichever program saved them."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import TypeAlias

from lxml import etree

from reportgen.patterns import regex
from reportgen.word.ooxml.wordml import Element, w

Look: TypeAlias = tuple[object, ...]
_STORIES = regex(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_MEDIA = "word/media/"
_PARSER = etree.XMLParser(resolve_entities=False, huge_tree=False)
_OF_RUNS = tuple(map(w, ("b", "i", "u", "strike", "dstrike", "color", "sz", "highlight", "vertAlign", "vanish", "shd")))
_OF_PARAGRAPHS = tuple(map(w, ("pStyle", "jc", "ind", "pageBreakBefore", "outlineLvl")))
_OF_CELLS = tuple(map(w, ("gridSpan", "vMerge", "shd")))
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_THINGS = tuple(
    map(w, ("drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "commentReference"))
)
_MARKS = tuple(map(w, ("ins", "del", "moveFrom", "moveTo")))  # what somebody has not accepted yet


def alike(one: bytes, other: bytes) -> bool:
    """Whether the words, their looks, the tables, notes and pictures of two .docx are the same; of no .docx, never."""
    try:
        return list(_seen(one)) == list(_seen(other))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, OSError):
        return False


def _seen(docx: bytes) -> Iterator[Look]:
    with zipfile.ZipFile(BytesIO(docx)) as package:
        names = sorted(package.namelist())
        yield tuple(sorted(_digest(package.read(name)) for name in names if name.startswith(_MEDIA)))
        for name in filter(_STORIES.fullmatch, names):
            yield from _story(etree.fromstring(package.read(name), _PARSER))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _story(root: Element) -> Iterator[Look]:
    for element in root.iter(w("p"), w("tr"), w("tc"), w("sectPr"), *_MARKS):
        if element.tag == w("p"):
            yield ("p", _looks(element.find(w("pPr")), _OF_PARAGRAPHS), tuple(_runs(element)))
        elif element.tag == w("tc"):
            yield ("tc", _looks(element.find(w("tcPr")), _OF_CELLS))
        elif element.tag == w("sectPr"):
            yield ("sectPr", _looks(element, (w("pgSz"), w("pgMar"))))
        else:
            yield (str(element.tag),)


def _runs(paragraph: Element) -> Iterator[Look]:
    """The words of a paragraph by their look, and the things that are no words."""
    pieces = [piece for run in paragraph.iter(w("r")) if _within(run, paragraph) for piece in _pieces(run)]
    for look, group in groupby(pieces, lambda piece: piece[0]):
        yield (look, "".join(text for _, text in group))


def _within(run: Element, paragraph: Element) -> bool:
    """Whether a run is the paragraph's own, not that of a text box in it."""
    return next(run.iterancestors(w("p")), None) is paragraph


def _pieces(run: Element) -> Iterator[tuple[Look, str]]:
    look = _looks(run.find(w("rPr")), _OF_RUNS)
    for child in run:
        if child.tag == w("t") and child.text:
            yield look, child.text
        elif child.tag in _SIGNS:
            yield look, _SIGNS[str(child.tag)]
        elif child.tag in _THINGS:
            yield (str(child.tag),), ""


def _looks(properties: Element | None, known: tuple[str, ...]) -> Look:
    """The direct properties of the `known` kinds, in one order."""
    found = properties if properties is not None else ()
    return tuple(sorted((str(one.tag), tuple(sorted(one.attrib.items()))) for one in found if one.tag in known))
