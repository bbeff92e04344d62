"""Where a figure stands in dept.yaml: a field by its dotted name, or a column of a list's row that is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.facts.names import FREE, is_list
from reportgen.facts.records import quantity
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Field, Record, records
from reportgen.facts.source import Path
from reportgen.values import Frozen


class Address(Frozen):
    """The keys that lead to a figure, and its unit; in a list, `row` is the name of the row and `key` where it stands.

    预算.收入.明细.其他收入.决算 is the field 决算 of the row whose 名称 is 其他收入.
    """

    path: tuple[str, ...]
    unit: str
    row: str = ""
    key: str = ""
    column: str = ""


def address(name: str) -> Address | None:
    """The place that `name` names, or None where dept.yaml has none."""
    return _in(Department, tuple(name.split(".")), ())


@cache
def addressable(unit: str) -> frozenset[str]:
    """Every field with that unit, of lists the columns with … for the row."""
    return frozenset(_names(Department, "", unit))


def fields(model: type[Record]) -> Iterator[tuple[str, Field]]:
    """The fields of a record under their YAML keys, in the order of the form."""
    return ((field.alias, field) for own, field in model.fields_by_name.items())


def _in(model: type[Record], parts: tuple[str, ...], before: tuple[str, ...]) -> Address | None:
    found = dict(fields(model))
    if not parts or parts[0] not in found or (not before and parts[0] in FREE):
        return None
    field, rest, here = found[parts[0]], parts[1:], (*before, parts[0])
    inside = records(field.annotation)
    if inside and is_list(field.annotation):
        return _of_row(inside[0], rest, here)
    if inside:
        return _in(inside[0], rest, here)
    return Address(here, quantity.unit(field)) if not rest and not is_list(field.annotation) else None


def _of_row(model: type[Record], rest: tuple[str, ...], here: tuple[str, ...]) -> Address | None:
    own = dict(fields(model))
    key = next((alias for alias, field in own.items() if field.required), "")
    if len(rest) < 2 or rest[-1] not in own or not key:
        return None
    return Address(here, quantity.unit(own[rest[-1]]), ".".join(rest[:-1]), key, rest[-1])


def _names(model: type[Record], prefix: str, unit: str) -> Iterator[str]:
    for alias, field in fields(model):
        name, inside = f"{prefix}{alias}", records(field.annotation)
        if inside and is_list(field.annotation):
            own = (column for column, inner in fields(inside[0]) if quantity.unit(inner) == unit)
            yield from (f"{name}.…….{column}" for column in own)
        elif inside:
            yield from _names(inside[0], f"{name}.", unit)
        elif quantity.unit(field) == unit:
            yield name


def order(path: Path, model: type[Record] = Department) -> Sequence[str]:
    """The keys of the mapping at `path` of a file that says a `model`, in the order of the form."""
    for part in path:
        if isinstance(part, int):
            continue
        found = dict(fields(model))
        inside = records(found[part].annotation) if part in found else []
        if not inside or (is_list(found[part].annotation) and part == path[-1]):
            return ()
        model = inside[0]
    return tuple(alias for alias, _ in fields(model))
