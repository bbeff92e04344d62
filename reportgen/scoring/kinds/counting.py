"""计数扣分 and 计数加分: points per item counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, Decimal
from typing import ClassVar, Literal

from reportgen.chinese import number
from reportgen.chinese import points as say_points
from reportgen.facts.records.borrowed import AboveZero, Borrowed, told
from reportgen.facts.records.quantity import NotNegative, Positive, Text
from reportgen.facts.records.record import named, optional
from reportgen.scoring.kinds.base import SHORT, Given, Problem, Rule, Value, floored
from reportgen.scoring.mark import Outcome

ZERO = Decimal(0)


class Counted(Rule):
    """What both kinds share: what is counted, by a figure or by a person."""

    reads_as = "数"

    takes: ClassVar[frozenset[str]] = frozenset({"数量"})

    count: Text | None = optional("数量", "个数取自哪个算式或字段；不写的由人在自评里填")
    noun: Text = named("名目", "数的是什么，写进评分标准和问题")

    def values(self) -> tuple[str, ...]:
        return (self.count,) if self.count else ()

    def reads(self) -> frozenset[str]:
        return frozenset() if self.count else self.takes

    def counted(self, given: Given) -> Value | Outcome:
        """The number of items, or why there is none."""
        if self.count is None:
            count = given.answer.count
            return given.judge(self.wants()) if count is None else Value("数量", Decimal(count), number(count))
        value = given.value(self.count)
        if value.number is None:
            return given.lacking(value)
        if value.number < 0:
            return given.flaw("数量", f"的项数为{value.text}，不能小于 0", f"请核对 {value.name} 所用的数字")
        return value

    def wants(self) -> str:
        return "" if self.count else f"数量（{self.noun}有几项，没有填 0）"

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        return {} if self.count else {"数量": f"{self.noun}有几项，没有填 0"}


class CountOff(Counted):
    """计数扣分: every item costs points, down to the floor (扣完为止)."""

    kind: Literal["计数扣分"] = named("类型", "固定写“计数扣分”", default="计数扣分")
    cost: Positive = named("每项扣", "每有一项扣几分", unit="分")
    floor: NotNegative = named("最低", "扣到几分为止", unit="分", default=ZERO)

    def score(self, full: Decimal, given: Given) -> Outcome:
        counted = self.counted(given)
        if isinstance(counted, Outcome):
            return counted
        items = counted.number or ZERO
        points = max(full - items * self.cost, min(self.floor, full))
        content = f"{self.noun}{number(items)}项"
        said = f"{content}，每项扣{say_points(self.cost)}分" if items else f"没有{self.noun}"
        return self.graded(
            points,
            full,
            said,
            gap=content,
            used=self.names(),
            standard=f"没有{self.noun}",
            actual=f"{number(items)}项",
            key=self.noun,
        )

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self.floor >= full:
            yield ("最低",), f"最低{say_points(self.floor)}分，不低于分值{say_points(full)}"

    def standard(self, full: Decimal) -> str:
        return f"满分{say_points(full)}分，每有一项{self.noun}扣{say_points(self.cost)}分，{floored(self.floor)}。"


class CountUp(Counted):
    """计数加分: every item earns points, up to a cap (by default 分值)."""

    kind: Literal["计数加分"] = named("类型", "固定写“计数加分”", default="计数加分")
    gain: Positive = named("每项加", "每有一项得几分", unit="分")
    cap: AboveZero | None = optional("封顶", "最高几分，不写的是分值", unit="分")

    def score(self, full: Decimal, given: Given) -> Outcome:
        counted = self.counted(given)
        if isinstance(counted, Outcome):
            return counted
        items = counted.number or ZERO
        points = min(items * self.gain, self._top(full))
        said = f"{self.noun}{number(items)}项，每项得{say_points(self.gain)}分，最高{say_points(self._top(full))}分"
        return self.graded(
            points,
            full,
            said,
            gap=f"{self.noun}{number(items)}项",
            used=self.names(),
            standard=f"得满分须{number((full / self.gain).to_integral_value(ROUND_CEILING))}项",
            actual=f"{number(items)}项",
            direction=SHORT,
        )

    def taken_off(self, points: Decimal, full: Decimal) -> Decimal:
        """What it counts up: an item is so many points, also where they are taken off."""
        return points

    def standard(self, full: Decimal) -> str:
        return f"每有一项{self.noun}得{say_points(self.gain)}分，最高{told(self._top(full), say_points)}分。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self.cap is not None and not isinstance(self.cap, Borrowed) and self.cap != full:
            yield ("封顶",), f"封顶{say_points(self.cap)}分，与分值{say_points(full)}不等"

    def _top(self, full: Decimal) -> Decimal:
        if self.cap is None or isinstance(self.cap, Borrowed):
            return full if self.cap is None else self.cap
        return min(self.cap, full)
