"""The shipped sample as inputs that a test may change."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.evaluation import Evaluation
from reportgen.facts.records.answer import Answer
from reportgen.pipeline import Inputs
from reportgen.values import replace

ROOT = Path(__file__).resolve().parents[1]
FUTIAN = ROOT / "data" / "futian-kechuang-2021" / "dept.yaml"


@cache
def inputs(path: Path = FUTIAN) -> Inputs:
    """Everything the sample needs, read once."""
    return pipeline.read(path)[0]


def changed(given: Inputs, **fields: Any) -> Inputs:
    """The same inputs with other fields of the department, by English name."""
    return replace(given, department=given.department.model_copy(update=fields))


def answered(given: Inputs, **answers: dict[str, Any]) -> Inputs:
    """The same inputs with other answers under 自评, by code (B12_2 for B12.2)."""
    own = dict(given.department.answers)
    own |= {code.replace("_", "."): Answer.model_validate(answer) for code, answer in answers.items()}
    return changed(given, answers=own)


def evaluated(given: Inputs) -> Evaluation:
    """The evaluation alone."""
    return pipeline.evaluate(given)[0]
