"""Every kind of rule: what it gives at and around its boundaries."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import desk
import pytest

D = Decimal
OUTSIDERS = (
    '{类型: 分档, 取值: 某率, 方向: 越低越好, 档: [{区间: "<5%", 得分: 1}, {区间: "[5%, 10%]", 得分: 0.5}, '
    '{区间: ">10%", 得分: 0}]}'
)
SATISFIED = (
    '{类型: 分档, 取值: 满意度.值, 方向: 越高越好, 档: [{区间: "≥95%", 得分: 6}, {区间: "［90%，95%）", 得分: 4}, '
    '{区间: "[80%, 90%)", 得分: 2}, {区间: "＜80%", 得分: 1}]}'
)
ISOLATED = (
    '{类型: 分档, 取值: 某率, 方向: 越低越好, 档: [{区间: "=0", 得分: 3}, {区间: "(0%, 10%]", 得分: 2}, '
    '{区间: "(10%, 20%]", 得分: 1}, {区间: "(20%, 30%]", 得分: 0.5}, {区间: ">30%", 得分: 0}]}'
)
ADJUSTED = "{类型: 超限扣分, 取值: 某率, 方向: 越低越好, 界限: 10%, 每: 1%, 扣: 0.1, 整步: 否, 最低: 0}"
WHOLE = "{类型: 超限扣分, 取值: 分数, 方向: 越高越好, 界限: 100, 每: 5, 扣: 2, 整步: 是, 最低: 1}"
PURCHASE = "{类型: 比率, 取值: 某率, 封顶: 100%, 超过: {界限: 100%, 得分: 0}}"
PROGRESS = (
    "{类型: 进度, 累计进度: [季度.累计进度.一季度, 季度.累计进度.二季度, 季度.累计进度.三季度, 季度.累计进度.四季度], "
    "序时: [25%, 50%, 75%, 100%], 每期分值: 1, 平均分值: 2}"
)
CLEAR = (
    '{类型: 要点, 要点: {"1": {内容: 甲, 分值: 2}, "2": {内容: 乙, 分值: 2, 部分得分: 0.5}, '
    '"3": {内容: 丙, 分值: 1, 必备: 是}}}'
)
MISSING_ITEMS = '{类型: 要点, 方式: 缺项扣分, 每缺一项扣: 2, 要点: {"1": {内容: 甲}, "2": {内容: 乙}, "3": {内容: 丙}}}'
PUBLISHED = "{类型: 等级, 取值: 公开.预算.合规程度, 等级: {按规定公开: 1.5, 公开有瑕疵: 1, 未公开: 0}}"
SURPLUS = (
    "{类型: 判定表, 判定: [{当: 结余.年末 = 0, 得分: 3, 说明: 没有结余}, {当: 结余.年末 ≤ 结余.上年, 得分: 2}, "
    "{否则: 是, 得分: 0}]}"
)
REACHED = '{类型: 定性, 等级: {达成: "[80%, 100%]", 部分达成: "[60%, 80%)", 未达成: "[0%, 60%)"}}'
YEARS = "{类型: 同比, 本年: 三公.本年, 上年: 三公.上年, 界限: 0%, 每: 1%, 扣: 0.5}"
DUE = "{类型: 时限, 期限: 公开.批复, 天数: 20, 实际: 公开.日期, 每日扣: 0.5, 最低: 1}"
MEAN = "{类型: 汇总, 列表: 项目, 字段: 自评得分, 权数: 年初}"


def quarters(*rates: str) -> dict[str, desk.Raw]:
    names = ("一季度", "二季度", "三季度", "四季度")
    return {f"季度.累计进度.{name}": D(rate) for name, rate in zip(names, rates, strict=True)}


@pytest.mark.parametrize(
    ("rule", "full", "facts", "points"),
    [
        (OUTSIDERS, "1", {"某率": "0.0499"}, "1"),
        (OUTSIDERS, "1", {"某率": "0.05"}, "0.5"),
        (OUTSIDERS, "1", {"某率": "0.10"}, "0.5"),
        (OUTSIDERS, "1", {"某率": "0.1000000001"}, "0"),
        (OUTSIDERS, "1", {"某率": "0"}, "1"),
        (SATISFIED, "6", {"满意度.值": D("0.95")}, "6"),
        (SATISFIED, "6", {"满意度.值": D("0.9499")}, "4"),
        (SATISFIED, "6", {"满意度.值": D("0.90")}, "4"),
        (SATISFIED, "6", {"满意度.值": D("0.80")}, "2"),
        (SATISFIED, "6", {"满意度.值": D("0")}, "1"),
        (ISOLATED, "3", {"某率": "0"}, "3"),
        (ISOLATED, "3", {"某率": "0.0001"}, "2"),
        (ISOLATED, "3", {"某率": "0.3"}, "0.5"),
        ('{类型: 达标, 取值: 某率, 条件: "≤100%"}', "1", {"某率": "1"}, "1"),
        ('{类型: 达标, 取值: 某率, 条件: "≤100%", 否则: 0.2}', "1", {"某率": "1.0001"}, "0.2"),
        (PURCHASE, "1", {"某率": "0.3783"}, "0.3783"),
        (PURCHASE, "1", {"某率": "1"}, "1"),
        (PURCHASE, "1", {"某率": "1.00001"}, "0"),
        ("{类型: 比率, 取值: 某率}", "6", {"某率": "0.96"}, "5.76"),
        ("{类型: 比率, 取值: 某率}", "6", {"某率": "1.2"}, "6"),
        ("{类型: 比率, 取值: 某率, 封顶: 90%}", "6", {"某率": "0.45"}, "3"),
        ("{类型: 比率, 取值: 某率, 方向: 越低越好}", "6", {"某率": "1.25"}, "4.8"),
        (PROGRESS, "6", quarters("0.3274", "0.6393", "0.8012", "0.998"), "5.998"),
        (PROGRESS, "6", quarters("0", "0", "0", "0"), "0"),
        (ADJUSTED, "1", {"某率": "0.10"}, "1"),
        (ADJUSTED, "1", {"某率": "0.155"}, "0.45"),
        (ADJUSTED, "1", {"某率": "0.8793"}, "0"),
        (WHOLE, "8", {"分数": D(100)}, "8"),
        (WHOLE, "8", {"分数": D(96)}, "8"),
        (WHOLE, "8", {"分数": D(95)}, "6"),
        (WHOLE, "8", {"分数": D(50)}, "1"),
        (YEARS, "5", {"三公.本年": D(100), "三公.上年": D(100)}, "5"),
        (YEARS, "5", {"三公.本年": D(103), "三公.上年": D(100)}, "3.5"),
        (YEARS, "5", {"三公.本年": D(0), "三公.上年": D(0)}, "5"),
        ("{类型: 计数扣分, 数量: 项数, 名目: 差错, 每项扣: 4}", "8", {"项数": 1}, "4"),
        ("{类型: 计数扣分, 数量: 项数, 名目: 差错, 每项扣: 4, 最低: 2}", "8", {"项数": 3}, "2"),
        ("{类型: 计数加分, 数量: 项数, 名目: 创新, 每项加: 1, 封顶: 3}", "3", {"项数": 2}, "2"),
        ("{类型: 计数加分, 数量: 项数, 名目: 创新, 每项加: 1, 封顶: 3}", "3", {"项数": 9}, "3"),
        (PUBLISHED, "1.5", {"公开.预算.合规程度": "公开有瑕疵"}, "1"),
        (SURPLUS, "3", {"结余.年末": D(0), "结余.上年": D(5)}, "3"),
        (SURPLUS, "3", {"结余.年末": D(5), "结余.上年": D(5)}, "2"),
        (SURPLUS, "3", {"结余.年末": D(6), "结余.上年": D(5)}, "0"),
        (DUE, "3", {"公开.批复": dt.date(2021, 9, 1), "公开.日期": dt.date(2021, 9, 21)}, "3"),
        (DUE, "3", {"公开.批复": dt.date(2021, 9, 1), "公开.日期": dt.date(2021, 9, 22)}, "2.5"),
        (DUE, "3", {"公开.批复": dt.date(2021, 9, 1), "公开.日期": dt.date(2022, 9, 1)}, "1"),
        ("{类型: 外部得分, 取值: 督查.得分}", "5", {"督查.得分": D(92)}, "4.6"),
        ("{类型: 外部得分, 取值: 督查.名次, 形式: 名次, 满分: 20}", "5", {"督查.名次": 1}, "5"),
        ("{类型: 外部得分, 取值: 督查.名次, 形式: 名次, 满分: 20}", "5", {"督查.名次": 20}, "0.25"),
    ],
)
def test_points_from_figures(rule: str, full: str, facts: dict[str, Any], points: str) -> None:
    got = desk.outcome(rule, full, desk.given(facts))
    assert got.points == D(points), got.explanation


def test_futian_progress_is_4_94() -> None:
    total, spent = D("81164.95"), ("12693.28", "33284.43", "52925.34", "79260.57")
    facts = quarters(*(str(D(s) / total) for s in spent))
    made, _ = desk.card(desk.single(PROGRESS, "6"), desk.given(facts))
    mark = made.nodes[0].mark
    assert mark is not None and mark.points == D("4.94")
    assert mark.explanation == (
        "一季度62.56%×1＝0.6256分；二季度82.02%×1＝0.8202分；三季度86.94%×1＝0.8694分；"
        "四季度97.65%×1＝0.9765分；平均82.29%×2＝1.6458分，得4.94分。"
    )
    assert [(g.key, str(g.points)) for g in mark.gaps] == [
        ("一季度", "0.38"), ("二季度", "0.18"), ("三季度", "0.13"), ("四季度", "0.02"), ("平均", "0.35"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "full", "answer", "points"),
    [
        (CLEAR, "5", {"要点": {"1": "是", "2": "是", "3": "是"}}, "5"),
        (CLEAR, "5", {"要点": {"1": "部分", "2": "部分", "3": "是"}}, "2.5"),
        (CLEAR, "5", {"要点": {"1": "是", "2": "否", "3": "是"}}, "3"),
        (CLEAR, "5", {"要点": {"1": "是", "2": "是", "3": "否"}}, "0"),
        (CLEAR, "5", {"要点": {"1": "不适用", "2": "否", "3": "是"}, "理由": "没有专项"}, "3"),
        (MISSING_ITEMS, "5", {"要点": {"1": "否", "2": "是", "3": "是"}}, "3"),
        (MISSING_ITEMS, "5", {"要点": {"1": "否", "2": "否", "3": "否"}}, "0"),
        ("{类型: 计数扣分, 名目: 差错, 每项扣: 1}", "5", {"数量": "0"}, "5"),
        ("{类型: 计数扣分, 名目: 差错, 每项扣: 1}", "5", {"数量": "7"}, "0"),
        ("{类型: 等级, 等级: {好: 5, 中: 3, 差: 0}}", "5", {"等级": "中"}, "3"),
        (REACHED, "5", {"等级": "达成", "得分": "4", "理由": "略低"}, "4"),
        (REACHED, "5", {"等级": "达成", "得分": "5"}, "5"),
        ("{类型: 酌情, 扣分事项: 资料不全}", "5", {"扣分": "0"}, "5"),
        ("{类型: 酌情, 扣分事项: 资料不全}", "5", {"扣分": "1.5", "理由": "两项没有资料"}, "3.5"),
    ],
)
def test_points_from_answers(rule: str, full: str, answer: dict[str, Any], points: str) -> None:
    got = desk.outcome(rule, full, desk.given(answers={"X": answer}))
    assert got.points == D(points), got
    assert not got.flaws


@pytest.mark.parametrize(
    ("rule", "full", "answer", "message"),
    [
        (CLEAR, "5", {"要点": {"9": "是"}}, "没有要点“9”"),
        (CLEAR, "5", {"要点": {"1": "不适用", "2": "是", "3": "是"}}, "须写理由"),
        (REACHED, "5", {"等级": "达成", "得分": "3.99", "理由": "略"}, "应在4至5分之间，填的是3.99分"),
        (REACHED, "5", {"等级": "部分达成", "得分": "4", "理由": "略"}, "应在3至4（不含）分之间"),
        (REACHED, "5", {"等级": "部分达成", "得分": "3"}, "须写理由"),
        (REACHED, "5", {"等级": "很好", "得分": "3"}, "没有等级“很好”"),
        ("{类型: 酌情, 扣分事项: 资料不全}", "5", {"扣分": "1"}, "没有写理由"),
        ("{类型: 酌情, 扣分事项: 资料不全}", "5", {"扣分": "6", "理由": "多"}, "超过分值5"),
        ("{类型: 等级, 等级: {好: 5, 差: 0}}", "5", {"等级": "优"}, "没有等级“优”"),
        ("{类型: 等级, 等级: {完整: 5, 基本完整: 2}}", "5", {"等级": "比较完整"}, "可用的有：完整、基本完整"),
        ("{类型: 外部得分, 取值: 某率, 满分: 40, 形式: 名次}", "5", {}, "请核对“某率”"),
        (OUTSIDERS, "1", {"得分": "1"}, "须写理由"),
        (OUTSIDERS, "1", {"得分": "1.5", "理由": "好"}, "应在 0 至 1 之间"),
        (OUTSIDERS, "1", {"不适用": "是"}, "须写理由"),
        (OUTSIDERS, "1", {"否决": "挪用"}, "没有否决情形“挪用”"),
        (OUTSIDERS, "1", {"数量": "3"}, "“数量”不起作用"),
    ],
)
def test_answers_that_cannot_stand(rule: str, full: str, answer: dict[str, Any], message: str) -> None:
    got = desk.outcome(rule, full, desk.given({"某率": "0"}, {"X": answer}))
    assert any(message in flaw.message + flaw.hint for flaw in got.flaws), got


@pytest.mark.parametrize(
    ("rule", "full", "facts", "state", "asked"),
    [
        (OUTSIDERS, "1", {}, "缺数据", "某率"),
        (PROGRESS, "6", quarters("0.3", "0.5", "0.8", "1") | {"季度.累计进度.二季度": "无"}, "缺数据", "二季度"),
        (CLEAR, "5", {}, "待人工评定", "3 丙"),
        ("{类型: 酌情, 扣分事项: 资料不全}", "5", {}, "待人工评定", "资料不全"),
        (PUBLISHED, "1.5", {}, "缺数据", "公开.预算.合规程度"),
        (YEARS, "5", {"三公.本年": D(1), "三公.上年": D(0)}, "待人工评定", "上年数为零"),
        (YEARS, "5", {"三公.本年": D(1), "三公.上年": D(-2)}, "待人工评定", "上年数为负，无法计算变动率"),
        (MEAN, "5", {}, "缺数据", "项目.自评得分"),
        ("{类型: 个性化指标}", "5", {}, "缺数据", "效果指标"),
        (DUE, "3", {"公开.批复": dt.date(2021, 9, 1)}, "缺数据", "公开.日期"),
        (SURPLUS, "3", {"结余.年末": D(1)}, "缺数据", "结余.上年"),
        (
            SURPLUS.replace("结余.年末 =", "结余.年末 ÷ 结余.上年 ="),
            "3",
            {"结余.年末": D(1), "结余.上年": D(0)},
            "待人工评定",
            "无法计算",
        ),
        ("{类型: 等级, 等级: {好: 5, 差: 0}}", "5", {}, "待人工评定", "等级（好、差）"),
        (REACHED, "5", {}, "待人工评定", "等级（达成、部分达成、未达成）、得分 和 理由"),
        ("{类型: 外部得分, 取值: 督查.得分}", "5", {}, "缺数据", "督查.得分"),
        ("{类型: 计数加分, 名目: 创新, 每项加: 1}", "5", {}, "待人工评定", "创新有几项"),
    ],
)
def test_what_waits_says_what_for(rule: str, full: str, facts: dict[str, Any], state: str, asked: str) -> None:
    got = desk.outcome(rule, full, desk.given(facts))
    assert (got.points, str(got.state)) == (None, state)
    assert any(asked in text for text in got.asked), got.asked


@pytest.mark.parametrize(
    ("rule", "facts", "message"),
    [
        ("{类型: 外部得分, 取值: 督查.得分}", {"督查.得分": D(120)}, "应在0至100之间"),
        ("{类型: 外部得分, 取值: 督查.名次, 形式: 名次, 满分: 20}", {"督查.名次": 0}, "应在1至20之间"),
        ("{类型: 计数扣分, 数量: 项数, 名目: 差错, 每项扣: 4}", {"项数": -1}, "不能小于 0"),
        (ISOLATED.replace("得分: 3", "得分: 5"), {"某率": "-0.1"}, "不在任何一档内"),
    ],
)
def test_figures_that_no_rule_foresees(rule: str, facts: dict[str, Any], message: str) -> None:
    got = desk.outcome(rule, "8" if "差错" in rule else "5", desk.given(facts))
    assert got.points is None
    assert message in got.flaws[0].message


EFFECTS = [
    {"名称": "孵化", "目标值": D(10), "实际值": D(8), "方向": "≥", "分值": D(3), "单位": "家"},
    {"名称": "投诉", "目标值": D(2), "实际值": D(4), "方向": "≤", "分值": D(1)},
    {"名称": "开放", "目标值": D(5), "实际值": D(50), "方向": "≥", "分值": D(1)},
]


@pytest.mark.parametrize(
    ("unusual", "points"),
    [
        ("", "3.9"),  # 2.4 + 0.5 + 1
        (", 异常: {低于: 70%, 高于: 130%, 处理: 零分}", "2.4"),
        (", 异常: {高于: 130%, 处理: 封顶}", "3.9"),
    ],
)
def test_own_indicators(unusual: str, points: str) -> None:
    got = desk.outcome(f"{{类型: 个性化指标{unusual}}}", "5", desk.given(lists={"效果指标": EFFECTS}))
    assert got.points == D(points)
    assert got.gaps[0].content == "孵化目标值≥10家，实际值8家"


def test_targets_in_words_are_ticked_by_a_person() -> None:
    rows = [EFFECTS[0], {"名称": "规划", "目标值": "发布", "实际值": "发布", "方向": "="}]
    rows = [{key: value for key, value in row.items() if key != "分值"} for row in rows]
    waiting = desk.outcome("{类型: 个性化指标}", "5", desk.given(lists={"效果指标": rows}))
    assert waiting.points is None and "规划" in waiting.asked[0]
    seen = desk.given(answers={"X": {"要点": {"规划": "部分"}}}, lists={"效果指标": rows})
    got = desk.outcome("{类型: 个性化指标}", "5", seen)
    assert got.points == D("3.25")  # 0.8 × 2.5 + 0.5 × 2.5
    assert got.gaps[1].standard == "发布"


def test_a_row_without_an_actual_value_has_no_unit_there() -> None:
    row = {"名称": "面积", "目标值": D(50), "单位": "万平方米"}
    seen = desk.given(answers={"X": {"要点": {"面积": "否"}}}, lists={"效果指标": [row]})
    assert desk.outcome("{类型: 个性化指标}", "5", seen).gaps[0].content == "面积目标值≥50万平方米，实际值未填"


@pytest.mark.parametrize(("rule", "points"), [(MEAN, "4.75"), ("{类型: 汇总, 字段: 自评得分}", "4.5")])
def test_rollup(rule: str, points: str) -> None:
    rows = [{"自评得分": D(100), "年初": D(300)}, {"自评得分": D(80), "年初": D(100)}]
    assert desk.outcome(rule, "5", desk.given(lists={"项目": rows})).points == D(points)


def test_a_value_just_over_a_limit_is_shown_so() -> None:
    got = desk.outcome(OUTSIDERS, "1", desk.given({"某率": "0.100004"}))
    assert "某率为10.0004%，属于“＞10%”一档" in got.explanation
    got = desk.outcome(PURCHASE, "1", desk.given({"某率": "1.00001"}))
    assert "某率为100.001%，超过100%" in got.explanation


@pytest.mark.parametrize(
    ("rule", "facts", "direction"),
    [
        (OUTSIDERS, {"某率": "0.5"}, "偏高"),
        (SATISFIED.replace("得分: 6", "得分: 9"), {"满意度.值": D("0.5")}, "偏低"),
        ('{类型: 达标, 取值: 某率, 条件: "≤100%"}', {"某率": "1.5"}, "偏高"),
        ('{类型: 达标, 取值: 某率, 条件: "≥100%"}', {"某率": "0.5"}, "偏低"),
        (PURCHASE, {"某率": "1.5"}, "偏高"),
        (PURCHASE, {"某率": "0.5"}, "偏低"),
        (ADJUSTED, {"某率": "0.5"}, "偏高"),
        (WHOLE, {"分数": D(50)}, "偏低"),
        (YEARS, {"三公.本年": D(2), "三公.上年": D(1)}, "偏高"),
        (PROGRESS, quarters("0.2", "0.5", "0.75", "1"), "偏低"),
    ],
)
def test_a_gap_says_which_way_it_is_off(rule: str, facts: dict[str, Any], direction: str) -> None:
    full = {OUTSIDERS: "1", PROGRESS: "6"}.get(rule, "9")
    assert desk.outcome(rule, full, desk.given(facts)).gaps[0].direction == direction


def test_spending_may_be_given_instead_of_progress() -> None:
    rule = "{类型: 进度, 累计进度: [季度.累计进度.一季度], 序时: [25%], 每期分值: 5}"
    (asked,) = desk.outcome(rule, "5", desk.given()).asked
    assert asked.startswith("请填写 季度.累计进度.一季度（或 季度.累计支出.一季度）")
