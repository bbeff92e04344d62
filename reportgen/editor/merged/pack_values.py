"""Every value of a merged pack, with its name for a reader and the place it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import Position
from reportgen.facts.source import Path, Source
from reportgen.packs.pack import Pack

SUBJECTS = {
    "pack.yaml": "称谓与用语",
    "framework.yaml": "指标体系",
    "formulas.yaml": "算式",
    "wording.yaml": "措辞",
}


@dataclass(frozen=True)
class PackValue:
    """One value of a pack: the file it belongs to, its path there, its text, and where it is written."""

    file: str
    path: Path
    text: str
    origin: Position

    @property
    def name(self) -> str:
        """指标.A21.分值"""
        return ".".join(map(str, self.path))


def values(pack: Pack) -> Iterator[PackValue]:
    """Every value of every YAML file of `pack`, in the order of the merged files."""
    for file, source in pack.sources.items():
        yield from _inside(file, source, (), source.data)


def _inside(file: str, source: Source, path: Path, data: Any) -> Iterator[PackValue]:
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from _inside(file, source, (*path, key), inner)
    elif data is not None:
        yield PackValue(file, path, said(data), source.position(path))


def said(data: Any) -> str:
    """A value on one line: lists and the mappings in them as 甲；乙."""
    if isinstance(data, list):
        return "；".join(map(said, data))
    if isinstance(data, dict):
        return "，".join(f"{key} {said(value)}" for key, value in data.items())
    return "" if data is None else " ".join(str(data).split())
