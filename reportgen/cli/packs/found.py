"""The pack that a command names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cli import show
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack

file_path = click.Path(path_type=Path)
WORD, EXCEL = (".docx", "这是 Word 文档"), (".xlsx", "这是 Excel 工作簿")


def loaded(name: str) -> Pack:
    """Pack `name`, wherever packs are looked for."""
    return packs.load(name, pipeline.pack_roots())[0]


def saved(path: Path, data: bytes, out: show.Out) -> None:
    """Write an output that nobody remembers: what stands there is set aside, unless it is the same."""
    with files.alone(files.homes([path])):
        if path.is_file() and path.read_bytes() != data:
            now = dt.datetime.now().astimezone()
            files.put({path: data}, lambda: _aside(path, now, out))
        else:
            files.put({path: data})


def _aside(path: Path, now: dt.datetime, out: show.Out) -> None:
    out.print(f"原有的“{path.name}”已另存为“{files.set_aside(path, now, '原文件').name}”")
