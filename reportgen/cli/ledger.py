"""ledger: 整改台账 as a workbook."""

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


@click.command("ledger", cls=words.Command)
@dept_file
@click.option(
    "--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="台账的文件名（默认放在 dept.yaml 旁）"
)
@pack_name
@click.option("--draft", is_flag=True, help="资料未齐也生成草稿，缺处以【待填】标出")
@opening.option
@cached
def ledger(dept: Path, output: Path | None, pack: str | None, *, draft: bool, opens: bool, cache: Cache) -> None:  # noqa: PLR0913 - one for each option
    """由 DEPT.YAML 和整改.yaml 生成整改台账（.xlsx）：问题、扣分、措施、责任科室、时限、成果和整改状态。"""
    now, wanted = dt.datetime.now().astimezone(), pipeline.Wanted(pack, cache)
    with waiting("生成整改台账"):
        listed = pipeline.produce(dept, pipeline.Order("ledger", output, wanted, draft), now)
    out = show.Out()
    show.diagnostics(in_short(listed.diagnostics), out)
    show.lost_points(listed.evaluation, out)
    out.print(f"整改台账：{listed.path}")
    if opens:
        opening.opened(listed.path, out)
