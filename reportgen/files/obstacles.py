"""Why a file could not be written, in a user's words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from reportgen.diagnostics import Position, Refused, error

_REASONS = {
    errno.EROFS: ("所在磁盘或文件夹只读", "请换一个有写入权限的文件夹"),
    errno.ENOSPC: ("磁盘已满", "请腾出空间后重试"),
    errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC: ("磁盘空间配额已用完", "请腾出空间后重试"),
    errno.EFBIG: ("文件大小超出系统的限制", "请检查磁盘与配额"),
    errno.ENAMETOOLONG: ("文件名或路径太长", "请改用短一些的文件名"),
    errno.ELOOP: ("链接指向它自己", "请检查这个链接"),
    errno.EEXIST: ("路径中有一段不是文件夹", "请核对路径"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "请核对路径"),
}
FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def refusal(path: Path, failure: OSError) -> Refused:
    """Why `path` could not be written."""
    at = Position(str(path))
    code = "output-full" if failure.errno in FULL else "output"
    reason, advice = _REASONS.get(failure.errno or 0, ("系统拒绝写入", "请检查路径与磁盘空间"))
    if failure.errno in _REASONS:
        return Refused([error(code, f"无法写入：{reason}", advice, at)])
    if path.is_dir():
        return folder(path)
    if isinstance(failure, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return Refused(
            [error("output-open", "文件无法写入，可能正在 Word 或 WPS 中打开，或设为只读", "请关闭后重试", at)]
        )
    if isinstance(failure, PermissionError):
        hint = "请换一个有写入权限的文件夹"
        return Refused([error("output-permission", "文件夹不可写", hint, at)])
    return Refused([error("output", f"无法写入：{reason}", advice, at)])


def folder(path: Path, example: str = "文件名") -> Refused:
    """The refusal of a folder where a file is wanted."""
    hint = f"请用 -o 指定文件名，如 -o {path / example}"
    return Refused([error("output-folder", "输出位置是一个文件夹", hint, Position(str(path)))])
