"""Ids that may stand once only in a document, made so where a loop prints what bears one several times.

Drawings are numbered through. Of bookmarks, permissions, content controls and references to notes the first keeps its
id; the others get new ones, a bookmark also a new name, a reference a copy of its note.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lxml import etree

from reportgen.patterns import regex
from reportgen.values import Changing, field
from reportgen.word.ooxml.archive import ZipEntry
from reportgen.word.ooxml.package import PARSER, Package
from reportgen.word.ooxml.wordml import STORIES, Element, w

_FIRST_DRAWING = 1001
_DRAWING = regex(r"(<wp:docPr\b[^>]*?\sid=\")([^\"]*)")
_RANGE = regex(r"<w:(bookmark|perm)(Start|End)\b([^>]*)/>")
_CONTROL = regex(r"(<w:id w:val=\")(-?\d+)(?=\")")
_NOTE = regex(r"(<w:(footnote|endnote)Reference\b[^>]*?\bw:id=\")(-?\d+)")
_ID, _NAME = regex(r"\bw:id=\"([^\"]*)\""), regex(r"\bw:name=\"([^\"]*)\"")
_LONGEST_NAME = 40
_ANYWHERE = ("<wp:docPr", "<w:bookmark", "<w:perm", "<w:sdt>", "noteReference")


def needed(sources: Iterable[str]) -> bool:
    """Whether anything in the sources of a template bears such an id."""
    return any(sign in source for source in sources for sign in _ANYWHERE)


def made(parts: Mapping[str, str], entries: dict[str, ZipEntry]) -> dict[str, str]:
    """The rendered `parts` of a document, by name, with every id once; the rest of its `entries` stays as it is."""
    shell = Package(entries)
    others = [xml for name, xml in _stories(shell) if name not in parts]
    done = dict(parts)
    drawings = count(max([_FIRST_DRAWING - 1, *(_number(m[2]) for x in others for m in _DRAWING.finditer(x))]) + 1)
    ranges, controls = _Ranges.beside(others, done.values()), _Once(_found(_CONTROL, others), done.values(), _CONTROL)
    for name, xml in parts.items():
        numbered = _DRAWING.sub(lambda m: f"{m[1]}{next(drawings)}", xml)
        done[name] = controls.sub(ranges.sub(numbered))
    return done | _notes(done, shell)


def _stories(shell: Package) -> Iterator[tuple[str, str]]:
    for link in shell.links(shell.main).values():
        if link.kind in STORIES and link.target in shell:
            yield link.target, shell.data(link.target).decode("utf-8", "replace")


def _number(text: str) -> int:
    return int(text) if text.removeprefix("-").isdecimal() else 0


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    return [m[2] for text in texts for m in pattern.finditer(text)]


def _set(pattern: re.Pattern[str], name: str, value: str, attributes: str) -> str:
    """`attributes` of an element with another value for the one that `pattern` finds."""
    return pattern.sub(lambda _: f'w:{name}="{value}"', attributes)


class _Once:
    """Ids of one kind: the second time one comes it becomes a new one."""

    def __init__(self, taken: Iterable[str], texts: Iterable[str], pattern: re.Pattern[str]) -> None:
        self.taken = set(taken)
        self.pattern = pattern
        self.free = count(max(map(_number, [*self.taken, *_found(pattern, texts)]), default=0) + 1)

    def sub(self, xml: str) -> str:
        """`xml` with ids that did not come before."""
        return self.pattern.sub(lambda m: f"{m[1]}{self.id(m[2])}", xml)

    def id(self, old: str) -> str:
        """`old`, or where that is taken a new one."""
        new = old if old not in self.taken else str(next(self.free))
        self.taken.add(new)
        return new


class _Ranges(Changing):
    """Bookmarks and permissions: a beginning and an end of one id; what lost its other half goes."""

    ids: _Once
    names: set[str] = field(default_factory=set)

    @classmethod
    def beside(cls, others: Iterable[str], texts: Iterable[str]) -> _Ranges:
        """Those of a document in which `others` stand as they are."""
        fixed = [m[3] for xml in others for m in _RANGE.finditer(xml)]
        ids = {m[1] for told in fixed if (m := _ID.search(told))}
        return cls(
            _Once(ids, texts, regex(r"(<w:(?:bookmark|perm)(?:Start|End)\b[^>]*?\bw:id=\")(\d+)")),
            {m[1] for told in fixed if (m := _NAME.search(told))},
        )

    def sub(self, xml: str) -> str:
        """`xml` with every range under an id and a name of its own."""
        begun: dict[tuple[str, str], str] = {}
        lone: set[str] = set()

        def put(found: re.Match[str]) -> str:
            kind, end, told = found.groups()
            id_ = _ID.search(told)
            key = (kind, id_[1] if id_ else "")
            if end == "End":
                new = begun.pop(key, None)
                return "" if new is None else f"<w:{kind}End{_set(_ID, 'id', new, told)}/>"
            lone.update({begun[key]} if key in begun else ())
            begun[key] = self.ids.id(key[1])
            if name := _NAME.search(told):
                told = _set(_NAME, "name", self._name(name[1]), told)
            return f"<w:{kind}Start{_set(_ID, 'id', begun[key], told)}/>"

        xml = _RANGE.sub(put, xml)
        lone.update(begun.values())
        return _RANGE.sub(lambda m: "" if (i := _ID.search(m[3])) and i[1] in lone else m[0], xml) if lone else xml

    def _name(self, old: str) -> str:
        name, n = old, 2
        while name in self.names:
            name, n = f"{old[: _LONGEST_NAME - len(str(n)) - 1]}_{n}", n + 1
        self.names.add(name)
        return name


def _notes(parts: dict[str, str], shell: Package) -> dict[str, str]:
    """The document and its notes where a note is referred to twice: each reference has a note of its own."""
    changed: dict[str, str] = {}
    for kind in ("footnote", "endnote"):
        part = shell.linked(f"{kind}s")
        used = [m[3] for m in _NOTE.finditer(parts.get(shell.main, "")) if m[2] == kind]
        if part is None or len(set(used)) == len(used):
            continue
        root = etree.fromstring((parts[part].encode() if part in parts else shell.data(part)), PARSER)
        main = changed.get(shell.main, parts[shell.main])
        changed[shell.main] = _NOTE.sub(_Copies(root, kind).put, main)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        changed[part] = head + etree.tostring(root, encoding="unicode")
    return changed


class _Copies:
    """The notes of one kind, of which a further reference gets a copy."""

    def __init__(self, root: Element, kind: str) -> None:
        self.root, self.kind = root, kind
        self.notes = {note.get(w("id"), ""): note for note in root}
        self.free = count(max(map(_number, self.notes), default=0) + 1)
        self.seen: set[str] = set()

    def put(self, found: re.Match[str]) -> str:
        """A reference, to a copy where another one refers to the note already."""
        note = self.notes.get(found[3])
        if found[2] != self.kind or note is None or found[3] not in self.seen:
            self.seen.update({found[3]} if found[2] == self.kind else ())
            return found[0]
        made = copy.deepcopy(note)
        made.set(w("id"), str(next(self.free)))
        self.root.append(made)
        return f"{found[1]}{made.get(w('id'))}"
