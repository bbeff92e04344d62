"""Marks: private-use characters that a template prints around a value, so that its place is found in the document.

A mark is one such character, the tag of the place (叙述.主要职能, 问题.C21.原因) and another such character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from functools import cached_property
from itertools import groupby
from typing import cast

from lxml import etree

from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import WORD, Element, child, children, take_out, w

MARK = w("mark")  # stands in a tree only while its marks are worked on; its attribute open or close holds the tag
_TEXT = w("t")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Marks(Frozen):
    """One kind of marks, by its characters: around the tag of a mark that opens, and of one that closes."""

    opening: str
    opened: str
    closing: str
    closed: str

    def around(self, tag: str) -> tuple[str, str]:
        """The marks that open and close the place `tag`."""
        return f"{self.opening}{tag}{self.opened}", f"{self.closing}{tag}{self.closed}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """A mark; the group open or close holds the tag."""
        tag = f"[^{self.opening}{self.opened}{self.closing}{self.closed}]+"
        return regex(f"{self.opening}(?P<open>{tag}){self.opened}|{self.closing}(?P<close>{tag}){self.closed}")

    def single_out(self, tree: Element) -> None:
        """Part the runs of `tree` so that every mark in its text stands as an element between runs."""
        for run in cast("list[Element]", self._holding(tree)):
            last = run
            for piece in self._pieces(run):
                last.addnext(piece)
                last = piece
            take_out(run)

    @cached_property
    def _holding(self) -> etree.XPath:
        """The runs in whose own words a mark stands, those in text boxes aside."""
        marked = f"contains(., '{self.opening}') or contains(., '{self.closing}')"
        return etree.XPath(f"/descendant::w:t[{marked}]/parent::w:r[not(ancestor::w:r)]", namespaces={"w": WORD})

    def _pieces(self, run: Element) -> Iterator[Element]:
        """The marks of `run`, and runs of its look with what stands between them."""
        look = child(run, "rPr")
        bare = etree.Element(run.tag)
        if look is not None:
            run.remove(look)
            bare.append(look)
        for marks, together in groupby(self._parted(run), key=lambda element: element.tag == MARK):
            if marks:
                yield from together
            else:
                made = copy(bare)
                made.extend(list(together))
                yield made

    def _parted(self, run: Element) -> Iterator[Element]:
        """What stands in `run`, its words cut at the marks."""
        for inner in children(run):
            if inner.tag != _TEXT:
                yield inner
                continue
            at, whole = 0, inner.text or ""
            for found in self.pattern.finditer(whole):
                yield from _said(whole[at : found.start()])
                mark = etree.Element(MARK)
                mark.set(found.lastgroup or "", found[found.lastgroup or 0])
                yield mark
                at = found.end()
            yield from _said(whole[at:])

    def wipe(self, finished: Finished) -> None:
        """Take the marks out of the parts in which nobody looks for them: headers, footers, notes."""
        for name in [n for n in finished.changed() if n.startswith("word/") and n.endswith(".xml")]:
            data = finished.data(name)
            if _PRIVATE in data and self.pattern.search(told := data.decode("utf-8", "replace")):
                finished.put(name, self.pattern.sub("", told).encode())


_PRIVATE = "\ue0f0".encode()[:2]  # how all marks begin
CONTROLLED = Marks(*"\ue0f1\ue0f2\ue0f3\ue0f4")  # what people may change: becomes a content control
NOTED = Marks(*"\ue0f5\ue0f6\ue0f7\ue0f8")  # what a review copy has something to say about: gets a comment


def _said(words: str) -> Iterator[Element]:
    if words:
        made = etree.Element(_TEXT)
        made.text = words
        made.set(_SPACE, "preserve")
        yield made
