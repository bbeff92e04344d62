"""The departments in the folder that is served, each known by a mark of its own: no path ever comes from a browser."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportgen.values import Frozen

DEPT = "dept.yaml"
_DEEP = 3  # folders below the one that is served
_PAPERS = (".docx", ".xlsx")


class Home(Frozen):
    """One department: the mark that stands in addresses, its dept.yaml, and where that lies in the folder."""

    mark: str
    dept: Path
    label: str


class Paper(Frozen):
    """A file beside dept.yaml that may be asked for."""

    mark: str
    path: Path


def homes(root: Path) -> list[Home]:
    """Every dept.yaml in `root` and in the folders below it; none that a link leads to from outside."""
    return [Home(_mark(label), path, label) for label, path in sorted(_found(root, DEPT))]


def home(root: Path, mark: str) -> Home | None:
    """The department with that mark."""
    return next((one for one in homes(root) if one.mark == mark), None)


def papers(dept: Path) -> list[Paper]:
    """The Word and Excel files beside dept.yaml, the newest first; no links, no files that Word keeps open."""
    found = [
        path
        for path in dept.parent.iterdir()
        if path.suffix.lower() in _PAPERS and path.is_file() and not path.is_symlink() and path.name[0] not in "~."
    ]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return marked(found)


def marked(paths: Iterable[Path]) -> list[Paper]:
    """Files in one folder, each with its mark."""
    return [Paper(_mark(path.name), path) for path in paths]


def named(root: Path, name: str) -> list[Path]:
    """Every file called `name` in `root` and in the folders below it; none that a link leads to from outside."""
    return [path for _, path in sorted(_found(root, name))]


def _found(root: Path, name: str) -> Iterator[tuple[str, Path]]:
    inside = root.resolve()
    for folder, below, files in os.walk(inside):
        here = Path(folder)
        parts = here.relative_to(inside).parts
        below[:] = sorted(one for one in below if not one.startswith(".")) if len(parts) < _DEEP else []
        path = here / name
        if name in files and path.is_file() and path.resolve().is_relative_to(inside):
            yield "/".join(parts) or inside.name, path


def _mark(label: str) -> str:
    return hashlib.sha256(label.encode()).hexdigest()[:12]
