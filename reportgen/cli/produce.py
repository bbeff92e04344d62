"""build: dept.yaml to the report."""

from __future__ import annotations

import datetime as dt
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
pack_name = click.option("--pack", "-p", metavar="套件", help="改用另一套件（默认按 dept.yaml 的“套件”）")


@click.command("build", cls=words.Command)
@dept_file
@click.option(
    "--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="报告的文件名（默认放在 dept.yaml 旁）"
)
@pack_name
@click.option("--draft", is_flag=True, help="资料未齐也生成草稿，缺处以【待填】标出")
@click.option("--review", is_flag=True, help="另存核对稿：批注写明各句的评分标准、取数和需确认的事项；资料未齐也可生成")
@cached
def build(  # noqa: PLR0913 - one for each option
    dept: Path, output: Path | None, pack: str | None, *, draft: bool, review: bool, cache: Cache
) -> None:
    """由 DEPT.YAML 生成部门整体绩效评价报告（.docx）和评价结果.json。"""
    now, wanted = dt.datetime.now().astimezone(), pipeline.Wanted(pack, cache)
    built = pipeline.produce(dept, pipeline.Order("review" if review else "report", output, wanted, draft), now)
    out = show.Out()
    show.diagnostics(built.diagnostics, out)
    show.lost_points(built.evaluation, out)
    show.total(built.evaluation.scorecard, out)
    out.print(f"{'核对稿' if review else '报告'}：{built.path}")
