"""Lists made in Word beside lists as the tool prints them, which are paragraphs that begin with a typed number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reportgen.chinese import ordinal
from reportgen.facts.narrative import Block, Paragraph, Span, plain
from reportgen.patterns import regex
from reportgen.values import replace
from reportgen.word.prose import BULLET

_LEVELS = (3, 4, 5)  # how deep a template may number the items of narrative: 1. （1） ①
_SIGN = {
    0: regex(BULLET),
    3: regex(r"\d+\."),
    4: regex(r"（\d+）"),
    5: regex(r"[①-⑳㉑-㊿]|（\d+）"),
}


def as_printed(blocks: Sequence[Block], today: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` in which an item that today's report prints with its number typed is that paragraph."""
    lines = {plain(b.spans) for b in today if isinstance(b, Paragraph) and b.kind == "body"}
    return tuple(_as_printed(b, lines) if isinstance(b, Paragraph) and b.kind == "item" else b for b in blocks)


def _as_printed(item: Paragraph, lines: set[str]) -> Paragraph:
    words = plain(item.spans)
    sign = next((sign for sign in _signs(item).values() if sign + words in lines), None)
    if sign is None:
        return item
    head, *rest = item.spans
    looks = head.bold or head.italic
    return Paragraph((Span(sign), *item.spans) if looks else (Span(sign + head.text), *rest))


def _signs(item: Paragraph) -> dict[int, str]:
    """What the tool may print before an item, by the level; 0 for a bullet."""
    number = item.ordinal
    if number is None:
        return {0: BULLET}
    return {level: ordinal(number, level) for level in _LEVELS if number > 0}


def relisted(blocks: Sequence[Block], printed: Sequence[Block], source: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` in which a paragraph that begins with a number as `source` prints those of its items is an item again.

    `printed` are the blocks as which `source` was printed.
    """
    forms = dict[int, int]()
    for typed, told in zip(source, printed, strict=False):
        if isinstance(typed, Paragraph) and isinstance(told, Paragraph) and typed.kind == "item":
            whole, words = plain(told.spans), plain(typed.spans)
            forms |= {form: typed.level for form, sign in _signs(typed).items() if sign + words == whole}
    return tuple(_relisted(b, forms) if isinstance(b, Paragraph) and b.kind == "body" else b for b in blocks)


def _relisted(paragraph: Paragraph, forms: Mapping[int, int]) -> Paragraph:
    head = paragraph.spans[0] if paragraph.spans else Span("")
    for form, depth in forms.items():
        found = _SIGN[form].match(head.text)
        if found and not (head.bold or head.italic):
            number = _number(found[0], form)
            item = Paragraph(paragraph.spans, "item", depth, number)
            if _signs(item).get(form) == found[0]:
                left = replace(head, text=head.text[found.end() :])
                return replace(item, spans=(*([left] if left.text else []), *paragraph.spans[1:]))
    return paragraph


def _number(sign: str, form: int) -> int | None:
    digits = re.search(r"\d+", sign)
    if digits:
        return int(digits[0])
    return next((n for n in range(1, 51) if ordinal(n, form) == sign), None) if form else None
