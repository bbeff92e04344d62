"""Totals and counts that follow from what was given; what a person stated is never replaced.

Absent is not zero: a total is derived only where every part of it was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

from reportgen.facts.records.budget import (
    Budget,
    BudgetLine,
    Income,
    PlanAndActual,
    QuarterRatios,
    Quarters,
    QuarterTotals,
    SpecialFund,
    ThreePublic,
)
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Record
from reportgen.facts.records.resources import Procurement
from reportgen.facts.records.results import Duty, KeyTask, KeyTaskCount, Project, ProjectCount
from reportgen.values import replace

R = TypeVar("R", bound=Record)


def complete(department: Department, like: Department | None = None, made: Department | None = None) -> Department:
    """`department` with every total and count that follows from what was given.

    What follows from what stands in the department `like` too is taken from `made`, which follows from that one.
    """
    same = [name for name in _PARTS if like and made and all(_is_same(department, like, own) for own in _READ[name])]
    follows = {name: getattr(made, name) if name in same else part(department, name) for name in _PARTS}
    return replace(department, **follows)


def _is_same(one: Department, other: Department, name: str) -> bool:
    return getattr(one, name) is getattr(other, name)


def part(department: Department, name: str) -> Record | tuple[Record, ...] | None:
    """The field `name` of `department`, with what follows from what was given."""
    return _PARTS[name](department)


def _budget(given: Budget) -> Budget:
    """基本支出, 合计 and the totals of 收入 by their parts."""
    basic = _line(given.basic, [given.personnel, given.running, *_beside(given)])
    total = _line(given.total, [basic, given.projects])
    income = given.income and _income(given.income)
    return replace(given, basic=basic, total=total, income=income)


def _special_fund(given: SpecialFund) -> SpecialFund:
    """总指标 as 年初 − 调减."""
    if given.initial is None or given.reduced is None:
        return given
    return _fill(given, total=given.initial - given.reduced)


def _three_public(given: ThreePublic) -> ThreePublic:
    """合计 of the three kinds."""
    kinds = (given.abroad, given.cars, given.reception)
    total = _fill(
        given.total or PlanAndActual(),
        budget=_column(kinds, "budget"),
        actual=_column(kinds, "actual"),
    )
    return replace(given, total=total) if total != PlanAndActual() else given


def _procurement(given: Procurement) -> Procurement:
    """实际 as the sum of 货物, 工程 and 服务."""
    return _fill(given, actual=_sum((given.goods, given.works, given.services)))


def _quarters(given: Quarters, budget: Budget | None) -> Quarters:
    """指标总额 (by default 预算.合计.调整后) and 累计进度 = 累计支出 ÷ 指标总额."""
    adjusted = budget.total.adjusted if budget and budget.total else None
    target = given.target or (
        QuarterTotals(q1=adjusted, q2=adjusted, q3=adjusted, q4=adjusted) if adjusted is not None else None
    )
    progress = given.progress
    if progress is None and given.spent and target and all(target.values):
        q1, q2, q3, q4 = (a / b for a, b in zip(given.spent.values, target.values, strict=True))
        progress = QuarterRatios(q1=q1, q2=q2, q3=q3, q4=q4)
    return replace(given, target=target, progress=progress)


def _project_count(given: ProjectCount | None, projects: Sequence[Project]) -> ProjectCount | None:
    """Projects counted and added up from their list, each where every project states it."""
    if not projects:
        return given
    return _fill(
        given or ProjectCount(),
        number=len(projects),
        on_time=_count([p.completion and p.completion == "按期完成" for p in projects]),
        with_goals=_count([p.has_goals for p in projects]),
        budget=_column(projects, "adjusted"),
        spent=_column(projects, "spent"),
    )


def _key_task_count(given: KeyTaskCount | None, tasks: Sequence[KeyTask]) -> KeyTaskCount | None:
    """Key tasks counted from their list."""
    if not tasks:
        return given
    return _fill(given or KeyTaskCount(), number=len(tasks), done=_count([task.done for task in tasks]))


def _duties(given: Sequence[Duty], projects: Sequence[Project]) -> tuple[Duty, ...]:
    """履职 by area: what a row lacks, from the projects of its area; and a row for each area that only they name."""
    areas = dict.fromkeys(project.area for project in projects if project.area)
    stated = {duty.area for duty in given}
    new = (Duty(area=area) for area in areas if area not in stated)
    return tuple(_duty(duty, [p for p in projects if p.area == duty.area]) for duty in (*given, *new))


def _duty(given: Duty, projects: Sequence[Project]) -> Duty:
    if not projects:
        return given
    offices = dict.fromkeys(project.office for project in projects if project.office)
    made = _fill(
        given,
        projects=len(projects),
        budget=_column(projects, "adjusted"),
        spent=_column(projects, "spent"),
    )
    return replace(made, office=given.office or "、".join(offices) or None)


def _beside(given: Budget) -> list[BudgetLine]:
    """What 基本支出 has beside 人员经费 and 日常公用经费; 离退休 stands in 对个人和家庭的补助 unless told otherwise."""
    parts = [given.subsidies] if given.subsidies else []
    retired = given.retired
    if retired is None or retired.within_personnel is not False:
        return parts
    inside = bool(parts) if retired.within_subsidies is None else retired.within_subsidies
    own = BudgetLine(initial=retired.initial, adjusted=retired.adjusted, spent=retired.spent)
    return parts if inside else [*parts, own]


def _line(stated: BudgetLine | None, parts: Sequence[BudgetLine | None]) -> BudgetLine | None:
    line = _fill(
        stated or BudgetLine(),
        initial=_column(parts, "initial"),
        adjusted=_column(parts, "adjusted"),
        spent=_column(parts, "spent"),
    )
    return line if line != BudgetLine() else stated


def _income(given: Income) -> Income:
    return _fill(given, initial=_column(given.lines, "initial"), final=_column(given.lines, "final"))


def _fill(record: R, **derived: Decimal | int | None) -> R:
    """`record` with each value that it lacks."""
    lacking = {name: value for name, value in derived.items() if getattr(record, name) is None and value is not None}
    return replace(record, **lacking) if lacking else record


def _column(rows: Iterable[Record | None], field: str) -> Decimal | None:
    return _sum(getattr(row, field) if row else None for row in rows)


def _sum(parts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of `parts`, or None where one of them was not given."""
    total: Decimal | None = None
    for part in parts:
        if part is None:
            return None
        total = part if total is None else total + part
    return total


def _count(answers: Sequence[bool | None]) -> int | None:
    """How many are true, or None where one was not given."""
    return None if None in answers else sum(map(bool, answers))


_PARTS: Mapping[str, Callable[[Department], Record | tuple[Record, ...] | None]] = {
    "budget": lambda given: given.budget and _budget(given.budget),
    "special_fund": lambda given: given.special_fund and _special_fund(given.special_fund),
    "three_public": lambda given: given.three_public and _three_public(given.three_public),
    "procurement": lambda given: given.procurement and _procurement(given.procurement),
    "quarters": lambda given: given.quarters and _quarters(given.quarters, given.budget and _budget(given.budget)),
    "project_count": lambda given: _project_count(given.project_count, given.projects),
    "key_task_count": lambda given: _key_task_count(given.key_task_count, given.key_tasks),
    "duties": lambda given: _duties(given.duties, given.projects),
}
_READ = {name: (name,) for name in _PARTS} | {  # the fields that each follows from
    "quarters": ("quarters", "budget"),
    "project_count": ("project_count", "projects"),
    "key_task_count": ("key_task_count", "key_tasks"),
    "duties": ("duties", "projects"),
}
