"""Numbers as people write them, exact: 「43,189.21」「43189.21万元」「99.91%」「1.2亿元」「18个」.

A percentage is held as a ratio (99.91% → 0.9991) and money in 万元; both are written back with their
sign or as plain digits, so that what was read can be read again unchanged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, get_args, get_origin

from reportgen.facts.records import typed
from reportgen.facts.records.fields import Field
from reportgen.facts.records.notation import Notation, Within
from reportgen.facts.records.telling import Wrong, seen
from reportgen.patterns import regex

_NUMBER = regex(r"([+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+))\s*(%|[^\W\d_]{1,4})?")
_MONEY = {
    None: Decimal(1),
    "万元": Decimal(1),
    "万": Decimal(1),
    "亿元": Decimal(10000),
    "亿": Decimal(10000),
    "元": Decimal("0.0001"),
}
_NOT_COUNTED = regex("[%元亿千百十多余A-Za-z]")
ABSURD = Decimal(100000000)  # 万元: a trillion yuan, more than any department of a district holds
MOST = 100_000_000  # of anything that is counted


def split(text: object) -> tuple[Decimal, str | None] | None:
    """The number and the unit of `text`, or None where it is not one number."""
    if isinstance(text, bool):
        return None
    if isinstance(text, int | Decimal):
        return Decimal(text), None
    found = _NUMBER.fullmatch(typed.plain(str(text)))
    return (Decimal(found[1].replace(",", "")), found[2]) if found else None


def parse(text: object) -> Decimal | None:
    """A plain number or a percentage (as a ratio), or None where `text` is neither."""
    match split(text):
        case (value, None):
            return value
        case (value, "%"):
            return value / 100
        case _:
            return None


def _wrong(value: object, expected: str) -> Wrong:
    return Wrong(f"应为{expected}，看到的是{seen(value)}", typed.advice(value))


def _money(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    match split(value):
        case (amount, unit) if unit in _MONEY:
            return amount * _MONEY[unit]
        case _:
            raise _wrong(value, "金额（数字，单位万元，如 43189.21）")


def _ratio(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    match split(value):
        case (number, "%"):
            return number / 100
        case _:
            message = f"应为百分数，须带“%”（如 99.91%），看到的是{seen(value)}"
            raise Wrong(message, typed.percent_advice(value))


def _share(value: object) -> Decimal:
    share = _ratio(value)
    if not 0 <= share <= 1:
        message = f"应为0% 至 100% 之间的百分数，看到的是{seen(_say_percent(share))}"
        raise Wrong(message, "请核对小数点的位置")
    return share


def _plain(value: object) -> Decimal:
    found = parse(value)
    if found is None:
        raise _wrong(value, "数字（如 5、0.5 或 10%）")
    return found


def _count(value: object) -> int:
    match split(value):
        case (number, unit) if not _NOT_COUNTED.search(unit or ""):
            whole = number * 10000 if (unit or "").startswith("万") else number
            if whole == whole.to_integral_value():
                return int(whole)
    raise _wrong(value, "整数（如 18）")


def _year(value: object) -> int:
    number = typed.year(value)
    if isinstance(number, int) or str(number).isascii():
        return _count(number)
    raise Wrong(f"应为四位数的年份（如 2021），看到的是{seen(value)}", "请写四位数字，如 2021")


def date(value: object) -> dt.date:
    """A day as it is written, 2021-09-18 or 2021年9月18日; raises Wrong where `value` is none."""
    if isinstance(value, dt.date):
        return value
    found = typed.date(value)
    if isinstance(found, dt.date):
        return found
    raise Wrong(f"应为日期（如 2021-09-18），看到的是{seen(value)}", found)


def _truth(value: object) -> bool:
    known = {"是": True, "否": False, True: True, False: False}
    if not isinstance(value, str | bool) or value not in known:
        raise Wrong(f"应为“是”或“否”，看到的是{seen(value)}", "请填“是”或“否”；不清楚的留空")
    return known[value]


def _text(value: object) -> Any:
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _say_percent(value: Decimal) -> str:
    return f"{(value * 100).normalize():f}%"


def _say_number(value: Decimal) -> str:
    return f"{value:f}"


def _say_truth(value: bool) -> str:
    return "是" if value else "否"


def unit(field: Field) -> str:
    """The unit of the value of `field`, empty where it has none."""
    return field.unit or _unit(field.annotation)


def _unit(annotation: Any) -> str:
    if isinstance(annotation, Notation):
        return annotation.unit
    if get_origin(annotation) is dict:
        return ""
    return next(filter(None, map(_unit, get_args(annotation))), "")


_TYPED = {"type": ["string", "number"]}


def _number_in(unit: str, example: str, read: Callable[[object], Decimal] = _plain) -> Notation:
    return Notation(read, _say_number, _TYPED, unit, example)


def _counted_in(unit: str, example: str) -> Notation:
    return Notation(_count, None, _TYPED, unit, example)


def _percent(read: Callable[[object], Decimal]) -> Notation:
    return Notation(read, _say_percent, {"type": ["string"]}, "%", "99.91%")


_COUNTED = Within(ge=0, le=MOST)

Money = Annotated[Decimal, _number_in("万元", "43189.21", _money)]
Amount = Annotated[Money, Within(ge=0, le=ABSURD)]  # money that cannot be negative
Ratio = Annotated[Decimal, _percent(_ratio)]
Share = Annotated[Decimal, _percent(_share)]  # a part of a whole, 0% to 100%
Number = Annotated[Decimal, _number_in("", "5")]
NotNegative = Annotated[Number, Within(ge=0)]
Positive = Annotated[Number, Within(gt=0)]
Area = Annotated[Decimal, _number_in("平方米", "1200.50"), _COUNTED]
Year = Annotated[int, Notation(_year, None, _TYPED, "年", "2021"), Within(ge=2000, le=2100)]
Count = Annotated[int, _counted_in("个", "18"), _COUNTED]
People = Annotated[int, _counted_in("人", "18"), _COUNTED]
Pieces = Annotated[int, _counted_in("件", "265"), _COUNTED]
Cases = Annotated[int, _counted_in("件次", "12"), _COUNTED]
Date = Annotated[dt.date, Notation(date, None, {"type": ["string"]}, "日期", "2021-09-18")]
Truth = Annotated[bool, Notation(_truth, _say_truth, {"enum": ["是", "否"]}, "是/否", "是")]
Text = Annotated[str, Notation(_text, None, _TYPED)]
