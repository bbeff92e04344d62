"""The styles of a .docx by their names, and the fonts and sizes that come out of what they are based on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element, integer, value, w

_DEFAULT = 20  # half points, where nothing is said


class Stylesheet:
    """The paragraph, character and table styles of a package; names of Word's own styles in any case."""

    def __init__(self, package: Package) -> None:
        part = package.linked("styles")
        root = package.tree(part) if part else None
        styles = [] if root is None else root.findall(w("style"))
        self._by_id = {style.get(w("styleId"), ""): style for style in styles}
        self._by_name = {(value(style, "name") or "").casefold(): style for style in styles}
        self._default = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        default = (s for s in styles if s.get(w("default")) == "1" and s.get(w("type")) == "paragraph")
        self._normal = next(default, None)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._by_name

    def has_id(self, id_: str) -> bool:
        """Whether there is a style with this id."""
        return id_ in self._by_id

    def font(self, name: str) -> str | None:
        """The font of Han characters in the style called `name`; None where none is set."""
        return self._first(self._by_name[name.casefold()], "rFonts", "eastAsia")

    def size(self, name: str) -> int:
        """The size of the style called `name`, in half points."""
        return integer(self._first(self._by_name[name.casefold()], "sz", "val"), _DEFAULT)

    def font_of(self, paragraph: Element) -> str | None:
        """The font of Han characters in a paragraph, as its style gives it."""
        return self._fonts.get(value(paragraph, "pPr", "pStyle") or "", self._usual)

    @cached_property
    def _fonts(self) -> Mapping[str, str | None]:
        """The same of each style, by its id."""
        return {id_: self._first(style, "rFonts", "eastAsia") for id_, style in self._by_id.items()}

    @cached_property
    def _usual(self) -> str | None:
        """The same where no style is named that there is."""
        return self._first(self._normal, "rFonts", "eastAsia")

    def _first(self, style: Element | None, element: str, attribute: str) -> str | None:
        """The nearest value on the way from a style to the defaults of the document."""
        for look in self._chain(style):
            found = look.find(w(element))
            if found is not None and found.get(w(attribute)):
                return found.get(w(attribute))
        return None

    def _chain(self, style: Element | None) -> Iterator[Element]:
        seen: set[str] = set()
        while style is not None and style.get(w("styleId"), "") not in seen:
            seen.add(style.get(w("styleId"), ""))
            look = style.find(w("rPr"))
            if look is not None:
                yield look
            style = self._by_id.get(value(style, "basedOn") or "")
        if self._default is not None:
            yield self._default
