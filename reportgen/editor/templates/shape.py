"""What a template may name: groups, lists and values by their Chinese names, read off a made-up context."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from reportgen.facts.narrative import Paragraph, Table
from reportgen.values import Frozen

TEXT, NUMBER, DATE, TRUTH, PROSE = "文字", "数", "日期", "是否", "成段文字"


class Leaf(Frozen):
    """A single value: what kind of thing, and in what unit (% for ratios)."""

    kind: str
    unit: str = ""


class Names(Frozen):
    """Names with what stands under each; where `open`, other names may be there too."""

    fields: Mapping[str, Shape]
    open: bool = False


class Rows(Frozen):
    """A list, all of whose items have one shape."""

    item: Shape


class Anything(Frozen):
    """What cannot be known before there is data: 补充, results of macros."""


Shape: TypeAlias = Leaf | Names | Rows | Anything
ANY = Anything()
ITEM = "[]"  # stands in a name for any row of a list
Units: TypeAlias = Callable[[str], str]


def of(value: Any, units: Units, name: str = "") -> Shape:
    """The shape of `value`, which stands in the context under `name`."""
    if isinstance(value, Mapping):
        return Names({key: of(inner, units, f"{name}.{key}" if name else key) for key, inner in value.items()})
    if isinstance(value, tuple | list):
        return _rows(value, units, name)
    kind = next((kind for of_type, kind in _KINDS if isinstance(value, of_type)), None)
    return Leaf(kind, units(name) if kind == NUMBER else "") if kind else ANY


_KINDS: tuple[tuple[type, str], ...] = ((bool, TRUTH), (Decimal, NUMBER), (int, NUMBER), (dt.date, DATE), (str, TEXT))


def _rows(value: Sequence[Any], units: Units, name: str) -> Shape:
    if value and isinstance(value[0], Paragraph | Table):
        return Leaf(PROSE)
    return Rows(of(value[0], units, name + ITEM)) if value else Rows(ANY)


def at(shape: Shape, path: Sequence[str]) -> Shape | None:
    """What stands under the names `path`, None where there is none."""
    for name in path:
        if isinstance(shape, Anything):
            return shape
        if not isinstance(shape, Names) or name not in shape.fields:
            return None
        shape = shape.fields[name]
    return shape
