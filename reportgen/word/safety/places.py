"""Where something stands in a document, in words: 正文第 12 段, 表 2 第 3 行第 1 格, 页脚第 1 段."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import LINKS, WORD, Element, inside, w
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


def elements(path: str) -> Callable[[Element], list[Element]]:
    """An XPath compiled once: the elements it finds; of attributes and texts, the elements that hold them."""
    find = etree.XPath(path, namespaces=_NAMES)

    def found(root: Element) -> list[Element]:
        items = cast("list[etree._ElementUnicodeResult | Element]", find(root))
        holders = (item.getparent() if isinstance(item, str) else item for item in items)
        return list(dict.fromkeys(holder for holder in holders if holder is not None))

    return found


def strings(root: Element | None, path: str) -> list[str]:
    """The attributes or texts that an XPath finds below `root`, if there is one."""
    return [] if root is None else [str(item) for item in cast("list[str]", root.xpath(path, namespaces=_NAMES))]


_TABLES_BEFORE = elements("preceding::w:tbl[not(ancestor::w:tbl)]")
_PARAGRAPHS_BEFORE = elements("preceding::w:p[not(ancestor::w:tbl or ancestor::w:p)]")
_WORDS_BEFORE = elements("preceding::w:p[.//w:t][1]")


class Story(Frozen):
    """One text of the document (its body, a header …): the file's name, the part, what people call it, the tree."""

    file: str
    part: str
    name: str
    root: Element

    def fault(self, code: str, message: str, hint: str, element: Element) -> Diagnostic:
        """An error at `element`."""
        return error(code, message, hint, self.at(element))

    def at(self, element: Element) -> Position:
        """Where `element` stands, with the text it holds or follows."""
        return Position(self.file, text=_around(element), place=self._place(element))

    def _place(self, element: Element) -> str:
        above = [element, *element.iterancestors()]
        tables = [e for e in above if e.tag == w("tbl")]
        if tables:
            return ("" if self.name == "正文" else self.name) + _cell(tables[-1], above)
        paragraphs = [e for e in above if e.tag == w("p")]
        if paragraphs:
            before = len(_PARAGRAPHS_BEFORE(paragraphs[-1]))
            return f"{self.name}第 {before + 1} 段"
        before = len(_PARAGRAPHS_BEFORE(element))
        return f"{self.name}第 {before} 段之后" if before else f"{self.name}开头"


def _cell(table: Element, above: list[Element]) -> str:
    number = len(_TABLES_BEFORE(table)) + 1
    place = f"表 {number}"
    for name, sign in (("tr", "行"), ("tc", "格")):
        found = [e for e in above if e.tag == w(name)]
        if not found:
            break
        place += f"第 {_index(found[-1])} {sign}" if name == "tc" else f" 第 {_index(found[-1])} {sign}"
    return place


def _index(element: Element) -> int:
    """Its number among the rows of its table or the cells of its row."""
    holder = element.getparent()
    while holder is not None and holder.tag not in (w("tbl"), w("tr")):
        holder = holder.getparent()
    return 1 + list(inside(holder, str(element.tag))).index(element) if holder is not None else 1


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
