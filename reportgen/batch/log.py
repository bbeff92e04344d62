"""What is known of every department of a batch when the next run comes: one small file each in `out`/.reportgen.

The file tells what the report was made of (files and their digests), so that only what changed is built again, and
how it ended, so that the bureau's summary knows who is missing. It is written after the report: whoever is killed in
between builds once more.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen import files
from reportgen.cache.trail import Step
from reportgen.diagnostics import Refused, Severity
from reportgen.facts.records.record import InvalidError, Record, mapped, named, optional
from reportgen.facts.source import ordinary
from reportgen.stages.last_run import digest, result_file

if TYPE_CHECKING:
    from reportgen.batch.work import Done, Task

FOLDER = ".reportgen"
SUFFIX = ".json"
_MISSING = ""  # stands for a file that was looked for in vain
_LED = "→"  # before where a name led to


class LogEntry(Record):
    """One department as the last run left it; `sources` are files and their digests, by absolute name."""

    dept: str = named("资料")
    run: str = named("批次")
    state: str = named("状态")
    name: str = named("部门", default="")
    year: int = named("年度", default=0)
    path: str | None = optional("报告")
    workings: str | None = optional("计算底稿")
    result: str | None = optional("评价结果摘要")
    total: str = named("总分", default="")
    grade: str = named("等级", default="")
    counts: dict[str, int] = mapped("意见数")
    told: tuple[str, ...] = named("错误", default=())
    program: str = named("程序")
    milliseconds: int = named("毫秒", default=0)
    sources: dict[str, str] = mapped("来源")


def file(task: Task) -> Path | None:
    """Where the entry of `task` is; None where the run keeps no log.

    The name holds for all who share the folder, wherever it is mounted.
    """
    if task.out is None:
        return None
    try:
        dept = os.path.relpath(os.path.realpath(task.dept), os.path.realpath(task.out))
    except ValueError:  # on another drive
        dept = os.path.realpath(task.dept)
    more = [name for name, wanted in (("分开", task.apart), ("底稿", task.workings)) if wanted]
    key = "\n".join((Path(dept).as_posix(), task.what, str(task.draft), task.pack or "", *more))
    return task.out / FOLDER / f"{hashlib.sha256(key.encode('utf-8', 'surrogateescape')).hexdigest()[:32]}{SUFFIX}"


def read(task: Task) -> LogEntry | None:
    """What is known of the department of `task`; None where nothing is."""
    path = file(task)
    return read_file(path) if path else None


def read_file(path: Path) -> LogEntry | None:
    """The entry at `path`; None where it is none."""
    try:
        return LogEntry.from_json(ordinary(path))
    except (OSError, InvalidError):
        return None


def entries(out: Path) -> list[LogEntry]:
    """All that is known in `out`."""
    found = (read_file(path) for path in sorted((out / FOLDER).glob(f"[!.]*{SUFFIX}")))
    return [entry for entry in found if entry]


def write(done: Done, steps: Sequence[Step], program: str, milliseconds: int) -> None:
    """Note how a task ended; nothing happens where that cannot be written: it is built once more the next time."""
    path = file(done.task)
    if path is None:
        return
    before = None if done.path else read_file(path)  # what stands of an earlier run goes on standing
    entry = LogEntry(
        dept=os.path.realpath(done.task.dept),
        run=done.task.run,
        state=done.state,
        name=done.name,
        year=done.year,
        path=before.path if before else _beside(done, done.path),
        workings=before.workings if before else _beside(done, done.workings),
        result=_digest(result_file(done.path, draft=_is_draft(done.task))) if done.path else None,
        total=done.total,
        grade=done.grade,
        counts={s.value: n for s in Severity if (n := sum(d.severity is s for d in done.diagnostics))},
        told=tuple(str(d) for d in done.diagnostics if d.severity is Severity.ERROR),
        program=program,
        milliseconds=milliseconds,
        sources={str(Path(name).absolute()): _noted(step) for name, step in steps},
    )
    with suppress(Refused):
        files.write(path, (entry.to_json(indent=1) + "\n").encode())


def report(task: Task, entry: LogEntry) -> Path | None:
    """Where the report of `entry` lies."""
    return task.out / entry.path if task.out and entry.path else None


def stands(task: Task, entry: LogEntry, program: str, same: Callable[[Step], bool]) -> bool:
    """Whether what `entry` tells of is still so: the report is there, made by this program, of files still the `same`.

    What a person changed in the report meanwhile is no reason to make it again.
    """
    path = report(task, entry)
    if entry.state != "已生成" or entry.program != program or path is None or not path.is_file():
        return False
    if entry.workings and not path.with_name(Path(entry.workings).name).is_file():
        return False
    return _digest(result_file(path, draft=_is_draft(task))) == entry.result and all(map(same, _steps(entry)))


def _beside(done: Done, path: Path | None) -> str | None:
    if path is None or done.task.out is None:
        return None
    return Path(os.path.relpath(path, done.task.out)).as_posix()


def _is_draft(task: Task) -> bool:
    return task.draft or task.what == "review"


def _digest(path: Path) -> str | None:
    try:
        return digest(ordinary(path))
    except OSError:
        return None


def _noted(step: bytes | str | None) -> str:
    if isinstance(step, str):
        return f"{_LED}{step}"
    return step.hex() if step else _MISSING


def _steps(entry: LogEntry) -> list[Step]:
    """The steps of the trail as they were noted."""
    return [(name, _step(noted)) for name, noted in entry.sources.items()]


def _step(noted: str) -> bytes | str | None:
    if noted.startswith(_LED):
        return noted.removeprefix(_LED)
    try:
        return bytes.fromhex(noted) or None
    except ValueError:
        return b""  # damaged: like no file's digest
