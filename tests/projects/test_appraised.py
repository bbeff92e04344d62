"""What a form came to is kept while all that it rests on is the same, and is made anew where any of it changed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from sample import TEMPLATES

from reportgen.chinese import thousands
from reportgen.diagnostics import Position
from reportgen.facts.naming import Fact
from reportgen.projects import project_rules
from reportgen.projects.appraised import Appraisals
from reportgen.projects.project_rules import ProjectRules
from reportgen.projects.written_form import Written, read_file
from reportgen.values import replace

TEXT = "项目名称: 甲\n指标:\n  - {一级: 产出指标, 二级: 数量指标, 三级: 乙, 目标值: 10, 实际值: 8, 分值: 50}\n"


@pytest.fixture(scope="module")
def rules() -> ProjectRules:
    found, wrong = project_rules.load([TEMPLATES / "base"])
    assert found, wrong
    return found


def written(path: Path, text: str) -> Written:
    path.write_text(text, "utf-8")
    one = read_file(path).written
    assert one
    return one


def money(amount: int) -> dict[str, Fact]:
    names = {"年初": amount, "调整后": amount, "支出": amount - 1}
    return {name: Fact(name, Decimal(value), Position("dept.yaml", 3)) for name, value in names.items()}


def test_a_form_is_appraised_again_only_where_its_grounds_are_others(tmp_path: Path, rules: ProjectRules) -> None:
    path, kept = tmp_path / "01-甲.yaml", Appraisals()
    one = written(path, TEXT)
    first = kept.of(one, rules, money(100), "某局")
    assert kept.of(written(path, TEXT), replace(rules), {**money(100), "得分": money(9)["支出"]}, "某局") is first
    other = written(path, TEXT.replace("实际值: 8", "实际值: 9"))
    fewer = replace(rules, full=Decimal(90))
    for grounds in ((other, rules, money(100), "某局"), (one, fewer, money(100), "某局"), (one, rules, {}, "某局")):
        now = kept.of(*grounds)
        assert now == Appraisals().of(*grounds)
        assert now != first
    assert kept.of(one, rules, money(100), "某馆").sheet.authority == "某馆"
    alone = kept.of(one, rules, money(200), "某局")
    with thousands(True):
        assert kept.of(one, rules, money(200), "某局") is not alone
    path.unlink()
    assert "找不到文件" in read_file(path).of_text[0].message
