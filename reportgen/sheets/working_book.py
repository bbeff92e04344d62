"""计算底稿 as a workbook: what was filled in is tinted and may be changed, everything else is computed from it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.diagnostics import width
from reportgen.sheets.order import ordered
from reportgen.tabular import FIRST, Formula, Kind, Line, Tint, WorkingSheet

_LINES = Border(*[Side(style="thin", color="BFBFBF")] * 4)
_FILLS = {
    Tint.HEAD: PatternFill("solid", start_color="DDEBF7"),
    Tint.INPUT: PatternFill("solid", start_color="FFF2CC"),
    Tint.RESULT: PatternFill("solid", start_color="E2EFDA"),
}
_WRONG = PatternFill("solid", start_color="FFC7CE", end_color="FFC7CE")
_HEADS = PatternFill("solid", start_color="D9D9D9")
_FORMATS = {Kind.RATE: "0.00%", Kind.NUMBER: "#,##0.00", Kind.DATE: "yyyy-mm-dd"}
_PLAIN, _BOLD, _TITLE = Font("仿宋_GB2312", 10.5), Font("黑体", 10.5), Font("方正小标宋简体", 16)
_LEFT, _CENTRE = (Alignment(horizontal=side, vertical="center", wrap_text=True) for side in ("left", "center"))
_LINE, _AROUND, _TALLEST = 14, 5, 300  # points
_A4, _MARGIN = 9, 0.5


def workbook(papers: Sequence[WorkingSheet]) -> bytes:
    """The sheets of `papers` as .xlsx; programs compute every formula when they open it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for paper in papers:
        _sheet(book.create_sheet(paper.name), paper)
    book.calculation.fullCalcOnLoad = True
    made = BytesIO()
    book.save(made)
    return ordered(made.getvalue())


def _sheet(sheet: Worksheet, paper: WorkingSheet) -> None:
    _shown(sheet.cell(1, 1), paper.title).font = _TITLE
    for n, column in enumerate(paper.columns, 1):
        cell = _shown(sheet.cell(FIRST - 1, n), column.head)
        cell.font, cell.border, cell.fill, cell.alignment = _BOLD, _LINES, _HEADS, _CENTRE
        sheet.column_dimensions[get_column_letter(n)].width = column.width
    for row, line in enumerate(paper.lines, FIRST):
        _line(sheet, row, line, paper)
    differs = CellIsRule(operator="equal", formula=['"不一致"'], fill=_WRONG)
    sheet.conditional_formatting.add(f"F{FIRST}:F{FIRST + len(paper.lines)}", differs)
    _printed(sheet)


def _line(sheet: Worksheet, row: int, line: Line, paper: WorkingSheet) -> None:
    for n, (value, column) in enumerate(zip(line.cells, paper.columns, strict=True), 1):
        cell = _shown(sheet.cell(row, n), value)
        cell.font = _BOLD if line.tint in (Tint.HEAD, Tint.RESULT) else _PLAIN
        cell.border = _LINES
        cell.alignment = _LEFT if column.kind is Kind.TEXT else _CENTRE
        if n in paper.values:
            cell.number_format = _FORMATS.get(line.kind, "General")
        if line.tint in _FILLS and (line.tint is not Tint.INPUT or n in paper.values):
            cell.fill = _FILLS[line.tint]
    texts = ((str(v), c.width) for v, c in zip(line.cells, paper.columns, strict=True) if _is_text(v))
    lines = max((sum(1 + width(part) // int(room) for part in text.split("\n")) for text, room in texts), default=1)
    sheet.row_dimensions[row].height = min(_TALLEST, _AROUND + _LINE * lines)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Formula)


def _shown(cell: Cell, value: object) -> Cell:
    """`cell` with `value`: a text is never computed, whatever it begins with."""
    text = _is_text(value)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value)) if text else value
    if text:
        cell.data_type = "s"
    return cell


def _printed(sheet: Worksheet) -> None:
    """Landscape A4, one page wide, the head in sight and repeated."""
    sheet.freeze_panes = sheet.cell(FIRST, 1)
    setup = sheet.page_setup
    setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight = "landscape", _A4, 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.oddFooter.center.text = "— &P —"
    sheet.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
