"""draft: 整改.yaml before and after, one scenario each; nothing of a person's is lost, nothing stale unmarked."""

from decimal import Decimal

import pytest
from sample import evaluated
from small import Desk, given, ok

from reportgen.findings.draft.apply import HEADER
from reportgen.findings.draft.memory import Memory
from reportgen.pipeline import evaluate
from reportgen.values import replace

NEW = """\
问题:
  - 编号: [A2]
    标题: 预算编制有差错
    描述: 差错1项。
    # 待填：写明造成失分的具体原因
    原因:
    措施:
      - 措施: 逐项核对。
        # 待填：牵头落实的科室
        责任科室:
        时限: 2022年3月底前
    扣分: 10
    所据数字:
      年度: 2021
      失分点A2: 差错1项
"""
FILLED = """\
# 张三：上报前删去本行
问题:   # 共一个
  - 编号: [A2]
    标题: 预算编制有差错

    描述: '差错1项，漏编车辆购置。'   # 局长改
    原因: |
      新来的同志不熟悉，
      没有核对。
    措施:
      # 财务科提
      - 措施: 逐项核对。
        责任科室: 财务科
        时限: 2022年3月底前
      - {措施: 办一次培训, 责任科室: 办公室, 时限: 2022年5月底前}
    备注: 下次会上议
    扣分: 10
    所据数字:
      年度: 2021
      失分点A2: 差错1项
"""
STALE = """\
    过期:  # 数字变了，文字还是人写的原文：核对改写后，删去“过期”这几行
      - {数字: 扣分, 原: 10, 现: 20, 文字: 描述、原因、措施}
      - {数字: 失分点A2, 原: 差错1项, 现: 差错2项, 文字: 描述、原因、措施}
"""


def drafted(*slips: int, text: str = "") -> Desk:
    """A desk after one draft for each number of slips."""
    desk = Desk(text)
    for number in slips:
        desk.draft(ok(number))
    return desk


def test_a_new_file_has_an_entry_for_every_loss_and_asks_by_name_for_what_is_missing():
    assert drafted(1).text == f"{HEADER}\n{NEW}"


def test_causes_of_the_pack_are_offered_but_never_assumed():
    desk = Desk()
    desk.draft(given())
    offered = """\
    # 常见原因（选用后按实际情况改写到“原因”）：
    #   · 任务增加而编制没有增加（适用：编制已满）
    # 待填：写明造成失分的具体原因
    原因:
"""
    assert offered in desk.text
    assert evaluate(desk.inputs(given()))[0].findings[0].cause is None


def test_a_department_without_losses_gets_no_file():
    assert drafted(0).text.strip() == ""


def test_untouched_text_follows_the_figures():
    desk = drafted(1, 2)
    expected = NEW.replace("差错1项", "差错2项").replace("扣分: 10", "扣分: 20")
    assert desk.text == f"{HEADER}\n{expected}"


def test_what_a_person_wrote_stays_byte_for_byte_and_is_marked():
    desk = drafted(1)
    desk.text = FILLED
    desk.draft(ok(1))
    assert desk.text == FILLED
    desk.draft(ok(2))
    followed = FILLED.replace("失分点A2: 差错1项", "失分点A2: 差错2项").replace("扣分: 10", "扣分: 20")
    assert desk.text == followed + STALE


def test_a_mark_goes_when_the_person_deletes_it_or_the_figures_return():
    desk = drafted(1)
    desk.text = FILLED
    desk.draft(ok(1))
    desk.draft(ok(2))
    desk.draft(ok(1))
    assert desk.text == FILLED
    desk.draft(ok(2))
    desk.change((STALE, ""))
    checked = desk.text
    assert desk.draft(ok(2)) == []
    assert desk.text == checked
    desk.draft(ok(1))
    assert "{数字: 扣分, 原: 20, 现: 10, 文字: 描述、原因、措施}" in desk.text


def test_text_rewritten_under_a_mark_stays_marked_when_the_old_figures_return():
    desk = drafted(1)
    desk.change(("描述: 差错1项。", "描述: 有1处差错。"))
    desk.draft(ok(1))
    desk.draft(ok(2))
    desk.change(("有1处差错", "有2处差错"))
    desk.draft(ok(2))
    desk.draft(ok(1))
    assert "{数字: 失分点A2, 原: 差错2项, 现: 差错1项, 文字: 描述}" in desk.text


def test_without_its_memory_the_tool_takes_everything_for_a_persons():
    desk = drafted(1)
    desk.memory = Memory()
    before = desk.text
    desk.draft(ok(1))
    assert desk.text == before
    desk.draft(ok(2))
    assert "描述: 差错1项。" in desk.text
    assert "{数字: 失分点A2, 原: 差错1项, 现: 差错2项, 文字: 标题、描述、措施}" in desk.text


def test_slots_follow_by_themselves():
    desk = Desk()
    desk.draft(given(8))
    desk.change(("原因:", "原因: 年末编外{{ 人员.劳务派遣 }}人，占{{ 计算.编外率 | 百分比 }}。"))
    assert desk.draft(given(6)) == []
    assert "过期" not in desk.text.removeprefix(HEADER)
    assert evaluated(desk.inputs(given(6))).findings[0].cause == "年末编外6人，占30.00%。"


def test_figures_typed_beside_slots_are_marked():
    desk = Desk()
    desk.draft(given(8))
    desk.change(("原因:", "原因: 年末编外{{ 人员.劳务派遣 }}人，占40%。"))
    desk.draft(given(6))
    assert "{数字: 编外率, 原: 40.00%, 现: 30.00%, 文字: 原因}" in desk.text
    assert "数字: 人员.劳务派遣" not in desk.text


def test_a_date_or_an_office_is_not_stale_but_a_target_is():
    desk = drafted(1)
    desk.change(("责任科室:", "责任科室: 财务科"), ("时限: 2022年3月底前", "时限: 2022年4月底前"))
    assert desk.draft(ok(2)) == []
    desk.change(("时限: 2022年4月底前", "时限: 2022年4月底前\n        成果: 差错降到2项以内"))
    desk.draft(ok(2))
    assert len(desk.draft(ok(3))) == 1


def test_next_year_every_text_with_a_year_is_stale():
    desk = drafted(1)
    desk.change(("时限: 2022年3月底前", "时限: 2022年4月底前"))
    desk.draft(given(2, 1, year=2022))
    assert "{数字: 年度, 原: 2021, 现: 2022, 文字: 措施}" in desk.text


GONE = """\
# 已不再扣分的条目，原样保留；再次扣分时自动移回“问题”。
已消除:
"""


def test_an_entry_whose_loss_is_gone_moves_in_full_and_comes_back():
    desk = drafted(1)
    desk.text = FILLED
    desk.draft(ok(1))
    desk.draft(ok(0))
    head, entry = FILLED.split("  - 编号", 1)
    assert desk.text == f"{head}\n{GONE}  - 编号{entry}"
    assert (desk.counts.gone, desk.counts.returned) == (1, 0)
    moved = desk.text
    desk.draft(ok(0))
    assert desk.text == moved
    desk.draft(ok(2))
    assert desk.counts.returned == 1
    entry = f"  - 编号{entry}".replace("失分点A2: 差错1项", "失分点A2: 差错2项").replace("扣分: 10", "扣分: 20")
    assert desk.text == f"{head}{entry}{STALE}\n{GONE}"


def test_comments_move_with_their_entry_and_others_stay():
    desk = Desk()
    desk.draft(given(8, 1))
    desk.change(
        ("  - 编号: [A2]", "  # 以上是人员，以下是预算\n\n  # 预算科负责\n  - 编号: [A2]"),
        ("失分点A2: 差错1项", "失分点A2: 差错1项\n    # 待会商\n\n# 全文完"),
    )
    desk.draft(given(8, 0))
    kept, gone = desk.text.split(GONE)
    assert "以上是人员" in kept
    assert "全文完" in kept
    assert gone.startswith("  # 预算科负责\n  - 编号: [A2]\n")
    assert gone.endswith("    # 待会商\n")


def test_a_pending_mark_settles_nothing():
    desk = Desk()
    desk.draft(given(8))
    before = desk.text
    desk.draft(given(None))
    assert desk.text == before


def test_people_may_merge_entries():
    desk = Desk()
    desk.draft(given(8, 1))
    start = desk.text.index("  - 编号: [A2]")
    desk.text = desk.text[:start].replace("[A1]", "[A1, A2]")
    desk.draft(given(8, 1))
    (entry,) = desk.data["问题"]
    assert entry["标题"] == "编外人员偏高；预算编制有差错"
    assert [m["措施"] for m in entry["措施"]] == ["以8人为上限。", "每季度核对一次。", "逐项核对。"]
    assert entry["扣分"] == "30"
    assert set(entry["所据数字"]) > {"编外率", "失分点A2"}


def test_half_of_a_merged_entry_may_be_solved():
    desk = Desk("问题:\n  - 编号: [A1, A2]\n    标题: 管理不严\n")
    desk.draft(given(8, 1))
    desk.draft(given(8, 0))
    (entry,) = desk.data["问题"]
    assert (entry["编号"], entry["扣分"], entry["标题"]) == (["A1", "A2"], "20", "管理不严")


def test_a_problem_without_a_code_is_nobody_elses_business():
    text = "问题:\n  - 标题: 档案室偏小\n    原因: 用房紧张\n"
    desk = Desk(text)
    desk.draft(ok(0))
    assert desk.text == text


CAP = """\
      - 措施: 以8人为上限。
        # 待填：牵头落实的科室
        责任科室:
        时限: 2022年6月底前
        成果: 控制表
"""
QUARTERLY = """\
      - 措施: 每季度核对一次。
        # 待填：牵头落实的科室
        责任科室:
        时限: 2022年9月底前
"""
OWN = "      - 措施: 停止招聘。\n        责任科室: 人事科\n        时限: 2022年5月底前\n"
MEASURES = {
    "an untouched one follows": ("", "", ["以12人为上限。", "每月核对一次。"]),
    "one taken out stays out": (QUARTERLY, "", ["以12人为上限。"]),
    "an edited one stays": ("每季度核对一次", "每季度和年末核对", ["以12人为上限。", "每季度和年末核对。"]),
    "one put in stays": (QUARTERLY, OWN + QUARTERLY, ["以12人为上限。", "停止招聘。", "每月核对一次。"]),
    "one put in its place is a person's": (QUARTERLY, OWN, ["以12人为上限。", "停止招聘。"]),
    "two that change places keep them": (CAP + QUARTERLY, QUARTERLY + CAP, ["每月核对一次。", "以12人为上限。"]),
}


@pytest.mark.parametrize(("old", "new", "expected"), MEASURES.values(), ids=MEASURES.keys())
def test_measures_are_merged_one_by_one(old, new, expected):
    desk = Desk()
    desk.draft(given(8))
    if old:
        desk.change((old, new))
    desk.draft(given(8))
    desk.draft(given(12))
    assert [m["措施"] for m in desk.data["问题"][0]["措施"]] == expected
    again = desk.text
    desk.draft(given(12))
    assert desk.text == again


RENAMED = {
    "known by its outcome": (CAP, CAP.replace("以8人为上限", "严格控制规模"), ["2023年6月底前", "2023年9月底前"]),
    "nothing in common": (
        QUARTERLY,
        QUARTERLY.replace("每季度核对一次", "停止招聘"),
        ["2023年6月底前", "2022年9月底前"],
    ),
}


@pytest.mark.parametrize(("old", "new", "dues"), RENAMED.values(), ids=RENAMED.keys())
def test_the_date_of_a_measure_that_is_still_the_tools_follows(old, new, dues):
    desk = Desk()
    desk.draft(given(8))
    desk.change((old, new))
    desk.draft(given(8, year=2022))
    assert [m["时限"] for m in desk.data["问题"][0]["措施"]] == dues


def test_a_cause_that_was_taken_out_is_asked_for_again():
    desk = Desk()
    desk.draft(given(8))
    asked = desk.text
    desk.change(("    # 待填：写明造成失分的具体原因\n    原因:\n", ""))
    desk.draft(given(8))
    assert desk.data == Desk(asked).data
    assert desk.text.count("待填：写明造成失分的具体原因") == 1


def test_the_tools_figures_are_set_back_and_said_so():
    desk = drafted(1)
    before = desk.text
    desk.change(("扣分: 10", "扣分: 5"), ("失分点A2: 差错1项", "失分点A2: 无"))
    found = desk.draft(ok(1))
    assert [d.code for d in found] == ["figure-edited"]
    assert "“扣分”、“失分点A2”由工具计算，手工改动不采用" in found[0].message
    assert desk.text == before


def test_a_text_taken_out_stays_out_and_is_told_by_the_pack():
    desk = drafted(1)
    desk.change(("    描述: 差错1项。\n", ""))
    desk.draft(ok(2))
    assert "描述" not in desk.data["问题"][0]
    assert evaluated(desk.inputs(ok(2))).findings[0].description == "差错2项。"


def test_braces_in_a_reason_are_not_taken_for_slots():
    desk = Desk()
    inputs = given(2, 1)
    answer = replace(inputs.department.answers["A2"], points=Decimal(30), reason="系统显示{{ 金额 }}")
    inputs = replace(inputs, department=replace(inputs.department, answers={"A2": answer}))
    desk.draft(inputs)
    assert evaluated(desk.inputs(inputs)).findings == evaluated(replace(inputs)).findings


def test_a_changed_reason_with_numbers_in_it_makes_texts_stale():
    def reasoned(reason: str):
        inputs = ok(1)
        answer = replace(inputs.department.answers["A2"], reason=reason)
        return replace(inputs, department=replace(inputs.department, answers={"A2": answer}))

    desk = Desk()
    desk.draft(reasoned("漏编车辆3台"))
    desk.change(("描述: 差错1项。", "描述: 漏编三台车。"))
    desk.draft(reasoned("漏编车辆5台"))
    assert "{数字: 理由A2, 原: 漏编车辆3台, 现: 漏编车辆5台, 文字: 描述}" in desk.text
