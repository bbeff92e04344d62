"""The one shape of all kinds of rules: parameters, names, score, standard; and what a rule may see."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, TypeAlias

from reportgen.chinese import measured, number
from reportgen.chinese import points as say_points
from reportgen.facts.addends import wanting
from reportgen.facts.department import Fact
from reportgen.facts.records import quantity
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.borrowed import Borrowed, told
from reportgen.facts.records.quantity import Text
from reportgen.facts.records.record import Record, named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.facts.relations import INSTEAD
from reportgen.facts.source import Path
from reportgen.scoring.borrowing import borrowed
from reportgen.scoring.formula import Figure, shown, unmade
from reportgen.scoring.mark import Flaw, Gap, Outcome, State
from reportgen.scoring.shares import marks
from reportgen.values import Frozen, field, replace

LOWER, HIGHER = "越低越好", "越高越好"
FULL_MARKS, DROPPED, NO_MARKS = "满分", "剔除换算", "零分"  # what 不适用 may mean
_NO_RATIO = 10  # no rule's limit of a ratio is above 1000 %
_UNANSWERED = Answer()
TOO_HIGH, TOO_LOW, SHORT = "偏高", "偏低", "不足"


class Value(Frozen):
    """A figure or fact as a rule sees it; `number` is None where it is missing or not applicable."""

    name: str
    number: Decimal | None
    text: str
    trace: str = ""
    missing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()  # why what is given gives no number

    def said(self, label: str) -> str:
        """「编外人员控制率为42.42%（14 ÷ (19 + 14) = 42.42%）」"""
        how = f"（{self.trace}）" if self.trace else ""
        return f"{label}为{self.text}{how}"


class Given(Frozen):
    """What a rule may see: figures, facts, lists, and the person's answers by code."""

    code: str
    name: str
    figures: Mapping[str, Figure]
    facts: Mapping[str, Fact]
    lists: Mapping[str, Sequence[Mapping[str, Any]]]
    answers: Mapping[str, Answer]
    policy: str = FULL_MARKS
    limits: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)  # what the framework compares figures with

    @property
    def answer(self) -> Answer:
        """The person's answer under this code; an empty one where there is none."""
        return self.answers.get(self.code) or _UNANSWERED

    @property
    def reason(self) -> str:
        """理由 as it goes into a sentence, without its full stop."""
        return (self.answer.reason or "").rstrip("。；;. ")

    def of(self, code: str, name: str) -> Given:
        """The same facts, seen for part `code`."""
        return replace(self, code=code, name=name)

    def value(self, name: str) -> Value:
        """Figure or fact `name` as a number."""
        limits = self.limits.get(name, ())
        if figure := self.figures.get(name):
            text = _with_unit(figure.value and measured(figure.value, limits), figure.unit)
            return Value(name, figure.value, text, figure.trace, figure.missing, figure.doubts)
        raw = self.raw(name)
        if isinstance(raw, bool):
            return Value(name, Decimal(raw), "是" if raw else "否")
        if isinstance(raw, Decimal | int):
            return Value(name, Decimal(raw), _with_unit(measured(Decimal(raw), limits), self.facts[name].unit))
        if doubt := unmade(name, self.facts):
            return Value(name, None, "", doubts=(doubt,))
        return Value(name, None, "", missing=(name,))

    def like(self, name: str, number: Decimal) -> str:
        """`number` as a sentence says it beside `name`, in the same unit."""
        held = self.figures.get(name) or self.facts.get(name)
        return _with_unit(number, held.unit if held else "")

    def raw(self, name: str) -> Decimal | int | str | dt.date | bool | None:
        """Fact `name` as it was given, or None."""
        fact = self.facts.get(name)
        return fact.value if fact else None

    def day(self, name: str) -> dt.date | None:
        """Fact `name` as a date, or None; under 补充 dates are still text."""
        try:
            return quantity.date(self.raw(name))
        except Wrong:
            return None

    def label(self, name: str) -> str:
        """How a sentence calls `name`: computed indicators by name, plain facts by the indicator's."""
        return name if name in self.figures else self.name

    def lacking(self, *values: Value) -> Outcome:
        """缺数据; a person's judgement where what is given gives no number; 不适用 where 0 ÷ 0 is all there is."""
        missing = tuple(dict.fromkeys(name for value in values for name in value.missing))
        doubts = tuple(dict.fromkeys(doubt for value in values for doubt in value.doubts))
        used = tuple(value.name for value in values)
        if doubts and not missing:
            write = f"请核对这些数；属实的，在 自评.{self.code} 下填写 理由，以及 得分 或“不适用: 是”"
            return Outcome(State.JUDGE, None, "", used=used, asked=tuple(f"{doubt}。{write}" for doubt in doubts))
        if not missing:
            trace = "；".join(value.trace for value in values if value.number is None)
            return Outcome(State.NOT_APPLICABLE, None, trace or "不适用", used=used)
        wanted = "、".join(dict.fromkeys(self._wanted(name) for name in missing))
        asked = (f"请填写 {wanted}；确实没有数据的，可在 自评.{self.code} 下填写 得分 和 理由",)
        return Outcome(State.MISSING, None, "", used=used, asked=asked)

    def _wanted(self, name: str) -> str:
        """What is to be filled in for `name`; of a total, the parts that it lacks."""
        parts = wanting(name, self.facts)
        if name in INSTEAD:
            return f"{name}（或 {INSTEAD[name]}）"
        return name if parts == (name,) else f"{'、'.join(parts)}（“{name}”由各分项相加）"

    def judge(self, what: str) -> Outcome:
        """待人工评定: what a person still has to answer."""
        return Outcome(State.JUDGE, None, "", asked=(f"请在 自评.{self.code} 下填写 {what}",))

    def flaw(self, field: str, message: str, hint: str = "") -> Outcome:
        """An answer that cannot stand."""
        return Outcome(State.JUDGE, None, "", flaws=(Flaw(self.code, field, f"“{self.name}”{message}", hint),))


Problem: TypeAlias = tuple[Path, str]  # where in the rule, and what


class Rule(Record, dict=True):
    """评分规则: data of a pack. Each kind adds its parameters and answers the same five questions."""

    takes: ClassVar[frozenset[str]] = frozenset()  # fields of 自评 that this kind reads where no figure decides

    reads_as: ClassVar[str] = ""  # 数 or 日期: what its names must be; empty where the value tells

    kind: str = named("类型", "哪一种评分规则")
    basis: Text | None = optional("依据", "出自哪个文件")

    def values(self) -> tuple[str, ...]:
        """Figures and facts that it scores."""
        return ()

    def names(self) -> tuple[str, ...]:
        """Figures and facts that it reads: those that it scores, and those that its limits are taken from."""
        return tuple(dict.fromkeys((*self.values(), *self.borrows)))

    @cached_property
    def borrows(self) -> tuple[str, ...]:
        """The names among its parameters, which stand for numbers of the day."""
        return tuple(dict.fromkeys(limit.name for _, limit in borrowed(self)))

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Lists it goes through, each with the columns that it reads."""
        yield from ()

    def offers(self) -> Iterator[tuple[str, Decimal]]:
        """Shares among its parameters that formulas, tables and texts need too, by the name they have there."""
        yield from ()

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        """Each limit, a number or a name, that a figure or fact is compared with."""
        yield from ()

    def rates(self) -> Iterator[Decimal]:
        """Each limit that a rate of the rule's own making is compared with."""
        yield from ()

    def limits(self) -> Iterator[tuple[str, Decimal]]:
        """Each number that a figure or fact is compared with."""
        return ((name, limit) for name, limit in self.held_against() if not isinstance(limit, Borrowed))

    @abstractmethod
    def score(self, full: Decimal, given: Given) -> Outcome:
        """The exact points of `full`, how they came about, and the gaps."""

    @abstractmethod
    def standard(self, full: Decimal) -> str:
        """评分标准 in words, generated from the parameters."""

    def taken_off(self, points: Decimal, full: Decimal) -> Decimal:
        """What a 扣分 of 总分调整 by this rule takes off the total: the part of `full` (上限) that it does not give."""
        return full - points

    def problems(self, full: Decimal) -> Iterator[Problem]:
        """What is wrong between the parameters and 分值, in Chinese, and at which of its keys."""
        yield from ()

    def bases(self) -> tuple[str, ...]:
        """依据 of the rule and of what it is made of."""
        return (self.basis,) if self.basis else ()

    def reads(self) -> frozenset[str]:
        """The fields of 自评 that this rule reads."""
        return self.takes

    def wants(self) -> str:
        """What a person may answer under 自评, as it is asked for; empty where figures decide."""
        return ""

    def asks(self) -> Mapping[str, str | Mapping[str, str]]:
        """The same for a new dept.yaml: the fields of the answer, with what each means, of 要点 item by item."""
        return {}

    def gap(self, content: str, lost: Decimal, full: Decimal, **more: str) -> Gap:
        """A gap of this kind."""
        return Gap(code="", content=content, points=lost, full=full, kind=self.kind, **more)

    def graded(
        self, points: Decimal, full: Decimal, said: str, *, gap: str = "", used: Sequence[str] = (), **more: str
    ) -> Outcome:
        """已评: `said` explains the points; where they are below `full`, `gap` (else `said`) is what fell short."""
        made = self.scored(points, said, [self.gap(gap or said, full - points, full, **more)], used)
        return replace(made, target=more.get("standard", ""), actual=more.get("actual", ""))

    def by_figure(self, given: Given, name: str, points: Decimal, full: Decimal, how: str, **more: str) -> Outcome:
        """已评 by the one figure or fact `name`: what it is, then `how` that scores."""
        value, label = given.value(name), given.label(name)
        said, gap = f"{value.said(label)}，{how}", f"{label}为{value.text}"
        return self.graded(points, full, said, gap=gap, used=[name], actual=value.text, **more)

    def scored(self, points: Decimal, explanation: str, gaps: Sequence[Gap] = (), used: Sequence[str] = ()) -> Outcome:
        """已评, with the points put at the end of the explanation."""
        text = f"{explanation}，得{say_points(marks(points))}分。"
        return Outcome(State.DONE, points, text, tuple(g for g in gaps if g.points > 0), tuple(used))


def direction(rule_direction: str) -> str:
    """Which way a value is off: too high where lower is better."""
    return TOO_HIGH if rule_direction == LOWER else TOO_LOW


def scaled(outcome: Outcome, scale: Decimal, dropped: Sequence[str]) -> Outcome:
    """`outcome` of what applies, rescaled to what it would be worth with the `dropped` ones."""
    points = (outcome.points or Decimal(0)) * scale
    gaps = tuple(replace(g, points=g.points * scale) for g in outcome.gaps)
    text = f"{outcome.explanation}{'、'.join(dropped)}不适用，剔除后换算得{say_points(marks(points))}分。"
    ruled = None if outcome.rule_points is None else outcome.rule_points * scale
    return replace(outcome, points=points, gaps=gaps, explanation=text, rule_points=ruled)


def bound(value: Decimal) -> str:
    """A limit as a percentage, with no more decimals than it has: 10%, 12.5%; what is no ratio as it is: 400."""
    return told(value, lambda known: number(known) if abs(known) > _NO_RATIO else f"{number(known * 100)}%")


def amount(value: Decimal) -> str:
    """A limit that is no ratio, as it is."""
    return told(value, number)


def floored(floor: Decimal) -> str:
    """How far points can fall: 扣完为止, 扣至1分为止."""
    return "扣完为止" if floor == 0 else f"扣至{say_points(floor)}分为止"


def clamp(value: Decimal, low: Decimal, high: Decimal) -> Decimal:
    """`value`, not below `low` and not above `high`."""
    return max(low, min(value, high))


def _with_unit(value: Decimal | int | None, unit: str) -> str:
    """A value as a sentence says it: 42.42%, 390.00万元, 14人."""
    return shown(value, unit) + unit.removeprefix("%")
