"""Titles of problems held against what their texts say."""

from __future__ import annotations

import pytest
from sample import evaluated, inputs

from reportgen.checks.titles import counts_agree, quarters_agree
from reportgen.values import replace


def titled(title: str, code: str):
    """The Futian sample's evaluation, the problem of `code` under another title."""
    evaluation = evaluated(inputs())
    findings = [replace(f, title=title) if code in f.codes else f for f in evaluation.findings]
    return replace(evaluation, findings=tuple(findings))


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("前两季度预算执行偏慢", True),
        ("一季度支出进度偏慢", True),
        ("上半年支出进度偏慢", True),
        ("各季度预算执行偏慢", False),
        ("四个季度支出都偏慢", False),
        ("预算执行偏慢", False),
    ],
)
def test_a_title_that_names_other_quarters_than_fell_short(title: str, told: bool) -> None:
    found = [d.message for d in quarters_agree(titled(title, "C21"), "")]
    assert [("失分的是各季度" in message) for message in found] == [True] * told


@pytest.mark.parametrize(("title", "told"), [("两个二级项目没有按计划完成", True), ("一个项目没有按期完成", False)])
def test_a_title_that_counts_otherwise(title: str, told: bool) -> None:
    evaluation = titled(title, "C21")
    counts = replace(evaluation.department.project_count, number=18, on_time=17)
    department = replace(evaluation.department, project_count=counts)
    found = list(counts_agree(replace(evaluation, department=department), ""))
    assert len(found) == told
