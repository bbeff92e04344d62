"""Where what a department stated does not agree with itself: totals and their parts, counts and their lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Position, error, hint, warning
from reportgen.facts.derived import complete, part
from reportgen.facts.naming import Fact, Value, facts, lists, values
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Record
from reportgen.facts.source import Source

Say: TypeAlias = Callable[[str, str, str, Position | None], Diagnostic]
R = TypeVar("R", bound=Record)
Facts: TypeAlias = Mapping[str, Fact]

_HALF = Decimal("0.005")  # 万元: what an amount printed with two decimals may be off by
_COLUMNS = ("年初", "调整后", "支出")
_LINES = ("人员经费", "日常公用经费", "对个人和家庭的补助", "基本支出", "项目支出", "合计")


class Restated(Struct, frozen=True):
    """A value that also follows from others: the fields that hold it, how it follows, what rounding explains."""

    fields: tuple[str, ...]
    name: str
    how: str
    say: Say = error
    rounding: Decimal = _HALF * 4


class Share(Struct, frozen=True):
    """A total and a list (one column of it) or some facts that are its parts, perhaps not all of them."""

    total: str
    rows: str = ""
    column: str = ""
    parts: tuple[str, ...] = ()
    complete: bool = True  # parts that fall short are told, too


RESTATED = (
    Restated(("budget", "basic"), "预算.基本支出", "各分项之和"),
    Restated(("budget", "total"), "预算.合计", "基本支出与项目支出之和"),
    Restated(("budget", "income", "initial"), "预算.收入.年初", "收入明细之和", rounding=_HALF * 9),
    Restated(("budget", "income", "final"), "预算.收入.决算", "收入明细之和", rounding=_HALF * 9),
    Restated(("three_public", "total"), "三公.合计", "三项之和"),
    Restated(("procurement", "actual"), "采购.实际", "货物、工程、服务之和"),
    Restated(("special_fund", "total"), "专项资金.总指标", "年初减调减", warning),
    Restated(("quarters", "progress"), "季度.累计进度", "累计支出 ÷ 指标总额", warning, Decimal("0.0001")),
    Restated(("project_count",), "项目统计", "项目清单统计", rounding=_HALF * 20),
    Restated(("key_task_count",), "重点工作统计", "重点工作清单统计", rounding=Decimal(0)),
)
SHARES = (
    *(Share(f"预算.项目支出.{column}", "项目", column) for column in _COLUMNS),
    Share("预算.合计.年初", "预算.明细", "批复数", complete=False),
    Share("预算.人员经费.支出", "预算.人员经费明细", "金额", complete=False),
    Share("人员.核定编制", "人员.明细", "编制"),
    Share("资产.总额", parts=("资产.流动资产", "资产.固定资产.净值", "资产.在建工程", "资产.无形资产.净值")),
)
NOT_MORE: tuple[tuple[str, str, Say, str], ...] = (
    *((f"预算.{line}.支出", f"预算.{line}.调整后", warning, "支出一般不超过调整后预算") for line in _LINES),
    ("专项资金.支出", "专项资金.总指标", warning, "支出一般不超过总指标"),
    ("资产.固定资产.净值", "资产.固定资产.原值", warning, "净值一般不高于原值"),
    ("资产.无形资产.净值", "资产.无形资产.原值", warning, "净值一般不高于原值"),
    ("资产.固定资产.在用", "资产.固定资产.全部", error, "在用的是全部的一部分"),
    ("项目统计.按期完成", "项目统计.总数", error, "按期完成的是总数的一部分"),
    ("项目统计.绩效目标数", "项目统计.总数", error, "编报绩效目标的是总数的一部分"),
    ("重点工作统计.完成", "重点工作统计.总数", error, "完成的是总数的一部分"),
    ("信访.办结", "信访.件次", error, "办结的是收到的一部分"),
    ("信访.按期", "信访.件次", error, "按期回复的是收到的一部分"),
)
SAME = (
    ("季度.累计支出.四季度", "预算.合计.支出", "四季度末的累计支出即全年支出"),
    ("预算.结转结余.年初", "预算.结转结余.上年年末", "年初结转结余即上年年末数"),
)


def differences(department: Department, source: Source, completed: Department | None = None) -> list[Diagnostic]:
    """Errors and warnings for what was stated and does not agree with the rest, each at the stated value.

    `completed` is the department with what follows from that, where it has been made already.
    """
    stated, whole = facts(department, source), facts(completed or complete(department), source)
    found = [d for check in RESTATED for d in _restated(check, department, stated)]
    found += [d for check in SHARES for d in _share(check, stated, whole, department)]
    found += [d for check in NOT_MORE for d in _not_more(*check, whole)]
    found += [d for one, other, reason in SAME for d in _same(one, other, reason, whole)]
    return found + list(_overspent(department, source))


def _restated(check: Restated, department: Department, stated: Facts) -> Iterator[Diagnostic]:
    """Each stated value of `check` against what the department without it comes to."""
    mine = [name for name in stated if f"{name}.".startswith(f"{check.name}.")]
    if not mine:
        return
    left = part(_without(department, check.fields), check.fields[0])
    derived = values(left, check.name.split(".")[0]) if left else {}
    for name in mine:
        if name in derived:
            yield from _compare(stated[name], derived[name], check)


def _compare(fact: Fact, expected: Value, check: Restated) -> Iterator[Diagnostic]:
    gap = _number(fact) - _decimal(expected)
    if not gap:
        return
    message = f"“{fact.name}”填 {_said(fact)}，按{check.how}应为 {_say(expected, fact.name)}"
    if abs(gap) <= check.rounding and not isinstance(expected, int):
        yield hint("sum", f"{message}，相差可由四舍五入解释", "", fact.position)
    else:
        yield check.say("sum", message, "请核对这个数和它的各分项", fact.position)


def _share(check: Share, stated: Facts, whole: Facts, department: Department) -> Iterator[Diagnostic]:
    total = whole.get(check.total)
    parts = [_decimal(part) for part in _parts(check, whole, department)]
    if total is None or not parts:
        return
    gap = sum(parts) - _number(total)
    if abs(gap) <= _HALF * (len(parts) + 1) or (gap < 0 and not check.complete):
        return
    what = f"“{check.rows}”的{check.column}" if check.rows else "、".join(check.parts)
    amount = f"{chinese.number(sum(parts))}，{'多于' if gap > 0 else '少于'}“{total.name}”的 {_said(total)}"
    position = total.position or next((stated[name].position for name in check.parts if name in stated), None)
    yield warning("sum", f"{what}合计 {amount}", "请核对有无漏列、重列或口径不同", position)


def _parts(check: Share, whole: Facts, department: Department) -> list[Any]:
    """The parts of `check`, or nothing where one of them was not given."""
    if check.rows:
        parts = [row[check.column] for row in lists(department).get(check.rows, ())]
    else:
        parts = [whole[name].value if name in whole else None for name in check.parts]
    return [] if None in parts else parts


def _not_more(small: str, large: str, say: Say, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, other = whole.get(small), whole.get(large)
    if one and other and _number(one) > _number(other):
        message = f"“{small}”{_said(one)} 大于“{large}”{_said(other)}"
        yield say("more", message, f"{reason}，请核对", one.position or other.position)


def _same(name: str, other: str, reason: str, whole: Facts) -> Iterator[Diagnostic]:
    one, two = whole.get(name), whole.get(other)
    if one and two and _number(one) != _number(two):
        message = f"“{name}”{_said(one)} 与“{other}”{_said(two)} 不一致"
        yield warning("same", message, f"{reason}，请核对", one.position or two.position)


def _overspent(department: Department, source: Source) -> Iterator[Diagnostic]:
    for number, project in enumerate(department.projects):
        if project.spent is not None and project.adjusted is not None and project.spent > project.adjusted:
            message = f"项目“{project.name}”支出 {project.spent} 大于调整后预算 {project.adjusted}"
            place = source.position(("项目", number, "支出"))
            yield warning("more", message, "支出一般不超过调整后预算，请核对", place)


def _without(record: R, fields: tuple[str, ...]) -> R:
    """`record` as if the value at `fields` had not been given."""
    first, *rest = fields
    inner = getattr(record, first)
    left = _without(inner, tuple(rest)) if rest and isinstance(inner, Record) else None
    return record.model_copy(update={first: left})


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
