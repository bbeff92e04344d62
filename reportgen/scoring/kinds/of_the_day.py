"""A rule scored with the limits of the day: names among its parameters give way to the numbers that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.facts.records.telling import Wrong
from reportgen.scoring.borrowing import NumberOfTheDay, lent
from reportgen.scoring.kinds.base import Given, Rule, Value
from reportgen.scoring.mark import Outcome
from reportgen.values import replace


def scored(rule: Rule, full: Decimal, given: Given) -> Outcome:
    """The outcome of `rule`; of one with names for limits, once what they stand for is known."""
    names = rule.borrows
    if not names:
        return rule.score(full, given)
    values = [given.value(name) for name in names]
    if any(value.number is None for value in values):
        return replace(_unknown(rule, values, given), used=rule.names())
    try:
        today = lent(rule, {value.name: _known(value, given) for value in values})
    except Wrong as wrong:
        return replace(given.judge(f"得分 和 理由（{wrong.message.removeprefix('：')}）"), used=rule.names())
    outcome = today.score(full, replace(given, limits=_seen(given, today)))
    return replace(outcome, used=tuple(dict.fromkeys((*outcome.used, *names))))


def _unknown(rule: Rule, limits: Sequence[Value], given: Given) -> Outcome:
    """缺数据 with everything that lacks; 不适用 where a formula for a limit says so of 0 ÷ 0."""
    scores = [given.value(name) for name in rule.values() if given.raw(name) is None]
    return given.lacking(*(value for value in (*scores, *limits) if value.number is None))


def _known(value: Value, given: Given) -> NumberOfTheDay:
    assert value.number is not None
    held = given.figures.get(value.name) or given.facts.get(value.name)
    return NumberOfTheDay(value.number, value.text, held is not None and held.unit == "%")


def _seen(given: Given, today: Rule) -> dict[str, Sequence[Decimal]]:
    """What figures are compared with, the numbers of the day too: so many decimals as tell them apart are shown."""
    found = dict(given.limits)
    for name, limit in today.limits():
        found[name] = tuple(dict.fromkeys((*found.get(name, ()), limit)))
    return found
