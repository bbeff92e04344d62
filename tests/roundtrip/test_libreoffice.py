"""The round trip through LibreOffice: it drops the tags, so that bookmarks and second names must do."""

import shutil
import subprocess
from pathlib import Path

import pytest
from roundtrip_desk import Desk, replace
from sample import COMPACT

from reportgen.word.returned import regions

OFFICE = shutil.which("soffice")
pytestmark = [pytest.mark.slow, pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")]
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(path As String, edits As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  For Each one In Split(edits, "|")
    search = document.createReplaceDescriptor()
    search.SearchRegularExpression = True
    search.SearchString = Split(one, "=")(0) : search.ReplaceString = Split(one, "=")(1)
    If search.ReplaceString = "NUMBERED" Then
      found = document.findFirst(search)
      found.NumberingStyleName = "Numbering 123"
    Else
      document.replaceAll(search)
    End If
  Next one
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(path), saved())
  document.close(True)
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


def office(profile: Path, *arguments: str) -> None:
    """LibreOffice without a window, with a profile of its own."""
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments],
        check=True,
        timeout=180,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def profile(tmp_path_factory) -> Path:
    """A profile with a macro that searches, replaces and saves."""
    home = tmp_path_factory.mktemp("office")
    office(home, "--terminate_after_init")
    basic = home / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(_MACRO, "utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    return home


def edit(profile: Path, report: Path, edits: str) -> None:
    """What is searched and what is put there, old=new, one after the other."""
    office(profile, f'macro:///Standard.Module1.Edit("{report}","{edits}")')


def test_a_report_saved_unchanged_has_no_edits(tmp_path, profile):
    desk = Desk(tmp_path)
    before = desk.report.read_bytes()
    edit(profile, desk.report, "没有这几个字=")
    assert desk.report.read_bytes() != before
    known = [region.tag for region in regions.read(before).regions]
    assert [r.tag for r in regions.read(desk.report.read_bytes(), known).regions if r.tag in known]
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting) == ((), ())


def test_words_changed_in_libreoffice_are_absorbed(tmp_path, profile):
    desk = Desk(tmp_path)
    edit(profile, desk.report, "辅助性工作。=事务性工作。|逐项梳理项目的任务=逐个梳理项目的任务")
    absorbed = desk.absorb()
    assert {str(e.place) for e in absorbed.written} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
    assert absorbed.waiting == ()
    assert "事务性工作。" in desk.yaml
    assert "逐个梳理项目的任务" in desk.people


def test_edits_made_before_it_was_saved_by_libreoffice_are_absorbed(tmp_path, profile):
    desk = Desk(tmp_path)
    desk.edit(lambda _, found: replace(found["叙述.资产管理"], "专人登记", "专人负责登记"))
    edit(profile, desk.report, "没有这几个字=")
    assert [str(e.place) for e in desk.absorb().written] == ["叙述.资产管理"]
    assert "专人负责登记" in desk.yaml


def test_paragraphs_and_lists_made_in_libreoffice_are_absorbed(tmp_path, profile):
    """In the layout of 坪山: paragraphs parted and added, one made an item by the list button, a measure changed."""
    desk = Desk(tmp_path, COMPACT / "pingshan-kechuang-2021" / "dept.yaml")
    more = "不予办理。=不予办理。\\n加强支出审核。|保障重点项目。=保障重点项目。\\n写在最后的一段。"
    edit(profile, desk.report, f"压缩年中调剂=减少年中调剂|{more}|加强支出审核。=NUMBERED")
    absorbed = desk.absorb()
    assert {str(e.place) for e in absorbed.written} == {"问题.B12+A11.措施.2", "叙述.后续计划"}
    assert (absorbed.waiting, absorbed.diagnostics) == ((), ())
    assert "减少年中调剂，确需调整的" in desk.people
    assert "不予办理。\n\n    1. 加强支出审核。\n\n    二是" in desk.yaml
    assert "重点项目。\n\n    写在最后的一段。\n" in desk.yaml
    assert desk.absorb(yes=True).written == ()
    desk.build()
    assert "\n1.加强支出审核。\n" in desk.texts()["叙述.后续计划"]
