"""The forms held against dept.yaml: their scores carried into its list of projects, their money compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from reportgen.chinese import number
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, did_you_mean, hint, warning
from reportgen.facts.naming import Fact
from reportgen.facts.records.answer import Tick
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.results import Project
from reportgen.facts.relations import HALF
from reportgen.facts.source import Source
from reportgen.patterns import regex
from reportgen.projects.line_marks import OFFICE, FormMarked
from reportgen.projects.project_rules import ProjectRules
from reportgen.projects.project_sheet import ProjectSheet
from reportgen.values import replace

_COLUMNS = {"年初": "年初", "全年预算": "调整后", "执行": "支出"}  # the form's, and the list's
Both: TypeAlias = tuple[FormMarked, ProjectSheet]
_APART = regex(r"[、，,；;（）()\s]+")
_SHOWN = 5  # projects named in one message


def carried(department: Department, forms: Sequence[Both]) -> Department:
    """`department` with the forms' scores where it states none.

    Where it lists no projects, the forms are the list, if they are known to be of all projects.
    """
    if department.projects:
        totals = {own.name: own.total for _, own in forms}
        return replace(department, projects=tuple(_scored(row, totals.get(row.name)) for row in department.projects))
    if not _all(department, forms):
        return department
    return replace(department, projects=tuple(_row(one, own) for one, own in forms))


def _all(department: Department, forms: Sequence[Both]) -> bool:
    """Whether there is a form of every project: as many as there are projects, or with all the money of projects."""
    if (counted := _counted(department)) is not None:
        return counted == len(forms)
    whole, own = _stated(department, "全年预算"), _sum(forms, "全年预算")
    return whole is not None and own is not None and abs(whole - own) <= _slack(forms)


def _counted(department: Department) -> int | None:
    return department.project_count.number if department.project_count else None


def _stated(department: Department, column: str) -> Decimal | None:
    """项目支出 of the department at one of the three moments."""
    line = department.budget.projects if department.budget else None
    given = {"年初": line.initial, "全年预算": line.adjusted, "执行": line.spent} if line else {}
    return given.get(column)


def _sum(forms: Sequence[Both], column: str) -> Decimal | None:
    amounts = [one.totals.amount(column) for one, _ in forms]
    return None if None in amounts else sum(filter(None, amounts), Decimal(0))


def _slack(forms: Sequence[Both]) -> Decimal:
    return HALF * (len(forms) + 1)


def _scored(row: Project, total: Decimal | None) -> Project:
    return row if total is None or row.own_score is not None else replace(row, own_score=total)


def _row(one: FormMarked, sheet: ProjectSheet) -> Project:
    amounts = {column: one.totals.amount(own) for own, column in _COLUMNS.items()}
    return Project(
        name=sheet.name,
        initial=amounts["年初"],
        adjusted=amounts["调整后"],
        spent=amounts["支出"],
        office=sheet.unit,
        own_score=sheet.total,
    )


def compared(
    department: Department,
    rows: Mapping[str, Mapping[str, Fact]],
    forms: Sequence[Both],
    rules: ProjectRules,
    source: Source,
) -> Iterator[Diagnostic]:
    """What the forms and the list of projects, by name in `rows`, say otherwise; projects that only one of them has."""
    for one, sheet in forms:
        if row := rows.get(sheet.name):
            yield from _differs(one, sheet, row)
            yield from _elsewhere(one, sheet, row) if rules.by_office else ()
        elif rows:
            advice = f"{did_you_mean(sheet.name, list(rows))}　请与 dept.yaml 的“项目”写同一个名称，或补列"
            at = one.source.position(("项目名称",))
            yield warning("project-unlisted", f"dept.yaml 的“项目”里没有“{sheet.name}”", advice, at)
    yield from _sums(department, forms, source)
    yield from _without(department, forms, source)


def doubted(department: Department, forms: Sequence[Both], rules: ProjectRules, source: Source) -> Iterator[Diagnostic]:
    """Indicators of which nothing was taken off though a project has the lowest grade: 项目监管, say."""
    lowest = rules.grades[-1].name
    if not (worst := [sheet.name for _, sheet in forms if sheet.grade == lowest]):
        return
    for code in rules.doubted:
        answer = department.answers.get(code)
        if answer is not None and not answer.deducted and set(answer.ticks.values()) <= {Tick.YES}:
            message = f"项目“{worst[0]}”自评等级为“{lowest}”，{code}的自评没有扣分"
            yield warning("project-grade", message, "请核对这个指标的要点", source.position(("自评", code), key=True))


def _differs(one: FormMarked, sheet: ProjectSheet, row: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    """Money or a score that the list states otherwise."""
    for own, column in _COLUMNS.items():
        mine, theirs = one.totals.amount(own), row.get(column)
        if mine is None or theirs is None or abs(mine - Decimal(str(theirs.value))) <= HALF:
            continue
        message = f"“{sheet.name}”的{own}为 {number(mine)}，dept.yaml 项目清单的“{column}”填 {number(_of(theirs))}"
        at = one.source.position(("资金",), key=True)
        yield warning("project-differs", message, f"请核对两处{_place(theirs)}", at)
    stated, total = row.get("自评得分"), sheet.total
    if stated is not None and total is not None and _of(stated) != total:
        message = f"“{sheet.name}”自评表得{say_points(total)}分，dept.yaml 的“自评得分”填 {number(_of(stated))}"
        yield warning("project-score", message, "以填的为准；要用自评表的得分，删去这一项", stated.position)


def _elsewhere(one: FormMarked, sheet: ProjectSheet, row: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    """Another office than that of the list, where neither name has a part of the other."""
    office = row.get(OFFICE)
    if office is None or not sheet.unit or _alike(sheet.unit, str(office.value)):
        return
    message = f"“{sheet.name}”的实施单位为“{sheet.unit}”，dept.yaml 项目清单的“科室”填“{office.value}”"
    advice = f"请核对两处{_place(office)}；实施单位是下属单位的，不必理会"
    yield hint("project-differs", message, advice, one.source.position(("实施单位",)))


def _alike(unit: str, office: str) -> bool:
    return any(a in b or b in a for a in _APART.split(unit) for b in _APART.split(office) if a and b)


def _of(fact: Fact) -> Decimal:
    return Decimal(str(fact.value))


def _place(fact: Fact) -> str:
    return f"（{fact.position}）" if fact.position else ""


def _without(department: Department, forms: Sequence[Both], source: Source) -> Iterator[Diagnostic]:
    """Projects that are listed or counted, and have no form."""
    named, at = {sheet.name for _, sheet in forms}, source.position(("项目",), key=True)
    if lacking := [row.name for row in department.projects if row.name not in named]:
        more = f"等{len(lacking)}个" if len(lacking) > _SHOWN else ""
        shown = "、".join(f"“{name}”" for name in lacking[:_SHOWN]) + more
        yield hint("project-without", f"项目{shown}没有自评表", "不需要自评的可不填；需要的，用 new --project 新建", at)
    if not department.projects and not _all(department, forms):
        message = f"自评表有 {len(forms)} 份，不是全部项目的，没有用作项目清单"
        advice = "需要清单的，请在“项目”下逐个列出；自评表齐全的，填“项目统计.总数”"
        yield hint("project-without", message, advice, source.position(("项目统计", "总数")))


def _sums(department: Department, forms: Sequence[Both], source: Source) -> Iterator[Diagnostic]:
    """Money of the forms that is more than 项目支出, or, where they are all of them, less."""
    for column, field in _COLUMNS.items():
        whole, own = _stated(department, column), _sum(forms, column)
        if whole is None or own is None or abs(own - whole) <= _slack(forms):
            continue
        if own > whole or (_counted(department) == len(forms) and not department.projects):
            message = f"各自评表的{column}合计 {number(own)}，“预算.项目支出.{field}”填 {number(whole)}"
            at = source.position(("预算", "项目支出", field))
            yield warning("project-sum", message, "请核对两处的口径和数字", at)
