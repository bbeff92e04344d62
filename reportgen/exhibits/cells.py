"""What stands in a cell of a table: a fact, an indicator, or arithmetic over them, each with how it came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from reportgen.facts.department import Department, Fact, rows
from reportgen.facts.naming import CellFact, cells
from reportgen.facts.source import NOWHERE, Source
from reportgen.scoring.formula import (
    Figure,
    Figures,
    Formula,
    Formulas,
    Input,
    compute,
    derivation,
    fact_input,
    parse,
    shown,
)
from reportgen.scoring.formula.numbers import FUNCTIONS
from reportgen.values import Frozen, replace

MONEY, RATIO = "万元", "%"


Amount: TypeAlias = tuple[Decimal, Input]  # and how it is said where it went into a sum


class Numbers(Frozen):
    """What tables are made of: the completed department, its facts and where they stand, and the indicators."""

    department: Department
    facts: Mapping[str, Fact]
    figures: Figures
    source: Source = NOWHERE

    def cell(self, name: str) -> Figure | None:
        """The indicator or the fact `name`; None where there is none."""
        if (figure := self.figures.get(name)) is not None:
            return figure
        fact = self.facts.get(name)
        return None if fact is None else _taken(fact, self.facts)

    def rows(self, name: str) -> Sequence[Mapping[str, Fact]]:
        """The rows of the list `name` of dept.yaml, each with what it says by Chinese key."""
        return rows(self.department, name, self.source)

    def amounts(self, name: str, column: str) -> Mapping[int, Amount]:
        """The amounts that they say in `column`, by place in the list."""
        return {one.at: _amount_of(one) for one in cells(self.department, name, column, self.source)}


def _taken(fact: Fact, facts: Mapping[str, Fact]) -> Figure:
    """A fact as it was given, or as it follows from others."""
    return (derivation(fact.name, facts) if fact.position is None else None) or given(fact)


def given(fact: Fact, unit: str = "") -> Figure:
    """A fact as it was given."""
    used, unit = fact_input(fact), unit or fact.unit
    return Figure(name=fact.name, value=_amount(fact), unit=unit, formula=fact.name, trace=used.value, inputs=(used,))


def money(fact: Fact) -> Fact:
    """A fact in the row of a list, printed as an amount."""
    return replace(fact, text=shown(_amount(fact), MONEY))


def _amount(fact: Fact) -> Decimal | None:
    return Decimal(fact.value) if isinstance(fact.value, Decimal | int) else None


def worked_out(name: str, formula: str, unit: str, facts: Mapping[str, Fact]) -> Figure:
    """What `formula` comes to over `facts`, under the `name` of its cell; without a value where one is missing."""
    spec = Formula(text=formula, unit=unit)
    return compute(Formulas({name: spec}, {name: _parsed(formula)}), facts)[name]


_parsed = cache(parse)


def _amount_of(one: CellFact) -> Amount:
    assert isinstance(one.value, Decimal)
    said = shown(one.value, MONEY)
    return one.value, Input(name=one.name, value=said, position=one.where, origin=one.origin or None)


def added_up(name: str, formula: str, amounts: Sequence[Amount]) -> Figure:
    """The sum of the `amounts`, of which `formula` says in words which they are; 0 of none."""
    used = tuple(one for _, one in amounts)
    value = FUNCTIONS["sum"](tuple(filter(None, (value for value, _ in amounts))))
    told = " + ".join(one.value for one in used)
    trace = f"{told} = {shown(value, MONEY)}" if len(used) > 1 else told or "0"
    return Figure(name=name, value=value, unit=MONEY, formula=formula, trace=trace, inputs=used)
