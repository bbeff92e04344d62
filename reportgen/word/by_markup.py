"""The lines of a body in pieces: of those that differ in words alone one is read, the others said after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import chain, islice
from typing import Any, TypeAlias

from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.lines import Outlined, headed, of_body, of_row, turned
from reportgen.word.numbering import Numbered, Numbering
from reportgen.word.ooxml.flow import CLOSING, Flow, Stretch
from reportgen.word.ooxml.package import AS_IT_STANDS, Finished, parsed
from reportgen.word.ooxml.wordml import Element, blocks, children, inside, text, w

_P, _TBL, _TR = map(w, ("p", "tbl", "tr"))
_FIRST_SIGN, _MOST_SIGNS = 0xE000, 1000  # of Unicode's private use: what stands for words
_SIGN = regex(r"[\uE000-\uF8FF]")
_MOST = 5000


class _Line(Frozen):
    """How a paragraph stands (None for a row of a table), and what stands before, between and behind its words."""

    seen: Numbered | None
    between: Sequence[str]
    across: bool | None = None


Lines: TypeAlias = "Sequence[_Line] | None"  # None for a piece that must be read itself
Known: TypeAlias = Mapping[tuple[str, tuple[str, ...]], Lines]


class Learnt:
    """The lines of pieces by their markup, and by what stands before the body and says how names are meant."""

    def __init__(self, *_: Any) -> None:
        self._lines: dict[tuple[str, tuple[str, ...]], Lines] = {}

    def with_all_of(self, flow: Flow, numbering: Numbering) -> Known:
        """What is known, and of `flow` all; of thousands the old ones go."""
        if len(self._lines) > _MOST:
            self._lines = {}
        known = self._lines
        new = {piece.markup: piece for piece in flow.each() if (flow.head, piece.markup) not in known}
        if new:
            signs = {markup: _signs(len(piece.words)) for markup, piece in new.items()}
            body = _body(flow, "".join(_alone(piece, piece.saying(signs[markup])) for markup, piece in new.items()))
            for (markup, piece), element in zip(new.items(), children(body), strict=False):  # a section may follow
                known[flow.head, markup] = _read(piece, element, signs[markup], numbering)
        return known


def of_flow(flow: Flow, numbering: Numbering, finished: Finished) -> Iterator[Outlined]:
    """The lines of `flow`, the body of `finished`."""
    learnt = finished.reading(Learnt, finished.linked("styles"), finished.linked("numbering"))
    known = learnt.with_all_of(flow, Numbering.of(finished))
    for piece in flow.each():
        lines = known[flow.head, piece.markup]
        if lines is None or (_is_row(piece) and not all(map(str.strip, piece.words))):
            yield from of_body(_body(flow, _alone(piece, piece.saying(piece.words))), numbering)
        else:
            yield from _said(lines, iter(piece.words), numbering)
    if flow.turned is not None:
        yield Outlined((), flow.turned)


def _said(lines: Sequence[_Line], words: Iterator[str], numbering: Numbering) -> Iterator[Outlined]:
    for line in lines:
        own = [unescape(word) for word in islice(words, len(line.between) - 1)]
        if line.seen is None:
            own = [word.replace("|", "\\|") for word in own]
        own.append("")
        whole = "".join(chain.from_iterable(zip(line.between, own, strict=True)))
        told = [whole] if line.seen is None else [*headed(whole, line.seen.outline, numbering.count(line.seen)[0])]
        yield Outlined(told, line.across)


def _signs(number: int) -> str:
    return "".join(map(chr, range(_FIRST_SIGN, _FIRST_SIGN + number))) if number <= _MOST_SIGNS else "?" * number


def _body(flow: Flow, xml: str) -> Element:
    """The body of a document with nothing but `xml` in it."""
    root = parsed("", f"{flow.head}{xml}{CLOSING}".encode(), AS_IT_STANDS)
    return root[-1]  # Word lets only w:background stand before the body


def _is_row(piece: Stretch) -> bool:
    return piece.markup[0].startswith("<w:tr")


def _alone(piece: Stretch, xml: str) -> str:
    return f"<w:tbl>{xml}</w:tbl>" if _is_row(piece) else xml


def _read(piece: Stretch, element: Element, signs: str, numbering: Numbering) -> Lines:
    """The lines of `element`, whose words are `signs`, with nothing counted; None where more than words differs."""
    told = _row(element, numbering) if _is_row(piece) else _paragraphs(element, numbering)
    if not told or "".join(_SIGN.findall("".join(said for _, said, _ in told))) != signs:
        return None
    return [_Line(seen, _SIGN.split(said), across) for seen, said, across in told]


_Told: TypeAlias = "list[tuple[Numbered | None, str, bool | None]]"


def _row(table: Element, numbering: Numbering) -> _Told:
    """The one row of a table; nothing where paragraphs in it are counted."""
    counted = any(numbering.standing(paragraph) for paragraph in table.iter(_P))
    return [] if counted else [(None, of_row(row, numbering), None) for row in inside(table, _TR)]


def _paragraphs(element: Element, numbering: Numbering) -> _Told:
    """A paragraph, or those of a control; nothing where there are tables."""
    found = [element] if element.tag in (_P, _TBL) else [*blocks(element)]
    only = all(inner.tag == _P for inner in found)
    return [(numbering.seen(p), text(p), turned(p)) for p in found] if only else []
