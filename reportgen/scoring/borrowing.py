"""The limits of a rule that are names: which there are, and the same rule with the numbers of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from reportgen.facts.records.borrowed import Borrowed
from reportgen.facts.records.notation import Within
from reportgen.facts.records.record import Record
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.interval import Interval
from reportgen.values import Frozen, replace

R = TypeVar("R", bound=Record)


class NumberOfTheDay(Frozen):
    """The number that a name stands for today, and how a sentence tells it."""

    number: Decimal
    text: str
    percent: bool


def borrowed(record: Record) -> Iterator[tuple[str, Borrowed]]:
    """Every name that stands for a number in `record`, with the key of its field; not those of parts."""
    for field in record.__class__.fields_by_name.values():
        for limit in _inside(getattr(record, field.own)):
            yield field.alias, limit


def _inside(value: Any) -> Iterator[Borrowed]:
    if isinstance(value, Borrowed):
        yield value
    elif isinstance(value, Interval):
        yield from (end for end in value.ends() if isinstance(end, Borrowed))
    elif isinstance(value, Record):
        yield from (limit for _, limit in borrowed(value))
    elif isinstance(value, tuple):
        for item in value:
            yield from _inside(item)


def lent(record: R, known: Mapping[str, NumberOfTheDay]) -> R:
    """`record` with the numbers of `known` for its names; raises Wrong where one cannot stand there."""
    made: dict[str, Any] = {}
    for own, field in record.__class__.fields_by_name.items():
        value = getattr(record, own)
        if any(_inside(value)):
            made[own] = _lent(value, known)
            _bounded(field.annotation, field.alias, value, known)
    filled = replace(record, **made)
    filled.check()
    return filled


def _lent(value: Any, known: Mapping[str, NumberOfTheDay]) -> Any:
    if isinstance(value, Borrowed):
        return known[value.name].number
    if isinstance(value, Interval):
        return _range(value, known)
    if isinstance(value, Record):
        return lent(value, known)
    return tuple(_lent(item, known) for item in value) if isinstance(value, tuple) else value


def _range(value: Interval, known: Mapping[str, NumberOfTheDay]) -> Interval:
    found = [known[end.name] for end in value.ends() if isinstance(end, Borrowed)]
    if not found:
        return value
    low, high = (_lent(end, known) for end in (value.low, value.high))
    percent = value.percent or any(one.percent for one in found)
    made = Interval(low, high, value.low_closed, value.high_closed, percent, str(value))
    if low > high:
        raise Wrong(f"“{made}”的下限高于上限")
    return made


def _bounded(annotation: Any, alias: str, value: Any, known: Mapping[str, NumberOfTheDay]) -> None:
    for limit in value if isinstance(value, tuple) else (value,):
        today = known[limit.name] if isinstance(limit, Borrowed) else None
        for mark in _marks(annotation) if today else ():
            if today and (wrong := mark.wrong(today.number, today.text)):
                raise Wrong(f"“{alias}”取自 {limit.name}，{wrong.message}")


def _marks(annotation: Any) -> Iterator[Within]:
    """The bounds of a type."""
    for inner in getattr(annotation, "__metadata__", ()):
        if isinstance(inner, Within):
            yield inner
    for inner in getattr(annotation, "__args__", ()):
        yield from _marks(inner)
