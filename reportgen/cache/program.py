"""What made an entry: this program to the last line, Jinja and Python. Another of them makes its own entries."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import MAGIC_NUMBER, find_spec
from pathlib import Path

_HOME = Path(__file__).resolve().parents[1]
_LIBRARIES = {
    "jinja2": "jinja2",
    "docxtpl": "docxtpl",
    "markupsafe": "markupsafe",
    "yaml": "pyyaml",
}  # whose work is kept


@cache
def program() -> bytes:
    """A digest of the program's own files, of the libraries' versions and of Python's."""
    made = hashlib.sha256(repr((sys.version, MAGIC_NUMBER, sys.platform)).encode())
    for file in _sources(str(_HOME)):
        with open(file, "rb") as source:  # noqa: PTH123 - of six hundred files, pathlib takes as long as all of the rest
            made.update(source.read())
    for module, project in _LIBRARIES.items():
        made.update(f"{module} {_version(module, project)}".encode())
    return made.digest()


def _sources(folder: str) -> Iterator[str]:
    """The Python files below `folder`, in the order of their names."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.endswith(".py"):
            yield entry.path
        elif entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry.path)


@cache
def _names(folder: str) -> list[str]:
    return os.listdir(folder)  # noqa: PTH208 - as above


def _version(module: str, project: str) -> str:
    """What says which version of a library is installed; its files themselves where nothing does.

    importlib.metadata would tell as well, but takes longer to import than all of the rest.
    """
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    home = Path(spec.origin).parent
    beside = sorted(name for name in _names(str(home.parent)) if name.lower().startswith(f"{project}-"))
    told = " ".join(name for name in beside if name.endswith((".dist-info", ".egg-info")))
    return told or hashlib.sha256(b"".join(Path(file).read_bytes() for file in _sources(str(home)))).hexdigest()
