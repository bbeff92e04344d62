"""Records as plain data again, under their Chinese keys."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

import msgspec
from msgspec import structs

from reportgen.facts.records.fields import RecordMeta
from reportgen.facts.records.notation import Notation

Writer: TypeAlias = Callable[[Any], Any]
_FREE = dict[str, Any]
_SINGLE = frozenset({str, int, bool, Decimal, types.NoneType})


def plain(value: Any, *, exclude_defaults: bool = False) -> Any:
    """`value` with mappings by YAML keys for the records in it; every other value as it is."""

    def inside(value: Any) -> Any:
        kind: Any = type(value)
        if kind in _SINGLE:
            return value
        if isinstance(kind, RecordMeta):
            if (keys := flat(kind)) and not exclude_defaults:
                return dict(zip(keys, structs.astuple(value), strict=True))
            made = {}
            for own, alias, default in _named(kind):
                one = getattr(value, own)
                if not (exclude_defaults and one == default):
                    made[alias] = one if type(one) in _SINGLE else inside(one)
            return made
        if isinstance(value, tuple | list):
            return kind(map(inside, value))
        return {key: inside(one) for key, one in value.items()} if isinstance(value, Mapping) else value

    return inside(value)


@cache
def flat(record: RecordMeta) -> tuple[str, ...]:
    """The YAML keys of a record that holds no others, in the order of its values; none for one that may."""
    fields = record.fields_by_name.values()
    return () if any(field.records for field in fields) else tuple(field.alias for field in fields)


@cache
def _named(record: RecordMeta) -> tuple[tuple[str, str, Any], ...]:
    """The name, the YAML key and the default of every field."""
    return tuple((own, field.alias, field.default) for own, field in record.fields_by_name.items())


def json(record: Any, *, indent: int, exclude_none: bool = False) -> bytes:
    """`record` as JSON text in UTF-8, every value in its notation."""
    data = _record(record)
    if exclude_none:
        data = without_none(msgspec.json.decode(msgspec.json.encode(data)))
    text = msgspec.json.encode(data)
    return text if indent < 0 else msgspec.json.format(text, indent=indent)


def without_none(data: Any) -> Any:
    """`data` without the keys of mappings under which nothing stands."""
    if isinstance(data, dict):
        return {key: without_none(value) for key, value in data.items() if value is not None}
    return type(data)(map(without_none, data)) if isinstance(data, list | tuple) else data


def _record(record: Any) -> dict[str, Any]:
    keys, writers = _plan(record.__class__)
    made = dict(zip(keys, structs.astuple(record), strict=True))
    for key, write in writers:
        if made[key] is not None:
            made[key] = write(made[key])
    return made


@cache
def _plan(record: RecordMeta) -> tuple[tuple[str, ...], tuple[tuple[str, Writer], ...]]:
    """The keys of a record in the order of its values, and how the values under some of them are written."""
    fields = record.fields_by_name.values()
    writers = ((field.alias, writer(field.given)) for field in fields)
    return tuple(field.alias for field in fields), tuple((key, write) for key, write in writers if write)


@cache
def _is_written_so(record: RecordMeta) -> bool:
    """Whether msgspec writes a record just so: it holds no others, and none of its values has a notation."""
    return bool(flat(record)) and not record.__subclasses__() and not _plan(record)[1]


def _free(value: Any) -> Any:
    """A mapping of anything as it is; what a pack has made a record of it, as that."""
    return _record(value) if isinstance(type(value), RecordMeta) else value


@cache
def writer(annotation: Any) -> Writer | None:
    """How a value of this type is written in JSON; None where it can stand as it is."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if isinstance(annotation, RecordMeta) or annotation == _FREE:
        return _free if annotation == _FREE else None if _is_written_so(annotation) else _record
    if origin is Annotated:
        say = next((mark.say for mark in inner[1:] if isinstance(mark, Notation) and mark.say), None)
        return say or writer(inner[0])
    if origin in (Union, types.UnionType):
        return next(filter(None, map(writer, inner)), None)
    write = writer(inner[-1]) if origin is dict else writer(inner[0]) if origin is tuple else None
    if write is None:
        return None
    if origin is dict:
        return lambda value: {key: write(item) for key, item in value.items()}
    return lambda value: [write(item) for item in value]
