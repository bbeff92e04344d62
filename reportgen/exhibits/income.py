"""收入表: income budgeted at the beginning of the year against income in the final accounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.exhibits.cells import MONEY, RATIO, Numbers, given, money, worked_out
from reportgen.facts.department import Fact
from reportgen.facts.records.record import Record, named, optional
from reportgen.scoring.formula import Figure

NAME, TOTAL = "收入表", "合计"
_COLUMNS = ("年初", "决算")
_LINES, _WHOLE = "预算.收入.明细", "预算.收入"


class IncomeRow(Record):
    """One kind of income, or the total of all."""

    name: str = named("名称", "收入项目，末行为合计")
    initial: Figure | None = optional("年初", "年初预算数", unit=MONEY)
    final: Figure | None = optional("决算", "收入决算数", unit=MONEY)
    gap: Figure | None = optional("差额", "决算减年初", unit=MONEY)
    rate: Figure | None = optional("差异率", "差额 ÷ 年初", unit=RATIO)


def income(numbers: Numbers) -> tuple[IncomeRow, ...]:
    """A row for each kind of income that the department lists, and the total; none where it lists none."""
    return tuple(_rows(numbers))


def _rows(numbers: Numbers) -> Iterator[IncomeRow]:
    lines = numbers.rows(_LINES)
    for number, line in enumerate(lines, 1):
        own = {column: money(line[column]) for column in _COLUMNS if column in line}
        cells = {column: given(fact, MONEY) for column, fact in own.items()}
        yield _row(str(line["名称"].value), f"{_LINES}第{number}项", cells, {fact.name: fact for fact in own.values()})
    if lines:
        whole = {column: numbers.cell(f"{_WHOLE}.{column}") for column in _COLUMNS}
        yield _row(TOTAL, _WHOLE, whole, numbers.facts)


def _row(name: str, path: str, cells: Mapping[str, Figure | None], facts: Mapping[str, Fact]) -> IncomeRow:
    gap = f"{path}.决算 - {path}.年初"
    return IncomeRow(
        name=name,
        initial=cells.get("年初"),
        final=cells.get("决算"),
        gap=worked_out(f"{NAME}.{name}.差额", gap, MONEY, facts),
        rate=worked_out(f"{NAME}.{name}.差异率", f"({gap}) ÷ {path}.年初", RATIO, facts),
    )
