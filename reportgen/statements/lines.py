"""Plain text, as a person pastes it or a PDF prints it: lines → headings, paragraphs and tables."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from reportgen.patterns import regex
from reportgen.statements.cells import Cells, listed, rows
from reportgen.statements.report import Paragraph, Place, Report, Row, Table, bare
from reportgen.values import Frozen

_MARKS = (
    regex(r"^第[一二三四五六七八九十]+部分"),
    regex(r"^[一二三四五六七八九十]{1,3}、"),
    regex(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    regex(r"^\d{1,2}[.．、](?!\d)"),
    regex(r"^[（(]\d{1,2}[）)]"),
    regex(r"^[①-⑳]"),
)
_MARKED = regex(r"[第（(一二三四五六七八九十\d①-⑳]")  # what any of them begins with
_PAGE = regex(r"^[-—–\s]*\d{1,3}[-—–\s]*$|^第?\s*\d{1,3}\s*页(?:\s*共\s*\d+\s*页)?$")
_STOPS = "。；！？;!?：:"
_HEADING = 48  # signs: longer ones are text that begins with a number
_ENOUGH = 12  # lines: fewer do not show how wide they are
_PRINTED = 62  # signs of a line: texts whose lines are all shorter were printed, and go on in the next line


class _Line(Frozen):
    number: int | None
    raw: str

    @property
    def text(self) -> str:
        return bare(regex(r"^#+\s*|\*\*").sub("", self.raw.strip()))


def read(text: str, name: str = "") -> Report:
    """`text` with its headings, paragraphs and tables; lines are counted from 1."""
    return joined(_parts([_Line(number, raw) for number, raw in enumerate(text.splitlines(), 1)]), name)


def printed(parts: Iterable[str | Cells], name: str = "") -> Report:
    """The same of printed lines and the tables between them, as a PDF has them; lines have no numbers."""
    runs = itertools.groupby(parts, key=lambda part: isinstance(part, Cells))
    whole: list[list[_Line] | Cells] = []
    for tables, run in runs:
        if tables:
            whole += [part for part in run if isinstance(part, Cells)]
        else:
            whole.append([_Line(None, part) for part in run if isinstance(part, str)])
    return joined(whole, name)


def joined(parts: Iterable[list[_Line] | Cells], name: str) -> Report:
    """Lines joined to paragraphs, tables between them, all placed."""
    blocks: list[Paragraph | Table] = []
    runs = list(parts)
    width = _width([line.text for run in runs if isinstance(run, list) for line in run])
    for part in runs:
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
    text, starts, before = "", list[tuple[int, int | None]](), ""
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
    if width and len(before) >= width * 0.8:
        return True
    if level(text) is not None and len(text) <= _HEADING and len(before) == len(text):
        return False
    return len(text) > _HEADING or "，" in text


def _width(lines: Sequence[str]) -> int:
    """How wide a text is printed: what nine lines of ten do not exceed and three nearly fill; 0 where it is not."""
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[len(lengths) * 9 // 10] if len(lengths) >= _ENOUGH else 0
    filled = sum(length >= width * 0.85 for length in lengths)
    return width if width <= _PRINTED and filled * 10 >= len(lengths) * 3 else 0


def _paragraph(text: str, starts: Sequence[tuple[int, int | None]]) -> Paragraph:
    found = level(text)
    heading = found if found is not None and is_heading(text) else None
    return Paragraph(text, Place(line=starts[0][1]), (), heading, tuple(starts))


def level(text: str) -> int | None:
    """The outline level of the number that `text` begins with, from 1."""
    marks = enumerate(_MARKS) if _MARKED.match(text) else ()
    return next((max(1, n) for n, mark in marks if mark.match(text)), None)


def is_heading(text: str) -> bool:
    """Whether a numbered line is a heading and not a short item of a list."""
    short = text.rstrip("。")
    if len(short) > _HEADING or regex(r"[。；！？：]").search(short):
        return False
    return "，" not in short or (text == short and short.count("，") == 1)


def placed(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """`blocks` with their sections, and their places in words."""
    section: dict[int, str] = {}
    above: tuple[str, ...] = ()
    number = tables = 0
    for order, block in enumerate(blocks, 1):
        if isinstance(block, Table):
            tables += 1
            kept = (
                Row(row.cells, Place(f"表{tables}第{n}行", row.place.line, order=order * 1000 + n), row.lines)
                for n, row in enumerate(block.rows, 1)
            )
            yield Table(tuple(kept), block.title, above)
            continue
        if block.level is not None:
            section = {at: words for at, words in sorted(section.items()) if at < block.level}
            place = Place(block.text, block.place.line, order=order * 1000)
            yield Paragraph(block.text, place, tuple(section.values()), block.level, block.lines)
            section[block.level] = block.text
            above, number = tuple(section.values()), 0
            continue
        number += 1
        here = above[-1].rstrip("。") if above else "正文"
        yield Paragraph(
            block.text, Place(f"{here} 第{number}段", block.place.line, order=order * 1000), above, None, block.lines
        )
