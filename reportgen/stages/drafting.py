"""整改.yaml brought up to date from the inputs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from reportgen import files
from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.facts.source import Source, parse
from reportgen.findings import rectification
from reportgen.findings.draft import desk
from reportgen.findings.draft.apply import Applied, Counts, apply
from reportgen.findings.draft.memory import Memory
from reportgen.findings.draft.plan import Plan, plan
from reportgen.findings.rectification import Rectification
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.manuscript import Rewritten
from reportgen.stages.assessing import Assessed, assess
from reportgen.stages.inputs import Choice, Inputs, read
from reportgen.values import Frozen, replace


class Drafted(Frozen):
    """整改.yaml brought up to date: where it is, the files that change, what was done, and every diagnostic."""

    path: Path
    changes: tuple[Rewritten, ...]
    counts: Counts
    diagnostics: tuple[Diagnostic, ...]

    @property
    def changed(self) -> bool:
        """Whether 整改.yaml does."""
        return any(one.path == self.path for one in self.changes)


class Standing(Frozen):
    """整改.yaml up to date, not yet written: its text, what that means, and what the tool remembers of it."""

    text: str
    people: Rectification
    memory: Memory


Revise: TypeAlias = Callable[[Standing], Standing]
Write: TypeAlias = Callable[[Drafted], None]


def _plainly(drafted: Drafted) -> None:
    manuscripts.replace(*drafted.changes)


def draft(path: Path, pack: Choice = None, revise: Revise | None = None, write: Write = _plainly) -> Drafted:
    """整改.yaml beside `path` brought up to date; raises Refused, having written nothing.

    `revise` may change what is up to date before it is written; the file is brought up to date with that once more.
    Whoever writes more with it says how to `write` the changes.
    """
    target = path.parent / rectification.FILE
    if not path.is_file():
        read(path, pack)
    with files.locked(target):
        manuscript = manuscripts.read(path.parent, target.name)
        inputs, found = read(path, pack)
        with thousands(inputs.grouped):
            ready, planned, applied = _drafted(inputs, manuscript.text, revise)
        told = [d for d in ready.found if d.code != "no-loss"]
        changes = desk.changes(manuscript, applied)
        drafted = Drafted(target, tuple(changes), applied.counts, (*found, *told, *planned.told()))
        write(drafted)
    return drafted


def _drafted(inputs: Inputs, text: str, revise: Revise | None) -> tuple[Assessed, Plan, Applied]:
    """`text` of 整改.yaml brought up to date, once more after `revise`."""
    ready = assess(inputs, draft=True)
    drafted = plan(ready.author, inputs.people, inputs.people_source, inputs.memory)
    applied = apply(drafted, text)
    if revise:
        people, _ = _meant(applied.text)
        revised = revise(Standing(applied.text, people, applied.memory))
        drafted = plan(ready.author, *_meant(revised.text), revised.memory)
        applied = replace(apply(drafted, revised.text), counts=applied.counts)
    return ready, drafted, applied


def _meant(text: str) -> tuple[Rectification, Source]:
    """What `text` of 整改.yaml means; raises Refused where it cannot be read."""
    people, source, found = rectification.interpret(*parse(text, rectification.FILE))
    if people is None or errors(found):
        raise Refused(found)
    return people, source
