"""Paragraphs that {%- … -%} joins: as docxtpl's manual has it, but in the tree, so that no word goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.word.ooxml.wordml import Element, take_out, w
from reportgen.word.tags.scan import TaggedParagraph

_P, _PPR, _SECTION = w("p"), w("pPr"), w("sectPr")


def join(paragraphs: Sequence[TaggedParagraph]) -> None:
    """Put the content of every paragraph that a tag at its edge joins into the one before it.

    What is no paragraph (a table, the edge of a cell), ends a section or will go with its own tag ({%p %}) joins none.
    """
    staying = {paragraph.element for paragraph in paragraphs if all(tag.level != "p" for tag in paragraph.tags)}
    hosts: dict[Element, Element] = {}
    for paragraph in paragraphs:
        element = hosts.get(paragraph.element, paragraph.element)
        before, after = element.getprevious(), element.getnext()
        if paragraph.tags and paragraph.tags[0].joins[0] and _joinable(before, element, staying):
            assert before is not None
            _move(element, before)
            element = hosts[paragraph.element] = before
        if paragraph.tags and paragraph.tags[-1].joins[1] and _joinable(element, after, staying):
            assert after is not None
            _move(after, element)
            hosts[after] = element


def _joinable(first: Element | None, second: Element | None, staying: set[Element]) -> bool:
    both = (first, second)
    if any(one is None or one.tag != _P or one not in staying for one in both):
        return False
    return not any(one is not None and one.find(f"{_PPR}/{_SECTION}") is not None for one in both)


def _move(source: Element, target: Element) -> None:
    """The runs of `source` to the end of `target`, whose look the whole then has."""
    target.extend([child for child in source if child.tag != _PPR])
    take_out(source)
