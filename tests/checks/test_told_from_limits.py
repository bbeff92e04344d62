"""Whatever is printed and compared with a limit is printed on the side of it where the rule sees it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dossier import written
from hypothesis import given
from hypothesis import strategies as st
from sample import FUTIAN, read_inputs

from reportgen import cli, pipeline, word
from reportgen.chinese import measured, money, number, percent, side
from reportgen.facts.records import quantity

NOW = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)
D = Decimal
# what is changed, the indicator, what must be read, what must not
CASES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"满意度": {"值": "94.996%", "样本数": "2000"}, "自评/C42": None}, "C42", "94.996%", "95.00%"),
    ({"满意度": {"值": "89.9951%"}, "自评/C42": None}, "C42", "89.995%", "90.00%"),
    ({"采购": {"计划": "30000", "实际": "30001"}}, "B11", "100.003%", "100.00%"),
    ({"采购": {"计划": "30000", "实际": "29999"}}, "B11", "99.997%", "100.00%"),
    ({"资产/固定资产/全部": "30000", "资产/固定资产/在用": "26999"}, "B32", "89.997%", "90.00%"),
    ({"人员/在编": "9501", "人员/核定编制": "9501", "人员/工勤": None, "人员/雇员": None, "人员/劳务派遣": "500",
      "人员/直接聘用": None}, "B42", "4.9995%", "5.00%"),
    ({"三公": {"合计": {"预算": "30000", "决算": "26999"}}}, "C11", "89.997%", "90.00%"),
    ({"季度": {"累计进度": ["24.9999%", "49%", "74%", "99%"]}}, "C21", "99.9996%", "100.00%"),
]  # fmt: skip


def told(dept: Path, code: str) -> str:
    """All that is told of department `dept`: its report, the notes of a review copy, and `explain` of an indicator."""
    inputs = read_inputs(dept)
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    made, _ = pipeline.render(evaluation, inputs.pack)
    notes = [line for note in pipeline.reviewed(inputs, evaluation, NOW).notes.values() for line in note.lines]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        assert cli.main(["explain", str(dept), code]) == cli.DONE
    evidence = "\n".join(evaluation.evidence.values())
    return "\n".join([word.outline(made), *notes, out.getvalue(), evidence])


@cache
def as_it_was(code: str) -> str:
    """All that is told of the sample."""
    return told(FUTIAN, code)


@pytest.mark.slow
@pytest.mark.parametrize(("changes", "code", "read", "unread"), CASES, ids=[f"{c[1]}-{c[2]}" for c in CASES])
def test_no_place_rounds_a_value_to_the_limit_that_it_misses(
    changes: dict[str, Any], code: str, read: str, unread: str, tmp_path: Path
) -> None:
    before = as_it_was(code)
    own = "季度" not in changes  # what people wrote of the quarters names spending that is not given then
    after = told(written(tmp_path, changes, people=own), code)
    assert read in after
    assert not [line for line in after.split("\n") if line not in before.split("\n") and unread in line]


limits = st.decimals("0", "3", places=4)


@given(limits, st.decimals("-0.00009", "0.00009", places=9), st.integers(0, 4))
def test_a_rate_is_read_on_the_side_of_its_limit_where_it_lies(limit: Decimal, off: Decimal, places: int) -> None:
    text = percent(measured(limit + off, [limit]), places)
    seen = quantity.parse(text)
    assert seen is not None and side(seen, limit) == side(limit + off, limit)


def test_as_many_decimals_as_it_takes_and_no_more() -> None:
    assert percent(D("0.94996")) == "95.00%"
    assert percent(measured(D("0.94996"), [D("0.95")])) == "94.996%"
    assert percent(measured(D("0.95"), [D("0.95")])) == "95.00%"
    assert percent(measured(D("0.125"), [D("0.125")]), 0) == "12.5%"
    assert percent(D("0.99999")) == "99.999%" and percent(D("0.00004")) == "0.004%" and percent(D(0)) == "0.00%"
    assert percent(D(1) / D(3) * D(3)) == "100.00%"
    assert money(D("0.001")) == "0.001" and money(D("-0.004")) == "－0.004"
    assert number(measured(D("99.9961"), [D(100)]), 2) == "99.996"
