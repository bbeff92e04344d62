"""The department's own indicators: rows of the data's lists, and lines of the projects' forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.evaluation import Evaluation
from reportgen.facts.names import declared_as, known_lists
from reportgen.facts.naming import lists
from reportgen.facts.records import quantity
from reportgen.facts.records.record import Record
from reportgen.statements.ground import Reached

_VALUES = ("实际值", "调整目标值", "目标值")


def reached(evaluation: Evaluation) -> tuple[Reached, ...]:
    """What was reached by each of them; two of one name that differ tell nothing."""
    known = {(row.name, row.unit, row.actual): row for row in (*_listed(evaluation), *_lines(evaluation))}
    names = Counter(name for name, _, _ in known)
    return tuple(row for row in known.values() if names[row.name] == 1)


def told_twice(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A row of dept.yaml and a line of a project's form of one name and unit, reached otherwise."""
    lines = list(_lines(evaluation))
    names = Counter(line.name for line in lines)
    for row in _listed(evaluation):
        for line in lines:
            if (line.name, line.unit) == (row.name, row.unit) and names[line.name] == 1 and line.actual != row.actual:
                here, there = (f"{chinese.number(one.actual)}{one.unit}" for one in (row, line))
                message = f"“{row.name}”的实际值在 dept.yaml 是{here}，在项目自评表里是{there}"
                yield warning("own-indicator", message, "请核对，两处写成一样；口径不同的，把名称写得不同")


def _listed(evaluation: Evaluation) -> Iterator[Reached]:
    given = lists(evaluation.department)
    for name in _reached(declared_as(evaluation.department.extra)):
        for row in given.get(name, ()):
            yield from _own(row.get("名称"), row.get("单位"), (row.get(key) for key in _VALUES))


def _lines(evaluation: Evaluation) -> Iterator[Reached]:
    for sheet in evaluation.projects.sheets:
        for line in sheet.lines:
            yield from _own(line.name, None, (line.actual, (line.target or "").lstrip("≥≤=")))


def _own(name: Any, unit: Any, values: Iterable[Any]) -> Iterator[Reached]:
    """A row in the unit of what was reached; none where that is no number with a unit."""
    done, *aims = (quantity.split(value) for value in values)
    own = (done and done[1]) or unit
    if name and own and done:
        yield Reached(str(name), own, done[0], tuple(aim[0] for aim in aims if aim and (aim[1] or unit) == own))


@cache
def _reached(extra: type[Record] | None) -> tuple[str, ...]:
    """The lists whose rows say what was reached; `extra` is what the pack declares of 补充."""
    listed = known_lists(extra).items()
    return tuple(name for name, row in listed if any(f.alias == _VALUES[0] for f in row.fields_by_name.values()))
