"""ledger: 整改台账 as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.beside import beside
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.cli.session import opening


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
    order = pipeline.Order("ledger", output, pipeline.Wanted(pack, cache), draft)
    beside(dept, order, ("整改台账", "整改台账"), show.lost_points, opens=opens)
