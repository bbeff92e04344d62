"""A folder of what departments handed in, held against their data: nothing is written."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen import __version__
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic, Position, Refused, errors, warning
from reportgen.facts import source
from reportgen.facts.units import FIELD
from reportgen.intake import list_sheets
from reportgen.intake.ledgers import filled_ledger, taking
from reportgen.intake.papers import Expected, Paper, PaperKind, by_title, content, files_in, of_no_use
from reportgen.intake.situation import FIGURE, LEDGER, TEXT, Deviation, Held, Reception
from reportgen.roundtrip.absorb import SeenReport, examine
from reportgen.sheets import book
from reportgen.stages.inputs import Wanted
from reportgen.stages.last_run import digest
from reportgen.stages.shelf import Shelf
from reportgen.values import replace
from reportgen.word.returned import owner

_OF_FIGURES = ("not-absorbed", "more")  # told one by one as deviations
_OLDER, _NO_MATTER = ("older-report", "older-pack"), ("tracked", "other-pack", "no-identity")


def expected(dept: Path) -> tuple[Expected, tuple[str, ...]]:
    """The department of `dept` before anything is checked, and its units by the true names of their files."""
    found, _ = source.load(dept)
    data = found.data if found and isinstance(found.data, dict) else {}
    office = data.get("部门")
    name = office.get("全称") if isinstance(office, dict) else office
    listed = data.get(FIELD)
    units = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    own = Expected(dept, _text(name), _text(data.get("年度")))
    return own, tuple(os.path.realpath(dept.parent / unit) for unit in units)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def awaited(found: Sequence[tuple[Expected, tuple[str, ...]]]) -> tuple[list[Expected], list[Diagnostic]]:
    """Whose reports are awaited: units are told from departments, and what cannot be told apart is told."""
    units = {unit for _, own in found for unit in own}
    due = [replace(one, unit=os.path.realpath(one.dept) in units) for one, _ in found if one.name and one.year]
    nameless = [one.dept for one, _ in found if not (one.name and one.year)]
    told = [
        warning("dept", "读不出部门全称或年度，没有核对这个部门", "请先用 check 改好资料", Position(str(dept)))
        for dept in nameless
    ]
    for (name, year), number in Counter((one.name, one.year) for one in due).items():
        if number > 1:
            places = "、".join(str(one.dept) for one in due if (one.name, one.year) == (name, year))
            told.append(
                warning("alike", f"“{name}”{year}年度有 {number} 份资料，按第一份核对：{places}", "请删去不用的")
            )
    return list({(one.name, one.year): one for one in reversed(due)}.values())[::-1], told


def papers(folder: Path, due: Sequence[Expected]) -> Iterator[Paper]:
    """Every file below `folder`: what it is, and whose."""
    for path in files_in(folder):
        suffix = path.suffix.lower()
        if suffix == ".docx":
            yield _report(path, due)
        elif suffix in filled_ledger.SUFFIXES:
            yield _ledger(path)
        else:
            yield of_no_use(path)


def _report(path: Path, due: Sequence[Expected]) -> Paper:
    data, wrong = content(path)
    if wrong:
        return Paper(path, PaperKind.REPORT, trouble=wrong, advice="请核对文件和权限")
    try:
        known, head = owner.told(data, path.name)
    except Refused as refusal:
        return _in_trouble(path, PaperKind.REPORT, refusal)
    name, year = (known.department, known.year) if known else by_title(head, due)
    return Paper(path, PaperKind.REPORT, name, year, digest(data), known is not None and known.draft)


def _ledger(path: Path) -> Paper:
    try:
        handed, _ = filled_ledger.read(path)
    except Refused as refusal:
        return _in_trouble(path, PaperKind.OTHER, refusal)
    return Paper(path, PaperKind.LEDGER, handed.department, str(handed.year or ""))


def _in_trouble(path: Path, kind: PaperKind, refusal: Refused) -> Paper:
    first = refusal.diagnostics[0]
    return Paper(path, kind, trouble=first.message, advice=first.hint)


def held(paper: Paper, due: Expected, shelf: Shelf, cache: Cache = NONE) -> Held:
    """`paper` held against the data of `due`."""
    pack = Wanted(cache=cache, load=shelf.load)
    try:
        if paper.kind is PaperKind.LEDGER:
            return _ledger_held(paper, due, pack)
        return _report_held(paper, due, examine(paper.path, due.dept, pack, shelf.press))
    except Refused as refusal:
        wrong = (errors(refusal.diagnostics) or list(refusal.diagnostics))[0]
        at = f"{wrong.position.file}：" if wrong.position else ""
        return Held(paper, due, trouble=f"{at}{wrong.message}")


def _ledger_held(paper: Paper, due: Expected, pack: Wanted) -> Held:
    found = taking.compared(filled_ledger.read(paper.path)[0], due.dept, pack)
    cells = [Deviation(LEDGER, f"{one.place} {one.name}", one.before, one.after, one.doubt) for one in found.reported]
    return Held(paper, due, (*cells, *(_said(LEDGER, each) for each in found.diagnostics)))


def _report_held(paper: Paper, due: Expected, seen: SeenReport) -> Held:
    texts = [
        Deviation(TEXT, str(edit.place), edit.before.words, edit.after.words or "（已删去）", edit.doubt)
        for edit in seen.edits
    ]
    figures = [Deviation(FIGURE, "正文", *one.shown) for one in seen.differing]
    known = (*_OF_FIGURES, *_NO_MATTER, *_OLDER)
    others = [_said(FIGURE, each) for each in seen.diagnostics if each.code not in known]
    older = [each.message for each in seen.diagnostics if each.code in _OLDER]
    if (made := seen.back.identity) and made.version != __version__:
        older.append(f"报告由程序 {made.version} 生成，现为 {__version__}，工具写的文字可能不同")
    return Held(paper, due, (*texts, *figures, *others), "；".join(older))


def _said(kind: str, one: Diagnostic) -> Deviation:
    return Deviation(kind, one.position.place if one.position else "", said=one.message)


def reception_workbook(found: Reception, today: dt.date) -> bytes:
    """退回清单.xlsx."""
    return book.workbook(list_sheets.sheets(found), (), today)
