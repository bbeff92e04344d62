"""summary: the bureau's workbook or report over many departments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.chinese import points
from reportgen.cli import saving, show, words
from reportgen.cli.produce import cached, pack_name
from reportgen.cli.session import opening
from reportgen.cli.session.waiting import waiting
from reportgen.diagnostics import Position, Refused, error

_NAME = "汇总.xlsx"


@click.command("summary", cls=words.Command)
@click.argument("folders", metavar="文件夹", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--output", "-o", metavar="文件", type=click.Path(path_type=Path), help="汇总.xlsx 或 汇总.docx（默认在文件夹里）"
)
@click.option("--year", metavar="年度", type=int, help="汇总哪一年度（默认最近的；上一年度的用作比较）")
@click.option("--roster", metavar="文件", type=click.Path(path_type=Path), help="应报部门名单（.txt，每行一个全称）")
@pack_name
@opening.option
@cached
def summary(  # noqa: PLR0913 - one for each option
    folders: Sequence[Path],
    output: Path | None,
    year: int | None,
    roster: Path | None,
    pack: str | None,
    *,
    opens: bool,
    cache: Cache,
) -> None:
    """汇总文件夹里各部门的评价结果.json：排名、指标得分率、共性问题、人工评分、整改台账、未报，附图表。"""
    now, out = dt.datetime.now().astimezone(), show.Out()
    target = output or folders[0] / _NAME
    saving.allowed(target, ".docx" if target.suffix.lower() == ".docx" else ".xlsx")
    with waiting("读取各部门的评价结果，写成汇总"):
        summed, found = pipeline.summed(_there(folders), year, _names(roster), cache)
        if target.suffix.lower() == ".docx":
            data = pipeline.summary_report(summed, folders[0], pack, cache)
        else:
            data = pipeline.summary_workbook(summed, now.date())
    show.diagnostics(found, out)
    saving.saved(target, data, out, remembered=True)
    best, worst = summed.rows[0], summed.rows[-1]
    out.print(
        f"{summed.gathered.year}年度 {len(summed.rows)} 个部门：最高 {points(best.total)} 分（{best.result.name}），"
        f"最低 {points(worst.total)} 分（{worst.result.name}）；未报、退回 {len(summed.gathered.absent)} 个。"
    )
    if old := sum(bool(row.old) for row in summed.rows):
        out.print(f"{old} 个部门的结果须重新生成（程序或套件变了），见“未报与退回”。")
    out.print(f"汇总：{target}")
    if opens:
        opening.opened(target, out)


def _there(folders: Sequence[Path]) -> Sequence[Path]:
    wrong = [folder for folder in folders if not folder.is_dir()]
    if wrong:
        hint = "请写各部门结果所在的文件夹，如 out/"
        raise Refused(error("no-folder", f"没有文件夹“{folder}”", hint, Position(str(folder))) for folder in wrong)
    return folders


def _names(roster: Path | None) -> list[str]:
    """The names on the roster, one a line."""
    if roster is None:
        return []
    try:
        data = roster.read_bytes()
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    except OSError as failure:
        message = f"打不开名单“{roster}”"
        raise Refused(
            [error("roster", message, "请核对路径；名单是 .txt，每行一个全称", Position(str(roster)))]
        ) from failure
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
