"""build for many departments: the same options, one progress bar, everything that was found told at the end."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from reportgen import files
from reportgen.batch import batching, crew, gathering, planning
from reportgen.batch.batching import Batch
from reportgen.batch.crew import Crew
from reportgen.batch.work import Done, Task, WorkState
from reportgen.cache.store import NONE
from reportgen.cli import net, progress, show
from reportgen.diagnostics import Diagnostic, Position, Refused, Severity, error, errors
from reportgen.values import Frozen, replace

_GOOD = (WorkState.DONE, WorkState.SAME)
_KEPT = "kept"  # the code of what is said where a person's file was set aside


class Wish(Frozen):
    """What the command line says beside the departments and what to make of each."""

    arguments: Sequence[str]
    output: str | None = None
    jobs: int | None = None
    force: bool = False
    dask: str | None = None


def build(wish: Wish, task: Task) -> int:
    """Build what `wish` names, each as `task` says; 1 where a department was not built."""
    out = _folder(wish.output)
    depts = gathering.gathered(wish.arguments, out)
    if out:
        files.homes([out / gathering.FILE])
    order = Batch(depts, replace(task, out=out), wish.force)
    if wish.dask is None:
        return run(order, crew.processes(min(wish.jobs or crew.cores(), len(depts))))
    return _far(order, wish.dask)


def _far(order: Batch, address: str) -> int:
    """The same on a Dask cluster, whose workers know files by their absolute names and keep no cache of this user's."""
    from reportgen.batch.cluster import cluster  # noqa: PLC0415 - an extra

    depts = [dept.absolute() for dept in order.depts]
    out = order.task.out.absolute() if order.task.out else None
    folders = [out] if out else []
    folders.append(Path(os.path.commonpath([dept.parent for dept in depts])))
    with cluster(address, folders) as workers:
        return run(Batch(depts, replace(order.task, out=out, cache=NONE), order.force), workers)


def run(order: Batch, crew: Crew) -> int:
    """Build `order` with `crew`; 1 where a department was not built."""
    begun, done = time.monotonic(), list[Done]()
    stopped = ""
    try:
        with closing(batching.build(order, crew)) as coming:
            for one in progress.followed(coming, len(order.depts), _told):
                done.append(one)
    except KeyboardInterrupt:
        stopped = "已中止"
    except Refused as refusal:  # there is nobody left to do the work
        show.diagnostics(refusal.diagnostics, show.Out(error=True))
        stopped = "已停止"
    _tell(order, done, time.monotonic() - begun, stopped)
    return int(bool(stopped) or len(done) < len(order.depts) or any(one.state not in _GOOD for one in done))


def _folder(output: str | None) -> Path | None:
    """The folder of a batch; raises Refused where a file is named or stands there."""
    if output is None:
        return None
    path = Path(output)
    new = not os.path.lexists(path) and (output.endswith(("/", "\\")) or not path.suffix)
    if new or os.path.isdir(path):  # noqa: PTH112 - False, too, for a name that no system takes
        return path
    message = "多个部门的报告各在一个文件夹里，-o 应是文件夹"
    raise Refused([error("output-file", message, "请写作 -o 文件夹/，如 -o out/", Position(output))])


def _told(done: Done) -> tuple[str, str]:
    """One line for a department, and what to show while the next are at work."""
    name = done.name or str(done.task.dept)
    marks = f"　{done.total} 分　{done.grade}" if done.total else ""
    return f"{done.state}　{name}{marks}", name


def _tell(order: Batch, done: Sequence[Done], seconds: float, stopped: str) -> None:
    """Everything that was found, by department: what was built first, what was not last, then how many of each."""
    out, faults = show.Out(), show.Out(error=True)
    placed = {dept: n for n, dept in enumerate(order.depts)}
    ordered = sorted(done, key=lambda one: placed[one.task.dept])
    for one in ordered:
        if one.state in _GOOD and one.diagnostics:
            _remarked(one, out)
    for diagnostic in planning.alike(ordered):
        out.print(str(diagnostic), colour="yellow")
    for one in ordered:
        if one.state not in _GOOD:
            _failed(one, faults)
    if accounts := [one.account for one in ordered if one.account]:
        faults.print(net.told_of(accounts[0]))
    _counted(order, done, seconds, stopped, out)


def _remarked(done: Done, out: show.Out) -> None:
    counts = _counts(done.diagnostics)
    out.print(f"{done.name}：{'，'.join(counts)}")
    for diagnostic in done.diagnostics:
        if diagnostic.code == _KEPT:
            out.print(str(diagnostic))


def _failed(done: Done, out: show.Out) -> None:
    out.print("")
    out.print(f"{done.task.dept}：{done.state}", bold=True)
    for diagnostic in dict.fromkeys(errors(done.diagnostics)):
        out.print(str(diagnostic), colour="red")
    if done.written:
        out.print(f"已写入：{'、'.join(done.written)}；其余未写入。")


def _counts(found: Iterable[Diagnostic]) -> list[str]:
    counts = Counter(diagnostic.severity for diagnostic in found)
    return [f"{severity.value} {counts[severity]} 条" for severity in Severity if counts[severity]]


def _counted(order: Batch, done: Sequence[Done], seconds: float, stopped: str, out: show.Out) -> None:
    counts = Counter(one.state for one in done)
    left = len(order.depts) - len(done)
    told = [f"{state} {counts[state]}" for state in WorkState if counts[state]]
    told += [f"没有做 {left}"] if left else []
    out.print("")
    if any(one.state in _GOOD and one.diagnostics for one in done):
        out.print("警告和提示逐条见 reportgen check DEPT.YAML。")
    out.print(f"共 {len(order.depts)} 个部门：{'，'.join(told)}；用时 {progress.lasting(seconds)}。", bold=True)
    if left:
        out.print(f"{stopped or '磁盘已满，已停止'}。已生成的都完整；再运行一次，只补没有做完的。")
    if order.task.out and any(one.path for one in done):
        out.print(f"报告在：{order.task.out}")
