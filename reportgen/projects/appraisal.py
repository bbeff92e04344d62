"""A form as it is printed: every point, the total and the grade, and how each came about."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath

from reportgen.chinese import percent
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Position
from reportgen.projects import funds
from reportgen.projects.line_marks import FormMarked, LineMarked, reached
from reportgen.projects.project_form import FormLine, Goal
from reportgen.projects.project_rules import ProjectRules
from reportgen.projects.project_sheet import ProjectSheet, SheetLine
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import DROPPED
from reportgen.scoring.mark import State
from reportgen.scoring.shares import marks
from reportgen.values import replace

ZERO = Decimal(0)


def sheet(one: FormMarked, rules: ProjectRules, office: str) -> ProjectSheet:
    """The sheet of a form; `office` is 主管部门 where the form names none."""
    form, goal = one.form, one.form.goal or Goal()
    rows = funds.rows(form.funds, one.totals)
    total = _total(one, rules)
    return ProjectSheet(
        name=form.name,
        authority=form.authority or office,
        unit=one.unit,
        money=rows,
        budget=rows[0].budget,
        spent=rows[0].spent,
        rate=rows[0].rate,
        figure=one.figure,
        execution_full=one.spent.full,
        execution=one.spent.points,
        execution_told=one.spent.outcome.explanation,
        expected=goal.expected,
        actual=goal.actual,
        lines=tuple(_line(line, mark, rules) for line, mark in one.pairs()),
        full=rules.full,
        total=total,
        grade=None if total is None else rules.grade(total),
        unmet=tuple(mark.name for mark in one.lines if mark.points is not None and mark.points < mark.full),
    )


def _total(one: FormMarked, rules: ProjectRules) -> Decimal | None:
    """The marks added up; None while one is not known or a 一级指标 has no line.

    Where there was no money and the pack leaves 预算执行率 out, the rest is rescaled.
    """
    dropped = one.spent.outcome.state is State.NOT_APPLICABLE and rules.execution.nothing == DROPPED
    counted = one.lines if dropped else (one.spent, *one.lines)
    points = [mark.points for mark in counted if mark.points is not None]
    if len(points) < len(counted) or rules.unlisted(one.form):
        return None
    whole = sum((mark.full for mark in counted), ZERO)
    return marks(EXACT.divide(sum(points, ZERO) * rules.full, whole)) if dropped else sum(points, ZERO)


def _line(line: FormLine, mark: LineMarked, rules: ProjectRules) -> SheetLine:
    done = reached(line)
    rate = done.rate if done else None
    sign = line.direction if line.direction and done is not None else ""
    return SheetLine(
        first=rules.top(line.first) or line.first,
        second=line.second,
        name=line.name,
        target=line.target and f"{sign}{line.target}{line.unit or ''}",
        actual=line.actual and f"{line.actual}{line.unit or ''}",
        rate=rate,
        full=line.full,
        points=mark.points,
        manual=bool(mark.outcome.overrides) or done is None,
        reason=line.reason,
        told=_told(line, mark, rate),
        deviation=line.deviation,
        at=_place(mark.at()),
    )


def _told(line: FormLine, mark: LineMarked, rate: Decimal | None) -> str:
    """How the points of a line came about."""
    if rate is None or mark.outcome.overrides or mark.points is None:
        return mark.outcome.explanation
    whole = mark.points in (ZERO, mark.full)
    how = "" if whole else f"，{percent(rate)}×{say_points(mark.full)}分"
    return f"目标值{line.target}，实际值{line.actual}，完成率{percent(rate)}{how}，得{say_points(mark.points)}分。"


def _place(at: Position) -> str:
    """A place without the folders around the file."""
    return str(replace(at, file=PurePath(at.file).name))
