"""Numbers as people write them, exact: 「43,189.21」「43189.21万元」「99.91%」「1.2亿元」「18个」.

A percentage is held as a ratio (99.91% → 0.9991) and money in 万元; both are written back with their
sign or as plain digits, so that what was read can be read again unchanged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

from reportgen.facts.records.fields import Field
from reportgen.facts.records.notation import Converted, Notation, Within
from reportgen.facts.records.telling import Kind, Wrong, seen
from reportgen.facts.typed.texts import NOTHING
from reportgen.patterns import regex

_PLAIN = regex(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(%|万元)?", re.ASCII)
_FOUR = regex(r"\d{4}", re.ASCII)
_DAY = regex(r"(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?", re.ASCII)
_MONEY = {  # unit → 万元
    None: Decimal(1),
    "万元": Decimal(1),
    "万": Decimal(1),
    "亿元": Decimal(10000),
    "亿": Decimal(10000),
    "元": Decimal("0.0001"),
    "百元": Decimal("0.01"),
    "千元": Decimal("0.1"),
    "十万元": Decimal(10),
    "百万元": Decimal(100),
    "千万元": Decimal(1000),
}
_AS_IT_IS = (None, "万元", "万")
_COUNTED = regex(
    "(万)?(?:[个人名位项件条次家户套台辆份批起宗例篇场期只处座间块部册张枚]|件次|件套|人次|户次|家次|个人)?"
)
_PEOPLE = regex("(万)?(?:[人名位个]|个人)?")
_NO_NAME = regex("^[“\"'‘]|[，、；;“”\"'’。]$|[，；]|^-")
ABSURD = Decimal(100000000)  # 万元: a trillion yuan, more than any department of a district holds
MOST = 100_000_000  # of anything that is counted
FIRST, LAST = 2000, 2100  # of the years that a report may be about


def split(text: object) -> tuple[Decimal, str | None] | None:
    """The number and the unit of `text`, or None where it is not one number."""
    if not isinstance(text, str) and isinstance(text, int | Decimal):
        return None if isinstance(text, bool) else (Decimal(text), None)
    if found := _PLAIN.fullmatch(str(text)):
        digits, unit = found.groups()
        number = Decimal(digits.replace(",", ""))
        return number or number.copy_abs(), unit
    return _figures().read(text) if isinstance(text, str) else None


def _figures() -> ModuleType:
    """How people write figures, imported where one is not written plainly."""
    from reportgen.facts.typed import typed_figures  # noqa: PLC0415

    return typed_figures


def is_vague(value: object) -> bool:
    """Whether `value` says a number, and not which: 10多户, 约80%, 七八个."""
    return split(value) is None and isinstance(value, str) and _figures().is_vague(value)


def parse(text: object) -> Decimal | None:
    """A plain number or a percentage (as a ratio), or None where `text` is neither."""
    match split(text):
        case (value, None):
            return value
        case (value, "%"):
            return value / 100
        case _:
            return None


def _wrong(value: object, expected: str, example: str) -> Wrong:
    return Wrong(f"应为{expected}，看到的是{seen(value)}", _figures().advice(value, example))


def _money(value: object) -> Decimal | Converted:
    if isinstance(value, Decimal):
        return value
    found = split(value)
    if found and found[1] is None and found[0] <= ABSURD:
        return found[0]
    match found:
        case (amount, None):
            message = f"为 {value}，超出合理范围，不能大于 {ABSURD} 万元"
            yuan = f"{amount / 10000:f}"
            raise Wrong(message, f"金额以万元为单位；这个数若是元，请写作 {yuan} 或 {amount}元", Kind.BOUND)
        case (amount, unit) if unit in _AS_IT_IS:
            return amount
        case (amount, unit) if unit in _MONEY:
            made = amount * _MONEY[unit]
            return Converted(made, f"填“{value}”，按 {made.normalize():f} 万元读入", "金额以万元为单位，请核对")
        case _:
            raise _wrong(value, "金额（数字，单位万元，如 43189.21）", "43189.21")


def _ratio(value: object) -> Decimal | Converted:
    if isinstance(value, Decimal):
        return value
    match split(value):
        case (number, "%"):
            return number / 100
        case (number, "‰"):
            return Converted(number / 1000, f"填“{value}”，按 {_say_percent(number / 1000)} 读入", "百分数写作如 0.93%")
        case (number, None) if not number:
            return number
        case _:
            message = f"应为百分数，须带“%”（如 99.91%），看到的是{seen(value)}"
            raise Wrong(message, _figures().percent_advice(value))


def _share(value: object) -> Decimal | Converted:
    share = _ratio(value)
    number = share.value if isinstance(share, Converted) else share
    if not 0 <= number <= 1:
        message = f"应为0% 至 100% 之间的百分数，看到的是{seen(_say_percent(number))}"
        raise Wrong(message, "请核对小数点的位置，如 93.5%")
    return share


def _plain(value: object) -> Decimal:
    found = parse(value)
    if found is None:
        raise _wrong(value, "数字（如 5、0.5 或 10%）", "5")
    return found


def _area(value: object) -> Decimal:
    match split(value):
        case (number, None | "平方米" | "m2"):
            return number
        case _:
            raise _wrong(value, "面积（数字，单位平方米，如 1200.50）", "1200.50")


def _points(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    match split(value):
        case (number, None | "分"):
            return number
        case _:
            raise _wrong(value, "分数（数字，如 5 或 0.5）", "0.5")


def _count(value: object, units: re.Pattern[str] = _COUNTED) -> int:
    match split(value):
        case (number, unit) if counted := units.fullmatch(unit or ""):
            whole = number * 10000 if counted[1] else number
            if whole == whole.to_integral_value():
                return int(whole)
            raise Wrong(f"应为整数（如 18），看到的是{seen(value)}", "个数没有小数，请核对")
    raise _wrong(value, "整数（如 18）", "18")


def _year(value: object) -> int:
    found: int | None
    if isinstance(value, int) or (isinstance(value, str) and _FOUR.fullmatch(value)):
        found, hint = int(value), ""
    else:
        from reportgen.facts.typed import days  # noqa: PLC0415

        found, hint = days.year(value)
    if found is None or not FIRST <= found <= LAST:
        message = f"应为四位数的年份（如 2021，{FIRST} 至 {LAST} 之间），看到的是{seen(value)}"
        raise Wrong(message, hint or "请写四位数字，如 2021")
    return found


def date(value: object) -> dt.date:
    """A day as it is written, 2021-09-18 or 2021年9月18日; raises Wrong where `value` is none."""
    found = _date(value)
    return found.value if isinstance(found, Converted) else found


def _date(value: object) -> dt.date | Converted:
    if isinstance(value, dt.date):
        return value
    if found := _DAY.fullmatch(str(value)):
        with suppress(ValueError):
            return dt.date(int(found[1]), int(found[2]), int(found[3]))
    from reportgen.facts.typed import days  # noqa: PLC0415

    day, told = days.day(value)
    if day is None:
        raise Wrong(f"应为日期（如 2021-09-18），看到的是{seen(value)}", told)
    return Converted(day, f"填“{value}”，{told}", "请核对") if told else day


def written_day(text: str) -> dt.date | None:
    """The day that `text` is, written plainly; None where it is none."""
    return date(text) if _DAY.fullmatch(text) else None


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("是", "否"):
        return value == "是"
    from reportgen.facts.typed import ticks  # noqa: PLC0415

    if (known := ticks.truth(value)) is None:
        raise Wrong(f"应为“是”或“否”，看到的是{seen(value)}", "请填“是”或“否”；不清楚的留空")
    return known


def text(value: object) -> Any:
    """A number that stands where text belongs, as text."""
    if type(value) is str:
        return value
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _one_name(value: Any) -> Any:
    """A list of one name, told where it looks like several; none where the name is a word for nothing."""
    from reportgen.facts.typed import lists  # noqa: PLC0415

    if value[0] in NOTHING:
        return ()
    parts = lists.items(value[0]) if isinstance(value[0], str) else ()
    if len(parts) < 2:
        return value
    return Converted(value, f"只有一项“{value[0]}”", f"是几项的，写作 [{', '.join(parts)}]；确是一项的不必改")


def _names(value: object) -> Any:
    """A list of names, also one that was typed as one text or with full-width signs."""
    plain = isinstance(value, list | tuple) and not any(_NO_NAME.search(str(item)) for item in value)
    if plain and isinstance(value, list | tuple) and len(value) == 1:
        return _one_name(value)
    if plain or not isinstance(value, str | list | tuple):
        return value
    from reportgen.facts.typed import lists  # noqa: PLC0415

    given = [one for one in ([value] if isinstance(value, str) else value) if one not in NOTHING]
    parts = [
        lists.items(str(item)) if isinstance(value, str) or _NO_NAME.search(str(item)) else [item] for item in given
    ]
    names = [name for part in parts for name in part]
    if len(names) == len(given):
        return _one_name(names) if len(names) == 1 else names
    hint = f"列表写作 [{', '.join(map(str, names))}]；只有一项的加方括号"
    return Converted(names, f"按 {len(names)} 项读入：{'、'.join(map(str, names))}", hint)


def _files(value: object) -> Any:
    """One file, or a list of them; a name is taken as it is."""
    return [value] if isinstance(value, str) and value not in NOTHING else value


def _say_percent(value: Decimal) -> str:
    return f"{(value * 100).normalize():f}%"


def say_number(value: Decimal) -> str:
    """A number as JSON and YAML hold it."""
    return f"{value:f}"


def _say_truth(value: bool) -> str:
    return "是" if value else "否"


def unit(field: Field) -> str:
    """The unit of the value of `field`, empty where it has none."""
    return field.unit or unit_of(field.given)


def unit_of(annotation: Any) -> str:
    """The unit that a type has, empty where it has none."""
    if isinstance(annotation, Notation):
        return annotation.unit
    if get_origin(annotation) is dict:
        return ""
    return next(filter(None, map(unit_of, get_args(annotation))), "")


TYPED = {"type": ["string", "number"]}


def _number_in(unit: str, example: str, read: Callable[[object], Decimal | Converted] = _plain) -> Notation:
    return Notation(read, say_number, TYPED, unit, example)


def _counted_in(unit: str, example: str, units: re.Pattern[str] = _COUNTED) -> Notation:
    return Notation(partial(_count, units=units), None, TYPED, unit, example)


def _percent(read: Callable[[object], Decimal | Converted]) -> Notation:
    return Notation(read, _say_percent, {"type": ["string"]}, "%", "99.91%")


_SOME = Within(ge=0, le=MOST)

Money = Annotated[Decimal, _number_in("万元", "43189.21", _money)]
Amount = Annotated[Money, Within(ge=0, le=ABSURD)]  # money that cannot be negative
Ratio = Annotated[Decimal, _percent(_ratio)]
Share = Annotated[Decimal, _percent(_share)]  # a part of a whole, 0% to 100%
Number = Annotated[Decimal, _number_in("", "5")]
Points = Annotated[Decimal, _number_in("分", "5", _points)]
NotNegative = Annotated[Number, Within(ge=0)]
Positive = Annotated[Number, Within(gt=0)]
Area = Annotated[Decimal, _number_in("平方米", "1200.50", _area), _SOME]
Year = Annotated[int, Notation(_year, None, TYPED, "年", "2021")]
Count = Annotated[int, _counted_in("个", "18"), _SOME]
People = Annotated[int, _counted_in("人", "18", _PEOPLE), _SOME]
Pieces = Annotated[int, _counted_in("件", "265"), _SOME]
Cases = Annotated[int, _counted_in("件次", "12"), _SOME]
Date = Annotated[dt.date, Notation(_date, None, {"type": ["string"]}, "日期", "2021-09-18")]
Truth = Annotated[bool, Notation(_truth, _say_truth, {"enum": ["是", "否"]}, "是/否", "是")]
Text = Annotated[str, Notation(text, None, TYPED)]
Names = Annotated[tuple[Text, ...], Notation(_names, None, {"items": TYPED, "type": "array"})]  # a list of short names
_ONE_OR_MORE = {"anyOf": [{"type": "string"}, {"items": TYPED, "type": "array"}]}
Files = Annotated[tuple[Text, ...], Notation(_files, None, _ONE_OR_MORE)]  # one, or a list
