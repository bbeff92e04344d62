"""A line of narrative as spans: **bold** and *italic*, everything else exactly as typed.

Written for Chinese: CommonMark does not see bold in 「**一是制度保障。**我局……」, because a full stop stands before
the closing stars and a Han character after them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.patterns import regex
from reportgen.values import Frozen

_BOLD = r"(?<![\\*])\*\*(?=[^\s*])(?P<bold>(?:[^*\\]|\\.|(?<!\*)\*(?!\*))+?)(?<=\S)\*\*(?!\*)"
_ITALIC = r"(?<![\\*\w])\*(?=[^\s*])(?P<italic>(?:[^*\\]|\\.)+?)(?<=\S)\*(?![*\w])"
_MARKED = regex(f"{_BOLD}|{_ITALIC}", re.ASCII)
_ESCAPED = regex(r"\\([*#|\\+\-.>])")


class Span(Frozen):
    """A run of text of one look."""

    text: str
    bold: bool = False
    italic: bool = False


def spans(text: str) -> tuple[Span, ...]:
    """`text` as spans; a backslash before a Markdown sign takes the sign as it stands."""
    return tuple(span for span in _spans(text) if span.text)


def plain(parts: tuple[Span, ...]) -> str:
    """The words of `parts` without their looks."""
    return "".join(span.text for span in parts)


def _spans(text: str) -> Iterator[Span]:
    end = 0
    for found in _MARKED.finditer(text):
        yield Span(_typed(text[end : found.start()]))
        if found["bold"] is not None:
            yield from (Span(inner.text, True, inner.italic) for inner in _spans(found["bold"]))
        else:
            yield Span(_typed(found["italic"]), italic=True)
        end = found.end()
    yield Span(_typed(text[end:]))


def _typed(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
