"""A project's money: totals of its sources, the rate of execution with its trace, and what does not add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.chinese import number
from reportgen.diagnostics import Diagnostic, error
from reportgen.facts.naming import Fact
from reportgen.facts.relations import HALF
from reportgen.facts.source import Source
from reportgen.projects.project_form import Funds, Money
from reportgen.projects.project_rules import RATE
from reportgen.projects.project_sheet import SheetMoney, share
from reportgen.scoring.formula import Figure, Formula, Formulas, compute, parse, shown
from reportgen.values import Frozen, replace

TOTAL = "合计"
SOURCES = {"fiscal": "当年财政拨款", "carried": "上年结转", "other": "其他"}  # by English name, as the form calls them
_PRINTED = {"当年财政拨款": "其中：当年财政拨款", "上年结转": "上年结转资金", "其他": "其他资金"}
IN_LIST = {"年初": "年初", "全年预算": "调整后", "执行": "支出"}  # what dept.yaml calls them in the list of projects
_BUDGET, _SPENT = "全年预算数", "全年执行数"
_RATE = Formula(text=f"{_SPENT} ÷ {_BUDGET}", unit="%")


class Held(Frozen):
    """The three totals of a project as facts, by 年初, 全年预算 and 执行; what is not known has none."""

    facts: Mapping[str, Fact]

    def amount(self, column: str) -> Decimal | None:
        """The total of a column."""
        fact = self.facts.get(column)
        return fact.value if fact and isinstance(fact.value, Decimal) else None


def held(funds: Funds | None, source: Source, listed: Mapping[str, Fact]) -> Held:
    """The totals as stated, else as the sources add up, else as the project's row in dept.yaml has them (`listed`)."""
    found: dict[str, Fact] = {}
    for own, field in Money.fields_by_name.items():
        column = field.alias
        if (amount := _total(funds, own)) is not None:
            stated = funds is not None and funds.total is not None and getattr(funds.total, own) is not None
            at = source.position(("资金", TOTAL, column) if stated else ("资金",), key=not stated)
            found[column] = Fact(column, amount, at, shown(amount, "万元"))
        elif (fact := listed.get(IN_LIST[column])) is not None and isinstance(fact.value, Decimal):
            found[column] = replace(fact, text=shown(fact.value, "万元"))
    return Held(found)


def _total(funds: Funds | None, own: str) -> Decimal | None:
    if funds is None:
        return None
    stated = getattr(funds.total, own) if funds.total else None
    return stated if stated is not None else _sum(funds, own)


def _sum(funds: Funds, own: str) -> Decimal | None:
    lines: list[Money] = [line for name in SOURCES if (line := getattr(funds, name))]
    given = [amount for line in lines if (amount := getattr(line, own)) is not None]
    return sum(given, Decimal(0)) if given else None


def faults(funds: Funds, source: Source) -> Iterator[Diagnostic]:
    """A total that is not the sum of its sources, and a source of which one of budget and spending is not told."""
    for own, field in Money.fields_by_name.items():
        stated, added = getattr(funds.total, own) if funds.total else None, _sum(funds, own)
        if stated is not None and added is not None and abs(stated - added) > HALF * (len(SOURCES) + 1):
            message = f"“资金.合计.{field.alias}”填 {number(stated)}，各来源之和为 {number(added)}"
            at = source.position(("资金", TOTAL, field.alias))
            yield error("project-sum", message, "请核对；合计可以不填，由各来源相加", at)
    for own, name in SOURCES.items():
        line: Money | None = getattr(funds, own)
        if line is not None and (line.budget is None) != (line.spent is None):
            lacking, given = ("全年预算", "执行") if line.budget is None else ("执行", "全年预算")
            message = f"“资金.{name}”填了{given}，没有填{lacking}"
            yield error("project-money", message, "没有发生的填 0", source.position(("资金", name), key=True))


def figure(project: str, totals: Held) -> Figure:
    """执行率 of `project`, with the numbers that it was computed from and where they stand."""
    pairs = ((_BUDGET, totals.facts.get("全年预算")), (_SPENT, totals.facts.get("执行")))
    facts = {called: replace(fact, name=called) for called, fact in pairs if fact}
    name = f"{project}.{RATE}"
    return compute(Formulas({name: _RATE}, {name: parse(_RATE.text)}), facts)[name]


def rows(funds: Funds | None, totals: Held) -> tuple[SheetMoney, ...]:
    """The rows of the form: the total, then each source, empty where nothing is told of it."""
    whole = _row("年度资金总额", {column: totals.amount(column) for column in IN_LIST})
    lines = {name: getattr(funds, own) if funds else None for own, name in SOURCES.items()}
    return (whole, *(_row(_PRINTED[name], line.to_amounts() if line else {}) for name, line in lines.items()))


def _row(name: str, amounts: Mapping[str, Decimal | None]) -> SheetMoney:
    budget, spent = amounts.get("全年预算"), amounts.get("执行")
    return SheetMoney(name=name, initial=amounts.get("年初"), budget=budget, spent=spent, rate=share(spent, budget))
