"""部门整体支出绩效自评表: its text, its sums, its layouts, what it lacks, as an annex, as a file, a district's own."""

from __future__ import annotations

import datetime as dt
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from sample import ROOT, TEMPLATES, changed, inputs, read_inputs, shipped

from reportgen import cli, pipeline, report, word
from reportgen.cache import store
from reportgen.chinese import percent
from reportgen.diagnostics import Refused, errors
from reportgen.evaluation import Evaluation, from_json
from reportgen.facts.records.budget import Budget, BudgetLine
from reportgen.facts.records.declared import Declared, model
from reportgen.facts.source import NOWHERE
from reportgen.overall_form import faults, overall_form, taken
from reportgen.packs import overall_settings
from reportgen.packs import pack as packs
from reportgen.packs.overall_settings import OverallSettings
from reportgen.pipeline.outputs import output
from reportgen.pipeline.outputs.output import Job
from reportgen.pipeline.unprinted import unprinted
from reportgen.statements.ground import Ground
from reportgen.statements.outlines import read_outline
from reportgen.statements.reading import Reading
from reportgen.values import replace

DEMO = ROOT / "data" / "guojia-demo-2023" / "dept.yaml"
NOW = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
FRAMEWORK = """\
名称: 示例
评分表名: 评分表
等级: [{等级: 优, 下限: 90}, {等级: 良, 下限: 0}]
指标:
  继承: 否
  A: {名称: 投入, 分值: 40}
  A1: {名称: 预算执行率, 上级: A, 分值: 10, 规则: {类型: 比率, 取值: 预算执行率, 封顶: 100%}}
  A2: {名称: 制度建设, 上级: A, 分值: 30, 规则: {类型: 酌情, 扣分事项: 没有制度}}
  B: {名称: 产出, 分值: 60}
  B1: {名称: 履职指标, 上级: B, 分值: 60, 规则: {类型: 个性化指标, 逐行列示: 否}}
"""
DEPT = """\
套件: own
年度: 2025
部门: {全称: 示例县水利局}
封面: {填报日期: 2026-03-02, 填报人: 甲}
叙述:
  履职目标: |
    保障供水安全：

    1. 改造管网；
    2. 治理河道。
  履职情况: 全年改造管网27公里。
预算:
  基本支出: {年初: 60, 调整后: 60, 支出: 60}
  项目支出: {年初: 30, 调整后: 40, 支出: 30}
效果指标:
  - {名称: 管网长度, 目标值: 30, 实际值: 27, 单位: 公里, 方向: ≥}
  - {名称: 水质, 目标值: 95%, 实际值: 96%, 方向: ≥}
自评:
  A2: {扣分: 1, 理由: 招标制度没有修订}
"""
PEOPLE = """\
问题:
  - {编号: [A1], 原因: 两个标段年底才验收, 措施: [{措施: 按月支付。, 责任科室: 财务科, 时限: 2026年6月底前}]}
  - {编号: [A2, B1], 标题: 管理不细, 原因: 人手不足,
     措施: [{措施: 修订招标制度并印发。, 责任科室: 办公室, 时限: 2026年6月底前}]}
"""
FORM = """\
2025年度部门整体支出绩效自评表
金额单位：万元　　分值单位：分
| 部门名称 | 示例县水利局 |  |  | 填报日期 | 2026年3月2日 |  |  |
| 单位负责人 |  | 填报人 | 甲 | 联系电话 |  |  |  |
| 部门预算执行 |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分 |
|  | 年度资金总额 | 90.00 | 100.00 | 90.00 | 10 | 90.00% | 9 |
|  | 其中：基本支出 | 60.00 | 60.00 | 60.00 | — | 100.00% | — |
|  | 项目支出 | 30.00 | 40.00 | 30.00 | — | 75.00% | — |
|  | 偏差原因分析及改进措施 | 原因：两个标段年底才验收。⏎措施：按月支付。 |  |  |  |  |  |
| 年度总体目标 | 预期目标 |  |  | 实际完成情况 |  |  |  |
|  | 保障供水安全：⏎1. 改造管网；⏎2. 治理河道。 |  |  | 全年改造管网27公里。 |  |  |  |
绩效指标完成情况
| 一级指标 | 二级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 投入 | 制度建设 | 没有“没有制度”的情形 | 招标制度没有修订 | 30 | 29 | 原因：人手不足。⏎措施：修订招标制度并印发。 |
| 产出 | 履职指标 | 管网长度：≥30公里；水质：≥95% | 管网长度：27公里；水质：96% | 60 | 57 | 同“制度建设” |
| 总分 |  |  |  | 100 | 95 | 等级：优 |
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A department, and the pack that it names, which puts 预算执行率 beside the money."""
    folder = tmp_path_factory.mktemp("水利局")
    own = folder / "templates" / "own"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("名称: 示例\n继承: base\n部门自评表: {预算执行指标: A1}\n", "utf-8")
    (own / "framework.yaml").write_text(FRAMEWORK, "utf-8")
    (folder / "dept.yaml").write_text(DEPT, "utf-8")
    (folder / "整改.yaml").write_text(PEOPLE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def given(home: Path) -> pipeline.Inputs:
    return read_inputs(home / "dept.yaml")


@pytest.fixture(scope="module")
def evaluation(given: pipeline.Inputs) -> Evaluation:
    return pipeline.evaluate(given)[0]


def with_settings(evaluation: Evaluation, **settings: object) -> Evaluation:
    return replace(evaluation, words=replace(evaluation.words, overall=OverallSettings(**settings)))


def test_a_file_of_its_own(home: Path) -> None:
    order = pipeline.Order("overall", home / "自评表.docx", pipeline.Wanted(cache=store.users()))
    built = pipeline.produce(home / "dept.yaml", order, NOW)
    assert not errors(built.diagnostics)
    assert word.outline(built.path.read_bytes()).startswith(f"〔横向〕\n{FORM}")
    assert not word.check(built.path.read_bytes())


def test_points_add_up_to_the_total_in_both_layouts(evaluation: Evaluation) -> None:
    for own in (evaluation, with_settings(evaluation), with_settings(evaluation, execution="无")):
        form = overall_form(own)
        points = [Decimal(cell.text) for row in form.rows for cell in row.cells if cell.column == "得分"]
        assert sum(points) + (form.points or 0) == own.scorecard.total == 95
        weights = [Decimal(cell.text) for row in form.rows for cell in row.cells if cell.column == "分值"]
        assert sum(weights) + (form.full or 0) == 100
        assert form.scored == (own is evaluation)


@pytest.mark.parametrize("sample", ["guojia-demo-2023", "hunan-demo-2022", "sichuan-demo-2022"])
def test_whichever_indicator_stands_beside_the_money_the_points_add_up(sample: str) -> None:
    own = pipeline.evaluate(inputs(ROOT / "data" / sample / "dept.yaml"))[0]
    card = own.scorecard
    for code in (node.code for node in card.nodes if node.mark):
        form = overall_form(with_settings(own, execution=code))
        cells = [{cell.column: cell.text for cell in row.cells} for row in form.rows]
        assert sum(Decimal(row["得分"]) for row in cells) + (form.points or 0) == card.total
        assert sum(Decimal(row["分值"]) for row in cells) + (form.full or 0) == card.full
        assert form.rows[0].cells[0].first, "the first row begins what is merged"


def test_a_total_that_is_no_sum_says_how_it_came_about(evaluation: Evaluation) -> None:
    card = replace(evaluation.scorecard, notes=("各指标得分合计95分", "获表彰，加2分"), total=Decimal(97))
    last = {cell.column: cell.text for cell in overall_form(replace(evaluation, scorecard=card)).last}
    assert (last["得分"], last["偏差原因及改进措施"]) == ("97", "等级：优；各指标得分合计95分；获表彰，加2分")


def test_without_an_indicator_beside_the_money_all_stand_below(evaluation: Evaluation) -> None:
    form = overall_form(with_settings(evaluation))
    assert [row.cells[1].text for row in form.rows] == ["预算执行率", "制度建设", "履职指标"]
    assert [row.cells[0].first for row in form.rows] == [True, False, True], "the cells of one group merge"
    assert [row.cells[0].first for row in overall_form(evaluation).rows] == [True, True]


FUNDS = {
    f"{fund}.{column}": {"类型": "数", "单位": "万元"}
    for fund in ("一般公共预算", "政府性基金")
    for column in ("年初", "调整后", "支出")
}
BY_FUND = {"一般公共预算拨款": "补充.一般公共预算", "政府性基金拨款": "补充.政府性基金"}


def by_fund(evaluation: Evaluation, spent: str) -> Evaluation:
    """The same money by funds, of which the second spent so much."""
    extra = model({name: Declared.from_data(one) for name, one in FUNDS.items()})
    given = {
        "一般公共预算": {"年初": "70", "调整后": "80", "支出": "72"},
        "政府性基金": {"年初": "20", "调整后": "20", "支出": spent},
    }
    own = replace(evaluation.department, extra=extra.from_data(given))
    return replace(with_settings(evaluation, execution="A1", money=BY_FUND), department=own)


def test_money_by_the_sources_that_the_pack_declares(evaluation: Evaluation) -> None:
    rows = overall_form(by_fund(evaluation, "18")).money
    assert [(row.name, row.initial, row.budget, row.spent, row.rate) for row in rows] == [
        ("年度资金总额", 90, 100, 90, Decimal("0.9")),
        ("其中：一般公共预算拨款", 70, 80, 72, Decimal("0.9")),
        ("政府性基金拨款", 20, 20, 18, Decimal("0.9")),
    ]
    assert "补充.政府性基金.支出" in set(taken(OverallSettings(money=BY_FUND)))
    assert len(overall_form(with_settings(evaluation, money=BY_FUND)).money) == 1, "nothing is given of them"


def test_money_by_source_that_is_not_the_whole_is_told(evaluation: Evaluation, given: pipeline.Inputs) -> None:
    assert not list(faults(by_fund(evaluation, "18"), given.source))
    told = [one.message for one in faults(by_fund(evaluation, "17"), given.source)]
    assert told == ["《部门整体支出绩效自评表》的“执行”各行合计 89.00，年度资金总额是 90.00"]


@pytest.mark.parametrize(
    ("group", "told"),
    [
        ("补充.政府性基金", ""),
        ("预算.人员经费", ""),
        ("补充.其他资金", "请在“补充资料”里申报 其他资金.年初、其他资金.调整后、其他资金.支出（类型: 数, 单位: 万元）"),
        ("预算.项目", "是否应为“预算.项目支出”"),
        ("预算.收入", "预算"),
    ],
)
def test_a_row_of_money_takes_a_line_of_the_budget_or_what_is_declared(group: str, told: str) -> None:
    settings = OverallSettings(money={"甲": group})
    declared = {name: Declared.from_data(one) for name, one in FUNDS.items()}
    found = list(overall_settings.faults(settings, shipped("base").framework, declared, NOWHERE))
    assert bool(found) == bool(told)
    assert all(told in one.hint for one in found)


def test_columns_are_those_of_the_pack(evaluation: Evaluation) -> None:
    columns = OverallSettings.from_data({"列": ["名称及分值", {"列": "得分", "表头": "自评得分"}, "得分说明"]}).columns
    form = overall_form(with_settings(evaluation, execution="A1", columns=columns))
    assert [head.name for head in form.heads] == ["一级指标", "分值", "二级指标", "分值", "自评得分", "得分说明"]
    assert [cell.text for cell in form.rows[0].cells][:4] == ["投入", "30", "制度建设", "30"], "without the 10 above"


def test_an_annex_with_its_number(evaluation: Evaluation) -> None:
    mine = inputs(DEMO)
    data, found = pipeline.render(pipeline.evaluate(mine)[0], mine.pack)
    outline = word.outline(data)
    assert not word.check(data)
    assert not [d for d in found if d.code.startswith("K")], "the checks read the form as what it is"
    assert "指标评分表\n2. 2023年度部门整体支出绩效自评表\n" in outline
    assert "\n附件2\n2023年度部门整体支出绩效自评表\n金额单位" in outline
    both = {"部门自评表": True, "整改台账": True}
    for options, number in ((both, 3), ({"部门自评表": True}, 2), ({}, 0)):
        own = replace(evaluation, department=replace(evaluation.department, options=options))
        context = report.context(own)
        assert context["部门自评表"]["附件号"] == number
        assert ("2025年度部门整体支出绩效自评表" in context["附件"]) == bool(number)


MONEY = """\
| 项目名称 | 甲 |
| 主管部门 | 乙 |
| 资金 | 全年执行数 | 全年预算数 | 执行率 |
| 年度资金总额 | 90.00 | 100.00 | 90.00% |
"""
LINES = """\
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
| 产出 | 数量 | 里程 | 100 | 50.00% | 10 | 5 |
| 产出 | 数量 | 座数 | 100 | 80.00% | 10 | 8 |
| 产出 | 数量 | 达标率 | 100 | 96.00% | 6 | 5.9 |
"""


def test_a_rate_is_not_worked_out_from_the_weights_of_the_indicators() -> None:
    reading = Reading(read_outline(f"{MONEY}{LINES}"), Ground())
    (money,) = reading.grids
    assert [cell.mention.printed.text for cell in money.cells] == ["90.00", "100.00", "90.00"]


def test_apart_it_is_a_file_beside_the_report(tmp_path: Path) -> None:
    for path in DEMO.parent.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    order = pipeline.Order("report", tmp_path / "报告.docx", pipeline.Wanted(cache=store.users()), apart=True)
    built = pipeline.produce(tmp_path / "dept.yaml", order, NOW)
    name = "示例县交通运输局2023年度附件2（部门整体支出绩效自评表）.docx"
    assert word.outline((tmp_path / name).read_bytes()).startswith("〔横向〕\n附件2\n2023年度部门整体支出绩效自评表\n")
    outline = word.outline(built.path.read_bytes())
    assert "2. 2023年度部门整体支出绩效自评表" in outline
    assert "附件2\n" not in outline
    assert set(built.evaluation.written) == {"报告.docx", name}


def test_what_is_lacking_is_told_and_asked_for_in_a_draft(given: pipeline.Inputs) -> None:
    text = replace(given.department.narrative, duty_goals=None)
    bare = changed(given, narrative=text, answers={}, options={"部门自评表": True})
    bare = replace(bare, people=replace(bare.people, entries=()))
    evaluation = pipeline.evaluate(bare, draft=True)[0]
    told = list(faults(evaluation, given.source))
    assert [str(d.message) for d in told] == ["《部门整体支出绩效自评表》的“预期目标”没有文字：“叙述.履职目标”没有填"]
    assert told[0].position.line == 6
    assert not errors(told)
    assert errors(faults(replace(evaluation, draft=False), given.source))
    made, said = output("overall").make(Job(bare, evaluation, NOW))
    form = word.outline(made)
    assert said == told
    for gap in ("【待填：预期目标】", "【待填：得分】", "【待填：总分】", "原因：【待填：主要原因】"):
        assert gap in form


def test_a_final_report_is_refused_without_its_goals(home: Path) -> None:
    dept = home / "缺目标.yaml"
    dept.write_text(DEPT.replace("  履职情况: 全年改造管网27公里。\n", ""), "utf-8")
    with pytest.raises(Refused) as refused:
        pipeline.produce(dept, pipeline.Order("overall", home / "缺.docx"), NOW)
    assert "“实际完成情况”没有文字" in str(refused.value.diagnostics[-1])
    dept.write_text(f"{dept.read_text('utf-8')}选项: {{部门自评表: 是}}\n", "utf-8")
    looked = pipeline.checked(dept, pipeline.Wanted(cache=store.users()))
    assert [d.where for d in looked if d.code == "overall-form"] == ["叙述.履职情况"]
    assert not (home / "缺.docx").exists()


def test_a_rate_that_is_not_what_was_scored_is_told(evaluation: Evaluation) -> None:
    figures = {**evaluation.figures, "预算执行率": replace(evaluation.figures["预算执行率"], value=Decimal("0.5"))}
    (told,) = faults(replace(evaluation, figures=figures), inputs().source)
    assert "“预算执行率”计分用的是别的数" in told.message


def test_a_rate_just_below_its_limit_is_not_printed_as_the_limit(evaluation: Evaluation) -> None:
    line = BudgetLine(adjusted=Decimal(100000), spent=Decimal(89996))
    department = replace(evaluation.department, budget=Budget(total=line))
    figure = replace(evaluation.figures["预算执行率"], value=Decimal("0.89996"))
    card = replace(evaluation.scorecard, limits={"预算执行率": (Decimal("0.9"),)})
    close = replace(evaluation, department=department, figures={"预算执行率": figure}, scorecard=card)
    assert percent(overall_form(close).money[0].rate) == "89.996%"


def test_without_any_money_nothing_breaks(evaluation: Evaluation) -> None:
    def money(budget: Budget | None) -> list[tuple[str, object]]:
        form = overall_form(replace(evaluation, department=replace(evaluation.department, budget=budget)))
        return [(row.name, row.rate) for row in form.money]

    assert money(None) == [("年度资金总额", None)]
    alone = Budget(projects=evaluation.department.budget.projects)
    assert money(alone) == [("年度资金总额", None), ("其中：项目支出", Decimal("0.75"))]


def test_a_goal_may_be_a_text_that_the_pack_declares(evaluation: Evaluation) -> None:
    own = replace(
        evaluation,
        department=replace(
            evaluation.department, extra={"目标": {"预期": "# 一\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n"}}
        ),
    )
    form = overall_form(with_settings(own, expected="补充.目标.预期", actual="补充.别的"))
    assert (form.expected, form.actual) == ("一\na　b\n1　2", None)


def test_what_the_form_takes_is_asked_for_and_of_use(home: Path) -> None:
    own = read_inputs(home / "dept.yaml")
    told = "填了而报告、评分和算式都没有用到"
    on = changed(own, options={"部门自评表": True})
    for given, said in ((own, ["封面.填报人"]), (on, [])):
        idle = [d for d in unprinted(given, frozenset({"封面.填报日期"})) if told in d.message]
        assert [name for name in ("封面.填报人",) if any(name in d.message for d in idle)] == said


WRONG = {
    "预算执行指标: A9": "没有编号为“A9”的指标",
    "预算执行指标: A": "“投入”（A）是合计，不能在资金一栏计分",
    "预期目标: 叙述.履职目的": "没有“叙述.履职目的”这段文字",
    "实际完成情况: 补充.目标": "没有“补充.目标”这段文字",
    "列: [名称, 得份]": "没有评分表列“得份”",
    "列: [{列: 名称, 表头: 指标}, 得分]": "评分表列“名称”不能写“表头”",
}


@pytest.mark.parametrize("text", WRONG)
def test_wrong_settings_are_told_at_their_line(text: str, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "pack.yaml").write_text(f"名称: 示例\n继承: base\n部门自评表:\n  {text}\n", "utf-8")
    (own / "framework.yaml").write_text(FRAMEWORK, "utf-8")
    with pytest.raises(Refused) as refused:
        packs.load("own", [tmp_path, TEMPLATES], cache=store.users())
    found = [d for d in refused.value.diagnostics if WRONG[text] in d.message]
    assert [d.position.line for d in found if d.position] == [4]


@pytest.mark.parametrize("annexed", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_district_writes_one_block_of_its_own(annexed: bool, home: Path, given: pipeline.Inputs) -> None:
    own = home / "templates" / "own" / "部门自评表.docx"
    document = Document(str(TEMPLATES / "base" / "部门自评表.docx"))
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    for text in (
        '{%p extends "base/部门自评表.docx" %}',
        "{%p block 部门自评落款 %}",
        "单位（盖章）：{{ 部门.全称 }}",
        "{%p endblock %}",
    ):
        document.add_paragraph(text)
    document.save(str(own))
    try:
        if annexed:
            on = changed(given, options={"部门自评表": True})
            outline = word.outline(pipeline.render(pipeline.evaluate(on)[0], on.pack)[0])
        else:
            order = pipeline.Order("overall", home / "另写.docx", pipeline.Wanted())
            outline = word.outline(pipeline.produce(home / "dept.yaml", order, NOW).path.read_bytes())
    finally:
        own.unlink()
    assert "等级：优 |\n单位（盖章）：示例县水利局\n" in outline


def test_what_the_json_tells_prints_the_same(evaluation: Evaluation) -> None:
    assert overall_form(from_json(evaluation.to_json())) == overall_form(evaluation)


def test_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["overall", str(home / "dept.yaml"), "-o", str(home / "命令.docx")]) == 0
    assert "部门自评表：" in capsys.readouterr().out
