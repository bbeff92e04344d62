"""What one rendering may use up: operations and characters, so that no template hangs or fills the memory.

A template pays before it acts: for each round of a loop what its body weighs, for large values their size. Small
values cost nothing by themselves; the weight of the operation that meets them covers them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from markupsafe import Markup

from reportgen.values import Changing

SMALL = 64  # characters or items of a value that costs nothing by itself
SIZED = frozenset((str, Markup, list, tuple, dict, range, set, frozenset))
_GROUPS = frozenset((list, tuple, set, frozenset))


class ExhaustedError(Exception):
    """A rendering used up its budget."""


class Budget(Changing):
    """Operations and characters that are left to a rendering."""

    steps: int
    characters: int


_current: ContextVar[Budget | None] = ContextVar("budget of the rendering", default=None)


@contextmanager
def within(budget: Budget) -> Iterator[None]:
    """Everything rendered inside pays from `budget`."""
    token = _current.set(budget)
    try:
        yield
    finally:
        _current.reset(token)


def spend(steps: int, characters: int = 0) -> None:
    """Pay for an operation that is about to happen; raises ExhaustedError where too little is left."""
    budget = _current.get()
    if budget is None:  # outside a rendering: a compiler that folds constants
        return
    budget.steps -= steps
    budget.characters -= characters
    if budget.steps < 0 or budget.characters < 0:
        raise ExhaustedError


def weigh(value: Any) -> Any:
    """`value`, paid for by its size where it is large, with all that is in it."""
    kind = type(value)
    if kind in SIZED:
        if kind in (str, Markup):
            if len(value) > SMALL:
                spend(1 + len(value) // SMALL, len(value))
        elif value:
            _weigh_all(value)
    return value


def _weigh_all(group: Any) -> None:
    """Pay for the items of a list or mapping, one by one: a short text can make lists of lists without end."""
    left = [group]
    while left:
        value = left.pop()
        kind = type(value)
        if kind in (str, Markup):
            spend(1 + len(value) // SMALL, len(value))
        elif kind in SIZED:
            spend(1 + len(value), len(value))
            if kind is dict:
                left += [*value.keys(), *value.values()]
            elif kind in _GROUPS:
                left += value
