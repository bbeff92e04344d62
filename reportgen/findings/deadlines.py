"""时限: none lies before the report is handed in, nor before the evaluated year is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts.source import Path, Source
from reportgen.findings.rectification import ACTIVE, Rectification, Status
from reportgen.patterns import regex

_DATE = regex(r"(20\d\d)\s*[年/.-](?:\s*(\d{1,2})(?:\s*[月/.-]\s*(\d{1,2})(?!\d))?)?")
_MONTH = regex(r"(20\d\d)年(\d{1,2})月")
_SETTLED = (Status.DONE, Status.LASTING)


def passed(people: Rectification, source: Source, year: int, reported: dt.date | None = None) -> Iterator[Diagnostic]:
    """Each 时限 before December of `year` or before the day of the report, 填报日期.

    One that only says when something begins is left alone, and so is one of a measure that is done.
    """
    for path, due in _dues(people):
        dates = _DATE.findall(due or "")
        if not due or not dates or "起" in due:
            continue
        last = _last_day(*dates[-1])
        early = f"评价年度（{year}）年末" if last < dt.date(year, 12, 1) else ""
        if not early and reported and last < reported:
            early = f"填报日期（{chinese.date(reported)}）"
        if early:
            advice = "请核对是否为旧稿遗留；已完成的请写“状态: 已完成”"
            yield warning("past-due", f"时限“{due}”早于{early}", advice, source.position(path))


def later(due: str, reported: dt.date | None) -> str:
    """A 时限 of the pack as it stands; one that had passed on the day of the report, in the month after that."""
    found = _MONTH.search(due)
    if reported is None or found is None or (int(found[1]), int(found[2])) >= (reported.year, reported.month):
        return due
    year, month = divmod(reported.year * 12 + reported.month, 12)
    return f"{due[: found.start()]}{year}年{month + 1}月{due[found.end() :]}"


def named_day(due: str) -> dt.date | None:
    """The last day that 时限 `due` leaves; None where it names none, or only when something begins."""
    dates = _DATE.findall(due)
    return None if not dates or "起" in due else _last_day(*dates[-1])


def _dues(people: Rectification) -> Iterator[tuple[Path, str | None]]:
    for i, entry in enumerate(people.entries):
        yield (ACTIVE, i, "时限"), entry.due
        for j, measure in enumerate(entry.measures):
            if measure.state not in _SETTLED:
                yield (ACTIVE, i, "措施", j, "时限"), measure.due


def _last_day(year: str, month: str, day: str) -> dt.date:
    """The last day that a date may mean; a day that the month does not have means its end."""
    last = dt.date(int(year) + int(month or 12) // 12, int(month or 12) % 12 + 1, 1) - dt.timedelta(days=1)
    return last.replace(day=min(int(day), last.day)) if day and int(day) else last
