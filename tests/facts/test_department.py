"""A department's facts: read, named, listed, and the same after a trip through JSON."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Severity
from reportgen.facts import department
from reportgen.facts.department import Department, Fact
from reportgen.facts.records.answer import Answer, Tick
from reportgen.facts.records.budget import Budget, BudgetLine, QuarterAmounts, QuarterRatios, Quarters
from reportgen.facts.records.dossier import Cover, Narrative, Office
from reportgen.facts.records.record import Record
from reportgen.facts.records.results import Effect, Project, Satisfaction
from reportgen.facts.source import Source

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 深圳市某区科技创新局}\n"


def given_by(text: str) -> tuple[Department, Source]:
    found, source, diagnostics = department.parse(HEAD + text, "dept.yaml")
    assert diagnostics == []
    assert found is not None
    assert source is not None
    return found, source


def facts(text: str) -> dict[str, Fact]:
    found, source = given_by(text)
    return dict(department.facts(department.complete(found), source))


@pytest.mark.parametrize(
    ("text", "name", "value", "place"),
    [
        ("预算:\n  合计: {年初: '43,189.21'}", "预算.合计.年初", Decimal("43189.21"), (5, 12)),
        ("预算: {财政资金比例: 100%}", "预算.财政资金比例", Decimal(1), (4, 14)),
        ("人员: {劳务派遣: 14}", "人员.劳务派遣", 14, (4, 12)),
        ("公开: {预算: {日期: 2021-09-18}}", "公开.预算.日期", dt.date(2021, 9, 18), (4, 15)),
        ("公开: {预算: {合规程度: 按规定公开}}", "公开.预算.合规程度", "按规定公开", (4, 17)),
        ("预算: {离退休: {含在人员经费内: 是}}", "预算.离退休.含在人员经费内", True, (4, 21)),
        ("季度:\n  累计支出: [1, 2, 3, 4]", "季度.累计支出.三季度", Decimal(3), (5, 16)),
        ("季度: {累计支出: {一季度: 1, 二季度: 2, 三季度: 3, 四季度: 4}}", "季度.累计支出.四季度", Decimal(4), (4, 42)),
        ("选项: {附基金表: 否}", "选项.附基金表", False, (4, 12)),
        ("补充: {面积: '1,200.5'}", "补充.面积", Decimal("1200.5"), (4, 10)),
        ("补充: {表: {编号: 007}}", "补充.表.编号", "007", (4, 14)),
        ("补充: {说明: 文字}", "补充.说明", "文字", (4, 10)),
        ("", "部门.自称", "我局", None),
        ("预算: {基本支出: {支出: 1}, 项目支出: {支出: 2}}", "预算.合计.支出", Decimal(3), None),
    ],
)
def test_facts_by_name_with_their_place(text: str, name: str, value: object, place: tuple[int, int] | None) -> None:
    fact = facts(text)[name]
    assert (fact.name, fact.value) == (name, value)
    assert (fact.position and (fact.position.line, fact.position.column)) == place


def test_what_is_absent_has_no_fact_and_rows_are_no_facts() -> None:
    named = facts(
        "项目: [{名称: 甲, 支出: 1}]\n附件: [乙]\n自评: {B42: {得分: 0, 理由: 丙}}\n预算:\n  合计:\n    年初:\n"
    )
    assert set(named) == {"套件", "年度", "部门.全称", "部门.自称", "项目统计.总数", "项目统计.支出"}


def test_lists_are_rows_by_chinese_keys() -> None:
    found, _ = given_by("效果指标: [{名称: 甲, 方向: '>='}]\n预算: {明细: [{名称: 乙, 批复数: 2}]}\n附件: [丙]\n")
    rows = department.lists(found)
    assert (rows["效果指标"][0]["名称"], rows["效果指标"][0]["方向"], rows["效果指标"][0]["目标值"]) == (
        "甲",
        "≥",
        None,
    )
    assert rows["预算.明细"] == ({"分类": None, "名称": "乙", "批复数": Decimal(2)},)
    assert rows["项目"] == ()
    assert "附件" not in rows


def test_every_name_is_known_with_unit_and_meaning() -> None:
    described = department.described()
    assert set(described) == department.known_names()
    assert described["三公.合计.决算"][0] == "万元"
    assert described["季度.累计进度.一季度"][0] == "%"
    assert described["人员.劳务派遣"][0] == "人"
    assert [name for name, (_, words) in described.items() if not words] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("季度.累计进度.一季度", "一季度累计支出进度"),
        ("满意度.值", "满意度"),
        ("三公.合计.预算", "三公年初预算数"),
        ("预算.人员经费.支出", "人员经费全年实际支出"),
        ("采购.货物", "货物类实际采购金额"),
        ("楼堂馆所.实际面积", "楼堂馆所实际面积"),
        ("编外人员控制率", "编外人员控制率"),
    ],
)
def test_a_fact_is_called_as_a_reader_says_it(name, said):
    assert department.called(name) == said


def test_a_file_gives_what_its_text_gives(tmp_path: Path) -> None:
    path = tmp_path / "dept.yaml"
    path.write_text(HEAD, "utf-8")
    found, source, diagnostics = department.load(path)
    assert (found, diagnostics) == (given_by("")[0], [])
    assert source is not None
    assert source.file == str(path)
    assert department.load(tmp_path / "无.yaml")[:2] == (None, None)


def test_markup_that_is_none_is_remarked_at_its_line() -> None:
    found, _, told = department.parse(HEAD + "叙述:\n  前言: |\n    一段。\n\n    ![图](a.png)\n", "dept.yaml")
    assert found is not None
    assert [(d.code, d.severity, d.position and d.position.line) for d in told] == [("markdown", Severity.WARNING, 8)]


def test_answers_are_read() -> None:
    text = """\
自评:
  A22: {要点: {"1": 是, "2": 部分, "3": 否, "4": }, 佐证: 会议纪要}
  B12: {扣分: 0, 否决: [挪用]}
  B42:
"""
    answers = given_by(text)[0].answers
    ticks = {"1": Tick.YES, "2": Tick.PARTLY, "3": Tick.NO}
    assert answers == {
        "A22": Answer(ticks=ticks, evidence=("会议纪要",)),
        "B12": Answer(deducted=Decimal(0), vetoes=("挪用",)),
    }


def built(model: type[Record], **fields: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Records by their English names (`st.builds` sees only the aliases)."""
    return st.fixed_dictionaries(fields).map(lambda given: model(**given))


AMOUNT = st.none() | st.decimals(0, 10**6, places=2)
LINE = st.none() | built(BudgetLine, initial=AMOUNT, adjusted=AMOUNT, spent=AMOUNT)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
FOUR = st.lists(st.decimals(0, 10**6, places=2), min_size=4, max_size=4).map(sorted)
DEPARTMENTS = built(
    Department,
    pack=WORDS,
    year=st.integers(2000, 2100),
    office=built(Office, name=WORDS, short=st.none() | WORDS),
    cover=st.none() | built(Cover, head=WORDS, date=st.none() | st.dates()),
    narrative=st.none() | built(Narrative, preface=WORDS, functions=WORDS),
    budget=st.none()
    | built(Budget, personnel=LINE, running=LINE, projects=LINE, fiscal_share=st.decimals(0, 1, places=4)),
    quarters=st.none()
    | built(
        Quarters,
        spent=st.none() | FOUR.map(QuarterAmounts.from_data),
        progress=st.none() | FOUR.map(QuarterRatios.from_data),
    ),
    projects=st.lists(built(Project, name=WORDS, procured=st.none() | st.booleans(), spent=AMOUNT)).map(tuple),
    effects=st.lists(built(Effect, name=WORDS, direction=st.sampled_from("≥≤=")), max_size=2).map(tuple),
    satisfaction=st.none() | built(Satisfaction, value=st.decimals(0, 1, places=6)),
    answers=st.dictionaries(WORDS, built(Answer, points=AMOUNT, count=st.integers(0, 9)), max_size=3),
    options=st.none() | st.dictionaries(WORDS, st.booleans(), max_size=2),
)


def trip(one: Department) -> Department:
    return Department.from_json(one.to_json())


def values(one: Department) -> dict[str, object]:
    named = department.facts(one, Source("a.yaml", {}, {})).items()
    return {name: fact.value for name, fact in named} | dict(department.lists(one))


@settings(max_examples=15)
@given(DEPARTMENTS)
def test_json_brings_a_department_back(one: Department) -> None:
    assert values(trip(one)) == values(one)
    assert trip(one).answers == one.answers
    assert trip(trip(one)) == trip(one)


@pytest.mark.slow
@given(DEPARTMENTS)
def test_completing_keeps_what_was_stated_and_is_done_once(one: Department) -> None:
    whole = department.complete(one)
    stated, completed = values(one), values(whole)
    assert {name: completed[name] for name in stated} == stated
    assert department.complete(whole) == whole
    known = department.known_names() | set(department.lists(one))
    assert {name for name in completed if name.partition(".")[0] not in department.free(None)} <= known


@pytest.mark.slow
@given(DEPARTMENTS)
def test_a_completed_department_comes_back_from_json(one: Department) -> None:
    whole = department.complete(one)
    assert values(trip(whole)) == values(whole)


def test_a_comma_in_braces_needs_quotes() -> None:
    found, _, diagnostics = department.parse(HEAD + "预算: {合计: {年初: 43,189.21}}\n", "dept.yaml")
    assert found is None
    assert [d.code for d in diagnostics] == ["comma"]
