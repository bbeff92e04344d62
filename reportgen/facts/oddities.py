"""Stated values that are hardly meant, whatever else was stated: slips of units, of digits, of columns left out."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts import relations
from reportgen.facts.naming import Fact
from reportgen.facts.records import quantity
from reportgen.facts.records.dossier import Department
from reportgen.facts.said_numbers import number, said
from reportgen.facts.source import Source
from reportgen.values import replace

_TWO = 4  # decimals of a ratio that is given as a percentage with two
_TENFOLD, _YUAN = Decimal(8), Decimal("0.0001")
Facts: TypeAlias = Mapping[str, Fact]


def oddities(department: Department, source: Source, stated: Facts, whole: Facts) -> list[Diagnostic]:
    """Warnings of them, each at its value; `whole` are the facts with all that follows from those `stated`."""
    return [
        *_effects(department, source),
        *_fine(stated),
        *_progress(whole),
        *_swapped(stated),
        *_ragged(stated),
        *_unlike(stated),
        *_overspent(department, source),
        *_partly_listed(department, source),
    ]


def _effects(department: Department, source: Source) -> Iterator[Diagnostic]:
    """An indicator whose actual value is many times its target, or a small part of it."""
    for at, effect in enumerate(department.effects):
        target, actual = quantity.parse(effect.target or ""), quantity.parse(effect.actual or "")
        alike = target and actual and (target > 0) == (actual > 0)
        if target and actual and alike and not Decimal("0.1") <= actual / target <= _TENFOLD:
            message = f"效果指标“{effect.name}”实际值 {effect.actual} 与目标值 {effect.target} 相差十倍左右"
            place = source.position(("效果指标", at, "实际值"))
            told = warning("K333", message, "请核对单位和小数点", place)
            yield replace(told, where=f"效果指标.{effect.name}", quote=effect.actual or "")


def _fine(stated: Facts) -> Iterator[Diagnostic]:
    """Amounts of 万元 finer than a yuan: they were given in another unit."""
    for name, fact in stated.items():
        exact = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
        if exact and abs(exact) < 1 and exact % _YUAN and not name.startswith(("季度.累计进度", "满意度", "补充")):
            message = f"“{name}”{fact.value} 万元，不足一元的零头"
            yield warning("K333", message, "请核对单位：可能填成了亿元", fact.position)


def _progress(whole: Facts) -> Iterator[Diagnostic]:
    """The last quarter's progress is the year's execution, as far as it is printed."""
    name = "季度.累计进度.四季度"
    progress, plan, spent = whole.get(name), whole.get("预算.合计.调整后"), whole.get("预算.合计.支出")
    if not progress or not plan or not spent or not number(plan) or progress.position is None:
        return
    rate = number(spent) / number(plan)
    if abs(rate - number(progress)) > Decimal("0.0005"):
        message = f"“{name}”{said(progress)} 与预算执行率 {chinese.percent(rate)} 不一致"
        yield warning("K332", message, "四季度末的累计进度即全年预算执行率，请核对", progress.position)


def _swapped(stated: Facts) -> Iterator[Diagnostic]:
    """Two amounts of one group that differ by two digits in the other order."""
    amounts = [fact for fact in stated.values() if isinstance(fact.value, Decimal) and abs(fact.value) >= 100]
    group = {fact.name: fact.name.rpartition(".")[0] for fact in amounts}
    for one, other in itertools.combinations(amounts, 2):
        if group[one.name] == group[other.name] and _transposed(said(one), said(other)):
            message = f"“{one.name}”{said(one)} 与“{other.name}”{said(other)} 只差两位数字的次序"
            yield warning("K335", message, "请核对是否笔误", one.position)


def _transposed(one: str, other: str) -> bool:
    apart = [n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b] if len(one) == len(other) else []
    if len(apart) != 2 or apart[1] - apart[0] != 1:
        return False
    return one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]


def _ragged(stated: Facts) -> Iterator[Diagnostic]:
    """Quarters whose progress is given with fewer decimals than the others'."""
    rates = [fact for name, fact in stated.items() if name.startswith("季度.累计进度.")]
    places = {fact.name: -int(number(fact).as_tuple().exponent) for fact in rates}
    for fact in rates:
        full = sum(n >= _TWO for n in places.values())
        if full > 1 and places[fact.name] < _TWO and number(fact) * 100 % 1:
            message = f"“{fact.name}”{chinese.number(number(fact) * 100)}% 的小数位数少于其他季度"
            yield warning("K336", message, "请按同样的位数填写，如 99.80%", fact.position)


def _unlike(stated: Facts) -> Iterator[Diagnostic]:
    """A part of 三公 with one column only, although another part has both."""
    rows = {kind: [c for c in ("预算", "决算") if f"三公.{kind}.{c}" in stated] for kind in relations.THREE}
    for kind, given in rows.items() if any(len(row) == 2 for row in rows.values()) else ():
        if len(given) == 1:
            name = f"三公.{kind}.{'决算' if given == ['预算'] else '预算'}"
            position = stated[f"三公.{kind}.{given[0]}"].position
            yield replace(warning("K213", f"“{name}”没有填", "请补填，没有发生的填 0", position), where=name)


def _overspent(department: Department, source: Source) -> Iterator[Diagnostic]:
    for at, project in enumerate(department.projects):
        if project.spent is not None and project.adjusted is not None and project.spent > project.adjusted:
            message = f"项目“{project.name}”支出 {project.spent} 大于调整后预算 {project.adjusted}"
            place = source.position(("项目", at, "支出"))
            yield warning("K331", message, "支出一般不超过调整后预算，请核对", place)


def _partly_listed(department: Department, source: Source) -> Iterator[Diagnostic]:
    """A count beside a list of which only some rows say what is counted, and already say otherwise."""
    advice = "请核对清单和统计数；清单各行都写明的，统计数可空着"
    for name, whole, done, rows in _listed(department):
        if done is None or None not in rows:
            continue  # where every row says it, the list is counted
        yes, no = rows.count(True), rows.count(False)
        number = len(rows) if whole is None else whole
        if yes > done or no > number - done:
            listed = f"{yes} 个做到了的" if yes > done else f"{no} 个没有做到的（总数 {number}）"
            message = f"“{name}”填 {done}，清单里却有 {listed}"
            told = warning("K211", message, advice, source.position(tuple(name.split("."))))
            yield replace(told, where=name)


def _listed(department: Department) -> Iterator[tuple[str, int | None, int | None, list[bool | None]]]:
    """The name of each count of a list's rows, how many there are, how many are counted, and what the rows say."""
    projects, tasks = department.projects, department.key_tasks
    if (count := department.project_count) is not None:
        ended = [row.completion and row.completion == "按期完成" for row in projects]
        yield "项目统计.按期完成", count.number, count.on_time, ended
        yield "项目统计.绩效目标数", count.number, count.with_goals, [row.has_goals for row in projects]
    if (work := department.key_task_count) is not None:
        yield "重点工作统计.完成", work.number, work.done, [row.done for row in tasks]
