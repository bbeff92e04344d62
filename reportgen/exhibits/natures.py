"""项目分类: the projects' money by their 性质."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.exhibits.cells import MONEY, Numbers, added_up, money
from reportgen.facts.department import Fact
from reportgen.facts.records.record import Record, named, optional
from reportgen.scoring.formula import Figure

NAME, _LIST, _KEY = "项目分类", "项目", "性质"


class NatureSums(Record):
    """The money of the projects of one 性质; projects that do not state an amount are not counted."""

    initial: Figure | None = optional("年初", "该类项目的年初预算数合计", unit=MONEY)
    adjusted: Figure | None = optional("调整后", "该类项目的调整后预算数合计", unit=MONEY)
    spent: Figure | None = optional("支出", "该类项目的支出合计", unit=MONEY)


_NONE = NatureSums()
_COLUMNS = frozenset((_KEY, *(field.alias for field in NatureSums.fields_by_name.values())))


class Natures(Record):
    """One group for each 性质 that a project may have."""

    duties: NatureSums = named("履职类", "履职类项目的金额", default=_NONE)
    special: NatureSums = named("专项资金", "专项资金项目的金额", default=_NONE)
    investment: NatureSums = named("政府投资", "政府投资项目的金额", default=_NONE)
    fund: NatureSums = named("政府性基金", "政府性基金项目的金额", default=_NONE)


def natures(numbers: Numbers) -> Natures:
    """The sums of each 性质, 0 for one without projects; nothing where no project tells its own."""
    told = any(project.nature for project in numbers.department.projects)
    projects = numbers.rows(_LIST, _COLUMNS) if told else ()
    if not projects:
        return Natures()
    fields = Natures.fields_by_name.items()
    return Natures(**{own: _sums(field.alias, projects) for own, field in fields})


def _sums(nature: str, projects: Sequence[Mapping[str, Fact]]) -> NatureSums:
    found = [project for project in projects if _KEY in project and project[_KEY].value == nature]
    fields = NatureSums.fields_by_name.items()
    return NatureSums(**{own: _sum(nature, field.alias, found) for own, field in fields})


def _sum(nature: str, column: str, projects: Sequence[Mapping[str, Fact]]) -> Figure | None:
    """The sum of a column; None where there are projects and none of them states it."""
    stated = [money(project[column]) for project in projects if column in project]
    if projects and not stated:
        return None
    return added_up(f"{NAME}.{nature}.{column}", f"性质为“{nature}”的各项目“{column}”之和", stated)
