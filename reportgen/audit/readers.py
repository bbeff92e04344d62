"""A finished report in any form – .docx, .pdf, .txt – as paragraphs and tables."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from reportgen import word
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts.dialect.decoding import decode
from reportgen.facts.source import named
from reportgen.patterns import regex
from reportgen.statements.lines import read as read_text
from reportgen.statements.outlines import read_outline
from reportgen.statements.report import Report

Progress: TypeAlias = Callable[[int, int], None]

_FIELD = regex("绩效|预算|决算|支出|评价")
_LEAST = 20  # signs: less is no text
_MOST = 50_000_000  # bytes of a file, pictures and all
_LONGEST = 2_000_000  # signs, some 2,000 pages: more is no report
_SAVE_AS = {
    ".doc": "请用 Word 或 WPS 打开，另存为 .docx 后再核查",
    ".wps": "请用 WPS 打开，另存为 .docx 后再核查",
    ".rtf": "请用 Word 打开，另存为 .docx 后再核查",
    ".odt": "请用 LibreOffice 打开，另存为 .docx 后再核查",
    ".ofd": "请用阅读器导出为 PDF 或文本后再核查",
}


def read(path: Path, progress: Progress = lambda done, total: None) -> Report:
    """The report at `path`; raises Refused where it cannot be read, or is no report."""
    data = _bytes(path)
    suffix = path.suffix.lower()
    if suffix in _SAVE_AS:
        raise _refused(path, f"不能直接读取 {suffix} 文件", _SAVE_AS[suffix])
    if data[:5] == b"%PDF-":
        from reportgen.audit import pdf  # noqa: PLC0415 - pdfplumber is slow to import and needed for PDF only

        report = pdf.read(data, path, progress)
    elif data[:2] == b"PK":
        report = _docx(data, path)
    elif data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise _refused(path, "文件是加密的，或是旧的 .doc 格式", "请打开后去掉密码，另存为 .docx 再核查")
    else:
        report = _text(data, path)
    return _sound(report, path)


def _bytes(path: Path) -> bytes:
    data = named(path, _refused)
    if len(data) > _MOST:
        raise _refused(
            path, f"文件有 {len(data) // 1_000_000} MB，超过 {_MOST // 1_000_000} MB", "请去掉图片等附件后再核查"
        )
    return data


def _docx(data: bytes, path: Path) -> Report:
    try:
        return read_outline(word.outline(data), str(path))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, StopIteration) as failure:
        raise _refused(
            path, "不是完好的 .docx 文件，可能已损坏或加密", "请用 Word 或 WPS 打开，另存为 .docx 后再核查"
        ) from failure


def _text(data: bytes, path: Path) -> Report:
    text, found = decode(data, str(path))
    if text is not None and len(text) > 2 * _LONGEST:
        raise _too_long(path, len(text))
    if text is None or "\0" in text:
        raise Refused(
            found or [error("audit-file", "不是文本文件", "可核查 .docx、.pdf、.txt 文件", Position(str(path)))]
        )
    whole = text.removeprefix("\ufeff")
    piped = sum(line.startswith("| ") and line.endswith("|") for line in whole.splitlines())
    return read_outline(whole, str(path), numbered=True) if piped > 1 else read_text(whole, str(path))


def _sound(report: Report, path: Path) -> Report:
    """`report`, if it is one."""
    words = "".join(_words(report))
    if len(words) > _LONGEST:
        raise _too_long(path, len(words))
    if len(words) < _LEAST:
        raise _refused(path, "文件里几乎没有文字", "扫描件请先做文字识别（OCR），再核查识别出的文本")
    if len(_FIELD.findall(words)) < 2:
        seen = words[:20]
        raise _refused(path, f"看不出是绩效评价报告或决算（开头是“{seen}”）", "请核对是否选错了文件")
    return report


def _too_long(path: Path, signs: int) -> Refused:
    message = f"全文有 {signs // 10_000} 万字，不像一份报告"
    return _refused(path, message, f"请核对是否选错了文件；一次可核查 {_LONGEST // 10_000} 万字以内的报告")


def _words(report: Report) -> Iterator[str]:
    yield from (paragraph.text for paragraph in report.paragraphs)
    yield from (cell for table in report.tables for row in table.rows for cell in row.cells)


def _refused(path: Path, message: str, hint: str) -> Refused:
    return Refused([error("audit-file", message, hint, Position(str(path)))])
