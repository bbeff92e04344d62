"""audit: a finished report to remarks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.audit import data, pack_ground, readers
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic
from reportgen.packs.pack import Pack
from reportgen.stages.inputs import pack_roots
from reportgen.statements import Ground, Remark, Report, look


@dataclass(frozen=True)
class Audited:
    """A report read, the pack it was held against, what there is to say, and what was noted on the way."""

    path: Path
    report: Report
    pack: Pack | None
    remarks: tuple[Remark, ...]
    noted: tuple[Diagnostic, ...] = ()


def audit(
    path: Path,
    pack: str | None = None,
    progress: readers.Progress = lambda done, total: None,
    *,
    dept: Path | None = None,
    cache: Cache = NONE,
) -> Audited:
    """The report at `path` held against itself, a pack's rules and, where given, the data of `dept`.

    Raises Refused where one of them cannot be read. Packs and compiled templates come from `cache`.
    """
    report = readers.read(path, progress)
    chosen = pack_ground.chosen(report, pack_roots(path), pack, cache)
    ground = pack_ground.ground(chosen, report) if chosen else Ground()
    noted: list[Diagnostic] = []
    if dept:
        ground, noted = data.against(dept, report, ground, cache)
    return Audited(path, report, chosen, tuple(look(report, ground)), tuple(noted))
