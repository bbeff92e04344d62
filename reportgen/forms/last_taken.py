"""填报表.底稿.json: what a form said when it was last taken.

Where a form and its dept.yaml differ, it tells which of them a person has changed since: a cell that says what it said
is nobody's answer, and what was written into dept.yaml meanwhile (in Word, by hand) stays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from reportgen import files
from reportgen.facts.source import ordinary
from reportgen.forms.filled_form import Answered, Filled, FilledRow
from reportgen.forms.merging import CellState, Change, numbered
from reportgen.values import replace

Cells: TypeAlias = Mapping[str, str]  # what each cell said, by form, field and, of a list, row
_VERSION, _CELLS = 1, "格"
_NOTE = "工具自用，请勿修改：记录填报表上次收进资料时各格的内容，用来分辨后来改的是填报表还是资料。"


def read(form: Path) -> Cells | None:
    """What was kept of the form at `form`; None where nothing was, or nothing that can be read."""
    try:
        told = json.loads(ordinary(_beside(form)))
    except (OSError, ValueError, RecursionError):
        return None
    cells = told.get(_CELLS) if isinstance(told, dict) and told.get("版本") == _VERSION else None
    if not isinstance(cells, dict) or not all(isinstance(text, str) for text in cells.values()):
        return None
    return cells


def keep(form: Path, cells: Cells) -> None:
    """Keep `cells` beside the form at `form`."""
    told = {"版本": _VERSION, "说明": _NOTE, _CELLS: dict(cells)}
    files.put({_beside(form): f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()})


def based(form: Answered, last: Cells) -> Answered:
    """`form`, each cell with what it said when it was taken last in place of what it was made with."""

    def then(key: str, filled: Filled) -> Filled:
        return replace(filled, base=last.get(key, filled.base))

    fields = tuple(then(key, filled) for key, filled in _fields(form))
    rows = tuple(
        replace(row, cells={column: then(f"{key}/{column}", filled) for column, filled in row.cells.items()})
        for key, row in _rows(form)
    )
    return replace(form, fields=fields, rows=rows)


def said(forms: Sequence[Answered], changes: Sequence[Change], last: Cells) -> Cells:
    """What all cells say now; of those that were not written, what they said before."""
    open_still = {(one.file, one.place) for one in changes if one.state is CellState.CONFLICT}
    found = {}
    for form in forms:
        for key, filled in _all(form):
            if (form.file, filled.place) not in open_still:
                found[key] = filled.text
            elif key in last:
                found[key] = last[key]
    return found


def _all(form: Answered) -> Iterator[tuple[str, Filled]]:
    yield from _fields(form)
    for key, row in _rows(form):
        for column, filled in row.cells.items():
            yield f"{key}/{column}", filled


def _fields(form: Answered) -> Iterator[tuple[str, Filled]]:
    for filled in form.fields:
        yield f"{form.file}:{filled.question.name}", filled


def _rows(form: Answered) -> Iterator[tuple[str, FilledRow]]:
    for row, number in numbered(form.rows):
        yield f"{form.file}:{'/'.join(row.listing.path)}/{row.key.text or row.key.base}/{number}", row


def _beside(form: Path) -> Path:
    return form.with_name(f"{form.stem}.底稿.json")
