"""Where the cache is, and whether it can be trusted: what lies there is unmarshalled and run."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "REPORTGEN_CACHE"  # moves the cache; empty: there is none
_NAME = "reportgen"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def folder(given: Mapping[str, str] = os.environ, system: str = sys.platform) -> Path | None:
    """The user's cache folder on this system; None where it cannot be told or is not wanted."""
    if (moved := given.get(VARIABLE)) is not None:
        return Path(moved).absolute() if moved else None
    home = given.get("USERPROFILE" if system == "win32" else "HOME", "")
    if system == "win32":
        root = given.get("LOCALAPPDATA") or ""
    elif system == "darwin":
        root = f"{home}/Library/Caches" if home else ""
    else:
        root = given.get("XDG_CACHE_HOME", "")
        root = root if os.path.isabs(root) else f"{home}/.cache" if home else ""  # noqa: PTH117 - as XDG words it
    return Path(root) / _NAME if root and Path(root).is_absolute() else None


def trusted(folder: Path, *, make: bool = False) -> bool:
    """Whether `folder` is the user's own, no link, and closed to everybody else; it is made so if asked."""
    try:
        if make:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except (OSError, ValueError):
        return False
    return stat.S_ISDIR(found.st_mode) and _own(found) and not found.st_mode & _closed(_OTHERS)


def own_file(found: os.stat_result) -> bool:
    """Whether an open file is a plain one that only the user can have written."""
    return stat.S_ISREG(found.st_mode) and _own(found) and not found.st_mode & _closed(_OTHERS_WRITE)


def _own(found: os.stat_result) -> bool:
    """On Windows the folder below LOCALAPPDATA is the user's own by what it inherits."""
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _closed(bits: int) -> int:
    return bits if hasattr(os, "geteuid") else 0
