"""A PDF's lines and tables in order, each with its page; the only module that knows pdfplumber."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

from reportgen.diagnostics import Position, Refused, error
from reportgen.patterns import regex
from reportgen.values import Frozen

Progress: TypeAlias = Callable[[int, int], None]
_HEADS = 3  # rows of a head that may be repeated on the next page
_SPACE = regex(r"\s+")


class Line(Frozen):
    """One line of text."""

    page: int
    text: str


class GridRow(Frozen):
    """One row of a table: the page it stands on, its number there (from 1), its cells; a cell that goes on is blank."""

    page: int
    number: int
    cells: tuple[str, ...]


class Grid(Frozen):
    """A table; one that goes on over pages is whole, without the heads that are repeated."""

    rows: tuple[GridRow, ...]


def read(data: bytes, path: Path, code: str, progress: Progress = lambda done, total: None) -> list[Line | Grid]:
    """The lines and tables of a PDF; raises Refused (under `code`) for one that is encrypted, damaged, without text."""
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            parts = list(_parts(document, progress))
    except Exception as failure:  # pdfminer raises whatever a broken file makes it stumble over
        if isinstance(failure, PDFPasswordIncorrect) or isinstance(failure.__context__, PDFPasswordIncorrect):
            raise _refused(path, code, "PDF 有打开密码", "请去掉密码后再试") from failure
        raise _refused(path, code, "PDF 文件已损坏，读不出来", "请重新导出 PDF，或改用 Word、Excel 文件") from failure
    if not parts:
        raise _refused(path, code, "PDF 里没有文字，可能是扫描件", "请先做文字识别（OCR），或改用 Word、Excel 文件")
    return parts


def _refused(path: Path, code: str, message: str, hint: str) -> Refused:
    return Refused([error(code, message, hint, Position(str(path)))])


def _parts(document: Any, progress: Progress) -> Iterator[Line | Grid]:
    """Lines and tables in order; a table that begins a page goes on with the one that ended the page before."""
    waiting: list[GridRow] = []
    for number, page in enumerate(document.pages, 1):
        progress(number, len(document.pages))
        for part in _page(page, number):
            if isinstance(part, Line):
                if waiting and not _page_number(part.text):
                    yield Grid(tuple(waiting))
                    waiting = []
                yield part
            elif waiting and len(waiting[0].cells) == len(part[0].cells):
                heads = [_plain(row) for row in waiting[:_HEADS]]
                waiting += [row for row in part if _plain(row) not in heads]
            else:
                if waiting:
                    yield Grid(tuple(waiting))
                waiting = part
        page.close()
    if waiting:
        yield Grid(tuple(waiting))


def _plain(row: GridRow) -> list[str]:
    return [_SPACE.sub("", cell) for cell in row.cells]


def _page_number(line: str) -> bool:
    return len(line.strip("-—– ")) < 4


def _page(page: Any, number: int) -> Iterator[Line | list[GridRow]]:
    """The lines and tables of a page from the top."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    if not tables:
        yield from _lines(page, number)
        return
    top = page.bbox[1]
    for table in tables:
        above = table.bbox[1]
        yield from _between(page, number, top, above)
        rows = [
            GridRow(number, place, tuple(cell or "" for cell in row)) for place, row in enumerate(table.extract(), 1)
        ]
        if rows := [row for row in rows if any(cell.strip() for cell in row.cells)]:
            yield rows
        top = max(top, table.bbox[3])
    yield from _between(page, number, top, page.bbox[3])


def _between(page: Any, number: int, top: float, bottom: float) -> Iterator[Line]:
    if bottom - top > 1:
        yield from _lines(page.crop((page.bbox[0], top, page.bbox[2], bottom)), number)


def _lines(area: Any, number: int) -> Iterator[Line]:
    return (Line(number, line) for line in (area.extract_text() or "").splitlines() if line.strip())
