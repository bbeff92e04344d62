"""The facts of a department: dept.yaml read, completed, named, and checked against itself."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, error, errors, warning
from reportgen.facts import narrative, source
from reportgen.facts.derived import complete
from reportgen.facts.differences import differences
from reportgen.facts.naming import FREE, OFFERED, Fact, called, described, facts, known_names, lists, rows
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.quantity import FIRST
from reportgen.facts.records.record import Record, read
from reportgen.facts.records.remains import remains
from reportgen.facts.source import Reader, Source, in_order

__all__ = [
    "FREE",
    "OFFERED",
    "Department",
    "Fact",
    "called",
    "complete",
    "described",
    "differences",
    "facts",
    "known_names",
    "lists",
    "load",
    "parse",
    "readable",
    "rows",
]


_LATEST = 3  # years after its own that a report may be dated without a question
_LEAST = Decimal("0.1")  # a satisfaction below it is most likely mistyped


def load(path: Path, by: Reader = Path.read_bytes) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    """Read a dept.yaml `by` a reader of files.

    The department is None where there is any error, the source where nothing was readable.
    """
    return _read(*source.load(path, by))


def parse(content: str | bytes, file: str) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    """The same for `content` already read; `file` is the name shown in messages."""
    return _read(*source.parse(content, file))


def readable(given: Source) -> Department | None:
    """What can be read of a file that holds wrong values, for what else there is to say about it."""
    return remains(Department, given, {"年度": str(FIRST), "套件": "-", "部门": {"全称": "-"}})


def _read(given: Source | None, found: list[Diagnostic]) -> tuple[Department | None, Source | None, list[Diagnostic]]:
    if given is None:
        return None, None, found
    department, of_record = read(Department, given)
    found = [*found, *of_record]
    if department is not None:
        found += [*_remarks(department, given), *_unlikely(department, given)]
    return (None if errors(found) else department), given, in_order(found)


def _unlikely(department: Department, given: Source) -> Iterator[Diagnostic]:
    """Values that can be typed and hardly be meant: a report dated before its year, a share a hundred times off."""
    day = department.cover.date if department.cover else None
    if day and day.year < department.year:
        message = f"“年度”{department.year}晚于“封面.填报日期”{day}"
        say = error if department.year - day.year > _LATEST else warning
        yield say("year", message, "评价年度应不晚于填报的年份，请核对这两处", given.position(("年度",)))
    elif day and day.year > department.year + _LATEST:
        message = f"“封面.填报日期”{day}比“年度”{department.year}晚{day.year - department.year}年"
        yield warning("year", message, "一般在次年填报，请核对这两处", given.position(("年度",)))
    share = department.satisfaction.value if department.satisfaction else None
    if share is not None and 0 < share < _LEAST:
        message = f"“满意度.值”只有{chinese.percent(share)}"
        hint = "请核对小数点：满意度一般在 60% 以上，如 93.5%"
        yield warning("share", message, hint, given.position(("满意度", "值")))


def _remarks(department: Department, given: Source) -> Iterator[Diagnostic]:
    """Narrative that looks like markup which this dialect has not."""
    texts: Record | None = department.narrative
    if texts is None:
        return
    for own, field in type(texts).fields_by_name.items():
        text, name = getattr(texts, own), field.alias
        for line, message, advice in narrative.remarks(text) if text else ():
            place = given.line(("叙述", name), line)
            yield warning("markdown", f"“叙述.{name}”：{message}", advice, place)
