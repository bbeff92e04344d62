"""Limits, targets and days that are taken from a fact or a formula: what is printed, said, asked for and told."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from typing import Any

import desk
import pytest

from reportgen.facts.department import Fact
from reportgen.facts.records.borrowed import Borrowed
from reportgen.facts.source import parse
from reportgen.scoring import cases, framework_file
from reportgen.scoring.derivation import derivation
from reportgen.scoring.formula import Formulas, compute, told_figures
from reportgen.scoring.formula import load as load_formulas
from reportgen.scoring.kinds import Rule
from reportgen.scoring.mark import Outcome, State
from reportgen.values import replace

D = Decimal
HEAD = "名称: 框架\n评分表名: 表\n等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]\n"
RATIO = "{类型: 比率, 取值: 执行率, 封顶: 补充.封顶, 超过: {界限: 上限率, 得分: 2}, 低于: {界限: 补充.下限, 得分: 0}}"
TARGET = "{类型: 比率, 取值: 补充.实际, 目标: 补充.目标}"
FIXED = "{类型: 比率, 取值: 补充.实际, 目标: 400}"
MET = '{类型: 达标, 取值: 执行率, 条件: "≥目标率", 否则: 1}'
BETWEEN = '{类型: 达标, 取值: 执行率, 条件: "[补充.下限, 补充.上限]"}'
TIERS = (
    '{类型: 分档, 取值: 执行率, 方向: 适中, 档: [{区间: "<补充.下限", 得分: 0}, '
    '{区间: "[补充.下限, 补充.上限]", 得分: 5}, {区间: ">补充.上限", 得分: 2}]}'
)
DOWN = '{类型: 分档, 取值: 补充.数, 方向: 越高越好, 档: [{区间: "≥补充.线", 得分: 5}, {区间: "<补充.线", 得分: 1}]}'
OVER = "{类型: 超限扣分, 取值: 执行率, 方向: 越低越好, 界限: 控制率, 每: 1%, 扣: 0.5}"
COUNT = "{类型: 超限扣分, 取值: 补充.数, 方向: 越高越好, 界限: 补充.线, 每: 1, 扣: 1}"
YEAR = "{类型: 同比, 本年: 补充.本年, 上年: 补充.上年, 界限: 控制率, 每: 1%, 扣: 0.5}"
DAYS = "{类型: 时限, 期限: 补充.批复, 天数: 补充.天数, 实际: 补充.办理, 每日扣: 1}"
DAY = "{类型: 时限, 期限: 2021-03-01, 实际: 补充.办理, 每日扣: 1}"
AFTER = "{类型: 时限, 期限: 2021-03-01, 天数: 10, 实际: 补充.办理, 每日扣: 1}"
RANK = "{类型: 外部得分, 取值: 补充.名次, 满分: 补充.单位数, 形式: 名次}"
ROLL = "{类型: 汇总, 列表: 项目, 字段: 自评得分, 满分: 补充.满分}"
UP = "{类型: 计数加分, 数量: 补充.数, 名目: 创新, 每项加: 1, 封顶: 补充.线}"
PARTS = (
    f'{{类型: 组合, 部分: {{"1": {{名称: 甲, 分值: 3, 规则: {RATIO.replace("得分: 2", "得分: 1")}}}, '
    '"2": {名称: 乙, 分值: 2, 规则: {类型: 达标, 取值: 执行率, 条件: "≤补充.上限"}}}}'
)
PACE = "{类型: 进度, 累计进度: [甲率, 乙率], 序时: [补充.序时, 100%], 每期分值: 2, 平均分值: 1}"
MARCH = {"补充.批复": dt.date(2021, 3, 1), "补充.办理": dt.date(2021, 3, 13)}
ENDS = {"补充.封顶": D("0.9"), "上限率": D("1.3"), "补充.下限": D("0.6")}
BAND = {"补充.下限": D("0.6"), "补充.上限": D("0.9")}


def scored(rule: str, facts: dict[str, Any]) -> Outcome:
    return desk.outcome(rule, "5", desk.given(facts, lists={"项目": [{"自评得分": D(8)}]}))


def read(rule: str) -> Rule:
    made = desk.sound(desk.single(rule)).indicators["X"].rule
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("rule", "facts", "points", "said"),
    [
        (RATIO, {"执行率": "0.45", **ENDS}, "0", "低于60%"),
        (RATIO, {"执行率": "0.72", **ENDS}, "4", "按比例80.00%×5分计"),
        (RATIO, {"执行率": "0.9", **ENDS}, "5", "达到90%"),
        (RATIO, {"执行率": "1.31", **ENDS}, "2", "超过130%"),
        (TARGET, {"补充.实际": D(8), "补充.目标": D(10)}, "4", "目标为10，完成率80.00%"),
        (TARGET, {"补充.实际": D(-8), "补充.目标": D(10)}, "0", "实际为－8，目标为10，没有达到目标，得0分。"),
        (
            f"{TARGET[:-1]}, 低于: {{界限: 60%, 得分: 1}}}}",
            {"补充.实际": D(-8), "补充.目标": D(10)},
            "1",
            "实际为－8，目标为10，没有达到目标，按低于60%计，得1分。",
        ),
        (
            f"{TARGET[:-1]}, 方向: 越低越好}}",
            {"补充.实际": D(-8), "补充.目标": D(10)},
            "5",
            "实际为－8，目标为10，不高于目标，得5分。",
        ),
        (PACE, {"甲率": "0.2", "乙率": "0.9", "补充.序时": D("0.5")}, "3.25", "第1期40.00%×2＝0.8000分"),
        (FIXED, {"补充.实际": D(100)}, "1.25", "目标为400，完成率25.00%"),
        (MET, {"执行率": "0.8", "目标率": "0.8"}, "5", "符合“≥80%”"),
        (MET, {"执行率": "0.79", "目标率": "0.8"}, "1", "不符合“≥80%”"),
        (MET, {"执行率": "0", "目标率": "0"}, "5", "符合“≥0%”"),
        (MET, {"执行率": "0", "目标率": "-0.1"}, "5", "符合“≥－10%”"),
        (BETWEEN, {"执行率": "0.7", **BAND}, "5", "符合"),
        (TIERS, {"执行率": "0.59", **BAND}, "0", "属于“＜0.6”"),
        (TIERS, {"执行率": "0.9", **BAND}, "5", "属于"),
        (TIERS, {"执行率": "0.91", **BAND}, "2", "属于“＞0.9”"),
        (DOWN, {"补充.数": D(3), "补充.线": D(3)}, "5", "≥3"),
        (DOWN, {"补充.数": D(2), "补充.线": D(3)}, "1", "＜3"),
        (OVER, {"执行率": "0.14", "控制率": "0.1"}, "3", "超过10%的部分"),
        (OVER, {"执行率": "0.02", "控制率": "0"}, "4", "超过0%的部分"),
        (OVER, {"执行率": "0.01", "控制率": "-0.01"}, "4", "超过－1%的部分"),
        (COUNT, {"补充.数": D(3), "补充.线": D(5)}, "3", "低于5的部分"),
        (YEAR, {"补充.本年": D(104), "补充.上年": D(100), "控制率": "0.02"}, "4", "超过2%的部分"),
        (DAYS, {**MARCH, "补充.天数": D(10)}, "3", "期限2021年3月11日"),
        (DAYS, {**MARCH, "补充.天数": D(0)}, "0", "期限2021年3月1日"),
        (DAY, {"补充.办理": dt.date(2021, 3, 3)}, "3", "期限2021年3月1日"),
        (RANK, {"补充.名次": D(3), "补充.单位数": D(10)}, "4", "共10个单位"),
        (ROLL, {"补充.满分": D(10)}, "4", "满分10"),
        (UP, {"补充.数": D(4), "补充.线": D(3)}, "3", "最高3分"),
        (UP, {"补充.数": D(9), "补充.线": D(8)}, "5", "最高5分"),
        (PARTS, {"执行率": "0.9", **ENDS, "补充.上限": D("0.8")}, "3", "不符合“≤0.8”"),
    ],
)
def test_the_number_of_the_day_scores_and_is_said(rule: str, facts: dict[str, Any], points: str, said: str) -> None:
    made = scored(rule, facts)
    assert made.points == D(points), made
    assert said in made.explanation
    assert {name for name in facts if name in read(rule).names()} <= {*made.used}


@pytest.mark.parametrize(
    ("rule", "standard"),
    [
        (RATIO, "执行率达到封顶的，得5分；未达到的，得分＝执行率÷封顶×5分；超过上限率的，得2分；低于下限的，得0分。"),
        (TARGET, "（实际÷目标）达到100%的，得5分；未达到的，得分＝（实际÷目标）×5分。"),
        (MET, "执行率≥目标率的，得5分；否则得1分。"),
        (BETWEEN, "执行率下限（含）至上限（含）的，得5分；否则不得分。"),
        (DOWN, "数≥线的，得5分；＜线的，得1分。"),
        (OVER, "执行率不超过控制率的，得5分；超过的部分，每个百分点扣0.5分（不足的按比例计），扣完为止。"),
        (COUNT, "数不低于线的，得5分；低于的部分，每1扣1分（不足的按比例计），扣完为止。"),
        (DAYS, "在批复后天数天内办理的，得5分；每超期一天扣1分，扣完为止。"),
        (DAY, "在2021年3月1日前办理的，得5分；每超期一天扣1分，扣完为止。"),
        (AFTER, "在2021年3月1日后10天内办理的，得5分；每超期一天扣1分，扣完为止。"),
        (RANK, "得分＝（参评单位数单位数－名次＋1）÷单位数×5分。"),
        (ROLL, "得分＝各项目自评得分的平均值÷满分×5分。"),
        (UP, "每有一项创新得1分，最高线分。"),
    ],
)
def test_the_standard_names_what_is_not_known(rule: str, standard: str) -> None:
    assert read(rule).standard(D(5)) == standard


@pytest.mark.parametrize(
    ("rule", "facts", "state", "asked"),
    [
        (RATIO, {"执行率": "0.7", "上限率": "1.3"}, State.MISSING, "请填写 补充.封顶、补充.下限"),
        (TARGET, {}, State.MISSING, "请填写 补充.实际、补充.目标"),
        (DAYS, MARCH, State.MISSING, "请填写 补充.天数；"),
        (PARTS, {"执行率": "0.7", **ENDS}, State.MISSING, "乙：请填写 补充.上限"),
        (TARGET, {"补充.实际": D(8), "补充.目标": D(0)}, State.JUDGE, "目标数为零"),
        (TARGET, {"补充.实际": D(8), "补充.目标": D(-10)}, State.JUDGE, "目标数为负，无法计算完成率"),
        (PACE, {"甲率": "0.2", "乙率": "0.9"}, State.MISSING, "请填写 补充.序时"),
        (PACE, {"甲率": "0.2", "乙率": "0.9", "补充.序时": D(0)}, State.JUDGE, "“序时”取自 补充.序时，为 0，应大于 0"),
        (RATIO, {"执行率": "0.7", **ENDS, "补充.封顶": D(0)}, State.JUDGE, "“封顶”取自 补充.封顶，为 0，应大于 0"),
        (RANK, {"补充.名次": D(3), "补充.单位数": D(-1)}, State.JUDGE, "“满分”取自 补充.单位数，为 －1，应大于 0"),
        (DAYS, {**MARCH, "补充.天数": D("2.5")}, State.JUDGE, "应为整数，看到的是“2.5”"),
        (
            BETWEEN,
            {"执行率": "0.7", "补充.下限": D(2), "补充.上限": D(1)},
            State.JUDGE,
            "2（含）至1（含）”的下限高",
        ),
        (TIERS, {"执行率": "0.7", "补充.下限": D(2), "补充.上限": D(1)}, State.JUDGE, "的下限高于上限"),
    ],
)
def test_what_lacks_is_asked_for_and_what_cannot_be_is_judged(
    rule: str, facts: dict[str, Any], state: State, asked: str
) -> None:
    made = scored(rule, facts)
    assert made.state is state, made
    assert asked in "".join(made.asked)


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ('{类型: 达标, 取值: 采购率, 条件: "≥采购串"}', "用了没有的名称“采购串”"),
        ("{类型: 比率, 取值: 采购率, 封顶: 采购串}", "用了没有的名称“采购串”"),
        ("{类型: 比率, 取值: 采购率, 封顶: 满意度.来源}", "“封顶”要的是数，“满意度.来源”是文字"),
        ("{类型: 超限扣分, 取值: 采购率, 方向: 越低越好, 界限: 预算.合计.年初, 每: 1%, 扣: 1}",
         "“采购率”是比率，与它相比的“预算.合计.年初”是金额"),
        ("{类型: 同比, 本年: 采购.实际, 上年: 采购.计划, 界限: 人员.在编, 每: 1%, 扣: 1}",
         "变动率、完成率是比率，与它相比的“人员.在编”是以“人”计的数"),
        ("{类型: 时限, 期限: 公开.决算.日期, 天数: 公开.预算.日期, 实际: 公开.预算.日期, 每日扣: 1}",
         "“天数”要的是数，“公开.预算.日期”是日期"),
        ("{类型: 比率, 取值: 采购率, 封顶: 满意度.值}", ""),
        ("{类型: 比率, 取值: 采购.实际, 目标: 采购.计划}", ""),
        ('{类型: 达标, 取值: 采购率, 条件: "≥补充.目标"}', ""),
    ],
)  # fmt: skip
def test_names_and_types_are_told_at_their_place(rule: str, told: str) -> None:
    book, _ = parse("算式:\n  采购率: {算式: 采购.实际 ÷ 采购.计划, 单位: '%'}\n", "formulas.yaml")
    source, wrong = parse(HEAD + desk.single(rule), "framework.yaml")
    assert book is not None and source is not None, wrong
    formulas, _ = load_formulas(book)
    _, found = framework_file.load(source, formulas)
    assert [(d.message.endswith(told), d.position and d.position.line) for d in found] == ([(True, 9)] if told else [])


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("{类型: 比率, 取值: 某率, 封顶: 很高！}", "应为数字（如 5、0.5 或 10%），或字段、算式的名称"),
        ("{类型: 比率, 取值: 某率, 封顶: 补充.线, 低于: {界限: 补充.线, 得分: 0}}", "界限应小于“封顶”"),
        ('{类型: 定性, 等级: {好: "[补充.线, 100%]", 差: "<80%"}}', "“[补充.线, 100%]”不是区间"),
        (DOWN.replace("<补充.线", "≤补充.线"), "之间有空档或重叠"),
        (
            DOWN.replace(', {区间: "<补充.线", 得分: 1}', ', {区间: "[补充.底, 补充.线)", 得分: 1}'),
            "没有覆盖全部可能",
        ),
    ],
)
def test_what_cannot_be_read_is_told(rule: str, told: str) -> None:
    assert told in "".join(desk.problems(rule))


PACED = (
    "{类型: 进度, 累计进度: [季度.累计进度.一季度, 季度.累计进度.二季度], 序时: [首季序时, 100%], "
    "每期分值: 2, 平均分值: 1}"
)
SCHEDULE = "算式:\n  首季序时: 补充.旺季 ÷ 补充.全年\n  首季执行率: 季度.累计进度.一季度 ÷ 序时.一季度\n"


def paced(formulas: str, rule: str = PACED) -> tuple[Formulas, list[str]]:
    """The formulas with what the rule of the one indicator offers, and what is wrong with the framework."""
    book, _ = parse(formulas, "formulas.yaml")
    source, _ = parse(f"{HEAD}满分: 5\n指标:\n  X: {{名称: 例, 分值: 5, 规则: {rule}}}\n", "framework.yaml")
    assert book and source
    loaded, _ = load_formulas(book)
    assert loaded
    framework, found = framework_file.load(source, loaded)
    assert framework
    return replace(loaded, offers=framework.offered(source)), [one.message for one in found]


@pytest.mark.parametrize(
    ("rule", "given", "value", "trace"),
    [
        (PACED, {"补充.旺季": D(1), "补充.全年": D(4)}, D("0.8"), "20.00% ÷ 25.00% = 80.00%"),
        (PACED, {"补充.旺季": D(1)}, None, "缺 补充.全年"),
        (PACED.replace("首季序时", "补充.线"), {"补充.线": D("0.4")}, D("0.5"), "20.00% ÷ 0.4 = 50.00%"),
        (PACED.replace("首季序时", "补充.线"), {}, None, "缺 补充.线"),
        (PACED.replace("首季序时", "50%"), {}, D("0.4"), "20.00% ÷ 50% = 40.00%"),
    ],
)
def test_formulas_read_the_schedule_that_the_rule_scores_by(
    rule: str, given: dict[str, Any], value: D | None, trace: str
) -> None:
    formulas, told = paced(SCHEDULE, rule)
    facts = {name: Fact(name, one, None) for name, one in {"季度.累计进度.一季度": D("0.2"), **given}.items()}
    figure = compute(formulas, facts)["首季执行率"]
    assert (figure.value, figure.trace, told) == (value, trace, [])


BY_FORMULA = [
    (0, "首季执行率", "季度.累计进度.一季度 ÷ 序时.一季度", "20.00% ÷ 25.00% = 80.00%"),
    (1, "季度.累计进度.一季度", "", "20.00%"),
    (1, "序时.一季度", "首季序时", "25.00%"),
    (2, "首季序时", "补充.旺季 ÷ 补充.全年", "1 ÷ 4 = 25.00%"),
    (3, "补充.旺季", "", "1"),
    (3, "补充.全年", "", "4"),
]
BY_FACT = [(0, "序时.一季度", "补充.线", "0.4"), (1, "补充.线", "", "0.4")]
LACKS = [(0, "序时.一季度", "首季序时", "缺 补充.全年")]


@pytest.mark.parametrize(
    ("rule", "given", "asked", "lines"),
    [
        (PACED, {"补充.旺季": D(1), "补充.全年": D(4)}, "首季执行率", BY_FORMULA),
        (PACED.replace("首季序时", "补充.线"), {"补充.线": D("0.4")}, "序时.一季度", BY_FACT),
        (PACED, {"补充.旺季": D(1)}, "序时.一季度", LACKS),
    ],
)
def test_the_schedule_is_told_down_to_what_it_is_taken_from(
    rule: str, given: dict[str, Any], asked: str, lines: list[tuple[int, str, str, str]]
) -> None:
    formulas, _ = paced(SCHEDULE, rule)
    facts = {name: Fact(name, one, None) for name, one in {"季度.累计进度.一季度": D("0.2"), **given}.items()}
    figures = told_figures(compute(formulas, facts), facts, formulas)
    told = [(line.depth, line.name, line.formula, line.told) for line in derivation([asked], figures, facts)]
    assert told[: len(lines)] == lines


def test_a_schedule_taken_from_a_formula_that_reads_it_is_told() -> None:
    formulas, told = paced("算式:\n  首季序时: 补充.旺季 × 半数\n  半数: 序时.一季度 ÷ 2\n")
    assert told == ["“序时.一季度”取自算式“首季序时”，这个算式又要用“序时.一季度”"]
    assert compute(formulas, {})["首季序时"].value is None


def test_examples_score_by_formulas_that_read_the_schedule() -> None:
    """用例 of a rule over 首季执行率, which no department has given."""
    rule = "{类型: 比率, 取值: 首季执行率}"
    text = (
        f"{HEAD}满分: 10\n指标:\n  X: {{名称: 例, 分值: 5, 规则: {PACED}}}\n  Y: {{名称: 乙, 分值: 5, 规则: {rule}}}\n"
    )
    source, _ = parse(text, "framework.yaml")
    quarters = ", ".join(f"季度.累计进度.{quarter}: 20%" for quarter in ("一季度", "二季度", "三季度", "四季度"))
    text = f"- {{指标: Y, 给: {{{quarters}, 补充.旺季: 1, 补充.全年: 4}}, 得: 4}}\n"
    book, _ = parse(text, "用例.yaml")
    assert source and book
    framework, _ = framework_file.load(source)
    assert framework
    assert cases.run(framework, replace(paced(SCHEDULE)[0], offers=framework.offered(source)), book) == []


def test_a_name_is_kept_by_what_copies_it() -> None:
    name = Borrowed("补充.线")
    assert pickle.loads(pickle.dumps(name)) == name != Borrowed("补充.底")
    assert {name: 1}[Borrowed("补充.线")] == 1
    assert '"补充.线"' in read(UP).to_json() and '"≥目标率"' in read(MET).to_json()
    gap = scored(DOWN, {"补充.数": D(2), "补充.线": D(3)}).gaps[0]
    assert gap.key == "＜线"
