"""不适用 and 总分调整 in the report: what was left out, every adjustment by name, and sums that a reader can follow."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from dossier import SAMPLES, written
from editor.planted import pack
from sample import read_inputs, shipped

from reportgen import pipeline, word
from reportgen.chinese import points, rounded
from reportgen.cli import show
from reportgen.cli.explained import known
from reportgen.evaluation import Evaluation

D = Decimal
PACKS = [sample for sample in SAMPLES if not sample.startswith("hunan")]
ADJUSTED = """
总分调整:
  XS: {名称: 督查系数, 方式: 系数, 系数: 0.9}
  KF: {名称: 通报扣分, 方式: 扣分, 上限: 5}
  JF: {名称: 改革创新加分, 方式: 加分, 上限: 3}
"""
ANSWERS = {
    "自评/XS": {"等级": "是", "理由": "督查不合格"},
    "自评/KF": {"扣分": "1.5", "理由": "被通报一次"},
    "自评/JF": {"得分": "2", "理由": "试点获推广。"},
}
NO_SURVEY = {"不适用": "是", "理由": "没有直接服务对象"}


def built(folder: Path, sample: str, framework: str, changes: dict[str, object]) -> tuple[Evaluation, str]:
    """The sample under a pack of its own that says `framework` besides, as evaluated and as its parent prints it."""
    own = sample.split("-", maxsplit=1)[0]
    made = pack(folder / "templates", "tade", own)
    (made / "framework.yaml").write_text(framework, "utf-8")
    inputs = read_inputs(written(folder / "dept", {"套件": "tade", **changes}, sample))
    evaluation, _ = pipeline.evaluate(inputs)
    document, _ = pipeline.render(evaluation, shipped(own))
    return evaluation, word.outline(document)


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("sample", PACKS)
def test_an_indicator_that_does_not_apply_is_left_out_and_said_so(sample: str, tmp_path: Path) -> None:
    made, text = built(tmp_path, sample, "不适用: 剔除换算\n", {"自评/C42": NO_SURVEY, "满意度": None})
    card = made.scorecard
    earned = sum(node.mark.points for node in card.nodes if node.mark and node.mark.points is not None)
    assert card.total == rounded(earned * 100 / 94)
    said = f"（6分）不适用，其余指标得{points(earned)}分，按94分换算为100分制得{points(card.total)}分"
    assert text.count(said) >= 2, "in the text and by the table"
    row = next(line for line in text.split("\n") if line.startswith("|") and "公众或服务对象满意度" in line)
    assert "—" in [cell.strip() for cell in row.split("|")]


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("sample", PACKS)
def test_every_adjustment_of_the_total_is_named_and_the_sums_can_be_followed(
    sample: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, text = built(tmp_path, sample, ADJUSTED, ANSWERS)
    card = made.scorecard
    listed = not sample.startswith("pingshan")  # whose text has the total alone
    assert ("各一级指标的得分：" in text) is listed, "their sum is not the total: they are not said to be of it"
    leaves = sum(node.mark.points for node in card.nodes if node.mark and node.mark.points is not None)
    assert card.total == rounded(leaves * D("0.9")) - D("1.5") + 2
    for said in (
        f"各指标得分合计{points(leaves)}分",
        "督查系数，总分乘以0.9：督查不合格",
        "通报扣分，扣1.5分：被通报一次",
        "改革创新加分，加2分：试点获推广",
        f"总分为{points(card.total)}分",
    ):
        assert text.count(said) >= 2, said
    formulas = shipped(sample.split("-", maxsplit=1)[0]).formulas
    explained = [told for name in ("督查系数", "KF", "JF") for told in known(made, {}, formulas)[name]]
    out = show.Out()
    for explain in explained:
        explain(out)
    shown = capsys.readouterr().out
    for said in ("XS 督查系数（总分调整，系数）", "总分乘以 0.9", "总分 －1.5 分", "总分加 2 分", "被通报一次"):
        assert said in shown
    assert card.base is not None and card.total == card.base + card.bonus
    assert sum(loss.points for loss in card.losses) == card.full - card.base


@pytest.mark.slow
@pytest.mark.few(1)
@pytest.mark.parametrize("sample", PACKS)
def test_a_plain_total_needs_no_word(sample: str, tmp_path: Path) -> None:
    made, text = built(tmp_path, sample, "不适用: 满分\n", {})
    assert made.scorecard.notes == () and "各指标得分合计" not in text
