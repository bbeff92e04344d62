"""One run at a time: locks of the operating system, which end with the process that holds them, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.files import file_names
from reportgen.files.obstacles import refusal

STAGED = ".~reportgen-"  # how every temporary file and folder begins
_LOCK = ".~reportgen.lock"
_PATIENCE, _MOMENT, _PAUSE = 30.0, 0.5, 0.02  # seconds
_BUSY = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone at work on `path`; raises Refused while somebody else is."""
    lock = path.with_name(f".~{file_names.shortened(path.name)}.lock")
    message = f"另一个程序正在更新“{path.name}”，本次未作任何改动"
    with _held(lock, error("locked", message, "请稍候再试", Position(str(path))), _MOMENT):
        yield


@contextmanager
def alone(folders: Iterable[Path]) -> Iterator[None]:
    """Alone at writing in `folders`, which must exist; what a run that was killed left there is cleared away.

    Waits for whoever writes there, and raises Refused where that takes too long.
    """
    with ExitStack() as held:
        for folder in sorted(set(folders)):
            busy = error("locked", "另一个程序正在写这个文件夹，本次未写入", "请稍候再试", Position(str(folder)))
            held.enter_context(_held(folder / _LOCK, busy, _PATIENCE))
            for left in folder.glob(f"{STAGED}*"):
                _cleared(left)
            for lock in folder.glob(".~*.lock"):
                _let_go(lock)
        yield


def _let_go(lock: Path) -> None:
    """Clear away a lock that nobody holds: its run was killed."""
    with contextlib.suppress(Refused):
        handle = _taken(lock)
        if handle is not None:
            _released(lock, handle)


def _cleared(left: Path) -> None:
    if left.is_dir() and not left.is_symlink():
        shutil.rmtree(left, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            left.unlink()


@contextmanager
def _held(lock: Path, busy: Diagnostic, patience: float) -> Iterator[None]:
    until = time.monotonic() + patience
    while (handle := _taken(lock)) is None:
        if time.monotonic() >= until:
            raise Refused([busy])
        time.sleep(_PAUSE)
    try:
        yield
    finally:
        _released(lock, handle)


def _taken(lock: Path) -> int | None:
    """The open lock file, or None while another holds it."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except PermissionError as failure:
        if sys.platform == "win32" and lock.exists():
            return None  # being removed by who held it
        raise _unlockable(lock, failure) from failure
    except OSError as failure:
        raise _unlockable(lock, failure) from failure
    try:
        _lock(handle)
        if os.fstat(handle).st_ino == lock.stat().st_ino:
            return handle
    except FileNotFoundError:
        pass  # removed by who held it, between our opening and our locking
    except OSError as failure:
        if failure.errno not in _BUSY:
            return handle  # a file system without locks: nobody can do better there
    os.close(handle)
    return None


def _unlockable(lock: Path, failure: OSError) -> Refused:
    told = refusal(lock, failure).diagnostics
    return Refused(replace(one, position=Position(str(lock.parent))) for one in told)


def _released(lock: Path, handle: int) -> None:
    """Removed while still held, so that nobody can lock a file that is about to go; Windows removes no open file."""
    if sys.platform == "win32":
        os.close(handle)
    with contextlib.suppress(OSError):
        lock.unlink()
    if sys.platform != "win32":
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
