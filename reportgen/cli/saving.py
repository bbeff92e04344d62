"""Outputs that 评价结果.json does not remember: what stands where they are written is set aside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reportgen import files
from reportgen.cli import show
from reportgen.stages.last_run import digest

_LOG, _DIGEST = ".reportgen", ".sha256"  # the folder in which a batch keeps its log, too

KINDS = {
    ".docx": "这是 Word 文档",
    ".xlsx": "这是 Excel 工作簿",
    ".json": "这是 JSON 数据",
    ".sarif": "这是 SARIF 数据",
    ".txt": "这是文字",
}


def allowed(path: Path, suffix: str) -> Path:
    """`path`, if a file of the kind `suffix` may be written there; else raises Refused."""
    return files.fitting(path, suffix, KINDS[suffix])


def saved(path: Path, data: bytes, out: show.Out, *, remembered: bool = False) -> None:
    """Write `data`; another file that stands there is set aside, and `out` told so.

    One that is `remembered` leaves its digest in .reportgen beside it: as long as nobody has changed it, the next one
    takes its place.
    """
    allowed(path, path.suffix.lower())
    memory = path.parent / _LOG / f"{path.name}{_DIGEST}"
    written = {path: data, **({memory: digest(data).encode()} if remembered else {})}
    with files.alone(files.homes(written)):
        if _changed(path, data, memory):
            now = dt.datetime.now().astimezone()
            files.put(written, lambda: _aside(path, now, out))
        else:
            files.put(written)


def _changed(path: Path, data: bytes, memory: Path) -> bool:
    """Whether something stands at `path` that is neither `data` nor what was written there last."""
    if not path.is_file() or (stands := path.read_bytes()) == data:
        return False
    return not memory.is_file() or memory.read_bytes() != digest(stands).encode()


def _aside(path: Path, now: dt.datetime, out: show.Out) -> None:
    out.print(f"原有的“{path.name}”已另存为“{files.set_aside(path, now, '原文件').name}”")
