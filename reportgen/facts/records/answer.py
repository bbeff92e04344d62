"""自评: what a person answers about one indicator, or one part of it, where figures alone cannot decide."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from reportgen.facts.records.quantity import Count, Number, Text, Truth
from reportgen.facts.records.record import Record, filled


class Tick(StrEnum):
    """The answer to one item of a checklist."""

    YES = "是"
    PARTLY = "部分"
    NO = "否"
    NOT_APPLICABLE = "不适用"


def _several(value: Any) -> Any:
    """One text stands for a list of one."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


_ONE = {"type": ["string", "number"]}
Texts = Annotated[
    tuple[Text, ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [_ONE, {"type": "array", "items": _ONE}]}),
]
Ticks = Annotated[dict[str, Tick], BeforeValidator(filled)]


class Answer(Record):
    """One entry of 自评, under an indicator's 编号, the code of one of its parts, or its name."""

    ticks: Ticks = Field(default={}, alias="要点", description="各要点是否做到：是、部分、否、不适用")
    count: Count | None = Field(default=None, alias="数量", description="发生的项数，没有填 0")
    level: Text | None = Field(default=None, alias="等级", description="评定的等级")
    deducted: Number | None = Field(default=None, alias="扣分", ge=0, description="酌情扣分，不扣填 0")
    points: Number | None = Field(default=None, alias="得分", description="人工评定的得分，须写理由")
    not_applicable: Truth | None = Field(default=None, alias="不适用", description="不适用填“是”，须写理由")
    vetoes: Texts = Field(default=(), alias="否决", description="存在的否决情形")
    reason: Text | None = Field(default=None, alias="理由", description="扣分、人工评定或不适用的理由")
    evidence: Texts = Field(default=(), alias="佐证", description="佐证材料")
