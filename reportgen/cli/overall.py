"""overall: 部门整体支出绩效自评表 as a Word file of its own."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.beside import beside
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.cli.session import opening


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
    order = pipeline.Order("overall", output, pipeline.Wanted(pack, cache), draft)
    beside(
        dept,
        order,
        ("部门整体支出绩效自评表", "部门自评表"),
        lambda made, out: show.total(made.scorecard, out),
        opens=opens,
    )
