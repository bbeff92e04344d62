"""The cells of a form: how they look, what may be typed in them, what a value is as a number."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.facts.blanks.questions import Question

PATH, BASE = "字段", "原值"  # the heads of the hidden columns
RED = Font(color="C00000", bold=True)
MISSING = PatternFill("solid", bgColor="FFF2CC")  # of a conditional format
WRONG = PatternFill("solid", bgColor="FFC7CE")
HEAD = PatternFill("solid", start_color="DDEBF7")
UNLOCKED = Protection(locked=False)
FORMATS = {"万元": "#,##0.00####", "%": "0.00%", "日期": "yyyy-mm-dd"}
_SIDE = Side(style="thin", color="BFBFBF")
_LINES = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def headed(sheet: Worksheet, heads: Sequence[str], widths: Sequence[float], row: int = 1) -> None:
    """The heads of a sheet in `row`, and how wide its columns are."""
    for column, (head, wide) in enumerate(zip(heads, widths, strict=True), 1):
        cell = write(sheet, row, column, head)
        cell.fill, cell.font = HEAD, Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = wide


def write(sheet: Worksheet, row: int, column: int, value: object, *, formula: bool = False) -> Cell:
    """A cell with a value; a text is never computed unless it is a `formula`."""
    cell: Cell = sheet.cell(row, column)
    if value not in (None, ""):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        if isinstance(value, str) and not formula:
            cell.data_type = "s"
    cell.border, cell.alignment = _LINES, Alignment(vertical="center", wrap_text=True)
    return cell


def unit(question: Question) -> str:
    """The unit as people read it; a choice has none."""
    return "" if question.unit == "是/否" else question.unit


def typed(question: Question, value: str) -> object:
    """`value` as a number where the cell is one."""
    text = value.replace(",", "").removesuffix("%")
    try:
        number = float(text)
    except ValueError:
        return value
    if value.endswith("%"):
        return number / 100 if question.unit == "%" else value
    return number if question.unit and question.unit not in ("日期", "是/否") else value


def asked(cell: Cell, question: Question) -> None:
    """A cell to fill in."""
    cell.protection = UNLOCKED
    cell.number_format = FORMATS.get(question.unit, "General")


def choose(sheet: Worksheet, places: str, question: Question) -> None:
    """A drop-down; what is not in it may be typed after a question, and is told when the form is read."""
    if question.choices:
        words = ",".join(question.choices)
        chosen = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, errorStyle="warning")
        chosen.error, chosen.errorTitle, chosen.showErrorMessage = f"请从下拉表里选：{words}", "不在选项里", True
        sheet.add_data_validation(chosen)
        chosen.add(places)


def finished(sheet: Worksheet) -> None:
    """Printed one page wide; only the cells to fill in can be typed in, without a password."""
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.sort = protection.autoFilter = False
