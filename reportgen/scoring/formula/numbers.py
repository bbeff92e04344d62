"""Exact numbers under a formula: division keeps 34 digits, and what division leaves over is cleared away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal

HUGE = Decimal("1E20")  # no sum of money, head-count or ratio comes near; stops chains of × early
EXACT = Context(prec=34)
_STEADY = Context(prec=20, rounding=ROUND_HALF_UP)


class ZeroDenominatorError(ArithmeticError):
    """A division by zero: the formula that holds it declares what that means."""


class TooLargeError(ArithmeticError):
    """A result beyond anything a department could report."""


def steady(value: Decimal) -> Decimal:
    """`value` to 20 digits, so that 1 ÷ 3 × 3 is 1 where it is compared or rounded to a mark."""
    return _STEADY.plus(value)


def divide(over: Decimal, under: Decimal) -> Decimal:
    """`over` ÷ `under`; raises ZeroDenominatorError."""
    if under == 0:
        raise ZeroDenominatorError
    return EXACT.divide(over, under)


def _mean(values: tuple[Decimal, ...]) -> Decimal:
    return divide(_sum(values), Decimal(len(values)))


def _sum(values: tuple[Decimal, ...]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


FUNCTIONS: Mapping[str, Callable[[tuple[Decimal, ...]], Decimal]] = {
    "sum": _sum,
    "mean": _mean,
    "min": min,
    "max": max,
    "abs": lambda values: abs(values[0]),
}
COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda a, b: steady(a) < steady(b),
    "<=": lambda a, b: steady(a) <= steady(b),
    ">": lambda a, b: steady(a) > steady(b),
    ">=": lambda a, b: steady(a) >= steady(b),
    "==": lambda a, b: steady(a) == steady(b),
    "!=": lambda a, b: steady(a) != steady(b),
    "and": lambda a, b: bool(a and b),
    "or": lambda a, b: bool(a or b),
}
ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
    "/": divide,
}
