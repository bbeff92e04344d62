"""A copy of a filled form with remarks: a comment at each cell of which something is said, and a sheet of them all."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from io import BytesIO
from zipfile import BadZipFile

import openpyxl
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from reportgen.diagnostics import Refused, error
from reportgen.sheets.order import ordered
from reportgen.sheets.to_fill.form_cells import HEAD
from reportgen.values import Frozen

OPINIONS = "核对意见"
_HEADS, _WIDTHS = ("格", "级别", "意见", "怎么办"), (22, 8, 70, 60)
_AUTHOR = "reportgen"
_FILL = PatternFill("solid", start_color="FFC7CE")


class Remark(Frozen):
    """What is said of a cell: `place` is 表!格, perhaps with the paragraph behind; else it is about no one cell."""

    place: str
    severity: str
    message: str
    advice: str


def noted(form: bytes, remarks: Sequence[Remark]) -> bytes:
    """The workbook (.xlsx) `form` with the `remarks`, every value and formula in it as it was.

    Raises Refused where the workbook is of a kind that cannot be written again.
    """
    try:
        book = openpyxl.load_workbook(BytesIO(form))
    except (KeyError, TypeError, ValueError, AttributeError, BadZipFile, InvalidFileException) as failure:
        raise Refused([error("annotate", "这份工作簿写不了批注", "请在 Excel 里另存为 .xlsx 后再试")]) from failure
    for remark in remarks:
        if cell := _cell(book, remark.place):
            _comment(cell, remark)
    if OPINIONS in book.sheetnames:
        del book[OPINIONS]
    _listed(book.create_sheet(OPINIONS, 0), remarks, book)
    book.active = 0
    made = BytesIO()
    book.save(made)
    return ordered(made.getvalue())


def _cell(book: openpyxl.Workbook, place: str) -> Cell | None:
    name, at = _parts(place)
    if name not in book.sheetnames:
        return None
    cell = book[name][at]
    return None if isinstance(cell, MergedCell) else cell


def _parts(place: str) -> tuple[str, str]:
    """The sheet and the cell of 表!格, also where its paragraph is named behind."""
    name, _, at = place.rpartition("!")
    return name, at.partition(" ")[0]


def _comment(cell: Cell, remark: Remark) -> None:
    """The remark below what the cell's comment says already."""
    said = "\n→ ".join(filter(None, (f"{remark.severity}：{remark.message}", remark.advice)))
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    cell.comment = Comment(before + said, _AUTHOR, height=140, width=320)
    cell.fill = copy(_FILL)


def _listed(sheet: Worksheet, remarks: Sequence[Remark], book: openpyxl.Workbook) -> None:
    sheet.append(_HEADS)
    for remark in remarks:
        sheet.append([remark.place, remark.severity, remark.message, remark.advice])
        cell = sheet.cell(sheet.max_row, 1)
        if _cell(book, remark.place):
            name, at = _parts(remark.place)
            cell.hyperlink, cell.style = f"#'{name}'!{at}", "Hyperlink"
    for letter, wide in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = wide
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), HEAD
    sheet.freeze_panes = "A2"
