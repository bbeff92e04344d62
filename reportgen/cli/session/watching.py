"""--watch: work done again whenever a file that it was made of is saved, until Ctrl-C.

Files are looked at, not listened to, and not opened: that works on every disk, in shared folders too, and never
stands in the way of Word or Excel while they save.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from reportgen.cli import show
from reportgen.cli.session import refusals
from reportgen.values import Frozen

_PAUSE = 0.5  # seconds between two looks
_Look: TypeAlias = "tuple[int, int] | None"  # when a file was written, and its size; None where there is none


class Round(Frozen):
    """What one round of work has to say to the watch: the files to look at, and those that it wrote itself."""

    files: frozenset[Path]
    own: frozenset[Path] = frozenset()


def watch(work: Callable[[], Round], sleep: Callable[[float], None] = time.sleep) -> int:
    """Do `work`, and again after each change, until Ctrl-C; the exit code.

    `work` tells by itself what refuses it (see `told`), and names its files even then.
    """
    out, files = show.Out(), frozenset[Path]()
    try:
        while True:
            before = _looks(files)
            done = work()
            files = done.files | done.own
            before = {**_looks(files), **{path: look for path, look in before.items() if path not in done.own}}
            out.print(f"正在看着 {len(done.files)} 个文件，保存后自动再做；按 Ctrl-C 结束。")
            _wait({path: before[path] for path in files}, sleep)
            out.print(f"\n—— {time.strftime('%H:%M:%S')} 文件有改动 ——", bold=True)
    except KeyboardInterrupt:
        out.print("\n已结束。")
    return 0


def told(work: Callable[[], None]) -> bool:
    """Whether `work` was done; what refused it is told, and the watch goes on."""
    try:
        work()
    except Exception as failure:
        refusals.told(failure, show.Out(error=True))
        return False
    return True


def _wait(before: Mapping[Path, _Look], sleep: Callable[[float], None]) -> None:
    """Until a file is other than `before`, and has been left alone since the last look."""
    last = before
    while True:
        sleep(_PAUSE)
        now = _looks(before)
        if now == last and now != before:
            return
        last = now


def _looks(files: Iterable[Path]) -> dict[Path, _Look]:
    return {path: _look(path) for path in files}


def _look(path: Path) -> _Look:
    try:
        found = os.stat(path)  # noqa: PTH116 - any name
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
