"""Where people's texts stand in a report that came back: by content controls, else by bookmarks."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.diagnostics import Position, Refused
from reportgen.facts.narrative import Block, Paragraph, plain
from reportgen.values import Frozen, replace
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors import identity as identities
from reportgen.word.anchors.identity import Identity, Imprint
from reportgen.word.anchors.labels import BOOKMARK, hashed
from reportgen.word.anchors.place import Place
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml import revisions
from reportgen.word.ooxml.diagnosis import diagnosis
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import NEW_LINE, Element, blocks, inside, runs, text, value, w
from reportgen.word.returned import lost


class Region(Frozen):
    """One text as it stands in a document; `anchor` is what it was found by.

    `written` is the digest of the text that the tool wrote there, "" where that is no longer known; `signs` is what
    stands in it and is no plain text.
    """

    tag: str
    blocks: tuple[Block, ...]
    anchor: str
    written: str = ""
    signs: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """The place in the data, be it printed once or more."""
        return Place.parse(self.tag).first

    @property
    def words(self) -> str:
        """The plain text, a line for each paragraph."""
        told = (plain(b.spans) for b in self.blocks if isinstance(b, Paragraph))
        return "\n".join(told).replace(NEW_LINE, "\n").strip()

    @property
    def told(self) -> str:
        """What two regions that say the same have in common."""
        return as_narrative.told(self.tag, self.blocks)


class Line(Frozen):
    """A paragraph or table row as it reads, in pieces: text, and the tag of each region in it.

    `whole` is the tag of the region of whole paragraphs that the line belongs to; `block` the paragraph or, with the
    first row of a table, the table.
    """

    pieces: tuple[tuple[str, str | None], ...]
    whole: str | None = None
    block: Block | None = None

    @property
    def words(self) -> str:
        """The line as it reads."""
        return "".join(words for words, _ in self.pieces)


class Returned(Frozen):
    """A report read back: whose it is, its regions, its lines, and whether changes in it are still tracked.

    `signs` is what stands outside of all regions and is no plain text.
    """

    identity: Identity | None
    regions: tuple[Region, ...]
    lines: tuple[Line, ...]
    tracked: bool = False
    signs: tuple[str, ...] = ()

    @property
    def imprint(self) -> Imprint:
        """What it was printed from, as far as that is known."""
        return self.identity.imprint if self.identity else Imprint()


def read(docx: bytes, known: Sequence[str] = (), file: str = "报告") -> Returned:
    """The report in `docx`, tracked changes accepted; `known` tags without a control are looked for by bookmarks.

    Raises Refused, saying of `file` what it is instead of a sound .docx.
    """
    at = Position(file)
    try:
        finished = Finished(docx)
        tree = finished.tree(finished.main)
        body = tree.find(w("body"))
        numbering = Numbering.of(finished)
        identity = identities.read(finished)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as failure:
        raise Refused([diagnosis(docx, at, failure, "报告")]) from failure
    if body is None:
        raise Refused([diagnosis(docx, at, called="报告")])
    tracked = revisions.pending(tree)
    revisions.accept(tree)
    wrote = identity.imprint.texts if identity else {}
    reader = _Reader(body, numbering, frozenset((*known, *wrote)))
    found = list(reader.controls())
    seen = {region.tag for region in found}
    found += [r for tag in dict.fromkeys((*known, *wrote)) if tag not in seen for r in reader.bookmarked(tag)]
    known_digests = [replace(r, written=wrote.get(r.tag) or reader.digest(r.tag)) for r in found]
    return Returned(identity, tuple(known_digests), tuple(reader.lines()), tracked, reader.signs())


class _Reader:
    def __init__(self, body: Element, numbering: Numbering, known: frozenset[str]) -> None:
        self.body = body
        self.known = known
        self.numbering = numbering
        self.blocks = list(blocks(body))
        self.told = {block: as_narrative.read([block], numbering) for block in self.blocks}  # once: numbers are counted
        self.starts: dict[str, Element] = {}
        for start in body.iter(w("bookmarkStart")):
            if found := BOOKMARK.fullmatch(start.get(w("name")) or ""):
                self.starts.setdefault(found[1], start)
        self.ends = {e.get(w("id")): e for e in body.iter(w("bookmarkEnd"))}
        self.owned: dict[Element, str] = {}  # runs and blocks by the tag they belong to

    def digest(self, tag: str) -> str:
        """What the bookmark of `tag` tells of the text that the tool wrote."""
        start = self.starts.get(hashed(tag))
        found = None if start is None else BOOKMARK.fullmatch(start.get(w("name")) or "")
        return found[2] if found else ""

    def controls(self) -> Iterator[Region]:
        for sdt in self.body.iter(w("sdt")):
            names = (value(sdt, "sdtPr", "tag") or "", value(sdt, "sdtPr", "alias") or "")
            tag = next((n for n in names if n in self.known), next(filter(None, names), ""))
            content = sdt.find(w("sdtContent"))
            if not Place.parse(tag).section or content is None:
                continue
            if sdt.find(f"{w('sdtPr')}/{w('showingPlcHdr')}") is not None:
                yield Region(tag, (), "控件")
            elif inner := list(blocks(content)):
                yield self._whole(tag, inner, "控件")
            else:
                yield self._runs(tag, list(runs(content)), "控件")

    def bookmarked(self, tag: str) -> Iterator[Region]:
        """The text between the bookmarks of `tag`."""
        start = self.starts.get(hashed(tag))
        end = None if start is None else self.ends.get(start.get(w("id")))
        if start is None or end is None:
            return
        first, last = self._block_of(start), self._block_of(end)
        if first is None or last is None or last < first:
            return
        if Place.parse(tag).prose:
            yield self._whole(tag, self.blocks[first : last + 1], "书签")
        elif first == last:
            yield self._runs(tag, self._held(start, end) or self._between(self.blocks[first], start, end), "书签")
        else:
            parts = [self._between(block, start, end) for block in self.blocks[first : last + 1]]
            told = tuple(Paragraph(as_narrative.spans_of(held)) for held in parts if held)
            yield Region(tag, told, "书签", signs=lost.names(run for held in parts for run in held))

    def _whole(self, tag: str, elements: list[Element], anchor: str) -> Region:
        for element in elements:
            self.owned[element] = tag
        told = [self.told[e] if e in self.told else as_narrative.read([e], self.numbering) for e in elements]
        return Region(tag, tuple(block for one in told for block in one), anchor, signs=lost.names(elements))

    def _runs(self, tag: str, found: list[Element], anchor: str) -> Region:
        for run in found:
            self.owned[run] = tag
        told = as_narrative.spans_of(found)
        return Region(tag, (Paragraph(told),) if told else (), anchor, signs=lost.names(found))

    def signs(self) -> tuple[str, ...]:
        """What is no plain text and stands in no region."""
        outside = (name for e, name in lost.within([self.body]) if not self._owned(e))
        return tuple(dict.fromkeys(outside))

    def _owned(self, element: Element) -> bool:
        return element in self.owned or any(above in self.owned for above in element.iterancestors())

    def _block_of(self, element: Element) -> int | None:
        """The index of the block of the body that holds `element`, or that follows it."""
        around = {element, *element.iterancestors()}
        for i, block in enumerate(self.blocks):
            if block in around:
                return i
        following = next((e for e in element.itersiblings() if e in self.blocks), None)
        return None if following is None else self.blocks.index(following)

    @staticmethod
    def _held(start: Element, end: Element) -> list[Element]:
        """The runs of the control in which a bookmark begins and ends; LibreOffice may have moved it in there.

        Where somebody's comment ends before the control, it moves the end a character back each time it saves.
        """
        control = next(start.iterancestors(w("sdtContent")), None)
        return [] if control is None or control not in end.iterancestors() else list(runs(control))

    @staticmethod
    def _between(block: Element, start: Element, end: Element) -> list[Element]:
        """The runs of `block` after `start` and before `end`; all of them where neither stands in it."""
        order = list(block.iter())
        first = order.index(start) if start in order else -1
        last = order.index(end) if end in order else len(order)
        inside = frozenset(order[first + 1 : last])
        return [run for run in runs(block) if run in inside]

    def lines(self) -> Iterator[Line]:
        for element in self.blocks:
            tag = self.owned.get(element)
            told = self.told[element]
            if element.tag == w("p") and (pieces := tuple(self._pieces(element))):
                yield Line(pieces, tag, told[0] if told else None)
            elif element.tag == w("tbl"):
                for i, row in enumerate(inside(element, w("tr"))):
                    cells = " | ".join(text(tc) for tc in inside(row, w("tc")))
                    yield Line(((cells, None),), tag, told[0] if i == 0 else None)

    def _pieces(self, paragraph: Element) -> Iterator[tuple[str, str | None]]:
        told = [(text(run), self.owned.get(run)) for run in runs(paragraph)]
        at = 0
        while at < len(told):
            tag = told[at][1]
            end = next((i for i in range(at, len(told)) if told[i][1] != tag), len(told))
            if words := "".join(words for words, _ in told[at:end]):
                yield words, tag
            at = end
