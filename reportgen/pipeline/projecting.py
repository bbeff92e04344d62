"""A new 自评表 for one project of a department."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from reportgen import files
from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts import department as departments
from reportgen.facts.blanks.schema import FOLDER, Schema, json_schema
from reportgen.facts.naming import rows
from reportgen.facts.records import quantity
from reportgen.facts.source import load
from reportgen.packs import pack as packs
from reportgen.projects import blank_form, form_files, project_rules
from reportgen.projects.project_form import ProjectForm
from reportgen.stages.inputs import pack_roots

_SCHEMA = "project.schema.json"  # beside the forms, for editors


def new_project(dept: Path, project: str, pack: str | None = None, cache: Cache = NONE) -> Path:
    """Write an empty form for `project` beside `dept`, by the rules of its pack; raises Refused.

    What is wrong in `dept` does not matter as long as it tells its pack and its year.
    """
    department, source, found = departments.load(dept)
    data = source.data if source and isinstance(source.data, dict) else {}
    name = pack or str(data.get("套件") or "")
    year = department.year if department else quantity.parse(data.get("年度"))
    if source is None or not name or year is None:
        raise Refused(found)
    at = None if pack else source.position(("套件",))
    folders = packs.load(name, pack_roots(dept), at, cache)[0].folders
    rules, wrong = project_rules.load(folders)
    if rules is None:
        raise Refused(wrong)
    known = rows(department, "项目", source) if department else ()
    listed = next((dict(row) for row in known if row["名称"].value == project), {})
    others = form_files.files([dept.parent], Trail())
    _alone(project, others)
    target = blank_form.target(dept, project, others)
    text = blank_form.blank(project, int(year), rules, listed)
    files.write_new(target, f"# yaml-language-server: $schema=../{FOLDER}/{_SCHEMA}\n{text}".encode())
    schema = json.dumps(project_schema(), ensure_ascii=False, indent=2) + "\n"
    files.write_beside({dept.parent / FOLDER / _SCHEMA: schema.encode()})
    return target


def _alone(project: str, others: Sequence[Path]) -> None:
    """Raise Refused where one of the forms is this project's already."""
    for path in others:
        source, _ = load(path)
        if source and isinstance(source.data, dict) and str(source.data.get("项目名称") or "").strip() == project:
            message = f"项目“{project}”已有自评表：{path.name}"
            raise Refused([error("project-twice", message, "一个项目一份，请在那一份里填写", Position(str(path)))])


def project_schema() -> Schema:
    """The JSON Schema of a form, for editors."""
    return json_schema(ProjectForm, "项目自评表")
