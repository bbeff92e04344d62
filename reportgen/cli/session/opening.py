"""--open: what was written, shown by the program that the system has for it."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from reportgen.cli import show

option = click.option("--open", "opens", is_flag=True, help="写好后用系统的程序（Word、WPS、Excel）打开")
_SOON = 1.0  # seconds within which a program says that it cannot


def opened(path: Path, out: show.Out) -> None:
    """Open the file at `path`; where the system cannot, `out` is told so, and nothing else happens."""
    try:
        done = _given_to_the_system(path.resolve())
    except OSError:
        done = False
    if not done:
        out.print(f"系统没有能打开它的程序，请自己打开：{path}")


def _given_to_the_system(path: Path) -> bool:
    """Whether the system took the file."""
    if sys.platform == "win32":
        os.startfile(path)
        return True
    import subprocess  # noqa: PLC0415 - few commands open what they wrote
    from shutil import which  # noqa: PLC0415

    program = which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    silent = subprocess.DEVNULL
    running = subprocess.Popen([program, str(path)], stdin=silent, stdout=silent, stderr=silent, start_new_session=True)
    with suppress(subprocess.TimeoutExpired):  # it shows the file, and stays
        return running.wait(_SOON) == 0
    return True
