"""What was filled in, written into 整改.yaml, every other byte of it as it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import yaml

from reportgen.diagnostics import Diagnostic, Position, Refused, errors, warning
from reportgen.findings.draft.changes import ENTRY, MEASURE
from reportgen.findings.rectification import ACTIVE, FILE
from reportgen.intake.ledgers.comparing import Compared, Reported, compare
from reportgen.intake.ledgers.filled_ledger import Handed, read
from reportgen.layout import edits, sections
from reportgen.layout.emit import Item
from reportgen.stages import drafting
from reportgen.stages.assessing import evaluate
from reportgen.stages.drafting import Standing
from reportgen.stages.inputs import Choice
from reportgen.stages.inputs import read as read_inputs
from reportgen.values import Frozen, replace

_MEASURES = "措施"


class Taken(Frozen):
    """What was filled in and written, what waits for --yes, the file written, and what is to be said."""

    written: tuple[Reported, ...]
    waiting: tuple[Reported, ...]
    path: Path | None
    diagnostics: tuple[Diagnostic, ...]


def take_ledger(ledger: Path, dept: Path, *, yes: bool = False, pack: Choice = None) -> Taken:
    """What somebody filled in in `ledger` into 整改.yaml beside `dept`; raises Refused, having written nothing.

    What 整改.yaml says otherwise, and measures that were added, are only listed, unless `yes`.
    """
    handed, told = read(ledger)
    now = compared(handed, dept, pack)
    told += now.diagnostics
    if errors(told):
        raise Refused(told)
    written = tuple(one for one in now.reported if yes or not one.doubt)
    waiting = tuple(one for one in now.reported if one not in written)
    if not written:
        return Taken((), waiting, None, tuple(told))
    drafted = drafting.draft(dept, pack, partial(_revised, reported=written))
    left = {one.target for one in compared(handed, dept, pack).reported}
    for one in (one for one in written if one.target in left):
        at = Position(ledger.name, place=one.place)
        message = f"“{one.name}”写入后仍与台账不同"
        told.append(warning("prints-otherwise", message, f"请打开 {FILE} 核对", at))
    return Taken(written, waiting, drafted.path, tuple(told))


def compared(handed: Handed, dept: Path, pack: Choice) -> Compared:
    """What `handed` says that the data of `dept` do not; raises Refused where they cannot be used."""
    inputs, _ = read_inputs(dept, pack)
    try:
        evaluation, _ = evaluate(inputs)
    except Refused:
        evaluation, _ = evaluate(inputs, draft=True)
    return compare(handed, evaluation, inputs.people)


def _revised(standing: Standing, reported: Sequence[Reported]) -> Standing:
    """`standing` with what was filled in; new measures come last, so that the others keep their numbers."""
    text = standing.text
    for one in sorted(reported, key=lambda one: one.added):
        if (entry := standing.people.about(one.codes, one.nth)) is not None:
            text = sections.edit(text, ACTIVE, entry, partial(_put, one=one))
    return replace(standing, text=text)


def _put(chunk: str, one: Reported) -> str:
    """`chunk`, a list of the one entry, with the text of one cell."""
    if one.added:
        return _with_measure(chunk, [Item(key, words) for key, words in one.parts])
    path = () if one.measure is None else (_MEASURES, one.measure)
    return edits.put(chunk, (0, *path), Item(one.key, one.after), ENTRY if one.measure is None else MEASURE)


def _with_measure(chunk: str, items: Sequence[Item]) -> str:
    """`chunk` with one more measure, after the others where there are some."""
    layout = edits.opened(chunk, (0, _MEASURES))
    _, listed = layout.pair(layout.node((0,)), _MEASURES) or (None, None)
    if not isinstance(listed, yaml.SequenceNode):
        return edits.put(chunk, (0,), Item(_MEASURES, [items]), ENTRY)
    return edits.insert(chunk, (0, _MEASURES), len(listed.value), items)
