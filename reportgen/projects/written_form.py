"""项目/*.yaml beside dept.yaml, read: every form of a department, each with the places of what is written in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, error
from reportgen.facts import source as sources
from reportgen.facts.records.record import read as read_record
from reportgen.facts.source import Reader, Source
from reportgen.projects.project_form import ProjectForm
from reportgen.values import Frozen

_KEPT = 256  # forms


class Written(Frozen):
    """A form as it was written."""

    form: ProjectForm
    source: Source


class FileRead(Frozen):
    """One file: the form (None where it cannot be read), its data, what is wrong in its text and in the form."""

    written: Written | None
    source: Source | None
    of_text: tuple[Diagnostic, ...]
    of_form: tuple[Diagnostic, ...] = ()


def read(paths: Sequence[Path], year: int, trail: Trail) -> tuple[list[Written], list[Diagnostic]]:
    """The forms in `paths` for the report of `year`, and every error in them; a project has one form."""
    written: list[Written] = []
    found: list[Diagnostic] = []
    for path in paths:
        one = read_file(path, trail.read)
        found += [*one.of_text, *one.of_form]
        if one.written is not None:
            found += _strange(one.written.form, one.written.source, written, year)
            written.append(one.written)
    return written, found


def read_file(path: Path, by: Reader = Path.read_bytes) -> FileRead:
    """The file at `path`, as `by` reads it; the same bytes are the same form."""
    try:
        return _of_bytes(sources.ordinary(path, by), str(path))
    except OSError:
        source, told = sources.load(path, by)
        return FileRead(None, source, tuple(told))


@lru_cache(maxsize=_KEPT)
def _of_bytes(content: bytes, file: str) -> FileRead:
    source, told = sources.parse(content, file)
    form, wrong = read_record(ProjectForm, source) if source else (None, [])
    written = Written(form, source) if form is not None and source is not None else None
    return FileRead(written, source, tuple(told), tuple(wrong))


def _strange(form: ProjectForm, source: Source, others: Sequence[Written], year: int) -> Iterator[Diagnostic]:
    """A form of another year, and a second one of the same project."""
    if form.year is not None and form.year != year:
        message, advice = f"“年度”是{form.year}，dept.yaml 是{year}", "以前年度的请移出文件夹，或改年度和各项数字"
        yield error("project-year", message, advice, source.position(("年度",)))
    if first := next((one for one in others if one.form.name == form.name), None):
        message = f"项目“{form.name}”已有自评表：{first.source.position(('项目名称',))}"
        yield error("project-twice", message, "一个项目一份，请删去一份或改名", source.position(("项目名称",)))
