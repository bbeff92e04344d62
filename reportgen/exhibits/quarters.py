"""季度表: what was spent up to the end of each quarter against the year's target and the schedule."""

from __future__ import annotations

from reportgen.exhibits.cells import MONEY, RATIO, Numbers
from reportgen.facts.records.record import Record, named, optional
from reportgen.facts.source import QUARTERS
from reportgen.scoring.formula import Figure

NAME = "季度表"


class QuarterRow(Record):
    """One quarter."""

    name: str = named("季度", "一季度…四季度")
    target: Figure | None = optional("指标金额", "该季度的年度总指标", unit=MONEY)
    paid: Figure | None = optional("已支付金额", "至该季度末的支出", unit=MONEY)
    progress: Figure | None = optional("累计进度", "累计支出 ÷ 年度总指标", unit=RATIO)
    schedule: Figure | None = optional("序时进度", "评分规则的“序时”，如 25%、50%、75%、100%", unit=RATIO)
    rate: Figure | None = optional("执行率", "累计进度 ÷ 序时进度", unit=RATIO)


def quarters(numbers: Numbers) -> tuple[QuarterRow, ...]:
    """The four quarters; none where neither amounts nor progress were given."""
    told = numbers.department.quarters
    return tuple(_row(name, numbers) for name in QUARTERS) if told and (told.progress or told.spent) else ()


def _row(name: str, numbers: Numbers) -> QuarterRow:
    return QuarterRow(
        name=name,
        target=numbers.cell(f"季度.指标总额.{name}"),
        paid=numbers.cell(f"季度.累计支出.{name}"),
        progress=numbers.cell(f"季度.累计进度.{name}"),
        schedule=numbers.cell(f"{name}序时进度"),
        rate=numbers.cell(f"{name}序时执行率"),
    )
