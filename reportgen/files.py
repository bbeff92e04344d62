"""Writing files so that nothing a person has is lost: to a temporary file first, then in its place."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportgen.diagnostics import Position, Refused, error

_REASONS = {
    errno.EROFS: ("所在磁盘或文件夹只读", "请换一个有写入权限的文件夹"),
    errno.ENOSPC: ("磁盘已满", "请腾出空间后重试"),
}


def write(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step; raises Refused when the folder or the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".~", suffix=path.suffix, delete=False) as made:
            made.write(data)
    except OSError as failure:
        raise refusal(path, failure) from failure
    try:
        Path(made.name).chmod(0o666 & ~_umask())
        Path(made.name).replace(path)
    except OSError as failure:
        Path(made.name).unlink(missing_ok=True)
        raise refusal(path, failure) from failure


def refusal(path: Path, failure: OSError) -> Refused:
    """Why `path` could not be written, in a user's words."""
    at = Position(str(path))
    if path.is_dir():
        return Refused([error("output-folder", "输出位置是一个文件夹", "请用 -o 指定文件名，如 -o 文件夹/文件名", at)])
    if isinstance(failure, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return Refused([error("output-open", "文件无法写入，可能正在 Word 或 WPS 中打开", "请关闭后重试", at)])
    if isinstance(failure, PermissionError):
        hint = "请换一个有写入权限的文件夹"
        return Refused([error("output-permission", "文件夹不可写", hint, at)])
    reason, advice = _REASONS.get(failure.errno or 0, ("系统拒绝写入", "请检查路径与磁盘空间"))
    return Refused([error("output", f"无法写入：{reason}", advice, at)])


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone at work on `path`: a lock file beside it; raises Refused while somebody else holds it."""
    lock = path.with_name(f".~{path.name}.lock")
    try:
        lock.open("x").close()
    except FileExistsError as failure:
        message = f"另一个程序正在更新“{path.name}”，本次未作任何改动"
        advice = f"请稍候再试；如确认没有其他程序在运行，请删去“{lock.name}”后重试"
        raise Refused([error("locked", message, advice, Position(str(path)))]) from failure
    except OSError as failure:
        raise refusal(path, failure) from failure
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
