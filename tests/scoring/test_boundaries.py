"""What rules ask for, give and say where a small change of them would go unseen, and what a framework may be."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import desk
import pytest
from test_kinds import DUE, YEARS

from reportgen.facts.naming import Fact
from reportgen.facts.records.record import read
from reportgen.facts.source import parse
from reportgen.scoring.cases import Case
from reportgen.scoring.formula import derivation, fact_input, shown
from reportgen.scoring.kinds.tiers import Tier
from reportgen.scoring.mark import Ground, State

D = Decimal
HIRED = "{类型: 超限扣分, 取值: 人员.劳务派遣, 方向: 越低越好, 界限: 2, 每: 1, 扣: 1}"
PRIZES = "{类型: 计数加分, 名目: 获奖, 每项加: 2}"
LOWER = "{类型: 比率, 取值: 某率, 方向: 越低越好, 封顶: 40%}"
MARRED = "{类型: 酌情, 扣分事项: 瑕疵}"
QUARTERS = "{类型: 进度, 累计进度: [甲率, 乙率], 序时: [50%, 100%], 每期分值: 2, 平均分值: 1}"

LACKING = [
    (YEARS, {"三公.上年": D(10)}, "三公.本年"),
    (YEARS, {"三公.本年": D(10)}, "三公.上年"),
    (YEARS, {}, "三公.本年、三公.上年"),
    (HIRED, {}, "人员.劳务派遣（或 人员.编外）"),
    ("{类型: 个性化指标, 维度: [社会效益]}", {}, "效果指标"),
]


@pytest.mark.parametrize(("rule", "facts", "asked"), LACKING)
def test_what_is_lacking_is_asked_for_by_name(rule: str, facts: dict[str, Any], asked: str) -> None:
    got = desk.outcome(rule, "5", desk.given(facts))
    assert got.state is State.MISSING
    assert got.asked == (f"请填写 {asked}；确实没有数据的，可在 自评.X 下填写 得分 和 理由",)


GIVEN = [
    (LOWER, {"某率": "-0.1"}, {}, "5"),
    (LOWER, {"某率": "0.4"}, {}, "5"),
    (LOWER, {"某率": "0.8"}, {}, "2.5"),
    (LOWER, {"某率": "1"}, {}, "2"),
    (PRIZES, {}, {"数量": 0}, "0"),
    (PRIZES, {}, {"数量": 2}, "4"),
    (PRIZES, {}, {"数量": 3}, "5"),
]


@pytest.mark.parametrize(("rule", "facts", "answer", "points"), GIVEN)
def test_points(rule: str, facts: dict[str, Any], answer: dict[str, Any], points: str) -> None:
    got = desk.outcome(rule, "5", desk.given(facts, {"X": answer} if answer else None))
    assert got.points == D(points)
    assert got.flaws == ()  # an answer that the rule reads is not idle


def test_an_answer_that_the_rule_does_not_read_is_told_with_those_that_it_does() -> None:
    got = desk.outcome(MARRED, "5", desk.given(answers={"X": {"扣分": 0, "等级": "好"}}))
    assert [(flaw.field, flaw.grave) for flaw in got.flaws] == [("等级", False)]
    assert {"扣分", "得分", "理由"} <= set(got.flaws[0].hint.removeprefix("可以填写：").split("、"))


SAID = [
    (QUARTERS, {"甲率": "1.2", "乙率": "1.3"}, "第1期240.00%，按100%计2分"),
    (QUARTERS, {"甲率": "0.5", "乙率": "1"}, "第2期100.00%×2＝2.0000分"),
    (
        "{类型: 判定表, 判定: [{当: 结余.年末 < 5, 得分: 5}, {否则: 是, 得分: 0}]}",
        {"结余.年末": D(3)},
        "“结余年末 < 5”",
    ),
]


@pytest.mark.parametrize(("rule", "facts", "words"), SAID)
def test_said(rule: str, facts: dict[str, Any], words: str) -> None:
    assert words in desk.outcome(rule, "5", desk.given(facts)).explanation


def test_a_gap_without_words_of_its_own_is_what_was_said() -> None:
    got = desk.outcome(DUE, "3", desk.given({"公开.批复": "2021-09-01", "公开.日期": "2021-09-23"}))
    assert got.gaps[0].content
    assert got.gaps[0].content in got.explanation


PART = '"{0}": {{名称: {1}, 分值: {2}, 规则: {3}}}'
TREE = f"满分: 5\n指标:\n  X: {{名称: 甲, 分值: 5}}\n  X1: {{名称: 乙, 分值: 5, 上级: X, 规则: {MARRED}}}\n"
INNER = "{类型: 组合, 部分: {" + ", ".join([PART.format(1, "乙", 1, MARRED), PART.format(2, "丙", 2, MARRED)]) + "}}"
OUTER = "{类型: 组合, 部分: {" + ", ".join([PART.format(1, "甲", 2, MARRED), PART.format(2, "丁", 3, INNER)]) + "}}"


def test_the_pieces_of_a_composite_are_its_innermost_parts() -> None:
    answers = {code: {"扣分": 0} for code in ("X.1", "X.2.1", "X.2.2")}
    got = desk.outcome(OUTER, "5", desk.given(answers=answers))
    assert [(piece.code, piece.name) for piece in got.pieces] == [("X.1", "甲"), ("X.2.1", "乙"), ("X.2.2", "丙")]


NOTHING = [({"项目统计.总数": 0}, Ground.NOTHING), ({"项目统计.总数": 3}, Ground.RULE), ({}, Ground.RULE)]


@pytest.mark.parametrize(("facts", "ground"), NOTHING)
def test_full_points_rest_on_nothing_only_where_the_condition_holds(facts: dict[str, Any], ground: Ground) -> None:
    text = desk.single(MARRED).replace("    规则:", "    无此事项: 项目统计.总数 = 0\n    规则:")
    made, _ = desk.card(text, desk.given(facts, {"X": {"扣分": 0}}))
    assert made.nodes[0].mark and made.nodes[0].mark.ground is ground


PACKS = {
    "a schedule of nothing": (desk.single(QUARTERS.replace("50%, 100%", "0%, 100%")), ["应大于 0"]),
    "a hole between two tiers": (
        desk.single('{类型: 分档, 取值: 某率, 方向: 越低越好, 档: [{区间: "<5%", 得分: 5}, {区间: "≥6%", 得分: 0}]}'),
        ["5%"],
    ),
    "an adjustment by a person alone": (
        desk.single(MARRED, more="总分调整:\n  奖: {名称: 获奖, 方式: 加分, 上限: 2}\n"),
        [],
    ),
    "a group that has no rule": (TREE, []),
}


@pytest.mark.parametrize(("text", "told"), PACKS.values(), ids=PACKS.keys())
def test_what_a_framework_may_be(text: str, told: list[str]) -> None:
    _, found = desk.framework(text)
    assert [one in d.message + d.hint for one, d in zip(told, found, strict=True)] == [True] * len(told)


def test_a_group_says_no_standard() -> None:
    made = desk.sound(TREE)
    assert made.indicators["X"].standard == ""


VETOED = [("", "这里没有设否决情形"), ("否决: {挪用: 挪用资金}, ", "是否应为“挪用”？")]


@pytest.mark.parametrize(("vetoes", "hint"), VETOED)
def test_a_veto_that_a_group_lacks_is_told(vetoes: str, hint: str) -> None:
    group = f"  X: {{名称: 甲, {vetoes}分值: 5}}\n  X1: {{名称: 乙, 分值: 5, 上级: X, 规则: {MARRED}}}\n"
    dept = "年度: 2021\n自评:\n  X: {否决: [挪用了], 理由: 审计}\n  X1: {扣分: 0}\n"
    _, found = desk.card(f"满分: 5\n指标:\n{group}", desk.given(), dept)
    assert [d.hint for d in found] == [hint]


SUMS = {
    "it is what they come to": (D(7), "预算.合计.年初"),
    "it was stated otherwise": (D(10), None),
    "it is no amount": ("若干", None),
}


@pytest.mark.parametrize(("total", "name"), SUMS.values(), ids=SUMS.keys())
def test_a_total_follows_from_its_parts_only_where_it_is_their_sum(total: Any, name: str | None) -> None:
    facts = {
        "预算.合计.年初": Fact("预算.合计.年初", total, None),
        "预算.基本支出.年初": Fact("预算.基本支出.年初", D(3), None),
        "预算.项目支出.年初": Fact("预算.项目支出.年初", D(4), None),
    }
    figure = derivation("预算.合计.年初", facts)
    assert (figure and figure.name) == name


def test_a_fact_says_which_cell_it_was_taken_from() -> None:
    assert fact_input(Fact("人员.在编", 17, None, origin="决算公开表 C5")).origin == "决算公开表 C5"
    assert fact_input(Fact("人员.在编", 17, None)).origin is None


SHOWN = [
    (None, "%", "—"),
    (D("0.42424"), "%", "42.42%"),
    (D("1234.5"), "万元", "1234.50"),
    (D(1) / 3, "倍", "0.3333"),
    (D("2.50"), "倍", "2.5"),
    (14, "人", "14"),
]


@pytest.mark.parametrize(("value", "unit", "text"), SHOWN)
def test_a_figure_is_shown_by_its_unit(value: Any, unit: str, text: str) -> None:
    assert shown(value, unit) == text


@pytest.mark.parametrize("text", ["[75%, 90%)", "(75%, 90%]", "<5%", "≤5%", "≥95.5%", ">3", "=0", "[1, 2.5)"])
def test_a_tier_is_written_as_it_is_read(text: str) -> None:
    source, _ = parse(f'区间: "{text}"\n得分: 1\n', "f")
    assert source
    tier, found = read(Tier, source)
    assert tier and not found
    assert json.loads(tier.to_json())["区间"] == text


ANSWERED = [
    ({"指标": "X", "自评": {"得分": "1", "理由": "甲"}, "得": "1"}, {"X"}),
    ({"指标": "X", "自评": {"Y": {"得分": "1", "理由": "甲"}}, "得": "1"}, {"Y"}),
    ({"指标": "X", "得": "1"}, set()),
]


@pytest.mark.parametrize(("data", "codes"), ANSWERED)
def test_an_example_may_answer_its_own_indicator_in_short(data: dict[str, Any], codes: set[str]) -> None:
    assert set(Case.from_data(data).answers) == codes
