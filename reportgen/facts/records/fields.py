"""The fields of a record, said once: YAML key, 口径, unit, default; the type stands in the annotation.

Annotations are evaluated when somebody asks for them, never when a class is made.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, StructMeta

if TYPE_CHECKING:
    from reportgen.facts.records.record import Record

_OR_NONE = " | None"


class Named:
    """What a record's body says of one field beside its type."""

    __slots__ = ("alias", "default", "description", "unit")

    def __init__(self, alias: str, description: str, unit: str, default: Any) -> None:
        self.alias, self.description, self.unit, self.default = alias, description, unit, default


def named(alias: str, description: str = "", *, unit: str = "", default: Any = NODEFAULT) -> Any:
    """A field: its YAML key, its 口径, its unit where its type has none; compulsory unless it has a default."""
    return Named(alias, description, unit, default)


def optional(alias: str, description: str = "", *, unit: str = "") -> Any:
    """A field that may be left out."""
    return Named(alias, description, unit, None)


def listed(alias: str, description: str = "", *, unit: str = "") -> Any:
    """A list that may be left out."""
    return Named(alias, description, unit, ())


def mapped(alias: str, description: str = "", *, unit: str = "") -> Any:
    """A group of entries under names of their own that may be left out."""
    return Named(alias, description, unit, {})


def again(record: RecordMeta, own: str) -> Any:
    """The field `own` of another record, as it is said there."""
    field = record.fields_by_name[own]
    return Named(field.alias, field.description, field.unit, field.default)


class Field:
    """One field of a record as others see it."""

    def __init__(self, own: str, said: Named, home: type) -> None:
        self.alias, self.description, self.default = said.alias, said.description, said.default
        self.own, self.unit, self._home = own, said.unit, home

    @cached_property
    def annotation(self) -> Any:
        """The type with its marks."""
        return self._type("")

    @cached_property
    def given(self) -> Any:
        """The type of a value that is given: `annotation` without None, with which typing takes thrice as long."""
        return self._type(_OR_NONE)

    def _type(self, left_out: str) -> Any:
        written = self._home.__annotations__[self.own]
        return resolved(written.removesuffix(left_out), self._home.__module__) if isinstance(written, str) else written

    @cached_property
    def records(self) -> tuple[type[Record], ...]:
        """Every record class that it may hold."""
        return records(self.given)

    @property
    def required(self) -> bool:
        """Whether it must be given, as it has no default."""
        return self.default is NODEFAULT


class RecordMeta(StructMeta):
    """Makes records of class bodies: frozen structs by keyword that keep what was said of each field."""

    _said: Mapping[str, Named]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any], /, **config: Any) -> RecordMeta:
        said = {own: value for own, value in body.items() if isinstance(value, Named)}
        body |= {own: msgspec.field(default=one.default, name=one.alias) for own, one in said.items()}
        body["_said"] = said
        keeps = bool(config.get("dict")) or any(base.__dictoffset__ for base in bases)  # what follows from its fields
        return super().__new__(cls, name, bases, body, **{"frozen": True, "kw_only": True, "gc": keeps, **config})

    @property
    def fields_by_name(cls) -> Mapping[str, Field]:
        """Every field by its English name, those of the bases first."""
        return _fields(cls)


@cache
def _fields(record: RecordMeta) -> Mapping[str, Field]:
    found: dict[str, Field] = {}
    for base in reversed(record.__mro__):
        said: Mapping[str, Named] = vars(base).get("_said", {})
        found |= {own: Field(own, one, base) for own, one in said.items()}
    return MappingProxyType(found)


@cache
def resolved(annotation: str, module: str) -> Any:
    """An annotation as a type; a name that its module has not is looked for in the package around it."""
    own = vars(sys.modules[module])
    around = sys.modules.get(own.get("__package__") or module)
    return eval(annotation, dict(vars(around)) if around else {}, own)  # our own source text


@cache
def records(annotation: Any) -> tuple[type[Record], ...]:
    """Every record class that an annotation (Optional, list, dict, Union …) may hold."""
    if isinstance(annotation, RecordMeta):
        return (cast("type[Record]", annotation),)
    return tuple(found for inner in getattr(annotation, "__args__", ()) for found in records(inner))


def entries(annotation: Any) -> Any:
    """The type of what stands under the keys of a mapping that an annotation may hold; None where it holds none."""
    if get_origin(annotation) is dict:
        return get_args(annotation)[1]
    inside = get_args(annotation) if get_origin(annotation) is not tuple else ()
    return next((found for inner in inside if (found := entries(inner)) is not None), None)
