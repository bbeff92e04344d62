"""workings: 计算底稿 as a workbook with live formulas."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.cli.session import opening
from reportgen.cli.session.waiting import waiting
from reportgen.findings.finding import in_short


@click.command("workings", cls=words.Command)
@dept_file
@click.option(
    "--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="底稿的文件名（默认放在 dept.yaml 旁）"
)
@pack_name
@click.option("--draft", is_flag=True, help="资料未齐也生成，待定的指标不算")
@opening.option
@cached
def workings(dept: Path, output: Path | None, pack: str | None, *, draft: bool, opens: bool, cache: Cache) -> None:  # noqa: PLR0913 - one for each option
    """由 DEPT.YAML 生成计算底稿（.xlsx）：算式、档次和得分都是公式，改一个数，得分跟着变，并与评分表逐项核对。"""
    now, wanted = dt.datetime.now().astimezone(), pipeline.Wanted(pack, cache)
    with waiting("生成计算底稿"):
        made = pipeline.produce(dept, pipeline.Order("workings", output, wanted, draft), now)
    out = show.Out()
    show.diagnostics(in_short(made.diagnostics), out)
    show.total(made.evaluation.scorecard, out)
    out.print(f"计算底稿：{made.path}")
    if opens:
        opening.opened(made.path, out)
