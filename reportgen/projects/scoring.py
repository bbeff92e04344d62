"""A form scored: its sheet with every point, the total and the grade, what is said of it, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePath

from reportgen.chinese import number, percent
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position
from reportgen.facts.naming import Fact
from reportgen.facts.source import Source
from reportgen.projects import money, remarks
from reportgen.projects.form import Goal, Line
from reportgen.projects.marking import Marked, execution, marked, reached
from reportgen.projects.money import Held
from reportgen.projects.reading import Written
from reportgen.projects.rules import Rules
from reportgen.projects.sheet import ProjectSheet, SheetLine
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import DROPPED
from reportgen.scoring.mark import State
from reportgen.scoring.shares import marks
from reportgen.values import Frozen, replace

ZERO = Decimal(0)


class Appraised(Frozen):
    """A form with its points: `told` is said at once, `asked` is what a finished report still waits for."""

    sheet: ProjectSheet
    totals: Held
    source: Source
    told: tuple[Diagnostic, ...]
    asked: tuple[Diagnostic, ...]


def appraised(written: Written, rules: Rules, office: str, listed: Mapping[str, Fact]) -> Appraised:
    """The form `written`, scored; `listed` is the project's row in dept.yaml, `office` who is 主管部门 by default."""
    form, source = written.form, written.source
    totals = money.held(form.funds, source, listed)
    figure = money.figure(form.name, totals)
    spent = execution(form, rules, figure, source)
    lines = tuple(marked(line, rules, source, number) for number, line in enumerate(form.lines))
    both = tuple(zip(form.lines, lines, strict=True))
    told = [
        *(money.faults(form.funds, source) if form.funds else ()),
        *remarks.weights(form, rules, source),
        *remarks.over(figure, spent),
        *remarks.repeated(form, source),
        *(said for one in (spent, *lines) for said in remarks.judged(one)),
        *(said for line, one in both for said in remarks.unexplained(line, one, rules)),
    ]
    asked = [*remarks.lacking_money(totals, source), *remarks.lacking_goal(form, source)]
    asked += [said for line, one in both for said in remarks.lacking_of(line, one, rules)]
    sheet = _sheet(written, rules, office, totals, spent, lines)
    return Appraised(sheet, totals, source, tuple(told), tuple(asked))


def _sheet(  # noqa: PLR0913, PLR0917 - a form, what scores it, and what came of it
    written: Written, rules: Rules, office: str, totals: Held, spent: Marked, lines: Sequence[Marked]
) -> ProjectSheet:
    form, goal = written.form, written.form.goal or Goal()
    rows = money.rows(form.funds, totals)
    total = _total(rules, spent, lines)
    return ProjectSheet(
        name=form.name,
        authority=form.authority or office,
        unit=form.unit,
        money=rows,
        budget=rows[0].budget,
        spent=rows[0].spent,
        rate=rows[0].rate,
        figure=money.figure(form.name, totals),
        execution_full=spent.full,
        execution=spent.points,
        execution_told=spent.outcome.explanation,
        expected=goal.expected,
        actual=goal.actual,
        lines=tuple(_line(line, one, rules) for line, one in zip(form.lines, lines, strict=True)),
        full=rules.full,
        total=total,
        grade=None if total is None else rules.grade(total),
        unmet=tuple(one.name for one in lines if one.points is not None and one.points < one.full),
    )


def _total(rules: Rules, spent: Marked, lines: Sequence[Marked]) -> Decimal | None:
    """The marks added up, rescaled where there was no money and 预算执行率 is left out; None while one is not known."""
    dropped = spent.outcome.state is State.NOT_APPLICABLE and rules.execution.nothing == DROPPED
    counted = list(lines) if dropped else [spent, *lines]
    points = [one.points for one in counted if one.points is not None]
    if len(points) < len(counted):
        return None
    whole = sum((one.full for one in counted), ZERO)
    return sum(points, ZERO) if not dropped else marks(EXACT.divide(sum(points, ZERO) * rules.full, whole))


def _line(line: Line, one: Marked, rules: Rules) -> SheetLine:
    sign = line.direction or ""
    is_number = reached(line) is not None
    rate = reached(line) if is_number and line.direction != "=" else None
    return SheetLine(
        first=rules.top(line.first) or line.first,
        second=line.second,
        name=line.name,
        target=line.target and f"{sign if is_number else ''}{line.target}{line.unit or ''}",
        actual=line.actual and f"{line.actual}{line.unit or ''}",
        rate=rate,
        full=line.full,
        points=one.points,
        manual=bool(one.outcome.overrides) or not is_number,
        reason=line.reason,
        told=_told(line, one, rate),
        deviation=line.deviation,
        at=_place(one.at()),
    )


def _told(line: Line, one: Marked, rate: Decimal | None) -> str:
    """How the points of a line came about."""
    if rate is None or one.outcome.overrides or one.points is None:
        return one.outcome.explanation
    share = one.points if one.points in (ZERO, one.full) else None
    how = "" if share is not None else f"，{percent(rate)}×{number(one.full)}分"
    return f"目标值{line.target}，实际值{line.actual}，完成率{percent(rate)}{how}，得{say_points(one.points)}分。"


def _place(at: Position) -> str:
    """A place without the folders around the file."""
    return str(replace(at, file=PurePath(at.file).name))
