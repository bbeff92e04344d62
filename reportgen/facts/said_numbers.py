"""Numbers of facts and of rows, and how they are said in a message."""

from __future__ import annotations

from decimal import Decimal

from reportgen import chinese
from reportgen.facts.naming import Fact


def number(fact: Fact) -> Decimal:
    return decimal(fact.value)


def decimal(value: object) -> Decimal:
    """A number of a fact or a row as Decimal; the checks name only such as are numbers."""
    if type(value) is Decimal:
        return value
    if not isinstance(value, Decimal | int):
        raise TypeError(f"not a number: {value!r}")
    return Decimal(value)


def said(fact: Fact) -> str:
    return say(fact.value, fact.name)


def say(value: object, name: str) -> str:
    number = decimal(value)
    return chinese.percent(number) if name.startswith("季度.累计进度") else chinese.number(number)
