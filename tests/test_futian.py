"""The Futian sample against what the department published: marks, figures, praise, and text that comes out as typed."""

import re
from functools import cache

import pytest
from sample import FUTIAN, answered, changed, evaluated, inputs

from reportgen import pipeline, word
from reportgen.diagnostics import Refused
from reportgen.values import replace

MARKS = (
    "A11 5 A12 5 A21 2 A22 6 B11 2 B12 2 B13 3 B21 2 B22 2 B31 2 B32 1 B41 1 B42 0 B51 3 "
    "C11 6 C21 4.94 C22 8 C23 6 C31 25 C41 3 C42 6"
)
FIGURES = {
    "报告": ("2021"),
    "职能": ("13"),
    "预算编制": ("681.36 42507.85 43189.21 100 7.30 5.00 0.00 3.67 8.67 1607.45 3.87 642.21 39.15 22.33 4"),
    "预算执行": (
        "43189.21 81164.95 710.04 80454.91 79260.57 631.07 78629.50 97.65 681.36 88.88 642.21 "
        "670.89 606.07 90.34 39.15 25.00 63.86 42507.85 97.73 0.00"
    ),
    "采购": ("1931.52 730.68"),
    "项目管理": ("18 81164.95 79260.57 97.65"),
    "资产": ("4013.55 265 186.13 108.67 2 172.00 100 88 22 7.61 66 9.37 16.98"),
    "人员": ("21 17 7 1 14 42.42 606.07 489.49 15.48"),
    "三公": ("8.67 3.67 3.15 5.00 1.64 4.79"),
    "公用经费": ("39.15 25.00 63.86"),
    "季度执行": (
        "81164.95 12693.28 33284.43 52925.34 79260.57 25 50 75 100 62.56 82.02 86.94 97.65 82.29 "
        "15.64 25.37 34799.99 0.00"
    ),
    "绩效指标": (
        "50 8 140 5 9 7 6 561 20+7 3 203 500 3.5 11 800 4 2175 3.0 407 5000 166 12 935 18 20 10 "
        "150 100 734 31 266 347 64 16 62.5 44 30 1000 10000 120 25 230 14 45 1 38 90 22 14164900"
    ),
    "评分": ("94.94 20 60 10 8 4 3 2 6 25 9 5 7 1 0 4.94"),
    "问题": ("2 1 1.06"),
}
SLIPS = {"24.64": "15.97", "55.23": "55.25"}  # published: a subtotal counted twice; 4.79 ÷ 8.67 rounded wrongly
PRAISE = re.compile("良好|较好|较高|及时|完整|规范|健全|明确|合理|有效|充分|完备|畅通|安全")
DENIED = re.compile("没有|未|不|缺|低于|超出|扣")


@cache
def outline(path=FUTIAN) -> str:
    """The finished report as text."""
    given = inputs(path)
    made, _ = pipeline.render(evaluated(given), given.pack)
    return word.outline(made)


def test_the_marks_are_the_published_ones():
    card = evaluated(inputs()).scorecard
    assert " ".join(f"{n.code} {n.mark.points.normalize():f}" for n in card.nodes if n.mark) == MARKS
    assert (str(card.total), card.grade) == ("94.94", "优")


@pytest.mark.parametrize("code", ["C21", "B12", "B42", "C11", "C23"])
def test_these_marks_are_computed_not_given(code):
    mark = next(n.mark for n in evaluated(inputs()).scorecard.nodes if n.code == code)
    assert not mark.manual


def test_the_rule_for_procurement_stays_visible_beside_the_persons_score():
    mark = next(n.mark for n in evaluated(inputs()).scorecard.nodes if n.code == "B11")
    assert (str(mark.rule_points), str(mark.points), mark.manual) == ("1.38", "2.00", True)
    assert mark.reason


@pytest.mark.parametrize("group", FIGURES)
def test_every_published_figure_is_in_the_report(group):
    missing = [f for f in FIGURES[group].split() if not re.search(rf"(?<![\d.]){re.escape(f)}(?![\d])", outline())]
    assert missing == []


@pytest.mark.parametrize(("slip", "right"), SLIPS.items())
def test_slips_of_the_published_report_are_not_repeated(slip, right):
    assert slip not in outline()
    assert right in outline()


def worst():
    """The sample with points lost on every indicator that a person answers."""
    lost = {code: {"要点": dict.fromkeys("12345"[:n], "否")} for code, n in (("A11", 5), ("A22", 5), ("B51", 3))}
    lost |= {code: {"要点": dict.fromkeys("12", "否")} for code in ("B21", "B22", "B31")}
    lost |= {code: {"数量": 9} for code in ("A12", "A21")}
    lost |= {"C31": {"扣分": "9", "理由": "三项成效缺少资料佐证"}, "C42": {"得分": "1", "理由": "回访结果只有七成"}}
    lost |= {"C22": {"得分": "0", "理由": "两项任务推迟到下一年"}, "B11": {"得分": "0", "理由": "采购计划没有执行"}}
    return answered(inputs(), **lost)


@pytest.mark.parametrize("given", [inputs(), worst()], ids=["sample", "worst"])
def test_praise_follows_the_marks(given):
    evaluation = evaluated(given)
    for node in evaluation.scorecard.nodes:
        if node.mark and node.mark.lost:
            for clause in re.split("[，。；]", evaluation.remarks[node.code]):
                assert not PRAISE.search(clause) or DENIED.search(clause), (node.code, clause)


def test_no_template_praises_by_itself():
    """Take every remark and every text of the department's away: no praise may be left in what the template says."""
    given = worst()
    evaluation = evaluated(changed(given, narrative=None, tasks=()))
    silent = replace(evaluation, remarks={}, findings=())
    made = pipeline.printed(silent, pipeline.press(given.pack))
    body = [line for line in word.outline(made).split("附件1")[0].splitlines() if not line.startswith("#")]
    for sentence in re.split("[\n。；]", "\n".join(body)):
        quoted = "|".join(["《[^》]*》", "“[^”]*”", *(n.name for n in evaluation.scorecard.nodes)])
        assert not PRAISE.search(re.sub(quoted, "", sentence)), sentence


TYPED = ["{{ 年度 }}", "{% if 甲 %}", "收入<支出", "甲&乙", "a &amp; b", "好👍", "｛｛全角｝｝", "]]>"]


@pytest.mark.few(3)
@pytest.mark.parametrize("typed", TYPED)
def test_narrative_comes_out_as_typed(typed):
    narrative = replace(inputs().department.narrative, duties=f"职能{typed}如上。")
    given = changed(inputs(), narrative=narrative)
    made, _ = pipeline.render(evaluated(given), given.pack)
    assert f"职能{typed}如上。" in word.outline(made)


def test_control_characters_are_refused():
    narrative = replace(inputs().department.narrative, duties="职能\x0b如上。")
    given = changed(inputs(), narrative=narrative)
    with pytest.raises(Refused):
        pipeline.render(evaluated(given), given.pack)
