"""Why a file could not be written, in a user's words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from reportgen import system
from reportgen.diagnostics import Position, Refused, error

# what is told by the file's own state, not by the system's number
_ELSEWHERE = (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EISDIR)


def refusal(path: Path, failure: OSError) -> Refused:
    """Why `path` could not be written."""
    at = Position(str(path))
    if system.known(failure) and failure.errno not in _ELSEWHERE:
        code = "output-full" if failure.errno in system.FULL else "output"
        return Refused([error(code, f"无法写入：{system.why(failure)}", system.advice(failure), at)])
    if path.is_dir():
        return folder(path)
    if isinstance(failure, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return Refused(
            [error("output-open", "文件无法写入，可能正在 Word 或 WPS 中打开，或设为只读", "请关闭后重试", at)]
        )
    if isinstance(failure, PermissionError):
        hint = "请换一个有写入权限的文件夹"
        return Refused([error("output-permission", "文件夹不可写", hint, at)])
    return Refused([error("output", "无法写入：系统拒绝写入", "请检查路径与磁盘空间", at)])


def folder(path: Path, example: str = "文件名") -> Refused:
    """The refusal of a folder where a file is wanted."""
    hint = f"请用 -o 指定文件名，如 -o {path / example}"
    return Refused([error("output-folder", "输出位置是一个文件夹", hint, Position(str(path)))])
