"""Filters that pay: for what they are given and what they make, before it can fill the memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import wraps
from itertools import islice
from types import GeneratorType
from typing import Any, TypeAlias

from jinja2 import pass_context
from jinja2.runtime import Context

from reportgen.language.budget import SIZED, SMALL, ExhaustedError, spend, weigh
from reportgen.language.failures import TooLargeError, UnsuitedError
from reportgen.language.worded import value_itself, worded

_LARGEST = 10**30  # no figure of a report comes near
_DIGITS = 60  # of a Decimal, before or after the point
_MOST_PLACES, _MOST_ROWS = 30, 1000
_MOST_ITEMS = 100_000
_COUNTED = {"batch": _MOST_ROWS, "slice": _MOST_ROWS, "round": _MOST_PLACES}  # what their first argument may be
_WHOLE = frozenset(("length", "count", "first", "last", "default", "d", "list", "reverse", "items", "map"))
NUMBERS = frozenset((int, float, Decimal, bool))
Failed: TypeAlias = Callable[[str, Exception, Any], Any]


def bounded(value: Any) -> Any:
    """A result that a report can hold: numbers that are finite and have few digits; raises TooLargeError else."""
    kind = type(value)
    if kind is Decimal:
        if not value.is_finite() or abs(value.adjusted()) > _DIGITS:
            raise TooLargeError("结果超出了报告里能写的数")
    elif kind in (int, float) and not -_LARGEST < value < _LARGEST:
        raise TooLargeError("结果超出了报告里能写的数")
    return value


def paying(name: str, function: Callable[..., Any], failed: Failed) -> Callable[..., Any]:
    """The filter `function`, paid for by what it is given and what it makes; what `failed` says stands for a failure.

    It is called for every figure of a report: what costs nothing is only looked at by its type.
    """
    before, passing = _FORETOLD.get(name), _passing(function)
    given = _length if name in _WHOLE else weigh
    most = _COUNTED.get(name, 0 if name.isascii() else _MOST_PLACES)

    @pass_context
    @wraps(function)
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            if type(value) in SIZED:
                given(value)
            elif type(value) not in NUMBERS:
                value_itself(value)
            if args or kwargs:
                _arguments((*args, *kwargs.values()), most)
            if before:
                before(value, *args, **kwargs)
            made = passing(context, value, *args, **kwargs) if passing else function(value, *args, **kwargs)
            if type(made) is str:
                return made if len(made) <= SMALL else _long(made)
            return _result(made) if type(made) in _GROWING else made
        except ExhaustedError:
            raise
        except Exception as fault:
            return failed(name, fault, value)

    return filtered


def _passing(function: Callable[..., Any]) -> Callable[..., Any] | None:
    """How a filter that asks Jinja for its context is called; None where it asks for nothing."""
    first = _PASSED.get(getattr(getattr(function, "jinja_pass_arg", None), "name", ""))
    return (lambda context, *args, **kwargs: function(first(context), *args, **kwargs)) if first else None


def _arguments(values: Sequence[Any], most: int) -> None:
    for value in values:
        value_itself(weigh(value))
        if most and type(value) in (int, float) and not -most <= value <= most:
            raise TooLargeError(f"括号里的数最大 {most}")


_PASSED: Mapping[str, Callable[[Context], Any]] = {
    "context": lambda context: context,
    "eval_context": lambda context: context.eval_ctx,
    "environment": lambda context: context.environment,
}
_GROWING = frozenset((int, float, GeneratorType))


def _result(made: Any) -> Any:
    kind = type(made)
    if kind in (int, float):
        return bounded(made)
    if kind is GeneratorType:
        made = every(made)
        spend(len(made))
    return made


def _long(text: str) -> str:
    spend(1, len(text))
    return text


def every(items: Any) -> list[Any]:
    """What a generator gives, as a list."""
    made = list(islice(items, _MOST_ITEMS + 1))
    if len(made) > _MOST_ITEMS:
        raise TooLargeError(f"列表最多 {_MOST_ITEMS} 项")
    return made


def _length(value: Any) -> None:
    """Pay for a value whose items are only handed on."""
    if type(value) in (list, tuple, dict, range) and len(value) > SMALL:
        spend(len(value))


def _joined(value: Any, d: str = "", attribute: Any = None) -> None:
    for one in value if isinstance(value, Collection) and not isinstance(value, str | Mapping) else ():
        worded(one.get(attribute, "") if attribute and isinstance(one, Mapping) else one)
    if len(d) > 1 and isinstance(value, list | tuple | dict | range):
        spend(1, len(value) * len(d))


def _replaced(text: Any, old: Any, new: Any, count: Any = None) -> None:
    _text(text, old, new)
    if isinstance(text, str) and isinstance(old, str) and isinstance(new, str):
        times = text.count(old)
        if times * len(new) > SMALL:
            spend(times, times * len(new))


def _summed(value: Any, attribute: Any = None, start: Any = 0) -> None:
    if type(start) not in NUMBERS:
        raise UnsuitedError("只有数可以合计")
    if attribute is None and isinstance(value, list | tuple) and any(isinstance(one, list | tuple) for one in value):
        raise UnsuitedError("只有数可以合计")


def _text(*values: Any, **more: Any) -> None:
    for value in (*values, *more.values()):
        worded(value)


# filters that make a text or a number of anything at all, even of nothing
_OF_WORDS = """capitalize e escape float int lower safe string title trim truncate upper wordcount"""
_FORETOLD: Mapping[str, Callable[..., None]] = {
    **dict.fromkeys(_OF_WORDS.split(), _text),
    "join": _joined,
    "replace": _replaced,
    "sum": _summed,
}
