"""serve: the page in the browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from reportgen import files
from reportgen.cli import show, words
from reportgen.diagnostics import Refused, error

_PASSWORD = "REPORTGEN_PASSWORD"
_LOOPBACK = "127.0.0.1"


@click.command("serve", cls=words.Command)
@click.argument("folder", metavar="[文件夹]", type=click.Path(path_type=Path), default=Path())
@click.option("--port", metavar="端口", type=click.IntRange(1, 65535), default=8765, help="默认 8765；被占用的换下一个")
@click.option("--host", metavar="地址", default=_LOOPBACK, help="让别的电脑也能打开（如 0.0.0.0）；须有口令")
@click.option("--no-open", is_flag=True, help="不自动打开浏览器")
@click.option("--starter", is_flag=True, help="在文件夹里写一个双击即开的 start.bat（macOS、Linux 为 start.command）")
def serve(folder: Path, port: int, host: str, *, no_open: bool, starter: bool) -> None:
    """在浏览器里填报、看分、整改、出报告：打开文件夹里各部门的资料，只在本机，不联网。"""
    out = show.Out()
    if starter:
        out.print(f"已写好：{_starter(folder)}，以后双击它即可。")
        return
    try:
        from reportgen.web import serving  # noqa: PLC0415 - an extra that not everybody installs
    except ModuleNotFoundError as failure:
        advice = '请运行：python -m pip install "reportgen[web]"（在源码文件夹里是 ".[web]"）'
        raise Refused([error("no-web", f"没有安装网页部分（缺 {failure.name}）", advice)]) from failure
    password = os.environ.get(_PASSWORD, "")
    if host != _LOOPBACK and not password and sys.stdin.isatty():
        password = click.prompt("给别的电脑用的口令", hide_input=True, confirmation_prompt=True)
    serving.serve(serving.Serving(folder, port, host, password, not no_open), out.print)


def _starter(folder: Path) -> Path:
    """A file to click on, which calls this very Python."""
    if sys.platform == "win32":
        path, ends = folder / "start.bat", "\r\n"
        lines = ["@echo off", "chcp 65001 >nul", f'"{sys.executable}" -m reportgen serve "%~dp0."', "pause", ""]
    else:
        path, ends = folder / "start.command", "\n"
        lines = ["#!/bin/sh", f'cd "$(dirname "$0")" && exec "{sys.executable}" -m reportgen serve .', ""]
    files.write_new(path, ends.join(lines).encode())
    if sys.platform != "win32":
        path.chmod(0o755)
    return path
