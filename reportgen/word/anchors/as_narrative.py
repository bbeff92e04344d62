"""What stands in a finished document as blocks of narrative: paragraphs with looks, headings, items, tables."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby

from reportgen.facts.narrative import Block, Paragraph, Span, Table, plain
from reportgen.word.anchors.place import Place
from reportgen.word.numbering import Numbered, Numbering
from reportgen.word.ooxml.wordml import OFF, Element, blocks, child, columns, inside, list_level, runs, text, value, w

_DIGEST = 12


def read(container: Iterable[Element], numbering: Numbering) -> tuple[Block, ...]:
    """The paragraphs and tables among `container`; a heading's level is its outline level, counted from 1."""
    return tuple(block for element in container for block in _block(element, numbering))


def _block(element: Element, numbering: Numbering) -> Iterator[Block]:
    if element.tag == w("tbl"):
        yield _table(element)
    elif element.tag == w("p"):
        paragraph = _paragraph(element, numbering)
        if plain(paragraph.spans).strip():
            yield paragraph


def _paragraph(element: Element, numbering: Numbering) -> Paragraph:
    level = numbering.outline(element)
    if level is not None:
        return Paragraph((Span(text(element)),), "heading", level + 1)
    depth = list_level(value(element, "pPr", "numPr", "ilvl")) + 1
    return _counted(spans(element), numbering.counted(element), depth)


def standing(seen: Numbered, words: Iterable[Span], numbering: Numbering) -> Paragraph:
    """The paragraph of these runs that stands as was `seen`, and is counted."""
    if seen.outline is not None:
        return Paragraph((Span("".join(run.text for run in words)),), "heading", seen.outline + 1)
    return _counted(joined(words), numbering.count(seen), seen.level + 1)


def _counted(words: tuple[Span, ...], counted: tuple[str, int | None], depth: int) -> Paragraph:
    label, number = counted
    return Paragraph(words, "item", depth, number) if label.strip() else Paragraph(words)


def spans(element: Element) -> tuple[Span, ...]:
    """The words of a paragraph, neighbours of one look joined."""
    return spans_of(runs(element))


def spans_of(elements: Iterable[Element]) -> tuple[Span, ...]:
    """The words of runs, neighbours of one look joined."""
    return joined([Span(text(run), *look(child(run, "rPr"))) for run in elements])


def joined(found: Iterable[Span]) -> tuple[Span, ...]:
    """The words of runs, neighbours of one look joined."""
    told = [run for run in found if run.text]
    return tuple(
        Span("".join(run.text for run in same), *look)
        for look, same in groupby(told, key=lambda run: (run.bold, run.italic))
    )


def look(properties: Element | None) -> tuple[bool, bool]:
    """Whether a run with these w:rPr is bold, and whether it is italic."""
    return (False, False) if properties is None else (_is(properties, "b"), _is(properties, "i"))


def _is(properties: Element, name: str) -> bool:
    found = child(properties, name)
    return found is not None and found.get(w("val"), "1") not in OFF


def _table(element: Element) -> Table:
    rows = [list(_cells(row)) for row in inside(element, w("tr"))]
    width = max(map(len, rows), default=0)
    full = [(*row, *[()] * (width - len(row))) for row in rows]
    return Table(full[0] if full else (), tuple(full[1:]))


def _cells(row: Element) -> Iterator[tuple[Span, ...]]:
    """The cells of a row, each in its column: one that spans several has its words in the first of them."""
    yield from [()] * columns(value(row, "trPr", "gridBefore"), 0)
    for tc in inside(row, w("tc")):
        yield _cell(tc)
        yield from [()] * (columns(value(tc, "tcPr", "gridSpan")) - 1)


def _cell(tc: Element) -> tuple[Span, ...]:
    """The words of a cell; a table has no bold of its own, since its header is a matter of style."""
    words = " ".join(filter(None, (text(p).strip() for p in blocks(tc) if p.tag == w("p"))))
    return (Span(words),) if words else ()


def signature(read_blocks: Iterable[Block]) -> str:
    """Text that is the same for blocks that look the same, however a program stores them."""
    return "\n".join(map(_signature, read_blocks))


def _signature(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join("|".join(plain(cell) for cell in row) for row in (block.header, *block.rows))
    sign = {"heading": f"{'#' * block.level} ", "item": f"{block.ordinal or '-'}. ", "body": ""}[block.kind]
    return sign + "".join(("<b>" if s.bold else "") + ("<i>" if s.italic else "") + s.text for s in block.spans)


def told(tag: str, read_blocks: Iterable[Block]) -> str:
    """What counts as the text at `tag`: of narrative its looks too, elsewhere the words alone."""
    if Place.parse(tag).prose:
        return signature(read_blocks)
    return "\n".join(plain(block.spans) for block in read_blocks if isinstance(block, Paragraph))


def digest(words: str) -> str:
    """A short fingerprint of a text, blank space aside."""
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:_DIGEST]
