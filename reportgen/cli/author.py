"""new and schema: what a person needs to fill in a dept.yaml."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import click

from reportgen import files, pipeline
from reportgen.cache.store import Cache
from reportgen.cli import show, words
from reportgen.cli.produce import cached
from reportgen.cli.session import opening
from reportgen.cli.session.waiting import waiting
from reportgen.diagnostics import Position, Refused, error
from reportgen.evaluation import FILE, Evaluation
from reportgen.facts.blanks.schema import FOLDER, Schema, json_schema

_DEPT, _RESULT, _PROJECT = "dept.yaml", "评价结果", "项目自评表"
_OF_PACKS = ("framework", "formulas", "wording", "pack", "用例")
_WHAT = click.Choice([_DEPT, _RESULT, _PROJECT, *_OF_PACKS])
_SCHEMA = "dept.schema.json"  # beside what `new` writes, for editors


@click.command("new", cls=words.Command)
@click.argument("dept", metavar="DEPT.YAML", type=click.Path(path_type=Path))
@click.option(
    "--pack",
    "-p",
    metavar="套件",
    shell_complete=words.packs,
    help="所用套件，如 futian；新建项目自评表的默认按 DEPT.YAML",
)
@click.option(
    "--from",
    "before",
    metavar="资料",
    type=click.Path(path_type=Path),
    help="填报表（.xlsx）、叙述（.docx）先填上这份 dept.yaml 的内容；是以前年度的，只填部门、制度等不变的",
)
@click.option("--project", metavar="项目名称", help="在 DEPT.YAML 旁新建这个项目的支出绩效自评表：项目/NN-名称.yaml")
@opening.option
@cached
def new(  # noqa: PLR0913 - one for each option
    dept: Path, pack: str | None, before: Path | None, project: str | None, *, opens: bool, cache: Cache
) -> None:
    """新建一份待填的 DEPT.YAML、Excel 填报表（.xlsx）或写叙述的 Word 文件（.docx）：列出套件要用的全部字段。"""
    if project is not None:
        if not project.strip():
            raise click.UsageError("--project 后面写项目名称", click.get_current_context())
        _told(pipeline.new_project(dept, project.strip(), pack, cache), opens=opens)
        return
    if pack is None:
        raise click.UsageError("缺少选项 --pack", click.get_current_context())
    suffix, year = dept.suffix.lower(), dt.datetime.now().astimezone().year - 1
    made = {".xlsx": pipeline.blank_form, ".docx": pipeline.blank_text}.get(suffix)
    if before is not None and made is None:
        raise click.UsageError("--from 只用于填报表和叙述，如 填报表.xlsx、叙述.docx", click.get_current_context())
    fitting = suffix if made or suffix == ".yml" else ".yaml"
    files.fitting(dept, fitting, "资料是 YAML 文件，填报表是 .xlsx，叙述是 .docx")
    if os.path.lexists(dept):
        raise Refused([error("exists", "文件已存在，未改动", "请换一个文件名", Position(str(dept)))])
    roots = pipeline.pack_roots(dept)
    with waiting("读取套件，写成文件"):
        data = (
            made(pack, roots, year, before, cache)
            if made
            else pipeline.blank(pack, roots, year, cache, schema=f"{FOLDER}/{_SCHEMA}").encode()
        )
    files.write_new(dept, data)
    if not made:
        files.write_beside({dept.parent / FOLDER / _SCHEMA: _text(json_schema()).encode()})
    _told(dept, opens=opens)


def _told(made: Path, *, opens: bool) -> None:
    out = show.Out()
    out.print(f"已新建：{made}")
    if opens:
        opening.opened(made, out)


@click.command("schema", cls=words.Command)
@click.argument("what", metavar=f"[{'|'.join(_WHAT.choices)}]", type=_WHAT, default=_DEPT)
def schema(what: str) -> None:
    """打印资料、评价结果.json、项目自评表或套件文件的 JSON Schema（中文键名、口径、单位），供编辑器和程序使用。"""
    if what in _OF_PACKS:
        from reportgen.editor.catalogue.pack_schemas import pack_schema  # noqa: PLC0415 - for editors of packs only

        made = pack_schema(f"{what}.yaml")
    elif what == _PROJECT:
        made = pipeline.project_schema()
    else:
        made = json_schema(Evaluation, FILE) if what == _RESULT else json_schema()
    click.echo(_text(made), nl=False)


def _text(made: Schema) -> str:
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
