"""时限 before the end of the evaluated year."""

import pytest

from reportgen.facts.source import parse
from reportgen.findings.deadlines import passed
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
