"""区间: a range of values as people write it: 「<5%」「[5%, 10%]」「≥95%」「=0」."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Struct

from reportgen import chinese
from reportgen.facts.records import quantity
from reportgen.facts.records.borrowed import NAME, Borrowed, told
from reportgen.facts.records.notation import Notation
from reportgen.facts.records.telling import Wrong
from reportgen.patterns import regex
from reportgen.scoring.formula.numbers import steady

_WIDE = str.maketrans("（）［］【】＜＞＝，％　", "()[][]<>=,% ")
_ONE = regex(rf"(<=|>=|≤|≥|<|>|=)([-+\d.,]+%?|{NAME})")
_TWO = regex(rf"([\[(])([-+\d.]+%?|{NAME}),([-+\d.]+%?|{NAME})([\])])")
INFINITY = Decimal("Infinity")
_SIGNS = ("＝", "≤", "＜", "≥", "＞")
_TYPED = ("=", "≤", "<", "≥", ">")
_WORDS = ("等于", "不高于", "低于", "不低于", "高于")


class Interval(Struct, frozen=True):
    """From `low` to `high`, each end open or closed; `percent` says how its ends are written.

    `written` is how the pack wrote a range whose ends were names before the numbers of the day took their place.
    """

    low: Decimal
    high: Decimal
    low_closed: bool
    high_closed: bool
    percent: bool = False
    written: str = ""

    def __contains__(self, value: Decimal) -> bool:
        exact = steady(value)
        above = exact > self.low or (self.low_closed and exact == self.low)
        below = exact < self.high or (self.high_closed and exact == self.high)
        return above and below

    def meets(self, after: Interval) -> bool:
        """Whether `after` begins exactly where this one ends: no gap, no overlap."""
        return self.high == after.low and self.high_closed != after.low_closed

    def ends(self) -> tuple[Decimal, ...]:
        """Its ends that are numbers, or names of them."""
        return tuple(end for end in (self.low, self.high) if not end.is_infinite())

    @property
    def borrows(self) -> bool:
        """Whether one of its ends is a name."""
        return isinstance(self.low, Borrowed) or isinstance(self.high, Borrowed)

    @property
    def key(self) -> str:
        """What it is called whatever the numbers of the day."""
        return self.written or str(self)

    def times(self, full: Decimal) -> str:
        """The same range of a share as points: 4分（含）至5分（含）."""
        ends = (("含" if closed else "不含") for closed in (self.low_closed, self.high_closed))
        low, high = (
            f"{chinese.points(end * full)}分（{said}）"
            for end, said in zip((max(self.low, Decimal(0)), min(self.high, Decimal(1))), ends, strict=True)
        )
        return f"{low}至{high}"

    def __str__(self) -> str:
        low, high = ("（含）" if closed else "（不含）" for closed in (self.low_closed, self.high_closed))
        return self.one_ended(_SIGNS, self._end) or f"{self._end(self.low)}{low}至{self._end(self.high)}{high}"

    def said(self) -> str:
        """The range in words, for a sentence: 低于5%, 不低于95%; one with two ends as it is written."""
        return self.one_ended(_WORDS, self._end) or f"为{self}"

    def one_ended(self, names: Sequence[str], told: Callable[[Decimal], str]) -> str:
        """A range with one end, or of one value, as its name and its end as `told`; "" where it has two ends.

        `names` are those of: equal, at most, below, at least, above.
        """
        equal, most, below, least, above = names
        if self.low == self.high:
            return equal + told(self.low)
        if self.low == -INFINITY:
            return (most if self.high_closed else below) + told(self.high)
        if self.high == INFINITY:
            return (least if self.low_closed else above) + told(self.low)
        return ""

    def _end(self, value: Decimal) -> str:
        return told(
            value, lambda number: f"{chinese.number(number * 100)}%" if self.percent else chinese.number(number)
        )


def parse(text: str) -> Interval:
    """`text` as an Interval; raises ValueError where it is none."""
    plain = "".join(text.translate(_WIDE).split())
    if one := _ONE.fullmatch(plain):
        return _one_sided(one[1].replace("<=", "≤").replace(">=", "≥"), _number(one[2]), "%" in one[2])
    if two := _TWO.fullmatch(plain):
        made = Interval(_number(two[2]), _number(two[3]), two[1] == "[", two[4] == "]", "%" in plain)
        if made.borrows or made.low < made.high:
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
    if value is None and not text[:1].isalpha():
        raise ValueError(text)
    return Borrowed(text) if value is None else value


def _read_named(value: Any) -> Any:
    try:
        return value if isinstance(value, Interval) else parse(str(value))
    except ValueError:
        raise _none(value) from None


def _read(value: Any) -> Any:
    made = _read_named(value)
    if made.borrows:
        raise _none(value)
    return made


def _none(value: Any) -> Wrong:
    return Wrong(f"“{value}”不是区间", "写法如 <5%、[5%, 10%]、≥95%、=0；方括号含端点，圆括号不含")


def _written(interval: Interval) -> str:
    """`interval` as `parse` reads it again: [75%, 90%)."""

    def exact(end: Decimal) -> str:
        if isinstance(end, Borrowed):
            return end.name
        return f"{(end * 100).normalize():f}%" if interval.percent else f"{end:f}"

    opening, closing = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
    return interval.one_ended(_TYPED, exact) or f"{opening}{exact(interval.low)}, {exact(interval.high)}{closing}"


Range = Annotated[Interval, Notation(_read, _written, {"type": ["string", "number"]})]
NamedRange = Annotated[Interval, Notation(_read_named, _written, {"type": ["string", "number"]})]  # names as ends, too
