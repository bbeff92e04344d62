"""A workbook of many sheets to be read, filtered and computed on: tables with colours by value, and native charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.formatting.rule import ColorScaleRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.writer.excel import ExcelWriter

from reportgen.sheets.drawing import drawn
from reportgen.sheets.order import ordered
from reportgen.sheets.rows import Columns, placed
from reportgen.tabular import Chart, Coloured, Column, Formula, Kind, Table, Tone

_SONG, _HEI, _FANG = "方正小标宋简体", "黑体", "仿宋_GB2312"
_LINES = Border(*[Side(style="thin", color="BFBFBF")] * 4)
_A3, _HEAD, _TITLE_HEIGHT, _HEAD_HEIGHT = 8, 2, 30, 44  # the paper's number in the format; the row of the heads; points
_FORMATS = {
    Kind.TEXT: "General",
    Kind.CENTRED: "General",
    Kind.NUMBER: "0.00",
    Kind.COUNT: "0",
    Kind.RATE: "0.00%",
    Kind.DATE: "yyyy-mm-dd",
}
_NUMBERS = (Kind.NUMBER, Kind.RATE)
_TITLE, _HEADS, _FOOTS = "汇总标题", "汇总表头", "汇总合计"
_RED, _YELLOW, _GREEN, _PALE = "F8696B", "FFEB84", "63BE7B", "FFC7CE"
_LINE, _AROUND, _TALLEST = 14, 5, 400  # points: a line of text, what is around it, what Excel can bear


def workbook(tables: Sequence[Table], charts: Sequence[Chart], today: dt.date) -> bytes:
    """The sheets of `tables` and one of `charts` as .xlsx; what is past `today` is coloured where a table asks so.

    Without charts there is no sheet for them.
    """
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    sheets = {table.name: _sheet(book, table, today) for table in tables}
    bodies = [partial(placed, number=_HEAD + 1, rows=_body(table, sheets[table.name])) for table in tables]
    if charts:
        drawing = book.create_sheet("图")
        _on_paper(drawing)
        drawn(drawing, charts, {table.name: table for table in tables}, sheets, _HEAD)
    made = BytesIO()
    ExcelWriter(book, ZipFile(made, "w", ZIP_STORED)).save()  # closes it; compressed once, when it is put in order
    return ordered(made.getvalue(), {f"xl/worksheets/sheet{n}.xml": body for n, body in enumerate(bodies, 1)})


def _styles() -> Iterator[NamedStyle]:
    """One style for each kind of column, and those of titles, heads and feet; people change them in one place."""
    for kind, form in _FORMATS.items():
        side = "left" if kind is Kind.TEXT else "center"
        yield _style(f"汇总{kind.value}", _FANG, side, form)
        if kind in _NUMBERS:
            yield _style(f"{_FOOTS}{kind.value}", _HEI, side, form)
    yield _style(_HEADS, _HEI, "center", "General", fill="DDEBF7")
    yield _style(_FOOTS, _HEI, "center", "General")
    title = NamedStyle(_TITLE, font=Font(name=_SONG, size=18), alignment=Alignment(vertical="center"))
    yield title


def _style(name: str, font: str, side: str, form: str, fill: str = "") -> NamedStyle:
    made = NamedStyle(name, font=Font(name=font, size=10.5), border=_LINES, number_format=form)
    made.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    if fill:
        made.fill = PatternFill("solid", start_color=fill)
    return made


def _sheet(book: Workbook, table: Table, today: dt.date) -> WriteOnlyWorksheet:
    """The sheet of `table` with title and heads, and one row in the place of all the others."""
    sheet = book.create_sheet(table.name)
    _laid_out(sheet, table)
    sheet.append([_cell(sheet, table.title, _TITLE)])
    sheet.append([_cell(sheet, column.head, _HEADS) for column in table.columns])
    sheet.append([_cell(sheet, "", _HEADS)])
    last = _HEAD + len(table.rows)
    for coloured in table.coloured if table.rows else ():
        _colour(sheet, coloured, last, today)
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(table.columns))}{max(last, _HEAD)}"
    return sheet


def _body(table: Table, sheet: WriteOnlyWorksheet) -> str:
    """All rows below the heads as XML: those of the table, then its feet."""
    columns = Columns([_cell(sheet, None, f"汇总{column.kind.value}").style_id for column in table.columns])
    wide = [(place, column.width) for place, column in enumerate(table.columns) if column.kind is Kind.TEXT]
    rows = [columns.row(number, row, _height(row, wide)) for number, row in enumerate(table.rows, _HEAD + 1)]
    last = _HEAD + len(table.rows)
    feet = Columns([_cell(sheet, None, _foot_style(column)).style_id for column in table.columns])
    for number, (label, function) in enumerate(table.foot if rows else (), last + 1):
        rows.append(feet.row(number, _foot(table, label, function, last)))
    return "".join(rows)


def _laid_out(sheet: WriteOnlyWorksheet, table: Table) -> None:
    """Widths, what stays in sight, and the paper; written before any row."""
    for number, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[1].height, sheet.row_dimensions[_HEAD].height = _TITLE_HEIGHT, _HEAD_HEIGHT
    sheet.freeze_panes = f"{get_column_letter(table.frozen + 1)}{_HEAD + 1}"
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    _on_paper(sheet)


def _on_paper(sheet: WriteOnlyWorksheet) -> None:
    """A3 landscape, one page wide, with page numbers."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "— &P —"


def _cell(sheet: WriteOnlyWorksheet, value: str | None, style: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value)
    cell.style = style
    return cell


def _height(row: Sequence[object], wide: Sequence[tuple[int, float]]) -> float:
    """How high a row must be for its texts, of Han characters; programs that open the file do not all see to it."""
    lines = 1
    for place, width in wide:
        if isinstance(text := row[place], str):
            lines = max(lines, sum(1 + 2 * len(part) // int(width) for part in text.split("\n")))
    return min(_TALLEST, _AROUND + _LINE * lines)


def _foot(table: Table, label: str, function: str, last: int) -> Iterator[str | None]:
    """A row of formulas under the numbers, so that it follows what people change."""
    for number, column in enumerate(table.columns, 1):
        cells = f"{get_column_letter(number)}{_HEAD + 1}:{get_column_letter(number)}{last}"
        if column.kind in _NUMBERS:
            yield Formula(f'=IFERROR({function}({cells}),"")')
        else:
            yield label if number == 1 else None


def _foot_style(column: Column) -> str:
    return f"{_FOOTS}{column.kind.value}" if column.kind in _NUMBERS else _FOOTS


def _colour(sheet: WriteOnlyWorksheet, coloured: Coloured, last: int, today: dt.date) -> None:
    cells = f"{get_column_letter(coloured.first)}{_HEAD + 1}:{get_column_letter(coloured.last)}{last}"
    if coloured.tone is Tone.PAST_IS_BAD:
        first, day = cells.partition(":")[0], f"DATE({today.year},{today.month},{today.day})"
        pale = PatternFill("solid", start_color=_PALE, end_color=_PALE)
        sheet.conditional_formatting.add(cells, FormulaRule([f"AND(ISNUMBER({first}),{first}<{day})"], fill=pale))
        return
    low, high = (_RED, _GREEN) if coloured.tone is Tone.HIGH_IS_GOOD else (_GREEN, _RED)
    scale = ColorScaleRule("min", None, low, "percentile", 50, _YELLOW, "max", None, high)
    sheet.conditional_formatting.add(cells, scale)
