"""The blank score table as a workbook, to be filled in and added up in Excel or WPS."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from reportgen import report
from reportgen.chinese import numeral
from reportgen.editor.names import Voice
from reportgen.packs.pack import Pack

TITLE_ROW, HEAD_ROW = 1, 2
_SONG, _HEI, _FANG = "方正小标宋简体", "黑体", "仿宋_GB2312"
_LINE = Side(style="thin")
_NAME, _POINTS, _TEXT = 14, 7, 38  # widths of columns, in characters


def score_table(pack: Pack) -> bytes:
    """The blank 评分表 as .xlsx: cells of the same indicator merged, points to be filled in, the total a formula."""
    table = report.scoretable(Voice(pack.name, pack.info, pack.framework, pack.formulas).full)
    depth, rows = table["级数"], table["行"]
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "评分表"
    heads = [name for i in range(1, depth + 1) for name in (f"{numeral(i)}级指标", "分值")]
    heads += ["指标说明", "评分标准", "得分", "得分说明"]
    _headed(sheet, pack.info.annex_title, heads)
    for number, row in enumerate(rows, HEAD_ROW + 1):
        cells = [value for level in row["级"] for value in (level["名称"], level["分值"])]
        _row(sheet, number, [*cells, row["说明"], row["评分标准"], None, None], depth)
    _merge(sheet, rows, depth)
    _total(sheet, HEAD_ROW + 1 + len(rows), depth, table["满分"])
    _printed(sheet, depth)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _headed(sheet: Worksheet, title: str, heads: Sequence[str]) -> None:
    sheet.merge_cells(start_row=TITLE_ROW, start_column=1, end_row=TITLE_ROW, end_column=len(heads))
    cell = sheet.cell(TITLE_ROW, 1, title)
    cell.font, cell.alignment = Font(name=_SONG, size=18), Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[TITLE_ROW].height = 36
    for column, head in enumerate(heads, 1):
        cell = sheet.cell(HEAD_ROW, column, head)
        _look(cell.coordinate, sheet, centred=True, font=_HEI)


def _row(sheet: Worksheet, number: int, values: Sequence[object], depth: int) -> None:
    for column, value in enumerate(values, 1):
        sheet.cell(number, column).value = value
        _look(sheet.cell(number, column).coordinate, sheet, centred=column <= 2 * depth or column == 2 * depth + 3)


def _look(place: str, sheet: Worksheet, *, centred: bool, font: str = _FANG) -> None:
    cell = sheet[place]
    cell.font = Font(name=font, size=10.5)
    cell.alignment = Alignment(horizontal="center" if centred else "left", vertical="center", wrap_text=True)
    cell.border = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _merge(sheet: Worksheet, rows: Sequence[report.Group], depth: int) -> None:
    """Merge the cells of one indicator over the rows of those below it."""
    for level in range(depth - 1):
        starts = [i for i, row in enumerate(rows) if row["级"][level]["首行"]]
        for start, following in zip(starts, [*starts[1:], len(rows)], strict=True):
            for column in (2 * level + 1, 2 * level + 2):
                first, last = HEAD_ROW + 1 + start, HEAD_ROW + following
                if last > first and sheet.cell(first, column).value not in (None, ""):
                    sheet.merge_cells(start_row=first, start_column=column, end_row=last, end_column=column)


def _total(sheet: Worksheet, number: int, depth: int, full: object) -> None:
    points = get_column_letter(2 * depth + 3)
    values: list[object] = [None] * (2 * depth + 4)
    values[0], values[1] = "总分", full
    values[2 * depth + 2] = f"=SUM({points}{HEAD_ROW + 1}:{points}{number - 1})"
    _row(sheet, number, values, depth)


def _printed(sheet: Worksheet, depth: int) -> None:
    """Landscape A4, one page wide, the head repeated; widths after what the columns hold."""
    widths = [_NAME, _POINTS] * depth + [_TEXT, _TEXT, _POINTS, _NAME * 2]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 1)
