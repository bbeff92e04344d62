"""absorb: what was changed in the report goes back into the YAML files, and nothing else changes in them."""

from copy import deepcopy

import pytest
from roundtrip_desk import Desk, changed_lines, codes, paragraph, replace, strip

from reportgen.cli.absorb import difference
from reportgen.word.ooxml.wordml import text, w
from reportgen.word.returned import regions


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


def test_a_report_that_nobody_changed_changes_nothing(desk):
    yaml, people = desk.yaml, desk.people
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting, absorbed.files) == ((), (), ())
    assert (desk.yaml, desk.people) == (yaml, people)
    assert absorbed.diagnostics == ()


def test_narrative_goes_into_its_block_and_the_rest_stays_byte_for_byte(desk):
    before = desk.yaml
    desk.say("叙述.人员管理", "辅助性工作", "辅助性和事务性工作")
    assert [str(e.place) for e in desk.absorb().written] == ["叙述.人员管理"]
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


@pytest.mark.few(1)
@pytest.mark.parametrize(("tag", "old", "new", "line"), PROBLEM)
def test_problems_go_into_their_entry_and_stay_there(desk, tag, old, new, line):
    desk.say(tag, old, new)
    absorbed = desk.absorb()
    assert [str(e.place) for e in absorbed.written] == [tag]
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


@pytest.mark.few(2)
@pytest.mark.parametrize(("words", "looks", "typed"), PARAGRAPHS)
def test_paragraphs_added_become_markdown(desk, words, looks, typed):
    before = desk.yaml
    desk.edit(insert_after(words, **looks))
    absorbed = desk.absorb()
    assert [str(e.place) for e in absorbed.written] == ["叙述.履职情况"]
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


def test_bookmarks_stand_in_where_controls_are_gone(desk):
    desk.say("叙述.人员管理", "辅助性工作", "事务性工作")
    desk.say("问题.A21+A22.措施.1", "逐项梳理", "逐个梳理")
    desk.edit(lambda tree, _: strip(tree, "sdt"))
    absorbed = desk.absorb()
    assert {str(e.place) for e in absorbed.written} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
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
    assert {str(e.place) for e in absorbed.waiting} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
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
    assert [str(e.place) for e in desk.absorb().written] == ["叙述.人员管理"]


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
    assert [str(e.place) for e in absorbed.written] == ["叙述.资产管理"]
    assert changed_lines(before, desk.yaml)[1][0].startswith("我局固定资产由专人负责登记")


def test_a_text_printed_twice_may_be_changed_in_either_place(desk):
    desk.say("问题.C21.标题#2", "预算执行偏慢", "预算执行较慢")
    assert [str(e.place) for e in desk.absorb().written] == ["问题.C21.标题"]
    assert "标题: 各季度预算执行较慢" in desk.people


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
    assert [str(e.place) for e in absorbed.waiting] == ["叙述.人员管理"]
    assert desk.yaml == before


@pytest.mark.slow
def test_what_a_draft_asks_for_is_filled_in_in_word(desk):
    given = next(x for x in desk.people.splitlines() if x.strip().startswith("原因: 河套合作区"))
    path = desk.dept.parent / "整改.yaml"
    path.write_text(desk.people.replace(given, "    原因:"), "utf-8")
    desk.build(draft=True)
    assert desk.texts()["问题.B42.原因"] == "【待填：主要原因】"
    assert desk.absorb().written == ()
    desk.say("问题.B42.原因", "【待填：主要原因】", "辅助性岗位较多。")
    assert [str(e.place) for e in desk.absorb().written] == ["问题.B42.原因"]
    assert "原因: 辅助性岗位较多。" in desk.people
