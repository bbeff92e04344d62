"""Why the operating system refused a file, in a user's words."""

from __future__ import annotations

import errno

_EDQUOT = getattr(errno, "EDQUOT", errno.ENOSPC)
FULL = {errno.ENOSPC, _EDQUOT}
_REASONS = {
    errno.ENOENT: ("找不到", "请核对路径和文件名"),
    errno.EACCES: ("没有权限", "请核对文件和文件夹的权限，或换一个文件夹"),
    errno.EPERM: ("没有权限", "请核对文件和文件夹的权限，或换一个文件夹"),
    errno.EISDIR: ("是文件夹，不是文件", "请核对路径和文件名"),
    errno.EROFS: ("所在磁盘或文件夹只读", "请换一个有写入权限的文件夹"),
    errno.ENOSPC: ("磁盘已满", "请腾出空间后重试"),
    _EDQUOT: ("磁盘空间配额已用完", "请腾出空间后重试"),
    errno.EFBIG: ("文件大小超出系统的限制", "请检查磁盘与配额"),
    errno.ENAMETOOLONG: ("文件名或路径太长", "请改用短一些的文件名"),
    errno.ELOOP: ("链接指向它自己", "请检查这个链接"),
    errno.EEXIST: ("路径中有一段不是文件夹", "请核对路径"),
    errno.ENOTDIR: ("路径中有一段不是文件夹", "请核对路径"),
    errno.EIO: ("磁盘读写出错", "请检查磁盘、U 盘或网络连接"),
    errno.EMFILE: ("同时打开的文件太多", "请关闭一些程序后重试"),
    errno.ENFILE: ("同时打开的文件太多", "请关闭一些程序后重试"),
}


def known(failure: OSError) -> bool:
    """Whether it is known what `failure` means."""
    return failure.errno in _REASONS


def why(failure: OSError) -> str:
    """What stood in the way; our own words where they were ours from the beginning."""
    own = failure.strerror or ""
    return _of(failure)[0] if own.isascii() else own


def advice(failure: OSError) -> str:
    """What to do about it."""
    return _of(failure)[1]


def _of(failure: OSError) -> tuple[str, str]:
    return _REASONS.get(failure.errno or 0, ("系统拒绝读写", "请检查路径与磁盘"))
