"""Arithmetic as Excel, LibreOffice and WPS all know it: numbers, texts, conditions, and the formulas of a pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reportgen.scoring.formula.expression import CHOICE, Term
from reportgen.scoring.interval import Interval

NONE = '"不适用"'
_FUNCTIONS = {"sum": "SUM", "mean": "AVERAGE", "min": "MIN", "max": "MAX", "abs": "ABS"}
_COMPARE = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}
_EXACT = 12  # decimals beyond which binary fractions are no longer those that were meant


def number(value: Decimal | int) -> str:
    """A number as a formula holds it."""
    made = f"{Decimal(value):f}"
    return made.rstrip("0").rstrip(".") if "." in made else made


def text(value: str) -> str:
    """A text as a formula holds it."""
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def exact(cell: str) -> str:
    """A value freed of what binary fractions leave over, to be compared."""
    return f"ROUND({cell},{_EXACT})"


def mark(cell: str) -> str:
    """Points as a mark: two decimals, half up."""
    return f"ROUND(ROUND({cell},10),2)"


def between(low: str, cell: str, high: str) -> str:
    """`cell`, not below `low` and not above `high`."""
    return f"MAX({low},MIN({cell},{high}))"


def chain(cases: Sequence[tuple[str, str]], otherwise: str) -> str:
    """The value of the first condition that holds."""
    made = otherwise
    for condition, value in reversed(cases):
        made = f"IF({condition},{value},{made})"
    return made


def applied(cells: Sequence[str], formula: str) -> str:
    """`formula`; 不适用 where one of the cells that it reads is no number."""
    used = list(dict.fromkeys(cells))
    return f"IF(COUNT({','.join(used)})={len(used)},{formula},{NONE})" if used else formula


def within(interval: Interval, cell: str, end: Callable[[Decimal], str]) -> str:
    """Whether `cell` lies in `interval`, whose ends are written by `end`."""
    value, found = exact(cell), list[str]()
    if interval.low == interval.high:
        return f"{value}={end(interval.low)}"
    if not interval.low.is_infinite():
        found.append(f"{value}{'>=' if interval.low_closed else '>'}{end(interval.low)}")
    if not interval.high.is_infinite():
        found.append(f"{value}{'<=' if interval.high_closed else '<'}{end(interval.high)}")
    return found[0] if len(found) == 1 else f"AND({','.join(found)})"


def formula(term: Term, cell: Callable[[str], str]) -> str:
    """A formula of a pack, each name as its `cell`; a condition as the spreadsheet's TRUE or FALSE."""
    if term.kind == "number":
        return number(term.value)
    if term.kind == "name":
        return cell(term.name)
    return _joined(term, [formula(one, cell) for one in term.inner])


def _joined(term: Term, inner: Sequence[str]) -> str:
    """What an operator or a function makes of what it works on."""
    if term.kind == "negative":
        return f"-({inner[0]})"
    if term.kind == "call":
        return f"{'IF' if term.name == CHOICE else _FUNCTIONS[term.name]}({','.join(inner)})"
    if term.kind in ("and", "or"):
        return f"{term.kind.upper()}({','.join(inner)})"
    if term.kind in _COMPARE:
        return f"{exact(inner[0])}{_COMPARE[term.kind]}{exact(inner[1])}"
    return f"({inner[0]}{term.kind}{inner[1]})"
