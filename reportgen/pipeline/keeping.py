"""What was written last time, so that no edit of a person is ever lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

from reportgen import evaluation as results
from reportgen import files
from reportgen.diagnostics import Diagnostic, Position, hint


def result_file(target: Path, *, draft: bool) -> Path:
    """评价结果.json beside the report; drafts and review copies have another, so that they never hide the final one."""
    stem, suffix = results.FILE.split(".")
    return target.parent / (f"{stem}（草稿）.{suffix}" if draft else results.FILE)


def keep_edits(target: Path, now: dt.datetime, what: str = "报告") -> list[Diagnostic]:
    """Set a report (or `what` else the tool writes) aside that a person has edited since the tool wrote it."""
    if not target.is_file():
        return []
    known = [remembered(target, draft=draft).get(target.name) for draft in (False, True)]
    if digest(target.read_bytes()) in known:
        return []
    aside = target.with_name(f"{target.stem}（修改稿{now:%Y%m%d-%H%M%S}）{target.suffix}")
    try:
        target.replace(aside)
    except OSError as failure:
        raise files.refusal(target, failure) from failure
    message = f"原{what}曾被修改，已另存为“{aside.name}”"
    return [hint("kept", message, f"新{what}未含这些修改，请对照取用", Position(str(target)))]


def digest(data: bytes) -> str:
    """What tells one version of a file from another."""
    return hashlib.sha256(data).hexdigest()


def remembered(target: Path, *, draft: bool) -> dict[str, str]:
    """The digests of the reports beside `target` as last written, by file name, from 评价结果.json."""
    try:
        last = json.loads(result_file(target, draft=draft).read_text("utf-8"))["报告"]
        return {str(name): str(told) for name, told in last.items() if (target.parent / name).is_file()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}
