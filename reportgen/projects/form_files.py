"""Where the forms of a department lie: 项目/*.yaml beside its dept.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.patterns import regex

FOLDER = "项目"
SUFFIXES = (".yaml", ".yml")


def files(folders: Sequence[Path], trail: Trail) -> list[Path]:
    """The files of the forms beside the dept.yaml files in `folders`, in the order of their numbers."""
    found = [path for folder in dict.fromkeys(folders) for path in trail.listed(folder / FOLDER, SUFFIXES)]
    return sorted(found, key=lambda path: (folders.index(path.parent.parent), numbered(path) is None, _order(path)))


def _order(path: Path) -> tuple[int, str]:
    return numbered(path) or 0, path.name


def numbered(path: Path) -> int | None:
    """The number that a file's name begins with."""
    begun = regex(r"\d+").match(path.name)
    return int(begun[0]) if begun else None
