"""build: dept.yaml to the report."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.codes import borrow, give_back
from reportgen.cache.store import NONE, Cache, users
from reportgen.cli import show, words
from reportgen.cli.session import opening
from reportgen.cli.session.waiting import Waiting, waiting
from reportgen.diagnostics import Position, Refused, error
from reportgen.patterns import codes


def _cache(context: click.Context, _: click.Parameter, off: bool) -> Cache:
    """The user's cache, or none; patterns compiled on the way are kept when the command ends."""
    cache = NONE if off else users()
    borrow(cache, codes)
    context.call_on_close(lambda: give_back(cache, codes))
    return cache


dept_file = click.argument("dept", metavar="DEPT.YAML", type=click.Path(path_type=Path))
cached = click.option(
    "--no-cache",
    "cache",
    is_flag=True,
    callback=_cache,
    help="不用缓存，套件和模板全部重新读取",
)
_OUTPUT = "报告的文件名（默认放在 dept.yaml 旁）；多个部门的写文件夹，如 out/"
_TIMEOUT = "多个部门时，一个部门最多用多少秒（默认 300，0 为不限）"
_PATTERN = set("*?[")
_FORMS = (".xlsx", ".xls", ".ods", ".xlsm", ".et", ".csv")  # a table as text is told from a workbook when it is read
_WORDS = (".docx", ".doc", ".wps", ".pdf")
annotate = click.option(
    "--annotate", "notes", is_flag=True, help="意见按格写成批注，另存为“…-批注.xlsx”，原表不动（只用于 .xlsx）"
)
pack_name = click.option(
    "--pack", "-p", metavar="套件", shell_complete=words.packs, help="改用另一套件（默认按 dept.yaml 的“套件”）"
)


@click.command("build", cls=words.Command)
@click.argument("depts", metavar="DEPT.YAML", nargs=-1, required=True)
@click.option("--output", "-o", metavar="文件", help=_OUTPUT)
@pack_name
@click.option("--draft", is_flag=True, help="资料未齐也生成草稿，缺处以【待填】标出")
@click.option("--review", is_flag=True, help="另存核对稿：批注写明各句的评分标准、取数和需确认的事项；资料未齐也可生成")
@click.option("--workings", is_flag=True, help="另存计算底稿（.xlsx）：每项得分的算式、档次都是公式，与报告放在一起")
@click.option(
    "--annexes",
    type=click.Choice(["合并", "分开"]),
    default="合并",
    help="项目支出绩效自评表：合并在报告后作附件（默认），或分开，每个项目另存一个文件",
)
@click.option("--jobs", "-j", metavar="个数", type=click.IntRange(min=1), help="多个部门时同时用几个核（默认全部）")
@click.option("--force", is_flag=True, help="多个部门时，没有变化的也重新生成")
@click.option("--dask", metavar="地址", help="多个部门时交给 Dask 集群，如 tcp://10.0.0.1:8786")
@opening.option
@click.option("--watch", is_flag=True, help="资料、整改.yaml、套件一保存就重新生成，直到按 Ctrl-C")
@annotate
@click.option("--timeout", metavar="秒", type=click.FloatRange(min=0), default=300, help=_TIMEOUT)
@cached
def build(  # noqa: PLR0913 - one for each option
    depts: Sequence[str],
    output: str | None,
    pack: str | None,
    *,
    draft: bool,
    review: bool,
    workings: bool,
    annexes: str,
    jobs: int | None,
    force: bool,
    dask: str | None,
    opens: bool,
    watch: bool,
    notes: bool,
    timeout: float,
    cache: Cache,
) -> int:
    """由 DEPT.YAML 生成部门整体绩效评价报告（.docx）和评价结果.json。

    可以给出多个文件、文件夹或 data/*/dept.yaml：各部门的报告在 -o 所指文件夹下的“全称-年度”里，没有变化的不重新生成。
    """
    if notes and not all(of_form(Path(dept)) for dept in depts):
        raise click.UsageError("--annotate 只用于填报表（.xlsx）", click.get_current_context())
    _fit(depts)
    now, what = dt.datetime.now().astimezone(), "review" if review else "report"
    if _is_one(depts, output) and dask is None:
        target, wanted = Path(output) if output else None, pipeline.Wanted(pack, cache)
        order = pipeline.Order(what, target, wanted, draft, apart=annexes == "分开", workings=workings)
        if watch:
            from reportgen.cli import rebuild  # noqa: PLC0415 - few builds are watched

            return rebuild.watched(Path(depts[0]), order, wanted, opens=opens, notes=notes)
        one(Path(depts[0]), order, wanted, now, opens=opens, notes=notes)
        return 0
    if watch or opens:
        raise click.UsageError("--watch、--open 一次只用于一个部门", click.get_current_context())
    from reportgen.batch.work import Task  # noqa: PLC0415 - one department needs nothing of it
    from reportgen.cli import batch  # noqa: PLC0415

    task = Task(
        Path(), now.isoformat(), now, what, draft, pack, cache,
        timeout=timeout, apart=annexes == "分开", workings=workings,
    )  # fmt: skip
    return batch.build(batch.Wish(depts, output, jobs, force, dask), task)


def _fit(depts: Sequence[str]) -> None:
    """Raise Refused for several forms, and for what people write and no department is made of."""
    if len(depts) > 1 and (form := next((dept for dept in depts if of_form(Path(dept))), None)):
        advice = "几个科室分填的，先合成一份：reportgen take 甲.xlsx 乙.xlsx 填报表.yaml；几个部门的，一次一份"
        raise Refused([error("forms", "填报表一次只能生成一份", advice, Position(form))])
    for dept in depts:
        if dept.lower().endswith(_WORDS):
            advice = "请写填报表（.xlsx）或资料（.yaml）；叙述.docx 放在填报表旁边，会一起读"
            raise Refused([error("word", "这是 Word 或 PDF 文件，不能由它生成报告", advice, Position(dept))])


def _is_one(depts: Sequence[str], output: str | None) -> bool:
    """Whether one department is meant, and one file."""
    first = depts[0]
    into = output is not None and (output.endswith(("/", "\\")) or os.path.isdir(output))  # noqa: PTH112 - any name
    pattern = bool(_PATTERN & set(first)) and not os.path.exists(first)  # noqa: PTH110
    return not (into or pattern or len(depts) > 1 or os.path.isdir(first))  # noqa: PTH112


def one(  # noqa: PLR0913 - how, in two words
    dept: Path, order: pipeline.Order, wanted: pipeline.Wanted, now: dt.datetime, *, opens: bool, notes: bool = False
) -> None:
    """Build one department, of its data or of its 填报表, by the pack that is `wanted`, and tell of it."""
    if of_form(dept):
        from reportgen.cli import of_forms  # noqa: PLC0415 - of forms only

        of_forms.one(dept, order, wanted, now, opens=opens, notes=notes)
        return
    with waiting("读取资料") as at:
        built = pipeline.produce(dept, said(order, wanted, at), now)
    told(built, order, show.Out(), opens=opens)


def told(built: pipeline.Built, order: pipeline.Order, out: show.Out, *, opens: bool) -> None:
    """Tell of a build, and show the report if it `opens`."""
    show.diagnostics(built.diagnostics, out)
    show.lost_points(built.evaluation, out)
    show.total(built.evaluation.scorecard, out)
    out.print(f"{'核对稿' if order.what == 'review' else '报告'}：{built.path}")
    if built.workings:
        out.print(f"计算底稿：{built.workings}")
    if opens:
        opening.opened(built.path, out)


def of_form(dept: Path) -> bool:
    """Whether `dept` is a 填报表."""
    return dept.suffix.lower() in _FORMS


def said(order: pipeline.Order, wanted: pipeline.Wanted, at: Waiting) -> pipeline.Order:
    """`order`, its slow steps said to be done as they begin."""
    from reportgen.values import replace  # noqa: PLC0415 - help needs nothing of it

    loaded = replace(wanted, load=at.on("读取套件", wanted.load))
    return replace(order, pack=loaded, press=at.on("编译 Word 模板，生成报告", order.press))
