"""Findings: one problem for every lost point, worded for this indicator and this gap."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample import answered, changed, evaluated, inputs

from reportgen.diagnostics import Refused
from reportgen.facts.records.budget import QuarterAmounts, Quarters
from reportgen.facts.records.record import read
from reportgen.facts.source import Source, parse
from reportgen.findings.rectification import Rectification
from reportgen.packs.filters import closed
from reportgen.pipeline import evaluate
from reportgen.values import replace

TICKS = st.sampled_from(["是", "部分", "否"])


def with_people(text: str):
    """The sample with another 整改.yaml."""
    source, found = parse(text, "整改.yaml")
    people, wrong = read(Rectification, source)
    assert not found
    assert not wrong
    return replace(inputs(), people=people, people_source=source)


def outline(given) -> list[str]:
    return [f"{'+'.join(f.codes) or '无编号'} {f.points.normalize():f} {f.title}" for f in evaluated(given).findings]


def test_the_sample_has_the_four_published_problems():
    assert outline(inputs()) == [
        "A21+A22 2 绩效目标设置口径不一、不够明确",
        "C21 1.06 各季度预算执行偏慢，系统支出数据不完整",
        "B42 1 编外人员占比超出财政考核标准",
        "B12 1 代拨经费较多，预算调整幅度超过一成",
    ]


def test_without_people_every_loss_is_worded_by_the_pack_most_points_first():
    found = evaluated(with_people("问题: []\n")).findings
    assert [f.codes for f in found] == [("A21", "A22"), ("C21",), ("B12",), ("B42",)]
    for finding in found:
        assert finding.title
        assert finding.description
        assert finding.measures
        assert finding.cause is None


def test_a_problem_of_the_departments_own_comes_last_and_loses_nothing():
    found = evaluated(with_people("问题:\n  - {标题: 档案室偏小, 描述: 档案无处存放。, 原因: 用房紧张}\n")).findings
    assert (found[-1].title, found[-1].points, found[-1].codes) == ("档案室偏小", 0, ())


def test_figures_that_people_name_follow_the_data():
    text = "问题:\n  - {编号: [B42], 原因: '年末编外{{ 计算.编外人数 | 数 }}人'}\n"
    assert [f.cause for f in evaluated(with_people(text)).findings if "B42" in f.codes] == ["年末编外14人。"]


ENDS = {
    "stops where none belong": ("无编号问题。", "说明；", "用房紧张；", "综合科。", "明年底前。"),
    "none": ("无编号问题", "说明", "用房紧张", "综合科", "明年底前"),
    "half-width": ("无编号问题.", "说明.", "用房紧张;", "综合科, ", "明年底前;"),
    "as it should be": ("无编号问题", "说明。", "用房紧张。", "综合科", "明年底前"),
}


@pytest.mark.parametrize(("title", "description", "cause", "owner", "due"), ENDS.values(), ids=ENDS.keys())
def test_however_people_end_a_text_it_is_printed_with_one_stop_or_none(title, description, cause, owner, due):
    measures = f"措施: [{{措施: 核对。, 责任科室: '{owner}', 时限: '{due}'}}, {{措施: 检查。}}]"
    text = f"问题:\n  - {{标题: '{title}', 描述: '{description}', 原因: '{cause}', 责任科室: '{owner}', {measures}}}\n"
    found = evaluated(with_people(text)).findings[-1]
    assert (found.title, found.description, found.cause) == ("无编号问题", "说明。", "用房紧张。")
    assert [(m.owner, m.due) for m in found.measures] == [("综合科", "明年底前"), ("综合科", None)]


@pytest.mark.parametrize("text", ["为什么？", "情况如下：", "他说：“好。”", "（见附件。）", "等等……"])
def test_what_closes_a_sentence_already_stays(text):
    assert closed(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("问题:\n  - {编号: [B43]}\n", ["整改.yaml:2:", "编号“B43”不在指标体系中", "是否应为"]),
        ("问题:\n  - {编号: [B42]}\n  - {编号: [B42]}\n", ["整改.yaml:3:", "编号“B42”在两个整改条目中出现"]),
        ("问题:\n  - {编号: [B42], 原因: '{{ 人员.在篇 }}'}\n", ["整改.yaml:2:", "在篇"]),
        ("问题:\n  - {编号: [B42], 原因: '{{ 人员.在编'}\n", ["整改.yaml:2:22: ", "第1个问题的原因：“{{”没有配上“}}”"]),
    ],
)
def test_a_wrong_entry_is_told_at_its_place(text, told):
    with pytest.raises(Refused) as refused:
        evaluate(with_people(text))
    assert [piece for piece in told if piece not in str(refused.value)] == [], str(refused.value)


WRONG = """问题:
  - 编号: [B42]
    标题: 树{{ 人员.在编 | 日其 }}木
    描述: |
      第一行{{ 年度 }}
      第二行{{ 劳务派遣 }}
    原因: 派潜{{ 人员.劳务派潜 }}人
    时限: "{{ 年度 ， 1 }}"
    措施: [{措施: "{{ }}"}, {措施: "{{ 1 / 0 }}", 成果: "{{ 部门.全称 | 万元 }}"}]
  - {标题: "{{ 年度 年度 }}", 原因: "{% if 年度 = 1 %}是{% endif %}", 时限: "{% if 年度 %}是", 描述: "{% fi 年度 %}是"}
"""


def test_all_wrong_texts_are_told_in_one_run_in_chinese_at_the_name():
    with pytest.raises(Refused) as refused:
        evaluate(with_people(WRONG))
    told = [f"{d.position.line}:{d.position.column} {d.message} {d.hint}" for d in refused.value.diagnostics]
    expected = [
        "3:21 第1个问题的标题：没有“日其”这个过滤器 是否应为“日期”？",
        "6:13 第1个问题的描述：没有“劳务派遣”这个名称 是否应为“人员.劳务派遣”？",
        "7:17 第1个问题的原因：没有“劳务派潜”这个名称 是否应为“劳务派遣”？",
        "8:16 第1个问题的时限：“{{ 年度 ， 1 }}”里有全角符号“，” 请改成半角的“,”",
        "9:16 第1个问题第1条措施：“{{ }}”里没有内容",
        "9:31 第1个问题第2条措施：“{{ 1 / 0 }}”除数为零",
        "9:50 第1个问题第2条措施的成果：“{{ 部门.全称 | 万元 }}”算不出来",
        "10:11 第2个问题的标题：“{{ 年度 年度 }}”的写法不对",
        "10:30 第2个问题的原因：“{% if 年度 = 1 %}”的写法不对 判断相等要写两个等号：==",
        "10:68 第2个问题的时限：“{% if %}”没有配上“{% endif %}”",
        "10:88 第2个问题的描述：没有“fi”这个语句 是否应为“if”？",
    ]
    assert len(told) == len(expected), told
    assert [(t, e) for t, e in zip(told, expected, strict=True) if not t.startswith(e)] == []


def test_an_entry_without_loss_is_left_out_and_said_so():
    evaluation, found = evaluate(with_people("问题:\n  - {编号: [C42], 标题: 满意度不高}\n"))
    assert "满意度不高" not in [f.title for f in evaluation.findings]
    assert [d.code for d in found].count("no-loss") == 1


def test_of_an_entry_of_several_indicators_the_one_without_loss_is_said():
    evaluation, found = evaluate(with_people("问题:\n  - {编号: [B42, C42], 标题: 编外人员偏多}\n"))
    assert ("B42", "C42") not in [f.codes for f in evaluation.findings]
    (told,) = [d for d in found if d.code == "no-loss"]
    assert (told.severity.value, told.position.text[(told.position.column or 1) - 1 :][:3]) == ("提示", "C42")
    assert told.message == "“公众或服务对象满意度”（C42）没有扣分，这个问题只按其余的编号计"


def test_what_people_still_have_to_say_is_asked_for():
    _, found = evaluate(with_people("问题: []\n"))
    asked = [d.message for d in found if d.code == "asked"]
    assert len(asked) == 4
    assert all("原因" in message and "责任科室" in message for message in asked)


def test_the_direction_of_a_gap_is_the_indicators():
    gaps = {g.code: g.direction for f in evaluated(inputs()).findings for g in f.gaps}
    assert gaps["B42"] == "偏高"
    assert gaps["C21"] == "偏低"
    assert gaps["B12.2"] == "偏高"


@given(
    ticks=st.lists(TICKS, min_size=5, max_size=5),
    count=st.integers(0, 9),
    outsiders=st.integers(0, 40),
    spent=st.lists(st.integers(0, 8116495), min_size=4, max_size=4),
    off=st.decimals("0", "1", places=2),
)
@settings(max_examples=15)
def test_the_points_lost_in_the_findings_are_the_points_the_total_lost(ticks, count, outsiders, spent, off):
    given_inputs = inputs()
    people = replace(given_inputs.department.staff, dispatched=outsiders)
    amounts = [Decimal(x) / 100 for x in sorted(spent)]
    quarters = Quarters(spent=QuarterAmounts(**dict(zip(("q1", "q2", "q3", "q4"), amounts, strict=True))))
    varied = answered(
        changed(given_inputs, staff=people, quarters=quarters),
        A11={"要点": dict(zip("12345", ticks, strict=True))},
        A12={"数量": count},
        B11={"理由": "按规则计"},
        B12_1={"扣分": off, "理由": "凭证不齐"},
    )
    evaluation = evaluated(varied)
    lost = sum((f.points for f in evaluation.findings), Decimal(0))
    assert lost == 100 - evaluation.scorecard.base
    assert evaluation.scorecard.base == sum(n.mark.points for n in evaluation.scorecard.nodes if n.mark)


def test_what_is_asked_of_people_fits_in_one_line() -> None:
    """A new department has no 整改.yaml yet: one line that names `draft`, not one for each problem."""
    fresh = replace(inputs(), people=Rectification(), people_source=Source("整改.yaml", {}, {}, {}))
    _, noted = evaluate(fresh)
    asked = [d for d in noted if d.code == "asked"]
    assert len(asked) == 1 and "reportgen draft" in asked[0].hint
