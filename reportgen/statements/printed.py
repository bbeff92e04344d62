"""Numbers as they are printed: their exact value, their decimals, and what rounding may hide behind them."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from itertools import combinations

from reportgen.chinese import rounded, unseparated
from reportgen.values import Frozen

_HAN = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_STEPS = {"十": 10, "百": 100, "千": 1000}
HAN = "零〇一二两三四五六七八九十百千"


def numeral(text: str) -> int | None:
    """二十一 → 21, 两 → 2; None for what is no number."""
    total, digit = 0, 0
    for sign in text:
        if sign in _HAN:
            digit = _HAN[sign]
        elif sign in _STEPS:
            total, digit = total + (digit or 1) * _STEPS[sign], 0
        else:
            return None
    return total + digit if text else None


def exact(text: str) -> Decimal:
    """The exact value of a printed number."""
    return Decimal(unseparated(text).lstrip("+"))


class Printed(Frozen):
    """A printed number: "43,189.21" is exactly 43189.21, and stands for anything that rounds to it."""

    text: str

    @cached_property
    def value(self) -> Decimal:
        """The exact value."""
        return exact(self.text)

    @cached_property
    def places(self) -> int:
        """Decimals as printed."""
        return len(self.text.partition(".")[2])

    @property
    def half(self) -> Decimal:
        """Half a unit of the last digit; nothing for whole numbers, which are counted and not rounded."""
        return Decimal(5).scaleb(-self.places - 1) if self.places else Decimal(0)

    @property
    def low(self) -> Decimal:
        """The least number that is printed so."""
        return self.value - self.half

    @property
    def high(self) -> Decimal:
        """The least number that is not printed so any more."""
        return self.value + self.half

    def rounds(self, exact: Decimal) -> bool:
        """Whether `exact`, rounded half up, is printed so."""
        return rounded(exact, self.places) == self.value

    def cuts(self, exact: Decimal) -> bool:
        """Whether `exact`, cut off instead of rounded, is printed so."""
        return exact.quantize(Decimal(1).scaleb(-self.places), ROUND_DOWN) == self.value


def slip(one: str, other: str) -> bool:
    """Whether two printed numbers differ by one digit, by two swapped ones, or by one that was left out."""
    a, b = unseparated(one), unseparated(other)
    if a == b:
        return False
    if len(a) == len(b):
        apart = [n for n, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
        swapped = len(apart) == 2 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]]
        return len(apart) == 1 or swapped
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def slipped(text: str) -> set[str]:
    """Every printed number that is such a slip away from `text`: what takes less than to try all that are known."""
    bare, signs = unseparated(text), "0123456789.-"
    ends = range(len(bare) + 1)
    beside = {bare[:at] + sign + bare[to:] for at in ends for to in (at, at + 1) for sign in ("", *signs)}
    pairs = combinations(range(len(bare)), 2)
    swapped = (bare[:n] + bare[m] + bare[n + 1 : m] + bare[n] + bare[m + 1 :] for n, m in pairs)
    return {*beside, *swapped} - {bare}
