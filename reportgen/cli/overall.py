"""overall: 部门整体支出绩效自评表 as a Word file of its own."""

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


@click.command("overall", cls=words.Command)
@dept_file
@click.option(
    "--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="自评表的文件名（默认放在 dept.yaml 旁）"
)
@pack_name
@click.option("--draft", is_flag=True, help="资料未齐也生成草稿，缺处以【待填】标出")
@opening.option
@cached
def overall(dept: Path, output: Path | None, pack: str | None, *, draft: bool, opens: bool, cache: Cache) -> None:  # noqa: PLR0913 - one for each option
    """由 DEPT.YAML 生成部门整体支出绩效自评表（.docx）：资金、年度总体目标、各指标的完成值、得分和偏差原因。"""
    now, wanted = dt.datetime.now().astimezone(), pipeline.Wanted(pack, cache)
    with waiting("生成部门整体支出绩效自评表"):
        made = pipeline.produce(dept, pipeline.Order("overall", output, wanted, draft), now)
    out = show.Out()
    show.diagnostics(in_short(made.diagnostics), out)
    show.total(made.evaluation.scorecard, out)
    out.print(f"部门自评表：{made.path}")
    if opens:
        opening.opened(made.path, out)
