"""A workbook's sheets; the only module that knows calamine."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from reportgen.diagnostics import Diagnostic, Position, Refused, error, hint
from reportgen.workbooks.binary import OLE
from reportgen.workbooks.faults import faults
from reportgen.workbooks.sheet import Sheet, letters, rows

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # what an .xlsx with a password holds, in a compound file
_LONGEST, _WIDEST = 20_000, 400  # rows and columns of a sheet: more is no table of a department


def sheets(data: bytes, path: Path) -> tuple[list[Sheet], list[Diagnostic]]:
    """The sheets that can be seen, and what is said of the others; raises Refused for what is no sound workbook."""
    if data.startswith(OLE) and _ENCRYPTED in data:
        raise _locked(path)
    try:
        found, told = _sheets(CalamineWorkbook.from_filelike(BytesIO(data)), path, faults(data))
    except PasswordError:
        raise _locked(path) from None
    except CalamineError as failure:
        hint_ = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再试"
        raise _refused(path, "工作簿已损坏，或其实不是工作簿", hint_) from failure
    if all(one.blank for sheet in found for row in sheet.rows for one in row):
        hint_ = "请核对是否选错了文件；公式没有存下值的，请用 Excel 打开后保存一次"
        raise _refused(path, "工作簿里没有内容", hint_)
    return found, told


def _locked(path: Path) -> Refused:
    return _refused(path, "工作簿有打开密码", "请在 Excel 或 WPS 里去掉密码，保存后再试")


def _refused(path: Path, message: str, advice: str) -> Refused:
    return Refused([error("table-file", message, advice, Position(str(path)))])


def _sheets(
    book: CalamineWorkbook, path: Path, faulty: Mapping[str, Mapping[str, str]]
) -> tuple[list[Sheet], list[Diagnostic]]:
    found: list[Sheet] = []
    told: list[Diagnostic] = []
    for meta in book.sheets_metadata:
        if meta.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if meta.visible is not SheetVisibleEnum.Visible:
            told.append(_left(path, f"工作表“{meta.name}”是隐藏的，没有取数", "要取数的，请取消隐藏"))
        elif sheet.total_height > _LONGEST or sheet.total_width > _WIDEST:
            size = f"{sheet.total_height} 行 {sheet.total_width} 列"
            told.append(_left(path, f"工作表“{meta.name}”有 {size}，没有取数", "请删去表外的空行空列"))
        else:
            cells = rows(sheet.to_python(skip_empty_area=False))
            merged = tuple(f"{_place(start)}:{_place(end)}" for start, end in sheet.merged_cell_ranges or ())
            found.append(Sheet(path.name, meta.name, cells, False, merged, faulty.get(meta.name, {})))
    return found, told


def _place(at: tuple[int, int]) -> str:
    return f"{letters(at[1])}{at[0] + 1}"


def _left(path: Path, message: str, advice: str) -> Diagnostic:
    return hint("sheet-left", message, advice, Position(str(path)))
