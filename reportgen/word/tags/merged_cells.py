"""{%合并 条件 %} in a table cell: it starts a merged block where the condition holds, else continues the one above.

docxtpl only merges a whole loop; a score table merges runs of equal cells, which the data mark. In a cell that
continues, the text is left out and an empty paragraph stays, as Word wants it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from reportgen.language.tag import TAG
from reportgen.patterns import regex
from reportgen.values import replace
from reportgen.word.ooxml.normalise import shown
from reportgen.word.ooxml.wordml import Element, properties, texts, w
from reportgen.word.tags.scan import END, MARK, TaggedParagraph
from reportgen.word.tags.word_tag import Tag

WORD = "合并"
_BEFORE_VMERGE = frozenset(map(w, ("cnfStyle", "tcW", "gridSpan", "hMerge")))
_SLOT = regex(r"\ufdd4(\d+)([a-z]+)\ufdd5")


def extract(paragraphs: Sequence[TaggedParagraph]) -> tuple[list[TaggedParagraph], list[Tag]]:
    """Turn the cells that hold the tag into cells with slots for `fill`; the tags, in the order of their slots."""
    rest: list[TaggedParagraph] = []
    taken: list[Tag] = []
    for paragraph in paragraphs:
        own = [tag for tag in paragraph.tags if tag.kind == "{%" and tag.word == WORD]
        cell = next(paragraph.element.iterancestors(w("tc")), None)
        if not own or cell is None:
            rest.append(paragraph)
            continue
        for piece in texts(paragraph.element):
            piece.text = TAG.sub(lambda match: "" if _is_merge(match[0]) else match[0], shown(piece))
        _slots(cell, len(taken))
        taken.append(own[0])
        rest.append(replace(paragraph, tags=tuple(tag for tag in paragraph.tags if tag not in own)))
    return rest, taken


def _is_merge(source: str) -> bool:
    return source.startswith("{%") and source[2:].lstrip(" \u00a0\u3000").startswith(WORD)


def _slots(cell: Element, n: int) -> None:
    """Put the slots: in the cell's properties, and around the content of its first and after its first paragraph."""
    look = properties(cell, "tcPr")
    for old in look.findall(w("vMerge")):
        look.remove(old)
    at = sum(1 for child in look if child.tag in _BEFORE_VMERGE)
    merge = etree.Element(w("vMerge"))
    merge.set(w("val"), _slot(n, "val"))
    look.insert(at, merge)
    first = cell.find(w("p"))
    if first is None:
        return
    own = first.find(w("pPr"))
    if own is None:
        first.text = _slot(n, "if")
    else:
        own.tail = _slot(n, "if")
    if len(first):
        first[-1].tail = (first[-1].tail or "") + _slot(n, "end")
    else:
        first.text = f"{first.text or ''}{_slot(n, 'end')}"
    following = first.getnext()
    if following is not None:
        first.tail = _slot(n, "if")
        cell[-1].tail = _slot(n, "end")


def _slot(n: int, kind: str) -> str:
    return f"\ufdd4{n}{kind}\ufdd5"


def fill(patched: str, taken: Sequence[Tag], first: int) -> str:
    """Put the conditions in their slots; tag `first` + n of the numbered tags is the n-th taken."""

    def statement(match: re.Match[str]) -> str:
        n, kind = int(match[1]), match[2]
        if kind == "end":
            return "{% endif %}"
        condition = f"{{% if {MARK}{first + n}{END}{taken[n].body.removeprefix(WORD)} %}}"
        return condition + "restart{% else %}continue{% endif %}" if kind == "val" else condition

    return _SLOT.sub(statement, patched)
