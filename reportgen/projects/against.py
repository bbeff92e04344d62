"""The forms held against dept.yaml: their scores carried into its list of projects, their money compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.chinese import number
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, did_you_mean, hint, warning
from reportgen.facts.naming import Fact
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.results import Project
from reportgen.facts.relations import HALF
from reportgen.facts.source import Source
from reportgen.projects.scoring import Appraised
from reportgen.values import replace

_COLUMNS = {"年初": "年初", "全年预算": "调整后", "执行": "支出"}  # the form's, and the list's
_SHOWN = 5  # projects named in one message


def carried(department: Department, forms: Sequence[Appraised]) -> Department:
    """`department` with the forms' scores where it states none; where it lists no projects, the forms are the list."""
    if department.projects:
        totals = {one.sheet.name: one.sheet.total for one in forms}
        return replace(department, projects=tuple(_scored(row, totals.get(row.name)) for row in department.projects))
    counted = department.project_count.number if department.project_count else None
    if counted is not None and counted != len(forms):
        return department
    return replace(department, projects=tuple(map(_row, forms)))


def _scored(row: Project, total: Decimal | None) -> Project:
    return row if total is None or row.own_score is not None else replace(row, own_score=total)


def _row(one: Appraised) -> Project:
    amounts = {column: one.totals.amount(own) for own, column in _COLUMNS.items()}
    return Project(
        name=one.sheet.name,
        initial=amounts["年初"],
        adjusted=amounts["调整后"],
        spent=amounts["支出"],
        office=one.sheet.unit,
        own_score=one.sheet.total,
    )


def compared(
    department: Department, rows: Mapping[str, Mapping[str, Fact]], forms: Sequence[Appraised], source: Source
) -> Iterator[Diagnostic]:
    """What the forms and the list of projects, by name in `rows`, say otherwise; projects that only one of them has."""
    for one in forms:
        if row := rows.get(one.sheet.name):
            yield from _differs(one, row)
        elif rows:
            advice = f"{did_you_mean(one.sheet.name, list(rows))}　请与 dept.yaml 的“项目”写同一个名称，或补列"
            at = one.source.position(("项目名称",))
            yield warning("project-unlisted", f"dept.yaml 的“项目”里没有“{one.sheet.name}”", advice, at)
    yield from _without(department, {one.sheet.name for one in forms}, source)


def _differs(one: Appraised, row: Mapping[str, Fact]) -> Iterator[Diagnostic]:
    """Money or a score that the list states otherwise."""
    for own, column in _COLUMNS.items():
        mine, theirs = one.totals.amount(own), row.get(column)
        if mine is None or theirs is None or abs(mine - Decimal(str(theirs.value))) <= HALF:
            continue
        message = f"“{one.sheet.name}”的{own}为 {number(mine)}，dept.yaml 项目清单的“{column}”填 {number(_of(theirs))}"
        at = one.source.position(("资金",), key=True)
        yield warning("project-differs", message, f"请核对两处{_place(theirs)}", at)
    stated, total = row.get("自评得分"), one.sheet.total
    if stated is not None and total is not None and _of(stated) != total:
        message = f"“{one.sheet.name}”自评表得{say_points(total)}分，dept.yaml 的“自评得分”填 {number(_of(stated))}"
        yield warning("project-score", message, "以填的为准；要用自评表的得分，删去这一项", stated.position)


def _of(fact: Fact) -> Decimal:
    return Decimal(str(fact.value))


def _place(fact: Fact) -> str:
    return f"（{fact.position}）" if fact.position else ""


def _without(department: Department, named: set[str], source: Source) -> Iterator[Diagnostic]:
    """Projects that are listed or counted, and have no form."""
    at = source.position(("项目",), key=True)
    if lacking := [row.name for row in department.projects if row.name not in named]:
        more = f"等{len(lacking)}个" if len(lacking) > _SHOWN else ""
        shown = "、".join(f"“{name}”" for name in lacking[:_SHOWN]) + more
        yield hint("project-without", f"项目{shown}没有自评表", "不需要自评的可不填；需要的，用 new --project 新建", at)
    counted = department.project_count.number if department.project_count else None
    if not department.projects and counted is not None and counted != len(named):
        message = f"“项目统计.总数”填 {counted}，自评表有 {len(named)} 份，没有用作项目清单"
        at = source.position(("项目统计", "总数"))
        yield hint("project-without", message, "需要清单的，请在“项目”下逐个列出", at)
