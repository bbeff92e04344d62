"""Rules, frameworks and departments out of text, for the tests of scoring."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from reportgen.diagnostics import Diagnostic
from reportgen.facts.department import Fact
from reportgen.facts.records.answer import Answer
from reportgen.facts.source import parse
from reportgen.scoring import framework_file, scorecard
from reportgen.scoring.formula import Figure
from reportgen.scoring.framework import Framework
from reportgen.scoring.kinds import Given, judge
from reportgen.scoring.mark import Outcome
from reportgen.scoring.scorecard import Scorecard
from reportgen.values import replace

Raw = Decimal | int | str | bool | dt.date


def given(
    facts: dict[str, Raw] | None = None,
    answers: dict[str, dict[str, Any]] | None = None,
    lists: dict[str, Any] | None = None,
    policy: str = "满分",
) -> Given:
    """Facts as they are; a name that ends in 率 is a figure (a ratio)."""
    facts = facts or {}
    figures = {
        name: Figure(name=name, value=Decimal(str(value)), unit="%", formula="", trace="")
        for name, value in facts.items()
        if name.endswith("率")
    }
    plain = {name: Fact(name, value, None) for name, value in facts.items() if name not in figures}
    read = {code: Answer.from_data(answer) for code, answer in (answers or {}).items()}
    return Given("X", "某指标", figures, plain, lists or {}, read, policy)


def framework(text: str) -> tuple[Framework | None, list[Diagnostic]]:
    """A framework of 评分 lines: what is not in `text` is filled in."""
    head = "名称: 框架\n评分表名: 表\n等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]\n"
    source, found = parse(head + text, "framework.yaml")
    assert source is not None, found
    return framework_file.load(source)


def sound(text: str) -> Framework:
    """A framework without errors."""
    made, found = framework(text)
    assert made is not None and not found, [str(d) for d in found]
    return made


def single(rule: str, full: str = "5", more: str = "") -> str:
    """A framework of one indicator X with `rule` (a YAML flow mapping)."""
    return f"满分: {full}\n{more}指标:\n  X:\n    名称: 某指标\n    分值: {full}\n    规则: {rule}\n"


def outcome(rule: str, full: str, seen: Given) -> Outcome:
    """What `rule` gives for `full` points."""
    indicator = sound(single(rule, full)).indicators["X"]
    assert indicator.rule is not None
    measured = replace(seen, limits=sound(single(rule, full)).limits())
    return judge(indicator.rule, indicator.full, measured, indicator.vetoes)


def problems(rule: str, full: str = "5") -> list[str]:
    """Place and message of every error in a framework of one indicator."""
    _, found = framework(single(rule, full))
    return [f"{d.position}: {d.message}" for d in found]


def card(text: str, seen: Given, dept: str = "") -> tuple[Scorecard, list[Diagnostic]]:
    """The scorecard of a framework; `dept` is dept.yaml, whose 自评 replaces the answers of `seen`."""
    made = sound(text)
    source, found = parse(dept or "年度: 2021\n", "dept.yaml")
    assert source is not None and not found, found
    answers = {k: Answer.from_data(v) for k, v in (source.data.get("自评") or {}).items()}
    grounds = Given("", "", seen.figures, seen.facts, seen.lists, answers or seen.answers, seen.policy)
    return scorecard.score(made, grounds, source)
