"""Tags that Word split over runs put together again, and the runs around them left as if nothing had happened."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence

from lxml import etree

from reportgen.word.ooxml.normalise import SPACE, join_runs, shown
from reportgen.word.ooxml.wordml import PAGE_BREAKS, Element, take_out, w
from reportgen.word.tags.word_tag import RUN_TAG

_P, _R, _RPR, _T = w("p"), w("r"), w("rPr"), w("t")
_BREAKS = (w("tab"), w("br"), w("cr"))


def join(pieces: Sequence[Element], spans: Sequence[tuple[int, int]]) -> None:
    """Move the rest of every split tag into the w:t where it begins; `spans` are the tags in the joined text.

    What is then left without text goes, together with tabs and line breaks inside a tag.
    """
    parts = [shown(piece) for piece in pieces]
    owner = [i for i, part in enumerate(parts) for _ in part]
    text = "".join(parts)
    split = [(start, end) for start, end in spans if owner[start] != owner[end - 1]]
    if not split:
        return
    for start, end in split:
        first, last = owner[start], owner[end - 1]
        _drop_breaks(pieces[first], pieces[last])
        owner[start:end] = [first] * (end - start)
    emptied: list[Element] = []
    for i, piece in enumerate(pieces):
        new = "".join(char for char, of in zip(text, owner, strict=True) if of == i)
        if new != parts[i]:
            piece.text = new
            piece.set(SPACE, "preserve")
            emptied += [] if new else [piece]
    for around in dict.fromkeys(map(_drop, emptied)):
        if around is not None:
            join_runs(around)


def _drop_breaks(first: Element, last: Element) -> None:
    if first is last:
        return
    paragraph = next(first.iterancestors(_P))
    inside = list(paragraph.iter(_T, *_BREAKS))
    for element in inside[inside.index(first) : inside.index(last)]:
        if element.tag != _T and element.get(w("type")) not in PAGE_BREAKS:
            take_out(element)


def _drop(piece: Element) -> Element | None:
    """Take a w:t away, and its run and the link around it where nothing else is in them; what the run stood in."""
    run = piece.getparent()
    take_out(piece)
    if run is None or run.tag != _R or any(child.tag != _RPR for child in run):
        return None
    around = run.getparent()
    take_out(run)
    if around is None or around.tag == _P or len(around):
        return around
    take_out(around)
    return None


def part(pieces: Sequence[Element]) -> None:
    """Give every tag that stands for runs ({{r, {%r) a run of its own.

    docxtpl would leave the text after such a tag without the properties of its run.
    """
    for piece in pieces:
        run = piece.getparent()
        if run is not None and run.tag == _R and RUN_TAG.search(shown(piece)):
            _part(run)


def _part(run: Element) -> None:
    look = run.find(_RPR)
    made: list[Element] = []
    apart = True
    for child in _split(run):
        alone = child.tag == _T and RUN_TAG.fullmatch(child.text or "") is not None
        if alone or apart:
            made.append(etree.Element(_R, {str(name): str(value) for name, value in run.attrib.items()}))
            made[-1].extend([] if look is None else [copy.deepcopy(look)])
        made[-1].append(child)
        apart = alone
    parent = run.getparent()
    assert parent is not None
    at = parent.index(run)
    parent[at : at + 1] = made


def _split(run: Element) -> Iterator[Element]:
    """The content of a run, every tag for runs in a w:t of its own."""
    for child in [child for child in run if child.tag != _RPR]:
        if child.tag != _T:
            yield child
            continue
        for text in RUN_TAG.split(shown(child)):
            if text:
                made = copy.copy(child)
                made.text = text
                made.set(SPACE, "preserve")
                yield made
