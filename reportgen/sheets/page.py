"""One worksheet to be printed and filled in: title, head, bordered cells, merged runs, landscape A4 one page wide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.diagnostics import width
from reportgen.sheets.order import ordered
from reportgen.tabular import Formula

_SONG, _HEI, _FANG = "方正小标宋简体", "黑体", "仿宋_GB2312"
_SIDE = Side(style="thin")
_LINES = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_ASKED = PatternFill("solid", start_color="FFFF00")
_SIZE, _TITLE_SIZE, _TITLE_HEIGHT, _UNIT_HEIGHT, _HEAD_HEIGHT = 10.5, 18, 36, 20, 24  # points
_LINE, _AROUND, _TALLEST = 15, 6, 400  # points: a line of text, what is around it, and what Excel can bear
_A4, _MARGIN, _MARGIN_ABOVE = 9, 0.5, 0.75  # the paper's number in the format; inches
_PAPER = (842, 595)  # A4 landscape, points
_INCH, _CHARACTER = 72, 5.25  # points; a column one character wide
_SURE = 0.96  # of a page's height, lest a program break it a row too early


@dataclass(frozen=True)
class PageColumn:
    """A column: its head, its width in characters (a Han character takes two), and whether its cells are centred."""

    head: str
    width: float
    centred: bool = False


class Page:
    """A worksheet filled from the top: `title`, the line `unit` (left and right) if given, the heads, then rows."""

    def __init__(
        self, name: str, title: str, columns: Sequence[PageColumn], unit: tuple[str, str] | None = None
    ) -> None:
        self._book = Workbook()
        sheet = self._book.active
        assert isinstance(sheet, Worksheet)
        self.sheet, self.columns = sheet, tuple(columns)
        self.sheet.title = name
        self._titled(title)
        if unit:
            self._united(*unit)
        self.head = 3 if unit else 2
        for column, own in enumerate(self.columns, 1):
            self._put(self.head, column, own.head, Font(name=_HEI, size=_SIZE), centred=True)
        self.sheet.row_dimensions[self.head].height = _HEAD_HEIGHT
        self.last = self.head
        self._used = float(_TITLE_HEIGHT + (_UNIT_HEIGHT if unit else 0))  # of the page in print so far, points
        self._printed()

    def row(self, values: Sequence[object], *, height: float | None = None, asked: Sequence[int] = ()) -> int:
        """The next row, `height` points high (None: as its texts need); columns `asked` for in yellow. Its number."""
        self.last += 1
        for column, (own, value) in enumerate(zip(self.columns, values, strict=True), 1):
            cell = self._put(self.last, column, value, Font(name=_FANG, size=_SIZE), centred=own.centred)
            if column in asked:
                cell.fill = _ASKED
        needed = height or self.height(values, range(1, len(self.columns) + 1))
        self.sheet.row_dimensions[self.last].height = min(_TALLEST, needed)
        return self.last

    def height(self, values: Sequence[object], columns: Iterable[int]) -> int:
        """How high a row of `values` must be for its texts in `columns`, in points.

        Programs differ in whether they fit rows to their texts when they open a file, and none fits merged cells.
        """
        return _AROUND + _LINE * max(_lines(values[c - 1], self.columns[c - 1].width) for c in columns)

    def merge(self, column: int, first: int, last: int, *, to: int | None = None) -> None:
        """One cell of the cells of `column` (up to column `to`) from row `first` to row `last`."""
        end = to or column
        if last > first or end > column:
            self.sheet.merge_cells(start_row=first, start_column=column, end_row=last, end_column=end)

    def together(self, first: int) -> None:
        """Print the rows from `first` to the last on one page, if they fit on one: merged texts are not cut in two."""
        needed = sum(self.sheet.row_dimensions[row].height or 0 for row in range(first, self.last + 1))
        if self._used + needed > self._room:
            self.sheet.row_breaks.append(Break(id=first - 1))
            self._used = 0
        self._used += needed

    @property
    def _room(self) -> float:
        """The height that a page has for rows below the repeated head, as it is scaled to its width, in points."""
        wide, high = _PAPER[0] - 2 * _MARGIN * _INCH, _PAPER[1] - 2 * _MARGIN_ABOVE * _INCH
        scale = min(1, wide / (_CHARACTER * sum(column.width for column in self.columns)))
        return _SURE * high / scale - _HEAD_HEIGHT

    def total(self, column: int) -> Formula:
        """The sum of `column` over all rows so far."""
        letter = get_column_letter(column)
        return Formula(f"=SUM({letter}{self.head + 1}:{letter}{self.last})")

    def freeze(self, columns: int = 0) -> None:
        """Keep the heads, and the first `columns`, in sight."""
        self.sheet.freeze_panes = self.sheet.cell(self.head + 1, columns + 1)

    def saved(self) -> bytes:
        """The workbook as .xlsx."""
        made = BytesIO()
        self._book.save(made)
        return ordered(made.getvalue())

    def _titled(self, title: str) -> None:
        self.merge(1, 1, 1, to=len(self.columns))
        cell = _shown(self.sheet.cell(1, 1), title)
        cell.font, cell.alignment = Font(name=_SONG, size=_TITLE_SIZE), _aligned("center")
        self.sheet.row_dimensions[1].height = _TITLE_HEIGHT

    def _united(self, left: str, right: str) -> None:
        middle = len(self.columns) // 2
        for column, text, side in ((1, left, "left"), (middle + 1, right, "right")):
            self.merge(column, 2, 2, to=middle if column == 1 else len(self.columns))
            cell = _shown(self.sheet.cell(2, column), text)
            cell.font, cell.alignment = Font(name=_FANG, size=_SIZE), _aligned(side)
        self.sheet.row_dimensions[2].height = _UNIT_HEIGHT

    def _put(self, row: int, column: int, value: object, font: Font, *, centred: bool) -> Cell:
        cell = _shown(self.sheet.cell(row, column), value)
        cell.font, cell.border = font, _LINES
        cell.alignment = _aligned("center" if centred else "left")
        return cell

    def _printed(self) -> None:
        """Landscape A4, one page wide, the head repeated, page numbers."""
        for column, own in enumerate(self.columns, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = own.width
        setup, margins = self.sheet.page_setup, self.sheet.page_margins
        setup.orientation, setup.paperSize = "landscape", _A4
        setup.fitToWidth, setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_options.horizontalCentered = True
        margins.left = margins.right = _MARGIN
        margins.top = margins.bottom = _MARGIN_ABOVE
        self.sheet.oddFooter.center.text = "— &P —"
        self.sheet.print_title_rows = f"{self.head}:{self.head}"


def _shown(cell: Cell, value: object) -> Cell:
    """`cell` with `value`; a text is never computed, whatever it begins with, and holds nothing that XML forbids."""
    text = isinstance(value, str) and not isinstance(value, Formula)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value)) if text else value
    if text:
        cell.data_type = "s"
    return cell


def _aligned(side: str) -> Alignment:
    return Alignment(horizontal=side, vertical="center", wrap_text=True)


def _lines(value: object, room: float) -> int:
    """How many lines a value takes in a column with `room` characters, of which two are margin."""
    told = "" if value is None or isinstance(value, Formula) else str(value)
    return sum(max(1, ceil(width(paragraph) / (room - 2))) for paragraph in told.split("\n"))
