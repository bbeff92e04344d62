"""叙述.docx read: its paragraphs and tables as blocks of narrative, and what in it narrative cannot hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree

from reportgen.diagnostics import Position, Refused
from reportgen.facts.narrative import Block, Paragraph, plain
from reportgen.values import Frozen
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import Place
from reportgen.word.authored.blank_text import PREFIX
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml import properties, revisions
from reportgen.word.ooxml.diagnosis import diagnosis
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import Element, blocks, integer, value, w
from reportgen.word.returned import lost

_BOX, _COMMENT, _MERGED = "文本框", "批注", "横向合并的单元格"


class Passage(Frozen):
    """A paragraph or table of the body as narrative has it, and what people call the things in it that it has not."""

    block: Block
    signs: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words of a paragraph; of a table none."""
        return plain(self.block.spans).strip() if isinstance(self.block, Paragraph) else ""

    @property
    def heading(self) -> int:
        """The level of a heading from 1; 0 for anything else."""
        return self.block.level if isinstance(self.block, Paragraph) and self.block.kind == "heading" else 0


class Paper(Frozen):
    """A whole file: what stands in its body, what the program noted in it, whether changes are still tracked.

    `printed`: it is a report that the program wrote, and not a text for one.
    """

    pieces: tuple[Passage, ...]
    told: Mapping[str, str]
    tracked: bool
    printed: bool


def read(data: bytes, file: str) -> Paper:
    """The Word file in `data`, tracked changes accepted; raises Refused, saying of `file` what it is instead."""
    at = Position(file)
    try:
        finished = Finished(data)
        tree = finished.tree(finished.main)
        numbering = Numbering.of(finished)
        told = properties.read(finished, PREFIX)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as failure:
        raise Refused([diagnosis(data, at, failure, "叙述")]) from failure
    body = tree.find(w("body"))
    if body is None:
        raise Refused([diagnosis(data, at, called="叙述")])
    tracked = revisions.pending(tree)
    revisions.accept(tree)
    tags = (value(control, "sdtPr", "tag") or "" for control in body.iter(w("sdt")))
    printed = any(Place.parse(tag).section for tag in tags)
    return Paper(tuple(_pieces(body, numbering)), told, tracked, printed)


def _pieces(body: Element, numbering: Numbering) -> Iterator[Passage]:
    """What says something, in its order; things without words are told of at an empty paragraph."""
    for element in blocks(body):
        found = as_narrative.read([element], numbering)
        signs = _signs(element)
        if found or signs:
            yield Passage(found[0] if found else Paragraph(()), signs)


def _signs(element: Element) -> tuple[str, ...]:
    known = list(lost.names([element]))
    if next(element.iter(w("txbxContent")), None) is not None:
        known = [_BOX, *(name for name in known if name != "图片")]
    if next(element.iter(w("commentReference")), None) is not None:
        known.append(_COMMENT)
    if any(integer(span.get(w("val")), 1) > 1 for span in element.iter(w("gridSpan"))):
        known.append(_MERGED)
    return tuple(known)
