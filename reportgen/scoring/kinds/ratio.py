"""比率 and 外部得分: points in proportion to a value."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from reportgen.chinese import measured, number, percent
from reportgen.chinese import points as say_points
from reportgen.facts.records.borrowed import AboveZero, Borrowed, Limit, spoken, told
from reportgen.facts.records.quantity import NotNegative, Text
from reportgen.facts.records.record import Record, named, optional
from reportgen.scoring.formula.numbers import EXACT, steady
from reportgen.scoring.kinds.base import LOWER, TOO_HIGH, TOO_LOW, Given, Problem, Rule, amount, bound, clamp
from reportgen.scoring.mark import Outcome
from reportgen.values import replace

ONE = Decimal(1)
_OVER, _UNDER = "超过", "低于"


class Beyond(Record):
    """超过 and 低于: beyond the limit the points are these, whatever the ratio."""

    limit: Limit = named("界限", "超过（低于）这个数，比率写 100%")
    points: NotNegative = named("得分", "固定得几分", unit="分")


class Ratio(Rule):
    """比率: the ratio, or the part of a target that is reached, times 分值, capped; beyond a limit a fixed score."""

    reads_as = "数"

    kind: Literal["比率"] = named("类型", "固定写“比率”", default="比率")
    value: Text = named("取值", "算式或字段的名称")
    direction: Literal["越低越好", "越高越好"] = named(
        "方向", "越高越好：得分与比率成正比；越低越好：成反比", default="越高越好"
    )
    cap: AboveZero = named("封顶", "达到（越低越好的，不高于）这个比率得满分", default=ONE)
    beyond: Beyond | None = optional("超过", "超过界限的，不按比例，固定得几分")
    below: Beyond | None = optional("低于", "低于界限的，不按比例，固定得几分，如低于 60% 得 0 分")
    target: Limit | None = optional("目标", "目标数；写了的，按取值÷目标的完成率计分")

    def values(self) -> tuple[str, ...]:
        return (self.value,)

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        ends = self._ends() if self.target is None else [self.target]
        yield from ((self.value, end) for end in ends)

    def rates(self) -> Iterator[Decimal]:
        yield from () if self.target is None else self._ends()

    def _ends(self) -> list[Decimal]:
        return [self.cap, *(fixed.limit for fixed in (self.beyond, self.below) if fixed)]

    def score(self, full: Decimal, given: Given) -> Outcome:
        value = given.value(self.value)
        if value.number is None:
            return given.lacking(value)
        if self.target is not None and self.target <= 0:
            return given.judge(f"得分 和 理由（目标数为{'负' if self.target else '零'}，无法计算完成率）")
        ratio = value.number if self.target is None else EXACT.divide(value.number, self.target)
        side, fixed = self._fixed(ratio)
        points = min(fixed.points, full) if fixed else self._share(ratio) * full
        how = f"{side}{bound(fixed.limit)}" if fixed else self._how(ratio, full)
        more = {
            "standard": f"得满分须{self._goal()}",
            "direction": TOO_HIGH if side == _OVER or self.direction == LOWER else TOO_LOW,
            "key": side,
        }
        if self.target is None:
            return self.by_figure(given, self.value, points, full, how, **more)
        rate, goal = percent(measured(ratio, self._ends())), given.like(self.value, self.target)
        name = self.value if self.value in given.figures else spoken(self.value)
        said, actual, told = f"{name}为{value.text}，目标为{goal}", rate, f"，完成率{rate}，{how}"
        if ratio < 0:  # −2 of 5 is no share of it
            rate, actual, told = "", value.text, f"，{self._negative(side, fixed)}"
        gap = f"{said}，完成率{rate}" if rate else said
        made = self.graded(points, full, said + told, gap=gap, used=[self.value], actual=actual, **more)
        return replace(made, target=goal, actual=value.text, completion=rate)

    def _negative(self, side: str, fixed: Beyond | None) -> str:
        """What a sentence says of a value below zero beside a target."""
        how = "不高于目标" if self.direction == LOWER else "没有达到目标"
        return f"{how}，按{side}{bound(fixed.limit)}计" if fixed else how

    def _fixed(self, ratio: Decimal) -> tuple[str, Beyond | None]:
        """Beyond which limit a ratio is, and what it then scores."""
        if self.beyond is not None and steady(ratio) > self.beyond.limit:
            return _OVER, self.beyond
        if self.below is not None and steady(ratio) < self.below.limit:
            return _UNDER, self.below
        return "", None

    def _share(self, ratio: Decimal) -> Decimal:
        if self.direction == LOWER:
            return ONE if ratio <= 0 else min(EXACT.divide(self.cap, ratio), ONE)
        return EXACT.divide(clamp(ratio, Decimal(0), self.cap), self.cap)

    def _how(self, ratio: Decimal, full: Decimal) -> str:
        share = self._share(ratio)
        return self._goal() if share == 1 else f"按比例{percent(share)}×{say_points(full)}分计"

    def _goal(self) -> str:
        return f"{'不高于' if self.direction == LOWER else '达到'}{bound(self.cap)}"

    def standard(self, full: Decimal) -> str:
        name = spoken(self.value)
        if self.target is not None:
            name = f"（{name}÷{amount(self.target)}）"
        if self.direction == LOWER:
            cap, worth = bound(self.cap), say_points(full)
            text = f"{name}不高于{cap}的，得{worth}分；高于的，得分＝{cap}÷{name}×{worth}分"
        else:
            text = f"{name}达到{bound(self.cap)}的，得{say_points(full)}分；未达到的，得分＝{name}"
            text += f"×{say_points(full)}分" if self.cap == 1 else f"÷{bound(self.cap)}×{say_points(full)}分"
        if self.beyond:
            text += f"；超过{bound(self.beyond.limit)}的，得{say_points(self.beyond.points)}分"
        if self.below:
            text += f"；低于{bound(self.below.limit)}的，得{say_points(self.below.points)}分"
        return text + "。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self.below and (self.direction == LOWER or _no_lower(self.below.limit, self.cap)):
            yield ("低于",), "“低于”用于越高越好的，界限应小于“封顶”"


def _no_lower(limit: Decimal, cap: Decimal) -> bool:
    """Whether a limit is known not to lie below `cap`."""
    return limit == cap if isinstance(limit, Borrowed) or isinstance(cap, Borrowed) else limit >= cap


class Imported(Rule):
    """外部得分: a score given elsewhere out of 满分, or a rank among 满分 units, rescaled to 分值."""

    reads_as = "数"

    kind: Literal["外部得分"] = named("类型", "固定写“外部得分”", default="外部得分")
    value: Text = named("取值", "别处评定的得分或名次，字段的名称")
    scale: AboveZero = named("满分", "别处的满分；形式是名次的，写参评单位个数", default=Decimal(100))
    form: Literal["得分", "名次"] = named("形式", "取值是得分还是名次", default="得分")

    def values(self) -> tuple[str, ...]:
        return (self.value,)

    def score(self, full: Decimal, given: Given) -> Outcome:
        value = given.value(self.value)
        if value.number is None:
            return given.lacking(value)
        ranked, top = self.form == "名次", say_points(self.scale)
        if not (ranked <= value.number <= self.scale):
            return given.flaw(
                "得分", f"的{self.form}为{number(value.number)}，应在{int(ranked)}至{top}之间", f"请核对“{self.value}”"
            )
        earned = self.scale - value.number + 1 if ranked else value.number
        points = EXACT.divide(earned, self.scale) * full
        actual = f"第{number(value.number)}名" if ranked else f"{number(value.number)}分"
        said = f"外部评定{actual}（{f'共{top}个单位' if ranked else f'满分{top}分'}）"
        target = "第1名" if ranked else f"满分{top}分"
        return self.graded(
            points,
            full,
            f"{said}，折算{say_points(full)}分制",
            gap=said,
            used=[self.value],
            standard=target,
            actual=actual,
            direction=TOO_LOW,
        )

    def standard(self, full: Decimal) -> str:
        if self.form == "名次":
            units = told(self.scale, say_points)
            return f"得分＝（参评单位数{units}－名次＋1）÷{units}×{say_points(full)}分。"
        return f"得分＝外部评定得分÷{told(self.scale, say_points)}×{say_points(full)}分。"
