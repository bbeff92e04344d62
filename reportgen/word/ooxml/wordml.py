"""The names of WordprocessingML, and the paragraphs, tables, cells and words in its trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import itemgetter
from typing import TypeAlias, cast

from lxml import etree

from reportgen.word.ooxml import symbols

Element: TypeAlias = etree._Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHOICES = "http://schemas.openxmlformats.org/markup-compatibility/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
NEW_LINE = "⏎"
OFF = frozenset(("0", "false", "off", "none"))  # what a w:val says of a property that is not set
STORIES = ("header", "footer", "footnotes", "endnotes")  # the parts beside the body that hold text, by relationship
DEEPEST_LEVEL = 8
_LARGEST = 2**31
_MOST_COLUMNS = 63
PAGE_BREAKS = ("page", "column")  # the types of w:br that do more than end a line
_MARKS = {"tab": "\t", "br": NEW_LINE, "cr": NEW_LINE, "noBreakHyphen": "-", "ptab": "\t"}


@cache
def w(name: str) -> str:
    """The name of an element or attribute of WordprocessingML, as lxml writes it."""
    return f"{{{WORD}}}{name}"


_T, _P, _R, _TBL, _BR, _TYPE, _VAL = map(w, ("t", "p", "r", "tbl", "br", "type", "val"))
_FALLBACK = f"{{{CHOICES}}}Fallback"
_SIGNS = {w(name): sign for name, sign in _MARKS.items()}


# a slice of an element is the list of its children; an iterator over them takes lxml four times as long
children: Callable[[Element], list[Element]] = itemgetter(slice(None))


def xpath(path: str, **spaces: str) -> Callable[[Element], list[Element]]:
    """What finds the elements at `path`, in their order: far quicker than a look at the attributes of every element."""
    return cast("Callable[[Element], list[Element]]", etree.XPath(path, namespaces=spaces))


def blocks(container: Element) -> Iterator[Element]:
    """The paragraphs and tables directly in `container`, those in content controls and the like included."""
    for inner in children(container):
        if inner.tag in (_P, _TBL):
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from blocks(inner)


_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")))


def inside(container: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those in content controls included, those of nested tables not."""
    for inner in children(container):
        if inner.tag == name:
            yield inner
        elif inner.tag in _WRAPPERS:
            yield from inside(inner, name)


def text(paragraph: Element) -> str:
    """What a reader sees of a paragraph: new lines as ⏎, tabs as tabs, no field codes and no deleted text."""
    if paragraph.tag in _READ:
        return _READ[paragraph.tag](paragraph)
    words: list[str] = []
    _read(paragraph, words)
    return "".join(words)


def _read(element: Element, words: list[str]) -> None:
    for inner in children(element):
        tag = inner.tag
        if tag == _T:
            words.append(inner.text or "")
        elif tag in _SIGNS:
            words.append("" if tag == _BR and inner.get(_TYPE) in PAGE_BREAKS else _SIGNS[tag])
        elif tag in _READ:
            words.append(_READ[tag](inner))
        elif tag not in _SILENT:
            _read(inner, words)


_SILENT = frozenset((_FALLBACK, w("pPr"), w("rPr"), w("rt")))  # w:rt tells how the words below it are read
_READ: Mapping[str, Callable[[Element], str]] = {symbols.SYMBOL: symbols.symbol, symbols.EQUATION: symbols.equation}


def integer(told: str | None, default: int = 0) -> int:
    """A whole number as Word writes it in an attribute; `default` for what is missing, is none, or has over 32 bits."""
    try:
        number = default if told is None else int(float(told))
    except (ValueError, OverflowError):
        return default
    return number if abs(number) <= _LARGEST else default


def list_level(told: str | None) -> int:
    """The level of a list, from 0 to 8."""
    return min(max(integer(told), 0), DEEPEST_LEVEL)


def columns(told: str | None, least: int = 1) -> int:
    """How many columns of a table a cell spans or a row leaves out; Word knows no more than 63."""
    return min(max(integer(told, least), least), _MOST_COLUMNS)


def runs(element: Element) -> Iterator[Element]:
    """The runs and equations below `element`, without those inside a run (the two lines of a ruby, a text box)."""
    for found in element.iter(_R, symbols.EQUATION):
        if next(found.iterancestors(_R), None) is None:
            yield found


def texts(paragraph: Element) -> Iterator[Element]:
    """The w:t elements of a paragraph, without those of paragraphs inside it (text boxes); of a property itself."""
    if paragraph.tag != _P:
        yield paragraph
    for element in paragraph.iter(_T):
        if next(element.iterancestors(_P), None) is paragraph:
            yield element


def child(element: Element | None, name: str) -> Element | None:
    """The first element called w:`name` directly below `element`, if there is one."""
    full = w(name)
    for found in () if element is None else children(element):
        if found.tag == full:
            return found
    return None


def named(element: Element | None) -> Mapping[str, Element]:
    """What stands directly below `element`, by its names; of one name the first."""
    return {} if element is None else {str(found.tag): found for found in reversed(children(element))}


def take_out(element: Element) -> None:
    """Take `element` out of its tree, if it stands in one."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def properties(element: Element, name: str) -> Element:
    """The properties w:`name` (rPr, tcPr) that `element` begins with, made where it has none."""
    found = element.find(w(name))
    if found is None:
        found = etree.Element(w(name))
        element.insert(0, found)
    return found


def value(element: Element | None, *path: str) -> str | None:
    """The w:val at `path` below `element`, None where the path or the value is missing."""
    for name in path:
        element = child(element, name)
    return None if element is None else element.get(_VAL)
