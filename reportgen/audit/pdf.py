"""A PDF's lines and tables, page by page; the only module that knows pdfplumber."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from reportgen.diagnostics import Position, Refused, error
from reportgen.statements.cells import Cells
from reportgen.statements.lines import printed
from reportgen.statements.report import Report, Row, bare

_HEADS = 3  # rows of a head that may be repeated on the next page


def read(data: bytes, path: Path, progress: Callable[[int, int], None]) -> Report:
    """The report in a PDF; raises Refused for one that is encrypted, damaged, or without text."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            parts = list(_parts(document, progress))
    except Refused:
        raise
    except Exception as failure:  # pdfminer raises whatever a broken file makes it stumble over
        if isinstance(failure, PDFPasswordIncorrect) or isinstance(failure.__context__, PDFPasswordIncorrect):
            raise _refused(path, "PDF 有打开密码", "请去掉密码后再核查") from failure
        raise _refused(path, "PDF 文件已损坏，读不出来", "请重新导出 PDF，或改用 .docx") from failure
    if not parts:
        raise _refused(path, "PDF 里没有文字，可能是扫描件", "请先做文字识别（OCR），或改用 .docx")
    return printed(parts, str(path))


def _refused(path: Path, message: str, hint: str) -> Refused:
    return Refused([error("audit-file", message, hint, Position(str(path)))])


def _parts(document: Any, progress: Callable[[int, int], None]) -> Iterator[str | Cells]:
    """Lines and tables in order; a table that begins a page goes on with the one that ended the page before."""
    waiting: list[Row] = []
    for number, page in enumerate(document.pages, 1):
        progress(number, len(document.pages))
        for part in _page(page):
            if isinstance(part, str):
                if waiting and not _page_number(part):
                    yield Cells(tuple(waiting), 0)
                    waiting = []
                yield part
            elif waiting and _continues(waiting, part):
                waiting += [row for row in part if row.cells not in {r.cells for r in waiting[:_HEADS]}]
            else:
                if waiting:
                    yield Cells(tuple(waiting), 0)
                waiting = part
        page.close()
    if waiting:
        yield Cells(tuple(waiting), 0)


def _page_number(line: str) -> bool:
    return len(line.strip("-—– ")) < 4


def _continues(before: list[Row], after: list[Row]) -> bool:
    return len(before[0].cells) == len(after[0].cells)


def _page(page: Any) -> Iterator[str | list[Row]]:
    """The lines and tables of a page from the top."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    if not tables:
        yield from (line for line in (page.extract_text() or "").splitlines() if line.strip())
        return
    top = page.bbox[1]
    for table in tables:
        _left, above, _right, below = table.bbox
        yield from _lines(page, top, above)
        rows = [Row(tuple(bare(cell or "") for cell in row)) for row in table.extract()]
        if rows := [row for row in rows if any(row.cells)]:
            yield rows
        top = max(top, below)
    yield from _lines(page, top, page.bbox[3])


def _lines(page: Any, top: float, bottom: float) -> Iterator[str]:
    if bottom - top > 1:
        text = page.crop((page.bbox[0], top, page.bbox[2], bottom)).extract_text() or ""
        yield from (line for line in text.splitlines() if line.strip())
