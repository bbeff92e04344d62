"""Tags looked up paragraph by paragraph, mended where Word had split them, and numbered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reportgen.language.tag import TAG
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.normalise import shown
from reportgen.word.ooxml.whereabouts import places
from reportgen.word.ooxml.wordml import Element, texts
from reportgen.word.tags import split_tags
from reportgen.word.tags import word_tag as tags
from reportgen.word.tags.word_tag import Spot, Tag

# noncharacters of Unicode: no document has them, and neither XML nor docxtpl minds
MARK, END = "\ufdd0", "\ufdd1"
NUMBERED = regex(f"{MARK}(\\d+){END}")


class TaggedParagraph(Frozen):
    """A paragraph with its tags; `plain` is its text with the tags taken out."""

    element: Element
    spot: Spot
    tags: tuple[Tag, ...]
    plain: str


def scan(container: Element, file: str, name: str = "正文") -> list[TaggedParagraph]:
    """The paragraphs of `container`; every tag then stands whole in one w:t."""
    return [_paragraph(element, file, place) for element, place in places(container, name)]


def properties(root: Element, file: str) -> list[TaggedParagraph]:
    """The title, author … of a document, each as a paragraph."""
    return [_paragraph(element, file, "文档属性") for element in root.iterchildren("*") if element.text]


def _paragraph(element: Element, file: str, place: str) -> TaggedParagraph:
    pieces = list(texts(element))
    text = "".join(map(shown, pieces))
    spot = Spot(file, place, text)
    found = list(TAG.finditer(text))
    if found:
        split_tags.join(pieces, [match.span() for match in found])
        split_tags.part(list(texts(element)))
    read = tuple(tags.read(match[0], spot, match.start()) for match in found)
    return TaggedParagraph(element, spot, read, TAG.sub("", text))


def number(paragraphs: Sequence[TaggedParagraph]) -> list[Tag]:
    """Write every tag as docxtpl takes it, marked by its place in the list that is returned."""
    numbered: list[Tag] = []
    for paragraph in paragraphs:
        left: Iterator[Tag] = iter(paragraph.tags)
        for piece in texts(paragraph.element) if paragraph.tags else ():
            piece.text = TAG.sub(_replacement(left, numbered), shown(piece))
    return numbered


def _replacement(left: Iterator[Tag], numbered: list[Tag]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        numbered.append(next(left))
        return tags.written(numbered[-1], f"{MARK}{len(numbered) - 1}{END}")

    return replace
