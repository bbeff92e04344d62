"""当 and 无此事项: a condition over figures and facts, written as in a formula."""

from __future__ import annotations

from typing import Annotated, Any

from reportgen.facts.records.notation import Notation
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.formula.grammar import parse


def _condition(value: Any) -> Any:
    if isinstance(value, Expression):
        return value
    try:
        expression = parse(str(value))
    except ValueError as failure:
        raise Wrong(f"：{failure}") from None
    if not expression.logical:
        raise Wrong("应为比较，如 预算.结转结余.年末 = 0")
    return expression


Condition = Annotated[Expression, Notation(_condition, lambda e: str(e.text), {"type": "string"})]
