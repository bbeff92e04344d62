"""Paragraphs and tables as lines of an outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.values import Frozen
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml.wordml import NEW_LINE, Element, blocks, child, columns, inside, named, text, value, w

_P, _TR, _TC, _MERGE, _SPAN, _VAL = map(w, ("p", "tr", "tc", "vMerge", "gridSpan", "val"))
_TBL, _SECTION = w("tbl"), w("sectPr")


class Outlined(Frozen):
    """The lines of a paragraph or table; whether the pages of the section that ends with it lie across, if one does."""

    lines: Sequence[str]
    across: bool | None = None


def of_body(body: Element, numbering: Numbering) -> Iterator[Outlined]:
    """The paragraphs and tables of a body, and its last section."""
    for block in blocks(body):
        lines = of_table(block, numbering) if block.tag == _TBL else of_paragraph(block, numbering)
        yield Outlined([*lines], turned(block))
    last = body.find(_SECTION)
    if last is not None:
        yield Outlined((), _across(last))


def turned(block: Element) -> bool | None:
    """Whether the pages of the section that ends with `block` lie across; None where none does."""
    section = child(child(block, "pPr"), "sectPr")
    return None if section is None else _across(section)


def _across(section: Element) -> bool:
    size = section.find(w("pgSz"))
    return size is not None and size.get(w("orient")) == "landscape"


def of_paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    """A paragraph in which something is said, with its number."""
    return headed(text(paragraph), *numbering.headed(paragraph))


def headed(words: str, level: int | None, label: str) -> Iterator[str]:
    """The words of a paragraph behind its number and, of a heading, a sign for each outline level."""
    if words.strip() or label:
        yield ("" if level is None else "#" * (level + 1) + " ") + label + words


def of_table(table: Element, numbering: Numbering) -> Iterator[str]:
    """The rows of a table, a line each."""
    return (of_row(row, numbering) for row in inside(table, _TR))


def of_row(row: Element, numbering: Numbering) -> str:
    """A row of a table, its cells between | and |."""
    cells = [""] * columns(value(row, "trPr", "gridBefore"), 0)
    for tc in inside(row, _TC):
        cells += _cell(tc, numbering)
    return f"| {' | '.join(cells)} |"


def _cell(tc: Element, numbering: Numbering) -> list[str]:
    """The text of a cell, then a blank for every further column it spans."""
    look = named(child(tc, "tcPr"))
    merge = look.get(_MERGE)
    continued = merge is not None and merge.get(_VAL, "continue") == "continue"
    words = "" if continued else NEW_LINE.join(_inside(tc, numbering)).replace("|", "\\|")
    return [words, *[""] * (columns(value(look.get(_SPAN))) - 1)]


def _inside(tc: Element, numbering: Numbering) -> list[str]:
    lines: list[str] = []
    for block in blocks(tc):
        if block.tag == _P:
            words = numbering.label(block) + text(block)
            lines += [words] if words.strip() else []
        else:
            lines += of_table(block, numbering)
    return lines
