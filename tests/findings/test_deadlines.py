"""时限 before the end of the evaluated year."""

import datetime as dt

import pytest

from reportgen.facts.source import parse
from reportgen.findings.deadlines import later, passed
from reportgen.findings.rectification import interpret


@pytest.mark.parametrize(
    ("measure", "caught"),
    [
        ("时限: 2020年9月底前", True),
        ("时限: 2021年11月底前", True),
        ("时限: 2020年底前", True),
        ("时限: 2021年底前", False),
        ("时限: 2021年12月底前", False),
        ("时限: 2021年10月至2022年3月", False),
        ("时限: 2021年3月起按月执行", False),
        ("时限: 长期", False),
        ("{时限: 2020年9月底前, 状态: 已完成}", False),
    ],
)
def test_a_date_that_had_passed(measure, caught):
    fields = measure.strip("{}")
    text = f"问题:\n  - 标题: 一\n    措施:\n      - {{措施: 二, {fields}}}\n"
    people, source, found = interpret(*parse(text, "整改.yaml"))
    assert people, found
    told = list(passed(people, source, 2021))
    assert [(d.code, d.position.line) for d in told] == [("past-due", 4)] * caught


def test_the_date_of_the_whole_problem_counts_too():
    people, source, _ = interpret(*parse("问题:\n  - 标题: 一\n    时限: 2020年9月底前\n", "整改.yaml"))
    assert [str(d.position) for d in passed(people, source, 2021)] == ["整改.yaml:3:9"]


@pytest.mark.parametrize(
    ("due", "caught"),
    [
        ("2022年4月底前", True),
        ("2022年5月10日", True),
        ("2022-05-10", True),
        ("2022年5月底前", False),
        ("2022年5月20日", False),
        ("2022年3月起按月执行", False),
        ("2022年底前", False),
    ],
)
def test_a_date_before_the_day_of_the_report(due, caught):
    text = f"问题:\n  - 标题: 一\n    措施:\n      - {{措施: 二, 时限: {due}}}\n"
    people, source, found = interpret(*parse(text, "整改.yaml"))
    assert people, found
    told = list(passed(people, source, 2021, dt.date(2022, 5, 20)))
    assert [d.message for d in told] == [f"时限“{due}”早于填报日期（2022年5月20日）"] * caught


@pytest.mark.parametrize(
    ("due", "reported", "expected"),
    [
        ("2022年4月底前", dt.date(2022, 5, 20), "2022年6月底前"),
        ("2022年4月起按季执行", dt.date(2022, 12, 1), "2023年1月起按季执行"),
        ("2022年5月底前", dt.date(2022, 5, 20), "2022年5月底前"),
        ("2022年9月底前", dt.date(2022, 5, 20), "2022年9月底前"),
        ("2022年4月底前", None, "2022年4月底前"),
        ("2022年起，批复后20日内", dt.date(2022, 5, 20), "2022年起，批复后20日内"),
    ],
)
def test_a_date_of_the_pack_is_never_before_the_day_of_the_report(due, reported, expected):
    assert later(due, reported) == expected
