"""The facts of a department: dept.yaml read, completed, named, and checked against itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen.diagnostics import Diagnostic, errors, warning
from reportgen.facts import narrative, source
from reportgen.facts.derived import complete
from reportgen.facts.differences import differences
from reportgen.facts.naming import FREE, OFFERED, Fact, called, described, facts, known_names, lists
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Record, read
from reportgen.facts.source import Source, in_order

__all__ = [
    "FREE",
    "OFFERED",
    "Department",
    "Fact",
    "called",
    "complete",
    "described",
    "differences",
    "facts",
    "known_names",
    "lists",
    "load",
    "parse",
]


def load(path: Path) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    """Read a dept.yaml: the department is None where there is any error, the source where nothing was readable."""
    return _read(*source.load(path))


def parse(content: str | bytes, file: str) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    """The same for `content` already read; `file` is the name shown in messages."""
    return _read(*source.parse(content, file))


def _read(given: Source | None, found: list[Diagnostic]) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    if given is None:
        return None, None, found
    department, of_record = read(Department, given)
    found = [*found, *of_record]
    if department is not None:
        found += _remarks(department, given)
    return (None if errors(found) else department), given, in_order(found)


def _remarks(department: Department, given: Source) -> Iterator[Diagnostic]:
    """Narrative that looks like markup which this dialect has not."""
    texts: Record | None = department.narrative
    if texts is None:
        return
    for own, field in type(texts).model_fields.items():
        text, name = getattr(texts, own), field.alias or own
        for line, message, advice in narrative.remarks(text) if text else ():
            place = given.line(("叙述", name), line)
            yield warning("markdown", f"“叙述.{name}”：{message}", advice, place)
