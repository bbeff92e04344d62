"""build: dept.yaml to the report."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import NONE, Cache, users
from reportgen.cli import show, words

dept_file = click.argument("dept", metavar="DEPT.YAML", type=click.Path(path_type=Path))
cached = click.option(
    "--no-cache",
    "cache",
    is_flag=True,
    callback=lambda context, option, off: NONE if off else users(),
    help="不用缓存，套件和模板全部重新读取",
)
_OUTPUT = "报告的文件名（默认放在 dept.yaml 旁）；多个部门的写文件夹，如 out/"
_TIMEOUT = "多个部门时，一个部门最多用多少秒（默认 300，0 为不限）"
_PATTERN = set("*?[")
_FORMS = (".xlsx", ".xls", ".ods")
pack_name = click.option("--pack", "-p", metavar="套件", help="改用另一套件（默认按 dept.yaml 的“套件”）")


@click.command("build", cls=words.Command)
@click.argument("depts", metavar="DEPT.YAML", nargs=-1, required=True)
@click.option("--output", "-o", metavar="文件", help=_OUTPUT)
@pack_name
@click.option("--draft", is_flag=True, help="资料未齐也生成草稿，缺处以【待填】标出")
@click.option("--review", is_flag=True, help="另存核对稿：批注写明各句的评分标准、取数和需确认的事项；资料未齐也可生成")
@click.option("--jobs", "-j", metavar="个数", type=click.IntRange(min=1), help="多个部门时同时用几个核（默认全部）")
@click.option("--force", is_flag=True, help="多个部门时，没有变化的也重新生成")
@click.option("--dask", metavar="地址", help="多个部门时交给 Dask 集群，如 tcp://10.0.0.1:8786")
@click.option("--timeout", metavar="秒", type=click.FloatRange(min=0), default=300, help=_TIMEOUT)
@cached
def build(  # noqa: PLR0913 - one for each option
    depts: Sequence[str],
    output: str | None,
    pack: str | None,
    *,
    draft: bool,
    review: bool,
    jobs: int | None,
    force: bool,
    dask: str | None,
    timeout: float,
    cache: Cache,
) -> int:
    """由 DEPT.YAML 生成部门整体绩效评价报告（.docx）和评价结果.json。

    可以给出多个文件、文件夹或 data/*/dept.yaml：各部门的报告在 -o 所指文件夹下的“全称-年度”里，没有变化的不重新生成。
    """
    now, what = dt.datetime.now().astimezone(), "review" if review else "report"
    if _is_one(depts, output) and dask is None:
        target = Path(output) if output else None
        _one(Path(depts[0]), pipeline.Order(what, target, pipeline.Wanted(pack, cache), draft), now)
        return 0
    from reportgen.batch.work import Task  # noqa: PLC0415 - one department needs nothing of it
    from reportgen.cli import batch  # noqa: PLC0415

    task = Task(Path(), now.isoformat(), now, what, draft, pack, cache, timeout=timeout)
    return batch.build(batch.Wish(depts, output, jobs, force, dask), task)


def _is_one(depts: Sequence[str], output: str | None) -> bool:
    """Whether one department is meant, and one file."""
    first = depts[0]
    into = output is not None and (output.endswith(("/", "\\")) or os.path.isdir(output))  # noqa: PTH112 - any name
    pattern = bool(_PATTERN & set(first)) and not os.path.exists(first)  # noqa: PTH110
    return not (into or pattern or len(depts) > 1 or os.path.isdir(first))  # noqa: PTH112


def _one(dept: Path, order: pipeline.Order, now: dt.datetime) -> None:
    out = show.Out()
    if dept.suffix.lower() in _FORMS:
        cache = order.pack.cache if isinstance(order.pack, pipeline.Wanted) else NONE
        dept, took = pipeline.dept_of_form(dept, now.year - 1, cache)
        show.diagnostics(took.diagnostics, out)
        out.print(f"资料：{dept}（由填报表写成）")
    built = pipeline.produce(dept, order, now)
    show.diagnostics(built.diagnostics, out)
    show.lost_points(built.evaluation, out)
    show.total(built.evaluation.scorecard, out)
    out.print(f"{'核对稿' if order.what == 'review' else '报告'}：{built.path}")
