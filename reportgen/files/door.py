"""The one door of everything that an option or an argument says shall be written."""

from __future__ import annotations

import errno
from pathlib import Path

from reportgen.diagnostics import Position, Refused, error
from reportgen.files import file_names, obstacles
from reportgen.files.writing import real

_OF_A_PACK = "pack.yaml"  # what makes a folder a pack
_KEPT = ("整改.yaml", "评价结果.json", "评价结果（草稿）.json", "pack.yaml", "framework.yaml", "formulas.yaml")


def fitting(path: Path, suffix: str, what: str) -> Path:
    """`path`, if a file of the kind `suffix`, which people know as `what`, may be written there; else raises Refused.

    Folders, devices and pipes, other kinds of files, files of a pack and those that the tool keeps for people are
    refused, also where a link leads to one.
    """
    at = Position(str(path))
    if file_names.too_long(path.name):
        raise Refused([error("output-long", "文件名太长", "请改用短一些的文件名（约 80 个汉字以内）", at)])
    try:
        end = real(path)
        if end.is_dir():
            raise obstacles.folder(path, f"文件名{suffix}")
        if end.is_symlink():
            raise OSError(errno.ELOOP, "")
        if not next(folder for folder in end.absolute().parents if folder.exists()).is_dir():
            raise OSError(errno.ENOTDIR, "")
        if end.exists() and not end.is_file():
            message = "输出位置不是普通文件（管道、设备一类），未写入"
            raise Refused([error("output-special", message, f"请指定一个 {suffix} 文件", at)])
        _suited(path, end, suffix, what)
        if end.name in _KEPT or (end.exists() and (end.parent / _OF_A_PACK).exists()):
            message = f"“{end.name}”是资料或套件的文件，不能作输出，未改动"
            raise Refused([error("output-kept", message, "请换一个文件名或文件夹", at)])
    except OSError as failure:
        raise obstacles.refusal(path, failure) from failure
    return path


def _suited(path: Path, end: Path, suffix: str, what: str) -> None:
    """Raise Refused where a file would be called what it is not."""
    for name in (path, end):
        if name.suffix.lower() != suffix:
            message, hint = f"{what}，文件名应以 {suffix} 结尾", f"请写作“{path.stem}{suffix}”"
            raise Refused([error("output-suffix", message, hint, Position(str(path)))])
