"""当 and 无此事项: a condition over figures and facts, written as in a formula."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.formula.grammar import parse


def _condition(value: Any) -> Any:
    if isinstance(value, Expression):
        return value
    try:
        expression = parse(str(value))
    except ValueError as failure:
        raise PydanticCustomError("condition", "：{why}", {"why": str(failure)}) from None
    if not expression.logical:
        raise PydanticCustomError("condition", "应为比较，如 预算.结转结余.年末 = 0", {})
    return expression


Condition = Annotated[
    Expression,
    BeforeValidator(_condition),
    PlainSerializer(lambda e: e.text, when_used="json"),
    WithJsonSchema({"type": "string"}),
]
