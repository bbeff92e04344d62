"""A sheet for a list: totals, heads, what columns mean, rows to fill in; behind them, hidden, what stood there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.facts.blanks.questions import SEPARATOR, Listing, Question
from reportgen.sheets.to_fill import form_cells as cells

ROWS = 200  # empty rows of a list
TOTAL, HEAD, KEYS, MEANING, FIRST = 1, 2, 3, 4, 5  # rows
_UNTOTALLED = ("", "%", "日期", "年", "是/否")
_TOTALLED = "自动合计"
_NAME, _NARROW = 36, 16  # characters wide at least: the column of names, any other


def sheet_name(listing: Listing) -> str:
    """The name of a list's sheet; one whose group has a sheet of that name bears the whole path."""
    return ".".join(listing.path)


def listed(sheet: Worksheet, listing: Listing, rows: Sequence[Mapping[str, str]]) -> None:
    """The sheet of `listing` with the `rows` that are there already."""
    count = len(listing.columns)
    heads = [cells.PATH, *map(_head, listing.columns), *[cells.BASE] * count]
    named = (_NAME if q.label == listing.key else _NARROW for q in listing.columns)
    wide = (max(least, min(40, 2 * len(q.meaning))) for least, q in zip(named, listing.columns, strict=True))
    widths = [8.0, *wide, *[8.0] * count]
    cells.headed(sheet, heads, widths, HEAD)
    cells.write(sheet, KEYS, 1, SEPARATOR.join(listing.path))
    for column, question in enumerate(listing.columns, 2):
        _column(sheet, column, question)
        cells.write(sheet, KEYS, column + count, f"{cells.BASE}{SEPARATOR}{question.path[-1]}")
    for number, values in enumerate(rows, FIRST):
        for column, question in enumerate(listing.columns, 2):
            value = values.get(question.path[-1], "")
            cells.asked(cells.write(sheet, number, column, cells.typed(question, value)), question)
            cells.write(sheet, number, column + count, value)
    _lacking(sheet, listing.columns)
    _total(sheet, listing.columns)
    for letter in ("A", *(get_column_letter(count + column) for column in range(2, count + 2))):
        sheet.column_dimensions[letter].hidden = True
    sheet.row_dimensions[KEYS].hidden = True
    sheet.freeze_panes = f"B{FIRST}"
    cells.finished(sheet)


def _head(question: Question) -> str:
    unit = cells.unit(question)
    return f"{'★' if question.required or question.starred else ''}{question.label}{f'（{unit}）' if unit else ''}"


def _column(sheet: Worksheet, column: int, question: Question) -> None:
    """The key of a column, what it means, and its cells, which are not there yet."""
    letter = get_column_letter(column)
    cells.write(sheet, KEYS, column, question.path[-1])
    cells.write(sheet, MEANING, column, question.meaning)
    cells.choose(sheet, f"{letter}{FIRST}:{letter}{ROWS + FIRST - 1}", question)
    below = sheet.column_dimensions[letter]
    below.protection, below.number_format = cells.UNLOCKED, cells.FORMATS.get(question.unit, "General")


def _lacking(sheet: Worksheet, columns: Sequence[Question]) -> None:
    """Red, in a row that is begun, where something must be filled in."""
    last = get_column_letter(len(columns) + 1)
    for column, question in enumerate(columns, 2):
        if question.required or question.starred:
            letter = get_column_letter(column)
            begun = f"AND(COUNTA($B{FIRST}:${last}{FIRST})>0,LEN({letter}{FIRST})=0)"
            place = f"{letter}{FIRST}:{letter}{ROWS + FIRST - 1}"
            sheet.conditional_formatting.add(place, FormulaRule(formula=[begun], fill=cells.WRONG))


def _total(sheet: Worksheet, columns: Sequence[Question]) -> None:
    """Above the heads, the sum of each column of numbers."""
    summed = False
    for column, question in enumerate(columns, 2):
        if question.unit not in _UNTOTALLED:
            letter = get_column_letter(column)
            cell_range = f"{letter}{FIRST}:{letter}{ROWS + FIRST - 1}"
            formula = f'=IF(COUNT({cell_range})=0,"",SUM({cell_range}))'
            cell = cells.write(sheet, TOTAL, column, formula, formula=True)
            cell.font, cell.number_format, summed = Font(bold=True), cells.FORMATS.get(question.unit, "General"), True
    if summed and columns[0].unit in _UNTOTALLED:
        cells.write(sheet, TOTAL, 2, _TOTALLED).font = Font(bold=True)
