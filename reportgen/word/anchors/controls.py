"""Content controls: what people may change in a finished report stands in one, and between bookmarks as well.

A control's tag names the place in the data. Programs that drop tags keep bookmarks, whose names hold a hash of the
tag and one of the text as the tool wrote it: rg_<tag>_<text>.
"""

from __future__ import annotations

from copy import copy

from lxml import etree

from reportgen.values import Changing, field, replace
from reportgen.word.anchors import as_narrative, in_text
from reportgen.word.anchors import identity as identities
from reportgen.word.anchors.identity import Identity
from reportgen.word.anchors.in_text import BLOCKS_KIND
from reportgen.word.anchors.labels import Labels
from reportgen.word.anchors.sentinels import CONTROLLED, MARK
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import STORIES, WORD, Element, child, children, integer, take_out, text, value, w

_VAL, _ID = w("val"), w("id")
_RANGES = frozenset(map(w, ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr")))
_BLANK = (
    f'<w:p xmlns:w="{WORD}"><w:bookmarkStart/><w:sdt><w:sdtPr><w:alias/><w:tag/><w:id/>{{}}</w:sdtPr><w:sdtContent/>'
    "</w:sdt><w:bookmarkEnd/></w:p>"
)


def _blank(kind: str) -> Element:
    """A control of that kind with nothing in it, between the ends of a bookmark."""
    return etree.fromstring(_BLANK.format(kind))


def anchor(docx: bytes, identity: Identity) -> bytes:
    """`docx` with its marks turned into controls and bookmarks, and with its identity among its properties."""
    return anchored(Finished(docx), identity).zipped()


def anchored(finished: Finished, identity: Identity) -> Finished:
    """The same done to a document that is open."""
    labels = in_text.anchor(finished) or _in_tree(finished)
    imprint = replace(identity.imprint, texts=labels.digests)
    identities.write(finished, replace(identity, imprint=imprint))
    CONTROLLED.wipe(finished)
    return finished


def _in_tree(finished: Finished) -> Labels:
    tree = finished.tree(finished.main)
    labels = Labels(_first_id(finished), _control_ids(tree))
    _Maker(Numbering.of(finished), labels).run(tree)
    finished.put_tree(finished.main, tree)
    return labels


def _first_id(finished: Finished) -> int:
    """The first number that no bookmark has, in the body or elsewhere."""
    others = [x.target for x in finished.links(finished.main).values() if x.kind in STORIES and x.target in finished]
    holding = [name for name in others if b"bookmarkStart" in finished.data(name)]
    trees = [finished.tree(name) for name in (finished.main, *holding)]
    return max((integer(b.get(w("id"))) for tree in trees for b in tree.iter(w("bookmarkStart"))), default=0) + 1


def _control_ids(tree: Element) -> set[int]:
    """The ids of the template's own controls."""
    return {integer(value(properties, "id")) for properties in tree.iter(w("sdtPr"))}


class _Maker(Changing):
    """Makes the controls of one document; `around_blocks` and `around_runs` are controls to copy."""

    numbering: Numbering
    labels: Labels
    around_blocks: Element = field(default_factory=lambda: _blank(BLOCKS_KIND))
    around_runs: Element = field(default_factory=lambda: _blank(""))

    def run(self, tree: Element) -> None:
        """Turn every pair of marks into a control; a mark without its other half goes."""
        CONTROLLED.single_out(tree)
        openings: dict[str, Element] = {}
        for paragraph in dict.fromkeys(mark.getparent() for mark in tree.iter(MARK)):
            if paragraph is None:
                continue
            if len(alone := _content(paragraph)) == 1 and alone[0].tag == MARK:
                self._around(alone[0], paragraph, openings)
            else:
                self._within(paragraph)
        for unpaired in openings.values():
            take_out(unpaired)
        for left in list(tree.iter(MARK)):
            take_out(left)

    def _around(self, mark: Element, paragraph: Element, openings: dict[str, Element]) -> None:
        """A paragraph that holds a mark alone begins or ends a control of whole paragraphs."""
        if name := mark.get("open"):
            openings[name] = mark
            return
        name = mark.get("close") or ""
        opening = openings.pop(name, None)
        first = None if opening is None else opening.getparent()
        parent = paragraph.getparent()
        if opening is not None and first is not None and parent is not None and first.getparent() is parent:
            between = list(parent)[parent.index(first) + 1 : parent.index(paragraph)]
            _leave(opening, first)
            if between and parent.tag == w("body"):
                self._wrap_blocks(self.labels.tag(name), between)
        _leave(mark, paragraph)

    def _within(self, paragraph: Element) -> None:
        content = _content(paragraph)
        parent = paragraph.getparent()
        first, last = content[0], content[-1]
        whole = first.tag == last.tag == MARK and first.get("open") == last.get("close")
        marks = [mark for mark in content if mark.tag == MARK]
        if whole and len(marks) == 2 and parent is not None and parent.tag == w("body"):
            take_out(first)
            take_out(last)
            self._wrap_blocks(self.labels.tag(first.get("open") or ""), [paragraph])
            return
        for opening in [m for m in marks if m.get("open")]:
            name = opening.get("open") or ""
            after = opening.itersiblings(MARK)
            closing = next((m for m in after if m.get("close") == name), None)
            if closing is not None:
                at = paragraph.index(opening)
                runs = children(paragraph)[at + 1 : paragraph.index(closing)]
                self._wrap_runs(self.labels.tag(name), paragraph, at, [r for r in runs if r.tag != MARK])

    def _wrap_blocks(self, tag: str, elements: list[Element]) -> None:
        told = as_narrative.told(tag, as_narrative.read(elements, self.numbering))
        start, sdt, end = self._control(tag, told, self.around_blocks)
        elements[0].addprevious(sdt)
        sdt[1].extend(elements)
        paragraphs = list(sdt[1].iter(w("p")))
        head = child(paragraphs[0], "pPr")
        paragraphs[0].insert(0 if head is None else 1, start)
        paragraphs[-1].append(end)

    def _wrap_runs(self, tag: str, paragraph: Element, at: int, runs: list[Element]) -> None:
        told = "".join(text(run) for run in runs)
        if not told.strip():
            return
        start, sdt, end = self._control(tag, told, self.around_runs)
        paragraph.insert(at, start)
        paragraph.insert(at + 1, sdt)
        sdt[1].extend(runs)
        paragraph.insert(at + 2, end)

    def _control(self, tag: str, told: str, blank: Element) -> list[Element]:
        """A control for the text `told` between the ends of its bookmark: a copy of `blank`, which is made sooner."""
        start, sdt, end = children(copy(blank))
        label = self.labels.label(tag, told)
        for element, own in zip(sdt[0], (tag, tag, str(label.control)), strict=False):
            element.set(_VAL, own)
        start.set(_ID, str(label.bookmark))
        start.set(w("name"), label.name)
        end.set(_ID, str(label.bookmark))
        return [start, sdt, end]


def _content(paragraph: Element) -> list[Element]:
    return [inner for inner in children(paragraph) if inner.tag not in _RANGES]


def _leave(mark: Element, paragraph: Element) -> None:
    """Take a mark away, and the paragraph in which it stood alone unless Word would miss it."""
    take_out(mark)
    if _dispensable(paragraph):
        take_out(paragraph)


def _dispensable(paragraph: Element) -> bool:
    """Whether Word does not miss the paragraph: a cell must end with one, and two tables must not touch."""
    parent = paragraph.getparent()
    before = paragraph.getprevious()
    if parent is not None and parent.tag == w("tc"):
        return before is not None and before.tag == w("p")
    after = paragraph.getnext()
    return not (before is not None and after is not None and before.tag == after.tag == w("tbl"))
