"""What CONTRIBUTING's recipes ask of each new part: one walk over all, saying in words what is missing where."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from reportgen import checks, pipeline
from reportgen.editor.catalogue.rule_examples import EXAMPLES
from reportgen.facts.source import parse
from reportgen.pipeline.outputs import output
from reportgen.scoring.kinds import KINDS, Rule
from reportgen.statements.codes import CODES
from reportgen.statements.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
_CODE = re.compile(r'"(K\d{3})"')
_TOLD = ("error", "warning", "hint")


def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def lacks_of_kind(rule: type[Rule], name: str) -> Iterator[str]:
    """What is still to be done for the kind of rule `name`."""
    invariants, texts = import_module("test_invariants"), import_module("test_texts")
    parameters = import_module("test_every_parameter")
    told = parse(text("templates/base/wording.yaml"), "wording.yaml")[0]
    wording = (told.data["类型"].get(name) or {}) if told else {}
    yield from (f"{part} in its class" for part in ("score", "standard") if part not in vars(rule))
    if not (rule.__doc__ or "").startswith(f"{name}: "):
        yield f"a docstring that begins with “{name}: ”"
    yield from (f"{part} under 类型.{name} in templates/base/wording.yaml" for part in _WORDS if part not in wording)
    if not any(f"类型: {name}" in case for case, *_ in texts.STANDARDS):
        yield "its 评分标准 in STANDARDS of tests/scoring/test_texts.py"
    if not any(f"类型: {name}" in case for case, *_ in invariants.KINDS.values()):
        yield "an entry in KINDS of tests/scoring/test_invariants.py"
    if not any(f"类型: {name}" in case.rule for case in parameters.CASES):
        yield "a case in CASES of tests/packs/test_every_parameter.py"
    if name not in EXAMPLES:
        yield "an entry in EXAMPLES of reportgen/editor/catalogue/rule_examples.py"


_WORDS = ("问题标题", "问题描述", "整改措施")


@pytest.mark.parametrize("rule", KINDS)
def test_a_kind_of_rule_is_whole(rule: type[Rule]) -> None:
    name = str(rule.fields_by_name["kind"].default)
    assert list(lacks_of_kind(rule, name)) == [], f"the rule {name} lacks these"


def codes_of(check: Callable[..., Any]) -> set[str]:
    """The codes of diagnostics that the file of a check may tell."""
    tree = ast.parse(text(check.__module__.replace(".", "/") + ".py"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.args]
    firsts = [n.args[0] for n in calls if isinstance(n.func, ast.Name) and n.func.id in _TOLD]
    return {str(first.value) for first in firsts if isinstance(first, ast.Constant)}


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_a_check_is_whole(check: Callable[..., Any]) -> None:
    cases = "".join(path.read_text("utf-8") for path in (ROOT / "tests" / "checks").glob("*.py"))
    lacking = [] if check.__doc__ else ["a docstring"]
    known = codes_of(check)
    lacking += [] if known else ["a diagnostic with a code of its own"]
    lacking += [f"a case in tests/checks that expects “{code}”" for code in sorted(known) if f'"{code}"' not in cases]
    assert lacking == [], f"the check {check.__module__}.{check.__name__} lacks these"


_BY_DATA = ("checks/test_written.py", "audit/test_data.py")  # cases of rules that need a department's data


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_rule_over_texts_is_whole(rule: Callable[..., Any]) -> None:
    known = set(_CODE.findall(text(rule.__module__.replace(".", "/") + ".py")))
    cases = str(import_module("test_rules").HITS) + "".join(text(f"tests/{name}") for name in _BY_DATA)
    lacking = [] if rule.__doc__ else ["a docstring"]
    lacking += [f"{code} in statements/codes/" for code in sorted(known) if code not in CODES]
    lacking += [f"{code} in HITS of tests/statements/test_rules.py" for code in sorted(known) if code not in cases]
    assert known and lacking == [], f"the rule {rule.__module__}.{rule.__name__} lacks these"


@pytest.mark.parametrize("name", pipeline.OUTPUTS)
def test_an_output_is_whole(name: str) -> None:
    own = output(name)
    lacking = [] if import_module(f"reportgen.pipeline.outputs.{name}").__doc__ else ["a docstring"]
    lacking += [] if own.suffix in text("README.md") else [f"a word about {own.suffix} files in README.md"]
    assert lacking == [], f"the output {name} lacks these"
