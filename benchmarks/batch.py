"""A batch of many departments: reports a second on one core and on all, memory of the workers, a rerun, the summary.

    python benchmarks/batch.py [departments]      200 by default; 2,000 for what a province's figures are projected from

The departments differ in pack, length, number of projects and whether anybody has written 整改.yaml. Beside the clock
stands the CPU of all processes, which counts on a machine that does other work too.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from reportgen import pipeline
from reportgen.batch import batching, crew, gathering
from reportgen.batch.batching import Batch
from reportgen.batch.work import Done, Task, WorkState
from reportgen.cache.store import users

HOME = Path(__file__).resolve().parents[1]
DEPARTMENTS = 200
SAMPLES = ("futian-kechuang-2021", "dapeng-zhengshu-2021", "pingshan-kechuang-2021")
PROJECTS = (0, 5, 20, 60)
ROW = "  - {{名称: 项目{}, 性质: 履职类, 年初: 12.5, 调整后: 11.8, 支出: 11.26, 完成状态: 按期完成}}\n"
LOOKS = 10  # at the memory of the workers, over a run


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where a department was not built, a rerun builds more than changed, or memory grows."""
    number = int(arguments[0]) if arguments else DEPARTMENTS
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data", Path(folder) / "out"
        made(data, number)
        list(run(data, Path(folder) / "warm", 1, limit=len(SAMPLES)))  # the cache is filled
        good = [measured(data, Path(folder) / f"out{jobs}", jobs) for jobs in sorted({1, 2, crew.cores()})]
        shutil.move(Path(folder) / f"out{crew.cores()}", out)
        good += [rerun(data, out, changed) for changed in (0, 1)]
        summed(out)
    return int(not all(good))


def made(data: Path, number: int) -> None:
    """So many departments."""
    kinds = cycle((sample, projects) for projects in PROJECTS for sample in SAMPLES)
    for place, (sample, projects) in enumerate(islice(kinds, number)):
        source, home = HOME / "tests" / "compact" / sample, data / f"{place:05}"
        home.mkdir(parents=True)
        text = (source / "dept.yaml").read_text("utf-8")
        text = re.sub(r"^(  全称: *)(\S+)", rf"\g<1>\g<2>{place:05}号", text, count=1, flags=re.MULTILINE)
        if projects and sample == SAMPLES[0]:
            text = re.sub("^项目统计:.*$", "", text, flags=re.MULTILINE)
            text += "\n项目:\n" + "".join(ROW.format(n + 1) for n in range(projects))
        (home / "dept.yaml").write_text(text, "utf-8")
        if place % 5:
            shutil.copy(source / "整改.yaml", home)


def run(data: Path, out: Path, jobs: int, limit: int | None = None) -> Iterator[Done]:
    """The batch, to its end, with so many processes (also for one: what is measured is a worker)."""
    now = dt.datetime.now().astimezone()
    depts = gathering.gathered([str(data)], out)[:limit]
    task = Task(Path(), now.isoformat(), now, cache=users(), out=out)
    return batching.build(Batch(depts, task), crew.pool(jobs))


def measured(data: Path, out: Path, jobs: int) -> bool:
    """A whole batch: how fast, and whether memory stays as it is once every pack has been met."""
    began, cpu = time.perf_counter(), _cpu()
    number = len(list(data.iterdir()))
    sizes: list[int] = []
    failed = 0
    for place, done in enumerate(run(data, out, jobs), 1):
        failed += done.state is not WorkState.DONE
        if place * LOOKS % number < LOOKS:
            sizes.append(_largest())
    wall, used = time.perf_counter() - began, _cpu() - cpu
    print(f"{jobs} processes: {number} departments in {wall:.1f} s, {number / wall:.2f} a second;", end=" ")
    print(f"{used:.1f} s of CPU, {number / used:.2f} a second of CPU; not built: {failed}")
    print(f"    largest worker, MB, at each tenth: {' '.join(map(str, sizes))}")
    steady = sizes[len(sizes) // 2 :]
    return not failed and (not steady or steady[-1] <= 1.1 * steady[0])


def rerun(data: Path, out: Path, changed: int) -> bool:
    """The same batch again after so many departments changed."""
    for home in sorted(data.iterdir())[:changed]:
        with (home / "dept.yaml").open("a", encoding="utf-8") as file:
            file.write("\n# 已核对\n")
    began = time.perf_counter()
    states = [done.state for done in run(data, out, crew.cores())]
    print(f"rerun, {changed} changed: built {states.count(WorkState.DONE)} in {time.perf_counter() - began:.1f} s")
    return states.count(WorkState.DONE) == changed


def summed(out: Path) -> None:
    """The bureau's summary of it all."""
    began = time.perf_counter()
    summary, _ = pipeline.summed([out])
    book = pipeline.summary_workbook(summary, dt.date(2022, 5, 1))
    print(f"summary of {len(summary.rows)}: {time.perf_counter() - began:.1f} s, {len(book) // 1024} KB", end="; ")
    began = time.perf_counter()
    pipeline.summary_report(summary, out)
    print(f"as Word {time.perf_counter() - began:.1f} s")


def _cpu() -> float:
    """What this process and its children that have ended took."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _largest() -> int:
    """The memory of the largest worker, in MB."""
    return max((_memory(child.pid) for child in multiprocessing.active_children()), default=0)


def _memory(pid: int | None) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
