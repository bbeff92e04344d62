"""A department's own indicators: rows of its lists are leaves with codes, marks, problems and answers of their own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import desk
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.scoring.kinds.row_values import attained, doubt
from reportgen.scoring.mark import Ground
from reportgen.scoring.scorecard import Scorecard

D = Decimal
ONE = "满分: 10\n指标:\n  X: {名称: 效益, 分值: 10, 规则: {类型: 个性化指标%s}}\n"
SPLIT = """
满分: 90
指标:
  A: {名称: 产出, 分值: 50, 规则: {类型: 个性化指标, 维度: [产出]}}
  B: {名称: 效益, 分值: 30, 规则: {类型: 个性化指标, 维度: [效益]}}
  C: {名称: 满意度, 分值: 10, 规则: {类型: 个性化指标, 维度: [满意度]}}
"""


def row(name: str, target: object, actual: object, full: str | None = None, **more: object) -> dict[str, Any]:
    return {"名称": name, "目标值": target, "实际值": actual, "分值": full and D(full), **more}


def scored(text: str, rows: list[dict[str, Any]], answers: dict[str, Any] | None = None) -> Scorecard:
    made, found = desk.card(text, desk.given(answers=answers, lists={"效果指标": rows}))
    assert not [d for d in found if d.code != "override"], [str(d) for d in found]
    return made


def outline(card: Scorecard) -> str:
    return "\n".join(
        f"{'  ' * (n.level - 1)}{n.code} {n.name} {n.full}：{n.points}" + (f" {n.mark.explanation}" if n.mark else "")
        for n in card.nodes
    )


def test_rows_are_leaves_of_the_indicators_that_take_them() -> None:
    rows = [
        row("路灯", "1.2万盏", "9600", "30", 维度="产出", 单位="盏"),
        row("方案", "印发", "印发", "20", 维度="产出", 编号="方案", 等级="部分达到"),
        row("投诉", "5", "8", "30", 维度="效益", 方向="≤", 单位="起", 调整目标值="6", 核心="是"),
        row("满意度", "90%", "95%", "10", 维度="满意度"),
    ]
    made = scored(SPLIT, rows)
    assert outline(made) == (
        "A 产出 50：34.00\n"
        "  A-1 路灯 30：24.00 目标值≥1.2万盏，实际值9600盏，完成率80.00%，按比例80.00%×30分计，得24分。\n"
        "  A-方案 方案 20：10.00 方案评定为“部分达到”，得10分。\n"
        "B 效益 30：22.50\n"
        "  B-1 投诉 30：22.50 目标值≤6起（由5起调整），实际值8起，完成率75.00%，按比例75.00%×30分计，得22.5分。\n"
        "C 满意度 10：10.00\n"
        "  C-1 满意度 10：10.00 目标值≥90%，实际值95%，达到目标值，得10分。"
    )
    assert [loss.code for loss in made.losses] == ["A-1", "A-方案", "B-1"]
    described = {node.code: node.description for node in made.nodes}
    assert described["B-1"] == "核心指标；维度：效益；目标值：≤6起。"


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        ([row("甲", 1, 1, "4"), row("乙", 1, 1, "5")], "“效果指标”各行的分值合计9（4 ＋ 5），应等于10，请核对分值"),
        ([row("甲", 1, 1, "4"), row("乙", 1, 1)], "“效果指标”的“乙”没有填分值，请补填；各行同分的，分值都留空"),
        ([row("甲", 1, 1, "10"), row("乙", 1, 1, "0")], "“效果指标”的“乙”分值应大于 0，不评分的请删去这一行"),
        ([row("甲", 1, 1, 编号="一.1")], "“效果指标”的“甲”编号“一.1”只能用汉字、字母、数字和“-”"),
        (
            [row("甲", 1, 1, 编号="2"), row("乙", 1, 1)],
            "“效果指标”的“甲”编号“2”与另一行相同（没写的按次序编号），请改“编号”",
        ),
    ],
)
def test_rows_that_cannot_share_out_the_points_are_told(rows: list[dict[str, Any]], asked: str) -> None:
    made = scored(ONE % "", rows)
    assert [node.code for node in made.nodes] == ["X"] and made.total is None
    assert made.nodes[0].mark and made.nodes[0].mark.asked == (asked,)


def test_no_indicator_of_the_pack_has_the_code_of_a_row() -> None:
    tree = "满分: 2\n指标:\n  X: {名称: 甲, 分值: 1, 规则: {类型: 个性化指标}}\n"
    _, found = desk.framework(f"{tree}  X-1: {{名称: 乙, 分值: 1, 规则: {{类型: 酌情, 扣分事项: 某事}}}}\n")
    assert [d.code for d in found] == ["code-like-row"]


def test_points_are_brought_to_the_full_ones_only_where_the_rule_says_so() -> None:
    made = scored(ONE % ", 折算: 是", [row("甲", 1, 1, "4"), row("乙", 2, 1, "4")])
    assert [(node.code, node.full) for node in made.nodes[1:]] == [("X-1", D(5)), ("X-2", D(5))]
    assert made.total == D("7.5")


def test_a_mark_by_hand_keeps_that_of_the_rule() -> None:
    by_hand = {"得分": "4.5", "理由": "年末补齐"}
    rows = [row("甲", 10, 8, "5"), row("乙", 1, 1, "5")]
    beside = scored(ONE % "", rows, {"X-1": by_hand}).nodes[1].mark
    within = scored(ONE % "", [{**rows[0], "得分": D("4.5"), "理由": "年末补齐"}, rows[1]]).nodes[1].mark
    assert beside == within and beside is not None
    assert (beside.points, beside.rule_points, beside.ground) == (D("4.5"), D(4), Ground.MANUAL)
    named = scored(ONE % "", rows, {"甲": by_hand}).nodes[1].mark
    assert named == beside, "by its name, too, which stays when rows are put in"


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("{X: {得分: 3, 理由: 无凭据}}", "“X”是合计，不能填写“得分”"),
        ("{X-1: {得分: 3}}", "“甲”的得分由人工评定，须写理由"),
        ("{X-9: {得分: 3, 理由: 有因}}", "自评中的“X-9”不在指标体系中"),
        ("{X-2: {得分: 3, 理由: 有因}}", "指标 X-2 在“效果指标第2项”和“自评”里都填了评定"),
    ],
)
def test_wrong_answers_are_told(answers: str, message: str) -> None:
    rows = [row("甲", 10, 8, "5"), row("乙", 1, 1, "5", 得分=D(4), 理由="有因")]
    _, found = desk.card(ONE % "", desk.given(lists={"效果指标": rows}), f"年度: 2021\n自评: {answers}\n")
    assert [d.message for d in found if d.message == message], [str(d) for d in found]


@pytest.mark.parametrize(
    ("own", "asked"),
    [
        (row("甲", 10, None, "10"), "请填写 效果指标第1项.实际值"),
        (
            row("甲", "20户", "10多户", "10"),
            "请核对 效果指标第1项 的目标值、实际值和单位：实际值“10多户”不是准确的数；"
            "仍要由人评定的，在 自评.X-1 下填写 得分 和 理由",
        ),
        (row("甲", "90%以上", "约93%", "10"), "请在 自评.X-1 下填写 等级（达到、部分达到、未达到）"),
        (row("甲", "印发", "印发", "10"), "请在 自评.X-1 下填写 等级（达到、部分达到、未达到）"),
        (
            row("甲", "印发", "印发", "10", 等级=None),
            "请填写 效果指标第1项.等级（达到、部分达到、未达到），或写在 自评.X-1 下",
        ),
    ],
)
def test_what_a_row_lacks_is_asked_for_in_the_row(own: dict[str, Any], asked: str) -> None:
    made = scored(ONE % "", [own])
    assert made.nodes[1].mark and made.nodes[1].mark.asked == (asked,) and made.total is None


def test_the_initial_target_counts_where_the_rule_says_so() -> None:
    rows = [row("甲", 10, 8, 调整目标值=8, 单位="家")]
    assert [scored(ONE % more, rows).total for more in ("", ", 目标取: 初始")] == [D(10), D(8)]
    told = scored(ONE % ", 目标取: 初始", rows).nodes[1].mark
    assert told and told.explanation.startswith("目标值≥10家（后调整为8家，按初始目标评分），实际值8家")


@pytest.mark.parametrize(
    ("target", "actual", "unit", "done", "why"),
    [
        ("1.2万亩", "6000", "亩", "0.5", ""),
        ("1.2万亩", "1.2", "", None, "目标值与实际值的单位不同"),
        ("95", "95%", "%", "1", ""),
        ("95%", "95", "", None, "目标值与实际值一个有“%”，一个没有"),
        ("10个", "5", "", "0.5", ""),
        ("10个", "5家", "", None, "目标值与实际值的单位不同"),
        ("12月底前", "11月底前", "", None, ""),
        ("2022年", "2021年", "", None, ""),
        ("2亿元", "5000万元", "", "0.25", ""),
    ],
)
def test_values_with_units(target: str, actual: str, unit: str, done: str | None, why: str) -> None:
    own = row("甲", target, actual, 单位=unit)
    made = attained(own)
    assert (made and made.rate) == (None if done is None else D(done)) and doubt(own) == why


@pytest.mark.parametrize(
    ("sign", "target", "actual", "points", "said"),
    [
        ("≥", "5", "-2", "0", "目标值≥5，实际值－2，没有达到目标值，得0分。"),
        ("≥", "-5", "-3", "10", "目标值≥－5，实际值－3，达到目标值，得10分。"),
        ("≥", "-5%", "-6%", "0", "目标值≥－5%，实际值－6%，没有达到目标值，得0分。"),
        ("≥", "0", "0", "10", "目标值≥0，实际值0，达到目标值，得10分。"),
        ("≤", "0%", "0%", "10", "目标值≤0%，实际值0%，达到目标值，得10分。"),
        ("≤", "0%", "-1.2%", "10", "目标值≤0%，实际值－1.2%，达到目标值，得10分。"),
        ("≤", "0件", "2件", "0", "目标值≤0件，实际值2件，没有达到目标值，得0分。"),
        ("≤", "3", "0", "10", "目标值≤3，实际值0，达到目标值，得10分。"),
        ("≤", "3", "-1", "10", "目标值≤3，实际值－1，达到目标值，得10分。"),
        ("≤", "-3", "-1", "0", "目标值≤－3，实际值－1，没有达到目标值，得0分。"),
        ("=", "0", "0", "10", "目标值=0，实际值0，达到目标值，得10分。"),
        ("=", "5", "4", "0", "目标值=5，实际值4，与目标值不等，得0分。"),
    ],
)
def test_where_there_is_no_ratio_it_counts_whether_the_target_is_met(
    sign: str, target: str, actual: str, points: str, said: str
) -> None:
    """No 完成率 then, in no column and no sentence, and nothing is unusual about it."""
    mark = scored(ONE % ", 异常: {低于: 60%, 高于: 130%}", [row("甲", target, actual, 方向=sign)]).nodes[1].mark
    assert mark and (mark.points, mark.completion, mark.explanation) == (D(points), "", said)
    assert not any("完成率" in gap.content for gap in mark.gaps)
    by_rate = "按" in mark.standard.partition("；完成率")[0]
    assert by_rate == (D(target.strip("%件")) > 0 and sign != "=")


def test_what_is_unusual_may_be_taken_from_a_fact() -> None:
    text, rows = ONE % "%s, 异常: {低于: 补充.线, 高于: 上限率}", [row("甲", 10, 6), row("乙", 10, 12)]
    for how in ("", ", 逐行列示: 否"):
        facts: dict[str, desk.Raw] = {"补充.线": D("0.65"), "上限率": D("1.1")}
        made, _ = desk.card(text % how, desk.given(facts, lists={"效果指标": rows}))
        waits, _ = desk.card(text % how, desk.given({"补充.线": D("0.65")}, lists={"效果指标": rows}))
        mark, lacking = made.nodes[-1].mark, waits.nodes[-1].mark
        assert made.total == 0 and mark and {*facts} <= {*mark.used}
        assert any("完成率120.00%，超出正常范围" in gap.content for gap in mark.gaps)
        assert lacking and lacking.asked[0].startswith("请填写 上限率")
        assert "完成率低于线或高于上限率的，该项不得分" in mark.standard


def test_what_went_too_far_is_said_of_the_completion_and_not_of_the_target() -> None:
    mark = scored(ONE % ", 异常: {高于: 130%}", [row("甲", 10, 19)]).nodes[1].mark
    assert mark and (mark.target, mark.actual, mark.completion) == ("≥10", "19", "190.00%")
    (gap,) = mark.gaps
    assert (gap.standard, gap.actual) == ("完成率不高于130%", "完成率190.00%")
    assert gap.content == "甲目标值≥10，实际值19，完成率190.00%，超出正常范围"


def test_nothing_done_of_something_is_a_ratio() -> None:
    mark = scored(ONE % "", [row("甲", 5, 0)]).nodes[1].mark
    assert mark and (mark.points, mark.completion, mark.explanation) == (
        0,
        "0.00%",
        "目标值≥5，实际值0，没有完成，得0分。",
    )


amounts = st.integers(-40, 40).map(lambda n: D(n) / 4)


@given(st.sampled_from("≥≤"), amounts, amounts, amounts)
def test_more_of_what_is_wanted_earns_no_less(sign: str, target: D, first: D, second: D) -> None:
    worse, better = sorted((first, second), reverse=sign == "≤")
    made = [attained(row("甲", target, actual, 方向=sign)) for actual in (worse, better)]
    low, high = (one.share for one in made if one)
    assert 0 <= low <= high <= 1
    assert all(one and (one.share == 1) == one.met and (one.rate is None or one.rate >= 0) for one in made)


cents = st.integers(1, 3000).map(lambda n: D(n) / 100)


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 60), cents), min_size=1, max_size=8))
def test_rows_come_to_what_indicators_of_the_pack_come_to(rows: list[tuple[int, int, D]]) -> None:
    """The same rows as indicators in the pack, each by its ratio, and in dept.yaml: the same marks and total."""
    full = sum((worth for _, _, worth in rows), D(0))
    tree = "".join(
        f"  P{i}: {{名称: 第{i}项, 上级: P, 分值: {worth}, 规则: {{类型: 比率, 取值: 补充.a{i}, 目标: 补充.t{i}}}}}\n"
        for i, (_, _, worth) in enumerate(rows)
    )
    facts: dict[str, desk.Raw] = {f"补充.t{i}": D(target) for i, (target, _, _) in enumerate(rows)}
    facts |= {f"补充.a{i}": D(actual) for i, (_, actual, _) in enumerate(rows)}
    head = f"满分: {full}\n指标:\n  P: {{名称: 效益, 分值: {full}"
    pack, _ = desk.card(f"{head}}}\n{tree}", desk.given(facts))
    listed = [row(f"第{i}项", t, a, str(worth)) for i, (t, a, worth) in enumerate(rows)]
    own = scored(f"{head}, 规则: {{类型: 个性化指标}}}}\n", listed)
    assert [node.points for node in own.nodes] == [node.points for node in pack.nodes]
    assert own.total == pack.total
