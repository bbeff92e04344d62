"""Cells that are errors, in every kind of workbook; errors.* were written by LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Refused
from reportgen.workbooks import workbook
from reportgen.workbooks.faults import faults

HERE = Path(__file__).parent
SEEN = {
    "A1": "#DIV/0!", "A2": "#DIV/0!", "A3": "#REF!", "A4": "#N/A", "B2": "#VALUE!", "B3": "#VALUE!", "B4": "#NAME?",
}  # fmt: skip
OWN_WORDS = {"B2": "Err:502", "B3": "Err:502"}  # LibreOffice's for its own errors


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("errors.xls", {"甲": SEEN}),
        ("errors-large.xls", {"甲": SEEN, "Second": {"C4": "#DIV/0!"}}),
        ("errors.ods", {"甲": {**SEEN, **OWN_WORDS}}),
    ],
)
def test_errors_are_seen(name: str, seen: dict[str, dict[str, str]]) -> None:
    found, told = workbook.sheets((HERE / name).read_bytes(), Path(name))
    assert {sheet.name: dict(sheet.faulty) for sheet in found} == seen
    assert told == []


@given(st.sampled_from(["errors.xls", "errors-large.xls"]), st.integers(0, 30_000), st.binary(min_size=1, max_size=6))
def test_what_is_damaged_says_nothing_and_ends(name: str, at: int, garbage: bytes) -> None:
    data = (HERE / name).read_bytes()
    faults(data[: at % len(data)] + garbage + data[at % len(data) + len(garbage) :])
    faults(data[: at % len(data)])


def test_a_workbook_with_a_password_is_told() -> None:
    data = (HERE / "errors.xls").read_bytes() + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused, match="有打开密码") as refusal:
        workbook.sheets(data, Path("填报表.xlsx"))
    assert "去掉密码，保存后再试" in refusal.value.diagnostics[0].hint
