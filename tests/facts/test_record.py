"""Records: empty is absent, errors stand at their place, and none is told in English."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import pytest

from reportgen.facts import source
from reportgen.facts.records import telling
from reportgen.facts.records.notation import AtLeast, Tagged
from reportgen.facts.records.quantity import Amount, Number, Text
from reportgen.facts.records.record import Fault, Record, diagnose, is_empty, listed, named, optional, read
from reportgen.facts.records.telling import Kind, Wrong
from reportgen.facts.source import Source


class Band(Record):
    kind: Literal["分档"] = named("类型")
    bands: Annotated[tuple[Number, ...], AtLeast(2)] = named("档")


class Ticks(Record):
    kind: Literal["要点"] = named("类型")
    items: dict[str, Number] = named("要点")
    mode: Text = named("方式", default="累加")


class Line(Record):
    initial: Amount | None = optional("年初", "年初预算数")
    spent: Amount | None = optional("支出", "全年支出")

    def check(self) -> None:
        if self.initial == self.spent == 13:
            raise ValueError("年初与支出不能都是 13")


class Seasons(Record):
    spring: Number = named("春")
    summer: Number = named("夏")


class Whole(Record):
    name: Text = named("名称")
    line: Line | None = optional("合计", "合计")
    rule: Annotated[Band | Ticks, Tagged("kind")] | None = optional("规则", "规则")
    lines: tuple[Line, ...] = listed("明细", "明细")
    seasons: Seasons | None = optional("四季", "四季")


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
        ("名称: 甲\n别人: {}", ["2:1 不认识的字段“别人” → 可用的有：名称、合计、规则、明细、四季"]),
        ("名称: 甲\n四季: {}", ["2:5 “四季”缺少必填项：春、夏 → 请补上“春:”、“夏:”"]),
        ("名称: 甲\n规则: {类型: 分档, 档: [1]}", ["2:17 “规则.档”至少应有 2 项，实有 1 项 → 请核对项数"]),
        (
            "名称: 甲\n规则: {类型: 要点, 要点: {一: x}}",
            ["2:22 “规则.要点.一”应为数字（如 5、0.5 或 10%），看到的是“x” → 请只填一个数，如 5"],
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


FORMS: list[Wrong] = [
    telling.no_fields("值"),
    telling.no_list("值"),
    telling.no_text(None),
    telling.no_key(1),
    telling.no_whole("值"),
    telling.no_number("值"),
    telling.no_truth("值"),
    telling.no_choice("值", ["甲", "乙"]),
    telling.out_of_bounds("-1", "不能小于", 0, "请核对符号与数字"),
    telling.too_short(1, 2),
    telling.no_such_tag("类型", "丙", ["甲", "乙"]),
    telling.no_tag("类型"),
    telling.too_deep(),
    telling.missing("名称"),
    telling.unknown("丙", ["甲", "乙"]),
]


def test_every_kind_of_fault_is_told() -> None:
    assert {wrong.kind for wrong in FORMS} == {*Kind} - {Kind.VALUE, Kind.RULE, Kind.CONVERTED}


@pytest.mark.parametrize("wrong", FORMS)
def test_no_fault_is_told_in_english(wrong: Wrong) -> None:
    told = diagnose(Fault(("预算",), wrong), Source("a.yaml", {}, {}, {}))
    assert told.message
    assert not re.search("[A-Za-z]{2,}", told.message + told.hint)


def test_a_notation_brings_its_own_words() -> None:
    told = diagnose(Fault(("预算", "年初"), Wrong("应为金额", "请核对")), Source("a.yaml", {}, {}, {}))
    assert (told.message, told.hint) == ("“年初”应为金额", "请核对")


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "空白"), ({}, "若干字段"), ([], "列表"), ("甲", "“甲”"), ("甲" * 50, "“" + "甲" * 40 + "…”")],
)
def test_how_a_value_is_shown(value: object, shown: str) -> None:
    assert telling.seen(value) == shown
