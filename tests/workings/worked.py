"""What 计算底稿 is made of: the samples, and every 用例 of the shipped packs and of the kinds' examples."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sample import TEMPLATES, evaluated, inputs, shipped

from reportgen.editor.catalogue import rules_manual
from reportgen.editor.catalogue.rule_examples import EXAMPLES, FULL
from reportgen.facts.source import NOWHERE, Source, load, parse
from reportgen.pipeline.outputs.output import Job
from reportgen.pipeline.outputs.workings import worked
from reportgen.scoring import cases, framework_file, scorecard
from reportgen.scoring.formula import Formulas
from reportgen.scoring.framework import Framework
from reportgen.values import replace
from reportgen.workings.papers import Worked

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
HEAD = "名称: 例\n评分表名: 表\n等级: [{等级: 优, 下限: 90}, {等级: 差, 下限: 0}]\n"


@cache
def of_sample(path: Path) -> Worked:
    """The marks of a sample, to be worked out."""
    mine = inputs(path)
    return worked(Job(mine, evaluated(mine), NOW))


def run(framework: Framework, formulas: Formulas, source: Source, extra: Any = None) -> Iterator[tuple[str, Worked]]:
    """Each 用例 of `source`: the code that it is about, and what it is worked out from."""
    seen: list[tuple[str, Worked]] = []
    computed, scored = cases.compute, cases._scored

    def compute(figured: Formulas, known: Any, limits: Any) -> Any:
        seen.append(("", Worked(framework, figured, None, None, NOWHERE, {})))  # type: ignore[arg-type]
        return computed(figured, known, limits)

    def score(grown: Any, code: str, given: Any) -> Any:
        card, _ = scorecard.score(framework, given, NOWHERE)
        with_policy = replace(given, policy=framework.not_applicable)
        seen[-1] = (code, replace(seen[-1][1], given=with_policy, card=card))
        return scored(grown, code, given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cases, "compute", compute)
        patched.setattr(cases, "_scored", score)
        assert not [d for d in cases.run(framework, formulas, source, extra) if d.code == "case"]
    return iter(seen)


def of_packs() -> Iterator[tuple[str, str, Worked]]:
    """Every 用例 of the shipped packs: where it is from, its code, what it is worked out from."""
    for name in sorted(path.parent.name for path in TEMPLATES.glob("*/用例.yaml")):
        pack, source = shipped(name), load(TEMPLATES / name / "用例.yaml")[0]
        assert source is not None
        for code, one in run(pack.framework, pack.formulas, source, pack.info.extra):
            yield name, code, one


def of_kinds() -> Iterator[tuple[str, str, Worked]]:
    """Every 用例 of the examples of the kinds of rules."""
    formulas = shipped("base").formulas
    for kind, example in EXAMPLES.items():
        leaf = f"{{名称: 例, 分值: {FULL}, 规则: {example.rule}}}"
        source, _ = parse(f"{HEAD}满分: {FULL}\n指标:\n  X: {leaf}\n", "framework.yaml")
        framework, _ = framework_file.load(source)  # type: ignore[arg-type]
        assert framework is not None, kind
        examples, _ = parse("\n".join(f"- {one}" for one in rules_manual.cases(example)), "用例.yaml")
        assert examples is not None
        for code, one in run(framework, formulas, examples):
            yield kind, code, one


def sound(text: str) -> Framework:
    """A framework of `text` without errors."""
    source, _ = parse(HEAD + text, "framework.yaml")
    framework, found = framework_file.load(source)  # type: ignore[arg-type]
    assert framework is not None and not found, found
    return framework
