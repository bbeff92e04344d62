"""Word's own numbering in loops: a list that should begin anew each time counts on, and Word says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from reportgen.diagnostics import Diagnostic, warning
from reportgen.values import Changing, field
from reportgen.word.ooxml.wordml import Element
from reportgen.word.tags.scan import TaggedParagraph

Place: TypeAlias = tuple[str, int]
Listed: TypeAlias = Callable[[Element], Place | None]  # the list in which a paragraph is counted, and its level
_HINT = "Word 的自动编号在循环里不会重新从 1 开始；请改成 {{ loop.index }}. 这样打出的编号，或改用标题样式的多级编号"


class _Loop(Changing):
    """A loop of paragraphs, and those printed directly in it: each one's list and level, None for plain text."""

    found: list[tuple[TaggedParagraph, Place | None]] = field(default_factory=list)
    inner: list[_Loop] = field(default_factory=list)


def look(paragraphs: Sequence[TaggedParagraph], listed: Listed) -> Iterator[Diagnostic]:
    """Numbered paragraphs whose list should begin anew with each turn of a loop and does not.

    That is a list within a loop of which the loop prints two items or more, or one within a loop in it; not one that
    the loop itself counts through, nor a deeper level below an item of the same list.
    """
    open_loops: list[_Loop] = []
    for paragraph in paragraphs:
        words = [tag.word for tag in paragraph.tags if tag.kind == "{%" and tag.level == "p"]
        for word in words:
            if word == "for":
                loop = _Loop()
                if open_loops:
                    open_loops[-1].inner.append(loop)
                open_loops.append(loop)
            elif word == "endfor" and open_loops:
                done = open_loops.pop()
                if not open_loops:
                    yield from _told(done)
        if open_loops and not words:
            open_loops[-1].found.append((paragraph, listed(paragraph.element)))


def _told(loop: _Loop) -> Iterator[Diagnostic]:
    below = {item[0]: item[1] for _, item in loop.found if item}
    own = [item for _, item in loop.found if item]
    for paragraph, item in [*loop.found, *(pair for inner in loop.inner for pair in _all(inner))]:
        within = (paragraph, item) not in loop.found
        if item and (own.count(item) > 1 or (within and below.get(item[0], item[1]) >= item[1])):
            text = paragraph.spot.text.strip()[:20]
            message = f"循环里的“{text}”用自动编号，会接着上一次往下编"
            yield warning("list-goes-on", message, _HINT, paragraph.spot.position())
            return


def _all(loop: _Loop) -> Iterator[tuple[TaggedParagraph, Place | None]]:
    yield from loop.found
    for inner in loop.inner:
        yield from _all(inner)
