"""超限扣分, 同比 and 时限: points off for every step beyond a limit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from reportgen.chinese import date, measured, number, percent
from reportgen.chinese import points as say_points
from reportgen.facts.records import quantity
from reportgen.facts.records.borrowed import Borrowed, Days, Limit, spoken, told
from reportgen.facts.records.quantity import NotNegative, Positive, Text, Truth
from reportgen.facts.records.record import named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.formula.numbers import EXACT, steady
from reportgen.scoring.kinds.base import LOWER, SHORT, TOO_HIGH, Given, Problem, Rule, amount, bound, direction, floored
from reportgen.scoring.mark import Outcome

ZERO, ONE = Decimal(0), Decimal(1)


class Stepped(Rule):
    """What both kinds share: a limit, a step, the points each step costs, whole steps or pro rata, a floor."""

    limit: Limit = named("界限", "在界限以内得满分")
    step: Positive = named("每", "每超出多少扣一次分，如 1%、5")
    cost: Positive = named("扣", "每步扣几分", unit="分")
    whole: Truth = named("整步", "是：不满一步的不扣；否：按比例扣", default=False)
    floor: NotNegative = named("最低", "扣到几分为止", unit="分", default=ZERO)

    def beyond(self, value: Decimal, lower_is_better: bool) -> Decimal:
        """How far off the limit, 0 within it."""
        return max(steady(value) - self.limit if lower_is_better else self.limit - steady(value), ZERO)

    def left(self, full: Decimal, over: Decimal) -> Decimal:
        """The points that remain that far off the limit."""
        steps = steady(EXACT.divide(over, self.step))
        if self.whole:
            steps = steps.to_integral_value(ROUND_FLOOR)
        return max(full - steps * self.cost, min(self.floor, full))

    def rate(self) -> str:
        """「每个百分点扣0.1分（不足的按比例计），扣完为止」"""
        step = f"{number(self.step * 100)}个百分点" if self._in_percent() else number(self.step)
        every = f"每{'满' if self.whole else ''}{step}".replace("每1个", "每个")
        rest = "不足的不计" if self.whole else "不足的按比例计"
        return f"{every}扣{say_points(self.cost)}分（{rest}），{floored(self.floor)}"

    def cut(self, off: str, over: Decimal, full: Decimal) -> str:
        """「超过10%的部分每个百分点扣0.1分（不足的按比例计），扣完为止，扣1分」, or why nothing is."""
        points = self.left(full, over)
        if points == full:
            return f"{off}{self.bounded()}，{self.rate()}，不扣分" if over else f"未{off}{self.bounded()}"
        return f"{off}{self.bounded()}的部分{self.rate()}，扣{say_points(full - points)}分"

    def bounded(self) -> str:
        """The limit as it is written: 10%, 100."""
        return bound(self.limit) if self._in_percent() else amount(self.limit)

    def _in_percent(self) -> bool:
        """Whether limit and step are shares: a step below one is never a count or a sum."""
        return self.step < 1

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if self.floor >= full:
            yield ("最低",), f"最低{say_points(self.floor)}分，不低于分值{say_points(full)}"


class OverLimit(Stepped):
    """超限扣分: off the limit, points are lost step by step."""

    reads_as = "数"

    kind: Literal["超限扣分"] = named("类型", "固定写“超限扣分”", default="超限扣分")
    value: Text = named("取值", "算式或字段的名称")
    direction: Literal["越低越好", "越高越好"] = named("方向", "越低越好：超过界限扣分；越高越好：低于界限扣分")

    def values(self) -> tuple[str, ...]:
        return (self.value,)

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        yield self.value, self.limit

    def score(self, full: Decimal, given: Given) -> Outcome:
        value = given.value(self.value)
        if value.number is None:
            return given.lacking(value)
        over = self.beyond(value.number, self.direction == LOWER)
        points = self.left(full, over)
        how = self.cut(self._off(), over, full)
        within = "不高于" if self.direction == LOWER else "不低于"
        standard = f"{within}{self.bounded()}"
        return self.by_figure(
            given, self.value, points, full, how, standard=standard, direction=direction(self.direction)
        )

    def standard(self, full: Decimal) -> str:
        name = spoken(self.value)
        limit = self.bounded()
        within = "不超过" if self.direction == LOWER else "不低于"
        return f"{name}{within}{limit}的，得{say_points(full)}分；{self._off()}的部分，{self.rate()}。"

    def _off(self) -> str:
        return "超过" if self.direction == LOWER else "低于"


class YearOnYear(Stepped):
    """同比: the change against last year, beyond the limit points are lost step by step."""

    reads_as = "数"

    kind: Literal["同比"] = named("类型", "固定写“同比”", default="同比")
    this_year: Text = named("本年", "本年数的名称")
    last_year: Text = named("上年", "上年数的名称")

    def values(self) -> tuple[str, ...]:
        return (self.this_year, self.last_year)

    def rates(self) -> Iterator[Decimal]:
        yield self.limit

    def score(self, full: Decimal, given: Given) -> Outcome:
        now, before = given.value(self.this_year), given.value(self.last_year)
        if now.number is None or before.number is None:
            return given.lacking(now, before)
        if before.number < 0 or (not before.number and now.number):
            how = "负" if before.number < 0 else "零"
            return given.judge(f"得分 和 理由（上年数为{how}，无法计算变动率）")
        change = EXACT.divide(now.number - before.number, before.number or ONE)
        over = self.beyond(change, lower_is_better=True)
        points = self.left(full, over)
        rate = percent(measured(change, [self.limit]))
        said = f"本年{now.text}，上年{before.text}，变动率{rate}"
        how = self.cut("超过", over, full)
        return self.graded(
            points,
            full,
            f"{said}，{how}",
            gap=said,
            used=self.names(),
            standard=f"变动率不超过{bound(self.limit)}",
            actual=rate,
            direction=TOO_HIGH,
        )

    def standard(self, full: Decimal) -> str:
        limit = bound(self.limit)
        return (
            f"{spoken(self.this_year)}比上年变动率不超过{limit}的，得{say_points(full)}分；超过的部分，{self.rate()}。"
        )


class Deadline(Rule):
    """时限: a due date (or a date and 天数 after it) and the day it was done; every day late costs points."""

    reads_as = "日期"

    kind: Literal["时限"] = named("类型", "固定写“时限”", default="时限")
    due: Text = named("期限", "期限（或起算日），字段的名称，或日期，如 2021-03-31")
    days: Days = named("天数", "起算日以后多少天内", unit="天", default=ZERO)
    done: Text = named("实际", "实际日期字段的名称")
    daily: Positive | None = optional("每日扣", "每超一天扣几分；每日扣、每周扣、每月扣写一个", unit="分")
    weekly: Positive | None = optional("每周扣", "每超一周扣几分，不满一周的按一周计", unit="分")
    monthly: Positive | None = optional("每月扣", "每超一个月扣几分，不满一个月的按一个月计", unit="分")
    floor: NotNegative = named("最低", "扣到几分为止", unit="分", default=ZERO)

    def check(self) -> None:
        if sum(cost is not None for cost in (self.daily, self.weekly, self.monthly)) != 1:
            raise Wrong("：“每日扣”“每周扣”“每月扣”写一个", at=self.kind)
        if not isinstance(self.days, Borrowed) and self.days % 1:
            raise Wrong(f"应为整数，看到的是“{number(self.days)}”", "天数没有小数，请核对", at="天数")

    def values(self) -> tuple[str, ...]:
        return (self.done,) if self.fixed() else (self.due, self.done)

    def fixed(self) -> dt.date | None:
        """期限 where it is a day; None where it is a name."""
        return quantity.written_day(self.due)

    def cost(self) -> tuple[str, Decimal]:
        """By what lateness is counted, and what each costs."""
        costs = (("天", self.daily), ("周", self.weekly), ("个月", self.monthly))
        return next((unit, cost) for unit, cost in costs if cost is not None)

    def score(self, full: Decimal, given: Given) -> Outcome:
        dates = {name: given.day(name) for name in self.values()}
        due, done = self.fixed() or dates[self.due], dates[self.done]
        if due is None or done is None:
            return given.lacking(*(given.value(name) for name, day in dates.items() if day is None))
        due += dt.timedelta(days=int(self.days))
        late, (unit, cost) = max((done - due).days, 0), self.cost()
        points = max(full - _periods(due, done, unit) * cost, min(self.floor, full)) if late else full
        said = f"期限{date(due)}，实际{date(done)}" + (f"，超期{late}天" if late else "，没有超期")
        return self.graded(
            points,
            full,
            said,
            used=self.names(),
            standard=f"{date(due)}前办理",
            actual=f"超期{late}天",
            direction=SHORT,
        )

    def standard(self, full: Decimal) -> str:
        unit, cost = self.cost()
        part = "" if unit == "天" else f"（不满一{unit}的按一{unit}计）"
        late = f"每超期一{unit}扣{say_points(cost)}分{part}，{floored(self.floor)}"
        fixed = self.fixed()
        due = date(fixed) if fixed else spoken(self.due)
        within = f"在{due}前" if fixed else "在规定期限内"
        within = f"在{due}后{told(self.days, number)}天内" if self.days else within
        return f"{within}办理的，得{say_points(full)}分；{late}。"


def _periods(due: dt.date, done: dt.date, unit: str) -> int:
    """How many days, begun weeks or begun months lie after `due`."""
    days = (done - due).days
    if unit == "个月":
        months = (done.year - due.year) * 12 + done.month - due.month
        return months + (done.day > due.day)
    return days if unit == "天" else -(-days // 7)
