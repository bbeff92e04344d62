"""What the rules look at: paragraphs and tables with their places, however they were read."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from functools import cached_property

from reportgen.patterns import regex
from reportgen.values import Frozen, replace

_WIDE = {ord("％"): "%", ord("．"): ".", **{0xFF10 + n: str(n) for n in range(10)}}
_SPACE = regex(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_TYPED = regex(r"[％．０-９\s]")  # a text without any of them is bare


def bare(text: str) -> str:
    """`text` as the rules read it: full-width digits as plain ones, no spaces but those between Latin words."""
    return _SPACE.sub("", text.translate(_WIDE)) if is_typed(text) else text


def is_typed(text: str) -> bool:
    """Whether `text` may not be bare: it has spaces in it, or signs of full width."""
    return _TYPED.search(text) is not None


class Place(Frozen):
    """Where something stands: 章节 and 第N段, 表N第M行, or a field of dept.yaml; and the line of the text."""

    words: str = ""
    line: int | None = None
    column: int | None = None
    order: int = 0  # in the text


NOWHERE = Place()


class Paragraph(Frozen):
    """One paragraph, `bare`; `lines` has where in it each printed line begins: (offset, line number)."""

    text: str
    place: Place = NOWHERE
    section: tuple[str, ...] = ()
    level: int | None = None  # of a heading, from 1
    lines: tuple[tuple[int, int | None], ...] = ()

    def at(self, offset: int) -> Place:
        """The place of one character of the paragraph."""
        if not self.lines:
            return self.place
        found = self.lines[max(0, bisect.bisect_right([start for start, _ in self.lines], offset) - 1)]
        return replace(self.place, line=found[1])


class Row(Frozen):
    """One row of a table: its cells, `bare`; a cell that continues a merged one is blank."""

    cells: tuple[str, ...]
    place: Place = NOWHERE
    lines: tuple[int, ...] = ()  # of each cell, where they stand on lines of their own

    def at(self, column: int) -> Place:
        """The place of one cell."""
        return replace(self.place, line=self.lines[column]) if column < len(self.lines) else self.place


class Table(Frozen):
    """A table with the paragraph above it as title."""

    rows: tuple[Row, ...]
    title: str = ""
    section: tuple[str, ...] = ()


@dataclass(frozen=True)
class Report:
    """A whole text in order."""

    blocks: tuple[Paragraph | Table, ...] = ()
    name: str = field(default="", compare=False)

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Headings and paragraphs, without tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables only."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def body(self) -> tuple[Paragraph, ...]:
        """Paragraphs that are no headings."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.level is None)
