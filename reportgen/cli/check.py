"""check: everything that a build would say, without writing anything."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.cli.session.waiting import waiting
from reportgen.diagnostics import Diagnostic, Refused, errors

_REFUSED = 1


@click.command("check", cls=words.Command)
@dept_file
@pack_name
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]), help="text（默认）、json")
@cached
def check(dept: Path, pack: str | None, form: str, cache: Cache) -> int | None:
    """核查 DEPT.YAML、整改.yaml 和将生成的报告，不写任何文件；有错误时退出码为 1。"""
    try:
        with waiting("核查资料和报告"):
            found = pipeline.checked(dept, pipeline.Wanted(pack, cache), dt.datetime.now().astimezone())
    except Refused as refusal:
        found = list(refusal.diagnostics)
    if form == "json":
        click.echo(_json(found), nl=False)
    else:
        show.diagnostics(found, show.Out())
        if not found:
            show.Out().print("核查意见：没有")
    return _REFUSED if errors(found) else None


def _json(found: Iterable[Diagnostic]) -> str:
    rows = [
        {
            "代码": d.code,
            "级别": d.severity.value,
            "行": d.position.line if d.position else None,
            "位置": d.where or (str(d.position) if d.position else ""),
            "原文": d.quote,
            "应为": d.hint.removeprefix("应为 ") if d.hint.startswith("应为 ") else "",
            "说明": d.message if d.hint.startswith("应为 ") or not d.hint else f"{d.message}（{d.hint}）",
        }
        for d in dict.fromkeys(found)
    ]
    return json.dumps({"意见": rows}, ensure_ascii=False, indent=2) + "\n"
