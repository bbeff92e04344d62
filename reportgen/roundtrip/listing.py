"""Lists made in Word beside lists as the tool prints them, which are paragraphs that begin with a typed number."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.chinese import ordinal
from reportgen.facts.narrative import Block, Paragraph, Span, plain
from reportgen.word.prose import BULLET

_LEVELS = (3, 4, 5)  # how deep a template may number the items of narrative: 1. （1） ①


def as_printed(blocks: Sequence[Block], today: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` in which an item that today's report prints with its number typed is that paragraph."""
    lines = {plain(b.spans) for b in today if isinstance(b, Paragraph) and b.kind == "body"}
    return tuple(_as_printed(b, lines) if isinstance(b, Paragraph) and b.kind == "item" else b for b in blocks)


def _as_printed(item: Paragraph, lines: set[str]) -> Paragraph:
    number, words = item.ordinal, plain(item.spans)
    signs = [BULLET] if number is None else [ordinal(number, level) for level in _LEVELS if number > 0]
    sign = next((sign for sign in signs if sign + words in lines), None)
    if sign is None:
        return item
    head, *rest = item.spans
    looks = head.bold or head.italic
    return Paragraph((Span(sign), *item.spans) if looks else (Span(sign + head.text), *rest))
