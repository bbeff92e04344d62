"""区间: a range of values as people write it: 「<5%」「[5%, 10%]」「≥95%」「=0」."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from msgspec import Struct

from reportgen import chinese
from reportgen.facts.records import quantity
from reportgen.facts.records.notation import Notation
from reportgen.facts.records.telling import Wrong
from reportgen.patterns import regex
from reportgen.scoring.formula.numbers import steady

_WIDE = str.maketrans("（）［］【】＜＞＝，％　", "()[][]<>=,% ")
_ONE = regex(r"(<=|>=|≤|≥|<|>|=)([-+\d.,]+%?)")
_TWO = regex(r"([\[(])([-+\d.]+%?),([-+\d.]+%?)([\])])")
INFINITY = Decimal("Infinity")


class Interval(Struct, frozen=True):
    """From `low` to `high`, each end open or closed; `percent` says how its ends are written."""

    low: Decimal
    high: Decimal
    low_closed: bool
    high_closed: bool
    percent: bool = False

    def __contains__(self, value: Decimal) -> bool:
        exact = steady(value)
        above = exact > self.low or (self.low_closed and exact == self.low)
        below = exact < self.high or (self.high_closed and exact == self.high)
        return above and below

    def meets(self, after: Interval) -> bool:
        """Whether `after` begins exactly where this one ends: no gap, no overlap."""
        return self.high == after.low and self.high_closed != after.low_closed

    def ends(self) -> tuple[Decimal, ...]:
        """Its ends that are numbers."""
        return tuple(end for end in (self.low, self.high) if end.is_finite())

    def times(self, full: Decimal) -> str:
        """The same range of a share as points: 4分（含）至5分（含）."""
        ends = (("含" if closed else "不含") for closed in (self.low_closed, self.high_closed))
        low, high = (
            f"{chinese.points(end * full)}分（{said}）"
            for end, said in zip((max(self.low, Decimal(0)), min(self.high, Decimal(1))), ends, strict=True)
        )
        return f"{low}至{high}"

    def __str__(self) -> str:
        if self.low == self.high:
            return f"＝{self._end(self.low)}"
        if self.low == -INFINITY:
            return f"{'≤' if self.high_closed else '＜'}{self._end(self.high)}"
        if self.high == INFINITY:
            return f"{'≥' if self.low_closed else '＞'}{self._end(self.low)}"
        low, high = ("（含）" if closed else "（不含）" for closed in (self.low_closed, self.high_closed))
        return f"{self._end(self.low)}{low}至{self._end(self.high)}{high}"

    def said(self) -> str:
        """The range in words, for a sentence: 低于5%, 不低于95%; one with two ends as it is written."""
        if self.low == self.high:
            return f"等于{self._end(self.low)}"
        if self.low == -INFINITY:
            return f"{'不高于' if self.high_closed else '低于'}{self._end(self.high)}"
        if self.high == INFINITY:
            return f"{'不低于' if self.low_closed else '高于'}{self._end(self.low)}"
        return f"为{self}"

    def _end(self, value: Decimal) -> str:
        return f"{chinese.number(value * 100)}%" if self.percent else chinese.number(value)


def parse(text: str) -> Interval:
    """`text` as an Interval; raises ValueError where it is none."""
    plain = "".join(text.translate(_WIDE).split())
    if one := _ONE.fullmatch(plain):
        return _one_sided(one[1].replace("<=", "≤").replace(">=", "≥"), _number(one[2]), "%" in one[2])
    if two := _TWO.fullmatch(plain):
        made = Interval(_number(two[2]), _number(two[3]), two[1] == "[", two[4] == "]", "%" in plain)
        if made.low < made.high:
            return made
    raise ValueError(text)


def _one_sided(sign: str, at: Decimal, percent: bool) -> Interval:
    if sign == "=":
        return Interval(at, at, True, True, percent)
    if sign in "<≤":
        return Interval(-INFINITY, at, False, sign == "≤", percent)
    return Interval(at, INFINITY, sign == "≥", False, percent)


def _number(text: str) -> Decimal:
    value = quantity.parse(text)
    if value is None:
        raise ValueError(text)
    return value


def _read(value: Any) -> Any:
    try:
        return value if isinstance(value, Interval) else parse(str(value))
    except ValueError:
        hint = "写法如 <5%、[5%, 10%]、≥95%、=0；方括号含端点，圆括号不含"
        raise Wrong(f"“{value}”不是区间", hint) from None


def _written(interval: Interval) -> str:
    """`interval` as `parse` reads it again: [75%, 90%)."""
    low, high = (_exact(end, interval.percent) for end in (interval.low, interval.high))
    if interval.low == interval.high:
        return f"={low}"
    if interval.low == -INFINITY:
        return f"{'≤' if interval.high_closed else '<'}{high}"
    if interval.high == INFINITY:
        return f"{'≥' if interval.low_closed else '>'}{low}"
    return f"{'[' if interval.low_closed else '('}{low}, {high}{']' if interval.high_closed else ')'}"


def _exact(end: Decimal, percent: bool) -> str:
    return f"{(end * 100).normalize():f}%" if percent else f"{end:f}"


Range = Annotated[Interval, Notation(_read, _written, {"type": ["string", "number"]})]
