"""Tracked changes accepted: what a document says once every insertion and deletion in it is approved."""

from __future__ import annotations

from reportgen.word.ooxml.wordml import Element, take_out, w

_GONE = frozenset(
    map(w, ("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"))
)
_KEPT = frozenset(map(w, ("ins", "moveTo")))
_FORMER = tuple(
    map(
        w,
        (
            *("rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange", "tcPrChange"),
            *("sectPrChange", "numberingChange", "cellIns", "cellMerge"),
        ),
    )
)
_CELLS = tuple(map(w, ("cellIns", "cellDel", "cellMerge")))
_PROPERTIES = frozenset(map(w, ("rPr", "trPr", "tcPr", "numPr")))


def accept(tree: Element) -> None:
    """Accept every tracked change in `tree`."""
    for element in list(tree.iter(*_FORMER)):
        take_out(element)
    for row in [r for r in tree.iter(w("tr")) if r.find(f"{w('trPr')}/{w('del')}") is not None]:
        _take_out_of(row, "tbl", "tr")
    for cell in [c for c in tree.iter(w("tc")) if c.find(f"{w('tcPr')}/{w('cellDel')}") is not None]:
        around = next(cell.iterancestors(w("tr")), None)
        take_out(cell)
        if around is not None and next(around.iter(w("tc")), None) is None:
            _take_out_of(around, "tbl", "tr")
    gone = any(True for _ in tree.iter(w("del")))
    for paragraph in [p for p in tree.iter(w("p")) if _mark(p, "del") is not None] if gone else ():
        _join(paragraph)
    for element in list(tree.iter(*_GONE)):
        take_out(element)
    for element in list(tree.iter(*_KEPT)):
        _unwrap(element)


def _take_out_of(element: Element, holder: str, name: str) -> None:
    """Take `element` out, and the `holder` around it where that holds no other `name`."""
    around = next(element.iterancestors(w(holder)), None)
    take_out(element)
    if around is not None and next(around.iter(w(name)), None) is None:
        take_out(around)


def _mark(paragraph: Element, name: str) -> Element | None:
    """The change of the paragraph mark itself."""
    return paragraph.find(f"{w('pPr')}/{w('rPr')}/{w(name)}")


def _join(paragraph: Element) -> None:
    """A paragraph whose mark was deleted runs on into the next, which keeps its own look."""
    following = paragraph.getnext()
    if following is None or following.tag != w("p"):
        return
    head = following.find(w("pPr"))
    at = 0 if head is None else 1
    for child in reversed([c for c in paragraph if c.tag != w("pPr")]):
        following.insert(at, child)
    take_out(paragraph)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if parent.tag not in _PROPERTIES:
        at = parent.index(element)
        for child in reversed(list(element)):
            parent.insert(at, child)
    parent.remove(element)


def pending(tree: Element) -> bool:
    """Whether any tracked change waits in `tree`."""
    return next(tree.iter(*_KEPT, *_GONE, *_CELLS), None) is not None
