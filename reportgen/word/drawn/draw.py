"""A finished .docx drawn: its sections, each with what stands above and below its pages, its comments and footnotes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from reportgen.diagnostics import Refused
from reportgen.drawing import DrawnBlock, DrawnDocument, DrawnSection, Margin
from reportgen.values import replace
from reportgen.word.drawn.appearance import Lattice
from reportgen.word.drawn.cascade import Cascade, Said, number, on, said
from reportgen.word.drawn.inline import Scribe, Setting
from reportgen.word.drawn.paragraphs import Blocks
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml.diagnosis import damaged
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import LINKS, Element, integer, text, w

_A4 = {"w": 11906, "h": 16838}
_SIDES = ("top", "right", "bottom", "left")
_MARGIN = {"top": 1440, "right": 1800, "bottom": 1440, "left": 1800}  # Word's own, where none are told
_CHARACTER = 4096  # parts of a point in which a grid tells what it adds to a character
_UNDRAWN = frozenset(("-1", "0"))  # the lines above footnotes


def draw(docx: bytes | Finished, file: str = "") -> DrawnDocument:
    """What is to be seen of `docx`; raises Refused, naming `file`, for what is no sound document."""
    try:
        finished = Finished(docx) if isinstance(docx, bytes) else docx
        return _drawn(finished)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as failure:
        raise Refused([damaged("word/document.xml", failure, file)]) from failure


def _drawn(finished: Finished) -> DrawnDocument:
    numbering = Numbering.of(finished)
    scribe = Scribe(finished, Cascade(finished), numbering, finished.main)
    artist = _Artist(scribe)
    body = finished.tree(finished.main).find(w("body"))
    sections = [] if body is None else [*artist.sections(body)]
    facing = on(said(finished.root("settings")), "evenAndOddHeaders")
    return DrawnDocument(_joined(sections), _notes(finished), artist.footnotes(), tuple(scribe.pictures), facing)


class _Artist:
    """Draws sections one after the other; each has the headers and footers of the one before unless it has its own."""

    def __init__(self, scribe: Scribe) -> None:
        self._scribe, self._blocks = scribe, Blocks(scribe)
        self._margins = {"header": Margin(), "footer": Margin()}

    def sections(self, body: Element) -> Iterator[tuple[DrawnSection, bool]]:
        """Every section, and whether it goes on where the one before ends."""
        for elements, told in _parts(body):
            look = said(told)
            at = Setting(lattice=_lattice(look))
            blocks = tuple(self._blocks.drawn(elements, at))
            yield self._section(told, look, blocks), look.get("type", {}).get("val") == "continuous"

    def _section(self, told: Element | None, look: Said, blocks: tuple[DrawnBlock, ...]) -> DrawnSection:
        wide, high = (number(look, "pgSz", key, _A4[key]) / 20 for key in ("w", "h"))
        top, right, bottom, left = (abs(number(look, "pgMar", side, _MARGIN[side])) / 20 for side in _SIDES)
        for kind in self._margins:
            self._margins[kind] = self._margin(told, kind)
        start = look.get("pgNumType", {}).get("start")
        return DrawnSection(
            wide or _A4["w"] / 20,
            high or _A4["h"] / 20,
            (top, right, bottom, left),
            blocks,
            number(look, "pgMar", "header", 851) / 20,
            number(look, "pgMar", "footer", 992) / 20,
            self._margins["header"],
            self._margins["footer"],
            on(look, "titlePg"),
            None if start is None else integer(start, 1),
        )

    def _margin(self, told: Element | None, kind: str) -> Margin:
        margin, scribe = self._margins[kind], self._scribe
        for reference in told.iterfind(w(f"{kind}Reference")) if told is not None else ():
            link = scribe.finished.links(scribe.finished.main).get(reference.get(f"{{{LINKS}}}id", ""))
            if link and link.target in scribe.finished:
                drawn = self._elsewhere(link.target, scribe.finished.tree(link.target))
                name = reference.get(w("type"), "default")
                margin = replace(margin, **{name if name in ("even", "first") else "default": drawn})
        return margin

    def _elsewhere(self, part: str, element: Element) -> tuple[DrawnBlock, ...]:
        """What stands in another part than the body."""
        self._scribe.part, before = part, self._scribe.part
        drawn = tuple(self._blocks.drawn(element, Setting()))
        self._scribe.part = before
        return drawn

    def footnotes(self) -> tuple[tuple[DrawnBlock, ...], ...]:
        """The footnotes that the text refers to."""
        finished = self._scribe.finished
        part, root = finished.linked("footnotes"), finished.root("footnotes")
        if part is None or root is None:
            return ()
        known = {note.get(w("id"), ""): note for note in root.iterfind(w("footnote"))}
        told = [known[id_] for id_ in self._scribe.footnotes if id_ in known and id_ not in _UNDRAWN]
        return tuple(self._elsewhere(part, note) for note in told)


def _parts(body: Element) -> Iterator[tuple[list[Element], Element | None]]:
    """What stands in each section, and its properties, which Word has in its last paragraph."""
    waiting: list[Element] = []
    for element in body:
        if element.tag == w("sectPr"):
            yield waiting, element
            return
        waiting.append(element)
        own = [one for one in element.iter(w("sectPr")) if next(one.iterancestors(w("pPr")), None) is not None]
        if own:
            yield waiting, own[-1]
            waiting = []
    yield waiting, None


def _lattice(look: Said) -> Lattice:
    grid = look.get("docGrid", {})
    if grid.get("type") not in ("lines", "linesAndChars", "snapToChars"):
        return Lattice()
    char = integer(grid.get("charSpace")) / _CHARACTER if grid["type"] == "linesAndChars" else 0
    return Lattice(integer(grid.get("linePitch")) / 20, char)


def _joined(sections: list[tuple[DrawnSection, bool]]) -> tuple[DrawnSection, ...]:
    """The sections, those made one that go on where the one before ends on a page of the same size."""
    made: list[DrawnSection] = []
    for section, goes_on in sections:
        last = made[-1] if made else None
        if goes_on and last and (last.width, last.height) == (section.width, section.height):
            made[-1] = replace(last, blocks=(*last.blocks, *section.blocks))
        else:
            made.append(section)
    return tuple(made)


def _notes(finished: Finished) -> dict[str, tuple[str, ...]]:
    """The comments by number, each paragraph a line."""
    root = finished.root("comments")
    found = () if root is None else root.iterfind(w("comment"))
    return {one.get(w("id"), ""): tuple(text(p) for p in one.iter(w("p"))) for one in found}
