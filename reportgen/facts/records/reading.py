"""Plain data as records: every value read by its type and its marks, and everything that is wrong told at once.

A reader is made for each type when it is first needed; it takes a value, its path and the faults found so far, and
gives what was read, or FAILED after adding its faults.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from enum import Enum, EnumMeta
from functools import cache, cached_property
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, cast, get_args, get_origin

from reportgen.facts.records import telling
from reportgen.facts.records.fields import Field, RecordMeta
from reportgen.facts.records.notation import AtLeast, Converted, Notation, Pending, Tagged, Within
from reportgen.facts.records.telling import Kind, Wrong
from reportgen.facts.source import Path


class Fault(NamedTuple):
    """What is wrong, and where: a path of YAML keys and of places in lists."""

    path: Path
    wrong: Wrong


class Faults(list[Fault]):
    """Everything that is wrong, and beside it what was read in another way than it was written."""

    def __init__(self, found: Iterable[Fault] = (), notes: list[Fault] | None = None) -> None:
        super().__init__(found)
        self.notes = [] if notes is None else notes


class InvalidError(ValueError):
    """Raised where data is no such record; carries every fault."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("；".join(f"{'.'.join(map(str, path))}：{wrong.message}" for path, wrong in faults))


FAILED: Any = object()
Reader: TypeAlias = Callable[[Any, Path, Faults], Any]


def converted(annotation: Any, data: Any, notes: list[Fault] | None = None) -> Any:
    """`data` as a value of the type `annotation`; raises InvalidError with everything that is wrong.

    `notes` takes in what was read in another way than it was written.
    """
    faults = Faults(notes=notes)
    try:
        made = reader(annotation)(data, (), faults)
    except RecursionError:
        faults = Faults([Fault((), telling.too_deep())])
    if faults:
        raise InvalidError(faults)
    return made


def is_empty(value: Any) -> bool:
    """Whether nothing is written in `value`: it is None, or a mapping of such values."""
    return value is None or (isinstance(value, dict) and bool(value) and all(map(is_empty, value.values())))


def filled(data: Any) -> Any:
    """The mapping `data` without its empty values."""
    return {k: v for k, v in data.items() if not is_empty(v)} if isinstance(data, dict) else data


@cache
def reader(annotation: Any) -> Reader:
    """How a value of this type is read."""
    origin = get_origin(annotation)
    if origin is not None:
        return _COMPOSED[origin](*get_args(annotation))
    if isinstance(annotation, RecordMeta):
        return _record(annotation)
    if isinstance(annotation, EnumMeta):
        return _enum(cast("type[Enum]", annotation))
    return _PLAIN.get(annotation) or _instance(annotation)


def _record(record: Any) -> Reader:
    def read(data: Any, path: Path, faults: Faults) -> Any:
        if isinstance(data, record):
            return data
        try:
            data = _taken(record.arranged(data), path, faults)
        except Wrong as wrong:
            return _fault(wrong, path, faults)
        if not isinstance(data, dict):
            first = next((alias for alias, slot in _plan(record).items() if slot.required and path), "")
            return _fault(telling.no_fields(data, first), path, faults)
        return _of_fields(record, data, path, faults)

    return read


def _of_fields(record: Any, data: dict[Any, Any], path: Path, faults: Faults) -> Any:
    """The fields of a record one by one, then keys that it has not, then what it says of them together."""
    before, values = len(faults), {}
    known = _plan(record)
    for alias, slot in known.items():
        value = data.get(alias)
        if value is None or (not slot.required and type(value) is not str and is_empty(value)):
            if slot.required:
                faults.append(Fault((*path, alias), telling.missing(alias)))
            continue
        made = slot.read(value, (*path, alias), faults)
        if made is not FAILED:
            values[slot.own] = made
    if not data.keys() <= known.keys():
        faults += [Fault((*path, key), telling.unknown(str(key), [*known])) for key in data if key not in known]
    faults += [Fault((*path, record.fields_by_name[own].alias), wrong) for own, wrong in record.compared(values)]
    return FAILED if len(faults) > before else _checked(record(**values), path, faults)


class _Slot:
    """A field with its reader, made when the first value comes."""

    def __init__(self, field: Field) -> None:
        self.own, self.required, self._field = field.own, field.required, field

    @cached_property
    def read(self) -> Reader:
        return reader(self._field.given)


@cache
def _plan(record: RecordMeta) -> Mapping[str, _Slot]:
    return {field.alias: _Slot(field) for field in record.fields_by_name.values()}


def _taken(value: Any, path: Path, faults: Faults) -> Any:
    """The value, with a note where it was converted."""
    if type(value) is not Converted:
        return value
    faults.notes.append(Fault(path, Wrong(value.told, value.hint, Kind.CONVERTED)))
    return value.value


def _checked(made: Any, path: Path, faults: Faults) -> Any:
    try:
        made.check()
    except Wrong as wrong:
        return _fault(wrong, path, faults)
    except ValueError as failure:
        return _fault(Wrong(str(failure), kind=Kind.RULE), path, faults)
    return made


def _marked(inner: Any, *marks: Any) -> Reader:
    """A type with its marks, of which Notation says what is made of a value before its type looks at it."""
    tagged = next((mark for mark in marks if isinstance(mark, Tagged)), None)
    read_inner = _union(inner, tagged) if tagged else reader(inner)
    notation = next((mark.read for mark in marks if isinstance(mark, Notation) and mark.read), None)
    within = [mark for mark in marks if isinstance(mark, Within)]
    least = max((mark.items for mark in marks if isinstance(mark, AtLeast)), default=0)

    def read(written: Any, path: Path, faults: Faults) -> Any:
        value = written
        if notation:
            try:
                value = _taken(notation(written), path, faults)
            except Wrong as wrong:
                return _fault(wrong, path, faults)
            if isinstance(value, Pending):
                return value
        made = read_inner(value, path, faults)
        if least and isinstance(value, list | tuple | dict) and len(value) < least:
            return _fault(telling.too_short(len(value), least), path, faults)
        if made is FAILED:
            return FAILED
        for bounds in within:
            if outside := bounds.wrong(made, written):
                return _fault(outside, path, faults)
        return made

    return read


def _union(union: Any, tagged: Tagged) -> Reader:
    """The record of `union` whose tag the data names."""
    fields = {record: record.fields_by_name[tagged.field] for record in get_args(union)}
    alias = next(iter(fields.values())).alias
    tags = {get_args(field.annotation)[0]: record for record, field in fields.items()}

    def read(data: Any, path: Path, faults: Faults) -> Any:
        if isinstance(data, tuple(fields)):
            return data
        if not isinstance(data, dict):
            return _fault(telling.no_fields(data), path, faults)
        tag = data.get(alias)
        if tag is None:
            return _fault(telling.no_tag(alias), path, faults)
        record = tags.get(tag) if isinstance(tag, str) else None
        if record is None:
            return _fault(telling.no_such_tag(alias, str(tag), tags), path, faults)
        return reader(record)(data, path, faults)

    return read


def _optional(*types_: Any) -> Reader:
    (read_other,) = (reader(one) for one in types_ if one is not types.NoneType)
    return lambda value, path, faults: None if value is None else read_other(value, path, faults)


def _list(item_type: Any, _: Any) -> Reader:
    read_item, plain = reader(item_type), not isinstance(item_type, RecordMeta)

    def read(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, list | tuple):
            return _fault(telling.no_list(value, plain=plain), path, faults)
        items = tuple(read_item(item, (*path, i), faults) for i, item in enumerate(value))
        return FAILED if any(item is FAILED for item in items) else items

    return read


def _mapping(_: Any, item_type: Any) -> Reader:
    read_item = reader(item_type)

    def read(value: Any, path: Path, faults: Faults) -> Any:
        if not isinstance(value, Mapping):
            return _fault(telling.no_fields(value), path, faults)
        before = len(faults)
        faults += [Fault((*path, str(key)), telling.no_key(key)) for key in value if not isinstance(key, str)]
        made = {key: read_item(item, (*path, key), faults) for key, item in value.items()}
        return FAILED if len(faults) > before else made

    return read


def _choice(*known: str) -> Reader:
    def read(value: Any, path: Path, faults: Faults) -> Any:
        if isinstance(value, str) and value in known:
            return value
        if isinstance(value, str) and (plain := _plain_word(value)) in known:
            return plain
        return _fault(telling.no_choice(value, known), path, faults)

    return read


def _plain_word(text: str) -> str:
    """A word without quotes, stops and spaces."""
    from reportgen.facts.typed import signs  # noqa: PLC0415

    return signs.plain(text).replace(" ", "")


def _enum(kind: type[Enum]) -> Reader:
    def read(value: Any, path: Path, faults: Faults) -> Any:
        try:
            return kind(value)
        except ValueError:
            return _fault(telling.no_choice(value, [one.value for one in kind]), path, faults)

    return read


def _instance(kind: type, wrong: Callable[[Any], Wrong] = telling.no_text) -> Reader:
    def read(value: Any, path: Path, faults: Faults) -> Any:
        return value if isinstance(value, kind) else _fault(wrong(value), path, faults)

    return read


def _whole(value: Any, path: Path, faults: Faults) -> Any:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value if is_whole else _fault(telling.no_whole(value), path, faults)


def _decimal(value: Any, path: Path, faults: Faults) -> Any:
    is_finite = isinstance(value, Decimal) and value.is_finite()
    return value if is_finite else _fault(telling.no_number(value), path, faults)


def _fault(wrong: Wrong, path: Path, faults: Faults) -> Any:
    faults.append(Fault((*path, wrong.at) if wrong.at else path, wrong))
    return FAILED


_COMPOSED: Mapping[Any, Callable[..., Reader]] = {
    Annotated: _marked,
    Union: _optional,
    types.UnionType: _optional,
    tuple: _list,
    dict: _mapping,
    Literal: _choice,
}
_PLAIN: Mapping[Any, Reader] = {
    Any: lambda value, path, faults: value,
    str: _instance(str),
    int: _whole,
    bool: _instance(bool, telling.no_truth),
    Decimal: _decimal,
    dt.date: _instance(dt.date),
}
