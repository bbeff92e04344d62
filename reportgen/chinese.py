"""Numbers, money, percentages, dates and 序号 as Chinese readers write them; the house's only rounding."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

DASH = "—"
MINUS = "－"  # U+FF0D: the only minus that GB 2312, and so 仿宋_GB2312, has; a hyphen may be torn off its number
ZERO, ONE = Decimal(0), Decimal(1)
_FINEST = 14  # decimals beyond which nothing is told apart
_DIGITS = "零一二三四五六七八九"
_GROUPED: ContextVar[bool] = ContextVar("thousands of amounts are set apart", default=False)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def rounded(value: Decimal, places: int = 2) -> Decimal:
    """`value` to `places` decimals, half up (四舍五入): the only rounding in the house."""
    return value.quantize(_step(places), ROUND_HALF_UP)


@lru_cache(maxsize=64, typed=True)  # a template's 2.0 is no 2
def _step(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


class Measured(Decimal):
    """A number that is compared with `limits`, and is printed with as many decimals as tell it from each of them."""

    limits: tuple[Decimal, ...]

    def __new__(cls, value: Decimal | int, limits: Iterable[Decimal]) -> Measured:
        made = super().__new__(cls, value)
        made.limits = tuple(limits)
        return made


def measured(value: Decimal, limits: Iterable[Decimal]) -> Decimal:
    """`value` with the limits that it is compared with, if there are any."""
    return Measured(value, ends) if (ends := tuple(limits)) else value


def side(value: Decimal, limit: Decimal) -> int:
    """On which side of `limit` it lies: -1 below, 0 on it, 1 above; what a division leaves over is not seen."""
    return _compared(rounded(value, _FINEST), limit)


def _compared(exact: Decimal, limit: Decimal) -> int:
    return (exact > limit) - (exact < limit)


def telling(value: Decimal, places: int, *limits: Decimal) -> int:
    """The decimals, at least `places`, with which `value` lies where it lies: before, on or behind each limit."""
    ends = (*limits, *getattr(value, "limits", ()))
    if not ends or (shown := rounded(value, places)) == value:
        return places
    exact = rounded(value, _FINEST)
    if _beside(exact, shown, ends):
        return places
    return next((n for n in range(places + 1, _FINEST) if _beside(exact, rounded(value, n), ends)), places)


def _beside(exact: Decimal, shown: Decimal, ends: Iterable[Decimal]) -> bool:
    """Whether the two lie on the same side of each end."""
    low, high = (exact, shown) if exact < shown else (shown, exact)
    return low == high or not any(low <= end <= high for end in ends)


def number(value: Decimal | int | None, places: int | None = None, *, group: bool = False) -> str:
    """`value` with `places` decimals (None: as many as it has), 1,234.50 with `group`; None shows —.

    There are more decimals where it takes more to tell it from a limit. The minus is ours: －5.
    """
    if value is None:
        return DASH
    exact = value if isinstance(value, Decimal) else Decimal(value)
    if places is None and not group:
        return _written(exact.normalize(), 0, group=False)
    shown = max(0, -int(exact.normalize().as_tuple().exponent)) if places is None else telling(exact, places)
    return _written(rounded(exact, shown), shown, group=group)


def _written(value: Decimal, places: int, *, group: bool) -> str:
    return (_set_apart(value, places) if group else format(value, "f")).replace("-", MINUS)


def _set_apart(value: Decimal, places: int) -> str:
    """1,234.50: thousands set apart as the locale zh_CN does; only an amount that asks for it loads the locale."""
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(value, f"#,##0.{'0' * places}" if places else "#,##0", "zh_CN")


def money(value: Decimal | None, places: int = 2, *, group: bool | None = None) -> str:
    """An amount of 万元, without its unit: 43189.21; what is not nothing is never printed as 0.00.

    With `group`, or by default within `thousands`, 43,189.21.
    """
    grouped = _GROUPED.get() if group is None else group
    if value is None:
        return DASH
    if (exact := rounded(value, places)) == value:
        return _written(exact, places, group=grouped)
    return number(value, telling(value, places, ZERO), group=grouped)


@contextmanager
def thousands(on: bool) -> Iterator[None]:
    """金额千分位: whether amounts are printed as 43,189.21 meanwhile; percentages and counts never are."""
    before = _GROUPED.set(on)
    try:
        yield
    finally:
        _GROUPED.reset(before)


def are_set_apart() -> bool:
    """Whether amounts are printed so now."""
    return _GROUPED.get()


def unseparated(text: str) -> str:
    """`text` with its numbers as they are compared: without separators of thousands, with a plain minus."""
    if text.isascii() and "," not in text:
        return text
    separated = "," in text or "，" in text
    signs = (sign for at, sign in enumerate(text) if sign not in ",，" or not _separates(text, at))
    bare = "".join(signs) if separated else text
    return bare.replace(MINUS, "-").replace("−", "-")


def _separates(text: str, at: int) -> bool:
    """Whether the sign at `at` stands between digits, just three of them after it."""
    three = text[at + 1 : at + 4]
    return text[at - 1 : at].isdigit() and len(three) == 3 and three.isdigit() and not text[at + 4 : at + 5].isdigit()


def percent(value: Decimal | None, places: int = 2) -> str:
    """A ratio as a percentage: Decimal("0.8793") → 87.93%; only nothing is 0.00% and only all is 100.00%."""
    if value is None:
        return DASH
    shown = telling(value, places + 2, ZERO, ONE) - 2
    return f"{_written(rounded(value * 100, shown), shown, group=False)}%"


def points(value: Decimal | None) -> str:
    """Points of a score, without idle zeros: 4.94, 5, 0.5."""
    return DASH if value is None else number(rounded(value, 2))


def date(value: dt.date) -> str:
    """2021年9月18日."""
    return f"{value.year}年{value.month}月{value.day}日"


def numeral(n: int) -> str:
    """1 … 99 in Han characters: 一, 十, 十二, 二十, 二十一."""
    if not 0 < n < 100:
        raise ValueError(f"序号超出范围：{n}")
    tens, units = divmod(n, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[units] if units else "")


def ordinal(n: int, level: int) -> str:
    """The 序号 of an item at outline `level` 1–5: 一、（一）1.（1）①."""
    han = level < 3
    mark = numeral(n) if han else str(n)
    if level == 5:
        return _CIRCLED[n - 1] if n <= len(_CIRCLED) else f"（{n}）"
    return {1: f"{mark}、", 3: f"{mark}."}.get(level, f"（{mark}）")


def listing(items: list[str], last: str = "和") -> str:
    """甲、乙和丙."""
    return items[0] if len(items) == 1 else "、".join(items[:-1]) + last + items[-1] if items else ""
