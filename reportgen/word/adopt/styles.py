"""Styles across files are the same when their names are: ids differ with the language and history of each file."""

from __future__ import annotations

import copy

from reportgen.word.adopt.numbered_lists import Lists
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element, value, w

_USES = tuple(map(w, ("pStyle", "rStyle", "tblStyle")))
_RELATIVES = tuple(map(w, ("basedOn", "next", "link")))
_STYLE, _ID, _VAL = w("style"), w("styleId"), w("val")


def style_ids(package: Package) -> dict[str, str]:
    """The ids of a package's styles by their names, those of Word's own styles also in lower case (heading 1)."""
    part = package.linked("styles")
    found = [(_name(style), style.get(_ID, "")) for style in package.tree(part).iter(_STYLE)] if part else []
    return {name.lower(): id_ for name, id_ in found} | dict(found)


def _name(style: Element) -> str:
    return value(style, "name") or ""


def _key(style: Element) -> tuple[str, str]:
    return style.get(w("type"), "paragraph"), _name(style).casefold()


class Styles:
    """The way from the style ids of one file to those of another; styles that lack there are brought along."""

    def __init__(self, origin: Package, shell: Package) -> None:
        self._shell = shell
        self._part = shell.linked("styles")
        self._tree = shell.tree(self._part) if self._part else None
        theirs = origin.linked("styles")
        self._theirs = {s.get(_ID, ""): s for s in origin.tree(theirs).iter(_STYLE)} if theirs else {}
        ours = [] if self._tree is None else list(self._tree.iter(_STYLE))
        self._ours = {_key(style): style.get(_ID, "") for style in ours}
        self._brought: set[str] = set()
        self.lists = Lists(origin, shell)

    def point(self, container: Element) -> None:
        """Give every use of a style and of a list in `container` the id that it has in the shell."""
        for use in container.iter(*_USES):
            use.set(_VAL, self.id(use.get(_VAL, "")))
        for number in container.iter(w("numId")):
            number.set(_VAL, self.lists.id(number.get(_VAL, "0"), self))

    def id(self, theirs: str) -> str:
        """The shell's id for a style of the origin; an id that the origin does not have stays."""
        style = self._theirs.get(theirs)
        if style is None or self._tree is None:
            return theirs
        if _key(style) not in self._ours:
            self._bring(style)
        return self._ours[_key(style)]

    def brought(self, theirs: str) -> bool:
        """Whether a style of the origin has come along, instead of meeting its namesake in the shell."""
        return theirs in self._theirs and self.id(theirs) in self._brought

    def _bring(self, style: Element) -> None:
        assert self._tree is not None
        made = copy.deepcopy(style)
        taken = set(self._ours.values())
        id_ = next(i for n in range(len(taken) + 2) if (i := style.get(_ID, "") + (f"_{n}" if n else "")) not in taken)
        made.set(_ID, id_)
        made.attrib.pop(w("default"), "")
        self._ours[_key(style)] = id_
        self._brought.add(id_)
        self._tree.append(made)
        for relative in made.iter(*_RELATIVES):
            relative.set(_VAL, self.id(relative.get(_VAL, "")))
        for number in made.iter(w("numId")):
            number.set(_VAL, self.lists.id(number.get(_VAL, "0"), self))

    def save(self) -> None:
        """Write what was brought into the shell."""
        if self._brought and self._part and self._tree is not None:
            self._shell.put_tree(self._part, self._tree)
        self.lists.save()
