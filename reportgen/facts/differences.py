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
from reportgen.facts.naming import Fact, facts, lists, values
from reportgen.facts.records import quantity
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Record
from reportgen.facts.relations import HALF, Restated, Say, Share
from reportgen.facts.source import Source
from reportgen.facts.unfinished import names_only_open
from reportgen.values import replace

_TWO = 4  # decimals of a ratio that is given as a percentage with two
_PERCENT = -2  # the exponent of a whole percent
_TENFOLD, _YUAN = Decimal(8), Decimal("0.0001")
R = TypeVar("R", bound=Record)
Facts: TypeAlias = Mapping[str, Fact]
Lists: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]


def differences(department: Department, source: Source, completed: Facts | None = None) -> list[Diagnostic]:
    """Errors and warnings for what was stated and does not agree with the rest, each at the stated value.

    `completed` are the facts with all that follows from what was stated, where they have been made already.
    """
    stated, whole = facts(department, source), completed or facts(complete(department), source)
    rows = lists(department)
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
    found += _effects(department, source)
    found += _fine(stated)
    found += _progress(whole)
    found += _swapped(stated)
    found += _ragged(stated)
    found += _unlike(stated)
    return [_placed(d, whole) for d in (*found, *_overspent(department, source))]


def _placed(diagnostic: Diagnostic, whole: Facts) -> Diagnostic:
    """The same with the field that it is about, which its message names first, and the value there."""
    if diagnostic.where:
        return diagnostic
    name = diagnostic.message.split("”")[0].removeprefix("“")
    at = diagnostic.position or _largest(name, whole)
    return replace(diagnostic, where=name, quote=_said(whole[name]) if name in whole else "", position=at)


def _largest(name: str, whole: Facts) -> Position | None:
    """Where a total that is added up by itself has its largest part, or `name` itself stands."""
    parts = [part for part in addends(name, whole) if part in whole]
    if not parts:
        return whole[name].position if name in whole else None
    return _largest(max(parts, key=lambda part: _number(whole[part])), whole)


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
    gap = _number(fact) - _decimal(expected)
    if not gap:
        return
    message = (
        f"“{fact.name}”填 {_said(fact)}，按{check.how}应为 {_say(expected, fact.name)}{_summed(fact.name, derived)}"
    )
    if abs(gap) <= _rounding(fact, check) and not isinstance(expected, int):
        yield hint("K211", f"{message}，相差可由四舍五入解释", "", fact.position)
    else:
        yield check.say("K211", message, check.advice, fact.position)


def _rounding(fact: Fact, check: Restated) -> Decimal:
    """What rounding explains: of a rate, half of the last digit that is stated."""
    exponent = _number(fact).as_tuple().exponent
    if not check.rate or not isinstance(exponent, int):
        return check.rounding
    return max(check.rounding, Decimal(5).scaleb(min(exponent, _PERCENT) - 1))


def _summed(name: str, derived: Facts) -> str:
    """The parts of a total with their amounts: （预算.基本支出.年初 681.36 + 预算.项目支出.年初 9.00）."""
    parts = [derived[part] for part in addends(name, derived) if part in derived]
    return f"（{' + '.join(f'{part.name} {_said(part)}' for part in parts)}）" if parts else ""


def _share(check: Share, stated: Facts, whole: Facts, rows: Lists) -> Iterator[Diagnostic]:
    total = whole.get(check.total)
    parts = [_decimal(part) for part in _parts(check, whole, rows)]
    if total is None or not parts:
        return
    gaps = [sum(parts) - amount for amount in _totals(check, total, whole)]
    gap = min(gaps, key=abs)
    if abs(gap) <= HALF * (len(parts) + 1) or (gap < 0 and not check.complete):
        return
    what = f"“{check.rows}”的{check.column}" if check.rows else "、".join(check.parts)
    amount = f"{chinese.number(sum(parts))}，{'多于' if gap > 0 else '少于'}“{total.name}”的 {_said(total)}"
    position = total.position or next((stated[name].position for name in check.parts if name in stated), None)
    told = warning("K212", f"{what}合计 {amount}", "请核对有无漏列、重列或口径不同", position)
    words = f"{chinese.number(sum(parts))}{'多于' if gap > 0 else '少于'}{_said(total)}"
    yield replace(told, where=total.name, quote=words)


def _totals(check: Share, total: Fact, whole: Facts) -> Iterator[Decimal]:
    """What the rows may add up to: the total, alone or with any of the others that rows may hold."""
    others = [_number(whole[name]) for name in check.others if name in whole]
    for number in range(len(others) + 1):
        for some in itertools.combinations(others, number):
            yield _number(total) + sum(some)


def _parts(check: Share, whole: Facts, rows: Lists) -> list[Any]:
    """The parts of `check`, or nothing where one of them was not given."""
    if check.rows:
        given = rows.get(check.rows, ())
        own = [row for row in given if not any(word in str(row.get("类别") or "") for word in check.beside)]
        parts = [row[check.column] for row in own]
    else:
        parts = [whole[name].value if name in whole else None for name in check.parts]
    return [] if None in parts else parts


def _not_more(small: str, large: str, say: Say, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if one and other and _number(one) > _number(other):
        message = f"“{small}”{_said(one)} 大于“{large}”{_said(other)}"
        yield say("K331", message, f"{reason}，请核对", one.position or other.position)


def _same(name: str, other: str, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, two = whole.get(name), whole.get(other)
    if one and two and one.position and _number(one) != _number(two):
        message = f"“{name}”{_said(one)} 与“{other}”{_said(two)} 不一致"
        yield warning("K332", message, f"{reason}，请核对", one.position or two.position)


def _either(name: str, others: tuple[str, ...], reason: str, stated: Facts) -> Iterator[Diagnostic]:
    one, known = stated.get(name), [stated[other] for other in others if other in stated]
    if one and known and all(_number(one) != _number(other) for other in known):
        values = "、".join(f"“{other.name}”{_said(other)}" for other in known)
        yield warning("K332", f"“{name}”{_said(one)} 与{values} 都不一致", f"{reason}，请核对", one.position)


def _times(small: str, large: str, times: Decimal, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if not one or not other or not _number(one) or not _number(other):
        return
    ratio = _number(one) / _number(other)
    if ratio > times or ratio < 1 / times:
        message = f"“{small}”{_said(one)} 与“{large}”{_said(other)} 相差 {chinese.number(max(ratio, 1 / ratio), 1)} 倍"
        yield warning("K333", message, f"{reason}，请核对单位和小数点", one.position or other.position)


def _small(small: str, large: str, share: Decimal, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if one and other and _number(one) > _number(other) * share:
        message = f"“{small}”{_said(one)} 占“{large}”{_said(other)} 的一成以上"
        yield warning("K333", message, f"{reason}，请核对单位（万元）", one.position or other.position)


def _effects(department: Department, source: Source) -> Iterator[Diagnostic]:
    """An indicator whose actual value is many times its target, or a small part of it."""
    for number, effect in enumerate(department.effects):
        target, actual = quantity.parse(effect.target or ""), quantity.parse(effect.actual or "")
        alike = target and actual and (target > 0) == (actual > 0)
        if target and actual and alike and not Decimal("0.1") <= actual / target <= _TENFOLD:
            message = f"效果指标“{effect.name}”实际值 {effect.actual} 与目标值 {effect.target} 相差十倍左右"
            place = source.position(("效果指标", number, "实际值"))
            told = warning("K333", message, "请核对单位和小数点", place)
            yield replace(told, where=f"效果指标.{effect.name}", quote=effect.actual or "")


def _fine(stated: Facts) -> Iterator[Diagnostic]:
    """Amounts of 万元 finer than a yuan: they were given in another unit."""
    for name, fact in stated.items():
        exact = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
        if exact and abs(exact) < 1 and exact % _YUAN and not name.startswith(("季度.累计进度", "满意度", "补充")):
            message = f"“{name}”{fact.value} 万元，不足一元的零头"
            yield warning("K333", message, "请核对单位：可能填成了亿元", fact.position)


def _each(money: str, people: str, range_: list[Decimal], whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(money), whole.get(people)
    if not one or not other or not _number(one) or not _number(other):
        return
    each = _number(one) / _number(other)
    if not range_[0] <= each <= range_[1]:
        message = f"“{money}”{_said(one)} 按“{people}”{_said(other)} 人计，人均 {chinese.number(each, 2)} 万元"
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
    rest = _number(whole) - sum(_number(stated[name]) for name in parts if name != missing[0])
    if rest:
        message = f"“{missing[0]}”没有填，按“{total}”{_said(whole)} 减其余各项应为 {chinese.number(rest)}"
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
    given = next(stated[name] for name in names if name in stated)
    others = "、".join(f"“{name}”" for name in names if name in stated)
    message = f"“{lacking[0]}”没有填，{others}都已填"
    yield replace(warning("K213", message, "请补填，没有发生的填 0", given.position), where=lacking[0])


def _rest(total: str, parts: tuple[str, ...], whole: Facts) -> Iterator[Diagnostic]:
    """A total of which some parts were not given and the others leave a rest."""
    fact, given = whole.get(total), [whole[name] for name in parts if name in whole]
    if fact is None or not given or len(given) == len(parts):
        return
    rest = _number(fact) - sum(map(_number, given))
    if rest > HALF * (len(given) + 1):
        lacking = "、".join(name for name in parts if name not in whole)
        message = f"“{total}”{_said(fact)} 中有 {chinese.number(rest)} 没有分项说明"
        yield hint("K214", message, f"没有填 {lacking}；有的请补填", fact.position)


def _ragged(stated: Facts) -> Iterator[Diagnostic]:
    """Quarters whose progress is given with fewer decimals than the others'."""
    rates = [fact for name, fact in stated.items() if name.startswith("季度.累计进度.")]
    places = {fact.name: -int(_number(fact).as_tuple().exponent) for fact in rates}
    for fact in rates:
        full = sum(n >= _TWO for n in places.values())
        if full > 1 and places[fact.name] < _TWO and _number(fact) * 100 % 1:
            message = f"“{fact.name}”{chinese.number(_number(fact) * 100)}% 的小数位数少于其他季度"
            yield warning("K336", message, "请按同样的位数填写，如 99.80%", fact.position)


def _unlike(stated: Facts) -> Iterator[Diagnostic]:
    """A part of 三公 with one column only, although another part has both."""
    rows = {kind: [c for c in ("预算", "决算") if f"三公.{kind}.{c}" in stated] for kind in relations.THREE}
    for kind, given in rows.items() if any(len(row) == 2 for row in rows.values()) else ():
        if len(given) == 1:
            name = f"三公.{kind}.{'决算' if given == ['预算'] else '预算'}"
            position = stated[f"三公.{kind}.{given[0]}"].position
            yield replace(warning("K213", f"“{name}”没有填", "请补填，没有发生的填 0", position), where=name)


def _swapped(stated: Facts) -> Iterator[Diagnostic]:
    """Two amounts of one group that differ by two digits in the other order."""
    amounts = [fact for fact in stated.values() if isinstance(fact.value, Decimal) and abs(fact.value) >= 100]
    group = {fact.name: fact.name.rpartition(".")[0] for fact in amounts}
    for one, other in itertools.combinations(amounts, 2):
        if group[one.name] == group[other.name] and _transposed(_said(one), _said(other)):
            message = f"“{one.name}”{_said(one)} 与“{other.name}”{_said(other)} 只差两位数字的次序"
            yield warning("K335", message, "请核对是否笔误", one.position)


def _transposed(one: str, other: str) -> bool:
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b] if len(one) == len(other) else []
    if len(apart) != 2 or apart[1] - apart[0] != 1:
        return False
    return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def _progress(whole: Facts) -> Iterator[Diagnostic]:
    """The last quarter's progress is the year's execution, as far as it is printed."""
    name = "季度.累计进度.四季度"
    progress, plan, spent = whole.get(name), whole.get("预算.合计.调整后"), whole.get("预算.合计.支出")
    if not progress or not plan or not spent or not _number(plan) or progress.position is None:
        return
    rate = _number(spent) / _number(plan)
    if abs(rate - _number(progress)) > Decimal("0.0005"):
        message = f"“{name}”{_said(progress)} 与预算执行率 {chinese.percent(rate)} 不一致"
        yield warning("K332", message, "四季度末的累计进度即全年预算执行率，请核对", progress.position)


def _overspent(department: Department, source: Source) -> Iterator[Diagnostic]:
    for number, project in enumerate(department.projects):
        if project.spent is not None and project.adjusted is not None and project.spent > project.adjusted:
            message = f"项目“{project.name}”支出 {project.spent} 大于调整后预算 {project.adjusted}"
            place = source.position(("项目", number, "支出"))
            yield warning("K331", message, "支出一般不超过调整后预算，请核对", place)


def _without(record: R, fields: tuple[str, ...]) -> R:
    """`record` as if the value at `fields` had not been given."""
    first, *rest = fields
    inner = getattr(record, first)
    left = _without(inner, tuple(rest)) if rest and isinstance(inner, Record) else None
    return replace(record, **{first: left})


def _number(fact: Fact) -> Decimal:
    return _decimal(fact.value)


def _decimal(value: object) -> Decimal:
    """A number of a fact or a row as Decimal; the checks name only such as are numbers."""
    if not isinstance(value, Decimal | int):
        raise TypeError(f"not a number: {value!r}")
    return Decimal(value)


def _said(fact: Fact) -> str:
    return _say(fact.value, fact.name)


def _say(value: object, name: str) -> str:
    number = _decimal(value)
    return chinese.percent(number) if name.startswith("季度.累计进度") else chinese.number(number)
