"""Numbered lists across files: a list equal in both is one list, another comes along under ids of its own."""

from __future__ import annotations

import copy
from typing import Protocol

from lxml import etree

from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import WORD, Element, integer, take_out, value, w

_ABSTRACT, _NUM = w("abstractNum"), w("num")
_ABSTRACT_ID, _NUM_ID, _VAL = w("abstractNumId"), w("numId"), w("val")
_HISTORY = tuple(map(w, ("nsid", "tmpl")))
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"


class StyleIds(Protocol):
    """What tells a list the ids of the styles that its levels are linked to."""

    def id(self, theirs: str) -> str:
        """The id in this file of the style that is `theirs` in the other."""

    def brought(self, theirs: str) -> bool:
        """Whether that style came with the template, so that its list must come, too."""


class Lists:
    """The way from the list ids of one file to those of another."""

    def __init__(self, origin: Package, shell: Package) -> None:
        theirs = origin.linked("numbering")
        self._theirs = origin.tree(theirs) if theirs else None
        self._shell = shell
        ours = shell.linked("numbering")
        self._tree = shell.tree(ours) if ours else etree.fromstring(f'<w:numbering xmlns:w="{WORD}"/>')
        self._ids: dict[str, str] = {}
        self._changed = False

    def id(self, theirs: str, styles: StyleIds) -> str:
        """The shell's id for list `theirs` of the origin; 0 (no list) and lists that do not exist stay."""
        num = None if self._theirs is None else _find(self._theirs, _NUM, _NUM_ID, theirs)
        if num is None or self._theirs is None:
            return theirs
        if theirs not in self._ids:
            self._ids[theirs] = self._alike(num) or self._bring(num, styles)
        return self._ids[theirs]

    def _alike(self, num: Element) -> str | None:
        """The shell's list of the same id when it is the same list."""
        own = _find(self._tree, _NUM, _NUM_ID, num.get(_NUM_ID, ""))
        if own is None or self._theirs is None or _form(own, self._tree) != _form(num, self._theirs):
            return None
        return own.get(_NUM_ID)

    def _bring(self, num: Element, styles: StyleIds) -> str:
        assert self._theirs is not None
        self._changed = True
        made = copy.deepcopy(num)
        made.set(_NUM_ID, _free(self._tree, _NUM, _NUM_ID))
        self._tree.append(made)
        self._ids[num.get(_NUM_ID, "")] = made.get(_NUM_ID, "")
        abstract = _find(self._theirs, _ABSTRACT, _ABSTRACT_ID, value(num, "abstractNumId") or "")
        if abstract is not None:
            self._bring_abstract(abstract, made, styles)
        return made.get(_NUM_ID, "")

    def _bring_abstract(self, abstract: Element, num: Element, styles: StyleIds) -> None:
        made = copy.deepcopy(abstract)
        made.set(_ABSTRACT_ID, _free(self._tree, _ABSTRACT, _ABSTRACT_ID))
        for old in [*made.iter(*_HISTORY), *made.iter(w("lvlPicBulletId"))]:
            take_out(old)
        self._tree.insert(len(self._tree.findall(_ABSTRACT)), made)
        reference = num.find(_ABSTRACT_ID)
        assert reference is not None
        reference.set(_VAL, made.get(_ABSTRACT_ID, ""))
        for level in made.iter(w("lvl")):
            linked = level.find(w("pStyle"))
            if linked is not None and styles.brought(linked.get(_VAL, "")):
                linked.set(_VAL, styles.id(linked.get(_VAL, "")))
            elif linked is not None:  # the shell's own style keeps the numbers it has
                level.remove(linked)

    def save(self) -> None:
        """Write what was brought into the shell."""
        if self._changed:
            self._shell.put_tree(self._shell.own_part("numbering", _TYPE), self._tree)


def _find(tree: Element, kind: str, name: str, id_: str) -> Element | None:
    return next((element for element in tree.iter(kind) if element.get(name) == id_), None)


def _free(tree: Element, kind: str, name: str) -> str:
    return str(max((integer(element.get(name)) for element in tree.iter(kind)), default=0) + 1)


def _form(num: Element, tree: Element) -> tuple[bytes, ...]:
    """A list without its ids and history, to be compared."""
    abstract = _find(tree, _ABSTRACT, _ABSTRACT_ID, value(num, "abstractNumId") or "")
    parts = [child for element in (num, abstract) if element is not None for child in element]
    return tuple(
        etree.tostring(part, method="c14n", exclusive=True)
        for part in parts
        if part.tag not in (*_HISTORY, _ABSTRACT_ID)
    )
