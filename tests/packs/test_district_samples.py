"""The districts' samples: their totals, what they rest on, and that people answered for every lost point."""

from decimal import Decimal

import pytest
from sample import COMPACT, evaluated, inputs, read_inputs

from reportgen import pipeline

DAPENG, PINGSHAN, HUNAN = "dapeng-zhengshu-2021", "pingshan-kechuang-2021", "hunan-demo-2022"
TOTALS = {
    DAPENG: ("93.76", "优", "A22 2 B12 1 C11 1 C23 0.24 C31 2"),
    PINGSHAN: ("95.9", "优", "A11 1 B11 0.1 B12 1 C11 1 C31 1"),
    HUNAN: ("86.28", "良", "T11 1 T12 2 G11 2 G12 1 G14 2 G22 0.42 G31 2 G32 1 X21 0.3 X22 2"),
}
COMPUTED = {
    DAPENG: "B12.2 0 C11 5 C21 6 C23 5.76 B11.1 1 B41 1 C42 6",
    PINGSHAN: "B11.1 0.9 B12.2 0 B41 1",
    HUNAN: "T11 4 T12 6 G11 3 G12 4 G14 3 G21 8 G22 5.58 X11 9 X21 11.7 X22 4",
}


def given(name):
    return inputs(COMPACT / name / "dept.yaml")


def pairs(text):
    words = text.split()
    return {code: Decimal(points) for code, points in zip(words[::2], words[1::2], strict=True)}


@pytest.mark.parametrize(("name", "expected"), TOTALS.items(), ids=TOTALS.keys())
def test_total_grade_and_losses(name, expected):
    card = evaluated(given(name)).scorecard
    total, grade, losses = expected
    assert (card.total, card.grade) == (Decimal(total), grade)
    assert {loss.code: loss.points for loss in card.losses} == pairs(losses)


@pytest.mark.parametrize(("name", "expected"), COMPUTED.items(), ids=COMPUTED.keys())
def test_what_figures_decide_is_computed_and_not_typed(name, expected):
    sample = given(name)
    marks = {node.code: node.mark for node in evaluated(sample).scorecard.nodes if node.mark}
    for code, points in pairs(expected).items():
        answer = sample.department.answers.get(code)
        assert answer is None or (answer.points, answer.deducted, answer.count) == (None, None, None), code
        mark = marks[code.split(".")[0]]
        assert not mark.manual, code
        if "." in code:
            lost = sum(gap.points for gap in mark.gaps if gap.code == code)
            assert lost == 1 - points, code
        else:
            assert mark.points == points, code


@pytest.mark.parametrize("name", TOTALS)
def test_every_lost_point_has_a_cause_measures_owners_and_dates(name):
    evaluation, found = pipeline.evaluate(given(name))
    assert sum(f.points for f in evaluation.findings) == 100 - evaluation.scorecard.total
    for finding in evaluation.findings:
        assert finding.cause and len(finding.measures) >= 2, finding.title
        assert all(m.owner and m.due and m.outcome for m in finding.measures), finding.title
    assert not [d for d in found if d.code == "asked"]


def test_a_framework_written_from_nothing_keeps_no_indicator_of_its_parent():
    pack = given(HUNAN).pack
    assert pack.folders[-1].name == "base"
    assert {code[0] for code in pack.framework.indicators} == {"T", "G", "X"}
    assert {code[0] for code in pack.wording.book.by_code} == {"T", "G", "X"}
    assert pack.wording.book.by_kind and "预算执行率" in pack.formulas.specs


def test_an_earlier_year_is_a_child_pack_that_scores_like_its_parent():
    path = COMPACT / DAPENG / "dept.yaml"
    earlier = read_inputs(path, "dapeng-2020-zhichu")
    evaluation = evaluated(earlier)
    assert evaluation.scorecard.total == Decimal("93.76")
    assert evaluation.words.address.subject == "单位"
    assert evaluation.words.title == "部门整体支出绩效自评报告"
