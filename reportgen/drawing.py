"""A document as plain values, between `word/`, which reads them out of a .docx, and a page that shows them.

Every length is in points.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from reportgen.values import Frozen, field


class Edge(Frozen):
    """A border: solid, double, dashed or dotted; its width, colour (hex), and the space to what it surrounds."""

    style: str
    width: float
    color: str = ""
    space: float = 0


class Edges(Frozen):
    """The borders of a paragraph or a cell."""

    top: Edge | None = None
    right: Edge | None = None
    bottom: Edge | None = None
    left: Edge | None = None


class RunLook(Frozen):
    """How words look: fonts of Han and of Latin characters, size, and what else is set; colours in hex."""

    font: str = ""
    latin: str = ""
    size: float = 10
    spacing: float = 0
    color: str = ""
    shade: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    raised: str = ""  # super or sub


class DrawnRun(Frozen):
    """Words of one look; `note` is the comment on them, `place` the tag of the control that they stand in.

    `field` is PAGE or NUMPAGES where a page puts its number, `picture` the number of a picture in the document.
    """

    text: str
    look: RunLook
    note: str = ""
    place: str = ""
    field: str = ""
    picture: int | None = None


class ParagraphLook(Frozen):
    """How a paragraph stands: `line` is the height of its lines, in points or, if `times`, in sizes of the font."""

    align: str = "left"
    left: float = 0
    right: float = 0
    first: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.3
    times: bool = True
    edges: Edges = Edges()
    shade: str = ""
    turns: bool = False  # begins a page
    keeps: bool = False  # stays with the next


class DrawnParagraph(Frozen):
    """A paragraph; `level` is that of a heading, from 0; `mark` how its end looks, which gives an empty one height."""

    look: ParagraphLook
    mark: RunLook
    runs: tuple[DrawnRun, ...]
    level: int | None = None


class CellLook(Frozen):
    """How a cell looks; `padding` is top, right, bottom, left."""

    edges: Edges = Edges()
    shade: str = ""
    stands: str = "top"
    padding: tuple[float, float, float, float] = (0, 5.4, 0, 5.4)


class DrawnCell(Frozen):
    """A cell from grid column `at` on, over `span` columns and `rows` rows."""

    at: int
    span: int
    rows: int
    look: CellLook
    blocks: tuple[DrawnBlock, ...]


class DrawnRow(Frozen):
    """A row; `head` stands again on every page."""

    cells: tuple[DrawnCell, ...]
    height: float = 0
    head: bool = False


class DrawnTable(Frozen):
    """A table with the widths of its grid's columns."""

    columns: tuple[float, ...]
    rows: tuple[DrawnRow, ...]
    align: str = "left"
    indent: float = 0


DrawnBlock: TypeAlias = "DrawnParagraph | DrawnTable"


class Margin(Frozen):
    """What stands above or below the text of a page: on odd pages, on even ones, on the first of a section."""

    default: tuple[DrawnBlock, ...] = ()
    even: tuple[DrawnBlock, ...] = ()
    first: tuple[DrawnBlock, ...] = ()


class DrawnSection(Frozen):
    """Pages of one size; `margins` are top, right, bottom, left; `start` is the number of the first page."""

    width: float
    height: float
    margins: tuple[float, float, float, float]
    blocks: tuple[DrawnBlock, ...]
    header_at: float = 0
    footer_at: float = 0
    header: Margin = Margin()
    footer: Margin = Margin()
    titled: bool = False  # whether its first page has a header and a footer of its own
    start: int | None = None


class DrawnPicture(Frozen):
    """A picture; its `data` are empty where browsers cannot show it, then it is only named."""

    name: str
    type: str
    data: bytes
    width: float
    height: float


class DrawnDocument(Frozen):
    """A document: its comments by number, line by line, and its footnotes in their order."""

    sections: tuple[DrawnSection, ...]
    notes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    footnotes: tuple[tuple[DrawnBlock, ...], ...] = ()
    pictures: tuple[DrawnPicture, ...] = ()
    facing: bool = False  # whether even pages have headers and footers of their own
