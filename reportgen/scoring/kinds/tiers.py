"""分档 and 达标: points by the range in which a figure falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from reportgen.chinese import points as say_points
from reportgen.facts.records.borrowed import Borrowed, spoken
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import NotNegative, Text
from reportgen.facts.records.record import Record, named
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.interval import INFINITY, NamedRange
from reportgen.scoring.kinds.base import HIGHER, LOWER, TOO_HIGH, TOO_LOW, Given, Problem, Rule, direction
from reportgen.scoring.mark import Outcome


class Tier(Record):
    """One 档: a range and its points."""

    interval: NamedRange = named("区间", "如 <5%、[5%, 10%)、≥95%、=0；方括号含本数，圆括号不含")
    points: NotNegative = named("得分", "落在这一档得几分", unit="分")


class Tiers(Rule):
    """分档: the ranges cover every value once."""

    reads_as = "数"

    kind: Literal["分档"] = named("类型", "固定写“分档”", default="分档")
    value: Text = named("取值", "算式或字段的名称")
    direction: Literal["越低越好", "越高越好", "适中"] = named(
        "方向", "数越低越好、越高越好，还是中间一档最好、两边递减（适中）"
    )
    tiers: Annotated[tuple[Tier, ...], AtLeast(2)] = named("档", "各档，连起来盖住全部可能的数")

    def check(self) -> None:
        """Every value belongs to one tier, and points follow the direction."""
        ordered = self._ordered()
        for before, after in pairwise(ordered):
            if not before.interval.meets(after.interval):
                raise _wrong(f"“{before.interval}”与“{after.interval}”之间有空档或重叠")
        lowest, highest = ordered[0].interval.low, ordered[-1].interval.high
        if isinstance(lowest, Borrowed) or lowest > 0 or highest != INFINITY:
            raise _wrong("各档没有覆盖全部可能的值")
        earned = [tier.points for tier in ordered]
        top = {LOWER: 0, HIGHER: len(earned)}.get(self.direction, earned.index(max(earned)))
        if earned != [*sorted(earned[:top]), *sorted(earned[top:], reverse=True)]:
            raise _wrong(f"各档得分与方向“{self.direction}”不符")

    def _ordered(self) -> Sequence[Tier]:
        """From the lowest tier to the highest; where ends are names, as they are written, up or down."""
        if not any(tier.interval.borrows for tier in self.tiers):
            return sorted(self.tiers, key=lambda t: (t.interval.low, t.interval.high))
        return self.tiers[::-1] if self.tiers[0].interval.high == INFINITY else self.tiers

    def values(self) -> tuple[str, ...]:
        return (self.value,)

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        yield from ((self.value, end) for tier in self.tiers for end in tier.interval.ends())

    def score(self, full: Decimal, given: Given) -> Outcome:
        value = given.value(self.value)
        if value.number is None:
            return given.lacking(value)
        tier = next((t for t in self.tiers if value.number in t.interval), None)
        if tier is None:
            return given.flaw("得分", f"的值{value.text}不在任何一档内", "请核对数字")
        return self.by_figure(
            given,
            self.value,
            tier.points,
            full,
            f"属于“{tier.interval}”一档",
            standard=f"得满分须{self._best().interval.said()}",
            direction=self._off(value.number),
            key=tier.interval.key,
        )

    def standard(self, full: Decimal) -> str:
        rows = [f"{t.interval}的，得{say_points(t.points)}分" for t in self.tiers]
        return f"{spoken(self.value)}{'；'.join(rows)}。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self._best().points != full:
            yield ("档",), f"最高一档得{say_points(self._best().points)}分，与分值{say_points(full)}不等"

    def _off(self, value: Decimal) -> str:
        """Which way a value is off."""
        if self.direction in (LOWER, HIGHER):
            return direction(self.direction)
        return TOO_HIGH if value >= self._best().interval.high else TOO_LOW

    def _best(self) -> Tier:
        return max(self.tiers, key=lambda t: t.points)


class Threshold(Rule):
    """达标: full points where the figure meets the condition, else the points of 否则."""

    reads_as = "数"

    kind: Literal["达标"] = named("类型", "固定写“达标”", default="达标")
    value: Text = named("取值", "算式或字段的名称")
    condition: NamedRange = named("条件", "达到什么范围得满分，写法同区间")
    otherwise: NotNegative = named("否则", "没有达到得几分", unit="分", default=Decimal(0))

    def values(self) -> tuple[str, ...]:
        return (self.value,)

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        yield from ((self.value, end) for end in self.condition.ends())

    def score(self, full: Decimal, given: Given) -> Outcome:
        value = given.value(self.value)
        if value.number is None:
            return given.lacking(value)
        met = value.number in self.condition
        points = full if met else min(self.otherwise, full)
        return self.by_figure(
            given,
            self.value,
            points,
            full,
            f"{'符合' if met else '不符合'}“{self.condition}”的要求",
            standard=f"应{self.condition.said()}",
            direction=direction(LOWER if value.number > self.condition.low else HIGHER),
        )

    def standard(self, full: Decimal) -> str:
        low = f"得{say_points(self.otherwise)}分" if self.otherwise else "不得分"
        return f"{spoken(self.value)}{self.condition}的，得{say_points(full)}分；否则{low}。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self.otherwise >= full:
            yield ("否则",), f"“否则”得{say_points(self.otherwise)}分，不低于分值{say_points(full)}"


def _wrong(message: str) -> Wrong:
    return Wrong(f"：{message}", "请核对各档的区间与得分", at=Tiers.fields_by_name["kind"].default)
