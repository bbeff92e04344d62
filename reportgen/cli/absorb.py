"""absorb: people's edits in the finished report, back into dept.yaml and 整改.yaml."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, dept_file
from reportgen.cli.session.waiting import waiting
from reportgen.roundtrip.edit import Edit

_WORKBOOKS = (".xlsx", ".xls", ".ods")
_LONGEST = 24  # signs of a text in the list of what was filled in


@click.command("absorb", cls=words.Command)
@click.argument("report", metavar="报告.docx|台账.xlsx", type=click.Path(path_type=Path))
@dept_file
@click.option(
    "--yes",
    "-y",
    is_flag=True,
    help="拿不准的修改（按前后文字比对找到的、资料也改过的、在 Word 中删去的、台账里新增的）也写入",
)
@cached
def absorb(report: Path, dept: Path, yes: bool, cache: Cache) -> None:
    """把在 Word 或 WPS 里改过的问题、原因、措施，或填好的整改台账，写回整改.yaml，叙述写回 DEPT.YAML。"""
    if report.suffix.lower() in _WORKBOOKS:
        _ledger(report, dept, yes, cache)
        return
    out = show.Out()
    with waiting("对照报告和资料"):
        absorbed = pipeline.absorb(report, dept, yes=yes, cache=cache)
    for heading, edits in (("已吸收", absorbed.written), ("未写入，请核对", absorbed.waiting)):
        for edit in edits:
            reason = f"（{edit.doubt}）" if edit.doubt else ""
            out.print(f"{heading}：{edit.place}{reason}", bold=True)
            for line in difference(edit):
                out.print(line, colour="red" if line.startswith("  -") else "green")
    show.diagnostics(absorbed.diagnostics, out)
    if absorbed.waiting:
        out.print(f"有 {len(absorbed.waiting)} 处修改拿不准，未写入；核对无误后加 --yes 再运行。")
    elif not absorbed.written:
        out.print("没有需要写入的修改。")
    for path in absorbed.files:
        out.print(f"已更新：{path}")


def _ledger(ledger: Path, dept: Path, yes: bool, cache: Cache) -> None:
    """The states, dates and remarks of a filled ledger."""
    taken, out = pipeline.take_ledger(ledger, dept, yes=yes, pack=pipeline.Wanted(cache=cache)), show.Out()
    rows = [("写入", one) for one in taken.written] + [("未写，请核对", one) for one in taken.waiting]
    if rows:
        cells = ((one.name, done, _short(one.before), _short(one.after), one.place, one.doubt) for done, one in rows)
        out.table(("内容", "处理", "原来", "台账", "格", "说明"), map(show.ShownRow, cells))
    show.diagnostics(taken.diagnostics, out)
    if taken.waiting:
        out.print(f"有 {len(taken.waiting)} 处拿不准，未写入；核对无误后加 --yes 再运行。")
    out.print(f"已更新：{taken.path}" if taken.path else "没有写入。")


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…"


def difference(edit: Edit) -> Iterator[str]:
    """The changed lines of a text, before and after."""
    before, after = edit.before.told.splitlines(), (edit.stands or edit.after.told).splitlines()
    for line in difflib.ndiff(before, after):
        if line[:2] in ("- ", "+ "):
            yield f"  {line}"
