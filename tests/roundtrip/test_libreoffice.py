"""The round trip through LibreOffice: it drops the tags, so that bookmarks and second names must do."""

import shutil
import subprocess
from pathlib import Path

import pytest
from roundtrip_desk import Desk, replace

from reportgen.word import regions

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Edit(path As String, old As String, changed As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
  search = document.createReplaceDescriptor()
  search.SearchString = old : search.ReplaceString = changed
  document.replaceAll(search)
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


def edit(profile: Path, report: Path, old: str, new: str) -> None:
    office(profile, f'macro:///Standard.Module1.Edit("{report}","{old}","{new}")')


def test_a_report_saved_unchanged_has_no_edits(tmp_path, profile):
    desk = Desk(tmp_path)
    before = desk.report.read_bytes()
    edit(profile, desk.report, "没有这几个字", "")
    assert desk.report.read_bytes() != before
    known = [region.tag for region in regions.read(before).regions]
    assert [r.tag for r in regions.read(desk.report.read_bytes(), known).regions if r.tag in known]
    absorbed = desk.absorb()
    assert (absorbed.written, absorbed.waiting) == ((), ())


def test_words_changed_in_libreoffice_are_absorbed(tmp_path, profile):
    desk = Desk(tmp_path)
    edit(profile, desk.report, "辅助性工作。", "事务性工作。")
    edit(profile, desk.report, "逐项梳理项目的任务", "逐个梳理项目的任务")
    absorbed = desk.absorb()
    assert {e.place for e in absorbed.written} == {"叙述.人员管理", "问题.A21+A22.措施.1"}
    assert absorbed.waiting == ()
    assert "事务性工作。" in desk.yaml
    assert "逐个梳理项目的任务" in desk.people


def test_edits_made_before_it_was_saved_by_libreoffice_are_absorbed(tmp_path, profile):
    desk = Desk(tmp_path)
    desk.edit(lambda _, found: replace(found["叙述.资产管理"], "专人登记", "专人负责登记"))
    edit(profile, desk.report, "没有这几个字", "")
    assert [e.place for e in desk.absorb().written] == ["叙述.资产管理"]
    assert "专人负责登记" in desk.yaml
