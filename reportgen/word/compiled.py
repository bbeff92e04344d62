"""What a template is once its files are read and its tags compiled, and how that is kept on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any, overload

from msgspec.structs import astuple

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic
from reportgen.values import Frozen
from reportgen.word.ooxml.archive import ZipEntry
from reportgen.word.tags.patch import JinjaSource
from reportgen.word.tags.word_tag import Spot, Tag


class Compiled(Frozen):
    """The sources by name, the source of each part, the styles by name, the shell's files, and the sources' code."""

    sources: Mapping[str, JinjaSource]
    parts: Mapping[str, str]
    styles: Mapping[str, str]
    entries: dict[str, ZipEntry]
    codes: Mapping[str, CodeType]
    asked: frozenset[str] = frozenset()  # the names that it asks for, as `language.asked` has them
    diagnostics: tuple[Diagnostic, ...] = ()


def kept(cache: Cache, name: str) -> Compiled | None:
    """What `keep` kept under `name`, if nothing has changed since."""
    found = cache.kept(name)
    if found is None:
        return None
    sources, parts, styles, entries, codes, asked = found
    whole = {own: _source(*told) for own, told in sources.items()}
    return Compiled(whole, parts, styles, {told[0]: ZipEntry(*told) for told in entries}, codes, frozenset(asked))


def keep(cache: Cache, name: str, trail: Trail, made: Compiled) -> None:
    """Keep a template under `name`; one about which there is anything to say is read anew each time."""
    if made.diagnostics:
        return
    sources = {own: _told(source) for own, source in made.sources.items()}
    entries = [(e.name, e.method, e.crc, e.size, e.raw) for e in made.entries.values()]
    plain = (sources, dict(made.parts), dict(made.styles), entries, dict(made.codes), sorted(made.asked))
    cache.keep(name, trail, plain)


def _told(source: JinjaSource) -> tuple[Any, ...]:
    spots: dict[Spot, int] = {}
    tags = [(spots.setdefault(tag.spot, len(spots)), *astuple(tag)[1:]) for tag in source.lines]
    return source.name, source.text, ([astuple(spot) for spot in spots], tags), source.head, source.tail


def _source(name: str, text: str, lines: tuple[Any, Any], head: str, tail: str) -> JinjaSource:
    return JinjaSource(name, text, _Tags(*lines), head, tail)


class _Tags(Sequence[Tag]):
    """The tags of a source, each made when it is asked for: only what is missing or wrong asks."""

    def __init__(self, spots: Sequence[tuple[Any, ...]], tags: Sequence[tuple[Any, ...]]) -> None:
        self._spots, self._tags = spots, tags

    @overload
    def __getitem__(self, at: int) -> Tag: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Tag]: ...

    def __getitem__(self, at: int | slice) -> Tag | Sequence[Tag]:
        if isinstance(at, slice):
            return _Tags(self._spots, self._tags[at])
        spot, *told = self._tags[at]
        return Tag(Spot(*self._spots[spot]), *told)

    def __len__(self) -> int:
        return len(self._tags)
