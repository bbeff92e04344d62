"""What a review copy has something to say about: values of the template that know it, and comments at their places.

A place is that of a control (问题.C21.原因), or a value of the template under its name (计算.预算执行率, 评语.B42).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from reportgen import report
from reportgen.evaluation import Evaluation
from reportgen.values import Frozen, replace
from reportgen.word.anchors.comments import Comments
from reportgen.word.anchors.place import PROBLEM, Place, identities
from reportgen.word.anchors.sentinels import MARK, NOTED
from reportgen.word.anchors.tagging import Number, Placed
from reportgen.word.ooxml.package import Finished
from reportgen.word.ooxml.wordml import Element, take_out, value, w

FIGURE, REMARK, ROW, LAST_YEAR, COMPARED = "计算", "评语", "评分表", "上年问题", "上年情况"
_AUTHOR, _INITIALS = "reportgen 核对", "核对"


class Note(Frozen):
    """What a comment says of a place: what stands behind it, and what a person has to confirm."""

    told: tuple[str, ...]
    confirm: tuple[str, ...] = ()

    def __add__(self, other: Note) -> Note:
        """Both in one comment, nothing said twice."""
        return Note(_once(self.told, other.told), _once(self.confirm, other.confirm))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the comment."""
        return (*self.told, f"请确认：{'；'.join(self.confirm)}。") if self.confirm else self.told


def _once(*groups: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for group in groups for line in group))


def noted(evaluation: Evaluation, notes: Mapping[str, Note]) -> dict[str, Any]:
    """The context of `evaluation` with every value that there is a note about knowing its place."""
    context = report.context(_figured(evaluation, notes))
    problems = context[PROBLEM]
    names = identities(problem["编号"] for problem in problems)
    past = context[LAST_YEAR]
    return {
        **context,
        REMARK: _each(context[REMARK], REMARK, notes),
        ROW: _with(context[ROW], "行", [_row(row, notes) for row in context[ROW]["行"]]),
        PROBLEM: tuple(
            _with(problem, COMPARED, _known(problem[COMPARED], str(Place(PROBLEM, name, COMPARED)), notes))
            for problem, name in zip(problems, names, strict=True)
        ),
        LAST_YEAR: _with(past, PROBLEM, [_past(p, i, notes) for i, p in enumerate(past[PROBLEM], 1)]),
    }


def _figured(evaluation: Evaluation, notes: Mapping[str, Note]) -> Evaluation:
    """The same with figures that know their place, also where a table of the report shows them."""
    known = {
        name: replace(figure, value=_known(figure.value, f"{FIGURE}.{name}", notes))
        for name, figure in evaluation.figures.items()
    }
    return replace(evaluation, figures=known)


def _each(group: dict[str, Any], name: str, notes: Mapping[str, Note]) -> Any:
    return type(group)({key: _known(value, f"{name}.{key}", notes) for key, value in group.items()})


def _with(group: dict[str, Any], name: str, value: Any) -> Any:
    return type(group)({**group, name: tuple(value) if isinstance(value, list) else value})


def _row(row: dict[str, Any], notes: Mapping[str, Note]) -> Any:
    """A row of the score table is told of at its mark, while there is none at its standard."""
    name = "得分" if row["得分"] is not None else "评分标准"
    return _with(row, name, _known(row[name], f"{ROW}.{row['编号']}", notes))


def _past(problem: dict[str, Any], number: int, notes: Mapping[str, Note]) -> Any:
    return _with(problem, "说明", _known(problem["说明"], f"{LAST_YEAR}.{number}", notes))


def _known(value: Any, tag: str, notes: Mapping[str, Note]) -> Any:
    """`value` at the place `tag`, if there is anything to say about it."""
    if value in (None, "") or tag not in notes:
        return value
    return Number.at(value, tag, NOTED) if isinstance(value, Decimal) else Placed(value, tag, NOTED)


def comment(finished: Finished, notes: Mapping[str, Note], now: dt.datetime) -> Finished:
    """A comment, dated `now`, put at the first place of each note; figures of one paragraph share theirs."""
    tree = finished.tree(finished.main)
    NOTED.single_out(tree)
    comments = Comments(finished, _AUTHOR, _INITIALS, now)
    for spot in _merged(_spots(tree, notes)):
        comments.add(spot.first, spot.last, spot.note.lines)
    for mark in list(tree.iter(MARK)):
        take_out(mark)
    comments.save()
    finished.put_tree(finished.main, tree)
    NOTED.wipe(finished)
    return finished


class _Spot(Frozen):
    """From where to where a note goes; `group` is the paragraph with whose other figures it shares a comment."""

    first: Element
    last: Element
    note: Note
    group: Element | None = None


def _spots(tree: Element, notes: Mapping[str, Note]) -> Iterator[_Spot]:
    """Where the notes go, in the order of the text, each once."""
    left = dict(notes)
    for element in tree.iter(w("sdt"), MARK):
        tag = (value(element, "sdtPr", "tag") if element.tag == w("sdt") else element.get("open")) or ""
        if tag not in left:
            continue
        spot = _of_control(element, left[tag]) if element.tag == w("sdt") else _of_mark(element, tag, left[tag])
        if spot:
            del left[tag]
            yield spot


def _of_mark(opening: Element, tag: str, note: Note) -> _Spot | None:
    closing = next((m for m in opening.itersiblings(MARK) if m.get("close") == tag), None)
    group = opening.getparent() if tag.startswith(f"{FIGURE}.") else None
    return None if closing is None else _Spot(opening, _end(closing), note, group)


def _of_control(control: Element, note: Note) -> _Spot | None:
    """From a control between words on; within one of whole paragraphs, from its first run to its last."""
    holder = control.getparent()
    if holder is not None and holder.tag == w("p"):
        return _Spot(control, _end(control), note)
    runs = list(control.iter(w("r")))
    return _Spot(runs[0], runs[-1], note) if runs else None


def _end(last: Element) -> Element:
    """`last`, or the end of its paragraph where a control stands in between.

    A comment that ends before a control makes LibreOffice 7.4 end the control's bookmark a character earlier, anew
    each time it saves.
    """
    following = list(last.itersiblings())
    controls = last.tag == w("sdt") or any(element.tag == w("sdt") for element in following)
    return following[-1] if controls and following else last


def _merged(spots: Iterator[_Spot]) -> Iterator[_Spot]:
    """The spots, those of one group made one."""
    groups: dict[Element, _Spot] = {}
    told: list[_Spot | Element] = []
    for spot in spots:
        if spot.group is None:
            told.append(spot)
        elif before := groups.get(spot.group):
            groups[spot.group] = _Spot(before.first, spot.last, before.note + spot.note, spot.group)
        else:
            groups[spot.group] = spot
            told.append(spot.group)
    yield from (one if isinstance(one, _Spot) else groups[one] for one in told)
