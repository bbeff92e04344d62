"""Where a rule meets what its author did not think of: units, dates as text, answers a figure decides, no weights."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import desk
import pytest
from test_kinds import CLEAR, DUE, PUBLISHED

D = Decimal
OWN = "{类型: 个性化指标, 异常: {低于: 70%, 高于: 130%}}"


@pytest.mark.parametrize(
    ("rule", "facts", "text"),
    [
        ("{类型: 同比, 本年: 三公.合计.决算, 上年: 三公.合计.预算, 界限: 0%, 每: 1%, 扣: 0.5}",
         {"三公.合计.决算": D(103), "三公.合计.预算": D(100)},
         "本年103.00万元，上年100.00万元，变动率3.00%，超过0%的部分每个百分点扣0.5分（不足的按比例计），扣完为止，扣1.5分，得3.5分。"),
        ("{类型: 超限扣分, 取值: 人员.雇员, 方向: 越低越好, 界限: 2, 每: 1, 扣: 1}",
         {"人员.雇员": 3}, "某指标为3人，超过2的部分每1扣1分（不足的按比例计），扣完为止，扣1分，得4分。"),
        ("{类型: 判定表, 判定: [{当: 选项.甲 = 是, 得分: 5}, {否则: 是, 得分: 0}]}",
         {"选项.甲": True}, "选项甲为是，属于“选项甲 ＝ 是”，得5分。"),
        ("{类型: 比率, 取值: 某率}", {"某率": "1.2"}, "某率为120.00%，达到100%，得5分。"),
        ("{类型: 比率, 取值: 某率, 方向: 越低越好, 封顶: 90%}", {"某率": "0.5"}, "某率为50.00%，不高于90%，得5分。"),
    ],
)  # fmt: skip
def test_values_are_said_with_their_units(rule: str, facts: dict[str, Any], text: str) -> None:
    assert desk.outcome(rule, "5", desk.given(facts)).explanation == text


@pytest.mark.parametrize(
    ("rule", "facts", "answer", "points", "idle"),
    [
        ("{类型: 计数扣分, 数量: 项数, 名目: 差错, 每项扣: 1}", {"项数": 2}, {"数量": 0}, "3", "数量"),
        (PUBLISHED, {"公开.预算.合规程度": "未公开"}, {"等级": "按规定公开"}, "0", "等级"),
    ],
)
def test_what_a_figure_decides_no_one_answers(
    rule: str, facts: dict[str, Any], answer: dict[str, Any], points: str, idle: str
) -> None:
    got = desk.outcome(rule, "1.5" if idle == "等级" else "5", desk.given(facts, {"X": answer}))
    assert got.points == D(points)
    assert [(s.field, s.grave) for s in got.flaws] == [(idle, False)]


@pytest.mark.parametrize(
    ("day", "points"), [("2021-09-22", "2.5"), ("2021年9月21日", "3"), (dt.date(2021, 9, 23), "2"), ("九月", None)]
)
def test_a_date_may_still_be_text(day: object, points: str | None) -> None:
    facts: dict[str, Any] = {"公开.批复": "2021-09-01", "公开.日期": day}
    assert desk.outcome(DUE, "3", desk.given(facts)).points == (None if points is None else D(points))


@pytest.mark.parametrize(
    ("rows", "points", "gap"),
    [
        (
            [("孵化", 10, 5, "≥", 0), ("投诉", 2, 2, "≤", 0)],
            "2.5",
            "孵化目标值≥10，实际值5，完成率50.00%，超出正常范围",
        ),
        ([("孵化", 10, 8, "≥", 4), ("投诉", 2, 1, "≤", 1)], "3.2", "孵化目标值≥10，实际值8"),
        ([("孵化", 0, 3, "≥", 4), ("投诉", 0, 0, "≤", 1)], "5", None),
        ([("孵化", 0, -1, "≥", 4), ("投诉", 0, 2, "≤", 1)], "0", "孵化目标值≥0，实际值－1"),
        ([("场次", 3, 4, "=", 4), ("人次", 9, 9, "=", 1)], "1", "场次目标值=3，实际值4"),
    ],
)
def test_own_indicators_at_their_edges(
    rows: list[tuple[str, int, int, str, int]], points: str, gap: str | None
) -> None:
    """Rows whose 分值 are all 0 share alike; a completion below 70 % or above 130 % earns nothing."""
    made = [
        {"名称": name, "目标值": D(target), "实际值": D(actual), "方向": sign, "分值": D(worth)}
        for name, target, actual, sign, worth in rows
    ]
    got = desk.outcome(OWN, "5", desk.given(lists={"效果指标": made}))
    if points == "3.2":
        assert got.gaps[-1].direction == "偏高"  # 2 complaints foreseen, 1 made: 200 %
    assert got.points == D(points)
    assert (got.gaps[0].content if got.gaps else None) == gap
    assert sum((g.points for g in got.gaps), D(0)) == 5 - D(points)


def test_a_partly_met_item_must_cost_something() -> None:
    told = desk.problems(CLEAR.replace("部分得分: 0.5", "部分得分: 2"))
    assert told == ["framework.yaml:9:70: 指标 X“某指标”：要点2部分得分2，不小于2分"]


def test_an_indicator_without_points_is_refused() -> None:
    _, found = desk.framework(
        "满分: 5\n指标:\n  X: {名称: 甲, 分值: 5, 规则: {类型: 酌情, 扣分事项: 瑕疵}}\n"
        "  Y: {名称: 乙, 分值: 0, 规则: {类型: 酌情, 扣分事项: 瑕疵}}\n"
    )
    assert [d.message for d in found] == ["指标 Y“乙”的分值为 0"]


def test_progress_below_nothing_earns_nothing() -> None:
    rule = "{类型: 进度, 累计进度: [甲率, 乙率], 序时: [50%, 100%], 每期分值: 1, 平均分值: 1}"
    assert desk.outcome(rule, "3", desk.given({"甲率": "-0.5", "乙率": "0.5"})).points == D("0.5")


@pytest.mark.parametrize("text", ["≥ 95 %", "［95%， 100%］", "[ 95% , 100% ]", "≥９５％"])
def test_intervals_as_people_type_them(text: str) -> None:
    got = desk.outcome(f'{{类型: 达标, 取值: 某率, 条件: "{text}"}}', "5", desk.given({"某率": "0.95"}))
    assert got.points == 5


def test_the_basis_of_parts_is_the_basis_of_the_indicator() -> None:
    part = "{{名称: {0}, 分值: 1, 依据: {1}, 规则: {{类型: 酌情, 扣分事项: 瑕疵, 依据: {2}}}}}"
    parts = [part.format("甲", "甲办法", "甲细则"), part.format("乙", "", "乙细则"), part.format("丙", "", "甲办法")]
    rule = "{类型: 组合, 部分: {" + ", ".join(f'"{i}": {p}' for i, p in enumerate(parts, 1)) + "}}"
    made, _ = desk.card(desk.single(rule, "3"), desk.given())
    mark = made.nodes[0].mark
    assert mark is not None and mark.basis == "甲办法；乙细则"


def test_projects_without_money_are_not_weighed() -> None:
    rows = [{"自评得分": D(100), "年初": D(0)}, {"自评得分": D(80), "年初": D(0)}]
    for second, why in ((D(0), "合计为零"), (D(-3), "有负数")):
        rows[1]["年初"] = second
        got = desk.outcome("{类型: 汇总, 字段: 自评得分, 权数: 年初}", "5", desk.given(lists={"项目": rows}))
        assert got.asked == (f"请在 自评.X 下填写 得分 和 理由（年初{why}，无法加权）",)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("{类型: 外部得分, 取值: 督查.名次, 形式: 名次, 满分: 20}", "得分＝（参评单位数20－名次＋1）÷20×5分。"),
        ('{类型: 组合, 部分: {"1": {名称: 甲, 分值: 2, 规则: {类型: 等级, 等级: {好: 2, 差: 0}}}, '
         '"2": {名称: 乙, 分值: 3, 规则: {类型: 个性化指标}}}}',
         "（1）甲（2分）：好的，得2分；差的，得0分。\n"
         "（2）乙（3分）：各项自设指标按实际值与目标值之比计分，达到目标值的得满分，合计3分。"),
    ],
)  # fmt: skip
def test_more_standards(rule: str, text: str) -> None:
    assert desk.sound(desk.single(rule)).indicators["X"].standard == text


def test_rows_are_rounded_one_by_one_and_add_up() -> None:
    """Three rows of 10 points, worth 3.33, 3.33 and 3.34 (in some order), each to two decimals."""
    rows = [{"名称": str(i), "目标值": "3", "实际值": "2"} for i in range(3)]
    got = desk.outcome("{类型: 个性化指标}", "10", desk.given(lists={"效果指标": rows}))
    assert sorted(g.full for g in got.gaps) == [D("3.33"), D("3.33"), D("3.34")]
    assert all(g.points == g.points.quantize(D("0.01")) for g in got.gaps)
    assert got.points == 10 - sum(g.points for g in got.gaps)


TWICE = "满分: 10\n指标:\n  X: {{名称: 甲, 分值: 5, 规则: {0}}}\n  Y: {{名称: 乙, 分值: 5, 规则: {1}}}\n"
SOCIAL, ECONOMIC = "{类型: 个性化指标, 维度: [社会效益]}", "{类型: 个性化指标, 维度: [经济效益]}"


@pytest.mark.parametrize(
    ("first", "second", "wrong"),
    [
        ("{类型: 个性化指标}", "{类型: 个性化指标}", 1),
        ("{类型: 个性化指标}", SOCIAL, 1),
        (SOCIAL, SOCIAL, 1),
        (SOCIAL, ECONOMIC, 0),
        ("{类型: 个性化指标}", "{类型: 个性化指标, 列表: 项目}", 0),
    ],
)
def test_no_row_counts_under_two_indicators(first: str, second: str, wrong: int) -> None:
    _, found = desk.framework(TWICE.format(first, second))
    assert [d.code for d in found] == ["rows-twice"] * wrong


def test_rows_are_scored_by_their_dimension() -> None:
    rows = [
        {"名称": "甲", "维度": "社会效益", "目标值": "10", "实际值": "10"},
        {"名称": "乙", "维度": "经济效益", "目标值": "10", "实际值": "5"},
    ]
    got = [desk.outcome(rule, "5", desk.given(lists={"效果指标": rows})).points for rule in (SOCIAL, ECONOMIC)]
    assert got == [5, D("2.5")]
