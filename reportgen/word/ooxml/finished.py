"""A finished .docx opened for reading: every part unpacked and parsed once."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.word.ooxml import archive
from reportgen.word.ooxml.archive import Entry
from reportgen.word.ooxml.package import AS_IT_STANDS, Package, parsed
from reportgen.word.ooxml.wordml import Element


class Finished(Package):
    """The parts of a .docx, or of one that is just being made; raises zipfile.BadZipFile for other bytes.

    `tree` gives the same tree each time and raises etree.XMLSyntaxError for a part that is not well-formed XML, or
    zipfile.BadZipFile for one that is damaged.
    """

    def __init__(self, docx: bytes | Mapping[str, Entry]) -> None:
        super().__init__(archive.read(docx) if isinstance(docx, bytes) else dict(docx))
        self._trees: dict[str, Element] = {}

    def zipped(self) -> bytes:
        """The .docx as a file."""
        return archive.write(self.entries.values())

    def put(self, name: str, data: bytes) -> None:
        """Add or replace a part."""
        super().put(name, data)
        self._trees.pop(name, None)

    def put_tree(self, name: str, tree: Element) -> None:
        """Add or replace a part by what `tree` holds, which stays its tree."""
        super().put_tree(name, tree)
        self._trees[name] = tree

    def tree(self, name: str) -> Element:
        """The root element of a part, blank text and all."""
        if name not in self._trees:
            self._trees[name] = parsed(name, self.data(name), AS_IT_STANDS)
        return self._trees[name]

    def root(self, kind: str) -> Element | None:
        """The root of the document's own styles, numbering, footnotes … or None."""
        name = self.linked(kind)
        return self.tree(name) if name else None
