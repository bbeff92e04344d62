"""The 用例 beside every pack hold for its rules: one test for each example."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import shipped

from reportgen.facts.source import load
from reportgen.scoring import cases
from reportgen.scoring.cases import Casebook

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
FILES = sorted(TEMPLATES.glob("*/用例.yaml"))


def book(file: Path) -> Casebook:
    source, found = load(file)
    assert source is not None and not found, found
    made, wrong = cases.load(source)
    assert made is not None, wrong
    return made


BOOKS = {file.parent.name: book(file) for file in FILES}


@pytest.mark.parametrize(
    ("name", "index"),
    [
        pytest.param(name, index, id=f"{name}-{index + 1}-{case.code}")
        for name, one in BOOKS.items()
        for index, case in enumerate(one.cases)
    ],
)
def test_an_example_holds(name: str, index: int) -> None:
    found = cases.check(BOOKS[name], index, shipped(name).framework, shipped(name).formulas)
    assert not found, "\n".join(map(str, found))


def test_every_pack_brings_examples() -> None:
    packs_with_rules = {file.parent.name for file in TEMPLATES.glob("*/framework.yaml")}
    assert packs_with_rules <= {name for name, one in BOOKS.items() if len(one.cases) > 3}
