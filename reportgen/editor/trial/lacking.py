"""Reports of departments that leave one thing out: what is optional must leave no hole, whichever it is."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportgen.editor.trial import sample
from reportgen.editor.trial.names import Voice
from reportgen.evaluation import Evaluation
from reportgen.facts.department import Department, complete, facts
from reportgen.facts.forms.scaffold import LISTS
from reportgen.facts.naming import is_list
from reportgen.facts.records.record import Record, records
from reportgen.facts.source import Path, Source
from reportgen.scoring.formula import Formulas, compute

_ABSENT = Source("", {}, {})


@dataclass(frozen=True)
class Lacking:
    """An evaluation in which something was not given: what, as a person would say it."""

    said: str
    evaluation: Evaluation


def each(voice: Voice, formulas: Formulas) -> Iterator[Lacking]:
    """One evaluation without each optional field of dept.yaml, and one in which each is all that its group gives."""
    whole = sample.data(Department, everything=True)
    for path in optional(Department, ()):
        rest = _without(whole, path)
        counted = LISTS.get(str(path[0]))  # a count left out would be made up for from its list
        yield _evaluated(f"没有填“{_said(path)}”", _without(rest, (counted,)) if counted else rest, voice, formulas)
    for path, others in alone(Department, ()):
        rest = whole
        for other in others:
            rest = _without(rest, other)
        yield _evaluated(f"在“{_said(path[:-1])}”里只填“{path[-1]}”", rest, voice, formulas)


def _evaluated(said: str, data: Any, voice: Voice, formulas: Formulas) -> Lacking:
    """The evaluation of `data`, with figures as they come out, and nothing else changed."""
    department = complete(Department.model_validate(data))
    figures = compute(formulas, facts(department, _ABSENT))
    known = {name: voice.full.figures[name].model_copy(update={"value": own.value}) for name, own in figures.items()}
    return Lacking(said, voice.full.model_copy(update={"department": department, "figures": known}))


def _said(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def alone(model: type[Record], path: Path) -> Iterator[tuple[Path, list[Path]]]:
    """Each optional single value of a group, with the places of all the others in the group; rows are left out."""
    own = {(*path, f.alias or n): f for n, f in model.model_fields.items()}
    single = [p for p, f in own.items() if path and not f.is_required() and not records(f.annotation)]
    for one in single:
        yield one, [p for p, f in own.items() if p != one and not f.is_required()]
    for here, field in own.items():
        inside = records(field.annotation)
        if inside and not is_list(field.annotation) and not sample.is_mapping(field.annotation):
            yield from alone(inside[0], here)


def optional(model: type[Record], path: Path) -> Iterator[Path]:
    """The places of all fields that may be left out: single values, groups, lists, and the fields of rows."""
    for own, field in model.model_fields.items():
        here = (*path, field.alias or own)
        if not field.is_required():
            yield here
        inside = records(field.annotation)
        if inside and not sample.is_mapping(field.annotation):
            yield from optional(inside[0], (*here, 0) if is_list(field.annotation) else here)


def _without(data: Any, path: Path) -> Any:
    """`data` without what stands at `path`; in lists, without it in every row."""
    head, *rest = path
    if isinstance(head, int):
        return [_without(row, tuple(rest)) for row in data]
    made = copy.copy(data)
    if rest:
        made[head] = _without(data[head], tuple(rest))
    else:
        made.pop(head, None)
    return made
