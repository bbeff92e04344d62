"""The names that facts of a department can have: their unit, 口径, type and words, as its records declare them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from reportgen.facts.records import quantity
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.fields import Field
from reportgen.facts.records.origin import Origin
from reportgen.facts.records.record import Record
from reportgen.patterns import regex

OF_FREE = frozenset({Decimal, int, bool, dt.date})  # what words under a name of a department's own may mean
_SHORT = 4  # letters of a 口径 that says too little without its group: 实际面积
OWN = "补充"  # what a department adds
FREE = (OWN, "选项")  # groups whose names a department makes up
OFFERED = "序时"  # the group of names that rules give to formulas and tables


def declared_as(extra: object) -> type[Record] | None:
    """The record that a pack has made of 补充, if it declares what stands there."""
    return type(extra) if isinstance(extra, Record) else None


def declared(model: type[Record] | None, of_row: str = "") -> Mapping[str, tuple[str, str]]:
    """Unit and 口径 of every name that a pack declares under 补充; `model` is what it makes of them.

    The columns of lists are there where `of_row` says what stands between the list and a column.
    """
    if model is None:
        return {}
    found = [*_described(model, "补充.")]
    for name, row in _listed(model, "补充.").items() if of_row else ():
        found += _described(row, f"{name}{of_row}")
    return {name: (unit, words) for name, unit, words in found}


def free(model: type[Record] | None) -> tuple[str, ...]:
    """The groups whose names a department makes up, for a pack that declares its 补充 as `model`, or does not."""
    return tuple(group for group in FREE if model is None or group != "补充")


def known_names(extra: type[Record] | None = None) -> set[str]:
    """Every name that `facts` can give, with those of 补充 that a pack declares as `extra`."""
    return {*described(), *declared(extra)}


def known_lists(extra: type[Record] | None = None) -> Mapping[str, type[Record]]:
    """Every list by its name, with the record of its rows."""
    return {**_listed(Department, ""), **(_listed(extra, "补充.") if extra else {})}


def _listed(model: type[Record], prefix: str) -> dict[str, type[Record]]:
    found: dict[str, type[Record]] = {}
    for field in model.fields_by_name.values():
        name, inside = f"{prefix}{field.alias}", field.records
        if inside and is_list(field.given):
            found[name] = inside[0]
        elif inside and not {Answer, Origin} & {*inside}:
            found |= _listed(inside[0], f"{name}.")
    return found


@cache
def described() -> Mapping[str, tuple[str, str]]:
    """Unit and 口径 of every known name."""
    return MappingProxyType({name: (unit, words) for name, unit, words in _described(Department, "")})


@cache
def called(name: str) -> str:
    """A fact as a reader says it: 一季度累计支出进度 for 季度.累计进度.一季度; any other name as it is."""
    said = _all_said()
    short = said.get(name)
    if short is None:
        return name
    groups = [part for part in name.split(".")[:-1] if part != "合计"]
    unclear = len(short) <= _SHORT or list(said.values()).count(short) > 1
    return f"{groups[-1]}{short}" if groups and unclear and groups[-1] not in short else short


@cache
def _all_said() -> Mapping[str, str]:
    return {name: _said(words) for name, (_, words) in described().items()}


def _said(words: str) -> str:
    """A 口径 without what explains it."""
    return regex("[，；：（ ]").split(words.removeprefix("其中："))[0].replace("季度末的累计", "季度累计")


@cache
def keys(model: type[Record]) -> tuple[tuple[str, str], ...]:
    """The name in code and the YAML key of every field."""
    return tuple((own, field.alias) for own, field in model.fields_by_name.items())


def _described(model: type[Record], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in _single(model, prefix):
        if name not in FREE:
            yield name, quantity.unit(field), field.description or ""


def types(model: type[Record] | None = None) -> Mapping[str, type]:
    """The type of what stands under each name (Decimal, int, bool, str, date); `model` is what a pack declares."""
    return {name: found for name, field in _every(model) if (found := _plain_type(field.given))}


def offered_words(model: type[Record] | None = None) -> Mapping[str, tuple[str, ...]]:
    """The words of which each name takes one; only names that take no other. `model` is what a pack declares."""
    return {name: words for name, field in _every(model) if (words := chosen(field.given))}


def chosen(annotation: Any) -> tuple[str, ...]:
    """What may be chosen for a value so annotated; empty where anything may be written."""
    if get_origin(annotation) is Literal:
        return tuple(map(str, get_args(annotation)))
    found = [chosen(inner) for inner in get_args(annotation) if not isinstance(inner, str)]
    return next(filter(None, found), ())


def _every(extra: type[Record] | None) -> Iterator[tuple[str, Field]]:
    yield from _single(Department, "")
    yield from _single(extra, "补充.") if extra else ()


def _single(model: type[Record], prefix: str) -> Iterator[tuple[str, Field]]:
    """Every field that holds one value, by its dotted name."""
    for field in model.fields_by_name.values():
        name, inside = f"{prefix}{field.alias}", field.records
        if inside and not is_list(field.given) and not {Answer, Origin} & {*inside}:
            yield from _single(inside[0], f"{name}.")
        elif not inside and not is_list(field.given):
            yield name, field


def is_number(annotation: Any) -> bool:
    """Whether a field so annotated holds one value that is no text."""
    return not is_list(annotation) and _plain_type(annotation) in OF_FREE


def _plain_type(annotation: Any) -> type | None:
    """int of Annotated[int, …] or of int | None; None where it is none of the types that a value has."""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, Decimal | int | str | dt.date) else None
    return next((found for one in getattr(annotation, "__args__", ()) if (found := _plain_type(one))), None)


@cache
def is_list(annotation: Any) -> bool:
    """Whether a field so annotated holds a list."""
    origin = getattr(annotation, "__origin__", None)
    return origin in (tuple, list) or any(map(is_list, getattr(annotation, "__args__", ())))
