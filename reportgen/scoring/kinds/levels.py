"""等级, 定性 and 判定表: points by a level that a fact or a person names, or by the first condition that holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from reportgen.chinese import points as say_points
from reportgen.diagnostics import did_you_mean
from reportgen.facts.records.borrowed import spoken
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import NotNegative, Text, Truth
from reportgen.facts.records.record import Record, listed, named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.scoring.formula.numbers import EXACT, TooLargeError, ZeroDenominatorError
from reportgen.scoring.interval import Range
from reportgen.scoring.kinds.base import Given, Problem, Rule, Value
from reportgen.scoring.kinds.condition import Condition
from reportgen.scoring.mark import REASON_LACKS, Ground, Outcome
from reportgen.values import replace

ZERO, ONE = Decimal(0), Decimal(1)


def _levels(level: str, levels: Mapping[str, object]) -> str:
    """The level that was meant, and all there are."""
    near = did_you_mean(level, list(levels))
    return near if near.startswith("可用") else f"{near}可用的有：{'、'.join(levels)}"


class Level(Rule):
    """等级: each level has its points; the level is a fact, or a person's answer.

    `exempt` are levels of what need not be done at all (涉密免公开): their points are no merit.
    """

    takes: ClassVar[frozenset[str]] = frozenset({"等级"})

    kind: Literal["等级"] = named("类型", "固定写“等级”", default="等级")
    value: Text | None = optional("取值", "等级取自哪个字段；不写的由人在自评里填")
    levels: Annotated[dict[str, NotNegative], AtLeast(2)] = named("等级", "各等级和得分", unit="分")
    exempt: tuple[Text, ...] = listed("免评", "这些等级不算成绩，如 涉密免公开")

    def values(self) -> tuple[str, ...]:
        return (self.value,) if self.value else ()

    def wants(self) -> str:
        return "" if self.value else f"等级（{'、'.join(self.levels)}）"

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        return {} if self.value else {"等级": f"填 {'、'.join(self.levels)} 之一"}

    def reads(self) -> frozenset[str]:
        return frozenset() if self.value else self.takes

    def score(self, full: Decimal, given: Given) -> Outcome:
        level = given.raw(self.value) if self.value else given.answer.level
        if level is None:
            return given.lacking(given.value(self.value)) if self.value else given.judge(self.wants())
        if str(level) not in self.levels:
            return given.flaw("等级", f"没有等级“{level}”", _levels(str(level), self.levels))
        points = self.levels[str(level)]
        best = max(self.levels, key=lambda name: self.levels[name])
        content, said = f"{given.name}评定为“{level}”", str(level)
        made = self.graded(points, full, content, used=self.names(), standard=best, actual=said, key=said)
        return replace(made, ground=Ground.EXEMPT) if said in self.exempt else made

    def standard(self, full: Decimal) -> str:
        return "；".join(f"{name}的，得{say_points(points)}分" for name, points in self.levels.items()) + "。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        if max(self.levels.values()) != full:
            yield ("等级",), f"最高等级得{say_points(max(self.levels.values()))}分，与分值{say_points(full)}不等"
        for i, level in enumerate(self.exempt):
            if level not in self.levels:
                yield ("免评", i), f"免评的“{level}”不在等级中"


class Band(Rule):
    """定性: each level gives a range of the weight; a person names the level and a score inside the range."""

    takes: ClassVar[frozenset[str]] = frozenset({"等级", "得分"})

    kind: Literal["定性"] = named("类型", "固定写“定性”", default="定性")
    levels: Annotated[dict[str, Range], AtLeast(2)] = named("等级", "各等级和可给的得分范围（占分值的比例）")

    def wants(self) -> str:
        return f"等级（{'、'.join(self.levels)}）、得分 和 理由"

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        return {"等级": f"填 {'、'.join(self.levels)} 之一", "得分": "与等级相符的得分"}

    def score(self, full: Decimal, given: Given) -> Outcome:
        level, points = given.answer.level, given.answer.points
        if level is None or points is None:
            return given.judge(self.wants())
        if level not in self.levels:
            return given.flaw("等级", f"没有等级“{level}”", _levels(level, self.levels))
        share = self.levels[level]
        if EXACT.divide(points, full) not in share:
            low, high = (say_points(end * full) for end in (max(share.low, ZERO), min(share.high, ONE)))
            low += "" if share.low_closed or share.low < 0 else "（不含）"
            high += "" if share.high_closed or share.high > 1 else "（不含）"
            return given.flaw("得分", f"评为“{level}”时得分应在{low}至{high}分之间，填的是{say_points(points)}分")
        if points < full and not given.answer.reason:
            return given.flaw("得分", f"评为“{level}”、没有得满分，须写理由", REASON_LACKS)
        content = f"{given.name}评定为“{level}”" + (f"（{given.reason}）" if points < full else "")
        best = next(name for name, range_ in self.levels.items() if ONE in range_)
        return self.graded(points, full, content, standard=best, actual=level, key=level)

    def standard(self, full: Decimal) -> str:
        rows = [f"{name}的，在{share.times(full)}范围内评分" for name, share in self.levels.items()]
        return "；".join(rows) + "。"

    def check(self) -> None:
        if not any(ONE in share for share in self.levels.values()):
            raise Wrong("：没有一个等级能得满分（含 100%）", at=self.kind)


class DecisionRow(Record):
    """One row of a decision table: when the condition holds (or 否则), these points."""

    when: Condition | None = optional("当", "条件，写法同算式的比较，如 预算.结转结余.年末 = 0")
    otherwise: Truth = named("否则", "最后一行写“否则: 是”", default=False)
    points: NotNegative = named("得分", "这一行得几分", unit="分")
    note: Text | None = optional("说明", "评分标准和得分说明里怎样称呼这一行")

    def said(self) -> str:
        """How a sentence names the row."""
        if self.note or self.when is None:
            return self.note or "其他情形"
        return self.when.filled({name: spoken(name) for name in self.when.names})


class DecisionTable(Rule):
    """判定表: the first row whose condition holds gives the points."""

    kind: Literal["判定表"] = named("类型", "固定写“判定表”", default="判定表")
    cases: Annotated[tuple[DecisionRow, ...], AtLeast(2)] = named("判定", "从上到下，第一条成立的给分")

    def check(self) -> None:
        if any((case.when is None) != case.otherwise for case in self.cases) or not self.cases[-1].otherwise:
            raise Wrong("：每行写“当”，最后一行写“否则: 是”", at=self.kind)

    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n for case in self.cases if case.when for n in case.when.names))

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        for case in self.cases:
            yield from case.when.limits() if case.when else ()

    def score(self, full: Decimal, given: Given) -> Outcome:
        values: dict[str, Value] = {}
        for case in self.cases:
            asked = {name: given.value(name) for name in (case.when.names if case.when else ())}
            values |= asked
            numbers = {name: value.number for name, value in asked.items() if value.number is not None}
            if len(numbers) < len(asked):
                return given.lacking(*asked.values())
            try:
                if case.when is None or case.when.compute(numbers):
                    return self._decided(case, values, full)
            except (ZeroDenominatorError, TooLargeError):
                break
        return given.judge("得分 和 理由（判定条件无法计算）")

    def _decided(self, case: DecisionRow, values: Mapping[str, Value], full: Decimal) -> Outcome:
        """The points of the first row that holds; `values` are those asked for on the way to it."""
        seen = "，".join(f"{spoken(name)}为{value.text}" for name, value in values.items())
        best = max(self.cases, key=lambda c: c.points)
        return self.graded(
            case.points,
            full,
            f"{seen}，属于“{case.said()}”",
            used=tuple(values),
            standard=best.said(),
            actual=case.said(),
        )

    def standard(self, full: Decimal) -> str:
        return "；".join(f"{case.said()}的，得{say_points(case.points)}分" for case in self.cases) + "。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        best = max(case.points for case in self.cases)
        if best != full:
            yield ("判定",), f"最高得{say_points(best)}分，与分值{say_points(full)}不等"
