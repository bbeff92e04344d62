"""整改.yaml amended in place, one text at a time: causes, owners, dates, measures and how far they have come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from reportgen import files
from reportgen.diagnostics import Position, Refused, error
from reportgen.facts.source import loose, parse
from reportgen.files import journal
from reportgen.files.journal import Deed
from reportgen.findings.draft.changes import ENTRY, MEASURE
from reportgen.findings.rectification import ACTIVE, FILE
from reportgen.forms.merging import same_data
from reportgen.layout import edits
from reportgen.layout import manuscript as manuscripts
from reportgen.layout.emit import Item
from reportgen.patterns import regex
from reportgen.pipeline.live.entering import save
from reportgen.values import Frozen

MEASURES, STALE = "措施", "过期"
TEXTS = frozenset({"标题", "描述", "原因", "责任科室", "时限"})
TEXTS_OF_MEASURE = frozenset(MEASURE)
_APART = regex(r"[\s、，,]")


class Amendment(Frozen):
    """`text` under `key` of problem `problem` (from 0), or of its measure `measure`; "" empties it."""

    problem: int
    key: str
    text: str
    measure: int | None = None


class NewMeasure(Frozen):
    """A measure after the others of problem `problem`."""

    problem: int
    text: str


class NoMeasure(Frozen):
    """Measure `measure` of problem `problem` taken out."""

    problem: int
    measure: int


class Reviewed(Frozen):
    """The texts of problem `problem` were held against the figures of today: its 过期 goes."""

    problem: int


class SeenText(Frozen):
    """What the writer saw: the `version` of 整改.yaml, 编号 or 标题 of the problem, the text of the `measure`, if any.

    `was` is what stood in the place itself.
    """

    version: str
    problem: str = ""
    measure: str = ""
    was: str = ""


class Amended(Frozen):
    """`theirs` is what stands there by now, where it is not what was seen and nothing was written, else None.

    `elsewhere` tells whether the file had been changed since the writer saw it.
    """

    theirs: str | None = None
    elsewhere: bool = False


RectificationChange = Amendment | NewMeasure | NoMeasure | Reviewed


def amend(folder: Path, change: RectificationChange, seen: SeenText, now: dt.datetime) -> Amended:
    """`change` in 整改.yaml in `folder`; raises Refused, nothing written.

    In a file that was changed since it was `seen` a text is written where it says what was seen, a measure added; all
    else is refused, and so is everything where another problem or measure has come into that place.
    """
    path = folder / FILE
    with files.locked(path):
        manuscript = manuscripts.read(folder, FILE)
        elsewhere = journal.digest(manuscript.content) != seen.version
        source, found = parse(manuscript.text, str(path))
        if source is None:
            raise Refused(found)
        data = loose(source.data)
        if elsewhere and not _same_place(change, data, seen):
            message = f"“{FILE}”在本页以外被改过，没有写入；您的文字还在框里"
            raise Refused([error("changed-meanwhile", message, "请先载入新内容，再改这一处", Position(str(path)))])
        if elsewhere and isinstance(change, Amendment):
            stands = _stands(data, change)
            if _bare(stands) not in {_bare(seen.was), _bare(change.text)}:
                return Amended(stands, elsewhere)
        try:
            text = _written(change)(manuscript.text, data)
        except (yaml.YAMLError, AttributeError, LookupError, TypeError, StopIteration) as failure:
            raise _special(path) from failure
        made, _ = parse(text, str(path))
        if made is None or not same_data(made.data, data):
            raise _special(path)
        if text != manuscript.text:
            save(manuscript, text, _deed(change), now)
    return Amended(None, elsewhere)


def _same_place(change: RectificationChange, data: Any, seen: SeenText) -> bool:
    """Whether the place of `change` is about what the writer saw there, and may be written in a file changed since."""
    if not isinstance(change, Amendment | NewMeasure):
        return False
    try:
        entry = data[ACTIVE][change.problem]
        if not seen.problem or _bare(entry.get("编号") or entry.get("标题")) != _bare(seen.problem):
            return False
        if isinstance(change, NewMeasure) or change.measure is None:
            return True
        return change.key == MEASURES or _bare(entry[MEASURES][change.measure][MEASURES]) == _bare(seen.measure)
    except (AttributeError, LookupError, TypeError):
        return False


def _stands(data: Any, change: Amendment) -> str:
    """The text in the place of `change`."""
    entry = data[ACTIVE][change.problem]
    value = (entry if change.measure is None else entry[MEASURES][change.measure]).get(change.key)
    return "" if value is None else str(value).strip()


def _bare(told: Any) -> str:
    """A text, or the texts of a list, without what sets its words apart."""
    whole = "".join(map(str, told)) if isinstance(told, list) else str(told or "")
    return _APART.sub("", whole)


def _written(change: RectificationChange) -> Callable[[str, Any], str]:
    """What makes `change` in a text and in the data that it says."""
    path = (ACTIVE, change.problem)

    def put(text: str, data: Any) -> str:
        assert isinstance(change, Amendment)
        at, order = (path, ENTRY) if change.measure is None else ((*path, MEASURES, change.measure), MEASURE)
        value = change.text.replace("\r\n", "\n").strip() or None
        _at(data, at)[change.key] = value
        return edits.put(text, at, Item(change.key, value), order)

    def add(text: str, data: Any) -> str:
        assert isinstance(change, NewMeasure)
        row = {MEASURES: change.text.strip(), "责任科室": None, "时限": None, "成果": None}
        entry = _at(data, path)
        entry[MEASURES] = [*(entry.get(MEASURES) or []), row]
        if len(entry[MEASURES]) == 1:
            return edits.put(text, path, Item(MEASURES, [[Item(k, v) for k, v in row.items()]]), ENTRY)
        items = [Item(key, value) for key, value in row.items()]
        return edits.insert(text, (*path, MEASURES), len(entry[MEASURES]) - 1, items)

    def remove(text: str, data: Any) -> str:
        assert isinstance(change, NoMeasure)
        rows = _at(data, path)[MEASURES]
        rows.pop(change.measure)
        if not rows:
            return edits.put(text, path, Item(MEASURES, None), ENTRY)
        return edits.remove(text, (*path, MEASURES), change.measure)

    def drop(text: str, data: Any) -> str:
        _at(data, path).pop(STALE)
        return edits.drop(text, path, STALE)

    makers = {Amendment: put, NewMeasure: add, NoMeasure: remove, Reviewed: drop}
    return makers[type(change)]


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        data = data[key]
    return data


def _deed(change: RectificationChange) -> Deed:
    """What `change` is called, and its place: see `locating`."""
    problem, of_it = change.problem, f"整改：第{change.problem + 1}个问题"
    match change:
        case Amendment(measure=None):
            return Deed(f"{of_it}的{change.key}", f"{problem}/{change.key}")
        case Amendment():
            at = change.measure or 0
            return Deed(f"{of_it}第{at + 1}条措施的{change.key}", f"{problem}/{at}/{change.key}")
        case NewMeasure():
            return Deed(f"{of_it}加一条措施", f"{problem}/{MEASURES}")
        case NoMeasure():
            return Deed(f"{of_it}删去第{change.measure + 1}条措施", f"{problem}/{change.measure}/{MEASURES}")
    return Deed(f"{of_it}已按新数字核对", f"{problem}")


def _special(path: Path) -> Refused:
    message = f"{FILE} 这一处的写法太特殊，无法在原处写入，未作任何改动"
    return Refused([error("layout", message, "请在“原文”页手工填写", Position(str(path)))])
