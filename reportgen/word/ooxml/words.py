"""Markup and words of a piece of a document, as lxml writes it: what two pieces share, and what one of them says."""

from __future__ import annotations

from html import unescape

_END = "</w:t>"


def taken_apart(xml: str) -> tuple[tuple[str, ...], list[str]]:
    """The markup before, between and behind the words of the w:t elements, and those words."""
    *texts, last = xml.split(_END)
    pieces = [text.rpartition(">") for text in texts]
    return (*(markup for markup, _, _ in pieces), last), [unescape(words) for _, _, words in pieces]


def put_together(markup: tuple[str, ...], words: str) -> str:
    """The piece with that markup and other words, a sign for each w:t; none is one that XML would escape."""
    *before, last = markup
    return "".join(f"{one}>{sign}{_END}" for one, sign in zip(before, words, strict=True)) + last
