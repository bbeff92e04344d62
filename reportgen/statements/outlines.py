"""A Word file's outline – headings with #, rows with |, all else paragraphs – as a report."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from reportgen.patterns import regex
from reportgen.statements.lines import is_heading, level, placed
from reportgen.statements.report import Paragraph, Place, Report, Row, Table, bare, is_typed

_CELL, _ESCAPED = regex(r"(?<!\\)\|"), "\\|"
_ASIDE = regex(r"^〔(?:横向|纵向|页眉|页脚|脚注|尾注)〕")
_HASHES = regex(r"^(#+) ")


def read_outline(outline: str, name: str = "", *, numbered: bool = False) -> Report:
    """The report behind an outline; `numbered` where its lines are those of a file."""
    return Report(tuple(placed(list(_blocks(outline, numbered)))), name)


def _blocks(outline: str, numbered: bool) -> Iterator[Paragraph | Table]:
    rows, title, unit = list[Row](), "", ""
    for number, line in enumerate(outline.splitlines(), 1):
        place = Place(line=number) if numbered else Place()
        if line.startswith("| "):
            rows.append(Row(tuple(_cells(line)), place))
            continue
        if rows:
            yield Table(tuple(rows), f"{title}{unit}")
            rows = []
        text, words, depth = _said(line)
        if text and not _ASIDE.match(line):
            unit = text if text.startswith("单位") else ""
            title = title if unit else text
            yield Paragraph(words, place, (), depth)
    if rows:
        yield Table(tuple(rows), f"{title}{unit}")


def _cells(line: str) -> Iterator[str]:
    """The cells of a row “| 甲 | 乙 |”, in which a stroke of a text is escaped."""
    if _ESCAPED in line:
        return (bare(cell.replace(_ESCAPED, "|")) for cell in _CELL.split(line)[1:-1])
    cells = [cell.strip() for cell in line.split("|")[1:-1]]
    return map(bare, cells) if is_typed("".join(cells)) else iter(cells)


@lru_cache(maxsize=4096)
def _said(line: str) -> tuple[str, str, int | None]:
    """A line when bare, its words, and which level of headings it is."""
    text, marked = bare(line), _HASHES.match(line)
    words = text.lstrip("#") if marked else text
    depth = level(words)
    if marked:
        return text, words, depth or len(marked[1])
    return text, words, depth if depth is not None and is_heading(words) else None
