"""The cells of a form put into the text of dept.yaml: what is new and what was changed, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, TypeAlias

from reportgen.facts.blanks.questions import ANSWERS, SEPARATOR, Form, Question
from reportgen.facts.blanks.scaffold import UNNAMED
from reportgen.facts.records import quantity
from reportgen.facts.source import ITEMS, Path, Source, loose
from reportgen.facts.typed import lists
from reportgen.forms.filled_form import Answered, Filled, FilledRow
from reportgen.layout import edits, filling
from reportgen.layout.emit import scalar
from reportgen.layout.filling import Order
from reportgen.layout.prose import put_block
from reportgen.patterns import regex
from reportgen.values import Frozen

Place: TypeAlias = tuple[str, str]  # the name of a file, the place in it


_APART = regex(r"[、；;，,\n](?![^《（(]*[》）)])")  # what parts names, but not inside of one
_NUMBERED = regex(r"\s*(?:[①-⑳]|[(（]?1[)）.．、](?!\d)|(?:“[^”]+”|《[^》]+》)(?=[“《]))")  # 1、甲；2、乙 or “甲”“乙”
_BULLET = regex(r"^\s*(?:\d+[.、．](?!\d)|[-•·●])\s*")


class CellState(Enum):
    """What becomes of a cell."""

    NEW = "写入"
    CHANGED = "改写"
    CONFLICT = "未写"  # dept.yaml says otherwise, and the form does not know that
    REMOVED = "删去"  # emptied in the form from which it came
    CLEARED = "未删"  # emptied in the form: what dept.yaml says may be another's


class Change(Frozen):
    """One cell that says something else than dept.yaml: where both stand, before and after."""

    name: str
    place: str
    before: str
    after: str
    state: CellState
    file: str = ""


class Desk:
    """Puts cells into a text; `data` is what the text says, `changes` grow.

    `cells` has the place of every value that stands in a form, by its path; `placed` are those that were written.
    Where the forms are the source, what came from a cell goes with it; with `yes`, whatever stands there.
    """

    def __init__(self, text: str, source: Source, order: Order, *, yes: bool, of_forms: bool = False) -> None:
        self.text, self.order, self.yes, self.of_forms = text, order, yes, of_forms
        self.data: Any = loose(source.data)
        self.changes: list[Change] = []
        self.cells: dict[Path, Place] = {}
        self.placed: set[Path] = set()
        self.file = ""
        self._gone: set[tuple[Path, int]] = set()

    def merge(self, forms: Sequence[Answered]) -> None:
        """Everything that the forms say."""
        for form in forms:
            self.file = form.file
            for filled in form.fields:
                self._field(filled)
            named = {(row.listing.path, row.key.text) for row in form.rows}
            for row, number in numbered(form.rows):
                self._row(row, number, renamed=(row.listing.path, row.key.base) not in named)
        for path, at in sorted(self._gone, key=lambda one: one[1], reverse=True):
            self.drop(path, at)

    def clear(self, path: Path, *, long: bool) -> None:
        """The value at `path` taken out, its key left to be filled in again."""
        nothing = "null" if isinstance(path[-1], int) else ""  # a list keeps its places
        if long:
            self.text = put_block(self.text, path, "")
        else:
            self.text = filling.put(self.text, path, nothing, self.order)
        standing(self.data, path[:-1])[path[-1]] = None

    def drop(self, path: Path, at: int) -> None:
        """Row `at` of the list at `path` taken out; the last one leaves the key empty."""
        rows = standing(self.data, path)
        last = len(rows) == 1
        self.text = filling.put(self.text, path, "", self.order) if last else edits.remove(self.text, path, at)
        rows.pop(at)
        self.cells = {moved: place for one, place in self.cells.items() if (moved := _moved(one, path, at))}
        self.placed = {moved for one in self.placed if (moved := _moved(one, path, at))}

    def _field(self, filled: Filled) -> None:
        self._put(resolved(filled.question, self.data), filled)

    def _put(self, path: Path, filled: Filled) -> None:
        stands = standing(self.data, path)
        state = self._state(filled, stands)
        if filled.text or path not in self.cells:
            self.cells[path] = (self.file, filled.place)
        if state is None:
            return
        self.changes.append(Change(_said(path), filled.place, shown(stands), filled.text, state, self.file))
        if state in (CellState.NEW, CellState.CHANGED):
            self._write(path, filled)
        elif state is CellState.REMOVED:
            self.clear(path, long=filled.question.long)

    def _state(self, filled: Filled, stands: Any) -> CellState | None:
        """What becomes of a cell; None where it says what dept.yaml says, or nothing."""
        unchanged = bool(filled.base) and same(stands, filled.base, several=filled.question.several)
        nothing = stands in (None, "", [], {}, UNNAMED)
        if not filled.text:
            gone = CellState.REMOVED if self.yes or (self.of_forms and unchanged) else CellState.CLEARED
            return gone if filled.base and not nothing else None
        if nothing:
            return CellState.NEW
        if same(stands, filled.text, several=filled.question.several) or untouched(filled):
            return None
        return CellState.CHANGED if unchanged or self.yes else CellState.CONFLICT

    def _write(self, path: Path, filled: Filled) -> None:
        value = _value(filled)
        if not filled.question.several and (filled.question.long or "\n" in filled.text):
            if standing(self.data, path) is None:
                self.text = filling.put(self.text, path, '""', self.order)
            self.text = put_block(self.text, path, filled.text)
        else:
            self.text = filling.put(self.text, path, _yaml(value), self.order)
        _set(self.data, path, value)
        self.placed.add(path)

    def _row(self, row: FilledRow, number: int, *, renamed: bool) -> None:
        """A row into the row of that name, the n-th of several, or of the name that it had; else a new one."""
        path = row.listing.path
        at = self._row_of(row, number, renamed=renamed)
        if at is not None and any(filled.text for filled in row.cells.values()):
            for column, filled in row.cells.items():
                self._put((*path, at, column), filled)
        elif at is not None:
            self._emptied(row, at)
        elif row.key.text:
            self._new_row(row)

    def _emptied(self, row: FilledRow, at: int) -> None:
        """A row of which nothing is left in the form."""
        path = row.listing.path
        now = {column: value for column, value in standing(self.data, path)[at].items() if value not in (None, "")}
        known = {column: filled for column, filled in row.cells.items() if filled.base}
        alike = now.keys() <= known.keys() and all(
            same(value, known[column].base, several=known[column].question.several) for column, value in now.items()
        )
        state = CellState.REMOVED if self.yes or (self.of_forms and alike) else CellState.CLEARED
        before = "、".join(map(shown, now.values()))
        self.changes.append(Change(_said((*path, row.key.base)), row.place, before, "", state, self.file))
        if state is CellState.REMOVED:
            self._gone.add((path, at))

    def _row_of(self, row: FilledRow, number: int, *, renamed: bool) -> int | None:
        """The row of dept.yaml that a row of the form is about."""
        key, rows = row.listing.key, standing(self.data, row.listing.path)
        names = [one.get(key) if isinstance(one, dict) else None for one in rows or ()]
        own = [n for n, name in enumerate(names) if row.key.text and same(name, row.key.text)]
        if number < len(own):
            return own[number]
        former = [n for n, name in enumerate(names) if row.key.base and same(name, row.key.base)]
        if not row.key.text:
            return former[number] if number < len(former) else None
        return former[0] if len(former) == 1 and renamed else None

    def _new_row(self, row: FilledRow) -> None:
        path, rows = row.listing.path, standing(self.data, row.listing.path) or []
        values = {column: _value(filled) for column, filled in row.cells.items() if filled.text}
        self.text = filling.add_row(self.text, path, {k: shown(v) for k, v in values.items()}, self.order)
        _set(self.data, path, [*rows, values])
        for column in values:
            filled = row.cells[column]
            self.cells[*path, len(rows), column] = (self.file, filled.place)
            self.placed.add((*path, len(rows), column))
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


def _moved(path: Path, rows: Path, at: int) -> Path | None:
    """A path after row `at` of the list at `rows` went; None where it went with it."""
    number = path[len(rows)] if path[: len(rows)] == rows and len(path) > len(rows) else None
    if not isinstance(number, int) or number < at:
        return path
    return (*rows, number - 1, *path[len(rows) + 1 :]) if number > at else None


def untouched(filled: Filled) -> bool:
    """Whether a cell still says what the form was made with: nobody has answered there."""
    return bool(filled.base) and same(filled.base, filled.text)


def same(stands: Any, text: str, *, several: bool = False) -> bool:
    """Whether dept.yaml, or a cell, says what a cell says, however numbers are written."""
    if several and isinstance(stands, list):
        return list(map(str, stands)) == names(text)
    one, other = str(stands).strip(), text.strip()
    if one == other:
        return True
    numbers = quantity.split(one), quantity.split(other)
    if numbers[0] is None or numbers[1] is None:
        return False
    units = [None if unit in ("万元", "万") else unit for _, unit in (numbers[0], numbers[1])]
    return numbers[0][0] == numbers[1][0] and units[0] == units[1]


def names(text: str) -> list[str]:
    """The names in a cell that holds several."""
    inside = text.strip().removeprefix("[").removesuffix("]")
    if _NUMBERED.match(inside) and len(numbered := lists.items(inside)) > 1:
        return numbered
    found = (_BULLET.sub("", name).strip() for name in _APART.split(inside))
    return [name for name in found if name]


def _value(filled: Filled) -> str | list[str]:
    return names(filled.text) if filled.question.several else filled.text


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
    if one == other:
        return True
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
