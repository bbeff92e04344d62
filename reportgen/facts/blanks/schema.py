"""Records as JSON Schema, with Chinese keys: dept.yaml for editors that complete and check it, results for programs."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from reportgen.facts.records.budget import Quarterly
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.fields import RecordMeta
from reportgen.facts.records.notation import Notation, Tagged
from reportgen.facts.records.record import Field, Record
from reportgen.facts.source import QUARTERS

Schema = dict[str, Any]
FOLDER = ".schema"  # where schemas lie beside the files that name them
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EMPTY = {"type": "null"}
_PLAIN: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Any: {},
}


def json_schema(record: type[Record] = Department, title: str = "dept.yaml") -> Schema:
    """A file as a JSON Schema: keys, 口径, units; numbers may be written as text or as numbers.

    Bounds are left to the program, which checks them on reading.
    """
    inside: dict[str, Schema] = {}
    whole = _group(record, inside)
    return {"$schema": DIALECT, "title": title, "$defs": dict(sorted(inside.items())), **whole}


def _group(record: Any, inside: dict[str, Schema]) -> Schema:
    """A record with its fields; the records in it join `inside` under their English names."""
    fields: Mapping[str, Field] = record.fields_by_name
    required = [field.alias for field in fields.values() if field.required]
    return {
        "additionalProperties": False,
        "properties": {field.alias: _field(field, inside) for field in fields.values()},
        **({"required": required} if required else {}),
        "type": "object",
    }


def _field(field: Field, inside: dict[str, Schema]) -> Schema:
    schema = _of(field.annotation, inside)
    said = {"description": field.description} if field.description else {}
    said |= {"单位": field.unit} if field.unit else {}
    if field.required:
        return dict(sorted({**schema, **said}.items()))
    return {**_or_empty(schema), "default": _default(field.default), **said}


def _default(value: Any) -> Any:
    """What stands for a field that is left out, as JSON has it."""
    if isinstance(value, Record):
        return value.to_data(exclude_defaults=True)
    if isinstance(value, Mapping):
        return {}
    return [] if value == () else str(value) if isinstance(value, Decimal) else value


def _or_empty(schema: Schema) -> Schema:
    """The same, or nothing written."""
    return schema if _EMPTY in schema.get("anyOf", ()) else {"anyOf": [schema, _EMPTY]}


def _of(annotation: Any, inside: dict[str, Schema]) -> Schema:
    """What may be written for a value of this type."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, RecordMeta) or (isinstance(annotation, type) and issubclass(annotation, Enum)):
        return _referred(annotation, inside)
    if origin is Annotated:
        return _marked(inner[0], inner[1:], inside)
    if origin in (Union, types.UnionType):
        return _or_empty(_of(next(one for one in inner if one is not types.NoneType), inside))
    if origin is tuple:
        return {"items": _of(inner[0], inside), "type": "array"}
    if origin is dict:
        return {"additionalProperties": True if inner[1] is Any else _or_empty(_of(inner[1], inside)), "type": "object"}
    return _single(annotation)


def _marked(annotation: Any, marks: Sequence[Any], inside: dict[str, Schema]) -> Schema:
    """What may be written for a value of a type with its marks."""
    if tagged := next((mark for mark in marks if isinstance(mark, Tagged)), None):
        return _chosen(annotation, tagged, inside)
    notation = next((mark for mark in marks if isinstance(mark, Notation) and mark.schema), None)
    return _written(notation) if notation else _of(annotation, inside)


def _chosen(union: Any, tagged: Tagged, inside: dict[str, Schema]) -> Schema:
    """One of several records, chosen by the field that names it."""
    kinds = {record.fields_by_name[tagged.field].default: record for record in get_args(union)}
    alias = next(iter(kinds.values())).fields_by_name[tagged.field].alias
    fits = [
        {"if": {"properties": {alias: {"const": kind}}, "required": [alias]}, "then": _referred(record, inside)}
        for kind, record in kinds.items()
    ]
    return {"allOf": fits, "properties": {alias: {"enum": [*kinds]}}, "type": "object"}


def _single(annotation: Any) -> Schema:
    """A value without a notation of its own: a choice of words, or what JSON itself has."""
    if get_origin(annotation) is Literal:
        return {"enum": [*get_args(annotation)], "type": "string"}
    return dict(_PLAIN[annotation])


def _written(notation: Notation) -> Schema:
    schema = dict(notation.schema or {})
    if notation.example:
        schema["单位"] = notation.unit
        schema |= {} if "enum" in schema else {"examples": [notation.example]}
    return dict(sorted(schema.items()))


def _referred(kind: Any, inside: dict[str, Schema]) -> Schema:
    """A record or a set of choices under `$defs`."""
    if kind.__name__ not in inside:
        inside[kind.__name__] = {}
        inside[kind.__name__] = _defined(kind, inside)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _defined(kind: Any, inside: dict[str, Schema]) -> Schema:
    if issubclass(kind, Enum):
        return {"enum": [choice.value for choice in kind], "type": "string"}
    group = _group(kind, inside)
    if not issubclass(kind, Quarterly):
        return group
    item = {key: value for key, value in group["properties"][QUARTERS[0]].items() if key != "description"}
    return {"anyOf": [{"items": item, "maxItems": 4, "minItems": 4, "type": "array"}, group]}
