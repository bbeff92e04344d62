"""Which departments have to be built, and where each is written, before any work begins."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path

from reportgen.batch import log
from reportgen.batch.log import LogEntry
from reportgen.batch.work import Done, Task, WorkState
from reportgen.cache.program import program
from reportgen.cache.trail import Step, holds
from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.files import safe_name
from reportgen.values import replace


def unchanged(tasks: Iterable[Task]) -> list[Done]:
    """Those of `tasks` whose report stands as the last run left it, from files that are still the same."""

    @cache  # departments share the files of a pack
    def same(step: Step) -> bool:
        return holds([step])

    found = ((task, log.read(task)) for task in tasks)
    own = program().hex()
    return [_same(task, entry) for task, entry in found if entry and log.stands(task, entry, own, same)]


def _same(task: Task, entry: LogEntry) -> Done:
    return Done(task, WorkState.SAME, entry.name, entry.year, log.report(task, entry), entry.total, entry.grade)


def housed(tasks: Sequence[Task], names: Mapping[Path, tuple[str, str]], out: Path | None) -> list[Task]:
    """`tasks` with the folder of each, `out`/全称-年度; without `out` each is written beside its dept.yaml.

    A folder belongs to the dept.yaml that it was first given to, as long as that is there: another of the same name and
    year gets 全称-年度（2）.
    """
    if out is None:
        return list(tasks)
    known = (entry for entry in log.entries(out) if entry.path and _there(entry))
    owners = {_same_name(Path(entry.path or "").parent.name): entry.dept for entry in known}
    housed = []
    for task in tasks:
        own = os.path.realpath(task.dept)
        called = _folders(*_called(task.dept, names))
        folder = next(name for name in called if owners.get(_same_name(name), own) == own)
        owners[_same_name(folder)] = own
        housed.append(replace(task, folder=out / folder, name=names[task.dept][0]))
    return housed


def _same_name(folder: str) -> str:
    """What two folders have in common that are one for Windows and macOS."""
    return unicodedata.normalize("NFC", folder).casefold()


def _there(entry: LogEntry) -> bool:
    return Path(entry.dept).is_file()


def _called(dept: Path, names: Mapping[Path, tuple[str, str]]) -> tuple[str, str]:
    """全称 and 年度; the name of the folder of the data where they cannot be read, which will be told."""
    name, year = names[dept]
    return (name or dept.absolute().parent.name, year)


def _folders(name: str, year: str) -> Iterable[str]:
    tail = f"-{year}" if year else ""
    return (safe_name(name, tail if number == 1 else f"{tail}（{number}）") for number in count(1))


def alike(done: Sequence[Done]) -> list[Diagnostic]:
    """What is said of departments of one name and year: all were kept, each in a folder of its own."""
    built = [one for one in done if one.path]
    counts = Counter((one.name, one.year) for one in built)
    return [_alike([one for one in built if (one.name, one.year) == key]) for key, n in counts.items() if n > 1]


def _alike(several: Sequence[Done]) -> Diagnostic:
    first = several[0]
    places = "、".join(f"{one.task.dept} → {one.path and one.path.parent}" for one in several)
    message = f"{len(several)} 份资料都是“{first.name}”{first.year}年度的，各自保留：{places}"
    return warning("alike", message, "请核对是否重复报送，或年度填错", Position(str(first.task.dept)))
