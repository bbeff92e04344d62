"""returned: what departments handed in, held against their data, as one list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from functools import partial
from pathlib import Path
from typing import TypeAlias

import click

from reportgen import pipeline
from reportgen.accounts import account
from reportgen.batch import crew, gathering
from reportgen.batch.work import shelf
from reportgen.cache.store import Cache
from reportgen.cli import net, progress, saving, show, words
from reportgen.cli.produce import cached
from reportgen.diagnostics import Position, Refused, error
from reportgen.intake import list_sheets
from reportgen.intake.papers import Expected, Paper
from reportgen.intake.situation import Deviation, Held, OfDepartment, Reception, Situation, owner, reception

_Pair: TypeAlias = tuple[Paper, Expected]
_FEW, _LONGEST = 5, 40  # deviations of a paper that are shown; signs of a text in them


@click.command("returned", cls=words.Command)
@click.argument("folder", metavar="收文文件夹", type=click.Path(path_type=Path))
@click.option(
    "--data", "-d", "data", metavar="文件夹", multiple=True, required=True, help="各部门资料所在的文件夹，如 data/"
)
@click.option("--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="另存为 Excel 清单（.xlsx）")
@click.option("--jobs", "-j", metavar="个数", type=click.IntRange(min=1), help="同时用几个核（默认全部）")
@cached
def returned(folder: Path, data: Sequence[str], output: Path | None, jobs: int | None, cache: Cache) -> int:
    """核对收回的报告和整改台账：各部门报了没有，哪份与资料不同、在哪里，哪份早于资料，哪个文件不属于任何部门。

    按文件里写的部门和年度认，不看文件名；不改任何资料。全部报齐且与资料一致的退出码为 0，否则为 1。
    """
    now, out = dt.datetime.now().astimezone(), show.Out()
    if output:
        saving.allowed(output, ".xlsx")
    if not folder.is_dir():
        advice = "请写收到的文件所在的文件夹，如 收文/"
        raise Refused([error("no-folder", f"没有文件夹“{folder}”", advice, Position(str(folder)))])
    depts = gathering.gathered(data)
    hands = crew.processes(min(jobs or crew.cores(), max(1, len(depts))))
    found = _received(folder, depts, hands, partial(_held, run=now.isoformat(), cache=cache))
    _tell(found, out)
    if output:
        saving.saved(output, pipeline.reception_workbook(found, now.date()), out, remembered=True)
        out.print(f"清单：{output}")
    return int(not found.settled)


def _received(folder: Path, depts: Sequence[Path], hands: crew.Crew, work: Callable[[_Pair], Held]) -> Reception:
    """Everything in `folder` held against `depts`, each pair as `work` does it."""
    try:
        due, told = pipeline.awaited(list(hands.each(pipeline.expected, depts)))
        show.diagnostics(told, show.Out(error=True))
        papers = list(pipeline.papers(folder, due))
        pairs = [(paper, own) for paper in papers if (own := owner(paper, due))]
        held = list(progress.followed(hands.each(work, pairs), len(pairs), _line, "核对收文"))
    except BrokenExecutor as failure:
        message, advice = "核对用的进程被中止（内存不足，或被结束）", "请加 --jobs 1 再运行"
        raise Refused([error("lost", message, advice)]) from failure
    finally:
        hands.end()
    return reception(due, papers, held)


def _held(pair: _Pair, run: str, cache: Cache) -> Held:
    """One of them; what goes wrong in the program itself is told of this one alone."""
    paper, due = pair
    try:
        return pipeline.held(paper, due, shelf(run), cache)
    except Exception as failure:
        return Held(paper, due, trouble=net.told_of(account(failure)).replace("\n    → ", ""))


def _line(held: Held) -> tuple[str, str]:
    return f"{held.situation}　{held.due.name}", held.due.name


def _tell(found: Reception, out: show.Out) -> None:
    """The list, what differs, and what belongs to nobody."""
    heads = ("部门", "年度", "情况", "文字", "数字等", "台账", "说明")
    cells = (tuple("" if one is None else str(one) for one in list_sheets.line(each)) for each in found.departments)
    out.table(heads, map(show.ShownRow, cells))
    for one in found.departments:
        _tell_one(one, out)
    for paper in found.strays:
        out.print(f"没有对上部门：{paper.path}：{paper.trouble}", colour="yellow")
        out.print(f"    → {paper.advice}")
    counts = [(each, sum(one.situation is each for one in found.departments)) for each in Situation]
    told = "，".join(f"{each} {number}" for each, number in counts if number)
    out.print(f"共 {len(found.departments)} 个部门：{told}；没有对上的文件 {len(found.strays)} 个。", bold=True)


def _tell_one(one: OfDepartment, out: show.Out) -> None:
    for held in (*one.reports, *one.ledgers):
        if held.deviations:
            out.print(f"{one.due.name}：{held.paper.path}", bold=True)
        for each in held.deviations[:_FEW]:
            out.print(f"  {_shown(each)}")
        if (more := len(held.deviations) - _FEW) > 0:
            out.print(f"  另有 {more} 处，加 -o 清单.xlsx 看全部")


def _shown(one: Deviation) -> str:
    both = f"“{_short(one.data)}” → “{_short(one.paper)}”" if one.data or one.paper else ""
    said = f"（{one.said}）" if both and one.said else one.said
    return f"{one.kind} {one.place}：{both}{said}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
