"""A .docx as text a person reads and a test compares: headings with their numbers, paragraphs, tables, headers.

# 一、…        a heading, one # per outline level, with the number that Word computes
| a | b |      a table row; a cell that continues a merged one is blank
〔横向〕        from here on the pages lie across; 〔纵向〕 they stand again
〔页眉〕 〔页脚〕 〔脚注〕   at the end, each text once
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from itertools import chain

from lxml import etree

from reportgen.patterns import regex
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import NEW_LINE, Element, blocks, child, columns, inside, named, text, value, w
from reportgen.word.ooxml.words import put_together, taken_apart

_ASIDE = {"header": "〔页眉〕", "footer": "〔页脚〕", "footnotes": "〔脚注〕", "endnotes": "〔尾注〕"}

_P, _TBL, _TR, _TC, _MERGE, _SPAN, _VAL = map(w, ("p", "tbl", "tr", "tc", "vMerge", "gridSpan", "val"))


_MANY = 50  # rows of a table; of fewer, each is read for itself
_FIRST_SIGN, _MOST_SIGNS = 0xE000, 1000  # of Unicode's private use: what stands for words
_SIGN = regex(r"[\uE000-\uF8FF]")


def outline(docx: bytes | Finished) -> str:
    """The outline of `docx`; raises zipfile.BadZipFile or etree.XMLSyntaxError for what is no sound document."""
    finished = Finished(docx) if isinstance(docx, bytes) else docx
    numbering = Numbering.of(finished)
    body = finished.tree(finished.main).find(w("body"))
    lines = [] if body is None else [*_body(body, numbering)]
    return "".join(f"{line}\n" for line in [*lines, *_asides(finished)])


def _body(body: Element, numbering: Numbering) -> Iterator[str]:
    """Lines of the body; where the page turns is known only at the end of a section, so each is kept till then."""
    across = False
    waiting: list[str] = []
    for block in blocks(body):
        waiting += _table(block, numbering) if block.tag == _TBL else _paragraph(block, numbering)
        section = child(child(block, "pPr"), "sectPr")
        if section is not None:
            across = yield from _section(section, waiting, across)
            waiting = []
    last = body.find(w("sectPr"))
    if last is not None:
        yield from _section(last, waiting, across)
    else:
        yield from waiting


def _section(section: Element, lines: list[str], across: bool) -> Generator[str, None, bool]:
    """The section's lines, after a mark if its pages lie otherwise than those before; returns how they lie."""
    size = section.find(w("pgSz"))
    lies = size is not None and size.get(w("orient")) == "landscape"
    if lies != across:
        yield "〔横向〕" if lies else "〔纵向〕"
    yield from lines
    return lies


def _paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    words = text(paragraph)
    level, label = numbering.headed(paragraph)
    if words.strip() or label:
        yield ("" if level is None else "#" * (level + 1) + " ") + label + words


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    rows = [*inside(table, _TR)]
    return (_row(row, numbering) for row in rows) if len(rows) < _MANY else _by_markup(rows, numbering)


def _row(row: Element, numbering: Numbering) -> str:
    cells = [""] * columns(value(row, "trPr", "gridBefore"), 0)
    for tc in inside(row, _TC):
        cells += _cell(tc, numbering)
    return f"| {' | '.join(cells)} |"


def _by_markup(rows: Sequence[Element], numbering: Numbering) -> Iterator[str]:
    """The same of rows that a loop printed: of those that differ in their words alone, two are read cell by cell."""
    known: dict[tuple[str, ...], list[str] | None] = {}
    for row in rows:
        markup, words = taken_apart(etree.tostring(row, encoding="unicode", with_tail=False))
        if markup in known and known[markup] is None:
            known[markup] = _between(row, markup, numbering)
        between = known.setdefault(markup, None)
        if between and all(map(str.strip, words)):
            said = (word.replace("|", "\\|") for word in (*words, ""))
            yield "".join(chain.from_iterable(zip(between, said, strict=True)))
        else:
            yield _row(row, numbering)


def _between(row: Element, markup: tuple[str, ...], numbering: Numbering) -> list[str]:
    """What stands before, between and behind the words of rows with this markup; [] where more than those differs."""
    signs = "".join(map(chr, range(_FIRST_SIGN, _FIRST_SIGN + len(markup) - 1)))
    if len(signs) > _MOST_SIGNS or any(numbering.standing(paragraph) for paragraph in row.iter(_P)):
        return []
    line = _row(etree.fromstring(put_together(markup, signs)), numbering)
    return _SIGN.split(line) if "".join(_SIGN.findall(line)) == signs else []


def _cell(tc: Element, numbering: Numbering) -> list[str]:
    """The text of a cell, then a blank for every further column it spans."""
    look = named(child(tc, "tcPr"))
    merge = look.get(_MERGE)
    continued = merge is not None and merge.get(_VAL, "continue") == "continue"
    words = "" if continued else NEW_LINE.join(_inside(tc, numbering)).replace("|", "\\|")
    return [words, *[""] * (columns(value(look.get(_SPAN))) - 1)]


def _inside(tc: Element, numbering: Numbering) -> list[str]:
    lines: list[str] = []
    for block in blocks(tc):
        if block.tag == _P:
            words = numbering.label(block) + text(block)
            lines += [words] if words.strip() else []
        else:
            lines += _table(block, numbering)
    return lines


def _asides(finished: Finished) -> Iterator[str]:
    """Headers, footers and notes: what stands outside the body, each text once."""
    done: set[str] = set()
    for link in finished.links(finished.main).values():
        if link.kind in _ASIDE and link.target in finished:
            for paragraph in finished.tree(link.target).iter(w("p")):
                line = f"{_ASIDE[link.kind]} {text(paragraph)}"
                if text(paragraph).strip() and line not in done:
                    done.add(line)
                    yield line
