"""What the styles of a document say of a paragraph, of words and of a table, as properties by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from reportgen.values import Frozen
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import OFF, WORD, Element, integer, value, w

Said: TypeAlias = Mapping[str, Mapping[str, str]]  # attributes by the name of the property; w:pBdr/w:top is pBdr.top
NOTHING: Said = {}
_JOINED = frozenset(("ind", "spacing", "rFonts"))  # what a style does not say of these stays as it was
_NESTED = frozenset(("pBdr", "tcBorders", "tblBorders", "tcMar", "tblCellMar"))
_RIVALS = (("firstLine", "firstLineChars"), ("hanging", "hangingChars"))
_ALIKE = {"start": "left", "end": "right"}  # what newer documents call the sides
_LOOK = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100}


def said(element: Element | None) -> Said:
    """What the properties w:pPr, w:rPr, w:tcPr … say."""
    return dict(_each(element)) if element is not None else NOTHING


def _each(element: Element) -> Iterator[tuple[str, Mapping[str, str]]]:
    for child in element.iterchildren(f"{{{WORD}}}*"):
        name = etree.QName(child).localname
        if name in _NESTED:
            yield from ((f"{name}.{_ALIKE.get(side, side)}", own) for side, own in _each(child))
        else:
            own = {etree.QName(key).localname: str(text) for key, text in child.attrib.items()}
            yield name, _sided(own) if name == "ind" else own


def _sided(own: Mapping[str, str]) -> Mapping[str, str]:
    return {_ALIKE.get(bare := key.removesuffix("Chars"), bare) + key[len(bare) :]: text for key, text in own.items()}


def over(*looks: Said) -> Said:
    """All of `looks` in one, the later before the earlier."""
    made: dict[str, Mapping[str, str]] = {}
    for look in looks:
        for name, own in look.items():
            made[name] = _joined(made[name], own) if name in _JOINED and name in made else own
    return made


def _joined(old: Mapping[str, str], new: Mapping[str, str]) -> Mapping[str, str]:
    """Attribute by attribute; a first line that hangs is no longer indented."""
    for one, other in (_RIVALS, _RIVALS[::-1]):
        if any(name in new for name in one):
            old = {name: text for name, text in old.items() if name not in other}
    plain = {name.removesuffix("Chars") for name in new if not name.endswith("Chars")}
    old = {name: text for name, text in old.items() if name.removesuffix("Chars") not in plain}
    return {**old, **new}


def on(look: Said, name: str) -> bool:
    """Whether a property that is set or not is set."""
    return name in look and look[name].get("val", "1") not in OFF


class TableStyle(Frozen):
    """What a table style says, as a whole and of its first row and the like: tblPr, tcPr, pPr, rPr by name."""

    whole: Mapping[str, Said]
    parts: Mapping[str, Mapping[str, Said]]


class Cascade:
    """The styles of a document, each with what it is based on."""

    def __init__(self, finished: Finished) -> None:
        root = finished.root("styles")
        self._root = root
        styles = [] if root is None else root.findall(w("style"))
        self._by_id = {style.get(w("styleId"), ""): style for style in styles}
        self._known: dict[tuple[str, str], Said] = {}
        self._tables: dict[str, TableStyle] = {}

    @cached_property
    def _defaults(self) -> Mapping[str, str]:
        """The style of what names none: of paragraphs, of tables."""
        own = [(style.get(w("type"), ""), id_, style.get(w("default"))) for id_, style in self._by_id.items()]
        return {kind: id_ for kind, id_, default in own if default in ("1", "true", "on")}

    def base(self, kind: str) -> Said:
        """What the document says of everything: pPr or rPr."""
        path = f"{w('docDefaults')}/{w(f'{kind}Default')}/{w(kind)}"
        return said(None if self._root is None else self._root.find(path))

    def of(self, style: str | None, kind: str) -> Said:
        """What a style says in its pPr, rPr, tblPr or tcPr, with all that it is based on."""
        name = style or ""
        if (name, kind) not in self._known:
            chain = [*self._chain(name)]
            self._known[name, kind] = over(*(said(one.find(w(kind))) for one in reversed(chain)))
        return self._known[name, kind]

    def paragraph(self, style: str | None, kind: str) -> Said:
        """The same of the style of a paragraph, which has one where none is named."""
        return self.of(style if style in self._by_id else self._defaults.get("paragraph"), kind)

    def table(self, style: str | None) -> TableStyle:
        """A table style, the document's own where there is none of that name."""
        name = style if style in self._by_id else self._defaults.get("table", "")
        if name not in self._tables:
            kinds = ("tblPr", "tcPr", "pPr", "rPr")
            chain = [*self._chain(name)]
            named = {part.get(w("type"), "") for one in chain for part in one.iterfind(w("tblStylePr"))}
            parts = {part: {kind: _part(chain, part, kind) for kind in kinds} for part in named}
            self._tables[name] = TableStyle({kind: self.of(name, kind) for kind in kinds}, parts)
        return self._tables[name]

    def _chain(self, name: str) -> Iterator[Element]:
        seen: set[str] = set()
        while name in self._by_id and name not in seen:
            seen.add(name)
            yield self._by_id[name]
            name = value(self._by_id[name], "basedOn") or ""


def _part(chain: list[Element], part: str, kind: str) -> Said:
    found = [one for style in reversed(chain) for one in style.iterfind(w("tblStylePr")) if one.get(w("type")) == part]
    return over(*(said(one.find(w(kind))) for one in found))


def wears(table: Said, part: str) -> bool:
    """Whether a table takes from its style what that says of firstRow, lastRow, firstColumn or lastColumn."""
    look = table.get("tblLook", {})
    if part in look:
        return look[part] not in OFF
    try:
        return bool(int(look.get("val", "0"), 16) & _LOOK[part])
    except ValueError:
        return False


def number(look: Said, name: str, attribute: str = "val", default: int = 0) -> int:
    """A whole number that a property has."""
    return integer(look.get(name, {}).get(attribute), default)
