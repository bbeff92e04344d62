"""A made-up value for every field of a record, so that a pack can be tried without any department's data."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin

from reportgen.editor.trial import made_up
from reportgen.facts.blanks.scaffold import FREE
from reportgen.facts.names import is_list
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.fields import entries
from reportgen.facts.records.notation import Notation
from reportgen.facts.records.reading import converted
from reportgen.facts.records.record import Field, Record, records
from reportgen.values import replace

ROWS = 2  # of every list
_LIKE = "如 "
_ENDS = "，、；。"

R = TypeVar("R", bound=Record)


def filled(model: type[R]) -> R:
    """A `model` of which everything is given."""
    made = _made(model, everything=True)
    assert isinstance(made, model)
    return made


def around(model: type[R], **given: Any) -> R:
    """A `model` of which everything is given: some as it stands in `given`, of the rest what a person might write."""
    rest = {own: field for own, field in model.fields_by_name.items() if own not in given}
    said = {own: _value((field.alias,), field, 0, everything=True) for own, field in rest.items()}
    return model(**given, **{own: converted(rest[own].given, value) for own, value in said.items()})


def bare(model: type[R]) -> R:
    """A `model` of which only what is compulsory is given."""
    made = _made(model, everything=False)
    assert isinstance(made, model)
    return made


def whole(extra: type[Record] | None) -> Department:
    """A department that gave everything, with what a pack declares as `extra`."""
    made = filled(Department)
    return replace(made, extra=extra.from_data(data(extra, everything=True, path=(FREE,)))) if extra else made


def least(extra: type[Record] | None) -> Department:
    """A department that gave only what is compulsory."""
    made = bare(Department)
    return replace(made, extra=extra()) if extra else made


@cache
def _made(model: type[Record], *, everything: bool) -> Record:
    return model.from_data(data(model, everything=everything))


def data(model: type[Record], *, everything: bool, path: tuple[str, ...] = (), row: int = 0) -> dict[str, Any]:
    """What a person might write for `model`, which stands at `path` of dept.yaml, in row `row` of a list."""
    fields = {field.alias: field for field in model.fields_by_name.values()}
    return {
        alias: _value((*path, alias), field, row, everything=everything)
        for alias, field in fields.items()
        if everything or field.required
    }


def _value(path: tuple[str, ...], field: Field, row: int, *, everything: bool) -> Any:
    """What a person might write in `field`."""
    inside = records(field.annotation)
    if entries(field.annotation) is not None:
        return {}
    if inside and is_list(field.annotation):
        return [data(inside[0], everything=everything, path=path, row=n) for n in range(ROWS)]
    if inside:
        return data(inside[0], everything=everything, path=path, row=row)
    example = said(path[-1], field)
    if is_list(field.annotation):
        return [made_up.of(path, n) or example for n in range(ROWS)]
    return made_up.of(path, row) or example


def said(alias: str, field: Field) -> Any:
    """An example of a single value: the unit's own, the first choice, or what the description gives after 如."""
    for look in (_of_unit, _choice):
        if (example := look(field.annotation)) is not None:
            return example
    described = field.description or ""
    if _LIKE in described:
        example = described.partition(_LIKE)[2]
        return example[: min((at for sign in _ENDS if (at := example.find(sign)) > 0), default=len(example))]
    return field.default if isinstance(field.default, str) and field.default else f"某{alias}"


def _of_unit(annotation: Any) -> Any:
    """The example that a quantity gives of itself."""
    if isinstance(annotation, Notation):
        return annotation.example or None
    return _first(_of_unit, annotation)


def _choice(annotation: Any) -> Any:
    """The first of a set of choices, or a plain number."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    return {bool: True, int: 1}.get(annotation) if isinstance(annotation, type) else _first(_choice, annotation)


def _first(look: Callable[[Any], Any], annotation: Any) -> Any:
    if get_origin(annotation) is dict:
        return None
    return next((found for inner in get_args(annotation) if (found := look(inner)) is not None), None)
