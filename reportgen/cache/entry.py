"""An entry of the cache: written in one step, and read only when it is whole and the one that was asked for."""

from __future__ import annotations

import hashlib
import marshal
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from reportgen.cache.location import own_file

SUFFIX, UNFINISHED = ".entry", ".unfinished"
_MAGIC = b"reportgen cache 1\n"
_DIGEST = 32
_LARGEST = 32 << 20  # bytes


def read(path: Path, key: bytes) -> Any | None:
    """The value written at `path` under `key`; None where there is none, or it is not whole, another's or not ours."""
    data = _bytes(path)
    head = len(_MAGIC) + 2 * _DIGEST
    if data is None or data[:head] != _head(key, data[head:]):
        return None
    with suppress(EOFError, ValueError, TypeError):
        return marshal.loads(data[head:])
    return None


def write(path: Path, key: bytes, value: Any) -> None:
    """Put `value` at `path` in one step; raises OSError, and ValueError for what cannot be marshalled."""
    payload = marshal.dumps(value)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=UNFINISHED)  # 0600
    try:
        with os.fdopen(handle, "wb") as made:
            made.write(_head(key, payload) + payload)
        Path(unfinished).replace(path)
    except OSError:
        Path(unfinished).unlink(missing_ok=True)
        raise


def _head(key: bytes, payload: bytes) -> bytes:
    return _MAGIC + hashlib.sha256(key).digest() + hashlib.sha256(key + payload).digest()


def _bytes(path: Path) -> bytes | None:
    """What a file of the user's own holds; links are not followed."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return None
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        return file.read() if own_file(found) and found.st_size <= _LARGEST else None
