"""Figures of last year that a department states again, held against last year's own result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts.derived import complete
from reportgen.facts.naming import Fact, facts
from reportgen.facts.records.dossier import Department
from reportgen.facts.source import NOWHERE, Source

_CARRIED = (  # as named in this year's file, as it was called last year
    ("预算.上年.收入", "预算.收入.年初"),
    ("预算.上年.支出", "预算.合计.年初"),
    ("预算.结转结余.上年年末", "预算.结转结余.年末"),
)
_ROUNDING = Decimal("0.005")  # 万元


def carried(department: Department, source: Source, last: Sequence[Department]) -> Iterator[Diagnostic]:
    """Amounts in `department`, read from `source`, that are others in the results of the year before, `last`.

    Those of several departments that were merged since are added up, where all of them have one.
    """
    stated = facts(department, source)
    known = [facts(complete(one), NOWHERE) for one in last]
    for name, own in _CARRIED:
        now, amounts = _amount(stated.get(name)), [_amount(one.get(own)) for one in known]
        then = sum(filter(None, amounts), Decimal(0))
        if now is not None and None not in amounts and abs(now - then) > _ROUNDING:
            added = f"（{len(last)} 个部门合计）" if len(last) > 1 else ""
            told = f"{last[0].year}年度评价结果的“{own}”{added}是 {chinese.money(then)}"
            message = f"“{name}”填 {chinese.money(now)}，{told}，两者不一致"
            yield warning("carried", message, "请核对哪一个数有误，或口径是否不同", stated[name].position)


def _amount(fact: Fact | None) -> Decimal | None:
    return fact.value if fact and isinstance(fact.value, Decimal) else None
