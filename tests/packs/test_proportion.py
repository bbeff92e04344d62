"""整改措施 in proportion: a slight loss and a large one differ; no target lies below what full marks ask for."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from editor.planted import pack
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import ROOT, answered, changed, inputs

from reportgen import pipeline
from reportgen.facts import department as departments
from reportgen.facts.department import Department
from reportgen.findings.finding import Finding
from reportgen.findings.rectification import Rectification
from reportgen.packs import pack as packs
from reportgen.values import replace

IN_TIME = "季度: {累计进度: [30%, 60%, 80%, 100%]}\n"
HEAD = "套件: base\n年度: 2021\n部门: {全称: 某局}\n"


def problems(typed: str, **answers: dict[str, Any]) -> dict[str, Finding]:
    """What the base pack drafts about the Futian sample with the figures `typed`, by 编号."""
    department, _, found = departments.parse(HEAD + typed, "dept.yaml")
    assert department, found
    bare, _, _ = departments.parse(HEAD, "dept.yaml")
    own = {
        name: value for name in Department.fields_by_name if (value := getattr(department, name)) != getattr(bare, name)
    }
    blank = {code: {"得分": None} for code in ("B11", "C22", "C42")}
    sample = answered(changed(inputs(), **own), **{**blank, **answers})
    evaluation, _ = pipeline.evaluate(_alone(sample), draft=True)
    return {"+".join(f.codes): f for f in evaluation.findings}


def _alone(given: Any) -> Any:
    """The same with nothing written in 整改.yaml."""
    return replace(given, people=Rectification())


def told(found: Finding) -> str:
    return "".join((found.title, found.description, *(m.text + (m.outcome or "") for m in found.measures)))


@given(st.decimals("0.01", "0.9999", places=4))
@settings(max_examples=25)
def test_a_target_for_satisfaction_is_what_full_marks_ask_for(value: Any) -> None:
    found = problems(f"满意度: {{值: {value * 100:.2f}%}}\n")
    lost = found.get("C42")
    if lost is None:
        assert value >= Decimal("0.95")
        return
    targets = [int(n) for n in re.findall(r"满意度不低于(\d+)%", told(lost))]
    assert targets and set(targets) == {95}


@pytest.mark.parametrize(
    ("typed", "code", "expected"),
    [
        ("采购: {计划: 1000, 实际: 986}", "B11", "政府采购执行率达到100%"),
        (f"采购: {{计划: 1000, 实际: 200}}\n{IN_TIME}", "B11", "政府采购执行率达到100%"),
        ("资产: {固定资产: {全部: 100, 在用: 89}}", "B32", "固定资产利用率不低于90%"),
        ("三公: {合计: {预算: 10, 决算: 9.5}}", "C11", "“三公”经费控制率低于90%"),
        ("项目统计: {总数: 25, 按期完成: 24}", "C23", "按期完成率达到100%"),
    ],
)
def test_a_target_is_the_standard_for_full_marks(typed: str, code: str, expected: str) -> None:
    assert expected in told(problems(typed)[code])


def test_slight_and_large_losses_of_procurement_differ() -> None:
    slight, large = (told(problems(f"采购: {{计划: 1000, 实际: {paid}}}\n{IN_TIME}")["B11"]) for paid in (986, 200))
    assert "8月底仍未启动的收回额度" in large and "8月底仍未启动的收回额度" not in slight
    assert "低于计划数" not in slight + large


def test_a_rate_just_short_of_schedule_makes_no_group_and_no_harsh_words() -> None:
    typed = "采购: {计划: 1000, 实际: 986}\n季度: {累计进度: [30%, 60%, 80%, 98%]}\n"
    found = problems(typed)
    assert {"B11", "C21"} <= set(found), list(found)
    assert found["C21"].title == "预算执行进度略低于序时进度"
    assert "项目推进慢" not in "".join(f.title for f in found.values())


@pytest.mark.parametrize(
    ("typed", "code", "expected", "denied"),
    [
        ("重点工作统计: {总数: 5, 完成: 0}", "C22", "5项，都没有按期保质完成", "完成0项"),
        ("项目统计: {总数: 5, 按期完成: 0}", "C23", "5个，都没有按计划时间完成", "完成0个"),
        ("三公: {合计: {预算: 10, 决算: 9.5}}", "C11", "“公用经费控制率”中的“三公”经费控制率一项扣1分", "共扣"),
    ],
)
def test_a_problem_counts_nothing_and_says_its_points_once(typed: str, code: str, expected: str, denied: str) -> None:
    text = next(told(found) for codes, found in problems(typed).items() if code in codes)
    assert expected in text and denied not in text, text


@pytest.mark.slow
def test_another_districts_tier_is_the_target_of_its_measures(tmp_path: Any) -> None:
    """A pack that asks for 98% says 98%, not what the base pack asks for."""

    folder = pack(tmp_path / "templates", "strict", "base")
    tiers = '[{区间: "≥98%", 得分: 6}, {区间: "[90%, 98%)", 得分: 4}, {区间: "<90%", 得分: 1}]'
    (folder / "framework.yaml").write_text(f"指标:\n  C42:\n    规则: {{档: {tiers}}}\n", "utf-8")
    loaded, _ = packs.load("strict", (tmp_path / "templates", ROOT / "templates"))
    sample = replace(_alone(answered(inputs(), C42={"得分": None})), pack=loaded)
    department, _, _ = departments.parse(HEAD + "满意度: {值: 96%}\n", "dept.yaml")
    assert department
    evaluation, _ = pipeline.evaluate(changed(sample, satisfaction=department.satisfaction), draft=True)
    found = next(f for f in evaluation.findings if f.codes == ("C42",))
    assert "满意度不低于98%" in told(found) and "95%" not in told(found)


def test_no_measure_falls_due_before_the_day_of_the_report() -> None:
    found = problems("封面: {填报日期: 2022-08-20}\n采购: {计划: 1000, 实际: 200}\n")
    dates = [re.search(r"(\d+)年(\d+)月", m.due or "") for f in found.values() for m in f.measures]
    months = [dt.date(int(d[1]), int(d[2]), 28) for d in dates if d]
    assert months and min(months) >= dt.date(2022, 8, 20)
