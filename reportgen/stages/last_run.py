"""What was written last time, so that no edit of a person is ever lost."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import msgspec

from reportgen import evaluation as results
from reportgen import files
from reportgen.diagnostics import Diagnostic, Position, Refused, hint
from reportgen.facts.source import ordinary


def result_file(target: Path, *, draft: bool) -> Path:
    """评价结果.json beside the report; drafts and review copies have another, so that they never hide the final one."""
    stem, suffix = results.FILE.split(".")
    return target.parent / (f"{stem}（草稿）.{suffix}" if draft else results.FILE)


def keep_edits(target: Path, now: dt.datetime, what: str = "报告", made: bytes = b"") -> list[Diagnostic]:
    """Set a report (or `what` else the tool writes) aside that a person has edited since the tool wrote it.

    One whose edits were taken into the data, and which looks as what is `made` of them now, is no edit any more.
    """
    if not target.is_file():
        return []
    known = [remembered(target, draft=draft).get(target.name) for draft in (False, True)]
    stands = target.read_bytes()
    found = digest(stands)
    if found in known:
        return []
    taken = any(_told(target, "已收回", draft=draft).get(target.name) == found for draft in (False, True))
    if taken and _printed_again(stands, made):
        return []
    aside = files.set_aside(target, now, "修改稿")
    if not any(known):
        message = f"原有的“{target.name}”没有生成记录，已另存为“{aside.name}”"
        return [hint("kept", message, f"新{what}未含其中的内容，请对照取用", Position(str(target)))]
    message = f"原{what}曾被修改，已另存为“{aside.name}”"
    if taken:
        return [hint("kept", f"{message}，其中的修改已收回资料", "", Position(str(target)))]
    return [hint("kept", message, f"新{what}未含这些修改，请对照取用", Position(str(target)))]


def _printed_again(stands: bytes, made: bytes) -> bool:
    from reportgen.word.returned.sameness import alike  # noqa: PLC0415 - after absorb only

    return alike(stands, made)


def keep_strange(beside: Path, now: dt.datetime) -> list[Diagnostic]:
    """Set what is called 评价结果.json aside where it is none."""
    if not beside.is_file() or _ours(beside):
        return []
    aside = files.set_aside(beside, now, "原文件")
    message = f"原有的“{beside.name}”不是本工具写的，已另存为“{aside.name}”"
    return [hint("kept", message, "", Position(str(beside)))]


def _ours(beside: Path) -> bool:
    try:
        return "版本" in _read(ordinary(beside))
    except (OSError, ValueError, RecursionError):
        return False


def taken_in(target: Path, data: bytes) -> None:
    """Note beside the report `target` that every edit in it, read as `data`, stands in the YAML files now."""
    for draft in (False, True):
        path = result_file(target, draft=draft)
        if target.name not in remembered(target, draft=draft):
            continue
        with suppress(OSError, ValueError, TypeError, Refused):
            last = json.loads(ordinary(path))
            last["已收回"] = {**last.get("已收回", {}), target.name: digest(data)}
            files.write(path, (json.dumps(last, ensure_ascii=False, indent=2) + "\n").encode())


@lru_cache(maxsize=2)  # of one run: the report is known by it, it is ours, and it knows the other reports
def _read(data: bytes) -> Mapping[str, msgspec.Raw]:
    """What stands under each key, unread: thousands of figures, of which nothing is asked."""
    return msgspec.json.decode(data.removeprefix(BOM_UTF8), type=dict[str, msgspec.Raw])


def digest(data: bytes) -> str:
    """What tells one version of a file from another."""
    return hashlib.sha256(data).hexdigest()


def remembered(target: Path, *, draft: bool) -> dict[str, str]:
    """The digests of the reports beside `target` as last written, by file name, from 评价结果.json."""
    return _told(target, "报告", draft=draft)


def _told(target: Path, key: str, *, draft: bool) -> dict[str, str]:
    """The digests under `key` of 评价结果.json, of files that are there."""
    try:
        last = msgspec.json.decode(_read(ordinary(result_file(target, draft=draft)))[key])
        return {str(name): str(told) for name, told in last.items() if (target.parent / name).is_file()}
    except (OSError, ValueError, LookupError, AttributeError, RecursionError):
        return {}
