"""总分: marks added up, 不适用 rescaled, factors, bonus and penalty; and the losses, which add up exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from reportgen.chinese import listing
from reportgen.chinese import points as say_points
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.quantity import Number
from reportgen.facts.records.record import Record, named
from reportgen.scoring.formula.numbers import EXACT
from reportgen.scoring.framework import TOTAL, Adjustment, Framework
from reportgen.scoring.kinds import Given, Rule, claimed, judge
from reportgen.scoring.mark import REASON_LACKS, Flaw, Mark, Outcome, State
from reportgen.scoring.shares import marks as in_cents
from reportgen.scoring.shares import shared

ZERO = Decimal(0)


class Loss(Record):
    """损失: points that the total lost through one indicator, or (编号 总分) through a factor or penalty."""

    code: str = named("编号", "失分指标的编号；总分调整写“总分”")
    name: str = named("名称", "失分指标的名称")
    points: Number = named("扣分", "扣的分", unit="分")
    note: str = named("说明", "扣分的说明", default="")


class Adjusted(Record):
    """调整: what one 总分调整 did to the total."""

    code: str = named("编号", "调整的编号")
    name: str = named("名称", "调整的名称")
    way: str = named("方式", "系数、加分、扣分")
    effect: Number = named("影响", "加分为正，扣分为负，系数是乘数；没有调整的为 0，系数为 1", unit="分")
    note: str = named("说明", "规则怎样计得，由人填写的没有", default="")
    reason: str = named("理由", "部门写的理由", default="")


class Totals(Struct, frozen=True):
    """The total before bonus, the bonus, the total, the losses, how marks became the total, and flaws in answers."""

    base: Decimal | None
    bonus: Decimal
    total: Decimal | None
    losses: tuple[Loss, ...]
    notes: tuple[str, ...] = ()
    outcome: Outcome | None = None
    adjusted: tuple[Adjusted, ...] = ()


def total_up(framework: Framework, marks: Mapping[str, Mark], given: Given) -> Totals:
    """Totals of `marks`; the losses add up to 满分 − base exactly. None while any mark is pending."""
    if any(mark.pending for mark in marks.values()):
        known = [Loss(code=c, name=m.name, points=m.lost, note=m.explanation) for c, m in marks.items() if m.lost]
        return Totals(None, ZERO, None, tuple(known))
    counted = {code: mark for code, mark in marks.items() if mark.points is not None}
    applicable = sum((mark.full for mark in counted.values()), ZERO)
    scale = EXACT.divide(framework.full, applicable) if applicable else ZERO
    earned = sum((mark.points or ZERO for mark in counted.values()), ZERO)
    plain = in_cents(earned * scale) if applicable else framework.full
    adjusted = _adjust(framework, plain, given)
    base = max(in_cents(plain * adjusted.factor) - adjusted.penalty, ZERO)
    losses = _losses(counted, scale, framework.full - plain)
    if base != plain:
        losses = (*losses, Loss(code=TOTAL, name="总分调整", points=plain - base, note="；".join(adjusted.lowering)))
    flaws = Outcome(State.DONE, None, "", flaws=adjusted.flaws) if adjusted.flaws else None
    total = base + adjusted.bonus
    notes = [*_rescaled(marks, earned, applicable, framework.full, plain), *_told(adjusted, plain, total)]
    return Totals(base, adjusted.bonus, total, losses, tuple(notes), flaws, adjusted.each)


def _rescaled(
    marks: Mapping[str, Mark], earned: Decimal, applicable: Decimal, full: Decimal, plain: Decimal
) -> Iterator[str]:
    """What was left out, and how the rest was brought to the full points."""
    out = [f"“{mark.name}”（{say_points(mark.full)}分）" for mark in marks.values() if mark.points is None]
    if out and applicable:
        yield (
            f"{listing(out)}不适用，其余指标得{say_points(earned)}分，按{say_points(applicable)}分换算为"
            f"{say_points(full)}分制得{say_points(plain)}分，失分同比换算"
        )


def _told(adjusted: _Adjusted, plain: Decimal, total: Decimal) -> Iterator[str]:
    """Every adjustment by its name, from what the indicators came to up to the total."""
    if adjusted.notes:
        yield f"各指标得分合计{say_points(plain)}分"
        yield from adjusted.notes
        yield f"总分为{say_points(total)}分"


def _losses(counted: Mapping[str, Mark], scale: Decimal, lost: Decimal) -> tuple[Loss, ...]:
    """What each mark cost the total, in cents that add up to `lost`."""
    cents = shared([(mark.lost or ZERO) * scale for mark in counted.values()], lost)
    return tuple(
        Loss(code=code, name=mark.name, points=points, note=mark.explanation)
        for (code, mark), points in zip(counted.items(), cents, strict=True)
        if points
    )


class _Adjusted(Struct, frozen=True):
    factor: Decimal
    penalty: Decimal
    bonus: Decimal
    notes: tuple[str, ...]
    lowering: tuple[str, ...]  # those of the notes that tell of points lost
    flaws: tuple[Flaw, ...]
    each: tuple[Adjusted, ...]


def _adjust(framework: Framework, plain: Decimal, given: Given) -> _Adjusted:
    """Every adjustment that a person answered for, or that a rule finds in the figures."""
    factor, penalty, bonus = Decimal(1), ZERO, ZERO
    notes: list[str] = []
    gains: list[str] = []
    flaws: list[Flaw] = []
    each: list[Adjusted] = []
    for code, adjustment in framework.adjustments.items():
        made, wrong = adjust(adjustment, given.of(code, adjustment.name))
        flaws += wrong
        each.append(made)
        because = f"：{made.reason}" if made.reason else ""
        if adjustment.way == "系数":
            factor *= made.effect
            notes += [f"{made.name}，总分乘以{say_points(made.effect)}{because}"] if made.effect != 1 else []
        elif made.effect < 0:
            penalty -= made.effect
            notes.append(f"{made.name}，扣{say_points(-made.effect)}分{because}")
        elif made.effect > 0:
            bonus += made.effect
            gains.append(f"{made.name}，加{say_points(made.effect)}分{because}")
    lowering, lost = tuple(notes), min(penalty, in_cents(plain * factor))
    return _Adjusted(factor, lost, bonus, (*lowering, *gains), lowering, tuple(flaws), tuple(each))


def adjust(adjustment: Adjustment, given: Given) -> tuple[Adjusted, list[Flaw]]:
    """What one adjustment does to the total, and what is wrong with its answer."""
    own = (one for code, one in given.answers.items() if code == given.code or code.startswith(f"{given.code}."))
    answered = any(one.given for one in own)
    if adjustment.rule is not None:
        amount, how, flaws = _by_rule(adjustment, adjustment.rule, given, answered)
    else:
        amount, how, flaws = _by_person(adjustment, given.answer), "", [*_not_asked(adjustment, given)]
    wrong, idle = [flaw for flaw in flaws if flaw.grave], [flaw for flaw in flaws if not flaw.grave]
    amount, wrong = _amount(adjustment, given, amount, answered, wrong)
    wrong += idle
    effect = -amount if adjustment.way == "扣分" else amount
    if adjustment.way == "系数":
        effect = adjustment.factor if amount else Decimal(1)
    made = Adjusted(
        code=given.code, name=adjustment.name, way=adjustment.way, effect=effect, note=how, reason=given.reason
    )
    return made, wrong


def _amount(
    adjustment: Adjustment, given: Given, amount: Decimal | None, answered: bool, wrong: list[Flaw]
) -> tuple[Decimal, list[Flaw]]:
    """The points of one adjustment (1 for a factor that applies), none where its answer cannot stand."""
    if wrong or not (answered or amount):
        return ZERO, wrong
    if amount is None or not 0 <= amount <= (adjustment.most or amount):
        top = f"，应在 0 至 {say_points(adjustment.most)} 之间" if adjustment.most is not None else ""
        return ZERO, [Flaw(given.code, "", f"“{adjustment.name}”没有填写分数或超出范围{top}")]
    if amount and answered and not given.answer.reason:
        return ZERO, [Flaw(given.code, "", f"“{adjustment.name}”须写理由", REASON_LACKS)]
    return in_cents(amount), []


def _by_person(adjustment: Adjustment, answer: Answer) -> Decimal | None:
    if adjustment.way == "系数":
        return Decimal(1) if answer.level == "是" else ZERO
    return answer.points if adjustment.way == "加分" else answer.deducted


def _not_asked(adjustment: Adjustment, given: Given) -> Iterator[Flaw]:
    """What is answered for an adjustment in other fields than the one that is asked for."""
    field, what = adjustment.asks()
    for alias in claimed(given.answer):
        if alias != field:
            message = f"“{adjustment.name}”看“{field}”，填写的“{alias}”不起作用"
            yield Flaw(given.code, alias, message, f"“{field}”：{what}", grave=False)


def _by_rule(
    adjustment: Adjustment, rule: Rule, given: Given, answered: bool
) -> tuple[Decimal | None, str, list[Flaw]]:
    """The points that the rule adds or takes off, and how; an unclaimed bonus is none, a penalty that waits is told."""
    most = adjustment.most or Decimal(100)
    outcome = judge(rule, most, given, {})
    wrong = [*outcome.flaws]
    waits = outcome.state in (State.MISSING, State.JUDGE)
    if (
        waits
        and not any(flaw.grave for flaw in wrong)
        and (answered or (adjustment.way == "扣分" and not rule.wants()))
    ):
        message = f"“{adjustment.name}”缺少数据或没有填写"
        wrong.append(Flaw(given.code, "", message, "；".join(outcome.asked)))
    if outcome.state is State.NOT_APPLICABLE:
        return ZERO, outcome.explanation, wrong
    if adjustment.way == "扣分" and outcome.points is not None:
        return rule.taken_off(outcome.points, most), outcome.explanation, wrong
    return outcome.points, outcome.explanation, wrong
