"""How the facts that follow from others came about, told as figures are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from reportgen.facts.department import Fact
from reportgen.facts.source import QUARTERS
from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.formula.figures import Figures, Formula, Formulas, compute, units
from reportgen.scoring.formula.grammar import parse
from reportgen.scoring.formula.numbers import steady

_COLUMNS = ("年初", "调整后", "支出")
ORIGINS: Mapping[str, str] = {
    **{f"季度.累计进度.{q}": f"季度.累计支出.{q} ÷ 季度.指标总额.{q}" for q in QUARTERS},
    **{f"季度.指标总额.{q}": "预算.合计.调整后" for q in QUARTERS},
    **{f"预算.合计.{c}": f"预算.基本支出.{c} + 预算.项目支出.{c}" for c in _COLUMNS},
    **{f"预算.基本支出.{c}": f"预算.人员经费.{c} + 预算.日常公用经费.{c}" for c in _COLUMNS},
    **{f"三公.合计.{c}": f"三公.因公出国境.{c} + 三公.公务用车.{c} + 三公.公务接待.{c}" for c in ("预算", "决算")},
    "专项资金.总指标": "专项资金.年初 - 专项资金.调减",
    "采购.实际": "采购.货物 + 采购.工程 + 采购.服务",
}


def derived(facts: Mapping[str, Fact]) -> Figures:
    """A figure for each fact without a place that is what its origin comes to."""
    follow = [name for name in ORIGINS if name in facts and facts[name].position is None]
    specs, parsed = _formulas()
    asked = Formulas({n: specs[n] for n in follow}, {n: parsed[n] for n in follow})
    made = compute(asked, facts, {name: getattr(facts[name].value, "limits", ()) for name in follow})
    return {name: figure for name, figure in made.items() if _agrees(facts[name], figure.value)}


def _agrees(fact: Fact, value: Decimal | None) -> bool:
    return value is not None and isinstance(fact.value, Decimal) and steady(fact.value) == steady(value)


@cache
def _formulas() -> tuple[Mapping[str, Formula], Mapping[str, Expression]]:
    specs = {n: Formula.model_validate({"算式": text, "单位": units().get(n, "")}) for n, text in ORIGINS.items()}
    return specs, {name: parse(spec.text) for name, spec in specs.items()}
