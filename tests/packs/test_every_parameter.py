"""Every number of every kind of rule: change it in the pack, and no place of the report tells the old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from dossier import written
from editor import planted
from sample import ROOT, read_inputs, shipped

from reportgen import pipeline, report, word
from reportgen.cache.store import users
from reportgen.chinese import points
from reportgen.editor.check import check
from reportgen.facts import department as departments
from reportgen.facts.records.record import records
from reportgen.facts.source import Source, parse
from reportgen.findings.rectification import Rectification
from reportgen.packs.pack import Pack
from reportgen.report import TEMPLATE_FILTERS
from reportgen.scoring import framework_file
from reportgen.scoring.framework import Part
from reportgen.scoring.interval import Interval
from reportgen.scoring.kinds import KINDS

NAME, FULL = "甲乙丙率", "17"
OWN = ("X", "X-1")  # the indicator, or the row of the department under it
HEAD = "套件: base\n年度: 2021\n部门: {全称: 某局}\n"
FRAME = """
名称: 框架
评分表名: 表
等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]
指标:
  X: {名称: 甲乙丙率, 分值: 17, 规则: %s}
  Y: {名称: 其余, 分值: 83, 规则: {类型: 酌情, 扣分事项: 某事}}
"""
RATE = "满意度: {值: 77%}"
CONSTANT = {"100%", "1"}  # all of a share, keys of items


@dataclass(frozen=True)
class Case:
    """A rule with numbers that are all different, what the department gives, its points, and the changes.

    A change is what is typed otherwise (one number, or several that must add up) and the points that follow.
    """

    rule: str
    typed: str
    points: str
    changes: tuple[tuple[str, str, str], ...] = ()
    answer: str = ""


CASES = (
    Case(
        "{类型: 分档, 取值: 满意度.值, 方向: 越高越好, 档: [{区间: '≥91%', 得分: 17}, "
        "{区间: '[73%, 91%)', 得分: 4.6}, {区间: '<73%', 得分: 1.3}]}",
        RATE,
        "4.6",
        (("91%", "93%", "4.6"), ("73%", "78%", "1.3"), ("4.6", "5.2", "5.2"), ("1.3", "2.3", "4.6")),
    ),
    Case(
        "{类型: 达标, 取值: 满意度.值, 条件: '≥91%', 否则: 3.7}",
        RATE,
        "3.7",
        (("91%", "76%", "17"), ("3.7", "2.7", "2.7")),
    ),
    Case(
        "{类型: 比率, 取值: 满意度.值, 方向: 越高越好, 封顶: 88%, 超过: {界限: 93%, 得分: 1.9}}",
        RATE,
        "14.88",
        (("88%", "84%", "15.58"), ("93%", "95%", "14.88"), ("1.9", "2.9", "14.88")),
    ),
    Case(
        "{类型: 比率, 取值: 满意度.值, 封顶: 61%, 超过: {界限: 66%, 得分: 1.9}}",
        RATE,
        "1.9",
        (("61%", "62%", "1.9"), ("66%", "67%", "1.9"), ("1.9", "2.9", "2.9")),
    ),
    Case(
        "{类型: 比率, 取值: 满意度.值, 封顶: 96%, 低于: {界限: 81%, 得分: 1.9}}",
        RATE,
        "1.9",
        (("96%", "97%", "1.9"), ("81%", "79%", "1.9"), ("1.9", "2.9", "2.9")),
    ),
    Case(
        "{类型: 比率, 取值: 采购.实际, 目标: 采购.计划, 封顶: 93%}",
        "采购: {计划: 200, 实际: 154}",
        "14.08",
        (("93%", "96%", "13.64"),),
    ),
    Case(
        "{类型: 分档, 取值: 满意度.值, 方向: 适中, 档: [{区间: '<73%', 得分: 1.3}, "
        "{区间: '[73%, 91%]', 得分: 17}, {区间: '>91%', 得分: 4.6}]}",
        RATE,
        "17",
        (("73%", "78%", "1.3"), ("91%", "76%", "4.6"), ("1.3", "2.3", "17"), ("4.6", "5.2", "17")),
    ),
    Case("{类型: 比率, 取值: 满意度.值, 方向: 越低越好, 封顶: 44%}", RATE, "9.71", (("44%", "55%", "12.14"),)),
    Case(
        "{类型: 进度, 累计进度: [季度.累计进度.一季度, 季度.累计进度.二季度, 季度.累计进度.三季度, "
        "季度.累计进度.四季度], 序时: [26%, 52%, 77%, 99%], 每期分值: 3.6, 平均分值: 2.6}",
        "季度: {累计进度: [20%, 45%, 70%, 95%]}",
        "14.89",
        (
            ("26%", "24%", "15.16"),
            ("52%", "54%", "14.75"),
            ("77%", "79%", "14.79"),
            ("99%", "98%", "14.93"),
            ("3.6 2.6", "3.7 2.2", "14.89"),
        ),
    ),
    Case(
        "{类型: 超限扣分, 取值: 满意度.值, 方向: 越高越好, 界限: 91%, 每: 2%, 扣: 1.3, 整步: 否, 最低: 0.7}",
        RATE,
        "7.9",
        (("91%", "90%", "8.55"), ("2%", "3%", "10.93"), ("1.3", "1.7", "5.1"), ("0.7", "0.9", "7.9")),
    ),
    Case(
        "{类型: 超限扣分, 取值: 项目统计.总数, 方向: 越高越好, 界限: 41, 每: 3, 扣: 1.3, 整步: 是, 最低: 0.7}",
        "项目统计: {总数: 33}",
        "14.4",
        (("41", "43", "13.1"), ("3", "5", "15.7"), ("1.3", "1.7", "13.6"), ("0.7", "0.9", "14.4")),
    ),
    Case(
        "{类型: 同比, 本年: 采购.实际, 上年: 采购.计划, 界限: 5%, 每: 2%, 扣: 1.3, 最低: 0.7}",
        "采购: {计划: 100, 实际: 122}",
        "5.95",
        (("5%", "7%", "7.25"), ("2%", "3%", "9.63"), ("1.3", "1.7", "2.55"), ("0.7", "0.9", "5.95")),
    ),
    Case(
        "{类型: 计数扣分, 数量: 项目统计.总数, 名目: 某事, 每项扣: 2.3, 最低: 1.6}",
        "项目统计: {总数: 3}",
        "10.1",
        (("2.3", "2.7", "8.9"), ("1.6", "1.8", "10.1")),
    ),
    Case(
        "{类型: 计数加分, 数量: 项目统计.总数, 名目: 某事, 每项加: 2.3, 封顶: 17}",
        "项目统计: {总数: 3}",
        "6.9",
        (("2.3", "2.9", "8.7"),),
    ),
    Case(
        "{类型: 要点, 要点: {甲: {内容: 设台账, 分值: 11.4, 部分得分: 4.3}, 乙: {内容: 有记录, 分值: 5.6}}}",
        "",
        "9.9",
        (("11.4 5.6", "12.4 4.6", "8.9"), ("4.3", "5.3", "10.9")),
        "{要点: {甲: 部分, 乙: 是}}",
    ),
    Case(
        "{类型: 要点, 方式: 缺项扣分, 每缺一项扣: 3.3, 要点: {甲: {内容: 设台账}, 乙: {内容: 有记录}}}",
        "",
        "13.7",
        (("3.3", "4.7", "12.3"),),
        "{要点: {甲: 否, 乙: 是}}",
    ),
    Case(
        "{类型: 等级, 等级: {上等: 17, 中等: 9.4, 下等: 2.2}}",
        "",
        "9.4",
        (("9.4", "8.4", "8.4"), ("2.2", "3.2", "9.4")),
        "{等级: 中等}",
    ),
    Case(
        "{类型: 判定表, 判定: [{当: 满意度.值 >= 91%, 得分: 17}, {当: 满意度.值 >= 73%, 得分: 9.4}, "
        "{否则: 是, 得分: 2.2}]}",
        RATE,
        "9.4",
        (("91%", "76%", "17"), ("73%", "78%", "2.2"), ("9.4", "8.4", "8.4"), ("2.2", "3.2", "9.4")),
    ),
    Case(
        "{类型: 定性, 等级: {上等: '[81%, 100%]', 中等: '[52%, 81%)', 下等: '[0%, 52%)'}}",
        "",
        "11",
        (("81%", "83%", "11"), ("52%", "54%", "11")),
        "{等级: 中等, 得分: 11, 理由: 有缺}",
    ),
    Case(
        "{类型: 个性化指标, 异常: {低于: 61%, 高于: 155%, 处理: 零分}}",
        "效果指标: [{名称: 甲, 目标值: 200, 实际值: 100, 方向: ≥}]",
        "0",
        (("61%", "45%", "8.5"), ("155%", "165%", "0")),
    ),
    Case(
        "{类型: 个性化指标, 异常: {低于: 61%, 高于: 155%, 处理: 按比例, 比例: 30%}}",
        "效果指标: [{名称: 甲, 目标值: 200, 实际值: 100, 方向: ≥}]",
        "2.55",
        (("61%", "45%", "8.5"), ("155%", "165%", "2.55"), ("30%", "40%", "3.4")),
    ),
    Case(
        "{类型: 个性化指标, 逐行列示: 否, 折算: 是, 目标取: 初始, 异常: {低于: 61%, 处理: 零分}}",
        "效果指标: [{名称: 甲, 目标值: 200, 调整目标值: 100, 实际值: 100, 方向: ≥, 分值: 3}]",
        "0",
        (("61%", "45%", "8.5"),),
    ),
    Case(
        "{类型: 个性化指标, 定性: {上等: '[81%, 100%]', 中等: '[52%, 81%)', 下等: '[0%, 52%)'}}",
        "效果指标: [{名称: 甲, 目标值: 建成, 实际值: 在建, 等级: 中等, 得分: 11, 理由: 有缺}]",
        "11",
        (("81%", "83%", "11"), ("52%", "54%", "11")),
    ),
    Case(
        "{类型: 个性化指标, 异常: {低于: 61%, 高于: 155%, 处理: 封顶}}",
        "效果指标: [{名称: 甲, 目标值: 200, 实际值: 150, 方向: ≥}]",
        "12.75",
        (("61%", "45%", "12.75"), ("155%", "165%", "12.75")),
    ),
    Case(
        "{类型: 分档, 取值: 满意度.值, 方向: 越低越好, 档: [{区间: '≤73%', 得分: 17}, "
        "{区间: '(73%, 91%]', 得分: 4.6}, {区间: '>91%', 得分: 1.3}]}",
        RATE,
        "4.6",
        (("73%", "78%", "17"), ("91%", "76%", "1.3"), ("4.6", "5.2", "5.2"), ("1.3", "2.3", "4.6")),
    ),
    Case(
        "{类型: 进度, 累计进度: [季度.累计进度.一季度, 季度.累计进度.二季度, 季度.累计进度.三季度, "
        "季度.累计进度.四季度], 序时: [26%, 52%, 77%, 99%], 每期分值: 3.6, 平均分值: 2.6, 平均取: 封顶执行率}",
        "季度: {累计进度: [20%, 45%, 70%, 95%]}",
        "14.89",
        (
            ("26%", "24%", "15.16"),
            ("52%", "54%", "14.75"),
            ("77%", "79%", "14.79"),
            ("99%", "98%", "14.93"),
            ("3.6 2.6", "3.7 2.2", "14.89"),
        ),
    ),
    Case(
        "{类型: 超限扣分, 取值: 满意度.值, 方向: 越低越好, 界限: 71%, 每: 2%, 扣: 1.3, 最低: 0.7}",
        RATE,
        "13.1",
        (("71%", "73%", "14.4"), ("2%", "3%", "14.4"), ("1.3", "1.7", "11.9"), ("0.7", "0.9", "13.1")),
    ),
    Case(
        "{类型: 择优, 取: 任一, 部分: {'1': {名称: 甲, 分值: 17, 规则: {类型: 达标, 取值: 满意度.值, 条件: '≥91%'}}, "
        "'2': {名称: 乙, 分值: 17, 规则: {类型: 达标, 取值: 满意度.值, 条件: '≥93%'}}}}",
        RATE,
        "0",
        (("91%", "76%", "17"), ("93%", "94%", "0")),
    ),
    Case(
        "{类型: 要点, 要点: {甲: {内容: 设台账, 分值: 11.4, 必备: 是}, 乙: {内容: 有记录, 分值: 5.6}}}",
        "",
        "0",
        (("11.4 5.6", "12.4 4.6", "0"),),
        "{要点: {甲: 否, 乙: 是}}",
    ),
    Case(
        "{类型: 酌情, 扣分事项: 某事, 对照: 效果指标}",
        "效果指标: [{名称: 甲, 目标值: 3, 实际值: 2, 方向: ≥}]",
        "15",
        (),
        "{扣分: 2, 理由: 有误}",
    ),
    Case(
        "{类型: 同比, 本年: 采购.实际, 上年: 采购.计划, 界限: 5%, 每: 2%, 扣: 1.3, 整步: 是, 最低: 0.7}",
        "采购: {计划: 100, 实际: 122}",
        "6.6",
        (("5%", "7%", "7.9"), ("2%", "3%", "10.5"), ("1.3", "1.7", "3.4"), ("0.7", "0.9", "6.6")),
    ),
    Case("{类型: 酌情, 扣分事项: 某事}", "", "15", (), "{扣分: 2, 理由: 有误}"),
    Case(
        "{类型: 组合, 部分: {'1': {名称: 甲, 分值: 11.4, "
        "规则: {类型: 达标, 取值: 满意度.值, 条件: '≥91%', 否则: 3.7}}, "
        "'2': {名称: 乙, 分值: 5.6, 规则: {类型: 酌情, 扣分事项: 某事}}}}",
        f"{RATE}\n自评: {{X.2: {{扣分: 0}}}}",
        "9.3",
        (("91%", "76%", "17"), ("3.7", "2.7", "8.3"), ("11.4 5.6", "12.4 4.6", "8.3")),
    ),
    Case(
        "{类型: 择优, 部分: {'1': {名称: 甲, 分值: 17, 规则: {类型: 达标, 取值: 满意度.值, 条件: '≥91%', 否则: 3.7}}, "
        "'2': {名称: 乙, 分值: 17, 规则: {类型: 达标, 取值: 满意度.值, 条件: '≥93%', 否则: 3.1}}}}",
        RATE,
        "3.7",
        (("91%", "76%", "17"), ("93%", "94%", "3.7"), ("3.7", "2.7", "3.1"), ("3.1", "3.4", "3.7")),
    ),
    Case(
        "{类型: 时限, 期限: 补充.批复, 天数: 23, 实际: 补充.办理, 每日扣: 0.7, 最低: 1.6}",
        "补充: {批复: 2021-03-01, 办理: 2021-04-02}",
        "10.7",
        (("23", "26", "12.8"), ("0.7", "0.9", "8.9"), ("1.6", "1.8", "10.7")),
    ),
    Case(
        "{类型: 时限, 期限: 补充.批复, 天数: 23, 实际: 补充.办理, 每周扣: 0.7, 最低: 1.6}",
        "补充: {批复: 2021-03-01, 办理: 2021-04-02}",
        "15.6",
        (("23", "26", "16.3"), ("0.7", "0.9", "15.2"), ("1.6", "1.8", "15.6")),
    ),
    Case(
        "{类型: 时限, 期限: 补充.批复, 天数: 23, 实际: 补充.办理, 每月扣: 2.3, 最低: 1.6}",
        "补充: {批复: 2021-03-01, 办理: 2021-04-02}",
        "14.7",
        (("23", "26", "14.7"), ("2.3", "2.7", "14.3"), ("1.6", "1.8", "14.7")),
    ),
    Case("{类型: 外部得分, 取值: 补充.考核, 满分: 120}", "补充: {考核: 90}", "12.75", (("120", "130", "11.77"),)),
    Case(
        "{类型: 外部得分, 取值: 补充.名次, 满分: 37, 形式: 名次}",
        "补充: {名次: 5}",
        "15.16",
        (("37", "41", "15.34"),),
    ),
    Case(
        "{类型: 汇总, 列表: 项目, 字段: 自评得分, 满分: 120}",
        "项目: [{名称: 甲, 自评得分: 90}]",
        "12.75",
        (("120", "130", "11.77"),),
    ),
)
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?%?")


def kind(case: Case) -> str:
    return re.findall(r"类型: (\w+)", case.rule)[0]


@cache
def base() -> tuple[Pack, word.Template]:
    pack = shipped("base")
    return pack, word.Template(pack.template, search=pack.folders, filters=TEMPLATE_FILTERS, cache=pack.cache)


@dataclass(frozen=True)
class Told:
    """The points, the standard, and all that the report says about the indicator."""

    points: Decimal | None
    standard: str
    texts: tuple[str, ...]


@cache
def told(case: Case, framework: str) -> Told:
    """The department of `case` under `framework`, built."""
    pack, template = base()
    source, _ = parse(framework, "framework.yaml")
    assert source
    own, found = framework_file.load(source, pack.formulas)
    assert own and not found, [str(d) for d in found]
    pack = replace(pack, framework=own, sources={**pack.sources, "framework.yaml": source})
    answers = f"自评: {{X: {case.answer}}}\n" if case.answer else ""
    department, dept, slips = departments.parse(f"{HEAD}{case.typed}\n{answers}", "dept.yaml")
    assert department and dept, slips
    given = pipeline.Inputs(department, dept, Rectification(), Source("", {}, {}, {}), pack)
    evaluation, _ = pipeline.evaluate(given, draft=True)
    outline = word.outline(template.render(report.context(evaluation), draft=True))
    node = next(node for node in evaluation.scorecard.nodes if node.code in OWN and node.mark)
    assert node.mark
    said = [line for line in outline.split("\n") if NAME in line]
    problems = [f for f in evaluation.findings if {*OWN} & {*f.codes}]
    said += [
        text for f in problems for text in (f.title, f.description, *(m.text + (m.outcome or "") for m in f.measures))
    ]
    said += [node.mark.explanation, evaluation.remarks["X"]]
    said += [text for gap in node.mark.gaps for text in (gap.content, gap.standard, gap.actual)]
    assert any(line.startswith("|") for line in said), "the score table"
    return Told(node.mark.points, node.mark.standard, (node.mark.standard, *said))


def shown(number: str, text: str) -> bool:
    """Whether `number` stands in `text`; a step of 2% is written 2个百分点, a share of the points as points."""
    forms = {number, number.replace("%", "个百分点")}
    forms |= {f"{points(Decimal(number.rstrip('%')) * Decimal(FULL) / 100)}分（"} if number.endswith("%") else set()
    return any(re.search(rf"(?<![\d.]){re.escape(form)}(?![\d%])(?!\.\d)", text) for form in forms)


def typed(text: str, old: str, new: str) -> str:
    """`text` with each number of `old` replaced by that of `new`."""
    pairs = dict(zip(old.split(), new.split(), strict=True))
    return _NUMBER.sub(lambda found: pairs.get(found[0], found[0]), text)


CHANGES = [pytest.param(c, *change, id=f"{kind(c)} {change[0]}") for c in CASES for change in c.changes]


@pytest.mark.parametrize(("case", "old", "new", "earned"), CHANGES)
def test_no_place_tells_the_old_number(case: Case, old: str, new: str, earned: str) -> None:
    before, after = told(case, FRAME % case.rule), told(case, FRAME % typed(case.rule, old, new))
    assert (before.points, after.points) == (Decimal(case.points), Decimal(earned))
    for was, now in zip(old.split(), new.split(), strict=True):
        assert shown(was, before.standard) and shown(now, after.standard), "the standard tells every number"
        assert not [text for text in after.texts if shown(was, text)]


@pytest.mark.parametrize("case", CASES, ids=kind)
def test_another_weight_is_told_everywhere(case: Case) -> None:
    """分值 18 for 17: the rule takes it from the indicator, and so do all texts."""
    if "分值: 11.4" in case.rule or "每期分值" in case.rule:
        return  # parts that add up: their numbers are changed above
    text = typed(FRAME % case.rule, "17 83", "18 82")
    after = told(case, text)
    assert [said for said in after.texts if said.startswith("|") and shown("18", said)]
    assert not [said for said in after.texts if shown("17", said)]


SLOW = [pytest.param(parent, marks=pytest.mark.slow) for parent in ("futian", "dapeng", "pingshan")]


@pytest.mark.slow
@pytest.mark.parametrize("parent", ["base", *SLOW])
def test_a_new_pack_with_another_schedule_agrees_with_itself(parent: str, tmp_path: Path) -> None:
    """序时 of its own: pack check passes; table, text, mark, standard and problem go by the new one."""
    made = planted.pack(tmp_path / "templates", "luohu-2022", parent)
    own = (made / "framework.yaml").read_text("utf-8").rstrip() + "\n"
    own += "" if re.search("^指标:", own, re.MULTILINE) else "指标:\n"
    (made / "framework.yaml").write_text(f"{own}  C21: {{规则: {{序时: [20%, 50%, 75%, 100%]}}}}\n", "utf-8")
    (made / "用例.yaml").write_text("[]\n", "utf-8")
    found = check("luohu-2022", [tmp_path / "templates", ROOT / "templates"], users())
    assert [str(d) for d in found if d.code != "district"] == [], "its 称谓 is its parent's, which is told"
    progress = {
        "累计进度": ["16%", "45%", "75%", "100%"],
        "指标总额": ["80"] * 4,
        "累计支出": ["12.8", "36", "60", "80"],
    }
    changes = {"套件": "luohu-2022", "季度": progress, "自评/C21": None}
    inputs = read_inputs(written(tmp_path / "dept", changes, people=False))
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    outline = word.outline(pipeline.render(evaluation, inputs.pack)[0])
    mark = next(node.mark for node in evaluation.scorecard.nodes if node.code == "C21")
    assert mark and mark.points == Decimal("5.55"), "0.8 + 0.9 + 1 + 1 + 2 × 0.925"
    assert "（20%、50%、75%、100%）" in mark.standard and "一季度80.00%" in mark.explanation
    problem = next(f for f in evaluation.findings if "C21" in f.codes)
    assert "80.00%、90.00%、100.00%、100.00%，全年平均为92.50%，一季度、二季度低于序时进度" in problem.description
    rows = [line for line in outline.split("\n") if line.startswith("|") and "一季度 " in line]
    assert all("20%" in row and "80.00%" in row for row in rows), rows
    assert (parent == "dapeng") or rows
    assert not re.search(r"(?<![\d.])(25%|64.00%)", outline), "64.00% is 16% of 25%"
    assert "80.00%" in "".join(line for line in outline.split("\n") if not line.startswith("|"))


def test_every_kind_and_every_number_of_it_is_tried() -> None:
    tried: dict[str, str] = {}
    for case in CASES:
        tried[kind(case)] = tried.get(kind(case), "") + case.rule
        changed = {number for old, _, _ in case.changes for number in old.split()}
        assert {n for n in _NUMBER.findall(case.rule) if n not in CONSTANT | {FULL, "0%", "2"}} <= changed, case.rule
    for rule in KINDS:
        name = rule.fields_by_name["kind"].default
        assert [f for f in numbers(rule) if f"{f}:" not in tried[name]] == [], name


def test_every_choice_of_every_kind_is_tried() -> None:
    tried = {str(rule.fields_by_name["kind"].default): "" for rule in KINDS}
    for case in CASES:
        tried[kind(case)] += case.rule
    lacking = [
        f"{name}: {choice}"
        for rule in KINDS
        for name in (str(rule.fields_by_name["kind"].default),)
        for choice in choices(rule)
        if choice not in tried[name]
    ]
    assert lacking == []


def choices(record: Any, seen: tuple[Any, ...] = ()) -> Iterator[str]:
    """What may be chosen in a record and in those inside it, but for what holds where nothing is written."""
    for field in record.fields_by_name.values():
        for part in _parts(field.annotation):
            if get_origin(part) is Literal and len(get_args(part)) > 1:
                yield from (f"{field.alias}: {choice}" for choice in get_args(part) if choice != field.default)
            if part is bool:
                yield f"{field.alias}: {'否' if field.default else '是'}"
        for inner in records(field.annotation):
            if inner not in (*seen, record) and not (record is Part or issubclass(inner, KINDS)):
                yield from choices(inner, (*seen, record))


def numbers(record: Any, seen: tuple[Any, ...] = ()) -> Iterator[str]:
    """The keys of a record, and of the records in it, that hold numbers, ranges or conditions."""
    for field in record.fields_by_name.values():
        if any(part in (Decimal, int, Interval) for part in _parts(field.annotation)):
            yield field.alias
        for inner in records(field.annotation):
            if inner not in (*seen, record) and not (record is Part or issubclass(inner, KINDS)):
                yield from numbers(inner, (*seen, record))


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _parts(inner)
