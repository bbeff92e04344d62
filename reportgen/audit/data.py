"""A report held against a department's data: its figures, its marks, and a fresh rendering of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen import word
from reportgen.cache.store import NONE, Cache
from reportgen.checks.own_words import ground as of_data
from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.evaluation import Evaluation
from reportgen.stages.assessing import evaluate
from reportgen.stages.inputs import Wanted, read
from reportgen.stages.printing import press, printed
from reportgen.statements import Ground, Report
from reportgen.statements.ground import masked, read_off
from reportgen.statements.outlines import read_outline
from reportgen.values import replace

_OURS = 0.5  # of the lines: a report of which so many are rendered word for word was made here


def against(path: Path, report: Report, ground: Ground, cache: Cache = NONE) -> tuple[Ground, list[Diagnostic]]:
    """`ground` with the data of dept.yaml at `path`; raises Refused where that cannot be evaluated."""
    inputs, _ = read(path, Wanted(cache=cache))
    evaluation, _ = evaluate(inputs, draft=True)
    known = of_data(evaluation)
    told = list(_strangers(report, ground, evaluation, path))
    if told:
        return ground, told
    fresh = _lines(read_outline(word.outline(printed(evaluation, press(inputs.pack)))))
    ours = _share(report, fresh) >= _OURS
    own = replace(known, rates=ground.rates, bounds=ground.bounds, fresh=fresh if ours else {})
    return own, told


def _strangers(report: Report, ground: Ground, evaluation: Evaluation, path: Path) -> Iterator[Diagnostic]:
    """What shows that report and data are not of one department and year."""
    seen, given = read_off(ground, report), evaluation.department
    at = Position(str(path))
    if seen.year and seen.year != given.year:
        message = f"报告是{seen.year}年度的，资料是{given.year}年度的，没有对照资料"
        yield warning("other-year", message, "请核对 --data 指的是不是同一年度的 dept.yaml", at)
    words = "".join(paragraph.text for paragraph in report.paragraphs)
    names = [name for name in (given.office.name, given.office.short) if name]
    if not any(name in words for name in names):
        message = f"报告里没有“{given.office.name}”，资料可能不是这个部门的，没有对照资料"
        yield warning("other-office", message, "请核对 --data 指的是不是同一部门的 dept.yaml", at)


def _lines(report: Report) -> Mapping[str, tuple[str, ...]]:
    """The lines of a report under what they are without their numbers."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in _texts(report):
        found[masked(line)].append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def _texts(report: Report) -> Iterator[str]:
    yield from (paragraph.text for paragraph in report.paragraphs)
    yield from (" ".join(row.cells) for table in report.tables for row in table.rows)


def _share(report: Report, fresh: Mapping[str, tuple[str, ...]]) -> float:
    lines = list(_texts(report))
    return sum(masked(line) in fresh for line in lines) / len(lines) if lines else 0
