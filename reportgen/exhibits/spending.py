"""收支表: each kind of spending as budgeted, as adjusted and as spent, with its rate of execution."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.exhibits.cells import MONEY, RATIO, Numbers
from reportgen.facts.records.quantity import Truth
from reportgen.facts.records.record import Record, named, optional
from reportgen.scoring.formula import Figure

NAME, TOTAL = "收支表", "合计"
_PARTS = ("人员经费", "日常公用经费", "对个人和家庭的补助")
KINDS = ("基本支出", *_PARTS, "项目支出", TOTAL)


class SpendingRow(Record):
    """One kind of spending, or the total of all."""

    name: str = named("名称", "支出项目，末行为合计")
    initial: Figure | None = optional("年初", "年初预算数", unit=MONEY)
    adjusted: Figure | None = optional("调整后", "调整后预算数", unit=MONEY)
    spent: Figure | None = optional("支出", "实际支出", unit=MONEY)
    rate: Figure | None = optional("执行率", "支出 ÷ 调整后", unit=RATIO)
    detail: Truth = named("明细", "是否基本支出的明细", default=False)


def spending(numbers: Numbers) -> tuple[SpendingRow, ...]:
    """A row for each kind of spending of which something was given, the total last."""
    return tuple(_rows(numbers))


def _rows(numbers: Numbers) -> Iterator[SpendingRow]:
    for kind in KINDS:
        initial, adjusted, spent = (numbers.cell(f"预算.{kind}.{column}") for column in ("年初", "调整后", "支出"))
        if initial or adjusted or spent:
            rate = numbers.cell("预算执行率" if kind == TOTAL else f"{kind}执行率")
            yield SpendingRow(
                name=kind, initial=initial, adjusted=adjusted, spent=spent, rate=rate, detail=kind in _PARTS
            )
