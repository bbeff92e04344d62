"""整改.yaml brought up to date, and a report that people edited taken back: each one step of the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from pathlib import Path

from reportgen.facts.blanks.questions import SEPARATOR
from reportgen.facts.source import parse
from reportgen.files.journal import Deed
from reportgen.findings import rectification
from reportgen.findings.draft.apply import Counts
from reportgen.findings.rectification import ACTIVE, FILE
from reportgen.layout.manuscript import Rewritten
from reportgen.pipeline.live.entering import save_all
from reportgen.pipeline.live.locating import place_of_tag, place_words
from reportgen.pipeline.live.looking import Looked
from reportgen.roundtrip.absorb import Absorbed, absorb
from reportgen.roundtrip.edit import Edit
from reportgen.stages.drafting import Drafted, draft
from reportgen.stages.inputs import Choice
from reportgen.stages.printing import Press
from reportgen.values import replace

_NAMED = 3  # places that a step names


def bring_up(dept: Path, pack: Choice, now: dt.datetime) -> Drafted:
    """整改.yaml beside `dept` brought up to date with the marks; raises Refused, having written nothing."""

    def write(drafted: Drafted) -> None:
        if drafted.changes:
            done = counted(drafted.counts) or "文字没有变"
            save_all(drafted.changes, Deed(f"整改：按评分更新条目（{done}）", ACTIVE), now, dept.parent)

    return draft(dept, pack, write=write)


def counted(counts: Counts) -> str:
    """What was done to the entries, in words; "" where nothing was."""
    done = (("新写", counts.new), ("更新", counts.changed), ("移到“已消除”", counts.gone), ("移回", counts.returned))
    return "，".join(f"{what} {count} 条" for what, count in done if count)


def take_back(report: Path, looked: Looked, ticked: Set[str], press: Press, now: dt.datetime) -> Absorbed:
    """The edits of `report` that were `ticked`, into the files of a department; raises Refused, nothing written."""

    def write(changes: Sequence[Rewritten], edits: Sequence[Edit]) -> None:
        if changes:
            named = "、".join(place_words(one.place) for one in edits[:_NAMED]) + "……" * (len(edits) > _NAMED)
            own, place = _about(changes, edits, looked)
            ordered = sorted(changes, key=lambda one: one is own)
            save_all(ordered, Deed(f"收回报告里改过的 {len(edits)} 处：{named}", place), now, looked.path.parent)

    return absorb(report, looked.path, yes=ticked, press=press, write=write)


def _about(changes: Sequence[Rewritten], edits: Sequence[Edit], looked: Looked) -> tuple[Rewritten, str]:
    """The file that a step of `changes` is about, and the place in it: of the first text of a problem, else of 叙述."""
    plan = next((one for one in changes if one.path.name == FILE), None)
    problem = next((one for one in edits if not one.place.prose), None)
    if plan and problem and looked.inputs:
        people, _, _ = rectification.interpret(*parse(plan.texts[1], FILE))
        now = replace(looked, inputs=replace(looked.inputs, people=people))
        return plan, place_of_tag(now, str(problem.place)) or ACTIVE
    prose = next((one for one in edits if one.place.prose), None)
    return changes[-1], SEPARATOR.join(prose.place.keys) if prose else ACTIVE
