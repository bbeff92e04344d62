"""The base of all records: frozen, exact, and strict about its keys; and where their errors stand.

Every field has an English name in code and one Chinese alias, which is its YAML key, its formula name and its
Word variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from reportgen.diagnostics import Diagnostic, did_you_mean, error
from reportgen.facts.records.telling import Told, words
from reportgen.facts.source import ITEMS, Path, Source, in_order


class Record(BaseModel):
    """A frozen record: unknown keys are refused, an empty value is absent, YAML keys are the Chinese aliases."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, serialize_by_alias=True
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: Any) -> Any:
        """Leave out what is empty; unknown keys stay, to be told, and a required group, to name what it lacks."""
        if not isinstance(data, dict):
            return data
        required = {field.alias or own: field.is_required() for own, field in cls.model_fields.items()}
        return {k: v for k, v in data.items() if k not in required or not _is_left_out(v, required[k])}


def _is_left_out(value: Any, required: bool) -> bool:
    return value is None if required else is_empty(value)


def filled(data: Any) -> Any:
    """The mapping `data` without its empty values."""
    return {k: v for k, v in data.items() if not is_empty(v)} if isinstance(data, dict) else data


def is_empty(value: Any) -> bool:
    """Whether nothing is written in `value`: it is None, or a mapping of such values."""
    return value is None or (isinstance(value, dict) and bool(value) and all(map(is_empty, value.values())))


R = TypeVar("R", bound=Record)


def read(model: type[R], source: Source) -> tuple[R | None, list[Diagnostic]]:
    """`source` as a `model`, or None with every error at its place, in the order of the file."""
    try:
        return model.model_validate(source.data, by_alias=True, by_name=False), []
    except ValidationError as failure:
        details = failure.errors(include_url=False)
        return None, in_order(diagnose(detail, model, source) for detail in details)


def diagnose(detail: ErrorDetails, model: type[Record], source: Source) -> Diagnostic:
    """One pydantic error, by its type, as a Diagnostic in Chinese at its place in `source`."""
    kind, loc = detail["type"], detail["loc"]
    if kind == "extra_forbidden":
        unknown = str(loc[-1])
        hint = did_you_mean(unknown, keys_at(model, loc[:-1]))
        return error("unknown-key", f"不认识的字段“{unknown}”", hint, source.position(loc, key=True))
    if kind == "missing":
        hint = f"请补上“{loc[-1]}:”"
        return error("missing", f"缺少必填项“{name(loc, source)}”", hint, source.position(loc))
    told = Told(name(loc, source), detail.get("input"), detail.get("ctx", {}), detail["msg"])
    message, hint = words(kind, told)
    return error(kind.replace("_", "-"), message, hint, source.position(loc))


def name(loc: Path, source: Source) -> str:
    """`loc` as people name it: 预算.项目支出.年初, 项目第3项.性质; without the tags that pydantic puts in."""
    path = source.path(loc)
    if loc and path[-1:] not in (loc[-1:], (ITEMS.get(loc[-1]),)):
        path = (*path, loc[-1])
    parts = [f"第{part + 1}项" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).lstrip(".") or "文件"


def keys_at(model: type[Record], loc: Path) -> list[str]:
    """The valid YAML keys of the record that stands at `loc` inside `model`."""
    at: Any = model
    for part in loc:
        at = _inside(at, part)
    return list(dict.fromkeys(alias for record in records(at) for alias, _ in fields(record)))


def fields(record: type[Record]) -> Iterator[tuple[str, Any]]:
    """The alias and annotation of every field of `record`."""
    for own, field in record.model_fields.items():
        yield field.alias or own, field.annotation


def records(annotation: Any) -> list[type[Record]]:
    """Every record class that an annotation (Optional, list, dict, Union …) may hold."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    return [found for inner in getattr(annotation, "__args__", ()) for found in records(inner)]


def _inside(annotation: Any, part: int | str) -> Any:
    """What stands at `part` of a value so annotated: of a union the record with that tag, else the field."""
    inside = records(annotation)
    if len(inside) > 1 and (tagged := [record for record in inside if _has_tag(record, part)]):
        return tagged[0]
    for record in inside:
        for alias, of_field in fields(record):
            if alias == part:
                return of_field
    return annotation


def _has_tag(record: type[Record], part: int | str) -> bool:
    return any(get_origin(of_field) is Literal and part in get_args(of_field) for _, of_field in fields(record))


def optional(alias: str, description: str) -> Any:
    """A field that may be left out: its YAML key and its 口径."""
    return Field(default=None, alias=alias, description=description)


def listed(alias: str, description: str) -> Any:
    """A list that may be left out: its YAML key and its 口径."""
    return Field(default=(), alias=alias, description=description)
