"""项目/*.yaml beside dept.yaml, read: every form of a department, each with the places of what is written in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, error
from reportgen.facts import source as sources
from reportgen.facts.records.record import read as read_record
from reportgen.facts.source import Source
from reportgen.projects.project_form import ProjectForm
from reportgen.values import Frozen


class Written(Frozen):
    """A form as it was written."""

    form: ProjectForm
    source: Source


def read(paths: Sequence[Path], year: int, trail: Trail) -> tuple[list[Written], list[Diagnostic]]:
    """The forms in `paths` for the report of `year`, and every error in them; a project has one form."""
    written: list[Written] = []
    found: list[Diagnostic] = []
    for path in paths:
        source, told = sources.load(path, trail.read)
        form, wrong = read_record(ProjectForm, source) if source else (None, [])
        found += [*told, *wrong]
        if form is not None and source is not None:
            found += _strange(form, source, written, year)
            written.append(Written(form, source))
    return written, found


def _strange(form: ProjectForm, source: Source, others: Sequence[Written], year: int) -> Iterator[Diagnostic]:
    """A form of another year, and a second one of the same project."""
    if form.year is not None and form.year != year:
        message, advice = f"“年度”是{form.year}，dept.yaml 是{year}", "以前年度的请移出文件夹，或改年度和各项数字"
        yield error("project-year", message, advice, source.position(("年度",)))
    if first := next((one for one in others if one.form.name == form.name), None):
        message = f"项目“{form.name}”已有自评表：{first.source.position(('项目名称',))}"
        yield error("project-twice", message, "一个项目一份，请删去一份或改名", source.position(("项目名称",)))
