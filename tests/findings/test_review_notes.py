"""What a review copy says of each sentence: rule, figures with their lines, who wrote it, what to confirm."""

import datetime as dt

import pytest
from sample import COMPACT, FUTIAN, inputs
from small import Desk, given

from reportgen import pipeline
from reportgen.review.grounds import place
from reportgen.review.indicators import clipped
from reportgen.values import replace

NOW = dt.datetime(2022, 3, 1, tzinfo=dt.UTC)
COPIED = "取数：人员·劳务派遣 8、人员·在编 20（dept.yaml第4行）"
AGREES = "取数与年末人员名册一致"


def told(given_inputs) -> dict[str, str]:
    """The note at each place, as the lines of its comment."""
    evaluation, _ = pipeline.evaluate(given_inputs, draft=True)
    notes = pipeline.reviewed(given_inputs, evaluation, NOW).notes
    return {tag: "\n".join(note.lines) for tag, note in notes.items()}


def of(text: str, given_inputs) -> dict[str, str]:
    return told(Desk(text).inputs(given_inputs))


UNTOUCHED = {
    "计算.编外率": f"编外率：8 ÷ 20 = 40.00%\n{COPIED}\n请确认：{AGREES}。",
    "评语.A1": f"""指标：编外人员（A1），满分60分，得40分
失分点：编外率为40.00%；标准：得满分须不高于10%；扣20分
编外率：8 ÷ 20 = 40.00%
{COPIED}
请确认：{AGREES}。""",
    "评分表.A1": f"""编外人员（A1）：编外率为40.00%（8 ÷ 20 = 40.00%），属于“10%（不含）至50%（含）”一档，得40分。
{COPIED}
请确认：{AGREES}。""",
    "评分表.A2": """预算编制（A2）：差错1项，每项扣10分，得30分。
由人评定，见dept.yaml第5行
请确认：所填数量属实；有佐证材料（自评中未列）。""",
    "问题.A1.标题": "由工具写成\n扣分：编外人员（A1）20分\n请确认：标题的判断恰当。",
    "问题.A1.描述": f"""由工具写成
扣分：编外人员（A1）20分
失分点：编外率为40.00%；标准：得满分须不高于10%；扣20分
编外率：8 ÷ 20 = 40.00%
{COPIED}
请确认：所述情形属实；{AGREES}。""",
    "问题.A1.原因": "尚缺主要原因",
    "问题.A1.措施.1": "由工具写成\n尚缺：责任科室\n请确认：措施可行；完成时限恰当。",
}


@pytest.mark.parametrize("tag", UNTOUCHED)
def test_sentences_that_nobody_touched_are_told_to_be_the_tools(tag):
    assert of("", given(8, 1))[tag] == UNTOUCHED[tag]


def test_a_drafted_file_that_nobody_touched_is_still_the_tools():
    desk = Desk()
    desk.draft(given(8))
    notes = told(desk.inputs(given(8)))
    assert notes["问题.A1.标题"] == UNTOUCHED["问题.A1.标题"]
    assert notes["问题.A1.措施.2"].startswith("由工具写成")
    assert notes["问题.A1.原因"] == "尚缺主要原因，常见原因列在整改.yaml第7行的条目下，可选用改写"


PEOPLE = """问题:
  - 编号: [A1]
    标题: 编外人员多
    描述: 编外8人，占40.00%。
    原因: 任务增加，年末编外{{ 人员.劳务派遣 }}人。
    责任科室: 综合科
    时限: 2022年6月底前
    措施:
      - 措施: 只减不增。
      - 措施: 以{{ 人员.劳务派遣 }}人为上限。
        责任科室: 人事科
        状态: 已完成
        完成情况: 已印发
  - 标题: 档案不全
    措施: [{措施: 在2022年3月底前补齐。}]
"""
WRITTEN = {
    "a title": ("问题.A1.标题", "由人填写（整改.yaml第3行）\n扣分：编外人员（A1）20分"),
    "numbers typed by hand": (
        "问题.A1.描述",
        "由人填写（整改.yaml第4行），只须核对其中的数字\n编外率：8 ÷ 20 = 40.00%\n"
        f"取数：人员·劳务派遣 8、人员·在编 20（dept.yaml第4行）\n文中手写的数字不随资料变化\n请确认：{AGREES}。",
    ),
    "numbers that follow the data": (
        "问题.A1.原因",
        f"由人填写（整改.yaml第5行），只须核对其中的数字\n取数：人员·劳务派遣 8（dept.yaml第4行）\n请确认：{AGREES}。",
    ),
    "a measure": ("问题.A1.措施.1", "由人填写（整改.yaml第9行）\n请确认：责任科室、完成时限恰当。"),
    "a measure with a number": (
        "问题.A1.措施.2",
        "由人填写（整改.yaml第10行），只须核对其中的数字\n"
        f"取数：人员·劳务派遣 8（dept.yaml第4行）\n请确认：责任科室、完成时限恰当；状态、完成情况属实；{AGREES}。",
    ),
    "a problem that lost no points": ("问题.无编号1.标题", "由人填写（整改.yaml第14行）\n不扣分的问题"),
    "a date is no number": ("问题.无编号1.措施.1", "由人填写（整改.yaml第15行）\n尚缺：责任科室、完成时限"),
}


@pytest.mark.parametrize(("tag", "lines"), WRITTEN.values(), ids=WRITTEN.keys())
def test_sentences_of_people_are_told_to_be_theirs_with_their_line(tag, lines):
    assert of(PEOPLE, given(8))[tag] == lines


def test_what_is_stale_is_told_where_it_was_written():
    desk = Desk()
    desk.draft(given(8))
    desk.change(("描述: 编外率为40.00%。", "描述: 编外率四成，偏高。"))
    notes = told(desk.inputs(given(6)))
    assert "写成后数字有变，请改写：编外率 40.00% → 30.00%" in notes["问题.A1.描述"]
    assert "人员·劳务派遣 8 → 6" in notes["问题.A1.描述"]
    assert "有变" not in notes["问题.A1.标题"]


def test_what_is_asked_for_is_told_in_the_score_table():
    notes = of("", given(None))
    assert notes["评分表.A1"].splitlines() == [
        "编外人员（A1）缺数据，不能算总分",
        "尚缺：请填写 人员.劳务派遣（或 人员.编外）；确实没有数据的，可在 自评.A1 下填写 得分 和 理由",
    ]
    assert "评语.A1" not in notes
    assert "计算.编外率" not in notes


def test_last_years_problems_are_told_with_both_years():
    """The small dept.yaml names no last result, so that its beginning is told as the place."""
    last = pipeline.evaluate(given(12, year=2020))[0]
    notes = told(replace(given(8), last=(last,)))
    assert notes["上年问题.1"] == (
        "由工具写成：上年扣60分，本年扣20分\n编外率：上年60.00%，本年40.00%\n上年数取自dept.yaml第1行所列的评价结果\n"
        "请确认：上年承诺的2条措施的落实情况；上年情况属实。"
    )
    assert "请确认：所述情形属实；上年情况属实；" in notes["问题.A1.描述"]


def test_the_figures_of_a_problem_that_is_not_in_the_file_yet_are_told():
    note = told(replace(inputs(), people=Desk().inputs(inputs()).people))["问题.C21.描述"]
    assert "全年平均执行率：平均值(62.56%, 82.02%, 86.94%, 97.65%) = 82.29%" in note


def test_a_score_given_by_a_person_asks_for_the_reason_and_the_evidence():
    note = told(inputs())["评分表.B11"]
    assert "按规则得1.38分；人工评定得2分，理由：" in note
    assert "由人评定，见dept.yaml第179行、dept.yaml第183行\n佐证：2021年政府采购计划和合同台账\n依据：" in note
    assert note.endswith("请确认：人工评分的理由成立；酌情扣分（含不扣分）恰当；佐证材料齐备；取数与政府采购台账一致。")


def test_a_score_that_departs_from_its_rule_names_both():
    notes = told(inputs())
    assert notes["评语.B11"].splitlines()[0].endswith("得2分（按规则1.38分，人工评2分）")
    assert "按规则" not in notes["评语.B42"].splitlines()[0]


def test_evidence_is_listed_once():
    lines = told(inputs())["评分表.C41"].splitlines()
    assert "佐证：热线、邮箱和网站留言登记表，信访登记台账" in lines


def test_figures_of_figures_are_told_down_to_the_lines_of_the_data():
    assert told(inputs())["计算.编外人员控制率"] == (
        "编外人员控制率：14 ÷ (19 + 14) = 42.42%\n编外人数：14 + 0 = 14\n编内人数：17 + 1 + 1 = 19\n"
        "取数：人员·劳务派遣 14、人员·在编 17、人员·工勤 1、人员·雇员 1（dept.yaml第141行）；"
        "人员·直接聘用 0（未填，按0计）\n请确认：取数与年末人员名册一致。"
    )


def test_facts_that_follow_from_others_tell_how_they_came_about():
    lines = told(inputs())["计算.一季度序时执行率"].splitlines()
    assert lines[:3] == [
        "一季度序时执行率：15.64% ÷ 25% = 62.56%",
        "其中：季度·累计进度·一季度 12693.28 ÷ 81164.95 = 15.64%",
        "取数：季度·累计支出·一季度 12693.28（dept.yaml第158行）；季度·指标总额·一季度 81164.95（dept.yaml第159行）",
    ]


SAMPLES = [FUTIAN, *sorted(p for p in COMPACT.glob("*/dept.yaml") if p != FUTIAN)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.parent.name)
def test_notes_are_short_and_in_the_readers_words(path):
    """No Latin words but the names of the two files, no line that is empty, none that a comment has no room for."""
    for tag, lines in told(inputs(path)).items():
        words = lines.replace("dept.yaml", "").replace("整改.yaml", "")
        assert "None" not in words, tag
        assert str(path.parent) not in words, tag
        assert all(line.strip() for line in lines.splitlines()), tag
        assert len(lines.splitlines()) <= 16, (tag, lines)


PLACES = [
    ("/a/b/dept.yaml:110:9", "dept.yaml第110行"),
    (r"C:\数据\dept.yaml:7:1", "dept.yaml第7行"),
    ("整改.yaml:3", "整改.yaml第3行"),
    ("dept.yaml", "dept.yaml"),
    (None, ""),
]


@pytest.mark.parametrize(("position", "words"), PLACES)
def test_a_place_is_told_as_file_and_line(position, words):
    assert place(position) == words


CLIPPED = [
    ("甲\n乙", "甲乙"),
    ("一" * 61, "一" * 60 + "……（全文见评分表）"),
    ("甲；乙。" + "一" * 61, "甲；乙……（全文见评分表）"),
]


@pytest.mark.parametrize(("standard", "told"), CLIPPED)
def test_a_long_standard_is_clipped_at_the_end_of_a_clause(standard, told):
    assert clipped(standard) == told


def test_an_indicator_without_loss_tells_its_standard_and_an_item_is_its_own():
    notes = told(inputs())
    assert "标准：财政供养人员控制率≤100%的，得1分；否则不得分。" in notes["评语.B41"].splitlines()
    assert "失分点：指标值清晰、可衡量，未达到；扣1分" in notes["问题.A21+A22.描述"].splitlines()
