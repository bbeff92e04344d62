"""The walk over plain data: any tree gives a record or diagnostics, and a record written is read again."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.diagnostics import Position
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.reading import InvalidError
from reportgen.facts.records.record import Record, read, records
from reportgen.facts.source import Source
from reportgen.findings.rectification import Rectification
from reportgen.packs.pack import FILES, PackInfo, chain, merged
from reportgen.packs.wording import WordingBook
from reportgen.scoring.cases import Case
from reportgen.scoring.formula.figures import Book
from reportgen.scoring.framework import Framework

PACKS = Path(__file__).resolve().parents[2] / "templates"
MODELS: dict[str, type[Record]] = {
    "dept.yaml": Department,
    "整改.yaml": Rectification,
    "pack.yaml": PackInfo,
    "framework.yaml": Framework,
    "formulas.yaml": Book,
    "wording.yaml": WordingBook,
    "用例.yaml": Case,
}
WRITTEN = ["", "是", "-1", "1e9", "5%", "12345678901", "2021-02-30", "≥95%", "分档", "组合", "要点", "{{", "满分"]


@cache
def aliases(model: type[Record]) -> tuple[str, ...]:
    """Every key that `model` or a record in it has."""
    found: dict[type[Record], None] = {model: None}
    for record in found.copy():
        _gather(record, found)
    return tuple(dict.fromkeys(field.alias for record in found for field in record.fields_by_name.values()))


def _gather(model: type[Record], found: dict[type[Record], None]) -> None:
    for field in model.fields_by_name.values():
        for inner in records(field.annotation):
            if inner not in found:
                found[inner] = None
                _gather(inner, found)


def trees(keys: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Plain data as a YAML file may hold it, by known keys and others."""
    named = st.sampled_from([*keys, "多余"])
    leaves = st.none() | st.sampled_from(WRITTEN) | st.text(max_size=3)
    return st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(named, inner, max_size=5), max_leaves=25
    )


@pytest.mark.few(3)
@pytest.mark.parametrize("file", MODELS)
@settings(max_examples=20)
@given(data=st.data())
def test_any_tree_gives_a_record_or_diagnostics(file: str, data: st.DataObject) -> None:
    model = MODELS[file]
    tree = data.draw(st.dictionaries(st.sampled_from(aliases(model)), trees(aliases(model)), max_size=6))
    made, told = read(model, Source(file, tree, {(): Position(file, 1, 1)}, {}, {}))
    assert (made is None) == bool(told)
    assert all(d.message and d.position for d in told)
    if made is not None:
        assert type(made).from_json(made.to_json()) == made


@pytest.mark.parametrize("data", [None, "", "x", [], [[]], 1, 1.5, True, {1: 2}, {"套件": {"a": float("nan")}}])
@pytest.mark.parametrize("model", MODELS.values())
def test_data_of_other_kinds_is_refused(model: type[Record], data: object) -> None:
    with pytest.raises(InvalidError):
        model.from_data(data)


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, '"\ud800"', b"\xff"])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(InvalidError):
        Department.from_json(text)


def test_rules_within_rules_without_an_end_are_refused() -> None:
    rule: dict[str, Any] = {"类型": "组合"}
    rule["部分"] = {"1": {"名称": "甲", "分值": "1", "规则": rule}, "2": {"名称": "乙", "分值": "1", "规则": rule}}
    made, told = read(Framework, Source("a", {"指标": {"A": {"名称": "甲", "分值": "1", "规则": rule}}}, {}, {}, {}))
    assert made is None
    assert [d.code for d in told] == ["depth"]


@pytest.mark.parametrize("pack", ["base", "futian", "hunan-demo"])
@pytest.mark.parametrize("file", FILES)
def test_a_pack_written_as_json_is_read_again(pack: str, file: str) -> None:
    source = merged(file, chain(pack, [PACKS]), [])
    made, told = read(MODELS[file], source) if source else (None, [])
    assert made is not None
    assert told == []
    assert type(made).from_json(made.to_json(indent=2)) == made


def test_what_was_answered_is_told_from_what_was_not() -> None:
    assert Answer.from_data({"要点": {}, "扣分": "0"}).given == {"ticks", "deducted"}
    assert Answer.from_data({"要点": {"一": None}, "扣分": None}).given == set()
    assert Answer().given == set()


def test_no_annotation_is_evaluated_when_records_are_defined() -> None:
    """A record costs next to nothing until one is read."""
    asked = "from reportgen import evaluation, packs; from reportgen.facts.records.fields import resolved as r"
    out = subprocess.run(
        [sys.executable, "-c", f"{asked}; print(r.cache_info().currsize)"], capture_output=True, text=True, check=True
    )
    assert out.stdout == "0\n"
