"""Whole files in their places: all are staged beside their places first, then each replaces what stood there."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.files.locks import STAGED, alone
from reportgen.files.obstacles import refusal


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; raises Refused when the folder or the file cannot be written."""
    with alone(homes([path])):
        put({path: data})


def write_new(path: Path, data: bytes) -> None:
    """The same where nothing stands yet; raises Refused where something does."""
    with alone(homes([path])):
        if os.path.lexists(path):
            raise Refused([error("exists", "文件已存在，未改动", "请换一个文件名", Position(str(path)))])
        put({path: data})


def write_beside(data: Mapping[Path, bytes]) -> None:
    """Files of ours in a folder of their own, made where there is none; what we wrote there before is replaced."""
    with alone(homes([*data])):
        put(data)


def write_folder(target: Path, made: Mapping[str, bytes]) -> None:
    """The files `made`, by name, in a new folder that is there whole or not at all."""
    with alone(homes([target])):
        staged = None
        try:
            staged = Path(tempfile.mkdtemp(dir=target.parent, prefix=STAGED))
            for name, data in made.items():
                (staged / name).write_bytes(data)
            staged.chmod(0o777 & ~_umask())
            staged.rename(target)
        except OSError as failure:
            if staged:
                shutil.rmtree(staged, ignore_errors=True)
            raise refusal(target, failure) from failure


def homes(paths: Iterable[Path]) -> list[Path]:
    """The folders in which the files at `paths` really lie, made where they are not there."""
    folders = []
    for path in paths:
        folder = real(path).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as failure:
            raise refusal(path, failure) from failure
        folders.append(folder)
    return folders


def put(data: Mapping[Path, bytes | None], before: Callable[[], None] = lambda: None) -> None:
    """Stage every file, call `before`, then put each in its place; for who is `alone` in the folders.

    A file of None is taken away. Nothing is touched where one cannot be staged. Raises Refused, which names what was
    already written, where a file cannot be replaced.
    """
    staged: list[tuple[Path, Path | None]] = []
    done: list[Path] = []
    try:
        for path, content in data.items():
            staged.append((path, None if content is None else _staged(path, content)))
        before()
        for path, made in staged:
            _placed(made, path, done)
            done.append(path)
    finally:
        for _, made in staged:
            with contextlib.suppress(OSError):
                if made:
                    made.unlink()


def real(path: Path) -> Path:
    """Where a file at `path` really lies: at the end of the link, if `path` is one."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _staged(path: Path, content: bytes) -> Path:
    """A temporary file with `content` where the file at `path` really lies, with the rights of that file."""
    end = real(path)
    made = None
    try:
        if end.is_symlink() or end.is_dir() or (end.exists() and not end.is_file()):
            raise Refused([_special(path, "是文件夹" if end.is_dir() else "是管道、设备或指向自己的链接")])
        if end.exists() and not os.access(end, os.W_OK):
            raise PermissionError
        handle, name = tempfile.mkstemp(dir=end.parent, prefix=STAGED, suffix=end.suffix)
        made = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # a full disk may be told of only here
        made.chmod(end.stat().st_mode & 0o777 if end.exists() else 0o666 & ~_umask())
    except OSError as failure:
        if made:
            made.unlink(missing_ok=True)
        raise refusal(path, failure) from failure
    return made


def _special(path: Path, what: str) -> Diagnostic:
    return error(
        "output-special", f"“{path.name}”{what}，不是普通文件，无法写入", "请移走或改名后重试", Position(str(path))
    )


def _placed(made: Path | None, path: Path, done: list[Path]) -> None:
    try:
        if made is None:
            real(path).unlink(missing_ok=True)
        else:
            made.replace(real(path))
    except OSError as failure:
        raise Refused(refusal(path, failure).diagnostics, done) from failure


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
