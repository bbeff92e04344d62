"""自评: what a person answers about one indicator, or one part of it, where figures alone cannot decide."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from reportgen.facts.dialect.keyboard import advice
from reportgen.facts.records.notation import Notation, Within
from reportgen.facts.records.quantity import TYPED, Count, Points, Text, Truth, text
from reportgen.facts.records.reading import is_empty
from reportgen.facts.records.record import Record, filled, listed, named, optional
from reportgen.facts.records.telling import Kind, Wrong, seen
from reportgen.facts.typed.texts import NOTHING
from reportgen.patterns import regex


class Tick(StrEnum):
    """The answer to one item of a checklist."""

    YES = "是"
    PARTLY = "部分"
    NO = "否"
    NOT_APPLICABLE = "不适用"


def _several(value: Any) -> Any:
    """One text stands for a list of one."""
    if isinstance(value, dict) and value:
        said = [name for name, tick in value.items() if tick not in ("否", None)]
        hint = f"请只写名称：[{', '.join(map(str, said))}]" if said else "没有的留空，冒号后什么也不写"
        raise Wrong("应为文字，或方括号里的几项文字，看到的是若干字段", hint, Kind.LIST)
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _ticked(value: Any) -> Any:
    """要点 by their numbers, also where they were written as a list, numbered in another way or ticked with signs."""
    if isinstance(value, dict) and all(key in _NUMBERS and item in _ANSWERS for key, item in value.items()):
        return filled(value)
    from reportgen.facts.typed import ticks  # noqa: PLC0415

    items = ticks.items(value)
    if not isinstance(items, dict):
        how = "请逐项写明，如 {1: 是, 2: 部分, 3: 否}"
        raise Wrong(f"应为各要点的序号和答案，看到的是{seen(value)}", how, Kind.FIELDS)
    if beside := next((key for key in items if key in _BESIDE), ""):
        raise Wrong(f"里有“{beside}”", f"“{beside}”与“要点”并列：{{要点: {{1: 是}}, {beside}: ……}}", Kind.FIELDS)
    return filled(ticks.answers(items))


_ONE = {"type": ["string", "number"]}
Texts = Annotated[
    tuple[Text, ...],
    Notation(_several, schema={"anyOf": [_ONE, {"items": _ONE, "type": "array"}]}),
]
_NUMBERS = frozenset(map(str, range(1, 21)))
_ANSWERS = (None, *(tick.value for tick in Tick))
_BESIDE = ("数量", "等级", "扣分", "得分", "不适用", "否决", "理由", "佐证", "列")
_FIELDS = {"要点", *_BESIDE}
Ticks = Annotated[dict[str, Tick], Notation(_ticked)]


Deducted = Annotated[Points, Within(ge=0)]


class _NotTicked(dict[str, Tick]):
    """No 要点 at all, as against a group of them in which nothing is ticked."""


def _which(data: Any) -> str:
    """How the one value that stands for an answer is written in full."""
    bare = str(data) if isinstance(data, str) and regex(r"\d+(?:\.\d+)?").fullmatch(data) else "0"
    if isinstance(data, str) and data[:1] in "｛{":
        return advice(data)
    forms = f"{{扣分: {bare}}}、{{数量: {bare}}}、{{要点: {{1: 是}}}} 或 {{得分: {bare}, 理由: ……}}"
    return f"请按该指标的评分方式写作 {forms}"


def _reason(value: Any) -> Any:
    """无 is no reason."""
    if isinstance(value, str) and value in NOTHING:
        raise Wrong(f"填“{value}”，没有写明理由", "请写明理由；没有的留空")
    return text(value)


Reason = Annotated[str, Notation(_reason, None, TYPED)]


class Answer(Record):
    """One entry of 自评, under an indicator's 编号, the code of one of its parts, or its name."""

    ticks: Ticks = named("要点", "各要点是否做到：是、部分、否、不适用", default=_NotTicked())
    count: Count | None = optional("数量", "发生的项数，没有填 0")
    level: Text | None = optional("等级", "评定的等级")
    deducted: Deducted | None = optional("扣分", "酌情扣分，不扣填 0")
    points: Points | None = optional("得分", "人工评定的得分，须写理由")
    not_applicable: Truth | None = optional("不适用", "不适用填“是”，须写理由")
    vetoes: Texts = listed("否决", "存在的否决情形")
    reason: Reason | None = optional("理由", "扣分、人工评定或不适用的理由")
    evidence: Texts = listed("佐证", "佐证材料")
    columns: dict[str, Text] | None = optional("列", "评分表里由部门填写的列，按列名")

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """要点 may stand without their name: [是, 是], {1: 是, 2: 是} or 要点1: 是."""
        if data is None or (isinstance(data, dict) and data.keys() <= _FIELDS):
            return data
        from reportgen.facts.typed import ticks  # noqa: PLC0415

        items = ticks.items(data)
        if not isinstance(items, dict):
            raise Wrong(f"应写明是哪一项，看到的是{seen(data)}", _which(data), Kind.FIELDS)
        own = {key: value for key, value in items.items() if not ticks.number(key).isdigit()}
        numbered = {key: value for key, value in items.items() if key not in own}
        if numbered and not is_empty(own.get("要点")):
            first = next(iter(numbered))
            raise Wrong(f"里的“{first}”写在了“要点”外面", "请写进“要点”的括号里，或与其中各项对齐", Kind.FIELDS)
        return {**own, "要点": numbered} if numbered else own

    @property
    def given(self) -> frozenset[str]:
        """The English names of the fields that were answered, an empty 要点 among them."""
        fields = type(self).fields_by_name.items()
        return frozenset(own for own, field in fields if getattr(self, own) is not field.default)
