"""A figure that a person's sentence names and nobody has given: asked for in the report, a gap in a draft."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossier import written

from reportgen import pipeline
from reportgen.diagnostics import Refused, Severity, errors
from reportgen.findings.finding import Finding

NOT_GIVEN = "{{ 预算.结转结余.年末 | 万元 }}"
GAP = "【待填：预算.结转结余.年末】"


def told(folder: Path, text: str, *, draft: bool) -> tuple[Finding, list[str]]:
    """The finding of C21 with `text` as its cause, and what is said of it."""
    dept = written(folder, {}, people=False)
    (folder / "整改.yaml").write_text(f"问题:\n  - 编号: [C21]\n    原因: {text}\n", "utf-8")
    evaluation, found = pipeline.evaluate(pipeline.read(dept)[0], draft=draft)
    (one,) = (finding for finding in evaluation.findings if finding.codes == ("C21",))
    return one, [d.message for d in found if d.severity is Severity.WARNING and d.code == "wording"]


def test_it_refuses_the_report(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        told(tmp_path, f"年末结转{NOT_GIVEN}万元", draft=False)
    assert "有的数没有填" in errors(refused.value.diagnostics)[0].message


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "cause"),
    [
        (f"年末结转{NOT_GIVEN}万元，支出{{{{ 预算.合计.支出 | 万元 }}}}万元", f"年末结转{GAP}万元，支出79260.57万元。"),
        ("去年{{ 预算.去年 | 万元 }}万元", "去年【待填：预算.去年】万元。"),
        ("差额{{ 预算.结转结余.年末 - 1 }}万元", "差额【待填：预算.结转结余.年末 - 1】万元。"),
    ],
)
def test_it_is_a_gap_in_a_draft_and_told(tmp_path: Path, text: str, cause: str) -> None:
    finding, warned = told(tmp_path, text, draft=True)
    assert finding.cause == cause
    assert len(warned) == 1 and warned[0].startswith("第1个问题的原因：")


@pytest.mark.slow
def test_what_cannot_be_read_refuses_a_draft_too(tmp_path: Path) -> None:
    for text in ("甲{{ 预算. }}", "{% if 预算.去年 > 1 %}甲{% endif %}", "甲{{ 年度 | 万园 }}"):
        with pytest.raises(Refused):
            told(tmp_path, text, draft=True)
