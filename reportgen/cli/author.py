"""new and schema: what a person needs to fill in a dept.yaml."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cli import show, words
from reportgen.diagnostics import Position, Refused, error
from reportgen.evaluation import FILE, Evaluation
from reportgen.facts.forms.schema import json_schema

_DEPT, _RESULT = "dept.yaml", "评价结果"


@click.command("new", cls=words.Command)
@click.argument("dept", metavar="DEPT.YAML", type=click.Path(path_type=Path))
@click.option("--pack", "-p", metavar="套件", required=True, help="所用套件，如 futian")
def new(dept: Path, pack: str) -> None:
    """新建一份待填的 DEPT.YAML：列出套件要用的全部字段及其单位、口径。"""
    files.fitting(dept, ".yml" if dept.suffix.lower() == ".yml" else ".yaml", "资料是 YAML 文件")
    if os.path.lexists(dept):
        raise Refused([error("exists", "文件已存在，未改动", "请换一个文件名", Position(str(dept)))])
    files.write_new(
        dept, pipeline.blank(pack, pipeline.pack_roots(dept), dt.datetime.now().astimezone().year - 1).encode()
    )
    show.Out().print(f"已新建：{dept}")


@click.command("schema", cls=words.Command)
@click.argument("what", metavar="[dept.yaml|评价结果]", type=click.Choice([_DEPT, _RESULT]), default=_DEPT)
def schema(what: str) -> None:
    """打印 dept.yaml 或 评价结果.json 的 JSON Schema（中文键名、口径、单位），供编辑器和程序使用。"""
    made = json_schema(Evaluation, FILE) if what == _RESULT else json_schema()
    click.echo(json.dumps(made, ensure_ascii=False, indent=2))
