"""The shipped sample as inputs that a test may change."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from reportgen import pipeline
from reportgen.cache import store
from reportgen.evaluation import Evaluation
from reportgen.facts.records.answer import Answer
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.pipeline import Inputs, Press
from reportgen.stages.inputs import Wanted
from reportgen.values import replace

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
COMPACT = ROOT / "tests" / "compact"  # the samples in the short layout, which tests change
FUTIAN = COMPACT / "futian-kechuang-2021" / "dept.yaml"


def kept(pack: str | None = None) -> Wanted:
    """The pack that a dept.yaml names, or another, from this run's cache and compiled into it."""
    return Wanted(pack, store.users())


def read_inputs(path: Path, pack: Pack | str | None = None) -> Inputs:
    """Everything a dept.yaml needs."""
    return pipeline.read(path, pack if isinstance(pack, Pack) else kept(pack))[0]


@cache
def inputs(path: Path = FUTIAN) -> Inputs:
    """Everything the sample needs, read once."""
    return read_inputs(path)


@cache
def shipped(name: str) -> Pack:
    """A pack that comes with the program, read once."""
    return packs.load(name, [TEMPLATES], cache=store.users())[0]


@cache
def shipped_press(name: str) -> Press:
    """Its template, compiled once."""
    return pipeline.press(shipped(name))


def changed(given: Inputs, **fields: Any) -> Inputs:
    """The same inputs with other fields of the department, by English name."""
    return replace(given, department=replace(given.department, **fields))


def answered(given: Inputs, **answers: dict[str, Any]) -> Inputs:
    """The same inputs with other answers under 自评, by code (B12_2 for B12.2)."""
    own = dict(given.department.answers)
    own |= {code.replace("_", "."): Answer.from_data(answer) for code, answer in answers.items()}
    return changed(given, answers=own)


def evaluated(given: Inputs) -> Evaluation:
    """The evaluation alone."""
    return pipeline.evaluate(given)[0]
