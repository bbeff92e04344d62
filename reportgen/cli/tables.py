"""import: figures of published tables into dept.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from reportgen import chinese, pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, dept_file
from reportgen.cli.session.waiting import waiting
from reportgen.pipeline import Imported
from reportgen.tables.importing import ImportOptions
from reportgen.tables.plan import FigureState, Planned


@click.command("import", cls=words.Command)
@click.argument("sources", metavar="公开表…", nargs=-1, required=True, type=click.Path(path_type=Path))
@dept_file
@click.option(
    "--map",
    "-m",
    "mapping",
    metavar="取数.yaml",
    type=click.Path(path_type=Path),
    help="另一份取数办法，盖在套件的之上",
)
@click.option("--dry-run", "dry", is_flag=True, help="只列出要写什么、取自哪一格，不写文件")
@click.option("--yes", "-y", is_flag=True, help="拿不准的（别的部门、年度，单位本级，合计对不上）核对过，也写入")
@cached
def import_(sources: Sequence[Path], dept: Path, mapping: Path | None, *, dry: bool, yes: bool, cache: Cache) -> int:  # noqa: PLR0913 - one for each option
    """从部门决算、预算公开表（.xlsx、.xls、.ods、.pdf）取数，写入 DEPT.YAML，记下每个数的来源。"""
    out = show.Out()
    with waiting("读取公开表"):
        done = pipeline.import_tables(sources, dept, ImportOptions(mapping, dry, yes, cache))
    out.print("认出的表：" + "、".join(dict.fromkeys(f"《{table.title}》" for table in done.tables)))
    if done.planned:
        out.table(("字段", "万元", "处理", "取自"), [_row(one) for one in done.planned])
    show.diagnostics(done.diagnostics, out)
    out.print(_said(done, dept, dry))
    return int(not dry and not done.written and any(one.state is FigureState.HELD for one in done.planned))


def _row(one: Planned) -> show.ShownRow:
    taken = one.taken
    state = f"{one.state.value}（已填 {one.stands}）" if one.state is FigureState.OTHER else one.state.value
    return show.ShownRow(
        (taken.name, chinese.number(taken.value, 2), state, taken.origin.told() if taken.origin else "")
    )


def _said(done: Imported, dept: Path, dry: bool) -> str:
    """What was done, in one line."""
    new = sum(one.state is FigureState.NEW for one in done.planned)
    held = sum(one.state is FigureState.HELD for one in done.planned)
    left = f"，{held} 个数拿不准，没有写，核对后加 --yes 再运行" if held else ""
    if dry:
        return f"要写入 {new} 个数{left}；没有写文件。"
    if not done.written:
        return f"没有需要写入的数{left}。"
    return f"已写入 {new} 个数{left}：{dept}"
