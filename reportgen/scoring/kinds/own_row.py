"""One of the department's own indicators: a row of its list, by the rule of the indicator that takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from reportgen.chinese import percent
from reportgen.chinese import points as say_points
from reportgen.facts.records.record import mapped, named, optional
from reportgen.scoring.kinds.base import Given, Rule, bound
from reportgen.scoring.kinds.levels import Band, Level
from reportgen.scoring.kinds.own_rows import NAME, OwnIndicators
from reportgen.scoring.kinds.row_values import (
    ACTUAL,
    ADJUSTED,
    TARGET,
    Attainment,
    is_unsure,
    measurable,
    said,
    target,
    told,
)
from reportgen.scoring.mark import Outcome, State
from reportgen.values import replace

ZERO, ONE = Decimal(0), Decimal(1)
KIND = "自设指标"
REACHED, PARTLY, MISSED = "达到", "部分达到", "未达到"


class OwnRow(Rule):
    """自设指标: numbers are compared; a target in words is judged by a person, by the levels of the rule."""

    kind: str = named("类型", "自设指标；目标值是文字的是 定性 或 等级", default=KIND)
    by: OwnIndicators = named("规则", "评这一行的个性化指标")
    row: dict[str, Any] = mapped("行", "这一行所填的")
    place: str = named("位置", "这一行在资料里的位置，如 效果指标第2项")
    words: Rule | None = optional("文字", "目标值是文字的，由人评定的规则")

    def rates(self) -> Iterator[Decimal]:
        return self.by.rates()

    def reads(self) -> frozenset[str]:
        return self.words.reads() if self.words else frozenset()

    def wants(self) -> str:
        return self.words.wants() if self.words else ""

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        return self.words.asks() if self.words else {}

    def score(self, full: Decimal, given: Given) -> Outcome:
        used = tuple(f"{self.place}.{name}" for name in (TARGET, ADJUSTED, ACTUAL) if self.row.get(name))
        if self.words:
            outcome = self.words.score(full, given)
            waits = outcome.state is State.JUDGE and not outcome.flaws
            wanted = (self._asks_for(given),) if waits else outcome.asked
            return replace(outcome, used=used, asked=wanted, target=self.by.goal(self.row), actual=self._actual())
        if asked := self._lacks(given):
            return Outcome(State.JUDGE if self.by.doubt(self.row) else State.MISSING, None, "", asked=(asked,))
        done = self.by.done(self.row)
        assert done is not None
        share = self.by.share(done)
        gap = self.by.missed(self.row, full * (ONE - share), full)
        text = f"{self._targets()}，实际值{self._actual()}，{self._how(done, share, full)}"
        made = self.scored(full * share, text, [replace(gap, kind=self.kind)], used)
        return replace(made, target=self.by.goal(self.row), actual=self._actual(), completion=self.by.rate(done))

    def _actual(self) -> str:
        return told(self.row.get(ACTUAL), self.row.get("单位") or "")

    def _lacks(self, given: Given) -> str:
        """What is still to be filled in of numbers that cannot be compared yet."""
        if why := self.by.doubt(self.row):
            by_hand = f"仍要由人评定的，在 自评.{given.code} 下填写 得分 和 理由"
            return f"请核对 {self.place} 的目标值、实际值和单位：{why}；{by_hand}"
        lacking = [name for name in (TARGET, ACTUAL) if self._value(name) in (None, "")]
        return f"请填写 {'、'.join(f'{self.place}.{name}' for name in lacking)}" if lacking else ""

    def _value(self, name: str) -> Any:
        return target(self.row, initial=self.by.target == "初始") if name == TARGET else self.row.get(name)

    def _asks_for(self, given: Given) -> str:
        """Where a person says what became of a target in words."""
        own = "等级" in self.row
        beside = f"请填写 {self.place}.{self.wants()}，或写在" if own else "请在"
        return f"{beside} 自评.{given.code} 下" + ("" if own else f"填写 {self.wants()}")

    def _targets(self) -> str:
        """目标值≥1800亩（年初2000亩，年中调整）: the target that counts, and the other one."""
        adjusted, unit = self.row.get(ADJUSTED), self.row.get("单位") or ""
        if adjusted in (None, ""):
            return f"目标值{self.by.goal(self.row)}"
        first, then = told(self.row.get(TARGET), unit), told(adjusted, unit)
        how = f"后调整为{then}，按初始目标评分" if self.by.target == "初始" else f"由{first}调整"
        return f"目标值{self.by.goal(self.row)}（{how}）"

    def _how(self, done: Attainment, share: Decimal, full: Decimal) -> str:
        unusual = self.by.unusual
        if unusual and self.by.is_cut(done):
            rest = "不得分" if not unusual.kept else f"只得应得分的{bound(unusual.kept)}"
            return f"完成率{self.by.rate(done)}，超出正常范围，{rest}"
        if share == 1:
            return "达到目标值"
        if done.rate is None:
            return "与目标值不等" if self.row.get("方向") == "=" else "没有达到目标值"
        return f"完成率{self.by.rate(done)}，按比例{percent(share)}×{say_points(full)}分计" if share else "没有完成"

    def standard(self, full: Decimal) -> str:
        if self.words:
            return f"目标：{self._targets().removeprefix('目标值')}。{self.words.standard(full)}"
        most = f"得{say_points(full)}分"
        if self.row.get("方向") == "=":
            text = f"{self._targets()}，与目标值相等的，{most}，不等的不得分"
        elif not measurable(self.row, initial=self.by.target == "初始"):
            text = f"{self._targets()}，达到的，{most}；没有达到的不得分"
        else:
            rate = "目标值÷实际值" if self.row.get("方向") == "≤" else "实际值÷目标值"
            text = f"{self._targets()}，达到的，{most}；没有达到的，按{rate}×{say_points(full)}分计"
            text += f"；{self.by.unusual.standard()}" if self.by.unusual else ""
        return f"{text}。"


def of_row(by: OwnIndicators, row: Mapping[str, Any], place: str, full: Decimal) -> OwnRow:
    """The rule of `row`, worth `full` points: numbers are compared, a target in words has levels."""
    goal = target(row, initial=by.target == "初始")
    unit, actual = row.get("单位") or "", row.get(ACTUAL)
    amounts = all(value in (None, "") or said(value, unit) for value in (goal, actual))
    amounts = amounts or is_unsure(row, initial=by.target == "初始")
    made = OwnRow(by=by, row=dict(row), place=place, basis=by.basis)
    if amounts:
        return made
    words: Rule = Band(levels=by.levels) if by.levels else Level(levels={REACHED: full, PARTLY: full / 2, MISSED: ZERO})
    return replace(made, words=words, kind=words.kind)


__all__ = ["KIND", "NAME", "OwnRow", "of_row"]
