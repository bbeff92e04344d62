"""What a build makes once: the completed facts, the variables of the template; the printed body it does not parse."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sample import FUTIAN, read_inputs

from reportgen import pipeline, report
from reportgen.facts import department as departments
from reportgen.facts import derived
from reportgen.pipeline import Order
from reportgen.word.ooxml.package import Finished

NOW = dt.datetime(2022, 3, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each is made."""
    counts: Counter[str] = Counter()

    def count(where: Any, name: str, said: str) -> None:
        own = getattr(where, name)

        def counting(*args: Any, **kwargs: Any) -> Any:
            counts[said] += 1
            return own(*args, **kwargs)

        monkeypatch.setattr(where, name, counting)

    count(departments, "complete", "completed")
    count(derived, "complete", "completed elsewhere")
    count(report, "context", "context")
    count(Finished, "__init__", "opened")
    parse = Finished.tree

    def tree(self: Finished, name: str) -> Any:
        counts["body parsed"] += name == "word/document.xml" and name not in self._trees
        return parse(self, name)

    monkeypatch.setattr(Finished, "tree", tree)
    return counts


def test_a_build_makes_facts_and_variables_once_and_parses_no_body(tmp_path: Path, counted: Counter[str]) -> None:
    for file in FUTIAN.parent.iterdir():
        shutil.copy(file, tmp_path)
    press = pipeline.press(read_inputs(tmp_path / "dept.yaml").pack)
    counted.clear()
    built = pipeline.build(tmp_path / "dept.yaml", pack=press, now=NOW)
    assert built.path.is_file()
    assert counted == {"completed": 1, "context": 1, "opened": 1, "body parsed": 0}


@pytest.mark.slow
def test_a_press_that_is_kept_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for file in FUTIAN.parent.iterdir():
        shutil.copy(file, tmp_path)
    dept = tmp_path / "dept.yaml"
    press = pipeline.press(read_inputs(dept).pack)
    monkeypatch.setattr("reportgen.packs.pack.load", None)
    monkeypatch.setattr("reportgen.word.Template", None)
    for what in pipeline.OUTPUTS:
        if what == "overall":  # a form with a template of its own, kept on disk as every template is
            continue
        built = pipeline.produce(dept, Order(what, pack=press), NOW)
        assert built.path.is_file() and built.path.parent == tmp_path
    made = sorted(p.suffix for p in tmp_path.iterdir() if p.suffix != ".yaml")
    assert made == [".docx", ".docx", ".json", ".json", ".xlsx", ".xlsx"]
