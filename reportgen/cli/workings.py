"""workings: 计算底稿 as a workbook with live formulas."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.beside import beside
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.cli.session import opening


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
    order = pipeline.Order("workings", output, pipeline.Wanted(pack, cache), draft)
    beside(dept, order, ("计算底稿", "计算底稿"), lambda made, out: show.total(made.scorecard, out), opens=opens)
