"""audit: a finished report to remarks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen import pipeline
from reportgen.audit import grounds, readers
from reportgen.packs.pack import Pack
from reportgen.statements import Ground, Remark, Report, look


@dataclass(frozen=True)
class Audited:
    """A report read, the pack it was held against, and what there is to say."""

    path: Path
    report: Report
    pack: Pack | None
    remarks: tuple[Remark, ...]


def audit(path: Path, pack: str | None = None, progress: readers.Progress = lambda done, total: None) -> Audited:
    """The report at `path` held against itself and a pack's rules; raises Refused where it cannot be read."""
    report = readers.read(path, progress)
    chosen = grounds.chosen(report, pipeline.pack_roots(path), pack)
    ground = grounds.ground(chosen, report) if chosen else Ground()
    return Audited(path, report, chosen, tuple(look(report, ground)))
