"""Folders → the results in them, and who is missing: refused, not built, damaged, of another year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from reportgen.diagnostics import Diagnostic, Position, Refused, error, warning
from reportgen.evaluation import FILE, VERSION
from reportgen.facts.source import ordinary
from reportgen.summary.result_file import Result, is_true, read
from reportgen.system import why
from reportgen.values import Frozen

_LOG = ".reportgen"  # where a batch notes how each department ended
_DONE = "已生成"


class Noted(
    msgspec.Struct,
    frozen=True,
    rename={"dept": "资料", "state": "状态", "name": "部门", "told": "错误", "path": "报告", "counts": "意见数"},
):
    """How a department ended in the last batch."""

    dept: str
    state: str
    name: str = ""
    path: str | None = None
    told: tuple[str, ...] = ()
    counts: dict[str, int] = {}


class Absent(Frozen):
    """A department without a result: its name, or its data; what happened; the first things to mend."""

    name: str
    state: str
    told: str = ""


class Gathered(Frozen):
    """Results of the year, those of the year before, and who is missing.

    By result file, `counts` are the 核查意见, and `stale` is how the last try to make it anew ended.
    """

    year: int
    results: tuple[Result, ...]
    before: dict[str, Result]
    absent: tuple[Absent, ...]
    counts: dict[Path, dict[str, int]]
    stale: dict[Path, str]


def gathered(
    folders: Sequence[Path], year: int | None = None, roster: Sequence[str] = ()
) -> tuple[Gathered, list[Diagnostic]]:
    """Everything that lies below `folders`, and what cannot be used; raises Refused where there is no result.

    `year` is the latest by default; results of the year before are compared with. Who stands on the `roster`, or had
    a result the year before, and has none is missing.
    """
    found: list[Diagnostic] = []
    every = [result for folder in folders for result in _below(folder, found)]
    if not every:
        at = Position("、".join(map(str, folders)))
        nothing = error(
            "no-results", f"没有可以汇总的 {FILE}", "请先用 build.py … -o 文件夹/ 生成报告，再汇总该文件夹", at
        )
        raise Refused([*found, nothing])
    chosen = year or max(result.year for result in every)
    results = _once([result for result in every if result.year == chosen], found)
    if not results:
        years = "、".join(str(known) for known in sorted({result.year for result in every}))
        message = f"没有{chosen}年度的评价结果，有的是{years}年度"
        raise Refused([*found, error("no-results", message, "请核对 --year", Position(str(folders[0])))])
    before = {result.name: result for result in every if result.year == chosen - 1}
    found += _others(every, chosen)
    noted = [entry for folder in folders for entry in _noted(folder)]
    files = {result.path for result in every}
    standing = [(path, entry) for folder, entry in noted if (path := _result(folder, entry)) in files]
    stale = {path: entry.state for path, entry in standing if path and entry.state != _DONE}
    absent = [*_refused(entry for folder, entry in noted if _result(folder, entry) not in stale)]
    names = {result.name for result in results}
    known = names | {one.name for one in absent}
    absent += [Absent(name, "名单上有，没有评价结果") for name in roster if name not in known]
    absent += [Absent(name, "上年有，今年没有评价结果") for name in before if name not in known and name not in roster]
    counts = {path: entry.counts for path, entry in standing if path}
    return Gathered(chosen, tuple(results), before, tuple(absent), counts, stale), found


def _result(folder: Path, entry: Noted) -> Path | None:
    """The result that `entry` of the log in `folder` speaks of."""
    return (folder / entry.path).parent / FILE if entry.path else None


def _below(folder: Path, found: list[Diagnostic]) -> Iterator[Result]:
    for path in sorted(folder.rglob(FILE)):
        try:
            result = read(path)
        except OSError as failure:
            message = f"打不开：{why(failure)}"
            found.append(warning("result", f"{message}，未列入汇总", "请核对文件和权限", Position(str(path))))
        except ValueError:
            message = f"不是本工具的 {FILE}，或已损坏，未列入汇总"
            found.append(warning("result", message, "请重新生成这个部门的报告", Position(str(path))))
        else:
            yield from _usable(result, found)


def _usable(result: Result, found: list[Diagnostic]) -> Iterator[Result]:
    at = Position(str(result.path))
    if result.whole.version != VERSION:
        message = f"是第 {result.whole.version} 版的评价结果，本程序用第 {VERSION} 版，未列入汇总"
        found.append(warning("result-version", message, "请用现在的程序重新生成", at))
    elif is_true(result.whole.draft) or result.total is None:
        found.append(
            warning(
                "result-draft", f"“{result.name}”的评价结果是草稿，总分待定，未列入汇总", "请补齐资料后生成正式报告", at
            )
        )
    else:
        yield result


def _once(results: Iterable[Result], found: list[Diagnostic]) -> list[Result]:
    """`results`; of several of one name all are kept and told."""
    kept = list(results)
    for name, number in Counter(result.name for result in kept).items():
        if number > 1:
            several = [result for result in kept if result.name == name]
            places = "、".join(str(result.path.parent) for result in several)
            message = f"“{name}”有 {number} 份评价结果，都列入汇总：{places}"
            found.append(warning("alike", message, "请核对是否重复，删去不用的", Position(str(several[0].path))))
    return kept


def _others(every: Iterable[Result], chosen: int) -> Iterator[Diagnostic]:
    for result in every:
        if result.year not in (chosen, chosen - 1):
            message = f"“{result.name}”是{result.year}年度的，汇总的是{chosen}年度，未列入"
            yield warning("result-year", message, "要汇总该年度的，加 --year", Position(str(result.path)))


def _noted(folder: Path) -> Iterator[tuple[Path, Noted]]:
    for path in sorted((folder / _LOG).glob("[!.]*.json")):
        try:
            yield folder, msgspec.json.decode(ordinary(path), type=Noted)
        except (OSError, ValueError):
            continue


def _refused(noted: Iterable[Noted]) -> Iterator[Absent]:
    for entry in noted:
        if entry.state != _DONE and Path(entry.dept).is_file():
            first = "\n".join(told.splitlines()[0] for told in entry.told[:3] if told)
            yield Absent(entry.name or entry.dept, entry.state, first)
