"""CPU of the whole job in a process that has its pack and press: against a docxtpl script, and as the data grows.

    python benchmarks/job.py [rounds]

The job: dept.yaml read, evaluated, printed, checked, its JSON written; of two in a row the second is timed. The
script is that of benchmarks/cold.py, a new process each time, for the same document. Garbage waits as it does in
`reportgen batch`. The data are the sample as it is, and with 10, 100 and 1,000 projects, no two of the same amounts;
at each turn every sentence that a person wrote ends otherwise, so that what was found out about the words of one report
serves no other. `again`: the sample unchanged, as after a change of its pack. `pack check` runs in a new process too,
its cache empty and filled. Everything in turns; medians, with the range between the quartiles.
"""

from __future__ import annotations

import datetime as dt
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, repeat
from pathlib import Path

import cold

from reportgen import pipeline
from reportgen.cli import garbage_waits

ROUNDS = 9
PROJECTS = (0, 10, 100, 1000)
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
SAMPLE = cold.HOME / "tests/compact/futian-kechuang-2021/dept.yaml"  # where lists can be put in by text
WANTED, WANTED_GROWTH, WANTED_CHECK = 0.08, 4.0, {"pack check, cache filled": 1.0, "pack check, cache empty": 2.0}


def main(arguments: list[str]) -> int:
    """Measure and print; 1 where something takes more than is wanted."""
    rounds = int(arguments[0]) if arguments else ROUNDS
    with garbage_waits(), tempfile.TemporaryDirectory() as folder:
        jobs = jobs_of(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in jobs}
        for _ in range(rounds + 1):
            for name, run in jobs.items():
                times[name].append(run())
    return _told({name: measured[1:] for name, measured in times.items()})  # the first round warms everything up


def jobs_of(folder: Path, sizes: Sequence[int] = PROJECTS) -> dict[str, Callable[[], float]]:
    """The script and the job by name for data of each size, and `pack check`; each gives its CPU seconds."""
    jobs: dict[str, Callable[[], float]] = {}
    for number in sizes:
        dept = _with(number, folder / str(number))
        jobs[f"docxtpl script, {number} projects"] = _script(dept)
        jobs[f"job, {number} projects"] = _job(dept, count())
    jobs["again"] = _job(_with(0, folder / "again"), repeat(0))
    check = [sys.executable, "-m", "reportgen", "pack", "check", "futian"]
    kept, emptied = folder / "kept", (folder / f"empty-{n}" for n in count())
    jobs["pack check, cache filled"] = lambda: cold._run(check, kept)
    jobs["pack check, cache empty"] = lambda: cold._run(check, next(emptied))
    return jobs


def _with(number: int, folder: Path) -> Path:
    """The sample in `folder`, with a list of so many projects instead of their count."""
    folder.mkdir()
    text = SAMPLE.read_text("utf-8")
    if number:
        text = re.sub("^项目统计:.*$", "", text, flags=re.MULTILINE)
        text += "\n项目:\n" + "".join(map(_row, range(1, number + 1)))
    (folder / "dept.yaml").write_text(text, "utf-8")
    (folder / "整改.yaml").write_bytes((SAMPLE.parent / "整改.yaml").read_bytes())
    return folder / "dept.yaml"


def _row(n: int) -> str:
    """A project with amounts, and a length of its name, that few others have."""
    initial = 5 + n * 7919 % 99991 / 100
    adjusted = initial * (90 + n * 31 % 17) / 100
    spent = adjusted * (80 + n * 37 % 19) / 100
    amounts = f"年初: {initial:.2f}, 调整后: {adjusted:.2f}, 支出: {spent:.2f}"
    return f"  - {{名称: {'专项' * (n % 4)}项目{n}, 性质: 履职类, {amounts}, 完成状态: 按期完成}}\n"


def _of_another(text: str, turn: int) -> str:
    """`text` with every sentence ending in another word."""
    return text.replace("。", f"（{STEMS[turn % 10]}{BRANCHES[turn % 12]}）。")


def _script(dept: Path) -> Callable[[], float]:
    command = cold._script(dept, dept.parent)
    return lambda: cold._run(command, dept.parent)


def _job(dept: Path, turns: Iterator[int]) -> Callable[[], float]:
    press = pipeline.press(pipeline.read(dept)[0].pack)
    now = dt.datetime(2022, 3, 1, 9, 0, tzinfo=dt.UTC)
    text = dept.read_text("utf-8")

    def made() -> float:
        dept.write_text(_of_another(text, next(turns)), "utf-8")
        begun = time.process_time()
        pipeline.build(dept, pack=press, now=now)
        return time.process_time() - begun

    def run() -> float:
        made()  # after seconds of waiting a process finds its memory put by
        return made()

    return run


def _told(times: Mapping[str, list[float]]) -> int:
    middle = {name: statistics.median(measured) for name, measured in times.items()}
    for name, measured in times.items():
        low, _, high = statistics.quantiles(measured, n=4)
        print(f"{name:<32} {middle[name]:7.3f} s   {low:7.3f} to {high:.3f}")
    shares = {n: middle[f"job, {n} projects"] / middle[f"docxtpl script, {n} projects"] for n in PROJECTS}
    growth = middle[f"job, {PROJECTS[-1]} projects"] / middle["job, 0 projects"]
    print("the job as a share of the script: " + ", ".join(f"{n} projects {share:.3f}" for n, share in shares.items()))
    print(f"{PROJECTS[-1]} projects: {growth:.1f} times the time of the sample as it is")
    slow = [name for name, wanted in WANTED_CHECK.items() if middle[name] > wanted]
    return int(shares[0] > WANTED or growth > WANTED_GROWTH or bool(slow))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
