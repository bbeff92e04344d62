"""核查.必备: a section that would vanish because of a gap is asked for, and one of which nothing was given is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import SAMPLES, written
from editor.planted import pack
from sample import read_inputs

from reportgen import pipeline, word
from reportgen.diagnostics import Diagnostic, Refused

SHENZHEN = [sample for sample in SAMPLES if not sample.startswith("hunan")]


def told(dept: Path, *, draft: bool = False) -> list[Diagnostic]:
    """What is said of sections that cannot be written."""
    try:
        _, found = pipeline.evaluate(read_inputs(dept), draft=draft)
    except Refused as refusal:
        found = list(refusal.diagnostics)
    return [d for d in found if d.code == "section"]


BUDGET = {
    "人员经费": {"年初": "60", "调整后": "60", "支出": "58"},
    "日常公用经费": {"年初": "20", "调整后": "20", "支出": "18"},
    "项目支出": {"年初": "100", "调整后": "120", "支出": "110"},
}
GAPS = [
    (("项目支出", "支出"), "预算执行情况"),
    (("项目支出", "调整后"), "预算执行情况"),
    (("人员经费", "支出"), "预算执行情况"),
    (("日常公用经费", "年初"), "部门预算编制情况"),
]


@pytest.mark.few(4)
@pytest.mark.parametrize("sample", SHENZHEN)
@pytest.mark.parametrize(("gap", "section"), GAPS)
def test_a_section_with_a_gap_is_asked_for(sample: str, gap: tuple[str, str], section: str, tmp_path: Path) -> None:
    kind, column = gap
    rest = {name: value for name, value in BUDGET[kind].items() if name != column}
    dept = written(tmp_path, {"预算": {**BUDGET, kind: rest}}, sample)
    lacking = f"预算.{kind}.{column}"
    final, drafted = (told(dept, draft=draft) for draft in (False, True))
    for found, severity in ((final, "error"), (drafted, "warning")):
        assert [d.message for d in found] == [f"“{section}”写不出来，缺 {lacking}"]
        assert found[0].severity.name.lower() == severity
    at = final[0].position
    assert at and at.file == str(dept) and at.line, "the line of what is there of the group"


@pytest.mark.slow
@pytest.mark.parametrize("sample", SHENZHEN)
def test_the_sample_lacks_none_and_neither_does_one_without_a_budget(sample: str, tmp_path: Path) -> None:
    assert not told(written(tmp_path / "sample", {}, sample))
    assert not told(written(tmp_path / "whole", {"预算": BUDGET}, sample), draft=True)
    assert not told(written(tmp_path / "none", {"预算": None}, sample), draft=True)


@pytest.mark.slow
def test_a_district_asks_for_its_own_sections(tmp_path: Path) -> None:
    """必备 of a pack is merged by name: another section, and one of the parent's that is not asked for."""
    made = pack(tmp_path / "templates", "tade", "futian")
    with (made / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("核查: {必备: {三公经费情况: [三公.合计.决算], 预算执行情况: []}}\n")
    own = {"套件": "tade", "三公/合计/决算": None, "三公/公务接待/决算": None, "三公/公务用车/决算": None}
    dept = written(tmp_path / "dept", {**own, "预算/合计": None, "预算/项目支出/支出": None}, "futian-kechuang-2021")
    found = told(dept)
    assert [d.message.split("写不出来")[0] for d in found] == ["“三公经费情况”"]
    assert "三公.公务接待.决算" in found[0].message or "三公.合计.决算" in found[0].message


def test_what_is_asked_for_is_what_would_vanish(tmp_path: Path) -> None:
    """With the figure the report has the sentence, without it (as a draft) it has not."""
    texts = []
    for name, changes in (("whole", {}), ("gap", {"预算/合计": None, "预算/项目支出/支出": None})):
        inputs = read_inputs(written(tmp_path / name, changes, "futian-kechuang-2021"))
        evaluation, _ = pipeline.evaluate(inputs, draft=True)
        texts.append(word.outline(pipeline.render(evaluation, inputs.pack)[0]))
    assert ["全年实际支出" in text for text in texts] == [True, False]
