"""What is taken out in Word goes out of the data once that is confirmed, and stays there as a comment."""

import pytest
from roundtrip_desk import Desk, changed_lines, codes, emptied, out


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.mark.few(1)
@pytest.mark.parametrize("take", [emptied, out])
def test_narrative_taken_out_waits_for_a_yes_and_stays_as_a_comment(desk, take):
    before = desk.yaml
    desk.edit(lambda _, found: take(found["叙述.人员管理"]))
    assert [(str(e.place), e.doubt) for e in desk.absorb().waiting] == [("叙述.人员管理", "在 Word 中已删去")]
    assert desk.yaml == before
    assert [str(e.place) for e in desk.absorb(yes=True).written] == ["叙述.人员管理"]
    at = desk.yaml.index("  人员管理:\n  # 已在 Word 中删去：\n  # 人员管理: |\n  #   因河套合作区")
    assert desk.yaml[:at] == before[:at]
    assert len(changed_lines(before, desk.yaml)[1]) == 2 + len(changed_lines(before, desk.yaml)[0])
    desk.build()
    assert "叙述.人员管理" not in desk.texts()
    assert desk.absorb(yes=True).written == ()


@pytest.mark.slow
def test_a_measure_taken_out_waits_for_a_yes_and_stays_as_a_comment(desk):
    before = desk.people
    second = desk.texts()["问题.A21+A22.措施.2"]
    desk.say("问题.A21+A22.措施.2", "按业务类型", "按业务类别")
    desk.edit(lambda _, found: out(found["问题.A21+A22.措施.1"]))
    absorbed = desk.absorb()
    assert [str(e.place) for e in absorbed.waiting] == ["问题.A21+A22.措施.1"]
    absorbed = desk.absorb(yes=True)
    assert [str(e.place) for e in absorbed.written] == ["问题.A21+A22.措施.1"]
    assert codes(absorbed) == []
    assert (
        """\
      # 已在 Word 中删去：
      # - 措施: 由综合科牵头，各科室逐项梳理项目的任务、产出和效益，写明每项指标的计算口径、数据来源和目标值依据。
      #   责任科室: 综合科、各业务科室
      #   时限: 2022年6月底前
      #   成果: 项目绩效目标梳理表
      - 措施: 按业务类别"""
        in desk.people
    )
    assert desk.absorb(yes=True).written == ()
    assert set(changed_lines(before, desk.people)[0]) == {
        line.strip()
        for line in before.splitlines()
        if "- 措施: 由综合科牵头，各科室逐项" in line or "按业务类型" in line
    } | {"成果: 项目绩效目标梳理表", "责任科室: 综合科、各业务科室", "时限: 2022年6月底前"}
    desk.build()
    assert desk.texts()["问题.A21+A22.措施.1"] == second.replace("按业务类型", "按业务类别")
    assert "问题.A21+A22.措施.2" not in desk.texts()


PARTS = [
    ("问题.B42.原因", "    原因:\n    # 已在 Word 中删去：\n    # 原因: 河套合作区"),
    ("问题.A21+A22.措施.1.成果", "        成果:\n        # 已在 Word 中删去：\n        # 成果: 项目绩效目标梳理表\n"),
]


@pytest.mark.few(1)
@pytest.mark.parametrize(("tag", "stays"), PARTS)
def test_a_part_taken_out_waits_for_a_yes_and_stays_as_a_comment(desk, tag, stays):
    desk.edit(lambda _, found: emptied(found[tag]))
    assert [str(e.place) for e in desk.absorb().waiting] == [tag]
    assert [str(e.place) for e in desk.absorb(yes=True).written] == [tag]
    assert stays in desk.people
    desk.build()
    assert tag not in desk.texts()


def test_the_last_measure_is_not_taken_out(desk):
    before = desk.people

    def change(_, found):
        for tag in ("问题.A21+A22.措施.1", "问题.A21+A22.措施.2"):
            out(found[tag])

    desk.edit(change)
    assert codes(desk.absorb(yes=True)) == ["last-measure", "last-measure"]
    assert not changed_lines(before, desk.people)[0]


def test_a_problem_taken_out_is_told_and_stays(desk):
    def change(_, found):
        for tag in [
            tag for tag in found if tag.startswith("问题.B42.") and found[tag].getparent().getparent() is not None
        ]:
            emptied(found[tag])

    desk.edit(change)
    absorbed = desk.absorb(yes=True)
    assert absorbed.written == ()
    assert codes(absorbed).count("problem-removed") == 1


def test_what_came_into_the_data_after_the_report_is_not_taken_for_removed(desk):
    path = desk.dept.parent / "整改.yaml"
    first = "      - 措施: 由综合科牵头，各科室逐项梳理"
    path.write_text(desk.people.replace(first, "      - 措施: 先补一条。\n" + first, 1), "utf-8")
    desk.say("问题.A21+A22.措施.2", "按业务类型", "按业务类别")
    absorbed = desk.absorb(yes=True)
    assert [str(e.place) for e in absorbed.written] == ["问题.A21+A22.措施.3"]
    assert "先补一条。" in desk.people
    assert "按业务类别" in desk.people
