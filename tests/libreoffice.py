"""LibreOffice without a window, for slow tests: a profile with macros of ours, and one run for several documents."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

OFFICE = shutil.which("soffice")
NEEDED = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
_FILTERS = {
    ".docx": "MS Word 2007 XML",
    ".ods": "calc8",
    ".pdf": "calc_pdf_Export",
    ".xls": "MS Excel 97",
    ".xlsx": "Calc MS Excel 2007 XML",
}
_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Function Opened(path As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  Opened = StarDesktop.loadComponentFromURL(ConvertToURL(path), "_blank", 0, hidden())
End Function
Sub Store(document, path As String, filter As String)
  Dim saved(0) As New com.sun.star.beans.PropertyValue
  saved(0).Name = "FilterName" : saved(0).Value = filter
  document.storeToURL(ConvertToURL(path), saved())
  document.close(True)
End Sub
Sub Save(jobs As String)
  For Each job In Split(jobs, "|")
    Store(Opened(Split(job, "=")(0)), Split(job, "=")(1), Split(job, "=")(2))
  Next job
End Sub
Sub Edit(path As String, edits As String)
  document = Opened(path)
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
  Store(document, path, "MS Word 2007 XML")
End Sub
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Module1"/></library:library>
"""


@cache
def _profile() -> TemporaryDirectory[str]:
    """A profile with the macros, for all tests of this process; it goes when the process ends."""
    home = TemporaryDirectory(prefix="reportgen-office-")
    _office(home, "--terminate_after_init")
    basic = Path(home.name) / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "Module1.xba").write_text(_MACROS, "utf-8")
    (basic / "script.xlb").write_text(_LIBRARY, "utf-8")
    return home


def _office(home: TemporaryDirectory[str], *arguments: str) -> None:
    own = f"-env:UserInstallation={Path(home.name).as_uri()}"
    subprocess.run([str(OFFICE), own, "--headless", *arguments], check=True, timeout=180, capture_output=True)


def _run(macro: str, *arguments: str) -> None:
    given = ",".join(f'"{one}"' for one in arguments)
    _office(_profile(), f"macro:///Standard.Module1.{macro}({given})")


def save(*jobs: tuple[Path, Path]) -> None:
    """Each document opened and saved as another, whose suffix tells the format, one after the other."""
    _run("Save", "|".join(f"{source}={target}={_FILTERS[target.suffix]}" for source, target in jobs))
    assert [target for _, target in jobs if not target.is_file()] == []


def edit(report: Path, edits: str) -> None:
    """What is searched and what is put there, old=new, one after the other; saved in its place."""
    _run("Edit", str(report), edits)
