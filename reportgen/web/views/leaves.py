"""A drawn document as its pages are shown: classes instead of looks, words in spans, where each comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from reportgen import drawing
from reportgen.values import Frozen
from reportgen.web.views.wardrobe import Wardrobe, of_cell, of_margin, of_paragraph, of_run, of_section

Lead = Callable[[str], str]  # where what stands in a control is written: an address, or nothing


class ShownWords(Frozen):
    """Words of one look; `field` is PAGE or NUMPAGES, `picture` the number of a picture that can be shown."""

    look: str
    text: str
    field: str = ""
    picture: int | None = None


class Traced(Frozen):
    """Words that come from one place: the number of the note on them, the address where they are written."""

    note: str
    address: str
    words: tuple[ShownWords, ...]


class ShownParagraph(Frozen):
    """A paragraph; `level` is that of a heading, from 1."""

    look: str
    origins: tuple[Traced, ...]
    level: int | None
    turns: bool
    keeps: bool
    table: bool = False


class ShownCell(Frozen):
    """A cell."""

    look: str
    at: int
    span: int
    rows: int
    blocks: tuple[ShownBlock, ...]


class ShownTable(Frozen):
    """A table: a class for each column, the rows that stand on every page, the others, each with its class."""

    look: str
    columns: tuple[str, ...]
    heads: tuple[tuple[str, tuple[ShownCell, ...]], ...]
    rows: tuple[tuple[str, tuple[ShownCell, ...]], ...]
    table: bool = True


ShownBlock = ShownParagraph | ShownTable


class ShownMargin(Frozen):
    """A header (top) or a footer (bottom) of one kind of pages: default, even, first."""

    side: str
    kind: str
    look: str
    blocks: tuple[ShownBlock, ...]


class Leaf(Frozen):
    """A section: as one long page that a script cuts into pages."""

    look: str
    wide: bool
    titled: bool
    start: int | None
    margins: tuple[ShownMargin, ...]
    blocks: tuple[ShownBlock, ...]


class Leaves(Frozen):
    """The whole document, its footnotes, and the stylesheet of its classes."""

    leaves: tuple[Leaf, ...]
    footnotes: tuple[tuple[ShownBlock, ...], ...]
    notes: dict[str, tuple[str, ...]]
    facing: bool
    sheet: str


def leaves(document: drawing.DrawnDocument, lead: Lead) -> Leaves:
    """What is shown of `document`; `lead` says where a text is written that stands in a control."""
    artist = _Artist(document, lead)
    shown = tuple(map(artist.leaf, document.sections))
    footnotes = tuple(tuple(artist.blocks(one)) for one in document.footnotes)
    return Leaves(shown, footnotes, dict(document.notes), document.facing, artist.wardrobe.sheet())


class _Artist:
    def __init__(self, document: drawing.DrawnDocument, lead: Lead) -> None:
        self.wardrobe = Wardrobe()
        self._document, self._lead = document, lead

    def leaf(self, section: drawing.DrawnSection) -> Leaf:
        return Leaf(
            self.wardrobe.put(of_section(section)),
            section.width > section.height,
            section.titled,
            section.start,
            tuple(self._margins(section)),
            tuple(self.blocks(section.blocks)),
        )

    def _margins(self, section: drawing.DrawnSection) -> Iterator[ShownMargin]:
        for side, margin in (("top", section.header), ("bottom", section.footer)):
            look = self.wardrobe.put(of_margin(section, side))
            for kind in ("default", "even", "first"):
                yield ShownMargin(side, kind, look, tuple(self.blocks(getattr(margin, kind))))

    def blocks(self, blocks: Iterable[drawing.DrawnBlock]) -> Iterator[ShownBlock]:
        for block in blocks:
            if isinstance(block, drawing.DrawnTable):
                yield self._table(block)
            else:
                yield self._paragraph(block)

    def _paragraph(self, block: drawing.DrawnParagraph) -> ShownParagraph:
        look, level = block.look, None if block.level is None else min(block.level + 1, 6)
        named = self.wardrobe.put(of_paragraph(look, block.mark))
        return ShownParagraph(named, tuple(self._origins(block)), level, look.turns, look.keeps)

    def _origins(self, block: drawing.DrawnParagraph) -> Iterator[Traced]:
        for (note, place), runs in groupby(block.runs, lambda run: (run.note, run.place)):
            known = note if note in self._document.notes else ""
            yield Traced(known, self._lead(place) if place else "", tuple(self._words(block, [*runs])))

    def _words(self, block: drawing.DrawnParagraph, runs: Sequence[drawing.DrawnRun]) -> Iterator[ShownWords]:
        for run in runs:
            own = "" if run.look == block.mark else self.wardrobe.put(of_run(run.look))
            if run.picture is None:
                yield ShownWords(own, run.text, run.field)
            else:
                yield self._picture(run.picture)

    def _picture(self, number: int) -> ShownWords:
        picture = self._document.pictures[number]
        if not picture.data:
            return ShownWords("", f"〔图：{picture.name}〕")
        size = [f"width:{picture.width:.1f}pt;height:{picture.height:.1f}pt"] if picture.width else []
        return ShownWords(self.wardrobe.put(size), picture.name, picture=number)

    def _table(self, table: drawing.DrawnTable) -> ShownTable:
        placed = {"center": "margin-left:auto;margin-right:auto", "right": "margin-left:auto"}
        width = f"width:{sum(table.columns):.1f}pt"
        look = [width, placed.get(table.align) or (f"margin-left:{table.indent:.1f}pt" if table.indent else "")]
        columns = tuple(self.wardrobe.put([f"width:{one:.1f}pt"]) for one in table.columns)
        heads = next((at for at, row in enumerate(table.rows) if not row.head), len(table.rows))
        if any(at + cell.rows > heads for at, row in enumerate(table.rows[:heads]) for cell in row.cells):
            heads = 0  # a cell that reaches below the head
        rows = tuple(map(self._row, table.rows))
        return ShownTable(self.wardrobe.put(look), columns, rows[:heads], rows[heads:])

    def _row(self, row: drawing.DrawnRow) -> tuple[str, tuple[ShownCell, ...]]:
        cells = tuple(
            ShownCell(self.wardrobe.put(of_cell(one.look)), one.at, one.span, one.rows, tuple(self.blocks(one.blocks)))
            for one in row.cells
        )
        return self.wardrobe.put([f"height:{row.height:.1f}pt" if row.height else ""]), cells
