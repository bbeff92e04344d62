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
from reportgen.facts.blanks.questions import Listing
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


def based(form: Answered, last: Cells, *, emptied: bool = False) -> Answered:
    """`form`, each cell with what it said when it was taken last in place of what it was made with.

    Cells and rows that were taken and are there no more come with it, as empty ones; if `emptied`, only they change.
    """

    def then(key: str, filled: Filled) -> Filled:
        return filled if emptied and filled.text else replace(filled, base=last.get(key, filled.base))

    kept = _kept(form, last)
    fields = tuple(then(key, filled) for key, filled in _fields(form))
    rows = []
    for key, row in _rows(form):
        cells = {**_empty(row.listing, kept.pop(key, {}), row.place), **row.cells}
        rows.append(replace(row, cells={column: then(f"{key}/{column}", filled) for column, filled in cells.items()}))
    listings = {"/".join(listing.path): listing for listing in form.listings}
    for key, gone in kept.items():
        listing = listings[key.removeprefix(f"{form.file}:").rsplit("/", 2)[0]]
        if name := gone.get(listing.key):
            place = f"{listing.title} “{name}”一行"
            rows.append(FilledRow(listing, _empty(listing, gone, place), place))
    return replace(form, fields=fields, rows=tuple(rows))


def _kept(form: Answered, last: Cells) -> dict[str, dict[str, str]]:
    """What the rows of the lists of `form` said, by the key of the row and the column."""
    lists = {f"{form.file}:{'/'.join(listing.path)}" for listing in form.listings}
    kept: dict[str, dict[str, str]] = {}
    for key, text in last.items():
        row, _, column = key.rpartition("/")
        if text and any(row.startswith(f"{one}/") for one in lists) and row.rsplit("/", 2)[0] in lists:
            kept.setdefault(row, {})[column] = text
    return kept


def _empty(listing: Listing, cells: Mapping[str, str], place: str) -> dict[str, Filled]:
    """Empty cells that said `cells`."""
    columns = {column.path[-1]: column for column in listing.columns}
    return {name: Filled(columns[name], "", place, text) for name, text in cells.items() if name in columns}


def said(form: Answered, changes: Sequence[Change], last: Cells) -> Cells:
    """What all cells say now; of those that were not written or not deleted, what they said before."""
    left = (CellState.CONFLICT, CellState.CLEARED)
    open_still = {(one.file, one.place) for one in changes if one.state in left}
    found = {}
    for key, filled, places in _all(form):
        if not any((form.file, place) in open_still for place in places):
            found[key] = filled.text
        elif filled.base or key in last:
            found[key] = last.get(key, filled.base)
    return found


def _all(form: Answered) -> Iterator[tuple[str, Filled, tuple[str, ...]]]:
    """Every cell with its key and the places where it may be told of."""
    for key, filled in _fields(form):
        yield key, filled, (filled.place,)
    for key, row in _rows(form):
        for column, filled in row.cells.items():
            yield f"{key}/{column}", filled, (filled.place, row.place)


def _fields(form: Answered) -> Iterator[tuple[str, Filled]]:
    for filled in form.fields:
        yield f"{form.file}:{filled.question.name}", filled


def _rows(form: Answered) -> Iterator[tuple[str, FilledRow]]:
    for row, number in numbered(form.rows):
        yield f"{form.file}:{'/'.join(row.listing.path)}/{row.key.text or row.key.base}/{number}", row


def _beside(form: Path) -> Path:
    return form.with_name(f"{form.stem}.底稿.json")
