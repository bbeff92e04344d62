"""{%合并 条件 %} in a table cell: it starts a merged block where the condition holds, else continues the one above.

docxtpl only merges a whole loop; a score table merges runs of equal cells, which the data mark. In a cell that
continues, the text is left out and an empty paragraph stays, as Word wants it.

{%列宽 数 %} gives a cell of a loop over columns its width, in twentieths of a point: Word takes nothing but digits for
a width, so the tag stands in the cell's text.
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

WORD, WIDTH = "合并", "列宽"
WORDS = (WORD, WIDTH)
_BEFORE_VMERGE = frozenset(map(w, ("cnfStyle", "tcW", "gridSpan", "hMerge")))
_SLOT = regex(r"\ufdd4(\d+)([a-z]+)\ufdd5")


def extract(paragraphs: Sequence[TaggedParagraph]) -> tuple[list[TaggedParagraph], list[Tag]]:
    """Turn the cells that hold such tags into cells with slots for `fill`; the tags, in the order of their slots."""
    rest: list[TaggedParagraph] = []
    taken: list[Tag] = []
    for paragraph in paragraphs:
        own = [tag for tag in paragraph.tags if tag.kind == "{%" and tag.word in WORDS]
        cell = next(paragraph.element.iterancestors(w("tc")), None)
        if not own or cell is None:
            rest.append(paragraph)
            continue
        for piece in texts(paragraph.element):
            piece.text = TAG.sub(lambda match: "" if _is_of_cell(match[0]) else match[0], shown(piece))
        for tag in {tag.word: tag for tag in reversed(own)}.values():
            (_slots if tag.word == WORD else _width)(cell, len(taken))
            taken.append(tag)
        rest.append(replace(paragraph, tags=tuple(tag for tag in paragraph.tags if tag not in own)))
    return rest, taken


def _is_of_cell(source: str) -> bool:
    return source.startswith("{%") and source[2:].lstrip(" \u00a0\u3000").startswith(WORDS)


def _width(cell: Element, n: int) -> None:
    """Put the slot in the place of the cell's width."""
    look = properties(cell, "tcPr")
    own = look.find(w("tcW"))
    if own is None:
        own = etree.Element(w("tcW"))
        look.insert(0, own)
    own.set(w("w"), _slot(n, "width"))
    own.set(w("type"), "dxa")


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
        if kind == "width":
            return f"{{{{ {MARK}{first + n}{END}({taken[n].body.removeprefix(WIDTH)}) | int }}}}"
        condition = f"{{% if {MARK}{first + n}{END}{taken[n].body.removeprefix(WORD)} %}}"
        return condition + "restart{% else %}continue{% endif %}" if kind == "val" else condition

    return _SLOT.sub(statement, patched)
