"""The round trip through LibreOffice: it drops the tags, so that bookmarks and second names must do."""

import libreoffice
import pytest
from roundtrip_desk import Desk, replace
from sample import COMPACT

from reportgen.word.returned import regions

pytestmark = [pytest.mark.slow, libreoffice.NEEDED]


def test_a_report_saved_unchanged_has_no_edits(tmp_path):
    desk = Desk(tmp_path)
    before = desk.report.read_bytes()
    libreoffice.edit(desk.report, "没有这几个字=")
    assert desk.report.read_bytes() != before
    known = [region.tag for region in regions.read(before).regions]
    assert [r.tag for r in regions.read(desk.report.read_bytes(), known).regions if r.tag in known]
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting) == ((), ())


def test_words_changed_in_libreoffice_are_absorbed(tmp_path):
    desk = Desk(tmp_path)
    libreoffice.edit(desk.report, "辅助性工作。=事务性工作。|逐项梳理项目的任务=逐个梳理项目的任务")
    absorbed = desk.absorb()
    assert {str(e.place) for e in absorbed.written} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
    assert absorbed.waiting == ()
    assert "事务性工作。" in desk.yaml
    assert "逐个梳理项目的任务" in desk.people


def test_edits_made_before_it_was_saved_by_libreoffice_are_absorbed(tmp_path):
    desk = Desk(tmp_path)
    desk.edit(lambda _, found: replace(found["叙述.资产管理"], "专人登记", "专人负责登记"))
    libreoffice.edit(desk.report, "没有这几个字=")
    assert [str(e.place) for e in desk.absorb().written] == ["叙述.资产管理"]
    assert "专人负责登记" in desk.yaml


def test_paragraphs_and_lists_made_in_libreoffice_are_absorbed(tmp_path):
    """In the layout of 坪山: paragraphs parted and added, one made an item by the list button, a measure changed."""
    desk = Desk(tmp_path, COMPACT / "pingshan-kechuang-2021" / "dept.yaml")
    more = "不予办理。=不予办理。\\n加强支出审核。|保障重点项目。=保障重点项目。\\n写在最后的一段。"
    libreoffice.edit(desk.report, f"压缩年中调剂=减少年中调剂|{more}|加强支出审核。=NUMBERED")
    absorbed = desk.absorb()
    assert {str(e.place) for e in absorbed.written} == {"问题.B12+A11.措施.2", "叙述.后续计划"}
    assert (absorbed.waiting, absorbed.diagnostics) == ((), ())
    assert "减少年中调剂，确需调整的" in desk.people
    assert "不予办理。\n\n    1. 加强支出审核。\n\n    二是" in desk.yaml
    assert "重点项目。\n\n    写在最后的一段。\n" in desk.yaml
    assert desk.absorb(yes=True).written == ()
    desk.build()
    assert "\n1.加强支出审核。\n" in desk.texts()["叙述.后续计划"]
