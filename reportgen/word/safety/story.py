"""The texts of a document that are looked through one by one: its body, headers, notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import cast

from lxml import etree

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.whereabouts import whereabouts
from reportgen.word.ooxml.wordml import LINKS, WORD, Element, w
from reportgen.word.ooxml.wordml import text as words

STORIES = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_NAMES = {"w": WORD, "r": LINKS}
_SHOWN = 40
_ANYWHERE = regex(r"(?<![\w.])//(?=[\w*])")  # at the start of a path; what stands behind it is a node's name


def elements(path: str) -> Callable[[Element], list[Element]]:
    """An XPath compiled once, when first asked: the elements it finds."""
    find = _compiled(path)
    return lambda root: cast("list[Element]", find()(root))


def held(path: str) -> Callable[[Element], list[tuple[Element, str]]]:
    """The same for attributes and texts, each with the element that holds it, or that stands before it."""
    find = _compiled(path)

    def found(root: Element) -> list[tuple[Element, str]]:
        items = cast("list[etree._ElementUnicodeResult]", find()(root))
        return [(holder, str(item)) for item in items if (holder := item.getparent()) is not None]

    return found


def _compiled(path: str) -> Callable[[], etree.XPath]:
    """// is walked as one step: libxml2 would gather every node of the document first, for each of them."""
    return cache(lambda: etree.XPath(_ANYWHERE.sub("/descendant::", path), namespaces=_NAMES))


def strings(root: Element | None, path: str) -> list[str]:
    """The attributes or texts that an XPath finds below `root`, if there is one."""
    return [] if root is None else [str(item) for item in cast("list[str]", root.xpath(path, namespaces=_NAMES))]


_PARAGRAPHS_BEFORE = elements("preceding::w:p[not(ancestor::w:tbl or ancestor::w:p)]")
_WORDS_BEFORE = elements("preceding::w:p[.//w:t][1]")


class Story(Frozen):
    """One text of the document (its body, a header …): the file's name, the part, what people call it, the tree."""

    file: str
    part: str
    name: str
    root: Element

    def all(self, *names: str) -> Iterator[Element]:
        """The elements of these names, those of one name in the order of the document."""
        return chain.from_iterable(self._elements.get(name, ()) for name in names)

    @cached_property
    def _elements(self) -> Mapping[str, Sequence[Element]]:
        """All elements by their names: the one walk through the tree for all that is looked for."""
        found: defaultdict[str, list[Element]] = defaultdict(list)
        for element in self.root.iter():
            found[element.tag].append(element)
        return found

    def fault(self, code: str, message: str, hint: str, element: Element) -> Diagnostic:
        """An error at `element`."""
        return error(code, message, hint, self.at(element))

    def at(self, element: Element) -> Position:
        """Where `element` stands, with the text it holds or follows."""
        return Position(self.file, text=_around(element), place=self._place(element))

    def _place(self, element: Element) -> str:
        known = self._whereabouts
        if place := next((known[e] for e in (element, *element.iterancestors()) if e in known), ""):
            return place
        before = len(_PARAGRAPHS_BEFORE(element))
        return f"{self.name}第 {before} 段之后" if before else f"{self.name}开头"

    @cached_property
    def _whereabouts(self) -> Mapping[Element, str]:
        """The places of all that a person can count; made for the first fault."""
        body = self.root.find(w("body"))
        return dict(whereabouts(self.root if body is None else body, self.name))


def _around(element: Element) -> str:
    """The words in the paragraph, cell or table of `element`, else those of the paragraph before it."""
    for holder in (element, *element.iterancestors(w("p"), w("tc"), w("tr"), w("tbl"))):
        if inner := _clipped(holder):
            return inner
    before = [_clipped(paragraph) for paragraph in _WORDS_BEFORE(element)]
    return f"{before[0]} ……" if before else ""


def _clipped(element: Element) -> str:
    found = words(element).strip()
    return found if len(found) <= _SHOWN else found[:_SHOWN] + "……"
