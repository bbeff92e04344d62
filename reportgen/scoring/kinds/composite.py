"""组合 and 择优: the sum of parts with their own points and rules, or the best of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from reportgen.chinese import points as say_points
from reportgen.facts.records.notation import AtLeast
from reportgen.facts.records.quantity import Positive, Text
from reportgen.facts.records.record import Record, mapped, named, optional
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.kinds.base import DROPPED, Given, Problem, Rule, scaled
from reportgen.scoring.kinds.condition import Condition
from reportgen.scoring.kinds.judging import emptied, judge, settled, vetoing
from reportgen.scoring.mark import Flaw, Outcome, Piece, State
from reportgen.scoring.shares import marks
from reportgen.values import replace

if TYPE_CHECKING:
    AnyRule = Rule

ZERO = Decimal(0)


class Part(Record):
    """部分: a name, its points, its rule, what vetoes it, and when there is nothing to judge."""

    name: Text = named("名称", "这一部分的名称")
    full: Positive = named("分值", "这一部分几分", unit="分")
    rule: AnyRule = named("规则", "这一部分的评分规则，任何一种")
    basis: Text | None = optional("依据", "这一部分的依据")
    vetoes: dict[str, Text] = mapped("否决", "有其中一种情形的，这一部分不得分：编号和情形")
    nothing: Condition | None = optional("无此事项", "成立时没有可评的事，评语写“无此事项”")


Judged: TypeAlias = tuple[Part, Outcome]


class Parts(Rule):
    """What both kinds share: parts under codes of their own, B12.1, B12.2 …"""

    parts: Annotated[dict[str, Part], AtLeast(2)] = named("部分", "各部分，按编号，至少两个")

    def values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for part in self.parts.values() for name in part.rule.names()))

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        for part in self.parts.values():
            yield from part.rule.lists()

    def offers(self) -> Iterator[tuple[str, Decimal]]:
        for part in self.parts.values():
            yield from part.rule.offers()

    def held_against(self) -> Iterator[tuple[str, Decimal]]:
        for part in self.parts.values():
            yield from part.rule.held_against()

    def bases(self) -> tuple[str, ...]:
        inner = ((part.basis,) if part.basis else part.rule.bases() for part in self.parts.values())
        return (*super().bases(), *(basis for bases in inner for basis in bases))

    def outcomes(self, given: Given) -> list[Judged]:
        """Each part judged."""
        done = []
        for key, part in self.parts.items():
            seen = given.of(f"{given.code}.{key}", part.name)
            judged = judge(part.rule, part.full, seen, part.vetoes)
            done.append((part, emptied(judged, part.full, seen, part.nothing)))
        return done

    def pieces(self, done: Sequence[Judged], given: Given) -> tuple[Piece, ...]:
        """The parts as they were judged; of a part that has parts itself, those."""
        found: list[Piece] = []
        for (key, part), (_, outcome) in zip(self.parts.items(), done, strict=True):
            code = f"{given.code}.{key}"
            reason = given.of(code, "").answer.reason
            own = Piece(code, part.name, part.full, part.rule.kind, reason, outcome)
            found += outcome.pieces or (own,)
        return tuple(found)

    def problems(self, full: Decimal) -> Iterator[Problem]:
        for key, part in self.parts.items():
            for place, problem in part.rule.problems(part.full):
                yield ("部分", key, "规则", *place), f"“{part.name}”{problem}"


class Composite(Parts):
    """组合: the sum of the parts."""

    kind: Literal["组合"] = named("类型", "固定写“组合”", default="组合")

    def score(self, full: Decimal, given: Given) -> Outcome:
        done = self.outcomes(given)
        return replace(self._together(full, done, given), pieces=self.pieces(done, given))

    def _together(self, full: Decimal, done: Sequence[Judged], given: Given) -> Outcome:
        state = _worst([outcome.state for _, outcome in done])
        if state is not State.DONE:
            return _joined(done, state)
        apply = [(part, outcome) for part, outcome in done if outcome.state is not State.NOT_APPLICABLE]
        if len(apply) < len(done) and given.policy == DROPPED:
            dropped = [part.name for part, outcome in done if outcome.state is State.NOT_APPLICABLE]
            worth = sum((part.full for part, _ in apply), ZERO)
            made = scaled(_joined(apply, state), EXACT.divide(full, worth), dropped)
            return replace(made, flaws=_flaws(done))
        seen = [given.of(f"{given.code}.{key}", part.name) for key, part in self.parts.items()]
        return _joined([(p, settled(o, p.full, s)) for (p, o), s in zip(done, seen, strict=True)], state)

    def standard(self, full: Decimal) -> str:
        return "\n".join(
            f"（{key}）{part.name}（{say_points(part.full)}分）：{part.rule.standard(part.full)}{vetoing(part.vetoes)}"
            for key, part in self.parts.items()
        )

    def problems(self, full: Decimal) -> Iterator[Problem]:
        total = sum((part.full for part in self.parts.values()), ZERO)
        if total != full:
            yield ("部分",), f"各部分合计{say_points(total)}分，与分值{say_points(full)}不等"
        yield from super().problems(full)


class BestOf(Parts):
    """择优: the best of the parts (最高), or all or nothing by whether any one is met in full (任一)."""

    kind: Literal["择优"] = named("类型", "固定写“择优”", default="择优")
    way: Literal["最高", "任一"] = named(
        "取", "最高：取得分最高的一项；任一：有一项满分就得满分，否则不得分", default="最高"
    )

    def score(self, full: Decimal, given: Given) -> Outcome:
        done = self.outcomes(given)
        known = [(part, outcome) for part, outcome in done if outcome.points is not None]
        part, best = max(known, key=lambda row: row[1].points or ZERO, default=(None, None))
        if part is None or best is None or (best.points != full and len(known) < len(_applying(done))):
            return _joined(done, _worst([outcome.state for _, outcome in done]))
        if self.way == "任一" and best.points != full:
            return replace(self._unmet(full, known), flaws=_flaws(done))
        return replace(best, explanation=f"按“{part.name}”计：{best.explanation}", flaws=_flaws(done))

    def _unmet(self, full: Decimal, known: Sequence[Judged]) -> Outcome:
        said = "；".join(f"{part.name}：{outcome.explanation.rstrip('。')}" for part, outcome in known)
        targets = "或".join(dict.fromkeys(g.standard for _, outcome in known for g in outcome.gaps))
        names = tuple(dict.fromkeys(name for _, outcome in known for name in outcome.used))
        gap = self.gap("没有一项达到要求", full, full, standard=targets, actual=said)
        return self.scored(ZERO, f"没有一项达到要求（{said}）", [gap], names)

    def standard(self, full: Decimal) -> str:
        rows = "；".join(f"{part.name}：{part.rule.standard(part.full).rstrip('。')}" for part in self.parts.values())
        if self.way == "最高":
            return f"以下各项取得分最高的一项。{rows}。"
        return f"以下各项有一项得满分的，得{say_points(full)}分；都没有得满分的，不得分。{rows}。"

    def problems(self, full: Decimal) -> Iterator[Problem]:
        for key, part in self.parts.items():
            if part.full != full:
                message = f"“{part.name}”分值{say_points(part.full)}，择优的各部分应与分值{say_points(full)}相等"
                yield ("部分", key, "分值"), message
        yield from super().problems(full)


def _applying(done: Sequence[Judged]) -> list[Judged]:
    return [row for row in done if row[1].state is not State.NOT_APPLICABLE]


def _flaws(done: Sequence[Judged]) -> tuple[Flaw, ...]:
    return tuple(flaw for _, outcome in done for flaw in outcome.flaws)


def _told(part: Part, outcome: Outcome) -> str:
    """What a part came to, after its name."""
    text = f"{outcome.explanation.rstrip('。')}。"
    return text if text.startswith(part.name) else f"{part.name}：{text}"


def _worst(states: Sequence[State]) -> State:
    """The state of the whole: a part that waits makes the whole wait; none that applies, and it does not apply."""
    for state in (State.MISSING, State.JUDGE, State.DONE):
        if state in states:
            return state
    return State.NOT_APPLICABLE


def _joined(done: Sequence[Judged], state: State) -> Outcome:
    """The parts together; with points where all of them have points."""
    points = sum((outcome.points or ZERO for _, outcome in done), ZERO) if state is State.DONE else None
    told = [_told(part, outcome) for part, outcome in done if outcome.explanation]
    if points is not None:
        told.append(f"合计{say_points(marks(points))}分。")
    by_rule = [outcome.by_rule for _, outcome in done]
    ruled = sum((p for p in by_rule if p is not None), ZERO) if None not in by_rule else None
    return Outcome(
        state,
        points,
        "".join(told),
        tuple(gap for _, outcome in done for gap in outcome.gaps),
        tuple(dict.fromkeys(name for _, outcome in done for name in outcome.used)),
        tuple(f"{part.name}：{asked}" for part, outcome in done for asked in outcome.asked),
        ruled,
        tuple(override for _, outcome in done for override in outcome.overrides),
        _flaws(done),
    )
