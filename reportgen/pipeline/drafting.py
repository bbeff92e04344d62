"""整改.yaml brought up to date from the inputs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen import files
from reportgen.diagnostics import Diagnostic
from reportgen.findings import rectification
from reportgen.findings.draft import desk
from reportgen.findings.draft.apply import Counts, apply
from reportgen.findings.draft.plan import plan
from reportgen.packs.pack import Pack
from reportgen.pipeline.assessing import assess
from reportgen.pipeline.inputs import read


@dataclass(frozen=True)
class Drafted:
    """整改.yaml brought up to date: where it is, whether it changed, what was done, and every diagnostic."""

    path: Path
    changed: bool
    counts: Counts
    diagnostics: tuple[Diagnostic, ...]


def draft(path: Path, pack: str | Pack | None = None) -> Drafted:
    """整改.yaml beside `path` brought up to date; raises Refused, having written nothing."""
    target = path.parent / rectification.FILE
    if not path.is_file():
        read(path, pack)
    with files.locked(target):
        manuscript = desk.read(path.parent)
        inputs, found = read(path, pack)
        ready = assess(inputs, draft=True)
        drafted = plan(ready.author, inputs.people, inputs.people_source, inputs.memory)
        applied = apply(drafted, manuscript.text)
        changed = desk.save(manuscript, applied)
    told = [d for d in ready.found if d.code != "no-loss"]
    return Drafted(target, changed, applied.counts, (*found, *told, *drafted.told()))
