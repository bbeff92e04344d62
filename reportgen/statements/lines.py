"""Plain text, as a person pastes it or a PDF prints it: lines → headings, paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.statements.cells import Cells, listed, rows
from reportgen.statements.report import Paragraph, Place, Report, Row, Table, bare

_MARKS = (
    re.compile(r"^第[一二三四五六七八九十]+部分"),
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\d{1,2}[.．、](?!\d)"),
    re.compile(r"^[（(]\d{1,2}[）)]"),
    re.compile(r"^[①-⑳]"),
)
_PAGE = re.compile(r"^[-—–\s]*\d{1,3}[-—–\s]*$|^第?\s*\d{1,3}\s*页(?:\s*共\s*\d+\s*页)?$")
_STOPS = "。；！？;!?：:"
_HEADING = 48  # signs: longer ones are text that begins with a number
_PRINTED = 62  # signs of a line: texts whose lines are all shorter were printed, and go on in the next line


@dataclass(frozen=True)
class _Line:
    number: int
    raw: str

    @property
    def text(self) -> str:
        return bare(re.sub(r"^#+\s*|\*\*", "", self.raw.strip()))


def read(text: str, name: str = "") -> Report:
    """`text` with its headings, paragraphs and tables; lines are counted from 1."""
    blocks: list[Paragraph | Table] = []
    lines = [_Line(number, raw) for number, raw in enumerate(text.splitlines(), 1)]
    width = _width([line.text for line in lines if "\t" not in line.raw])
    for part in _parts(lines):
        if isinstance(part, Cells):
            blocks += part.tables(blocks)
        else:
            blocks += _paragraphs(part, width)
    return Report(tuple(placed(blocks)), name)


def _parts(lines: Sequence[_Line]) -> Iterator[list[_Line] | Cells]:
    """Runs of text lines, and tables between them."""
    at, run = 0, list[_Line]()
    raws = [line.raw for line in lines]
    while at < len(lines):
        found = rows(raws, at) or listed(raws, at)
        if found is None:
            run.append(lines[at])
            at += 1
            continue
        if run:
            yield run
            run = []
        yield found
        at = found.end
    if run:
        yield run


def _paragraphs(lines: Sequence[_Line], width: int) -> Iterator[Paragraph]:
    """Printed lines joined to paragraphs; page numbers dropped."""
    text, starts, before = "", list[tuple[int, int]](), ""
    for line in lines:
        words = line.text
        if not words or _PAGE.match(line.raw.strip()):
            continue
        if text and not _goes_on(text, before, words, line.raw, width):
            yield _paragraph(text, starts)
            text, starts = "", []
        starts.append((len(text), line.number))
        text, before = text + words, words
    if text:
        yield _paragraph(text, starts)


def _goes_on(text: str, before: str, words: str, raw: str, width: int) -> bool:
    """Whether a line continues the paragraph `text`, whose last line was `before`."""
    if raw.lstrip().startswith("#") or level(words) is not None or text[-1] in _STOPS:
        return False
    if width <= _PRINTED and len(before) >= width * 0.8:
        return True
    if level(text) is not None and len(text) <= _HEADING and len(before) == len(text):
        return False
    return len(text) > _HEADING or "，" in text


def _width(lines: Sequence[str]) -> int:
    """How wide the lines of a text usually are: what nine of ten do not exceed."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _paragraph(text: str, starts: Sequence[tuple[int, int]]) -> Paragraph:
    found = level(text)
    heading = found if found is not None and is_heading(text) else None
    return Paragraph(text, Place(line=starts[0][1]), (), heading, tuple(starts))


def level(text: str) -> int | None:
    """The outline level of the number that `text` begins with, from 1."""
    return next((max(1, n) for n, mark in enumerate(_MARKS) if mark.match(text)), None)


def is_heading(text: str) -> bool:
    """Whether a numbered line is a heading and not a short item of a list."""
    short = text.rstrip("。")
    if len(short) > _HEADING or re.search(r"[。；！？：]", short):
        return False
    return "，" not in short or (text == short and short.count("，") == 1)


def placed(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """`blocks` with their sections, and their places in words."""
    section: dict[int, str] = {}
    number = tables = 0
    for block in blocks:
        above = tuple(section[at] for at in sorted(section))
        if isinstance(block, Table):
            tables += 1
            kept = (Row(row.cells, Place(f"表{tables}第{n}行", row.place.line)) for n, row in enumerate(block.rows, 1))
            yield Table(tuple(kept), block.title, above)
            continue
        if block.level is not None:
            section = {at: words for at, words in section.items() if at < block.level} | {block.level: block.text}
            number = 0
            yield Paragraph(block.text, Place(block.text, block.place.line), above, block.level, block.lines)
            continue
        number += 1
        here = above[-1].rstrip("。") if above else "正文"
        yield Paragraph(block.text, Place(f"{here} 第{number}段", block.place.line), above, None, block.lines)
