"""同类问题: losses of one cause become one problem, people's entries are left alone, and nothing is counted twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given as random
from hypothesis import settings
from hypothesis import strategies as st
from sample import answered, evaluated, inputs
from small import Desk, given

from reportgen.facts.records.budget import QuarterRatios, Quarters
from reportgen.findings.rectification import Rectification
from reportgen.values import replace

GROUP = """同类问题:
  管理不严:
    编号: [A1, A2]
    问题标题: 管理不严，共扣{{ 扣分 | 分 }}分
"""
MEASURES = """    整改措施:
      - {措施: 每季度核对一次。, 成果: 核对表, 时限: "{{ 年度 + 1 }}年4月底前"}
      - {措施: 停止审批。, 时限: "{{ 年度 + 1 }}年3月底前", 当: 差距 == '大'}
    常见原因: [{原因: 没有人核对, 类别: 主观}]
"""


def outline(found) -> list[str]:
    return [f"{'+'.join(f.codes)} {f.points.normalize():f} {f.title}" for f in found.findings]


PROBLEMS = {
    "both lose points": (GROUP, (8, 1), ["A1+A2 30 管理不严，共扣30分"]),
    "only one does": (GROUP, (8, 0), ["A1 20 编外人员偏高"]),
    "no group": ("", (8, 1), ["A1 20 编外人员偏高", "A2 10 预算编制有差错"]),
    "the condition is true": (GROUP + "    当: 扣分 > 5\n", (8, 1), ["A1+A2 30 管理不严，共扣30分"]),
    "it is false for one": (GROUP + "    当: 扣分 > 15\n", (8, 1), ["A1 20 编外人员偏高", "A2 10 预算编制有差错"]),
    "not the item that lost": (
        GROUP.replace("[A1, A2]", "[A1, A2.其他]"),
        (8, 1),
        ["A1 20 编外人员偏高", "A2 10 预算编制有差错"],
    ),
    "the item that lost": (GROUP.replace("[A1, A2]", "[A1, A2.差错]"), (8, 1), ["A1+A2 30 管理不严，共扣30分"]),
}


@pytest.mark.parametrize(("more", "figures", "expected"), PROBLEMS.values(), ids=PROBLEMS.keys())
def test_losses_of_one_cause_make_one_problem(more, figures, expected):
    assert outline(evaluated(given(*figures, more=more))) == expected


def test_a_problem_of_several_has_the_evidence_of_each_and_every_measure_once():
    (found,) = evaluated(given(8, 1, more=GROUP)).findings
    assert found.description == "一是编外率为40.00%。二是差错1项。"
    assert [m.text for m in found.measures] == ["以8人为上限。", "每季度核对一次。", "逐项核对。"]
    assert [gap.code for gap in found.gaps] == ["A1", "A2"]


def test_a_measure_that_two_indicators_share_stands_once():
    inputs_ = given(8, 1, more=GROUP)
    book = inputs_.pack.wording.book
    one = replace(book.by_code["A1"].measures[1], text="逐项核对。")
    phrases = replace(book.by_code["A1"], measures=(book.by_code["A1"].measures[0], one))
    wording = replace(inputs_.pack.wording, book=replace(book, by_code={**book.by_code, "A1": phrases}))
    (found,) = evaluated(replace(inputs_, pack=replace(inputs_.pack, wording=wording))).findings
    assert [m.text for m in found.measures] == ["以8人为上限。", "逐项核对。"]


@pytest.mark.parametrize(("slips", "expected"), [(1, ["每季度核对一次。"]), (4, ["每季度核对一次。", "停止审批。"])])
def test_a_group_may_bring_measures_of_its_own(slips, expected):
    (found,) = evaluated(given(8, slips, more=GROUP + MEASURES)).findings
    assert [m.text for m in found.measures] == expected
    assert found.measures[0].due == "2022年4月底前"


DRAFTED = """\
  - 编号: [A1, A2]
    标题: 管理不严，共扣30分
    描述: 一是编外率为40.00%。二是差错1项。
    # 常见原因（选用后按实际情况改写到“原因”）：
    #   · 没有人核对（主观）
    # 待填：写明造成失分的具体原因
    原因:
    措施:
      - 措施: 每季度核对一次。
        # 待填：牵头落实的科室
        责任科室:
        时限: 2022年4月底前
        成果: 核对表
    扣分: 30
"""


def drafted(*days: tuple[int, int], text: str = "", more: str = GROUP + MEASURES) -> Desk:
    """A desk after one draft for each day's figures."""
    desk = Desk(text)
    for day in days:
        desk.draft(given(*day, more=more))
    return desk


def told(desk: Desk) -> list[str]:
    return ["+".join(e["编号"]) + f" {e['扣分']} {e['标题']}" for e in desk.data["问题"]]


def test_draft_writes_one_entry_for_the_group_and_leaves_it_when_run_again():
    desk = drafted((8, 1))
    assert DRAFTED in desk.text
    before = desk.text
    desk.draft(given(8, 1, more=GROUP + MEASURES))
    assert desk.text == before


DAYS = {
    "one of two is solved": ([(8, 1), (8, 0)], ["A1+A2 20 编外人员偏高"], ["以8人为上限。", "每季度核对一次。"]),
    "and comes back": ([(8, 1), (8, 0), (8, 1)], ["A1+A2 30 管理不严，共扣30分"], ["每季度核对一次。"]),
    "the figures change": ([(8, 1), (8, 2)], ["A1+A2 40 管理不严，共扣40分"], ["每季度核对一次。"]),
    "the second joins later": (
        [(8, 0), (8, 1)],
        ["A1 20 编外人员偏高", "A2 10 预算编制有差错"],
        ["以8人为上限。", "每季度核对一次。"],
    ),
}


@pytest.mark.parametrize(("days", "expected", "measures"), DAYS.values(), ids=DAYS.keys())
def test_an_untouched_entry_of_a_group_follows(days, expected, measures):
    desk = drafted(*days)
    assert told(desk) == expected
    assert [m["措施"] for m in desk.data["问题"][0]["措施"]] == measures


def test_a_group_that_is_solved_moves_and_returns_whole():
    desk = drafted((8, 1), (2, 0))
    assert [e["编号"] for e in desk.data["已消除"]] == [["A1", "A2"]]
    desk.draft(given(2, 1, more=GROUP + MEASURES))
    assert told(desk) == ["A1+A2 10 预算编制有差错"]


OWN = "问题:\n  - 编号: [A2]\n    标题: 我们自己的标题\n"


def test_what_a_person_wrote_about_is_never_drawn_in():
    desk = drafted((8, 1), text=OWN)
    assert [e["编号"] for e in desk.data["问题"]] == [["A2"], ["A1"]]
    assert "标题: 我们自己的标题" in desk.text
    found = evaluated(desk.inputs(given(8, 1, more=GROUP)))
    assert outline(found) == ["A1 20 编外人员偏高", "A2 10 我们自己的标题"]


def test_two_entries_drafted_before_there_was_a_group_stay_two():
    desk = drafted((8, 1), more="")
    desk.draft(given(8, 1, more=GROUP))
    assert told(desk) == ["A1 20 编外人员偏高", "A2 10 预算编制有差错"]


def test_an_edit_in_an_entry_of_a_group_stays_when_the_group_dissolves():
    desk = drafted((8, 1))
    desk.change(("每季度核对一次。", "每季度核对两次。"), ("标题: 管理不严，共扣30分", "标题: 两处不严"))
    desk.draft(given(8, 0, more=GROUP + MEASURES))
    (entry,) = desk.data["问题"]
    assert entry["标题"] == "两处不严"
    assert [m["措施"] for m in entry["措施"]] == ["以8人为上限。", "每季度核对一次。", "每季度核对两次。"]


STEPS = st.lists(st.tuples(st.sampled_from([2, 6, 8, 12, None]), st.integers(0, 3), st.booleans()), max_size=6)


@settings(max_examples=12)
@random(steps=STEPS)
def test_whatever_comes_and_goes_every_loss_has_one_entry_and_no_edit_is_lost(steps):
    desk, edits = drafted((8, 1)), []
    for outsiders, slips, typed in steps:
        if typed and "原因:\n" in desk.text:
            edits.append(f"改{len(edits)}号")
            desk.change(("原因:\n", f"原因: {edits[-1]}\n"))
        day = given(outsiders, slips, more=GROUP + MEASURES)
        desk.draft(day)
        before = desk.text
        desk.draft(day)
        assert desk.text == before
        entries = desk.data["问题"] or []
        codes = [code for entry in entries for code in entry["编号"]]
        assert len(codes) == len(set(codes))
        assert {c for c, lost in (("A1", (outsiders or 0) > 2), ("A2", slips)) if lost} <= set(codes)
        assert [edit for edit in edits if before.count(edit) != 1] == []


TICKS = st.sampled_from(["是", "部分", "否"])


@pytest.mark.slow
@settings(max_examples=12)
@random(
    ticks=st.lists(TICKS, min_size=17, max_size=17),
    slips=st.integers(0, 4),
    off=st.sampled_from([0, 1]),
    progress=st.lists(st.integers(0, 100), min_size=4, max_size=4),
)
def test_grouped_or_not_the_points_of_the_problems_are_those_that_the_total_lost(ticks, slips, off, progress):
    lists = {"A11": 5, "A22": 5, "B21": 2, "B22": 2, "B51": 3}
    answers, rest = {}, iter(ticks)
    for code, n in lists.items():
        answers[code] = {"要点": {str(i): next(rest) for i in range(1, n + 1)}}
    quarters = Quarters(
        progress=QuarterRatios(
            **{f"q{i}": Decimal(p) / 100 for i, p in enumerate(sorted(progress), 1)},
        )
    )
    given_inputs = inputs()
    department = replace(given_inputs.department, quarters=quarters)
    varied = answered(
        replace(given_inputs, department=department, people=Rectification()),
        A21={"数量": slips},
        B12_1={"扣分": off, "理由": "凭证不齐"},
        **answers,
    )
    evaluation = evaluated(varied)
    codes = [code for f in evaluation.findings for code in f.codes]
    assert sorted(codes) == sorted(loss.code for loss in evaluation.scorecard.losses)
    assert sum((f.points for f in evaluation.findings), Decimal(0)) == 100 - evaluation.scorecard.base


SAMPLE = [
    "A21+A22 2 绩效目标编报不全，指标不够明确",
    "C21 1.06 预算执行进度未达序时进度",
    "B12 1 预算调整调剂幅度偏高",
    "B42 1 编外人员占比偏高",
]


def test_the_sample_without_people_has_its_two_problems_of_targets_in_one():
    assert outline(evaluated(replace(inputs(), people=Rectification()))) == SAMPLE
