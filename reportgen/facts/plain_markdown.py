"""Markdown of the plainest kind, read line by line: paragraphs, headings, and lists with a line for each item.

Most narratives have no more. What has is left to the parser, whose import and rules take a sixteenth of a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reportgen.patterns import regex
from reportgen.values import Changing, Frozen

_PARSED = regex(r"[\r\t\0]|^ |^[|:-][|: -]*$", re.MULTILINE)  # nested, spaced in other ways, or the rule of a table
_SIGN = regex(r"#|(?:[-+*]|\d+[.)])(?: |$)")
_HEADING = regex(r"(#{1,6}) ([^\s#][^#]*)")
_ITEM = regex(r"([0-9]{1,9}(?=[.)])|)([-+*.)]) (\S.*)")


class Sign(Frozen):
    """What is read of a token of the parser's."""

    type: str
    content: str = ""
    tag: str = ""
    markup: str = ""
    info: str = ""
    nesting: int = 0
    map: None = None


class _Piece(Changing):
    """Lines of one kind: of text, with headings among them, or, after the same sign, of items."""

    sign: str
    rows: list[str]


def tokens(text: str) -> list[Sign] | None:
    """The tokens of `text`, as far as they are read; None where a parser is needed to tell."""
    pieces = None if _PARSED.search(text) else _pieces(text)
    return None if pieces is None else [token for piece in pieces for token in _tokens(piece)]


def _pieces(text: str) -> list[_Piece] | None:
    pieces: list[_Piece] = []
    for lines in filter(None, regex(r"\n\n+").split(text.strip("\n"))):
        rows = lines.split("\n")
        signs = {_sign(row) for row in rows}
        if None in signs or len(signs) > 1:
            return None
        piece = _Piece(signs.pop() or "", rows)
        if pieces and piece.sign and pieces[-1].sign:
            if piece.sign != pieces[-1].sign:
                return None
            pieces[-1].rows.extend(rows)  # a blank line does not end a list
        else:
            pieces.append(piece)
    return pieces


def _sign(row: str) -> str | None:
    """The sign that makes a line an item, "" for text and headings, None where a line may be something else."""
    if not _SIGN.match(row) or _HEADING.fullmatch(row):
        return ""
    item = _ITEM.fullmatch(row)
    return item[2] if item and not _SIGN.match(item[3]) else None


def _tokens(piece: _Piece) -> Iterator[Sign]:
    if piece.sign:
        yield from _list(piece.sign, piece.rows)
        return
    for heading, rows in groupby(piece.rows, _HEADING.fullmatch):
        if heading:
            yield Sign("heading_open", tag=f"h{len(heading[1])}", markup=heading[1])
            yield Sign("inline", heading[2].strip())
        else:
            yield from _paragraph("\n".join(rows))


def _list(sign: str, rows: Sequence[str]) -> Iterator[Sign]:
    kind = "ordered" if sign in ".)" else "bullet"
    yield Sign(f"{kind}_list_open", nesting=1)
    for item in filter(None, map(_ITEM.fullmatch, rows)):
        yield Sign("list_item_open", info=item[1], markup=sign)
        yield from _paragraph(item[3])
        yield Sign("list_item_close")
    yield Sign(f"{kind}_list_close", nesting=-1)


def _paragraph(text: str) -> Iterator[Sign]:
    yield Sign("paragraph_open")
    yield Sign("inline", text.strip())
