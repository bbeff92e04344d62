"""A zero below the line with a value above it: said as it is, never asked for as if it were missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from dossier import written
from sample import read_inputs

from reportgen import pipeline
from reportgen.scoring.mark import State

ZERO = {"预算": "0", "决算": "0"}
NO_BUDGET = {"因公出国境": ZERO, "公务用车": ZERO, "公务接待": {"预算": "0", "决算": "1.2"}}
FROM_APRIL = {
    "累计支出": ["0", "33284.43", "52925.34", "79260.57"],
    "指标总额": ["0", "81164.95", "81164.95", "81164.95"],
}


def pending(folder: Path, changes: dict[str, Any]) -> dict[str, str]:
    """What the sample with `changes` asks for, by 编号; each mark waits for a judgement, none for data."""
    inputs = read_inputs(written(folder, changes))
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    waiting = [node.mark for node in evaluation.scorecard.nodes if node.mark and node.mark.pending]
    assert {mark.state for mark in waiting} == {State.JUDGE}
    return {mark.code: "\n".join(mark.asked) for mark in waiting}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"三公": NO_BUDGET}, "三公经费控制率：1.20 ÷ 0.00，分母为零而分子不为零（分母：三公.合计.预算）"),
        ({"人员/核定编制": "0"}, "财政供养人员控制率：18 ÷ 0，分母为零而分子不为零（分母：人员.核定编制）"),
        ({"季度": FROM_APRIL}, "季度.指标总额.一季度为零，算不出累计进度；"),
    ],
)
def test_what_is_so_and_what_may_be_written_is_told(tmp_path: Path, changes: dict[str, Any], words: str) -> None:
    asked = pending(tmp_path, changes)
    assert any(words in text for text in asked.values()), asked
    assert not any("请填写 三公" in text or "请填写 财政供养人数" in text for text in asked.values())
    assert all("理由，以及 得分 或“不适用: 是”" in text for text in asked.values())


def test_progress_of_a_department_set_up_in_april_may_be_written(tmp_path: Path) -> None:
    progress = {**FROM_APRIL, "累计进度": ["0%", "41%", "65%", "97.65%"]}
    inputs = read_inputs(written(tmp_path, {"季度": progress}, people=False))
    evaluation, _ = pipeline.evaluate(inputs, draft=True)
    assert not any(node.mark and node.mark.pending for node in evaluation.scorecard.nodes)
