"""Where what a department stated does not agree with itself: `relations` held against the facts."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Position, hint, warning
from reportgen.facts import relations
from reportgen.facts.addends import addends
from reportgen.facts.derived import complete, part
from reportgen.facts.names import types
from reportgen.facts.naming import Fact, column, facts, records, values
from reportgen.facts.oddities import oddities
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Record
from reportgen.facts.relations import HALF, Restated, Say, Share
from reportgen.facts.said_numbers import decimal, number, said, say
from reportgen.facts.source import Source
from reportgen.facts.unfinished import names_only_open
from reportgen.values import replace

_PERCENT = -2  # the exponent of a whole percent
R = TypeVar("R", bound=Record)
Facts: TypeAlias = Mapping[str, Fact]
Lists: TypeAlias = Mapping[str, Sequence[Record]]


def differences(department: Department, source: Source, completed: Facts | None = None) -> list[Diagnostic]:
    """Errors and warnings for what was stated and does not agree with the rest, each at the stated value.

    `completed` are the facts with all that follows from what was stated, where they have been made already.
    """
    whole = completed or facts(complete(department), source)
    stated = {name: whole[name] for name in values(department)}
    rows = records(department)
    found = [d for check in relations.RESTATED for d in _restated(check, department, stated)]
    found += [d for check in relations.SHARES for d in _share(check, stated, whole, rows)]
    found += [d for check in relations.NOT_MORE for d in _not_more(*check, whole)]
    found += [d for one, other, reason in relations.SAME for d in _same(one, other, reason, whole)]
    found += [d for name, others, reason in relations.EITHER for d in _either(name, others, reason, stated)]
    found += [d for one, other, times, reason in relations.TIMES for d in _times(one, other, times, reason, whole)]
    found += [d for money, people, *range_ in relations.EACH for d in _each(money, people, range_, whole)]
    found += [d for name, after, reason in relations.DATES for d in _dated(name, after, reason, stated, department)]
    found += [d for total, parts in relations.CLOSED for d in _lacking(total, parts, stated)]
    found += [d for names in relations.TOGETHER for d in _together(names, stated, found)]
    found += [d for total, parts in relations.RESTS for d in _rest(total, parts, whole)]
    found += [d for row in relations.SMALL for d in _small(*row, whole)]
    found += oddities(department, source, stated, whole)
    return [_placed(d, whole) for d in found]


def _placed(diagnostic: Diagnostic, whole: Facts) -> Diagnostic:
    """The same with the field that it is about, which its message names first, and the value there."""
    if diagnostic.where:
        return diagnostic
    name = diagnostic.message.split("”")[0].removeprefix("“")
    at = diagnostic.position or _largest(name, whole)
    return replace(diagnostic, where=name, quote=said(whole[name]) if name in whole else "", position=at)


def _largest(name: str, whole: Facts) -> Position | None:
    """Where a total that is added up by itself has its largest part, or `name` itself stands."""
    parts = [part for part in addends(name, whole) if part in whole]
    if not parts:
        return whole[name].position if name in whole else None
    return _largest(max(parts, key=lambda part: number(whole[part])), whole)


def _restated(check: Restated, department: Department, stated: Facts) -> Iterator[Diagnostic]:
    """Each stated value of `check` against what the department without it comes to."""
    mine = [name for name in stated if f"{name}.".startswith(f"{check.name}.")]
    if not mine or names_only_open(check.name, department):
        return
    left = part(_without(department, check.fields), check.fields[0])
    known = values(left, check.name.split(".")[0]) if isinstance(left, Record) else {}
    derived = {name: Fact(name, value, None) for name, value in known.items()}
    assumed = check.based and not any(name.startswith(f"{check.based}.") for name in stated)
    held = replace(check, say=warning) if assumed else check
    for name in mine:
        if name in derived:
            yield from _compare(stated[name], derived, held)


def _compare(fact: Fact, derived: Facts, check: Restated) -> Iterator[Diagnostic]:
    expected = derived[fact.name].value
    gap = number(fact) - decimal(expected)
    if not gap:
        return
    message = f"“{fact.name}”填 {said(fact)}，按{check.how}应为 {say(expected, fact.name)}{_summed(fact.name, derived)}"
    if abs(gap) <= _rounding(fact, check) and not isinstance(expected, int):
        yield hint("K211", f"{message}，相差可由四舍五入解释", "", fact.position)
    else:
        yield check.say("K211", message, check.advice, fact.position)


def _rounding(fact: Fact, check: Restated) -> Decimal:
    """What rounding explains: of a rate, half of the last digit that is stated."""
    exponent = number(fact).as_tuple().exponent
    if not check.rate or not isinstance(exponent, int):
        return check.rounding
    return max(check.rounding, Decimal(5).scaleb(min(exponent, _PERCENT) - 1))


def _summed(name: str, derived: Facts) -> str:
    """The parts of a total with their amounts: （预算.基本支出.年初 681.36 + 预算.项目支出.年初 9.00）."""
    parts = [derived[part] for part in addends(name, derived) if part in derived]
    return f"（{' + '.join(f'{part.name} {said(part)}' for part in parts)}）" if parts else ""


def _share(check: Share, stated: Facts, whole: Facts, rows: Lists) -> Iterator[Diagnostic]:
    total = whole.get(check.total)
    parts = [decimal(part) for part in _parts(check, whole, rows)]
    if total is None or not parts:
        return
    gaps = [sum(parts) - amount for amount in _totals(check, total, whole)]
    gap = min(gaps, key=abs)
    if abs(gap) <= HALF * (len(parts) + 1) or (gap < 0 and not check.complete):
        return
    what = f"“{check.rows}”的{check.column}" if check.rows else "、".join(f"“{part}”" for part in check.parts)
    amount = f"{chinese.number(sum(parts))}，{'多于' if gap > 0 else '少于'}“{total.name}”的 {said(total)}"
    position = total.position or next((stated[name].position for name in check.parts if name in stated), None)
    told = warning("K212", f"{what}合计 {amount}", "请核对有无漏列、重列或口径不同", position)
    words = f"{chinese.number(sum(parts))}{'多于' if gap > 0 else '少于'}{said(total)}"
    yield replace(told, where=total.name, quote=words)


def _totals(check: Share, total: Fact, whole: Facts) -> Iterator[Decimal]:
    """What the rows may add up to: the total, alone or with any of the others that rows may hold."""
    others = [number(whole[name]) for name in check.others if name in whole]
    for count in range(len(others) + 1):
        for some in itertools.combinations(others, count):
            yield number(total) + sum(some)


def _parts(check: Share, whole: Facts, rows: Lists) -> list[Any]:
    """The parts of `check`, or nothing where one of them was not given."""
    if check.rows:
        given = rows.get(check.rows, ())
        parts = column(given, check.column)
        if check.beside:
            counted = (not any(word in (kind or "") for word in check.beside) for kind in column(given, "类别"))
            parts = list(itertools.compress(parts, counted))
    else:
        parts = [whole[name].value if name in whole else None for name in check.parts]
    return [] if None in parts else parts


def _not_more(small: str, large: str, say: Say, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if one and other and number(one) > number(other):
        message = f"“{small}”{said(one)} 大于“{large}”{said(other)}"
        yield say("K331", message, f"{reason}，请核对", one.position or other.position)


def _same(name: str, other: str, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, two = whole.get(name), whole.get(other)
    if one and two and one.position and number(one) != number(two):
        message = f"“{name}”{said(one)} 与“{other}”{said(two)} 不一致"
        yield warning("K332", message, f"{reason}，请核对", one.position or two.position)


def _either(name: str, others: tuple[str, ...], reason: str, stated: Facts) -> Iterator[Diagnostic]:
    one, known = stated.get(name), [stated[other] for other in others if other in stated]
    if one and known and all(number(one) != number(other) for other in known):
        values = "、".join(f"“{other.name}”{said(other)}" for other in known)
        yield warning("K332", f"“{name}”{said(one)} 与{values} 都不一致", f"{reason}，请核对", one.position)


def _times(small: str, large: str, times: Decimal, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if not one or not other or not number(one) or not number(other):
        return
    ratio = number(one) / number(other)
    if ratio > times or ratio < 1 / times:
        message = f"“{small}”{said(one)} 与“{large}”{said(other)} 相差 {chinese.number(max(ratio, 1 / ratio), 1)} 倍"
        yield warning("K333", message, f"{reason}，请核对单位和小数点", one.position or other.position)


def _small(small: str, large: str, share: Decimal, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if one and other and number(one) > number(other) * share:
        message = f"“{small}”{said(one)} 占“{large}”{said(other)} 的一成以上"
        yield warning("K333", message, f"{reason}，请核对单位（万元）", one.position or other.position)


def _each(money: str, people: str, range_: list[Decimal], whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(money), whole.get(people)
    if not one or not other or not number(one) or not number(other):
        return
    each = number(one) / number(other)
    if not range_[0] <= each <= range_[1]:
        message = f"“{money}”{said(one)} 按“{people}”{said(other)} 人计，人均 {chinese.number(each, 2)} 万元"
        yield warning("K333", message, "请核对单位（万元）和人数", one.position or other.position)


def _dated(
    name: str, after: tuple[int, ...], reason: str, stated: Facts, department: Department
) -> Iterator[Diagnostic]:
    fact = stated.get(name)
    day = fact.value if fact else None
    if fact and isinstance(day, dt.date) and day.year - department.year not in after:
        message = f"“{name}”是 {chinese.date(day)}，评价年度为 {department.year}"
        yield replace(warning("K334", message, f"{reason}，请核对年份", fact.position), where=name, quote=str(day))


def _lacking(total: str, parts: tuple[str, ...], stated: Facts) -> Iterator[Diagnostic]:
    """The one part that was left out although its group was filled in, and follows from the others."""
    missing = [name for name in parts if name not in stated]
    whole = stated.get(total)
    if whole is None or len(missing) != 1 or not _begun(missing[0], stated):
        return
    rest = number(whole) - sum(number(stated[name]) for name in parts if name != missing[0])
    if rest:
        message = f"“{missing[0]}”没有填，按“{total}”{said(whole)} 减其余各项应为 {chinese.number(rest)}"
        told = warning("K213", message, "请补填，没有发生的填 0 并核对合计", whole.position)
        yield replace(told, where=missing[0], quote="")


def _begun(name: str, stated: Facts) -> bool:
    """Whether another column of the same row was filled in."""
    group = name.rpartition(".")[0]
    return any(other.rpartition(".")[0] == group for other in stated)


def _together(names: tuple[str, ...], stated: Facts, found: list[Diagnostic]) -> Iterator[Diagnostic]:
    """The one field left out beside others that were filled in, unless that is told already."""
    lacking = [name for name in names if name not in stated]
    if len(lacking) != 1 or lacking[0] in {d.where for d in found}:
        return
    if lacking[0] in relations.MAY_LACK or relations.INSTEAD.get(lacking[0]) in stated:
        return
    given = [name for name in names if name in stated]
    others = "、".join(f"“{name}”" for name in given)
    message = f"“{lacking[0]}”没有填，{others}{'都' if len(given) > 1 else ''}已填"
    advice = "请填 是 或 否" if types()[lacking[0]] is bool else "请补填，没有发生的填 0"
    yield replace(warning("K213", message, advice, stated[given[0]].position), where=lacking[0])


def _rest(total: str, parts: tuple[str, ...], whole: Facts) -> Iterator[Diagnostic]:
    """A total of which some parts were not given and the others leave a rest."""
    fact, given = whole.get(total), [whole[name] for name in parts if name in whole]
    if fact is None or not given or len(given) == len(parts):
        return
    rest = number(fact) - sum(map(number, given))
    if rest > HALF * (len(given) + 1):
        lacking, filled = ("、".join(name for name in parts if (name in whole) == told) for told in (False, True))
        message = f"“{total}”{said(fact)} 中有 {chinese.number(rest)} 没有分项说明"
        yield hint("K214", message, f"没有填 {lacking}；有的请补填，已填的 {filled} 也请核对", fact.position)


def _without(record: R, fields: tuple[str, ...]) -> R:
    """`record` as if the value at `fields` had not been given."""
    first, *rest = fields
    inner = getattr(record, first)
    left = _without(inner, tuple(rest)) if rest and isinstance(inner, Record) else None
    return replace(record, **{first: left})
