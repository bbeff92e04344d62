"""What is left to look through of a body when one piece stands for all that differ from it in their words alone.

A loop of a template prints a thousand rows of one markup, and all reports of a template share most of theirs. What
Word refuses in one it refuses in all, so that of the others only their words are left to look at.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import pairwise
from typing import Any

from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.flow import Flow, Stretch

_OWN = regex(r"\b(?:id|paraId)=|<w:fldChar|<w:txbxContent")  # what counts in the whole document; words in two streams
_MOST = 5000


class Known:
    """What was found sound in documents with the same styles, lists and links, by all that its soundness rests on."""

    def __init__(self, *_: Any) -> None:
        self._sound: set[Hashable] = set()

    def __contains__(self, told: Hashable) -> bool:
        return told in self._sound

    def add(self, *told: Hashable) -> None:
        """Take `told` for sound from now on; of thousands the old ones go."""
        if len(self._sound) > _MOST:
            self._sound.clear()
        self._sound.update(told)


class Rest(Frozen):
    """A body with the pieces that are not known, one of each markup, without words; and what they tell when sound."""

    xml: bytes
    told: frozenset[Hashable]


def rest(flow: Flow, known: Known) -> Rest:
    """What is left to look through of the body `flow`."""
    kept, new = list[str](), set[Hashable]()
    for piece in flow.pieces:
        told = list(_told(flow.head, piece))
        if all(one in known or one in new for one in told):
            continue
        xml = _shortened(piece)
        kept.append(xml)
        if not _OWN.search(xml):
            new.update(told)
    return Rest("".join((flow.head, *kept, flow.tail)).encode(), frozenset(new))


def _told(head: str, piece: Stretch) -> Iterator[Hashable]:
    """What the soundness of a piece rests on: of a row its table, and the row before it, whose merges go on."""
    if not piece.rows:
        yield head, piece.markup
    before: tuple[str, ...] = ()
    for row in piece.rows:
        yield head, piece.markup, before, row.markup
        before = row.markup


def _shortened(piece: Stretch) -> str:
    """The XML of a piece; of rows that are alike one behind the other the first."""
    if not piece.rows:
        return piece.xml
    new = [row for last, row in pairwise(piece.rows) if row.markup != last.markup or _own(row)]
    return f"{piece.xml}{''.join(row.xml for row in (piece.rows[0], *new))}</w:tbl>"


def _own(row: Stretch) -> bool:
    return _OWN.search(row.xml) is not None
