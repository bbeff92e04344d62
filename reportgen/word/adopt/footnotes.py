"""Footnotes and endnotes of inherited content, appended to those of the shell."""

from __future__ import annotations

import copy

from reportgen.word.adopt.styles import Styles
from reportgen.word.ooxml.package import Package
from reportgen.word.ooxml.wordml import Element, integer, w

_KINDS = (("footnote", "footnotes"), ("endnote", "endnotes"))
_ID = w("id")


def bring(container: Element, origin: Package, shell: Package, styles: Styles) -> None:
    """Copy the notes that `container` refers to into the shell and point the references at them."""
    for one, many in _KINDS:
        references = list(container.iter(w(f"{one}Reference")))
        theirs = origin.linked(many)
        if references and theirs:
            _bring(
                references, {note.get(_ID): note for note in origin.tree(theirs)}, _Notes(shell, origin, many), styles
            )


def _bring(references: list[Element], theirs: dict[str | None, Element], ours: _Notes, styles: Styles) -> None:
    for reference in references:
        note = theirs.get(reference.get(_ID))
        if note is not None:
            made = copy.deepcopy(note)
            styles.point(made)
            reference.set(_ID, ours.add(made))
    ours.save()


class _Notes:
    """The notes of the shell; where it has none yet, the separators come from the origin."""

    def __init__(self, shell: Package, origin: Package, kind: str) -> None:
        self._shell = shell
        theirs = origin.linked(kind) or ""
        ours = shell.linked(kind)
        self._tree = shell.tree(ours) if ours else origin.tree(theirs)
        if not ours:
            self._tree[:] = [note for note in self._tree if note.get(w("type"))]
        self._part = shell.own_part(kind, origin.content_type(theirs))

    def add(self, note: Element) -> str:
        """Append a note; its new id."""
        id_ = str(max((integer(own.get(_ID)) for own in self._tree), default=0) + 1)
        note.set(_ID, id_)
        self._tree.append(note)
        return id_

    def save(self) -> None:
        self._shell.put_tree(self._part, self._tree)
