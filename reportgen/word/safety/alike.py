"""Rows of a table that say again what the row before them says, but for their words: looked through once.

A loop of a template prints a thousand of them. What Word refuses in one it refuses in the first, so that only the
words of the others are left to look at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.words import taken_apart

_WRITTEN = b"<?xml version='1.0' encoding='UTF-8'"  # how lxml begins
_END, _BEGINNINGS = "</w:tr>", ("<w:tr>", "<w:tr ")
_OWN = regex(r"[iI]d[ =]|<w:fldChar")  # what counts in the whole document: ids, and fields that begin and end


class Thinned(Frozen):
    """A part without those rows, and the words of the paragraphs in them, a line each."""

    xml: bytes
    words: str


def thinned(data: bytes) -> Thinned | None:
    """A part as lxml wrote it, without such rows but the first behind another row; None where there are none."""
    if not data.startswith(_WRITTEN):
        return None
    *pieces, rest = data.decode().split(_END)
    kept, words, before = list[str](), list[str](), tuple[str, ...]()
    for piece in pieces:
        shape, said = taken_apart(piece) if _is_row(piece) else ((), [])
        if shape and shape == before:
            words += _in_lines(shape, said)
        else:
            kept.append(piece)
            before = shape if shape and not _OWN.search(piece) else ()
    return Thinned(_END.join([*kept, rest]).encode(), "".join(words)) if words else None


def _is_row(piece: str) -> bool:
    """Whether what stands between two ends of rows is one row, right behind another and with none inside it."""
    return piece.startswith(_BEGINNINGS) and sum(map(piece.count, _BEGINNINGS)) == 1


def _in_lines(markup: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """The words of a row, each paragraph in a line of its own."""
    for before, said in zip(markup, words, strict=False):  # there is markup behind the last words, too
        yield f"\n{said}" if "</w:p>" in before else said
    yield "\n"
