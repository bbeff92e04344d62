"""A whole batch, from the list of dept.yaml files to what became of each."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path

from reportgen.batch import planning
from reportgen.batch.crew import Crew
from reportgen.batch.running import Run
from reportgen.batch.work import Done, Task, named
from reportgen.values import Frozen, replace

FULL = "output-full"  # the code of a disk that takes nothing more


class Batch(Frozen):
    """What is ordered: for every one of `depts` the same as `task` says; `force` builds also what has not changed."""

    depts: Sequence[Path]
    task: Task
    force: bool = False


def build(batch: Batch, crew: Crew) -> Generator[Done, None, None]:
    """What became of each department: first those that stand as they are, then the others as they end.

    A full disk ends the batch: those that are not told of were not begun.
    """
    tasks = [replace(batch.task, dept=dept) for dept in batch.depts]
    same = [] if batch.force else planning.unchanged(tasks)
    yield from same
    standing = {done.task.dept for done in same}
    changed = [task for task in tasks if task.dept not in standing]
    if not changed:
        return
    try:
        run = Run(_housed(changed, batch.task.out, crew), crew)
        for done in run.results():
            yield done
            if any(diagnostic.code == FULL for diagnostic in done.diagnostics):
                run.stop()
    finally:
        crew.end()


def _housed(tasks: Sequence[Task], out: Path | None, crew: Crew) -> list[Task]:
    """`tasks`, each with its folder."""
    depts = [task.dept for task in tasks] if out else []
    try:
        found = crew.map(named, depts) if len(depts) > 1 else [named(dept) for dept in depts]
    except BrokenExecutor:
        crew.renew()
        found = [("", "")] * len(depts)
    return planning.housed(tasks, dict(zip(depts, found, strict=True)), out)
