"""The cells of a form put into the text of dept.yaml: what is new and what was changed, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from enum import Enum
from typing import Any, TypeAlias

from reportgen.facts.blanks.questions import ANSWERS, SEPARATOR, Form, Question
from reportgen.facts.blanks.scaffold import UNNAMED
from reportgen.facts.records import quantity
from reportgen.facts.source import ITEMS, Path, Source
from reportgen.forms.filled_form import Answered, Filled, FilledRow
from reportgen.layout import filling
from reportgen.layout.emit import scalar
from reportgen.layout.filling import Order
from reportgen.layout.prose import put_block
from reportgen.patterns import regex
from reportgen.values import Frozen

Place: TypeAlias = tuple[str, str]  # the name of a file, the place in it


_APART = regex(r"[、；;，,\n](?![^《（(]*[》）)])")  # what parts names, but not inside of one
_BULLET = regex(r"^\s*(?:\d+[.、．]|[-•·●])\s*")


class CellState(Enum):
    """What becomes of a cell."""

    NEW = "写入"
    CHANGED = "改写"
    CONFLICT = "未写"  # dept.yaml says otherwise, and the form does not know that
    CLEARED = "未删"  # emptied in the form: nothing is deleted


class Change(Frozen):
    """One cell that says something else than dept.yaml: where both stand, before and after."""

    name: str
    place: str
    before: str
    after: str
    state: CellState
    file: str = ""


class Desk:
    """Puts cells into a text; `data` is what the text says, `changes` grow."""

    def __init__(self, text: str, source: Source, order: Order, *, yes: bool) -> None:
        self.text, self.order, self.yes = text, order, yes
        self.data: Any = deepcopy(source.data)
        self.changes: list[Change] = []
        self.placed: dict[Path, Place] = {}
        self.file = ""

    def merge(self, forms: Sequence[Answered]) -> None:
        """Everything that the forms say."""
        for form in forms:
            self.file = form.file
            for filled in form.fields:
                self._field(filled)
            named = {(row.listing.path, row.key.text) for row in form.rows}
            for row, number in numbered(form.rows):
                self._row(row, number, renamed=(row.listing.path, row.key.base) not in named)

    def _field(self, filled: Filled) -> None:
        self._put(resolved(filled.question, self.data), filled)

    def _put(self, path: Path, filled: Filled) -> None:
        stands = standing(self.data, path)
        state = _state(filled, stands, yes=self.yes)
        if state is None:
            return
        self.changes.append(Change(_said(path), filled.place, shown(stands), filled.text, state, self.file))
        if state in (CellState.NEW, CellState.CHANGED):
            self._write(path, filled)

    def _write(self, path: Path, filled: Filled) -> None:
        value = _value(filled)
        if not filled.question.several and (filled.question.long or "\n" in filled.text):
            if standing(self.data, path) is None:
                self.text = filling.put(self.text, path, '""', self.order)
            self.text = put_block(self.text, path, filled.text)
        else:
            self.text = filling.put(self.text, path, _yaml(value), self.order)
        _set(self.data, path, value)
        self.placed[path] = (self.file, filled.place)

    def _row(self, row: FilledRow, number: int, *, renamed: bool) -> None:
        """A row into the row of that name, the n-th of several, or of the name that it had; else a new one."""
        path = row.listing.path
        at = self._row_of(row, number, renamed=renamed)
        if at is not None and any(filled.text for filled in row.cells.values()):
            for column, filled in row.cells.items():
                self._put((*path, at, column), filled)
        elif at is not None:
            name = _said((*path, row.key.base))
            self.changes.append(Change(name, row.place, row.key.base, "", CellState.CLEARED, self.file))
        elif row.key.text:
            self._new_row(row)

    def _row_of(self, row: FilledRow, number: int, *, renamed: bool) -> int | None:
        """The row of dept.yaml that a row of the form is about."""
        key, rows = row.listing.key, standing(self.data, row.listing.path)
        names = [one.get(key) if isinstance(one, dict) else None for one in rows or ()]
        own = [n for n, name in enumerate(names) if row.key.text and same(name, row.key.text)]
        if number < len(own):
            return own[number]
        former = [n for n, name in enumerate(names) if row.key.base and same(name, row.key.base)]
        return former[0] if len(former) == 1 and (renamed or not row.key.text) else None

    def _new_row(self, row: FilledRow) -> None:
        path, rows = row.listing.path, standing(self.data, row.listing.path) or []
        values = {column: _value(filled) for column, filled in row.cells.items() if filled.text}
        self.text = filling.add_row(self.text, path, {k: shown(v) for k, v in values.items()}, self.order)
        _set(self.data, path, [*rows, values])
        for column in values:
            filled = row.cells[column]
            self.placed[(*path, len(rows), column)] = (self.file, filled.place)
            name = _said((*path, row.key.text, column))
            self.changes.append(Change(name, filled.place, "", filled.text, CellState.NEW, self.file))


def resolved(question: Question, data: Any) -> Path:
    """The path as a dept.yaml writes it: a list of four quarters, 要点 as a list, 自评 by name."""
    path: list[str | int] = []
    for key in question.path:
        here = standing(data, tuple(path))
        if isinstance(here, list):
            path.append(ITEMS[key] if key in ITEMS else int(key) - 1)
        elif path == [ANSWERS] and isinstance(here, dict) and key not in here:
            named = question.label.partition("：")[0].removeprefix(f"{key} ")
            path.append(named if named in here else key)
        else:
            path.append(key)
    return tuple(path)


def numbered(rows: Sequence[FilledRow]) -> Iterator[tuple[FilledRow, int]]:
    """Each row with how many of its name came before it."""
    seen: dict[tuple[object, str], int] = {}
    for row in rows:
        name = (row.listing.path, row.key.text or row.key.base)
        yield row, seen.get(name, 0)
        seen[name] = seen.get(name, 0) + 1


def _state(filled: Filled, stands: Any, *, yes: bool) -> CellState | None:
    """What becomes of a cell; None where it says what dept.yaml says, or nothing."""
    if not filled.text:
        return CellState.CLEARED if filled.base and stands not in (None, "") and same(stands, filled.base) else None
    if stands in (None, "", [], {}, UNNAMED):
        return CellState.NEW
    if same(stands, filled.text, several=filled.question.several) or untouched(filled):
        return None
    unchanged = bool(filled.base) and same(stands, filled.base, several=filled.question.several)
    return CellState.CHANGED if unchanged or yes else CellState.CONFLICT


def untouched(filled: Filled) -> bool:
    """Whether a cell still says what the form was made with: nobody has answered there."""
    return bool(filled.base) and same(filled.base, filled.text)


def same(stands: Any, text: str, *, several: bool = False) -> bool:
    """Whether dept.yaml, or a cell, says what a cell says, however numbers are written."""
    if several and isinstance(stands, list):
        return list(map(str, stands)) == _names(text)
    one, other = str(stands).strip(), text.strip()
    if one == other:
        return True
    numbers = quantity.split(one), quantity.split(other)
    if numbers[0] is None or numbers[1] is None:
        return False
    units = [None if unit in ("万元", "万") else unit for _, unit in (numbers[0], numbers[1])]
    return numbers[0][0] == numbers[1][0] and units[0] == units[1]


def _names(text: str) -> list[str]:
    inside = text.strip().removeprefix("[").removesuffix("]")
    names = (_BULLET.sub("", name).strip() for name in _APART.split(inside))
    return [name for name in names if name]


def _value(filled: Filled) -> str | list[str]:
    return _names(filled.text) if filled.question.several else filled.text


def _yaml(value: str | list[str]) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(scalar(one, flow=True) for one in value) + "]"
    return scalar(value, flow=True)


def standing(data: Any, path: Sequence[object]) -> Any:
    """What `data` says at `path`; None where it says nothing."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _set(data: Any, path: Path, value: Any) -> None:
    for key in path[:-1]:
        inner = data[key] if isinstance(key, int) else data.get(key)
        if inner in (None, ""):
            data[key] = inner = {}
        data = inner
    data[path[-1]] = value


def _said(path: Path) -> str:
    return ".".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)


def shown(value: Any) -> str:
    """A value of dept.yaml as a cell shows it."""
    return "、".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def same_data(one: Any, other: Any) -> bool:
    """Whether two parsed files say the same; blanks at the end of a text, and where nothing stands, are nothing."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return all(same_data(one.get(key), other.get(key)) for key in {**one, **other})
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_data, one, other))
    return str(one or "").strip() == str(other or "").strip()


def stated(form: Form, data: Any, only: Sequence[str] = ()) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """What `data` says of the questions of `form`, by path, and the rows of its lists; `only` of these paths."""
    kept = [q for section in form.sections for q in section.questions if _of(q.name, only)]
    given = {question.name: shown(standing(data, resolved(question, data))).strip("\n") for question in kept}
    rows = {}
    for listing in form.listings:
        name = SEPARATOR.join(listing.path)
        listed = standing(data, listing.path) if _of(name, only) else None
        if isinstance(listed, list):
            rows[name] = [{key: shown(value) for key, value in row.items()} for row in listed if isinstance(row, dict)]
    return {name: text for name, text in given.items() if text}, rows


def _of(name: str, only: Sequence[str]) -> bool:
    return not only or any(f"{name}/".startswith(f"{one}/") for one in only)
