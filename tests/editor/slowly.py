"""The plain way to try a template without one fact: every report made from nothing, rendered and read as a whole."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Any

from reportgen import report
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.editor.trial import lacking, sample
from reportgen.editor.trial.offered_names import Voice
from reportgen.evaluation import drawn_up
from reportgen.facts.blanks.scaffold import LISTS
from reportgen.facts.department import Department, complete, facts
from reportgen.facts.source import Source
from reportgen.scoring.formula import Formulas, compute
from reportgen.values import replace
from reportgen.word import Template

_ABSENT = Source("", {}, {})


def names() -> list[str]:
    """What is not given in each trial, as a person says it."""
    return [said for said, _ in _data()]


def each(voice: Voice, formulas: Formulas, wanted: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is not given, for those that are `wanted`, and the variables of that report."""
    extra = voice.info.extra
    declared = sample.whole(extra).extra if extra else None
    for said, data in ((said, data) for said, data in _data() if said in wanted):
        given = Department.from_data(data)
        department = complete(replace(given, extra=declared) if declared else given)
        named = facts(department, _ABSENT)
        computed = compute(formulas, named)
        known = {name: replace(voice.full.figures[name], value=own.value) for name, own in computed.items()}
        yield said, report.context(drawn_up(replace(voice.full, department=department, figures=known)))


@cache
def _data() -> list[tuple[str, Any]]:
    whole = sample.data(Department, everything=True)
    made = []
    for path in lacking.optional(Department, ()):
        rest = _without(whole, path)
        counted = LISTS.get(path[0])
        made.append((f"没有填“{_said(path)}”", _without(rest, (counted,)) if counted else rest))
    for path in lacking.alone(Department, ()):
        others = {own: field for own, field in _fields(path[:-1]).items() if own != path[-1]}
        rest = whole
        for own in (own for own, field in others.items() if not field.required):
            rest = _without(rest, (*path[:-1], own))
        made.append((f"在“{_said(path[:-1])}”里只填“{path[-1]}”", rest))
    return made


def _fields(path: tuple[Any, ...]) -> dict[str, Any]:
    model: Any = Department
    for part in path:
        field = next(f for n, f in model.fields_by_name.items() if (f.alias) == part)
        model = lacking.records(field.annotation)[0]
    return {f.alias: f for n, f in model.fields_by_name.items()}


def _said(path: tuple[Any, ...]) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def _without(data: Any, path: tuple[Any, ...]) -> Any:
    if isinstance(data, list):
        return [_without(row, path[1:]) for row in data]
    if len(path) == 1:
        return {key: value for key, value in data.items() if key != path[0]}
    return {**data, path[0]: _without(data[path[0]], path[1:])}


def found(compiled: Template, made: Iterable[tuple[str, dict[str, Any]]]) -> list[tuple[str, Diagnostic]]:
    """Every fault that shows in a whole rendering, with what was not given, each once."""
    told: dict[Any, tuple[str, Diagnostic]] = {}
    for said, context in made:
        try:
            compiled.render(context)
        except Refused as refusal:
            for d in refusal.diagnostics:
                told.setdefault((d.position, d.message), (said, d))
    return list(told.values())
