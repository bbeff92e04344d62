"""A text as it was checked: its pieces, those that a remark is about apart, each with the numbers of its remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Diagnostic
from reportgen.pipeline import TextRemark
from reportgen.values import Frozen


class Piece(Frozen):
    """Some of the text; `number` is that of the remark on it, from 1, 0 for none."""

    text: str
    number: int = 0


class ListedRemark(Frozen):
    """A remark as it is listed; `start` and `end` as browsers count signs."""

    number: int
    said: Diagnostic
    start: int
    end: int

    @property
    def placed(self) -> bool:
        """Whether it is about words of the text."""
        return self.end > self.start


class Mirror(Frozen):
    """A text beside its box: every remark, and the text with what they are about."""

    remarks: tuple[ListedRemark, ...]
    pieces: tuple[Piece, ...]


def mirror(text: str, remarks: Sequence[TextRemark]) -> Mirror:
    """`text` with `remarks`, in the order of the text; of two on the same words the first has the mark."""
    ordered = sorted(remarks, key=lambda one: (one.end == 0, one.start))
    listed = tuple(
        ListedRemark(number, one.said, _units(text[: one.start]), _units(text[: one.end]))
        for number, one in enumerate(ordered, 1)
    )
    return Mirror(listed, tuple(_pieces(text, ordered)))


def _pieces(text: str, ordered: Sequence[TextRemark]) -> Iterator[Piece]:
    at = 0
    for number, one in enumerate(ordered, 1):
        if one.end > one.start >= at:
            yield Piece(text[at : one.start])
            yield Piece(text[one.start : one.end], number)
            at = one.end
    yield Piece(text[at:])


def _units(text: str) -> int:
    """The length of a text in JavaScript, where a rare sign counts twice."""
    return len(text.encode("utf-16-le")) // 2
