"""take: filled forms into dept.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import remarked, show, words
from reportgen.cli.produce import annotate, cached, dept_file, of_form
from reportgen.cli.session.waiting import waiting
from reportgen.diagnostics import Position, Refused, error
from reportgen.forms.merging import CellState, Change

_DATA = (".yaml", ".yml")
_LONGEST = 24  # signs of a value in the list of changes


@click.command("take", cls=words.Command)
@click.argument("forms", metavar="填报表…", nargs=-1, required=True, type=click.Path(path_type=Path))
@dept_file
@click.option("--dry-run", "dry", is_flag=True, help="只列出要写什么，不写文件")
@click.option("--yes", "-y", is_flag=True, help="与 dept.yaml 不同的，以填报表为准")
@annotate
@cached
def take(  # noqa: PLR0913 - one for each option
    forms: Sequence[Path], dept: Path, *, dry: bool, yes: bool, notes: bool, cache: Cache
) -> None:
    """把填好的填报表（.xlsx、.xls、.ods）和叙述（.docx）写入 DEPT.YAML：先列出改动，原有内容不丢。"""
    if of_form(dept) or any(form.suffix.lower() in _DATA for form in forms):
        advice = "先写填报表，最后写资料：reportgen take 甲.xlsx 乙.xlsx 填报表.yaml（没有 填报表.yaml 的会新建）"
        raise Refused([error("swapped", "最后一个文件应是资料（.yaml）", advice, Position(str(dept)))])
    out = show.Out()
    try:
        with waiting("读取填报表"):
            year = dt.datetime.now().astimezone().year - 1
            done = pipeline.take_forms(forms, dept, year, yes=yes, dry=dry, cache=cache)
    except Refused as refusal:
        if notes:
            remarked.annotated(forms, refusal.diagnostics, out)
        raise
    if notes:
        remarked.annotated(forms, done.diagnostics, out)
    if done.changes:
        out.table(("字段", "处理", "原来", "填报表", "格"), map(_row, done.changes))
    show.diagnostics(done.diagnostics, out)
    count = sum(change.state in (CellState.NEW, CellState.CHANGED) for change in done.changes)
    gone = sum(change.state is CellState.REMOVED for change in done.changes)
    removed = f"，删去 {gone} 处" if gone else ""
    if dry:
        out.print(f"要写入 {count} 处{removed}；没有写文件。")
    else:
        out.print(f"已写入 {count} 处{removed}：{dept}" if done.written else "没有需要写入的改动。")


def _row(change: Change) -> show.ShownRow:
    return show.ShownRow((change.name, change.state.value, _short(change.before), _short(change.after), change.place))


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…"
