"""What holds for every rule, every framework and every department."""

from __future__ import annotations

import datetime as dt
from decimal import Context, Decimal
from typing import Any

import desk
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_kinds import (
    ADJUSTED,
    CLEAR,
    DUE,
    MEAN,
    OUTSIDERS,
    PROGRESS,
    PUBLISHED,
    PURCHASE,
    REACHED,
    SURPLUS,
    YEARS,
    quarters,
)

from reportgen.scoring.scorecard import Scorecard
from reportgen.scoring.shares import marks, shared

D = Decimal
ratios = st.decimals("0", "3", places=4)
cents = st.decimals("0", "20", places=6)


def ratio(rule: str, full: str) -> tuple[str, str, st.SearchStrategy[Any], st.SearchStrategy[Any]]:
    return rule, full, ratios.map(lambda r: {"某率": str(r)}), st.just({})


TICKS = st.fixed_dictionaries({key: st.sampled_from(["是", "部分", "否", "不适用"]) for key in "123"})
COUNTS = st.integers(0, 50).map(lambda n: {"数量": n})
SCORES = st.decimals("0", "100", places=2).map(lambda s: {"督查.得分": s})
NOTHING: st.SearchStrategy[Any] = st.just({})
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2023, 12, 31))
PARTS = (
    '{{类型: {kind}, 部分: {{"1": {{名称: 甲, 分值: 2, 规则: {{类型: 比率, 取值: 某率}}}}, '
    '"2": {{名称: 乙, 分值: {second}, 规则: {{类型: 比率, 取值: 另率, 方向: 越低越好}}}}}}}}'
)
RATES = st.tuples(ratios, ratios).map(lambda r: {"某率": str(r[0]), "另率": str(r[1])})
OWN = "{类型: 个性化指标, 逐行列示: 否, 折算: 是}"
ROWS = st.lists(
    st.fixed_dictionaries({"自评得分": st.decimals("0", "100", places=2), "年初": cents.filter(bool)}), min_size=1
)
EFFECTS = st.lists(
    st.tuples(st.integers(-20, 50), st.integers(-20, 99), st.sampled_from("≥≤=")).map(
        lambda t: {"名称": "孵化", "目标值": D(t[0]), "实际值": D(t[1]), "方向": t[2]}
    ),
    min_size=1,
    max_size=5,
)
KINDS = {
    "分档": ratio(OUTSIDERS, "1"),
    "达标": ratio('{类型: 达标, 取值: 某率, 条件: "≤100%", 否则: 0.3}', "1"),
    "比率": ratio(PURCHASE, "1"),
    "比率，越低越好": ratio("{类型: 比率, 取值: 某率, 方向: 越低越好, 封顶: 90%}", "7"),
    "比率，有目标": (
        "{类型: 比率, 取值: 补充.数, 目标: 40, 低于: {界限: 60%, 得分: 0.5}}", "5",
        st.integers(-60, 90).map(lambda n: {"补充.数": D(n)}), NOTHING,
    ),
    "超限扣分": ratio(ADJUSTED, "1"),
    "进度": (PROGRESS, "6", st.lists(ratios.map(str), min_size=4, max_size=4).map(lambda r: quarters(*r)), NOTHING),
    "同比": (
        YEARS, "5", st.tuples(cents, cents.filter(bool)).map(lambda t: {"三公.本年": t[0], "三公.上年": t[1]}), NOTHING,
    ),
    "计数扣分": (
        "{类型: 计数扣分, 名目: 差错, 每项扣: 0.7, 最低: 1}", "5", NOTHING, COUNTS,
    ),
    "计数加分": (
        "{类型: 计数加分, 名目: 创新, 每项加: 0.7}", "5", NOTHING, COUNTS,
    ),
    "要点": (CLEAR, "5", NOTHING, TICKS.map(lambda t: {"要点": t, "理由": "略"})),
    "定性": (
        REACHED, "5", NOTHING,
        st.decimals("3", "3.99", places=2).map(lambda p: {"等级": "部分达成", "得分": p, "理由": "略"}),
    ),
    "酌情": (
        "{类型: 酌情, 扣分事项: 资料不全}", "5", NOTHING,
        st.decimals("0", "5", places=3).map(lambda p: {"扣分": p, "理由": "略"}),
    ),
    "外部得分": (
        "{类型: 外部得分, 取值: 督查.得分}", "5", SCORES, NOTHING,
    ),
    "等级": (
        PUBLISHED, "1.5",
        st.sampled_from(["按规定公开", "公开有瑕疵", "未公开"]).map(lambda v: {"公开.预算.合规程度": v}), NOTHING,
    ),
    "判定表": (
        SURPLUS, "3", st.tuples(cents, cents).map(lambda t: {"结余.年末": t[0], "结余.上年": t[1]}), NOTHING,
    ),
    "时限": (
        DUE, "3", st.tuples(DAYS, DAYS).map(lambda t: {"公开.批复": t[0], "公开.日期": t[1]}), NOTHING,
    ),
    "组合": (PARTS.format(kind="组合", second=3), "5", RATES, NOTHING),
    "择优": (PARTS.format(kind="择优", second=2), "2", RATES, NOTHING),
    "个性化指标": (OWN, "5", EFFECTS.map(lambda rows: {"效果指标": rows}), NOTHING),
    "汇总": (MEAN, "5", ROWS.map(lambda rows: {"项目": rows}), NOTHING),
}  # fmt: skip


def one(rule: str, full: str, facts: Any, answer: Any, policy: str = "满分") -> Scorecard:
    lists = {name: rows for name, rows in facts.items() if isinstance(rows, list)}
    seen = desk.given({n: v for n, v in facts.items() if n not in lists}, {"X": answer} if answer else {}, lists)
    made, found = desk.card(desk.single(rule, full, f"不适用: {policy}\n"), seen)
    assert not found, [str(d) for d in found]
    return made


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data(), policy=st.sampled_from(["满分", "零分", "剔除换算"]))
def test_marks_stay_within_and_gaps_add_up(kind: str, data: st.DataObject, policy: str) -> None:
    rule, full, facts, answers = KINDS[kind]
    made = one(rule, full, data.draw(facts), data.draw(answers), policy)
    mark = made.nodes[0].mark
    assert mark is not None
    if mark.points is None:
        assert mark.state.value == "不适用" and made.total == D(full)
        return
    assert 0 <= mark.points <= D(full)
    assert mark.points == mark.points.quantize(D("0.01"))
    assert mark.lost == D(full) - mark.points
    assert sum((g.points for g in mark.gaps), D(0)) == mark.lost
    assert all(g.points > 0 for g in mark.gaps)
    assert sum((loss.points for loss in made.losses), D(0)) == D(full) - (made.base or D(0))
    told = (
        "按满分计"
        if mark.state.value == "不适用" and policy == "满分"
        else f"{'合计' if kind == '组合' else '得'}{mark.points.normalize():f}分"
    )
    assert told in mark.explanation or "按零分计" in mark.explanation


@pytest.mark.parametrize(
    ("rule", "full", "rising"),
    [
        (OUTSIDERS, "1", False),
        (ADJUSTED, "1", False),
        ("{类型: 比率, 取值: 某率}", "6", True),
        ("{类型: 比率, 取值: 某率, 方向: 越低越好}", "6", False),
        ('{类型: 达标, 取值: 某率, 条件: "≤100%"}', "1", False),
        (ADJUSTED.replace("方向: 越低越好", "方向: 越高越好"), "1", True),
    ],
)
@given(first=ratios, second=ratios)
def test_a_declared_direction_is_kept(rule: str, full: str, rising: bool, first: Decimal, second: Decimal) -> None:
    low, high = sorted([first, second])
    points = [desk.outcome(rule, full, desk.given({"某率": str(r)})).points or D(0) for r in (low, high)]
    assert points[0] <= points[1] if rising else points[0] >= points[1]


@given(st.lists(st.tuples(st.integers(1, 40), st.decimals("0", "1", places=5)), min_size=1, max_size=8), st.data())
def test_losses_add_up_whatever_does_not_apply(rows: list[tuple[int, Decimal]], data: st.DataObject) -> None:
    """Σ losses = 满分 − 基础总分, for any weights, marks, 不适用 and factor."""
    policy = data.draw(st.sampled_from(["满分", "零分", "剔除换算"]))
    dropped = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    factor = data.draw(st.sampled_from(["1", "0.9", "0.333"]))
    total = sum(weight for weight, _ in rows)
    head = f"满分: {total}\n不适用: {policy}\n总分调整:\n  K: {{名称: 系数, 方式: 系数, 系数: {factor}}}\n指标:\n"
    tree = "".join(
        f"  X{i}: {{名称: 甲{i}, 分值: {weight}, 规则: {{类型: 比率, 取值: 第{i}率}}}}\n"
        for i, (weight, _) in enumerate(rows)
    )
    figures: dict[str, desk.Raw] = {f"第{i}率": str(rate) for i, (_, rate) in enumerate(rows)}
    answers: dict[str, Any] = {f"X{i}": {"不适用": "是", "理由": "略"} for i in dropped}
    made, found = desk.card(head + tree, desk.given(figures, {**answers, "K": {"等级": "是", "理由": "有"}}))
    assert not found
    assert made.base is not None and 0 <= made.base <= total
    assert sum((loss.points for loss in made.losses), D(0)) == total - made.base
    assert all(loss.points > 0 for loss in made.losses)


@given(st.lists(cents, max_size=12))
def test_shares_move_by_less_than_a_cent(exact: list[Decimal]) -> None:
    total = marks(sum(exact, D(0)))
    made = shared(exact, total)
    assert sum(made, D(0)) == total
    assert all(abs(a - b) < D("0.01") for a, b in zip(made, exact, strict=True))


def test_the_scorecard_comes_back_from_json() -> None:
    made = one(PROGRESS, "6", quarters("0.1564", "0.41", "0.652", "0.9765"), {})
    again = Scorecard.from_json(made.to_json())
    assert again == made


def test_rounding_is_half_up_at_the_last_step_only() -> None:
    """A third of 0.375 points is 0.125 exactly: 0.13, though 1 ÷ 3 has no end."""
    third = Context(prec=34).divide(D(1), D(3)) * D("0.375")
    assert marks(third) == D("0.13")
    assert marks(D("0.1249999999999999999999999999")) == D("0.13")
    assert marks(D("0.124999")) == D("0.12")
