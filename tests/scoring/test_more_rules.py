"""Rules that other places have: a cut-off, a target from a fact, the best in the middle, weeks and months, 若."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import desk
import pytest

from reportgen.facts.source import parse as parsed
from reportgen.scoring.formula import load
from reportgen.scoring.formula.figures import compute
from reportgen.scoring.formula.grammar import parse
from reportgen.scoring.mark import State

D = Decimal
CUT = "{类型: 比率, 取值: 某率, 封顶: 95%, 低于: {界限: 60%, 得分: 0}}"
REACHED = "{类型: 比率, 取值: 补充.实际, 目标: 补充.目标, 超过: {界限: 130%, 得分: 2}, 低于: {界限: 60%, 得分: 0}}"
MIDDLE = (
    '{类型: 分档, 取值: 某率, 方向: 适中, 档: [{区间: "<60%", 得分: 0}, {区间: "[60%, 90%)", 得分: 3}, '
    '{区间: "[90%, 110%]", 得分: 5}, {区间: ">110%", 得分: 2}]}'
)
WEEKLY = "{类型: 时限, 期限: 补充.期限, 实际: 补充.办理, 每周扣: 1}"
MONTHLY = "{类型: 时限, 期限: 补充.期限, 实际: 补充.办理, 每月扣: 2, 最低: 1}"
PERIODS = "累计进度: [季度.甲, 季度.乙], 序时: [50%, 100%], 每期分值: 1, 平均分值: 3"
UNUSUAL = "{类型: 个性化指标, 异常: {低于: 70%, 高于: 130%, 处理: 按比例, 比例: 50%}}"


def score(rule: str, facts: dict[str, Any], lists: dict[str, Any] | None = None) -> Any:
    return desk.outcome(rule, "5", desk.given(facts, lists=lists))


@pytest.mark.parametrize(
    ("rule", "facts", "points", "said"),
    [
        (CUT, {"某率": "0.6"}, "3.157894", "按比例"),
        (CUT, {"某率": "0.5999"}, "0", "低于60%"),
        (CUT, {"某率": "0.95"}, "5", "达到95%"),
        (REACHED, {"补充.实际": D(8), "补充.目标": D(10)}, "4", "目标为10，完成率80.00%，按比例80.00%×5分计"),
        (REACHED, {"补充.实际": D(13), "补充.目标": D(10)}, "5", "达到100%"),
        (REACHED, {"补充.实际": D("13.1"), "补充.目标": D(10)}, "2", "超过130%"),
        (REACHED, {"补充.实际": D("5.9"), "补充.目标": D(10)}, "0", "低于60%"),
        (MIDDLE, {"某率": "0.59"}, "0", "＜60%"),
        (MIDDLE, {"某率": "0.6"}, "3", "60%"),
        (MIDDLE, {"某率": "1.1"}, "5", "110%"),
        (MIDDLE, {"某率": "1.101"}, "2", "＞110%"),
    ],
)
def test_points(rule: str, facts: dict[str, Any], points: str, said: str) -> None:
    made = score(rule, facts)
    assert abs(made.points - D(points)) < D("0.00001")
    assert said in made.explanation
    assert sum((gap.points for gap in made.gaps), D(0)) == 5 - made.points


@pytest.mark.parametrize(("rate", "off"), [("0.5", "偏低"), ("1.2", "偏高")])
def test_what_is_best_in_the_middle_is_off_on_either_side(rate: str, off: str) -> None:
    assert score(MIDDLE, {"某率": rate}).gaps[0].direction == off


def test_a_target_that_is_zero_or_lacking_is_asked_about() -> None:
    assert score(REACHED, {"补充.实际": D(8), "补充.目标": D(0)}).state is State.JUDGE
    assert "补充.目标" in score(REACHED, {"补充.实际": D(8)}).asked[0]


@pytest.mark.parametrize(
    ("rule", "done", "points"),
    [
        (WEEKLY, dt.date(2021, 3, 1), "5"),
        (WEEKLY, dt.date(2021, 3, 2), "4"),
        (WEEKLY, dt.date(2021, 3, 8), "4"),
        (WEEKLY, dt.date(2021, 3, 9), "3"),
        (MONTHLY, dt.date(2021, 2, 1), "5"),
        (MONTHLY, dt.date(2021, 4, 1), "3"),
        (MONTHLY, dt.date(2021, 4, 2), "1"),
        (MONTHLY, dt.date(2022, 4, 2), "1"),
    ],
)
def test_a_begun_week_or_month_counts_whole(rule: str, done: dt.date, points: str) -> None:
    assert score(rule, {"补充.期限": dt.date(2021, 3, 1), "补充.办理": done}).points == D(points)


@pytest.mark.parametrize(("of", "points"), [("", "5"), (", 平均取: 执行率", "5"), (", 平均取: 封顶执行率", "4.7")])
def test_both_means_of_progress(of: str, points: str) -> None:
    made = score(f"{{类型: 进度, {PERIODS}{of}}}", {"季度.甲": D("0.6"), "季度.乙": D("0.8")})
    assert made.points == D("1.8") + (D(3) if points == "5" else D("2.7"))


@pytest.mark.parametrize(
    ("actual", "points"), [("100", "5"), ("131", "2.5"), ("69", "1.72"), ("130", "5"), ("70", "3.5")]
)
def test_an_unusual_completion_keeps_a_share(actual: str, points: str) -> None:
    row = {"名称": "甲", "目标值": "100", "实际值": actual, "方向": "≥"}
    made = score(UNUSUAL, {}, {"效果指标": [row]})
    assert abs(made.points - D(points)) <= D("0.01")
    assert ("超出正常范围" in "".join(gap.content for gap in made.gaps)) == (actual in ("131", "69"))


@pytest.mark.parametrize(
    ("rule", "standard"),
    [
        (CUT, "某率达到95%的，得5分；未达到的，得分＝某率÷95%×5分；低于60%的，得0分。"),
        (
            REACHED,
            "（实际÷目标）达到100%的，得5分；未达到的，得分＝（实际÷目标）×5分；超过130%的，得2分；低于60%的，得0分。",
        ),
        (WEEKLY, "在规定期限内办理的，得5分；每超期一周扣1分（不满一周的按一周计），扣完为止。"),
        (MONTHLY, "在规定期限内办理的，得5分；每超期一个月扣2分（不满一个月的按一个月计），扣至1分为止。"),
        (
            UNUSUAL,
            "各项自设指标按实际值与目标值之比计分，达到目标值的得满分，合计5分；"
            "完成率低于70%或高于130%的，该项只得应得分的50%。",
        ),
    ],
)
def test_standards(rule: str, standard: str) -> None:
    indicator = desk.sound(desk.single(rule)).indicators["X"]
    assert indicator.standard == standard


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("{类型: 比率, 取值: 某率, 封顶: 60%, 低于: {界限: 60%, 得分: 0}}", "界限应小于“封顶”"),
        ("{类型: 比率, 取值: 某率, 方向: 越低越好, 低于: {界限: 6%, 得分: 0}}", "用于越高越好的"),
        (MIDDLE.replace("得分: 3", "得分: 5").replace("得分: 2", "得分: 9"), "最高一档得9分"),
        (MIDDLE.replace('"<60%", 得分: 0', '"<60%", 得分: 4'), "各档得分与方向“适中”不符"),
        ("{类型: 时限, 期限: 补充.期限, 实际: 补充.办理}", "“每日扣”“每周扣”“每月扣”写一个"),
        ("{类型: 时限, 期限: 补充.期限, 实际: 补充.办理, 每日扣: 1, 每周扣: 1}", "“每日扣”“每周扣”“每月扣”写一个"),
        ("{类型: 个性化指标, 异常: {低于: 70%, 处理: 按比例}}", "“处理: 按比例”的要写“比例”"),
        ("{类型: 个性化指标, 异常: {低于: 70%, 比例: 50%}}", "“处理: 按比例”的要写“比例”"),
    ],
)
def test_what_cannot_be_is_told(rule: str, problem: str) -> None:
    assert any(problem in told for told in desk.problems(rule))


@pytest.mark.parametrize(
    ("text", "over", "result", "trace"),
    [
        ("若(甲 > 乙, 甲 − 乙, 0)", {"甲": "5", "乙": "3"}, "2", "若(5 > 3, 5 - 3, 0) = 2"),
        ("若(甲 > 乙, 甲 − 乙, 0)", {"甲": "3", "乙": "5"}, "0", "若(3 > 5, 3 - 5, 0) = 0"),
        ("若(乙 = 0, 1, 甲 ÷ 乙)", {"甲": "3", "乙": "0"}, "1", "若(0 ＝ 0, 1, 3 ÷ 0) = 1"),
        ("若(甲 ≥ 1 且 乙 ≥ 1, 若(甲 > 2, 2, 1), 0) + 1", {"甲": "3", "乙": "1"}, "3", ""),
    ],
)
def test_a_formula_may_choose(text: str, over: dict[str, str], result: str, trace: str) -> None:
    expression = parse(text)
    assert {*expression.names} == {*over}
    assert expression.compute({name: D(value) for name, value in over.items()}) == D(result)
    if trace:
        assert f"{expression.filled(over)} = {result}" == trace


@pytest.mark.parametrize(
    "text", ["若(甲, 1, 2)", "若(甲 > 1, 1)", "若(甲 > 1, 1, 2, 3)", "若(甲 > 1, 乙 > 1, 2)", "若()"]
)
def test_a_choice_has_a_condition_and_two_numbers(text: str) -> None:
    with pytest.raises(ValueError, match=r"若|比较|缺少"):
        parse(text)


def test_a_choice_reads_what_a_department_gave() -> None:
    book, _ = parsed(
        "算式:\n  超支:\n    算式: 若(采购.实际 > 采购.计划, 采购.实际 − 采购.计划, 0)\n    单位: 万元\n", "f.yaml"
    )
    assert book is not None
    formulas, wrong = load(book)
    assert formulas is not None, wrong
    facts = desk.given({"采购.实际": D(12), "采购.计划": D(10)}).facts
    assert compute(formulas, facts)["超支"].value == 2
