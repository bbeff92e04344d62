"""项目分类: the projects' money by their 性质."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from reportgen.exhibits.cells import MONEY, Amount, Numbers, added_up
from reportgen.facts.records.record import Record, named, optional
from reportgen.scoring.formula import Figure

NAME, _LIST = "项目分类", "项目"
Columns: TypeAlias = Mapping[str, Mapping[int, Amount]]  # what the projects tell, by column and place in their list


class NatureSums(Record):
    """The money of the projects of one 性质; projects that do not state an amount are not counted."""

    initial: Figure | None = optional("年初", "该类项目的年初预算数合计", unit=MONEY)
    adjusted: Figure | None = optional("调整后", "该类项目的调整后预算数合计", unit=MONEY)
    spent: Figure | None = optional("支出", "该类项目的支出合计", unit=MONEY)


_NONE = NatureSums()
_COLUMNS = tuple(field.alias for field in NatureSums.fields_by_name.values())


class Natures(Record):
    """One group for each 性质 that a project may have."""

    duties: NatureSums = named("履职类", "履职类项目的金额", default=_NONE)
    special: NatureSums = named("专项资金", "专项资金项目的金额", default=_NONE)
    investment: NatureSums = named("政府投资", "政府投资项目的金额", default=_NONE)
    fund: NatureSums = named("政府性基金", "政府性基金项目的金额", default=_NONE)


def natures(numbers: Numbers) -> Natures:
    """The sums of each 性质, 0 for one without projects; nothing where no project tells its own."""
    of_nature: dict[str | None, list[int]] = {}
    for at, project in enumerate(numbers.department.projects):
        of_nature.setdefault(project.nature, []).append(at)
    if not any(of_nature):
        return Natures()
    columns = {name: numbers.amounts(_LIST, name) for name in _COLUMNS}
    fields = Natures.fields_by_name.items()
    return Natures(**{own: _sums(field.alias, of_nature.get(field.alias, ()), columns) for own, field in fields})


def _sums(nature: str, projects: Sequence[int], columns: Columns) -> NatureSums:
    fields = NatureSums.fields_by_name.items()
    return NatureSums(**{own: _sum(nature, field.alias, projects, columns) for own, field in fields})


def _sum(nature: str, column: str, projects: Sequence[int], columns: Columns) -> Figure | None:
    """The sum of a column over the `projects`; None where there are some and none of them states it."""
    told = columns[column]
    stated = [told[at] for at in projects if at in told]
    if projects and not stated:
        return None
    return added_up(f"{NAME}.{nature}.{column}", f"性质为“{nature}”的各项目“{column}”之和", stated)
