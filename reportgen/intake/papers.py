"""A file that was handed in: what it is, and whose by what itself says; its name counts for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from reportgen.evaluation import FILE
from reportgen.facts.source import ordinary
from reportgen.patterns import regex
from reportgen.system import why
from reportgen.values import Frozen

_YEAR = regex(r"(?<!\d)((?:19|20)\d\d)\s*年")
_LEFT_BY_PROGRAMS = (".", "~$", "thumbs.db", "desktop.ini")
_OF_NO_USE = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".docm"), "请在 Word 或 WPS 里另存为 .docx"),
    ".pdf": "PDF 不能逐处比对，请报送 .docx；单看数字可用 reportgen audit",
    **dict.fromkeys((".zip", ".rar", ".7z"), "是压缩包，请先解开"),
    **dict.fromkeys((".yaml", ".yml", ".json"), "是资料，不是报送的报告"),
}
_ELSE = "收的是报告（.docx）和填好的整改台账（.xlsx、.xls、.ods）"


class PaperKind(StrEnum):
    """What a file is."""

    REPORT = "报告"
    LEDGER = "整改台账"
    OTHER = "其他"


class Expected(Frozen):
    """A department whose report is awaited, and where its data are; a unit of another need not hand one in."""

    dept: Path
    name: str
    year: str
    unit: bool = False


class Paper(Frozen):
    """A file: what it is and whose, `trouble` where it cannot be used and what to do about it."""

    path: Path
    kind: PaperKind
    department: str = ""
    year: str = ""
    digest: str = ""
    draft: bool = False
    trouble: str = ""
    advice: str = ""


def files_in(folder: Path) -> list[Path]:
    """Every file below `folder` that a person may have put there; results that lie beside reports are none."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != FILE)
    parts = {path: path.relative_to(folder).parts for path in found}
    return sorted(path for path, own in parts.items() if not any(map(_left_by_programs, own)))


def _left_by_programs(name: str) -> bool:
    return name.lower().startswith(_LEFT_BY_PROGRAMS)


def content(path: Path) -> tuple[bytes, str]:
    """What is in the file, or why it cannot be opened."""
    try:
        return ordinary(path), ""
    except OSError as failure:
        return b"", why(failure)


def of_no_use(path: Path) -> Paper:
    """A file of a kind that is not looked into."""
    suffix = path.suffix.lower()
    trouble = f"{suffix} 文件，没有核对" if suffix else "没有后缀，没有核对"
    return Paper(path, PaperKind.OTHER, trouble=trouble, advice=_OF_NO_USE.get(suffix, _ELSE))


def by_title(head: str, due: Sequence[Expected]) -> tuple[str, str]:
    """Department and year that the first words of a report name; of names that hold one another the longest."""
    plain = "".join(head.split())
    names = [one.name for one in due if one.name and "".join(one.name.split()) in plain]
    years = list(dict.fromkeys(_YEAR.findall(plain)))
    name = max(names, key=len, default="")
    own = [one.year for one in due if one.name == name and one.year in years]
    return name, own[0] if own else years[0] if years else ""
