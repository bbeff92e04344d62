"""The cache itself: values by name, each with the trail of files that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from reportgen.cache import entry, location
from reportgen.cache.program import program
from reportgen.cache.trail import Trail, holds

_MOST, _LARGEST = 60, 48 << 20  # entries, bytes; what was written longest ago goes first


class Cache(NamedTuple):
    """Values kept in `folder`; None keeps nothing. A cache that cannot be used is no fault: all is made anew."""

    folder: Path | None = None

    def kept(self, name: str) -> Any | None:
        """What was kept under `name`, where the program and all files on its trail are the same; else None."""
        if self.folder is None or not location.trusted(self.folder):
            return None
        found = entry.read(self._path(self.folder, name), _key(name))
        if found is None:
            return None
        steps, value = found
        return value if holds(steps) else None

    def keep(self, name: str, trail: Trail, value: Any) -> None:
        """Keep `value`, which was made of what is on `trail`; nothing happens where that cannot be done."""
        if self.folder is None or not location.trusted(self.folder, make=True):
            return
        path = self._path(self.folder, name)
        with suppress(OSError, ValueError):
            entry.write(path, _key(name), (trail.steps(), value))
            self._bound(path)

    def entries(self) -> list[Path]:
        """The files of the cache, the youngest first."""
        if self.folder is None or not location.trusted(self.folder):
            return []
        found = [path for path in self.folder.iterdir() if path.suffix in (entry.SUFFIX, entry.UNFINISHED)]
        return sorted(found, key=_written, reverse=True)

    def clear(self) -> int:
        """Take all entries out; how many there were."""
        found = self.entries()
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _bound(self, newest: Path) -> None:
        """Drop what was written longest ago where there is too much; never what has just been written."""
        for path in self._too_much(newest):
            with suppress(OSError):
                path.unlink()

    def _too_much(self, newest: Path) -> Iterator[Path]:
        size = newest.stat().st_size
        for count, path in enumerate((path for path in self.entries() if path != newest), 2):
            size += _size(path)
            if count > _MOST or size > _LARGEST:
                yield path

    @staticmethod
    def _path(folder: Path, name: str) -> Path:
        return folder / f"{hashlib.sha256(_key(name)).hexdigest()[:40]}{entry.SUFFIX}"


NONE = Cache()


def users() -> Cache:
    """The cache of the user who runs the program."""
    return Cache(location.folder())


def _key(name: str) -> bytes:
    return program() + name.encode("utf-8", "surrogateescape")


def _written(path: Path) -> float:
    try:
        return path.lstat().st_mtime
    except OSError:
        return 0


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
