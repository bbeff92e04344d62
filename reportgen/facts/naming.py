"""The department's facts by their dotted Chinese names, as formulas, rules and sentences use them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct

from reportgen import chinese
from reportgen.chinese import measured
from reportgen.diagnostics import Position
from reportgen.facts.names import FREE, OF_FREE, OWN, declared, declared_as, described, keys
from reportgen.facts.records import quantity
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.declared import Words
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.origin import Origin
from reportgen.facts.records.record import Record
from reportgen.facts.source import Path, Source

Value: TypeAlias = Decimal | int | str | dt.date | bool
_SINGLE = OF_FREE | {str}
_EMPTY = (None, "")  # what is written of a value that is not


class Fact(Struct, frozen=True):
    """One thing that a department gave, that (without a position) follows from what it gave, or that a rule offers."""

    name: str
    value: Value
    position: Position | None
    text: str = ""  # how it is printed, where the model does not say so
    origin: str = ""  # the cell of a published table that it was taken from
    own_unit: str = ""  # of what a pack declares

    @property
    def unit(self) -> str:
        """The unit of its value, empty where it has none."""
        return self.own_unit or described().get(self.name, ("", ""))[0]


def facts(
    department: Department, source: Source, limits: Mapping[str, Sequence[Decimal]] | None = None
) -> Mapping[str, Fact]:
    """Every fact by name; what was not given has no entry, and neither have the rows of lists.

    `limits` are what rules compare facts with, by name.
    """
    named = ((".".join(map(str, path)), path, value) for path, value in _leaves(department, ()))
    ends, origins, own = limits or {}, department.origins, declared(declared_as(department.extra))
    return {
        name: Fact(
            name,
            _told(value, ends.get(name, ())),
            _position(path, source),
            origin=_origin(value, origins.get(name)),
            own_unit=own[name][0] if name in own else "",
        )
        for name, path, value in named
    }


def _origin(value: Value, origin: Origin | None) -> str:
    """Where `value` was taken, and what it was then if somebody has changed it."""
    if origin is None:
        return ""
    return origin.told() + ("" if value == origin.value else f"，取数时为 {chinese.number(origin.value)}，后来改过")


def _told(value: Value, limits: Sequence[Decimal]) -> Value:
    return measured(value, limits) if isinstance(value, Decimal) else value


def values(record: Record, name: str = "") -> Mapping[str, Value]:
    """The values in a field of the department by name; `record` is what the field `name` holds, or all of it."""
    found: dict[str, Value] = {}
    _gather(record, f"{name}." if name else "", found, free=name == OWN)
    return found


def _gather(record: Record, before: str, found: dict[str, Value], *, free: bool) -> None:
    """What stands in `record` into `found`, under names that begin with `before`."""
    single = OF_FREE if free else _SINGLE
    for own, alias in _telling(type(record)):
        value = getattr(record, own)
        if type(value) in single:
            found[before + alias] = value
        elif isinstance(value, Record) and not isinstance(value, Answer | Origin):
            _gather(value, f"{before}{alias}.", found, free=free or before + alias == OWN)
        elif value is not None and not isinstance(value, tuple):
            path = (*before.split(".")[:-1], alias)
            found.update((".".join(map(str, inner)), one) for inner, one in _inside(value, path))


def lists(department: Department) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The rows of every list by its name, each a mapping by Chinese keys (None where not given)."""
    return _Lists(records(department))


def records(department: Department) -> Mapping[str, tuple[Record, ...]]:
    """The rows of every list by its name, as they are."""
    return dict(_lists(department, ""))


class _Lists(Mapping[str, Sequence[Mapping[str, Any]]]):
    """Lists by name, the rows of each made when somebody asks for them: a thousand projects cost, and few ask."""

    def __init__(self, records: Mapping[str, tuple[Record, ...]]) -> None:
        self._records = records
        self._made: dict[str, Sequence[Mapping[str, Any]]] = {}

    def __getitem__(self, name: str) -> Sequence[Mapping[str, Any]]:
        if name not in self._made:
            self._made[name] = tuple(row.to_data() for row in self._records[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


def rows(department: Department, name: str, source: Source) -> Sequence[Mapping[str, Fact]]:
    """The rows of the list `name`, each with what it says by Chinese key: facts named 预算.收入.明细第1项.年初."""
    found: Any = department
    for part in (path := tuple(name.split("."))):
        fields = type(found).fields_by_name.items() if found else ()
        found = next((getattr(found, own) for own, field in fields if field.alias == part), None)
    origins = department.origins
    return tuple(_row(row, (*path, at), source, origins) for at, row in enumerate(found or ()))


class CellFact(NamedTuple):
    """The same as a fact of a row, for one column of a long list: where it stands is said, not looked up."""

    at: int  # the place of its row in the list
    name: str
    value: Value
    where: str | None
    origin: str


def cells(department: Department, name: str, column: str, source: Source) -> Iterator[CellFact]:
    """What the rows of the list `name` say in `column`."""
    path, origins = tuple(name.split(".")), department.origins
    written = _rows_written(path, source)
    for at, row in enumerate(records(department).get(name, ())):
        value = getattr(row, _own(type(row), column))
        if value is not None:
            taken = origins.get(f"{name}.{getattr(row, 'name', '')}.{column}") if origins else None
            here: Path = (*path, at, column)
            given = at < len(written) and written[at].get(column) not in _EMPTY
            where = source.told(here) if given else None
            yield CellFact(at, f"{name}第{at + 1}项.{column}", value, where, _origin(value, taken))


def _rows_written(path: Path, source: Source) -> Sequence[Mapping[str, Any]]:
    """The list at `path` as a person wrote it; nothing where there is none."""
    data: Any = source.data
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    return data if isinstance(data, list) and all(isinstance(row, dict) for row in data) else ()


@cache
def _own(model: type[Record], alias: str) -> str:
    """The name in code of the field whose YAML key is `alias`."""
    return next(own for own, key in keys(model) if key == alias)


def column(rows: Sequence[Record], alias: str) -> list[Any]:
    """The values that the records of a list have under the YAML key `alias`."""
    return [getattr(row, _own(type(row), alias)) for row in rows]


def _row(row: Record, path: Path, source: Source, origins: Mapping[str, Origin]) -> Mapping[str, Fact]:
    *groups, at = path
    listed = ".".join(map(str, groups))
    taken = f"{listed}.{getattr(row, 'name', '')}"  # how `import` calls the row
    return {
        str(own := place[-1]): Fact(
            f"{listed}第{int(at) + 1}项.{own}",
            value,
            _position(place, source),
            origin=_origin(value, origins.get(f"{taken}.{own}")),
        )
        for place, value in _leaves(row, path)
    }


def _leaves(record: Record, path: Path) -> Iterator[tuple[Path, Value]]:
    single = OF_FREE if path[:1] == (OWN,) else _SINGLE
    for own, alias in _telling(type(record)):
        value = getattr(record, own)
        if type(value) in single:
            yield (*path, alias), value
        elif value is not None and not isinstance(value, tuple):
            yield from _inside(value, (*path, alias))


@cache
def _telling(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The same of the fields that may hold facts: answers, and where values come from, are none."""
    holding = {own: field.records for own, field in model.fields_by_name.items()}
    return tuple((own, key) for own, key in keys(model) if not holding[own] or {*holding[own]} - {Answer, Origin})


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Value]]:
    match value:
        case Answer() | Origin() | tuple() | list() | None:
            return
        case Record():
            yield from _leaves(value, path)
        case dict():
            for key, inner in value.items():
                yield from _inside(inner, (*path, key))
        case str() if path[0] == "补充" and not isinstance(value, Words):
            number = None if value.startswith("0") and value[1:2].isdigit() else quantity.parse(value)
            yield path, value if number is None else number
        case _:
            yield path, value


def _position(path: Path, source: Source) -> Position | None:
    """Where `path` was given; a key that was left empty is no such place."""
    found = _given_at(path, source)
    return source.places[found] if found else None


def _given_at(path: Path, source: Source) -> Path | None:
    found = source.path(path)
    return found if found and len(found) == len(path) and _filled(source.data, found) else None


def _filled(data: Any, path: Path) -> bool:
    for part in path:
        data = data[part]
    return data not in _EMPTY


def _lists(record: Record, prefix: str) -> Iterator[tuple[str, tuple[Record, ...]]]:
    for own, alias, of_records in _holding(type(record)):
        value = getattr(record, own)
        if isinstance(value, Record):
            yield from _lists(value, f"{prefix}{alias}.")
        elif of_records and isinstance(value, tuple):
            yield f"{prefix}{alias}", value


@cache
def _holding(model: type[Record]) -> tuple[tuple[str, str, bool], ...]:
    """The fields that may hold records, each with its YAML key, and whether its type says so."""
    fields = ((own, field.alias, bool(field.records)) for own, field in model.fields_by_name.items())
    return tuple((own, alias, says) for own, alias, says in fields if says or alias in FREE)
