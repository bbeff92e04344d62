"""Outputs that nobody remembers: what stands where they are written is set aside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reportgen import files
from reportgen.cli import show

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


def saved(path: Path, data: bytes, out: show.Out) -> None:
    """Write `data`; another file that stands there is set aside, and `out` told so."""
    allowed(path, path.suffix.lower())
    with files.alone(files.homes([path])):
        if path.is_file() and path.read_bytes() != data:
            now = dt.datetime.now().astimezone()
            files.put({path: data}, lambda: _aside(path, now, out))
        else:
            files.put({path: data})


def _aside(path: Path, now: dt.datetime, out: show.Out) -> None:
    out.print(f"原有的“{path.name}”已另存为“{files.set_aside(path, now, '原文件').name}”")
