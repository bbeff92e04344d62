"""Paragraphs that consist of plain runs and marks, taken apart as text: texts, breaks and tabs, and how they look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.anchors.sentinels import CONTROLLED
from reportgen.word.ooxml.wordml import NEW_LINE

PARAGRAPH = regex(r"<w:p(?: [^<>]*)?(?<!/)>(?:<w:pPr/>|<w:pPr>.*?</w:pPr>)?", re.DOTALL)  # how one begins
END = "</w:p>"
_ITEMS = r"<w:t(?: [^<>]*)?>[^<]*</w:t>|<w:t(?: [^<>]*)?/>|<w:(?:br|tab)/>"
_RUN = regex(rf"<w:r>(<w:rPr/>|<w:rPr>(?:<[^<>]*/>)*</w:rPr>)?((?:{_ITEMS})*)</w:r>")
_ITEM = regex(_ITEMS.replace("[^<]*", "([^<]*)", 1))
_SIGNS = {"<w:br/>": NEW_LINE, "<w:tab/>": "\t"}


class UnusualError(Exception):
    """Something stands in a report that only its tree can tell."""


class RunOrMark(Frozen):
    """What stands in a paragraph: a run, with its w:rPr and what is `inside`, or a mark of the place `name`."""

    run: str = ""
    look: str = ""
    inside: str = ""
    name: str = ""
    opens: bool = False


def marked(xml: str) -> bool:
    """Whether a sign of a mark stands in a piece of XML."""
    return CONTROLLED.opening in xml or CONTROLLED.closing in xml


def taken_apart(xml: str) -> tuple[str, list[RunOrMark]]:
    """How a paragraph begins, and its runs, cut at the marks in them; raises UnusualError where there is more."""
    begin = PARAGRAPH.match(xml)
    at = 0 if begin is None else begin.end()
    parts: list[RunOrMark] = []
    while found := _RUN.match(xml, at):
        parts += _cut(found) if marked(found[2]) else [RunOrMark(found[0], found[1] or "", found[2])]
        at = found.end()
    if begin is None or xml[at:] != END or not parts:
        raise UnusualError
    return begin[0], parts


def _cut(run: re.Match[str]) -> Iterator[RunOrMark]:
    """The marks of a run, and runs of its look with what stands between them."""
    look, inside = run[1] or "", ""
    for item in _ITEM.finditer(run[2]):
        first, *marked = CONTROLLED.pattern.split(item[1] or "")
        inside += item[0] if item[0] in _SIGNS else _text(first)
        for opens, closes, after in zip(marked[::3], marked[1::3], marked[2::3], strict=True):
            if inside:
                yield _run(look, inside)
            yield RunOrMark(name=unescape(opens or closes), opens=opens is not None)
            inside = _text(after)
    if inside:
        yield _run(look, inside)


def _run(look: str, inside: str) -> RunOrMark:
    return RunOrMark(f"<w:r>{look}{inside}</w:r>", look, inside)


def _text(words: str) -> str:
    return f'<w:t xml:space="preserve">{words}</w:t>' if words else ""


def words(run: RunOrMark) -> str:
    """What a reader sees of a run."""
    return "".join(_SIGNS.get(item[0]) or unescape(item[1] or "") for item in _ITEM.finditer(run.inside))
