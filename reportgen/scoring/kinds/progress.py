"""进度: cumulative progress against schedule, per period and on average."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Annotated, Literal

from reportgen.chinese import number, percent
from reportgen.chinese import points as say_points
from reportgen.facts.department import OFFERED
from reportgen.facts.records.borrowed import AboveZero, Borrowed
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import NotNegative, Text
from reportgen.facts.records.record import named
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import TOO_LOW, Given, Problem, Rule, Value, bound, clamp
from reportgen.scoring.mark import Gap, Outcome
from reportgen.values import replace

ZERO, ONE = Decimal(0), Decimal(1)


class Progress(Rule):
    """进度: each period min(progress ÷ schedule, 1) × 每期分值; the mean of the quotients, capped at 1, × 平均分值."""

    reads_as = "数"

    kind: Literal["进度"] = named("类型", "固定写“进度”", default="进度")
    progress: Annotated[tuple[Text, ...], AtLeast(1)] = named("累计进度", "各期累计进度的名称，依次")
    schedule: Annotated[tuple[AboveZero, ...], AtLeast(1)] = named("序时", "各期应达到的进度，依次，如 25%")
    each: NotNegative = named("每期分值", "每一期几分", unit="分")
    mean: NotNegative = named("平均分值", "各期执行率的平均值几分", unit="分", default=Decimal(0))
    mean_of: Literal["执行率", "封顶执行率"] = named(
        "平均取",
        "执行率：超过100%的照实平均，平均值到100%为止；封顶执行率：各期超过100%的先按100%，再平均",
        default="执行率",
    )

    def check(self) -> None:
        if len(self.progress) != len(self.schedule):
            raise Wrong("：累计进度与序时的期数应相同", at=self.kind)

    def values(self) -> tuple[str, ...]:
        return self.progress

    def offers(self) -> Iterator[tuple[str, Decimal]]:
        for i, (name, schedule) in enumerate(zip(self.progress, self.schedule, strict=True), 1):
            yield f"{OFFERED}.{_period(name, i)}", schedule

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        yield from zip(self.progress, self.schedule, strict=True)

    def score(self, full: Decimal, given: Given) -> Outcome:
        values = [given.value(name) for name in self.progress]
        rates = [EXACT.divide(v.number, s) for v, s in zip(values, self.schedule, strict=True) if v.number is not None]
        if len(rates) < len(values):
            return given.lacking(*values)
        meant = rates if self.mean_of == "执行率" else [min(rate, ONE) for rate in rates]
        average = EXACT.divide(sum(meant, ZERO), Decimal(len(meant)))
        each = [clamp(rate, ZERO, ONE) * self.each for rate in rates]
        mean = clamp(average, ZERO, ONE) * self.mean
        said = [_earned(_period(n, i), r, self.each, p) for i, (n, r, p) in self._rows(rates, each)]
        said += [_earned("平均", average, self.mean, mean)] if self.mean else []
        made = self.scored(sum(each, mean), "；".join(said), [*self._gaps(rates, each, average, mean)], self.progress)
        done = "；".join(f"{_period(name, i)}{value.text}" for i, (name, value) in _numbered(self.progress, values))
        return replace(made, target=f"序时进度{'、'.join(map(bound, self.schedule))}", actual=done)

    def _rows(self, rates: list[Decimal], each: list[Decimal]) -> Iterator[tuple[int, tuple[str, Decimal, Decimal]]]:
        return enumerate(zip(self.progress, rates, each, strict=True), 1)

    def _gaps(self, rates: list[Decimal], each: list[Decimal], average: Decimal, mean: Decimal) -> Iterator[Gap]:
        for i, (name, rate, points) in self._rows(rates, each):
            period = _period(name, i)
            yield self.gap(
                f"{period}执行率{percent(rate)}",
                self.each - points,
                self.each,
                standard="累计进度不低于序时进度",
                actual=percent(rate),
                direction=TOO_LOW,
                key=period,
            )
        yield self.gap(
            f"全年平均执行率{percent(average)}",
            self.mean - mean,
            self.mean,
            standard="全年平均执行率达到100%",
            actual=percent(average),
            direction=TOO_LOW,
            key="平均",
        )

    def standard(self, full: Decimal) -> str:
        schedule = "、".join(bound(s) for s in self.schedule)
        each, mean = say_points(self.each), say_points(self.mean)
        text = f"各期执行率＝累计进度÷序时进度（{schedule}），各期得分＝执行率×{each}分，最高{each}分"
        if self.mean:
            capped = "" if self.mean_of == "执行率" else "（超过100%的按100%）"
            text += f"；平均得分＝各期执行率{capped}的平均值×{mean}分，最高{mean}分"
        return text + "。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        for at, schedule in enumerate(self.schedule):
            if not isinstance(schedule, Borrowed) and schedule > ONE:
                yield ("序时", at), f"序时{number(schedule)}是{number(schedule * 100)}%，是否应为{number(schedule)}%"
        total = self.each * len(self.progress) + self.mean
        if total != full:
            yield ("每期分值",), f"各期与平均合计{say_points(total)}分，与分值{say_points(full)}不等"


def _numbered(names: Sequence[str], values: Sequence[Value]) -> Iterator[tuple[int, tuple[str, Value]]]:
    return enumerate(zip(names, values, strict=True), 1)


def _earned(what: str, rate: Decimal, worth: Decimal, points: Decimal) -> str:
    """「一季度62.56%×1＝0.6256分」, or what the cap leaves of it."""
    if rate > ONE:
        return f"{what}{percent(rate)}，按100%计{say_points(points)}分"
    return f"{what}{percent(rate)}×{say_points(worth)}＝{number(points, 4)}分"


def _period(name: str, index: int) -> str:
    """一季度 out of 季度.累计进度.一季度."""
    return name.rsplit(".", maxsplit=1)[-1] if "." in name else f"第{index}期"
