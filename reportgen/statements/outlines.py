"""A Word file's outline – headings with #, rows with |, all else paragraphs – as a report."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.patterns import regex
from reportgen.statements.lines import is_heading, level, placed
from reportgen.statements.report import Paragraph, Place, Report, Row, Table, bare

_CELL = regex(r"(?<!\\)\|")
_ASIDE = regex(r"^〔(?:横向|纵向|页眉|页脚|脚注|尾注)〕")
_HASHES = regex(r"^(#+) ")


def read_outline(outline: str, name: str = "") -> Report:
    """The report behind an outline; it has no lines of its own."""
    return Report(tuple(placed(list(_blocks(outline)))), name)


def _blocks(outline: str) -> Iterator[Paragraph | Table]:
    rows, title, unit = list[Row](), "", ""
    for line in outline.splitlines():
        if line.startswith("| "):
            rows.append(Row(tuple(bare(cell.replace("\\|", "|")) for cell in _CELL.split(line)[1:-1])))
            continue
        if rows:
            yield Table(tuple(rows), f"{title}{unit}")
            rows = []
        text = bare(line)
        if text and not _ASIDE.match(line):
            unit = text if text.startswith("单位") else ""
            title = title if unit else text
            yield _paragraph(line, text)
    if rows:
        yield Table(tuple(rows), f"{title}{unit}")


def _paragraph(line: str, text: str) -> Paragraph:
    marked = _HASHES.match(line)
    words = text.lstrip("#") if marked else text
    depth = level(words)
    if marked:
        return Paragraph(words, Place(), (), depth or len(marked[1]))
    return Paragraph(words, Place(), (), depth if depth is not None and is_heading(words) else None)
