"""absorb: what was changed in the report goes back into the YAML files, and nothing else changes in them."""

import difflib
from copy import deepcopy

import docx
import pytest
from roundtrip_desk import Desk, codes, paragraph, replace

from reportgen.cli.absorb import difference
from reportgen.diagnostics import Refused
from reportgen.word import regions
from reportgen.word.wordml import text, w


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    return [x[2:].strip() for x in lines if x[0] == "-"], [x[2:].strip() for x in lines if x[0] == "+"]


def test_a_report_that_nobody_changed_changes_nothing(desk):
    yaml, people = desk.yaml, desk.people
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting, absorbed.files) == ((), (), ())
    assert (desk.yaml, desk.people) == (yaml, people)
    assert absorbed.diagnostics == ()


def test_narrative_goes_into_its_block_and_the_rest_stays_byte_for_byte(desk):
    before = desk.yaml
    desk.say("叙述.人员管理", "辅助性工作", "辅助性和事务性工作")
    assert [e.place for e in desk.absorb().written] == ["叙述.人员管理"]
    lost, new = changed_lines(before, desk.yaml)
    assert len(lost) == len(new) == 1
    assert new == [lost[0].replace("辅助性工作", "辅助性和事务性工作")]


PROBLEM = [
    ("问题.B42.标题", "超出财政考核标准", "高于财政考核标准", "标题: 编外人员占比高于财政考核标准"),
    ("问题.A21+A22.原因", "各科室分头编报", "有关科室分头编报", "原因: 有关科室分头编报绩效目标"),
    ("问题.A21+A22.措施.2", "按业务类型", "按业务类别", "措施: 按业务类别建立部门绩效指标体系"),
    ("问题.A21+A22.措施.2.时限", "2022年9月底前", "2022年8月底前", "时限: 2022年8月底前"),
    ("问题.A21+A22.措施.2.责任科室", "综合科", "办公室", "责任科室: 办公室"),
    ("问题.A21+A22.措施.2.成果", "及绩效目标审核表", "和审核表", "成果: 部门绩效指标体系和审核表"),
]


@pytest.mark.parametrize(("tag", "old", "new", "line"), PROBLEM)
def test_problems_go_into_their_entry_and_stay_there(desk, tag, old, new, line):
    desk.say(tag, old, new)
    absorbed = desk.absorb()
    assert [e.place for e in absorbed.written] == [tag]
    assert any(x.strip().lstrip("- ").startswith(line) for x in desk.people.splitlines())
    said = desk.texts()[tag]
    desk.build()
    assert desk.texts()[tag] == said
    assert desk.absorb().written == ()


def test_absorbing_twice_changes_nothing_more(desk):
    desk.say("叙述.资产管理", "专人登记", "专人负责登记")
    desk.say("问题.B12.标题", "代拨经费较多", "代拨经费偏多")
    desk.absorb()
    now = desk.yaml, desk.people
    assert desk.absorb().written == ()
    assert (desk.yaml, desk.people) == now


def test_slots_stay_slots_and_their_figures_are_the_tools(desk):
    tag = "问题.B42.原因"
    desk.say(tag, "年末劳务派遣14人", "到年末，劳务派遣15人")
    absorbed = desk.absorb()
    assert "到年末，劳务派遣{{ 人员.劳务派遣 }}人" in desk.people
    assert "figure-changed" in codes(absorbed)


def test_a_computed_figure_changed_in_the_evidence_is_told_and_not_taken(desk):
    tag = "问题.B42.描述"
    desk.edit(lambda _, found: replace(found[tag], "42.42%，偏高", "30.00%，明显偏高"))
    absorbed = desk.absorb()
    assert "42.42%，明显偏高" in desk.people
    assert "30.00%" not in desk.people
    told = next(d.message for d in absorbed.diagnostics if d.code == "figure-changed")
    assert "42.42% → 30.00%" in told
    assert not any("30.00%" in line for line in difference(absorbed.written[0]))


def test_a_figure_outside_every_control_is_told(desk):
    before = desk.yaml, desk.people

    def change(tree, _):
        for t in tree.iter(w("t")):
            if t.text and "5.06" in t.text:
                t.text = t.text.replace("5.06", "4.06")

    desk.edit(change)
    absorbed = desk.absorb()
    assert absorbed.written == ()
    told = [d.message for d in absorbed.diagnostics if d.code == "not-absorbed"]
    assert any("5.06" in message and "4.06" in message for message in told)
    assert (desk.yaml, desk.people) == before


def insert_after(words, **looks):
    def change(_, found):
        last = found["叙述.履职情况"].findall(w("p"))[-1]
        last.addnext(paragraph(words, last, **looks))

    return change


PARAGRAPHS = [
    ("新增一段文字。", {}, "新增一段文字。"),
    ("重点在于落实。", {"b": True}, "**重点在于落实。**"),
    ("1. 不是列表", {}, "1\\. 不是列表"),
    ("# 不是标题", {}, "\\# 不是标题"),
    ("甲*乙*丙", {}, "甲\\*乙\\*丙"),
    ("收入<支出 & {{ 年度 }}", {}, "收入<支出 & {{ 年度 }}"),
    ("冒号: 和 #号", {}, "冒号: 和 #号"),
]


@pytest.mark.parametrize(("words", "looks", "typed"), PARAGRAPHS)
def test_paragraphs_added_become_markdown(desk, words, looks, typed):
    before = desk.yaml
    desk.edit(insert_after(words, **looks))
    absorbed = desk.absorb()
    assert [e.place for e in absorbed.written] == ["叙述.履职情况"]
    assert changed_lines(before, desk.yaml) == ([], ["", typed])
    said = desk.texts()["叙述.履职情况"]
    desk.build()
    assert desk.texts()["叙述.履职情况"] == said


def test_paragraphs_taken_out_go(desk):
    before = desk.yaml
    desk.edit(lambda _, found: found["叙述.履职情况"].remove(found["叙述.履职情况"].findall(w("p"))[0]))
    desk.absorb()
    lost, new = changed_lines(before, desk.yaml)
    assert [x for x in lost if x and x.startswith("规划和政策方面")]
    assert not [x for x in new if x]
    assert "项目和服务方面" in desk.yaml


def test_an_item_of_a_list_is_changed_alone_where_it_can_be(desk):
    desk.say("叙述.增减原因", "一般性支出继续压减", "一般性支出再压减")
    desk.absorb()
    said = desk.texts()["叙述.增减原因"]
    desk.build()
    assert desk.texts()["叙述.增减原因"] == said
    assert desk.absorb().written == ()


def test_tracked_changes_count_as_accepted(desk):
    def change(_, found):
        run = next(found["叙述.人员管理"].iter(w("r")))
        inserted = run.makeelement(w("ins"), {w("id"): "901", w("author"): "甲"})
        deleted = run.makeelement(w("del"), {w("id"): "902", w("author"): "甲"})
        gone = run.makeelement(w("r"), {})
        gone.append(run.makeelement(w("delText"), {}))
        gone[0].text = "删去的话"
        deleted.append(gone)
        run.addprevious(deleted)
        run.addprevious(inserted)
        new = run.makeelement(w("r"), {})
        new.append(run.makeelement(w("t"), {}))
        new[0].text = "近年来，"
        inserted.append(new)

    desk.edit(change)
    absorbed = desk.absorb()
    assert "近年来，因河套合作区" in desk.yaml
    assert "删去的话" not in desk.yaml
    assert "tracked" in codes(absorbed)


def strip(tree, *names):
    for element in list(tree.iter(*map(w, names))):
        parent = element.getparent()
        at = parent.index(element)
        if element.tag == w("sdt"):
            for child in reversed(list(element.find(w("sdtContent")))):
                parent.insert(at, child)
        parent.remove(element)


def test_bookmarks_stand_in_where_controls_are_gone(desk):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.say("问题.A21+A22.措施.1", "逐项梳理", "逐个梳理")
    desk.edit(lambda tree, _: strip(tree, "sdt"))
    absorbed = desk.absorb()
    assert {e.place for e in absorbed.written} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
    assert "事务性工作" in desk.yaml
    assert "逐个梳理" in desk.people


def test_a_bookmark_that_slipped_within_its_control_does_not_cut_the_text(desk):
    """As LibreOffice leaves it: no tag, the bookmark inside, and its end a character early."""

    def slip(tree, found):
        content = found["问题.A21+A22.措施.1.责任科室"]
        control, run = content.getparent(), content[0]
        start, end = control.getprevious(), control.getnext()
        rest = deepcopy(run)
        words = text(run)
        run.find(w("t")).text, rest.find(w("t")).text = words[:-1], words[-1]
        content[:] = [start, run, end, rest]
        control.remove(control.find(w("sdtPr")))

    desk.edit(slip)
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting) == ((), ())
    assert {r.anchor for r in regions.read(desk.report.read_bytes()).regions} == {"控件", "书签"}


def test_where_both_are_gone_edits_wait_for_a_yes(desk):
    before = desk.yaml, desk.people
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.say("问题.A21+A22.措施.1", "逐项梳理", "逐个梳理")
    desk.edit(lambda tree, _: strip(tree, "sdt", "bookmarkStart", "bookmarkEnd"))
    absorbed = desk.absorb()
    assert {e.place for e in absorbed.waiting} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
    assert "controls-lost" in codes(absorbed)
    assert (desk.yaml, desk.people) == before
    desk.absorb(yes=True)
    assert "事务性工作" in desk.yaml
    assert "逐个梳理" in desk.people


def test_a_changed_tag_is_found_by_its_second_name(desk):
    def change(tree, _):
        for tag in tree.iter(w("tag")):
            if tag.get(w("val")) == "叙述.人员管理":
                tag.set(w("val"), "叙述.别处")

    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.edit(change)
    assert [e.place for e in desk.absorb().written] == ["叙述.人员管理"]


def test_a_tag_of_nothing_is_told(desk):
    def change(tree, found):
        for name in ("tag", "alias"):
            for tag in tree.iter(w(name)):
                if tag.get(w("val")) == "叙述.人员管理":
                    tag.set(w("val"), "叙述.人员管里")

    desk.edit(change)
    absorbed = desk.absorb()
    told = next(d for d in absorbed.diagnostics if d.code == "unknown-control")
    assert "叙述.人员管里" in told.message
    assert "叙述.人员管理" in told.hint


def test_two_controls_of_one_tag_with_different_words_are_refused_alone(desk):
    before = desk.yaml

    def change(_, found):
        sdt = found["叙述.人员管理"].getparent()
        sdt.addnext(deepcopy(sdt))
        replace(sdt, "辅助性工作", "事务性工作")

    desk.edit(change)
    desk.say("叙述.资产管理", "专人登记", "专人负责登记")
    absorbed = desk.absorb()
    assert "control-twice" in codes(absorbed)
    assert [e.place for e in absorbed.written] == ["叙述.资产管理"]
    assert changed_lines(before, desk.yaml)[1][0].startswith("我局固定资产由专人负责登记")


def test_a_text_printed_twice_may_be_changed_in_either_place(desk):
    desk.say("问题.C21.标题#2", "预算执行偏慢", "预算执行较慢")
    assert [e.place for e in desk.absorb().written] == ["问题.C21.标题"]
    assert "标题: 前两季度预算执行较慢" in desk.people


def test_a_text_changed_differently_in_two_places_is_told(desk):
    before = desk.people
    desk.say("问题.C21.标题", "预算执行偏慢", "预算执行较慢")
    desk.say("问题.C21.标题#2", "预算执行偏慢", "预算执行缓慢")
    assert "edited-twice" in codes(desk.absorb())
    assert desk.people == before


def test_data_changed_since_waits_for_a_yes(desk):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.dept.write_text(desk.yaml.replace("我局使用劳务派遣人员承担", "我局按规定使用劳务派遣人员承担"), "utf-8")
    before = desk.yaml
    absorbed = desk.absorb()
    assert [e.place for e in absorbed.waiting] == ["叙述.人员管理"]
    assert desk.yaml == before


def emptied(content) -> None:
    for t in content.iter(w("t")):
        t.text = ""


def out(content) -> None:
    """The paragraph or control that holds `content` deleted."""
    sdt = content.getparent()
    holder = sdt.getparent()
    (holder if holder.tag == w("p") else sdt).getparent().remove(holder if holder.tag == w("p") else sdt)


@pytest.mark.parametrize("take", [emptied, out])
def test_narrative_taken_out_waits_for_a_yes_and_stays_as_a_comment(desk, take):
    before = desk.yaml
    desk.edit(lambda _, found: take(found["叙述.人员管理"]))
    assert [(e.place, e.doubt) for e in desk.absorb().waiting] == [("叙述.人员管理", "在 Word 中已删去")]
    assert desk.yaml == before
    assert [e.place for e in desk.absorb(yes=True).written] == ["叙述.人员管理"]
    at = desk.yaml.index("  人员管理:\n  # 已在 Word 中删去：\n  # 人员管理: |\n  #   因河套合作区")
    assert desk.yaml[:at] == before[:at]
    assert len(changed_lines(before, desk.yaml)[1]) == 2 + len(changed_lines(before, desk.yaml)[0])
    desk.build()
    assert "叙述.人员管理" not in desk.texts()
    assert desk.absorb(yes=True).written == ()


def test_a_measure_taken_out_waits_for_a_yes_and_stays_as_a_comment(desk):
    before = desk.people
    second = desk.texts()["问题.A21+A22.措施.2"]
    desk.say("问题.A21+A22.措施.2", "按业务类型", "按业务类别")
    desk.edit(lambda _, found: out(found["问题.A21+A22.措施.1"]))
    absorbed = desk.absorb()
    assert [e.place for e in absorbed.waiting] == ["问题.A21+A22.措施.1"]
    absorbed = desk.absorb(yes=True)
    assert [e.place for e in absorbed.written] == ["问题.A21+A22.措施.1"]
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


@pytest.mark.parametrize(("tag", "stays"), PARTS)
def test_a_part_taken_out_waits_for_a_yes_and_stays_as_a_comment(desk, tag, stays):
    desk.edit(lambda _, found: emptied(found[tag]))
    assert [e.place for e in desk.absorb().waiting] == [tag]
    assert [e.place for e in desk.absorb(yes=True).written] == [tag]
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
    assert [e.place for e in absorbed.written] == ["问题.A21+A22.措施.3"]
    assert "先补一条。" in desk.people
    assert "按业务类别" in desk.people


def test_a_bad_file_is_refused(desk):
    before = desk.yaml, desk.people
    for content, code in ((b"PK not a zip", "not-docx"), (b"", "not-docx")):
        desk.report.write_bytes(content)
        with pytest.raises(Refused) as refused:
            desk.absorb()
        assert refused.value.diagnostics[0].code == code
    desk.report.unlink()
    with pytest.raises(Refused, match="找不到报告"):
        desk.absorb()
    assert (desk.yaml, desk.people) == before


def test_a_foreign_document_is_refused(desk):
    made = docx.Document()
    made.add_paragraph("别处来的文件")
    made.save(str(desk.report))
    with pytest.raises(Refused, match="没有内容控件"):
        desk.absorb()


@pytest.mark.parametrize(("old", "new"), [("年度: 2021", "年度: 2020"), ("全称: 深圳市福田区", "全称: 深圳市某某区")])
def test_the_report_of_another_department_or_year_is_refused(desk, old, new):
    desk.dept.write_text(desk.yaml.replace(old, new, 1), "utf-8")
    with pytest.raises(Refused, match="请核对报告和"):
        desk.absorb()


def test_two_runs_at_once_do_not_write_over_each_other(desk):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    before = desk.yaml
    lock = desk.dept.with_name(".~dept.yaml.lock")
    lock.touch()
    with pytest.raises(Refused, match="另一个程序正在更新"):
        desk.absorb()
    assert desk.yaml == before
    lock.unlink()
    assert desk.absorb().written


def test_what_a_draft_asks_for_is_filled_in_in_word(desk):
    given = next(x for x in desk.people.splitlines() if x.strip().startswith("原因: 河套合作区"))
    path = desk.dept.parent / "整改.yaml"
    path.write_text(desk.people.replace(given, "    原因:"), "utf-8")
    desk.build(draft=True)
    assert desk.texts()["问题.B42.原因"] == "【待填：主要原因】"
    assert desk.absorb().written == ()
    desk.say("问题.B42.原因", "【待填：主要原因】", "辅助性岗位较多。")
    assert [e.place for e in desk.absorb().written] == ["问题.B42.原因"]
    assert "原因: 辅助性岗位较多。" in desk.people
