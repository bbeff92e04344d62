"""What stood where a file is written, kept under another name."""

from __future__ import annotations

import datetime as dt
from itertools import count
from pathlib import Path

from reportgen.files import file_names
from reportgen.files.obstacles import refusal
from reportgen.files.writing import real


def set_aside(path: Path, now: dt.datetime, what: str) -> Path:
    """Move the file at `path` (at the end of the link) beside itself, as 名（`what`日期-时刻）, never over another."""
    end = real(path)
    aside = _free(end, f"{what}{now:%Y%m%d-%H%M%S}")
    try:
        end.rename(aside)
    except OSError as failure:
        raise refusal(path, failure) from failure
    return aside


def _free(path: Path, note: str) -> Path:
    stem = file_names.shortened(path.stem, file_names.LONGEST - 70)
    for number in count(1):
        more = "" if number == 1 else f"-{number}"
        aside = path.with_name(f"{stem}（{note}{more}）{path.suffix}")
        if not aside.exists() and not aside.is_symlink():
            return aside
    raise AssertionError
