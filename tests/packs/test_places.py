"""Where sentences stand: under their own heading, whatever headings a department writes; no mark goes untold."""

from __future__ import annotations

import pytest
from editor.planted import DOCUMENT, edit, pack
from sample import ROOT, answered, changed, evaluated, inputs, shipped

from reportgen import pipeline, word
from reportgen.checks.untold import effects_missed, every_mark_told
from reportgen.editor import check as checking
from reportgen.facts import department as departments
from reportgen.facts.department import Department
from reportgen.facts.records.dossier import Narrative
from reportgen.facts.records.results import Effect
from reportgen.findings.rectification import Rectification
from reportgen.pipeline import Inputs
from reportgen.values import replace

KEPT = {"pack", "year", "office", "answers"}
PACKS = ("base", "futian", "dapeng", "pingshan")
OWN = "### 部门自拟的小标题\n部门自己写的话。"


def like(name: str) -> Inputs:
    """The Futian sample under pack `name`, every text of the department with a heading of its own."""
    texts = Narrative(**dict.fromkeys(Narrative.fields_by_name, OWN))
    return replace(changed(inputs(), narrative=texts), pack=shipped(name))


def told(given: Inputs) -> tuple[str, dict[str, str]]:
    """The finished report as text, and its remarks."""
    evaluation = evaluated(given)
    made, _ = pipeline.render(evaluation, given.pack)
    return word.outline(made), evaluation.remarks


@pytest.mark.slow
@pytest.mark.few(2)
@pytest.mark.parametrize("name", PACKS)
def test_no_generated_sentence_stands_under_a_heading_of_the_departments_text(name: str) -> None:
    outline, remarks = told(like(name))
    heading = ""
    for line in outline.split("附件1")[0].splitlines():
        heading = line if line.startswith("#") else heading
        if "部门自拟的小标题" in heading:
            assert not any(remark and remark in line for remark in remarks.values()), line
            assert not line.startswith("|"), line


@pytest.mark.parametrize(("here", "there"), [(False, "公平性"), (True, "公众或服务对象满意度")])
def test_dapeng_lets_the_department_choose_where_satisfaction_is_told(here: bool, there: str) -> None:
    outline, remarks = told(changed(like("dapeng"), options={"满意度写入效果性": here}))
    lines = outline.split("附件1")[0].splitlines()
    at = next(i for i, line in enumerate(lines) if remarks["C42"] in line)
    heading = next(line for line in reversed(lines[:at]) if line.startswith("#"))
    assert there in heading
    assert sum(remarks["C42"] in line for line in lines) == 1


def least() -> Department:
    """A department of which only the name is given."""
    department, _, _ = departments.parse("套件: base\n年度: 2021\n部门: {全称: 某局}\n", "dept.yaml")
    assert department
    return department


@pytest.mark.slow
@pytest.mark.few(2)
@pytest.mark.parametrize("name", PACKS)
def test_every_mark_is_told_even_where_nothing_else_is_given(name: str) -> None:
    given = like(name)
    by_hand = {n.code: {"得分": "0", "理由": f"没有{n.code}的资料"} for n in evaluated(given).scorecard.nodes if n.mark}
    given = changed(given, **{own: getattr(least(), own) for own in Department.fields_by_name if own not in KEPT})
    given = replace(given, people=Rectification())
    evaluation = evaluated(answered(given, **by_hand))
    made, _ = pipeline.render(evaluation, given.pack)
    assert [d.message for d in every_mark_told(evaluation, word.outline(made))] == []


def test_an_indicator_that_a_template_leaves_out_is_found() -> None:
    evaluation = evaluated(inputs())
    outline = "\n".join(text for code, text in evaluation.remarks.items() if code != "C42")
    assert ["（C42）" in d.message for d in every_mark_told(evaluation, outline)] == [True]


@pytest.mark.slow
def test_pack_check_names_what_a_template_does_not_tell(tmp_path) -> None:
    folder = pack(tmp_path / "templates", "luohu", "futian")

    def other(xml: str) -> str:
        return xml.replace("{%p block 前言 %}", "{%p block 公平性 %}").replace("{{p super() }}", "另行报告。")

    edit(folder / "report.docx", DOCUMENT, other)
    found = [str(d) for d in checking.check("luohu", (tmp_path / "templates", ROOT / "templates"))]
    assert any("不写指标 C41" in text for text in found), found


def test_full_marks_beside_an_effect_that_misses_its_target() -> None:
    row = {"名称": "PCT申请量", "目标值": "500", "实际值": "307"}
    given = changed(inputs(), effects=(Effect.from_data(row),))
    evaluation = evaluated(given)
    assert ["PCT申请量" in d.message for d in effects_missed(evaluation, "")] == [True]
    assert list(effects_missed(evaluated(inputs()), "")) == []
    made, _ = pipeline.render(evaluation, given.pack)
    assert "没有达到目标值的效果指标有：PCT申请量（目标值500，实际307）。" in word.outline(made)
