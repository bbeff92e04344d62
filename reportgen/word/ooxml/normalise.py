"""What Word scatters through a file while it is edited, put together again before tags are looked for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from reportgen.patterns import regex
from reportgen.word.ooxml.wordml import Element, take_out, w, xpath

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_R, _T, _RPR = w("r"), w("t"), w("rPr")
_NOISE = (w("proofErr"), w("lastRenderedPageBreak"), w("noBreakHint"))
_EDITED = xpath("descendant-or-self::*[@*[contains(name(), 'rsid') or contains(name(), 'Id')]]")
_EDITING = regex(r"\{[^}]*wordprocessingml[^}]*\}rsid|\{[^}]*/office/word/20\d\d/[^}]*\}(paraId|textId)$")
_EDGES = " \t\r\n"


def clean(root: Element) -> None:
    """Drop revision marks and proofing marks, and join neighbouring runs whose properties are equal."""
    for element in list(root.iter(*_NOISE)):
        take_out(element)
    for element in _EDITED(root):
        for name in [name for name in element.attrib if _EDITING.match(str(name))]:
            del element.attrib[name]
    for run in list(root.iter(_R)):
        _join_texts(run)
    for parent in {parent for run in root.iter(_R) if (parent := run.getparent()) is not None}:
        join_runs(parent)


def join_runs(parent: Element) -> None:
    """Join the neighbouring runs of `parent` whose properties are equal."""
    for first, *others in list(_alike(parent)):
        for run in others:
            first.extend(list(_content(run)))
            parent.remove(run)
        if others:
            _join_texts(first)


def _alike(parent: Element) -> Iterator[list[Element]]:
    """The runs of `parent`, those together that stand in a row and look the same."""
    together: list[Element] = []
    for child in parent:
        joins = child.tag == _R and not child.attrib
        if together and not (joins and _looks(together[0]) == _looks(child)):
            yield together
            together = []
        together += [child] if joins else []
    if together:
        yield together


def _content(run: Element) -> Iterator[Element]:
    return (child for child in run if child.tag != _RPR)


def _looks(run: Element) -> bytes:
    properties = run.find(_RPR)
    return b"" if properties is None or not len(properties) else etree.tostring(properties, method="c14n")


def _join_texts(run: Element) -> None:
    """One text element where several stand in a row; spaces that Word would not show are not shown then either."""
    for is_text, group in groupby(list(run), lambda child: child.tag == _T):
        *others, last = group
        if is_text and others:
            set_text(last, "".join(map(shown, (*others, last))))
            for other in others:
                run.remove(other)


def shown(element: Element) -> str:
    """The text of a w:t as Word shows it."""
    text = element.text or ""
    return text if element.get(SPACE) == "preserve" else text.strip(_EDGES)


def set_text(element: Element, text: str) -> None:
    """Give a w:t its text, and keep the spaces at its ends."""
    element.text = text
    if text != text.strip(_EDGES) or element.get(SPACE) == "preserve":
        element.set(SPACE, "preserve")
