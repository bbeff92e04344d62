"""What was read on the way to a value, and what was looked for in vain: while all of that is so, the value holds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

_ANY = "*"  # stands in the name of a step for whatever files of a folder end in what follows it
# a file, and the digest of its bytes, where it led to if it was only looked at, or None where there was none
Step: TypeAlias = tuple[str, bytes | str | None]


class Trail:
    """Reads files, each once however often it is asked for: what is kept is made of the very bytes that are noted."""

    def __init__(self) -> None:
        self._read: dict[str, bytes] = {}
        self._seen: dict[str, str | None] = {}
        self._listed: dict[str, bytes] = {}
        self._joined: tuple[Trail, ...] = ()

    def read(self, path: Path) -> bytes:
        """The bytes of a file; raises OSError."""
        name = str(path)
        if name not in self._read:
            self._seen[name] = ""  # holds for nothing, should it not be read
            self._read[name] = path.read_bytes()
            del self._seen[name]
        return self._read[name]

    def is_file(self, path: Path) -> bool:
        """Whether there is such a file; where there is, it is up to the caller to read it."""
        found = os.path.isfile(path)  # noqa: PTH113 - False, too, for a name that no system takes
        if not found:
            self._seen[str(path)] = None
        return found

    def listed(self, folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
        """The files in a folder that end in one of `suffixes`, hidden ones left out; none where there is no folder."""
        found = _listed(folder, suffixes)
        self._listed[str(folder / _ANY.join(("", *suffixes)))] = _digest("\n".join(found).encode("utf-8", "replace"))
        return [folder / name for name in found]

    def passed(self, path: Path) -> None:
        """Note that the file at `path` was passed by for the place that it leads to."""
        self._seen[str(path)] = str(path.resolve())

    def steps(self) -> list[Step]:
        """All that was read and looked for."""
        read: list[Step] = [(name, _digest(data)) for name, data in self._read.items()]
        own: list[Step] = [*read, *self._seen.items(), *self._listed.items()]
        return [*own, *(step for trail in self._joined for step in trail.steps())]

    def join(self, *others: Trail) -> None:
        """Note all that is, or will be, on `others`."""
        self._joined += others


def holds(steps: Sequence[Step]) -> bool:
    """Whether every file is still what it was, and none has come where there was none."""
    return all(_same(Path(name), noted) for name, noted in steps)


def _same(path: Path, noted: bytes | str | None) -> bool:
    try:
        if _ANY in path.name and noted is not None:
            found = _listed(path.parent, tuple(path.name.split(_ANY)[1:]))
            return _digest("\n".join(found).encode("utf-8", "replace")) == noted
        if isinstance(noted, str):
            return path.is_file() and str(path.resolve()) == noted
        if noted is None:
            return not os.path.isfile(path)  # noqa: PTH113 - as above
        return _digest(path.read_bytes()) == noted
    except (OSError, ValueError):
        return False


def _listed(folder: Path, suffixes: tuple[str, ...]) -> list[str]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return []
    return [name for name in names if name.endswith(suffixes) and not name.startswith(".")]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
