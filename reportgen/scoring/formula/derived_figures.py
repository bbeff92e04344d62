"""How the facts that follow from others came about, told as figures are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache

from reportgen.facts.addends import addends
from reportgen.facts.department import Fact
from reportgen.facts.source import QUARTERS
from reportgen.scoring.formula.figures import Figure, Figures, Formula, Formulas, compute, units
from reportgen.scoring.formula.grammar import parse
from reportgen.scoring.formula.numbers import steady
from reportgen.values import replace

ORIGINS: Mapping[str, str] = {
    **{f"季度.累计进度.{q}": f"季度.累计支出.{q} ÷ 季度.指标总额.{q}" for q in QUARTERS},
    **{f"季度.指标总额.{q}": "预算.合计.调整后" for q in QUARTERS},
    "专项资金.总指标": "专项资金.年初 - 专项资金.调减",
}


def derived(facts: Mapping[str, Fact]) -> Figures:
    """A figure for each fact without a place that is what its origin comes to."""
    return _worked_out([name for name, fact in facts.items() if fact.position is None], facts)


def told_figures(figures: Figures, facts: Mapping[str, Fact], formulas: Formulas) -> Figures:
    """`figures` with what else can be told as one: facts that follow from others, what rules take by name (序时)."""
    return {**derived(facts), **figures, **_offered(figures, facts, formulas)}


def _offered(figures: Figures, facts: Mapping[str, Fact], formulas: Formulas) -> Figures:
    """A figure for each name that a rule gives to formulas and takes from a fact or formula itself."""
    named = {name: meant for name, meant in formulas.offers.items() if isinstance(meant, str)}
    own = {name: _formula(meant, _unit(meant, formulas)) for name, meant in named.items()}
    specs = {**formulas.specs, **own}
    parsed = {**formulas.parsed, **{name: _parsed(meant) for name, meant in named.items()}}
    made = compute(Formulas(specs, parsed), facts, known=figures)
    return {name: _plain(made[name]) for name in named}


def _unit(name: str, formulas: Formulas) -> str:
    return formulas.specs[name].unit if name in formulas.specs else units().get(name, "")


def _plain(figure: Figure) -> Figure:
    """A figure that is another one, told without saying the value twice."""
    return figure if figure.value is None else replace(figure, trace=figure.inputs[0].value)


def derivation(name: str, facts: Mapping[str, Fact]) -> Figure | None:
    """The same for one fact; None where it is not what others come to."""
    return _worked_out([name], facts).get(name)


def _worked_out(names: Sequence[str], facts: Mapping[str, Fact]) -> Figures:
    origins = {name: _origin(name, facts) for name in names}
    specs = {name: _formula(text, units().get(name, "")) for name, text in origins.items() if text}
    asked = Formulas(specs, {name: _parsed(spec.text) for name, spec in specs.items()})
    made = compute(asked, facts, {name: getattr(facts[name].value, "limits", ()) for name in specs})
    return {name: figure for name, figure in made.items() if _agrees(facts[name], figure.value)}


def _origin(name: str, facts: Mapping[str, Fact]) -> str:
    """The arithmetic by which `name` follows from other facts; empty where it does not."""
    return " + ".join(addends(name, facts)) or ORIGINS.get(name, "")


def _agrees(fact: Fact, value: Decimal | None) -> bool:
    return value is not None and isinstance(fact.value, Decimal) and steady(fact.value) == steady(value)


@cache
def _formula(text: str, unit: str) -> Formula:
    return Formula.from_data({"算式": text, "单位": unit})


_parsed = cache(parse)
