"""自评: what a person answers about one indicator, or one part of it, where figures alone cannot decide."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from reportgen.facts.records.notation import Notation
from reportgen.facts.records.quantity import Count, NotNegative, Number, Text, Truth
from reportgen.facts.records.record import Record, filled, listed, named, optional


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
    Notation(_several, schema={"anyOf": [_ONE, {"items": _ONE, "type": "array"}]}),
]
Ticks = Annotated[dict[str, Tick], Notation(filled)]


class _NotTicked(dict[str, Tick]):
    """No 要点 at all, as against a group of them in which nothing is ticked."""


class Answer(Record):
    """One entry of 自评, under an indicator's 编号, the code of one of its parts, or its name."""

    ticks: Ticks = named("要点", "各要点是否做到：是、部分、否、不适用", default=_NotTicked())
    count: Count | None = optional("数量", "发生的项数，没有填 0")
    level: Text | None = optional("等级", "评定的等级")
    deducted: NotNegative | None = optional("扣分", "酌情扣分，不扣填 0")
    points: Number | None = optional("得分", "人工评定的得分，须写理由")
    not_applicable: Truth | None = optional("不适用", "不适用填“是”，须写理由")
    vetoes: Texts = listed("否决", "存在的否决情形")
    reason: Text | None = optional("理由", "扣分、人工评定或不适用的理由")
    evidence: Texts = listed("佐证", "佐证材料")

    @property
    def given(self) -> frozenset[str]:
        """The English names of the fields that were answered, an empty 要点 among them."""
        fields = type(self).fields_by_name.items()
        return frozenset(own for own, field in fields if getattr(self, own) is not field.default)
