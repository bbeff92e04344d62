"""Results that a department states itself, held against what comes of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts.department import Fact
from reportgen.scoring.formula.figures import Figure, Figures, Formulas, fact_input
from reportgen.values import replace


def restated(formulas: Formulas, figures: Figures, facts: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    """Each result in a 直接填写 field that is not what the figure comes to: the figure stands, and that is told."""
    for name, spec in formulas.specs.items():
        fact = facts.get(spec.stated or "")
        if fact and _differs(fact, figures[name]):
            said = fact_input(fact).value
            message = f"“{fact.name}”填 {said}，按各分项算得的“{name}”为 {figures[name].trace}"
            told = warning("K211", message, "请核对；报告用按各分项算得的数", fact.position)
            yield replace(told, where=fact.name, quote=said)


def _differs(fact: Fact, figure: Figure) -> bool:
    """Whether the figure, rounded to the digits of the fact, is another."""
    if figure.value is None or figure.formula == fact.name or not isinstance(fact.value, Decimal | int):
        return False
    stated = Decimal(fact.value)
    last = Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))
    return abs(stated - figure.value) > last / 2
