"""A .docx as text a person reads and a test compares: headings with their numbers, paragraphs, tables, headers.

# 一、…        a heading, one # per outline level, with the number that Word computes
| a | b |      a table row; a cell that continues a merged one is blank
〔横向〕        from here on the pages lie across; 〔纵向〕 they stand again
〔页眉〕 〔页脚〕 〔脚注〕   at the end, each text once
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.word.by_markup import of_flow
from reportgen.word.lines import Outlined, of_body
from reportgen.word.numbering import Numbering
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import Element, text, w

_ASIDE = {"header": "〔页眉〕", "footer": "〔页脚〕", "footnotes": "〔脚注〕", "endnotes": "〔尾注〕"}


def outline(docx: bytes | Finished) -> str:
    """The outline of `docx`; raises zipfile.BadZipFile or etree.XMLSyntaxError for what is no sound document."""
    finished = Finished(docx) if isinstance(docx, bytes) else docx
    return "".join(f"{line}\n" for line in [*_in_sections(_body(finished)), *_asides(finished)])


def _body(finished: Finished) -> Iterator[Outlined]:
    numbering, flow = Numbering.of(finished), finished.flow(finished.main)
    if flow is not None:
        return of_flow(flow, numbering, finished)
    body = finished.tree(finished.main).find(w("body"))
    return iter(()) if body is None else of_body(body, numbering)


def _in_sections(body: Iterable[Outlined]) -> Iterator[str]:
    """Lines of the body; where the page turns is known only at the end of a section, so each is kept till then."""
    across = False
    waiting: list[str] = []
    for block in body:
        waiting += block.lines
        if block.across is not None:
            if block.across != across:
                yield "〔横向〕" if block.across else "〔纵向〕"
            across = block.across
            yield from waiting
            waiting = []
    yield from waiting


def _asides(finished: Finished) -> Iterator[str]:
    """Headers, footers and notes: what stands outside the body, each text once."""
    done: set[str] = set()
    for link in finished.links(finished.main).values():
        if link.kind in _ASIDE and link.target in finished:
            for words in finished.reading(_paragraphs, link.target):
                line = f"{_ASIDE[link.kind]} {words}"
                if words.strip() and line not in done:
                    done.add(line)
                    yield line


def _paragraphs(root: Element) -> list[str]:
    return [text(paragraph) for paragraph in root.iter(w("p"))]
