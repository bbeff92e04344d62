"""The score table: people's answers, vetoes, 不适用, adjustments of the total, and losses that add up."""

from __future__ import annotations

from decimal import Decimal

import desk
import pytest

from reportgen.diagnostics import Diagnostic
from reportgen.scoring.scorecard import Mark, Scorecard

D = Decimal
TREE = """
{more}
否决: {{造假: 绩效评价弄虚作假}}
指标:
  A: {{名称: 管理, 分值: 40, 否决: {{挪用: 挪用资金}}}}
  A1: {{名称: 采购, 上级: A, 分值: 10, 依据: 采购法, 规则: {{类型: 比率, 取值: 采购率}}}}
  A2:
    名称: 合规
    上级: A
    分值: 30
    否决: {{虚列: 虚列支出}}
    规则:
      类型: 组合
      部分:
        "1": {{名称: 支出, 分值: 10, 规则: {{类型: 酌情, 扣分事项: 支出不合规定}}, 否决: {{超标: 超标准支出}}}}
        "2": {{名称: 调整, 分值: 20, 规则: {{类型: 超限扣分, 取值: 调整率, 方向: 越低越好, 界限: 10%, 每: 1%, 扣: 1}}}}
  B: {{名称: 成效, 分值: 60, 规则: {{类型: 计数扣分, 名目: 没有完成的任务, 每项扣: 7}}}}
"""
FULL = "  A2.1: {扣分: 0}\n  B: {数量: 0}\n"


def card(answers: str = FULL, more: str = "", **figures: str) -> tuple[Scorecard, list[Diagnostic]]:
    seen = desk.given({"采购率": "1", "调整率": "0", **figures})
    return desk.card(TREE.format(more=more), seen, f"年度: 2021\n自评:\n{answers}")


def marks(made: Scorecard) -> dict[str, Mark]:
    return {node.code: node.mark for node in made.nodes if node.mark}


def losses(made: Scorecard) -> list[tuple[str, str]]:
    return [(loss.code, str(loss.points)) for loss in made.losses]


def test_groups_hold_the_sum_of_their_marks() -> None:
    made, found = card("  A2.1: {扣分: 2.5, 理由: 手续不全}\n  B: {数量: 1}\n", 采购率="0.3333", 调整率="0.125")
    assert not found
    assert [(n.code, n.level, str(n.points)) for n in made.nodes] == [
        ("A", 1, "28.33"), ("A1", 2, "3.33"), ("A2", 2, "25.00"), ("B", 1, "53.00"),
    ]  # fmt: skip
    assert (str(made.base), str(made.total), made.grade) == ("81.33", "81.33", "差")
    assert losses(made) == [("A1", "6.67"), ("A2", "5.00"), ("B", "7.00")]
    assert [(g.code, str(g.points), g.content) for g in marks(made)["A2"].gaps] == [
        ("A2.1", "2.50", "手续不全"), ("A2.2", "2.50", "调整率为12.50%"),
    ]  # fmt: skip


def test_what_waits_leaves_the_total_open_and_lists_all() -> None:
    made, found = card("  A2.1: {理由: 略}\n")
    assert not found
    assert (made.total, made.base, made.grade) == (None, None, None)
    assert [n.points for n in made.nodes] == [None, D("10.00"), None, None]
    assert len(made.asked) == 2
    assert "自评.A2.1 下填写 扣分" in made.asked[0]
    assert "自评.B 下填写 数量" in made.asked[1]


def test_a_persons_score_needs_a_reason_and_shows_the_rules() -> None:
    made, found = card(FULL + "  采购: {得分: 9, 理由: 合同跨年, 佐证: 合同}\n", 采购率="0.5")
    mark = marks(made)["A1"]
    assert (str(mark.points), str(mark.rule_points), mark.manual) == ("9.00", "5.00", True)
    assert (mark.reason, mark.evidence, mark.basis) == ("合同跨年", ("合同",), "采购法")
    assert mark.explanation == "按规则得5分；人工评定得9分，理由：合同跨年。"
    assert [(str(d.position), d.severity.value, d.message, d.hint) for d in found] == [(
        "dept.yaml:5:12", "警告", "人工得分与规则得分不一致：“采购”按规则得5分，人工评9分", "理由：合同跨年",
    )]  # fmt: skip
    assert losses(made) == [("A1", "1.00")]
    assert [(g.kind, g.content) for g in mark.gaps] == [("人工", "合同跨年")]


def test_a_persons_score_as_the_rule_gives_it_needs_no_warning() -> None:
    made, found = card(FULL + "  A1: {得分: 5, 理由: 核对无误}\n", 采购率="0.5")
    assert not found
    assert marks(made)["A1"].gaps[0].content == "采购率为50.00%"


def test_a_persons_score_for_a_part() -> None:
    made, found = card("  B: {数量: 0}\n  A2.1: {得分: 7, 理由: 三处瑕疵}\n")
    mark = marks(made)["A2"]
    assert (str(mark.points), mark.manual, mark.reason) == ("27.00", True, "三处瑕疵")
    assert not found  # the rule had nothing to say
    assert [(g.code, str(g.points)) for g in mark.gaps] == [("A2.1", "3.00")]


@pytest.mark.parametrize(
    ("answers", "place", "message"),
    [
        ("  A1: {得分: 11, 理由: 好}\n", "dept.yaml:5:12", "“采购”得分11，应在 0 至 10 之间"),
        ("  A1: {得分: -1, 理由: 差}\n", "dept.yaml:5:12", "“采购”得分－1，应在 0 至 10 之间"),
        ("  A1: {得分: 5}\n", "dept.yaml:5:12", "“采购”的得分由人工评定，须写理由"),
        ("  A1: {不适用: 是}\n", "dept.yaml:5:13", "“采购”不适用，须写理由"),
        ("  A3: {得分: 5}\n", "dept.yaml:5:3", "自评中的“A3”不在指标体系中"),
        ("  采够: {得分: 5}\n", "dept.yaml:5:3", "自评中的“采够”不在指标体系中"),
        ("  成效: {数量: 1}\n", "dept.yaml:5:3", "指标 B 在自评中填了两次"),
        ("  A2: {否决: [虚报]}\n", "dept.yaml:5:12", "“合规”没有否决情形“虚报”"),
        ("  A: {否决: [虚列]}\n", "dept.yaml:5:11", "“A”没有否决情形“虚列”"),
        ("  总分: {否决: 虚列}\n", "dept.yaml:5:12", "“总分”没有否决情形“虚列”"),
        ("  A: {得分: 30, 理由: 好}\n", "dept.yaml:5:7", "“A”是合计，不能填写“得分”"),
    ],
)
def test_wrong_answers_are_errors_at_their_place(answers: str, place: str, message: str) -> None:
    _, found = card(FULL + answers)
    assert [(d.severity.value, d.message) for d in found] == [("错误", message)]
    assert str(found[0].position) == place


def test_an_answer_that_no_rule_reads_is_a_warning() -> None:
    _, found = card(FULL + "  A1: {数量: 2}\n")
    assert [(d.severity.value, d.message) for d in found] == [
        ("警告", "“采购”按“比率”评分，填写的“数量”不起作用"),
    ]


@pytest.mark.parametrize(
    ("answers", "total", "lost", "said"),
    [
        ("  A2: {否决: 虚列}\n", "70.00", [("A2", "30.00")], "A2“合规”已填“否决”，A2.1 填写的“扣分”不再计分"),
        ("  A2.2: {否决: []}\n", "100.00", [], ""),
        (
            "  A: {否决: 挪用}\n",
            "60.00",
            [("A1", "10.00"), ("A2", "30.00")],
            "“管理”已填“否决”，A2.1 填写的不再计分",
        ),
        (
            "  总分: {否决: 造假}\n",
            "0.00",
            [("A1", "10.00"), ("A2", "30.00"), ("B", "60.00")],
            "“总分”已填“否决”，A2.1、B 填写的不再计分",
        ),
    ],
)
def test_vetoes_of_an_indicator_a_group_and_the_total(
    answers: str, total: str, lost: list[tuple[str, str]], said: str
) -> None:
    made, found = card(FULL + answers)
    assert "".join(d.message for d in found) == said
    assert (str(made.total), losses(made)) == (total, lost)
    assert all(m.gaps[0].kind == "否决" for m in marks(made).values() if m.lost)


def test_a_veto_of_one_part() -> None:
    made, found = card("  B: {数量: 0}\n  A2.1: {否决: 超标}\n")
    assert not found
    assert losses(made) == [("A2", "10.00")]
    assert "存在超标准支出，支出不得分" in marks(made)["A2"].explanation


@pytest.mark.parametrize(
    ("policy", "points", "total", "lost"),
    [
        ("满分", "10.00", "93.00", [("B", "7.00")]),
        ("零分", "0.00", "83.00", [("A1", "10.00"), ("B", "7.00")]),
        ("剔除换算", None, "92.22", [("B", "7.78")]),
    ],
)
def test_what_does_not_apply(policy: str, points: str | None, total: str, lost: list[tuple[str, str]]) -> None:
    answers = "  A2.1: {扣分: 0}\n  B: {数量: 1}\n  A1: {不适用: 是, 理由: 没有采购}\n"
    made, found = card(answers, f"不适用: {policy}")
    assert not found
    mark = marks(made)["A1"]
    assert (mark.state.value, mark.points) == ("不适用", None if points is None else D(points))
    assert "没有采购" in mark.explanation
    assert (str(made.total), losses(made)) == (total, lost)


@pytest.mark.parametrize(
    ("policy", "points", "gaps"),
    [
        ("满分", "28.00", [("A2.2", "2.00")]),
        ("零分", "18.00", [("A2.1", "10.00"), ("A2.2", "2.00")]),
        ("剔除换算", "27.00", [("A2.2", "3.00")]),
    ],
)
def test_a_part_that_does_not_apply(policy: str, points: str, gaps: list[tuple[str, str]]) -> None:
    answers = "  A2.1: {不适用: 是, 理由: 没有支出}\n  B: {数量: 0}\n"
    made, found = card(answers, f"不适用: {policy}", 调整率="0.12")
    assert not found
    assert str(marks(made)["A2"].points) == points
    assert [(g.code, str(g.points)) for g in marks(made)["A2"].gaps] == gaps


ADJUST = """
总分调整:
  K: {名称: 审计发现问题, 方式: 系数, 系数: 0.9}
  J: {名称: 创新, 方式: 加分, 上限: 2}
  P: {名称: 迟报, 方式: 扣分, 上限: 3, 规则: {类型: 计数加分, 名目: 迟报一天, 每项加: 1}}
"""


@pytest.mark.parametrize(
    ("answers", "base", "total", "lost"),
    [
        ("", "93.00", "93.00", [("B", "7.00")]),
        ("  K: {等级: 是, 理由: 审计}\n", "83.70", "83.70", [("B", "7.00"), ("总分", "9.30")]),
        ("  J: {得分: 1.5, 理由: 试点}\n", "93.00", "94.50", [("B", "7.00")]),
        ("  P: {数量: 2, 理由: 迟两天}\n", "91.00", "91.00", [("B", "7.00"), ("总分", "2.00")]),
        (
            "  K: {等级: 是, 理由: 审计}\n  J: {得分: 2, 理由: 试点}\n  P: {数量: 9, 理由: 迟九天}\n",
            "80.70", "82.70", [("B", "7.00"), ("总分", "12.30")],
        ),
    ],
)  # fmt: skip
def test_adjustments_of_the_total(answers: str, base: str, total: str, lost: list[tuple[str, str]]) -> None:
    made, found = card("  A2.1: {扣分: 0}\n  B: {数量: 1}\n" + answers, ADJUST)
    assert not found, found
    assert (str(made.base), str(made.total), losses(made)) == (base, total, lost)


@pytest.mark.parametrize(
    ("answer", "total", "told"),
    [
        ("K: {扣分: 3, 理由: 审计}", "100.00", "“审计发现问题”看“等级”，填写的“扣分”不起作用"),
        ("K: {等级: 是, 数量: 3, 理由: 审计}", "90.00", "“审计发现问题”看“等级”，填写的“数量”不起作用"),
        ("J: {得分: 1, 等级: 好, 理由: 试点}", "101.00", "“创新”看“得分”，填写的“等级”不起作用"),
        ("P: {数量: 1, 扣分: 3, 理由: 迟}", "99.00", "“迟报”按“计数加分”评分，填写的“扣分”不起作用"),
        ("P: {扣分: 3, 理由: 迟}", "100.00", "“迟报”按“计数加分”评分，填写的“扣分”不起作用"),
    ],
)
def test_an_adjustment_tells_what_it_does_not_look_at(answer: str, total: str, told: str) -> None:
    made, found = card(f"{FULL}  {answer}\n", ADJUST)
    assert (str(made.total), told in [d.message for d in found]) == (total, True)


COMPUTED = """
总分调整:
  P: {名称: 超支, 方式: 扣分, 上限: 3, 规则: {类型: 计数加分, 数量: 超支项数, 名目: 超支, 每项加: 1}}
  J: {名称: 增收, 方式: 加分, 上限: 3, 规则: {类型: 计数加分, 数量: 增收项数, 名目: 增收, 每项加: 1}}
"""


def test_adjustments_that_figures_decide() -> None:
    seen = desk.given({"采购率": "1", "调整率": "0", "超支项数": 2, "增收项数": 1})
    made, found = desk.card(TREE.format(more=COMPUTED), seen, f"年度: 2021\n自评:\n{FULL}")
    assert not found, found
    assert (str(made.base), str(made.bonus), str(made.total)) == ("98.00", "1.00", "99.00")
    assert made.losses[-1].note == "超支，扣2分"


TAKEN_OFF = """
总分调整:
  T: {{名称: 资料不实, 方式: {way}, 上限: 5, 规则: {rule}}}
"""
OFF = "{类型: 计数扣分, 名目: 不实之处, 每项扣: 1}"
BANDS = "{类型: 等级, 等级: {真实: 5, 部分不实: 3, 不实: 0}}"


@pytest.mark.parametrize(
    ("way", "rule", "answer", "total"),
    [
        ("扣分", OFF, "", "100.00"),
        ("扣分", OFF, "{数量: 0}", "100.00"),
        ("扣分", OFF, "{数量: 1, 理由: 一处}", "99.00"),
        ("扣分", OFF, "{数量: 2, 理由: 两处}", "98.00"),
        ("扣分", OFF, "{数量: 9, 理由: 九处}", "95.00"),
        ("扣分", OFF, "{不适用: 是, 理由: 没有报送}", "100.00"),
        ("扣分", BANDS, "{等级: 真实}", "100.00"),
        ("扣分", BANDS, "{等级: 部分不实, 理由: 两处}", "98.00"),
        ("扣分", "{类型: 酌情, 扣分事项: 资料不实}", "{扣分: 1.5, 理由: 一处}", "98.50"),
        ("扣分", "{类型: 计数加分, 名目: 不实之处, 每项加: 1}", "{数量: 2, 理由: 两处}", "98.00"),
        ("加分", OFF, "{数量: 1, 理由: 一处}", "104.00"),
    ],
)
def test_a_penalty_is_what_its_rule_takes_off(way: str, rule: str, answer: str, total: str) -> None:
    more = TAKEN_OFF.format(way=way, rule=rule)
    answers = FULL + (f"  T: {answer}\n" if answer else "")
    made, found = desk.card(
        TREE.format(more=more), desk.given({"采购率": "1", "调整率": "0"}), f"年度: 2021\n自评:\n{answers}"
    )
    assert not found, found
    assert str(made.total) == total


def test_a_penalty_without_its_figure_is_told_and_a_bonus_is_not() -> None:
    seen = desk.given({"采购率": "1", "调整率": "0"})
    _, found = desk.card(TREE.format(more=COMPUTED), seen, f"年度: 2021\n自评:\n{FULL}")
    assert [d.message for d in found] == ["“超支”缺少数据或没有填写"]
    assert "超支项数" in found[0].hint


def test_a_factor_has_no_rule() -> None:
    more = "总分调整:\n  K: {名称: 审计, 方式: 系数, 规则: {类型: 酌情, 扣分事项: 甲}}\n"
    _, found = desk.framework(TREE.format(more=more))
    assert [d.message for d in found] == ["系数是否适用由人工在自评中填写（等级: 是），不写“规则”"]


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ("  P: {数量: 1}\n", "“迟报”须写理由"),
        ("  P: {理由: 迟}\n", "“迟报”缺少数据或没有填写"),
        ("  J: {得分: 1}\n", "“创新”须写理由"),
        ("  J: {得分: 5, 理由: 多}\n", "应在 0 至 2 之间"),
        ("  J: {得分: -1, 理由: 少}\n", "应在 0 至 2 之间"),
    ],
)
def test_wrong_adjustments(answers: str, message: str) -> None:
    _, found = card(FULL + answers, ADJUST)
    assert len(found) == 1 and message in found[0].message


BEST = """满分: 5
指标:
  X:
    名称: 结转
    分值: 5
    规则:
      类型: 择优
      取: {way}
      部分:
        "1": {{名称: 结转率, 分值: 5, 规则: {{类型: 比率, 取值: 甲率}}}}
        "2": {{名称: 变动, 分值: 5, 规则: {{类型: 达标, 取值: 乙率, 条件: "≤0%", 否则: 1}}}}
"""


@pytest.mark.parametrize(
    ("way", "figures", "points", "state"),
    [
        ("最高", {"甲率": "0.5", "乙率": "0.1"}, "2.50", "已评"),
        ("最高", {"甲率": "0.1", "乙率": "0.1"}, "1.00", "已评"),
        ("最高", {"甲率": "0.5", "乙率": "0"}, "5.00", "已评"),
        ("最高", {"甲率": "0.5"}, None, "缺数据"),
        ("最高", {"甲率": "1"}, "5.00", "已评"),
        ("任一", {"甲率": "0.5", "乙率": "0"}, "5.00", "已评"),
        ("任一", {"甲率": "0.5", "乙率": "0.1"}, "0.00", "已评"),
        ("任一", {"乙率": "0.1"}, None, "缺数据"),
    ],
)
def test_best_of(way: str, figures: dict[str, desk.Raw], points: str | None, state: str) -> None:
    made, _ = desk.card(BEST.format(way=way), desk.given(figures))
    mark = marks(made)["X"]
    assert (mark.state.value, mark.points) == (state, None if points is None else D(points))
    assert sum((g.points for g in mark.gaps), D(0)) == (mark.lost or 0)


def test_official_wording_goes_before_the_generated_text() -> None:
    rule = "{类型: 比率, 取值: 采购率}\n    评分标准: 按执行率计分"
    made, _ = desk.card(desk.single(rule), desk.given({"采购率": "1"}))
    assert marks(made)["X"].standard == "按执行率计分"
