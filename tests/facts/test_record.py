"""Records: empty is absent, errors stand at their place, and none is told in English."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

import pytest
from pydantic import Field, model_validator
from pydantic_core import core_schema

from reportgen.facts import source
from reportgen.facts.records import telling
from reportgen.facts.records.quantity import Amount, Number, Text
from reportgen.facts.records.record import Record, is_empty, keys_at, listed, optional, read
from reportgen.facts.records.telling import Told


class Band(Record):
    kind: Literal["分档"] = Field(alias="类型")
    bands: tuple[Number, ...] = Field(alias="档", min_length=2)


class Ticks(Record):
    kind: Literal["要点"] = Field(alias="类型")
    items: dict[str, Number] = Field(alias="要点")
    mode: Text = Field("累加", alias="方式")


class Line(Record):
    initial: Amount | None = optional("年初", "年初预算数")
    spent: Amount | None = optional("支出", "全年支出")

    @model_validator(mode="after")
    def _ordered(self) -> Line:
        if self.initial == self.spent == 13:
            raise ValueError("年初与支出不能都是 13")
        return self


class Whole(Record):
    name: Text = Field(alias="名称")
    line: Line | None = optional("合计", "合计")
    rule: Annotated[Band | Ticks, Field(discriminator="kind")] | None = optional("规则", "规则")
    lines: tuple[Line, ...] = listed("明细", "明细")


def messages(text: str) -> list[str]:
    given, found = source.parse(text, "a.yaml")
    assert given is not None
    assert found == []
    model, told = read(Whole, given)
    assert (model is None) == bool(told)
    return [f"{d.position.line}:{d.position.column} {d.message} → {d.hint}" for d in told if d.position]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("名称: 甲", []),
        ("合计: {}", ["1:1 缺少必填项“名称” → 请补上“名称:”"]),
        ("名称:", ["1:4 缺少必填项“名称” → 请补上“名称:”"]),
        ("名称: 甲\n合价: 1", ["2:1 不认识的字段“合价” → 是否应为“合计”？"]),
        ("名称: 甲\n明细: [{年处: 1}]", ["2:7 不认识的字段“年处” → 是否应为“年初”？"]),
        ("名称: 甲\n合计: {年初: 13, 支出: 13}", ["2:5 年初与支出不能都是 13 → "]),
        (
            "名称: 甲\n合计: 年初：1",
            ["2:5 “合计”应为若干“字段: 值”，看到的是“年初：1” → 冒号须用英文半角“:”，且后面空一格"],
        ),
        ("名称: 甲\n合计: 年初:1", ["2:5 “合计”应为若干“字段: 值”，看到的是“年初:1” → 冒号后请空一个半角空格"]),
        ("名称: 甲\n规则: {类型: 分挡}", ["2:5 “规则”：没有名为“分挡”的类型 → 是否应为“分档”？"]),
        ("名称: 甲\n规则: {档: [1, 2]}", ["2:5 “规则”缺少“类型” → 请补上“类型:”"]),
        (
            "名称: 甲\n规则: {类型: 分档, 挡: [1]}",
            ["2:5 缺少必填项“规则.档” → 请补上“档:”", "2:14 不认识的字段“挡” → 可用的有：类型、档"],
        ),
        ("名称: 甲\n规则: {类型: 分档, 档: [1]}", ["2:17 “规则.档”至少应有 2 项，实有 1 项 → 请核对项数"]),
        (
            "名称: 甲\n规则: {类型: 要点, 要点: {一: x}}",
            ["2:22 “规则.要点.一”应为数字（如 5、0.5 或 10%），看到的是“x” → "],
        ),
        ("名称: 甲\n规则: {类型: 要点, 要点: {一: 1}, 方是: x}", ["2:26 不认识的字段“方是” → 是否应为“方式”？"]),
    ],
)
def test_errors_at_their_place(text: str, expected: list[str]) -> None:
    assert messages(text) == expected


def test_all_errors_come_at_once_in_the_order_of_the_file() -> None:
    told = messages("合计: {年初: x}\n明细:\n  - 支出: -1\n  - 支初: 1\n其他: 1\n")
    assert [line.split()[0] for line in told] == ["1:1", "1:10", "3:9", "4:5", "5:1"]


@pytest.mark.parametrize(
    ("value", "empty"),
    [(None, True), ({"a": None}, True), ({"a": {"b": None}}, True), ({}, False), ("", False), ({"a": "1"}, False)],
)
def test_empty_is_absent(value: object, empty: bool) -> None:
    assert is_empty(value) is empty


def test_an_empty_group_is_absent() -> None:
    given, _ = source.parse("名称: 甲\n合计:\n  年初:\n  支出:\n明细:\n", "a.yaml")
    assert given is not None
    assert read(Whole, given) == (Whole(name="甲"), [])


def test_keys_of_a_union_are_those_of_its_tag() -> None:
    assert keys_at(Whole, ("规则", "要点")) == ["类型", "要点", "方式"]
    assert keys_at(Whole, ("规则",)) == ["类型", "档", "要点", "方式"]
    assert keys_at(Whole, ("明细", 0)) == ["年初", "支出"]


CONTEXT = {
    "expected": "'甲', '乙' or '丙'",
    "discriminator": "'kind' | '类型'",
    "tag": "甲",
    "expected_tags": "'甲', '乙'",
    "error": ValueError("另有原因"),
    "min_length": 1,
    "max_length": 2,
    "actual_length": 3,
    "gt": "1",
    "ge": "Decimal('1')",
    "lt": 1,
    "le": 1,
}


@pytest.mark.parametrize("kind", get_args(core_schema.ErrorType))
def test_no_type_of_error_is_told_in_english(kind: str) -> None:
    message, hint = telling.words(kind, Told("预算", "值", CONTEXT, "Input should be something else"))
    assert message
    assert not re.search("[A-Za-z]{2,}", message + hint.replace("YAML", ""))


def test_our_own_validators_bring_their_own_words() -> None:
    told = Told("预算.年初", "x", {"hint": "请核对"}, "应为金额")
    assert telling.words("number", told) == ("“预算.年初”应为金额", "请核对")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "空白"), ({}, "若干字段"), ([], "列表"), ("甲", "“甲”"), ("甲" * 50, "“" + "甲" * 40 + "…”")],
)
def test_how_a_value_is_shown(value: object, shown: str) -> None:
    assert telling.seen(value) == shown
