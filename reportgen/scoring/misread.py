"""Names that a rule cannot read: texts and dates where it computes, numbers where it counts days; limits without %."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, error, warning
from reportgen.facts.department import described, types
from reportgen.facts.names import declared, offered_words
from reportgen.facts.records.borrowed import Borrowed
from reportgen.facts.records.record import Record
from reportgen.facts.records.telling import no_choice
from reportgen.scoring.borrowing import borrowed
from reportgen.scoring.formula import Formulas
from reportgen.scoring.kinds.base import Rule
from reportgen.scoring.kinds.composite import Parts
from reportgen.scoring.kinds.levels import Level
from reportgen.values import Frozen

_TENFOLD = Decimal(10)  # 1000%: no ratio is asked to reach it
_FITS = {"数": ("数", "是否"), "日期": ("日期",)}  # what may stand for it


class Legible(Frozen):
    """Type and unit of every name that a rule may read, and the words of which it takes one, if it takes no other."""

    types: Mapping[str, type]
    units: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


def legible(formulas: Formulas, extra: type[Record] | None) -> Legible:
    """The names of facts, of what a pack declares as `extra`, and of its formulas."""
    units = {name: unit for name, (unit, _) in {**described(), **declared(extra)}.items()}
    units |= {name: spec.unit for name, spec in formulas.specs.items()}
    return Legible({**types(extra), **dict.fromkeys(formulas.specs, Decimal)}, units, offered_words(extra))


def misread(whose: str, rule: Rule, known: Legible) -> Iterator[tuple[str, Diagnostic]]:
    """What is wrong with the names of a rule and of its parts, each with the name; what is not known is passed over."""
    for one in _each(rule):
        wanted = [(name, one.reads_as, f"规则“{one.kind}”") for name in one.values() if one.reads_as]
        wanted += [(limit.name, "数", f"“{key}”") for key, limit in borrowed(one)]
        for name, kind, what in wanted:
            if name in known.types and (found := _said(known.types[name])) not in _FITS[kind]:
                message = f"{whose}的{what}要的是{kind}，“{name}”是{found}"
                yield name, error("type", message, f"请写一个{kind}的名称，或换一种规则")
        yield from _other_units(whose, one, known)
        yield from _other_words(whose, one, known)
        for name, limit in one.limits():
            if known.units.get(name) == "%" and limit > _TENFOLD:
                plain = say_points(limit)
                message = f"{whose}：“{name}”是比率，界限{plain}是{say_points(limit * 100)}%，是否应为{plain}%"
                yield name, warning("percent", message, "比率的界限要带“%”")


def _other_units(whose: str, rule: Rule, known: Legible) -> Iterator[tuple[str, Diagnostic]]:
    """Limits taken from a fact or a formula of another unit than what is compared with them."""
    pairs = [(f"“{name}”", known.units.get(name, ""), limit) for name, limit in rule.held_against()]
    pairs += [("变动率、完成率", "%", limit) for limit in rule.rates()]
    for what, unit, limit in pairs:
        own = known.units.get(limit.name, "") if isinstance(limit, Borrowed) else ""
        is_number = isinstance(limit, Borrowed) and _said(known.types.get(limit.name, Decimal)) in _FITS["数"]
        if isinstance(limit, Borrowed) and is_number and unit and own and _measure(own) != _measure(unit):
            message = f"{whose}：{what}是{_measure(unit)}，与它相比的“{limit.name}”是{_measure(own)}"
            yield limit.name, error("type", message, f"请写一个{_measure(unit)}的名称")


def _other_words(whose: str, rule: Rule, known: Legible) -> Iterator[tuple[str, Diagnostic]]:
    """Levels that the field from which the level is taken cannot have: their points are never given."""
    if not isinstance(rule, Level) or not rule.value:
        return
    words = known.words.get(rule.value, ())
    for level in rule.levels if words else ():
        if level not in words:
            message = f"{whose}的等级“{level}”，“{rule.value}”里填不出"
            yield rule.value, error("level", message, no_choice(level, words).hint)


def _measure(unit: str) -> str:
    """What is measured in `unit`."""
    return {"%": "比率", "万元": "金额", "元": "金额"}.get(unit, f"以“{unit}”计的数")


def _each(rule: Rule) -> Iterator[Rule]:
    """A rule, or the rules of its parts."""
    if not isinstance(rule, Parts):
        yield rule
        return
    for part in rule.parts.values():
        yield from _each(part.rule)


def _said(found: type) -> str:
    """What a value of this type is called."""
    if issubclass(found, bool):
        return "是否"
    return "数" if issubclass(found, Decimal | int) else "日期" if issubclass(found, dt.date) else "文字"
