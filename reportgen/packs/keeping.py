"""The merged files of a pack in the cache: their data, and where each value and key stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path as FilePath
from typing import Any, TypeAlias

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Position
from reportgen.facts.source import Source
from reportgen.values import OnDemand

# the folders of a pack, its files by name, and whether all of it was read before and nothing was to be said
Files: TypeAlias = tuple[tuple[FilePath, ...], dict[str, Source], bool]
_Line: TypeAlias = tuple[str, int | None, str]  # file, line, text


def kept(cache: Cache, name: str, roots: Sequence[FilePath]) -> Files | None:
    """What `keep` kept, if nothing has changed since."""
    found = cache.kept(_name(name, roots))
    if found is None:
        return None
    folders, sources, sound = found
    return tuple(map(FilePath, folders)), {file: _source(*told) for file, told in sources.items()}, sound


def keep(cache: Cache, name: str, roots: Sequence[FilePath], trail: Trail, files: Files) -> None:
    """Keep the merged files of pack `name`, looked for in `roots`."""
    folders, sources, sound = files
    told = {file: _told(source) for file, source in sources.items()}
    cache.keep(_name(name, roots), trail, (tuple(map(str, folders)), told, sound))


def _name(name: str, roots: Sequence[FilePath]) -> str:
    return "\n".join(("pack", name, *map(str, roots)))


def _told(source: Source) -> tuple[Any, ...]:
    """A source in plain values; the lines stand once each."""
    lines: dict[_Line, int] = {}
    places = {path: _at(lines, place) for path, place in source.places.items()}
    keys = {path: _at(lines, place) for path, place in source.keys.items()}
    blocks = {path: [_at(lines, place) for place in block] for path, block in source.blocks.items()}
    remarks = [_at(lines, place) for place in source.remarks]
    return source.file, source.data, (tuple(lines), places, keys, blocks, remarks)


def _at(lines: dict[_Line, int], place: Position) -> tuple[int, int | None]:
    return lines.setdefault((place.file, place.line, place.text), len(lines)), place.column


def _source(file: str, data: Any, where: tuple[Any, ...]) -> Source:
    lines, places, keys, blocks, remarks = where
    inside = {path: tuple(_place(lines, at) for at in block) for path, block in blocks.items()}
    told = tuple(_place(lines, at) for at in remarks)
    place = partial(_place, lines)
    return Source(file, data, OnDemand(places, place), OnDemand(keys, place), inside, told)


def _place(lines: Sequence[_Line], at: tuple[int, int | None]) -> Position:
    file, line, text = lines[at[0]]
    return Position(file, line, at[1], text)
