"""时限 in 整改.yaml that had passed before the evaluated year was over: left from an older list, or mistyped."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts.source import Path, Source
from reportgen.findings.rectification import ACTIVE, Rectification, State
from reportgen.patterns import regex

_DATE = regex(r"(20\d\d)\s*[年/.-](?:\s*(\d{1,2}))?")
_SETTLED = (State.DONE, State.LASTING)


def passed(people: Rectification, source: Source, year: int) -> Iterator[Diagnostic]:
    """Each 时限 before December of `year`, unless it only says when something begins, or the measure is done."""
    for path, due in _dues(people):
        dates = _DATE.findall(due or "")
        if due and dates and "起" not in due and _month(*dates[-1]) < (year, 12):
            message = f"时限“{due}”早于评价年度（{year}）年末"
            yield warning(
                "past-due", message, "请核对是否为旧稿遗留；已完成的请写“状态: 已完成”", source.position(path)
            )


def _dues(people: Rectification) -> Iterator[tuple[Path, str | None]]:
    for i, entry in enumerate(people.entries):
        yield (ACTIVE, i, "时限"), entry.due
        for j, measure in enumerate(entry.measures):
            if measure.state not in _SETTLED:
                yield (ACTIVE, i, "措施", j, "时限"), measure.due


def _month(year: str, month: str) -> tuple[int, int]:
    return int(year), int(month or 12)
