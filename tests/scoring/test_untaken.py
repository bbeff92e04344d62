"""Rows of a list whose 维度 no indicator takes are told, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import written
from editor.planted import pack
from sample import read_inputs

from reportgen import pipeline

SAMPLE = "hunan-demo-2022"
SPLIT = "指标: {X21: {规则: {维度: %s}}}\n"
ROWS = [
    {"名称": "培训", "维度": "社会效益", "目标值": "1", "实际值": "1"},
    {"名称": "减排", "维度": "生态效益", "目标值": "1", "实际值": "1"},
    {"名称": "增收", "目标值": "1", "实际值": "1"},
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("dimensions", "expected"),
    [
        ("[社会效益]", ["“减排”的维度“生态效益”没有指标评分", "“增收”没有写维度"]),
        ("[社会效益, 生态效益]", ["“增收”没有写维度"]),
        ("[]", []),
    ],
)
def test_a_row_that_no_indicator_scores_is_told(dimensions: str, expected: list[str], tmp_path: Path) -> None:
    made = pack(tmp_path / "templates", "tade", "hunan-demo")
    (made / "framework.yaml").write_text(SPLIT % dimensions, "utf-8")
    dept = written(tmp_path / "dept", {"套件": "tade", "效果指标": ROWS}, SAMPLE)
    _, found = pipeline.evaluate(read_inputs(dept), draft=True)
    told = [d for d in found if d.code == "row-untaken"]
    assert [d.message for d in told] == [f"{words}，这一行不计分" for words in expected]
    lines = dept.read_text("utf-8").splitlines()
    for diagnostic in told:
        at = diagnostic.position
        assert at and at.line and any(lines[at.line - 1].endswith(end) for end in ("生态效益", "名称: 增收"))
        assert "评分的维度有：社会效益" in diagnostic.hint


@pytest.mark.parametrize("sample", ["futian-kechuang-2021", "dapeng-zhengshu-2021", "pingshan-kechuang-2021", SAMPLE])
def test_the_samples_have_none(sample: str, tmp_path: Path) -> None:
    _, found = pipeline.evaluate(read_inputs(written(tmp_path, {}, sample)))
    assert not [d for d in found if d.code == "row-untaken"]
