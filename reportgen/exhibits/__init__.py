"""The tables of the report as records: each made from the facts, the indicators and the marks, then held together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from msgspec import structs

from reportgen.exhibits.cells import Numbers
from reportgen.exhibits.income import IncomeRow, income
from reportgen.exhibits.natures import Natures, natures
from reportgen.exhibits.quarters import QuarterRow, quarters
from reportgen.exhibits.scoretable import ScoreTable, scoretable
from reportgen.exhibits.spending import KINDS, SpendingRow, spending
from reportgen.facts.records.record import Record, listed, named
from reportgen.findings.finding import Finding
from reportgen.findings.followup import FollowUp
from reportgen.findings.ledger import TITLE, Ledger, ledger
from reportgen.scoring.formula import Figure
from reportgen.scoring.scorecard import Scorecard
from reportgen.values import replace

__all__ = [
    "MADE_OF",
    "TABLES",
    "Amounts",
    "Exhibits",
    "Numbers",
    "ScoreTable",
    "amounts",
    "cells",
    "exhibits",
    "scoretable",
]


class Amounts(Record):
    """The tables of amounts; every number in them is a figure that tells how it came about."""

    income: tuple[IncomeRow, ...] = listed("收入表", "收入预决算对比表，逐行")
    spending: tuple[SpendingRow, ...] = listed("收支表", "预算收支和执行情况表，逐行")
    quarters: tuple[QuarterRow, ...] = listed("季度表", "季度预算执行率情况表，逐行")
    natures: Natures = named("项目分类", "项目的金额，按性质分类", default=Natures())


# the facts that stand in each table
MADE_OF: Mapping[str, tuple[str, ...]] = {
    "收入表": ("预算.收入.",),
    "收支表": tuple(f"预算.{kind}." for kind in KINDS),
    "季度表": ("季度.",),
    "项目分类": ("项目.性质", "项目.年初", "项目.调整后", "项目.支出"),
}
_MAKERS: Mapping[str, Callable[[Numbers], Any]] = {
    "收入表": income,
    "收支表": spending,
    "季度表": quarters,
    "项目分类": natures,
}
_NONE = Amounts()
TABLES = tuple(field.alias for field in Amounts.fields_by_name.values())


class Exhibits(Amounts):
    """Every table of the report, and what a draft still lacks."""

    scores: ScoreTable = named("评分表", "评分表的各行和各级单元格", default=ScoreTable())
    ledger: Ledger = named("整改台账", "整改台账，每条措施一行", default=Ledger(name=TITLE))
    asked: tuple[str, ...] = listed("待填", "草稿还须补齐的资料，逐项")


def amounts(numbers: Numbers, standing: Amounts = _NONE, tables: Collection[str] = TABLES) -> Amounts:
    """The tables of amounts of a department; those that are not among `tables` as they stand already."""
    fields = Amounts.fields_by_name.items()
    made = {own: _MAKERS[field.alias](numbers) for own, field in fields if field.alias in tables}
    return replace(standing, **made)


def exhibits(numbers: Numbers, card: Scorecard, findings: Sequence[Finding], followup: FollowUp | None) -> Exhibits:
    """Every table of the report of a department."""
    listed_up = ledger(numbers.department.year, findings, followup)
    asked = tuple(_asked(card, findings))
    of_amounts = structs.asdict(amounts(numbers))
    return Exhibits(**of_amounts, scores=scoretable(card), ledger=listed_up, asked=asked)


def _asked(card: Scorecard, findings: Sequence[Finding]) -> Iterator[str]:
    """Figures and marks, and what people have to say about the problems."""
    yield from card.asked
    for finding in findings:
        if finding.lacking:
            yield f"问题“{finding.title}”：请在 整改.yaml 里填写 {'、'.join(finding.lacking)}"


def cells(tables: Amounts) -> Iterator[tuple[str, Figure]]:
    """Every number of the tables of amounts by the name of its cell: 收入表.合计.差额."""
    for own, field in Amounts.fields_by_name.items():
        yield from _cells(field.alias, getattr(tables, own))


def _cells(name: str, value: Any) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Figure):
        yield name, value
    elif isinstance(value, tuple):
        for row in value:
            yield from _cells(f"{name}.{row.name}", row)
    elif isinstance(value, Record):
        for own, field in type(value).fields_by_name.items():
            yield from _cells(f"{name}.{field.alias}", getattr(value, own))
