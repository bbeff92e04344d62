"""What people enter piece by piece, in a page: fields, cells and rows, put into the text that a form is about.

The same desk as a whole form's: what the writer did not know of is never overwritten. Other than a form, an entry may
clear a field, and may be wrong: what a person typed is kept, and what is wrong with it is said beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import yaml

from reportgen.diagnostics import Position, Refused, error, errors
from reportgen.facts.addresses import order
from reportgen.facts.blanks.questions import SEPARATOR, Form, Listing, Question
from reportgen.facts.records import quantity
from reportgen.facts.source import parse
from reportgen.forms.filled_form import Answered, Filled
from reportgen.forms.merging import CellState, Change, Desk, resolved, same, same_data, shown, standing
from reportgen.layout import filling
from reportgen.values import Frozen, replace

PLACE = "网页"


class Put(Frozen):
    """A field by the name of its question, or a cell as 列表/行号/列名 (rows from 1); `was` is what the writer saw."""

    name: str
    text: str
    was: str = ""


class Add(Frozen):
    """A new row at the end of the list `name`: the cells by column."""

    name: str
    cells: Mapping[str, str]


class Drop(Frozen):
    """Row `number` (from 1) of the list `name` taken out; `was` is what the writer saw in it."""

    name: str
    number: int
    was: Mapping[str, str]


FormEntry: TypeAlias = Put | Add | Drop


def entered(text: str, file: str, form: Form, entries: Sequence[FormEntry]) -> tuple[str, list[Change]]:
    """`text` of the file that `form` is about with `entries`, and what became of each; conflicts are not written.

    Raises Refused where a name is not in the form, or the text cannot be changed in place.
    """
    source, found = parse(text, file)
    if source is None or errors(found):
        raise Refused(found)
    desk = Desk(text, source, partial(order, model=form.record), yes=False)
    for entry in entries:
        try:
            _enter(desk, form, entry)
        except (KeyError, LookupError, AttributeError, TypeError, StopIteration, yaml.YAMLError) as failure:
            raise _special(file) from failure
    made, found = parse(desk.text, file)
    if made is None or errors(found) or not same_data(made.data, desk.data):
        raise Refused([*_special(file).diagnostics, *errors(found)])
    return desk.text, desk.changes


def _enter(desk: Desk, form: Form, entry: FormEntry) -> None:
    if isinstance(entry, Add):
        _add(desk, _listing(form, entry.name), entry)
    elif isinstance(entry, Drop):
        _drop(desk, _listing(form, entry.name), entry)
    else:
        _put(desk, question(form, entry.name), entry)


def _put(desk: Desk, asked: Question, entry: Put) -> None:
    text = cleaned(asked, entry.text)
    path = resolved(asked, desk.data)
    now = standing(desk.data, path)
    was = entry.was if same(now, entry.was, several=asked.several) else cleaned(asked, entry.was)
    if text:
        desk.merge([Answered(PLACE, "", (Filled(asked, text, PLACE, was),), ())])
        return
    if now in (None, "", [], {}):
        return
    state = CellState.CHANGED if same(now, was, several=asked.several) else CellState.CONFLICT
    desk.changes.append(Change(entry.name, PLACE, shown(now), "", state))
    if state is CellState.CHANGED:
        desk.clear(path, long=asked.long)


def _add(desk: Desk, listing: Listing, entry: Add) -> None:
    columns = {column.path[-1]: column for column in listing.columns}
    cells = {name: cleaned(columns[name], text) for name, text in entry.cells.items()}
    cells = {name: text for name, text in cells.items() if text}
    if not cells:
        return
    desk.text = filling.add_row(desk.text, listing.path, cells, desk.order)
    rows = _rows(desk, listing, make=True)
    rows.append(cells)
    desk.changes.append(Change(f"{entry.name} 第{len(rows)}行", PLACE, "", "、".join(cells.values()), CellState.NEW))


def _drop(desk: Desk, listing: Listing, entry: Drop) -> None:
    rows = _rows(desk, listing)
    at = entry.number - 1
    row = rows[at] if 0 <= at < len(rows) and isinstance(rows[at], dict) else {}
    now = {name: shown(value) for name, value in row.items() if value not in (None, "")}
    columns = {column.path[-1]: column for column in listing.columns}
    seen = {name: text for name, text in entry.was.items() if text}
    alike = now.keys() == seen.keys() and all(
        boxed(columns[name], now[name]) == boxed(columns[name], seen[name]) for name in seen
    )
    state = CellState.CHANGED if row and alike else CellState.CONFLICT
    desk.changes.append(Change(f"{entry.name} 第{entry.number}行", PLACE, "、".join(now.values()), "", state))
    if state is CellState.CHANGED:
        desk.drop(listing.path, at)


def _rows(desk: Desk, listing: Listing, *, make: bool = False) -> list[Any]:
    found = standing(desk.data, listing.path)
    if not isinstance(found, list):
        found = []
        if make:
            holder: Any = desk.data
            for key in listing.path[:-1]:
                holder[key] = holder.get(key) or {}
                holder = holder[key]
            holder[listing.path[-1]] = found
    return found


def question(form: Form, name: str) -> Question:
    """The question of that name, also of a cell; raises KeyError."""
    asked = next((one for section in form.sections for one in section.questions if one.name == name), None)
    if asked := asked or form.of_row(name):
        return asked
    listed, _, rest = name.rpartition(SEPARATOR)
    list_name, _, number = listed.rpartition(SEPARATOR)
    column = next(one for one in _listing(form, list_name).columns if one.path[-1] == rest)
    if not number.isdecimal():
        raise KeyError(name)
    return replace(column, path=tuple(name.split(SEPARATOR)))


def _listing(form: Form, name: str) -> Listing:
    return {SEPARATOR.join(listing.path): listing for listing in form.listings}[name]


def cleaned(asked: Question, text: str) -> str:
    """What was typed without blanks around it; in one line, unless paragraphs are asked for.

    Before a printed “%” 100 is 100%. Up to 1 a share may have been typed (0.98 for 98%): that is asked about.
    """
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\t", " ").split("\n")]
    plain = ("\n" if asked.long else " ").join(lines).strip()
    return f"{plain}%" if asked.unit == "%" and _bare(plain, None) else plain


def boxed(asked: Question, text: str) -> str:
    """What dept.yaml says as a box shows it, behind which the unit is printed: 100% is 100 there."""
    bare = text.strip().removesuffix("%").rstrip()
    return bare if asked.unit == "%" and _bare(text, "%") and _bare(bare, None) else text


def _bare(text: str, unit: str | None) -> bool:
    """Whether `text` is a number larger than 1 with that unit."""
    found = quantity.split(text)
    return found is not None and abs(found[0]) > 1 and found[1] == unit


def _special(file: str) -> Refused:
    message = "文件这一处的写法太特殊，无法在原处写入，未作任何改动"
    return Refused([error("layout", message, "请在“原文”页手工填写", Position(file))])
