"""What sentences have said: one that reads the same values again says the same.

A sentence is kept under its text and all that it reads of its slots, by type and value, numbers as they are written and
with the limits that they are told from; what is of no such type is not kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterator, Mapping
from decimal import Decimal
from types import EllipsisType, NoneType
from typing import Any, TypeAlias

from jinja2 import nodes

from reportgen import chinese
from reportgen.chinese import Measured
from reportgen.language.guard import parsed

Names: TypeAlias = tuple[str, ...]  # from a slot inwards: 预算, 合计, 年初
_MOST = 2000  # sentences; a department has some hundred
_SINGLE = frozenset({str, int, bool, dt.date, NoneType, EllipsisType})


def reads(text: str) -> tuple[Names, ...]:
    """All that a sentence may read: names, and what it names inside of them."""
    tree = parsed(text)
    return tuple(dict.fromkeys(_read(tree))) if tree else ()


def _read(node: nodes.Node) -> Iterator[Names]:
    if names := _names(node):
        yield names
    else:
        for child in node.iter_child_nodes():
            yield from _read(child)


def _names(node: nodes.Node) -> Names:
    match node:
        case nodes.Name():
            return (node.name,)
        case nodes.Getattr():
            inside, last = _names(node.node), node.attr
        case nodes.Getitem(arg=nodes.Const(value=str(last))):
            inside = _names(node.node)
        case _:
            return ()
    return (*inside, last) if inside else ()


class SaidBefore:
    """The sentences made so far."""

    def __init__(self) -> None:
        self._made: dict[Hashable, str] = {}

    def told(self, text: str, read: tuple[Names, ...], slots: Mapping[str, Any], made: Callable[[], str]) -> str:
        """The sentence `text`, which reads `read` of `slots`, and which `made` makes if need be."""
        try:
            key = text, chinese.are_set_apart(), *(_met(slots, names) for names in read)
        except TypeError:
            return made()
        if (kept := self._made.get(key)) is None:
            kept = made()
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = kept
        return kept


def _met(slots: Mapping[str, Any], names: Names) -> Hashable:
    """What stands under `names`, or what they lead to and how far on the way there; ... where there is nothing."""
    value: Any = slots.get(names[0], ...)
    for steps, name in enumerate(names[1:], 1):
        if not isinstance(value, Mapping) or name not in value:
            return steps, _state(value)
        value = value[name]
    return len(names), _state(value)


def _state(value: Any) -> Hashable:
    """All of `value` that a sentence may show; raises TypeError where that cannot be told."""
    kind = type(value)
    if kind in _SINGLE:
        return kind, value
    if kind is Decimal:
        return kind, str(value)
    if isinstance(value, Measured):
        return kind, str(value), tuple(map(str, value.limits))
    if isinstance(value, Mapping):
        return kind, tuple((key, _state(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return kind, tuple(map(_state, value))
    raise TypeError(kind)
