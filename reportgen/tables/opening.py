"""A file of tables – .xlsx, .xls, .ods, .pdf – as sheets."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.facts.source import named
from reportgen.workbooks.sheet import Sheet

_MOST = 50_000_000  # bytes
_OLE, _CRYPT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "EncryptedPackage".encode("utf-16-le")
_AS_PDF = "请另存为 PDF 后再导入"
_OTHER = {
    ".csv": "csv 没有题名和单位，请导入原来的工作簿或 PDF",
    ".et": "请用 WPS 打开，另存为 .xlsx 后再导入",
    ".doc": _AS_PDF,
    ".docx": _AS_PDF,
    ".wps": _AS_PDF,
    ".ofd": "请用阅读器导出为 PDF 后再导入",
    ".txt": "请导入原来的工作簿或 PDF",
}


def read(path: Path) -> tuple[list[Sheet], list[Diagnostic]]:
    """The sheets of the file at `path`; raises Refused with what was seen and what to do."""
    data = _bytes(path)
    if data[:5] == b"%PDF-":
        from reportgen.tables import paper  # noqa: PLC0415 - pdfplumber is slow to import and needed for PDF only

        return list(paper.sheets(data, path)), []
    suffix = path.suffix.lower()
    if suffix in _OTHER:
        raise refused(path, f"不能从 {suffix} 文件取数", _OTHER[suffix])
    if data[:8] == _OLE and _CRYPT in data:
        raise refused(path, "工作簿有打开密码", "请去掉密码，另存后再导入")
    if data[:2] != b"PK" and data[:8] != _OLE:
        raise refused(path, "不是工作簿，也不是 PDF", "可导入 .xlsx、.xls、.ods、.pdf；网页或文本请先另存为 .xlsx")
    from reportgen.workbooks import workbook  # noqa: PLC0415 - needed for workbooks only

    return workbook.sheets(data, path)


def refused(path: Path, message: str, advice: str) -> Refused:
    """Why nothing can be taken from the file at `path`."""
    return Refused([error("table-file", message, advice, Position(str(path)))])


def _bytes(path: Path) -> bytes:
    data = named(path, refused)
    if len(data) > _MOST:
        raise refused(path, f"文件有 {len(data) // 1_000_000} MB，不像公开表", "请只留下各张表，另存后再导入")
    return data
