"""What a worker does: one department, from its dept.yaml to files, or to what stood in the way."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import get_ident

from reportgen import accounts, pipeline
from reportgen.batch import limit, log
from reportgen.batch.log import LogEntry
from reportgen.cache.program import program
from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Step, Trail
from reportgen.diagnostics import Diagnostic, Position, Refused, error, hint
from reportgen.facts import source
from reportgen.pipeline import Built, Order, Shelf, Wanted
from reportgen.values import Frozen, replace


class WorkState(StrEnum):
    """How the work on a department ended."""

    DONE = "已生成"
    SAME = "未变"
    REFUSED = "未生成"
    LATE = "超时"
    LOST = "异常终止"


class Task(Frozen):
    """One department to be built in the run `run`: `what` (of pipeline.OUTPUTS), where, by which pack, for how long.

    `folder` is None for what is written beside dept.yaml; `out` is the folder of the batch, which keeps its log.
    `timeout` is in seconds, 0 for none.
    """

    dept: Path
    run: str
    now: dt.datetime
    what: str = "report"
    draft: bool = False
    pack: str | None = None
    cache: Cache = NONE
    out: Path | None = None
    folder: Path | None = None
    timeout: float = 0
    apart: bool = False  # the projects' 自评表 as files of their own
    workings: bool = False  # 计算底稿 beside the report
    name: str = ""  # 全称, where it could be read beforehand


class Done(Frozen):
    """What became of a task; `account` tells of a fault of the program itself."""

    task: Task
    state: WorkState
    name: str = ""
    year: int = 0
    path: Path | None = None
    total: str = ""
    grade: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()
    account: str = ""
    workings: Path | None = None


def named(dept: Path) -> tuple[str, str]:
    """全称 and 年度 as `dept` has them, before anything is checked; empty where they cannot be read."""
    found, _ = source.load(dept)
    data = found.data if found and isinstance(found.data, dict) else {}
    office = data.get("部门")
    name = office.get("全称") if isinstance(office, dict) else office
    return tuple(value if isinstance(value, str) else "" for value in (name, data.get("年度")))  # type: ignore[return-value]


def perform(task: Task) -> Done:
    """Build the department of `task`, and note it in the log; never raises what concerns this department alone.

    A task that came twice (a scheduler that lost a worker gives its tasks to another) is done once.
    """
    if (before := log.read(task)) and before.run == task.run and before.state == WorkState.DONE:
        return Done(
            task, WorkState.DONE, before.name, before.year, log.report(task, before), before.total, before.grade
        )
    trail, started = Trail(), time.monotonic()
    done, steps = _ended(task, trail)
    done = replace(done, diagnostics=(*done.diagnostics, *_left(before, done)))
    log.write(done, [*trail.steps(), *steps], program().hex(), round(1000 * (time.monotonic() - started)))
    return done


def _ended(task: Task, trail: Trail) -> tuple[Done, list[Step]]:
    """How the build ended, and the files of the pack by which it was made."""
    kept = shelf(task.run)
    wanted = Wanted(task.pack, task.cache, kept.load, trail)
    order = Order(task.what, None, wanted, task.draft, task.folder, kept.press, task.apart, task.workings)
    try:
        with limit.within(task.timeout):
            built = pipeline.produce(task.dept, order, task.now)
    except limit.TimedOut:
        _bench.cache_clear()  # it may have been stopped in the middle of anything
        return late(task), []
    except Refused as refusal:
        return Done(task, WorkState.REFUSED, task.name, diagnostics=refusal.diagnostics, written=refusal.written), []
    except Exception as failure:
        return lost(task, failure), []
    return _built(task, built), kept.steps(built.evaluation.pack, pipeline.pack_roots(task.dept))


def _left(before: LogEntry | None, done: Done) -> Iterator[Diagnostic]:
    """What is said where the department was written elsewhere before, under another name or year."""
    last = log.report(done.task, before) if before else None
    if last and done.path and last.parent != done.path.parent and last.parent.is_dir():
        message = f"以前的报告和结果在“{last.parent}”，仍在那里"
        yield hint("kept", message, "不用的请移走，以免汇总时又算一次", Position(str(done.task.dept)))


def shelf(run: str) -> Shelf:
    """The packs and presses of this worker's thread; those of another run may have changed since."""
    bench = _bench(get_ident())
    if run not in bench:
        bench.clear()
        bench[run] = Shelf()
    return bench[run]


@cache
def _bench(thread: int) -> dict[str, Shelf]:
    """Where a thread keeps its shelf, by run."""
    return {}


def _built(task: Task, built: Built) -> Done:
    department, card = built.evaluation.department, built.evaluation.scorecard
    total = "" if card.total is None else str(card.total)
    done = Done(task, WorkState.DONE, department.office.name, department.year, built.path, total, card.grade or "")
    return replace(done, diagnostics=tuple(dict.fromkeys(built.diagnostics)), workings=built.workings)


def late(task: Task) -> Done:
    """What is said of a department that took too long."""
    advice = "请核对资料是否过大；确需更久的，用 --timeout 放宽，0 为不限"
    return Done(
        task,
        WorkState.LATE,
        task.name,
        diagnostics=(error("timeout", f"超过 {task.timeout:g} 秒未完成，已停止", advice),),
    )


def lost(task: Task, failure: BaseException | None = None) -> Done:
    """What is said where the program itself failed, or its process was ended from outside."""
    if failure is None:
        message, account = "处理它的进程被中止（内存不足，或被结束）", ""
    else:
        message, account = "程序内部出错，不是资料有误", accounts.account(failure)
    advice = "请单独运行 build 再试；仍不成功的，请告知维护者"
    return Done(task, WorkState.LOST, task.name, diagnostics=(error("lost", message, advice),), account=account)
