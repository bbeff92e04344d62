"""From a rule and a person's answer to an outcome: overrides, vetoes, 不适用, else the rule itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from reportgen.chinese import points as say_points
from reportgen.diagnostics import did_you_mean
from reportgen.facts.records.answer import Answer
from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.kinds.base import DROPPED, FULL_MARKS, Given, Rule
from reportgen.scoring.kinds.of_the_day import scored
from reportgen.scoring.mark import REASON_LACKS, Flaw, Gap, Ground, Outcome, Override, Piece, State
from reportgen.values import replace

ZERO = Decimal(0)
MANUAL, VETO = "人工", "否决"
_SCORING = {  # the fields of an answer that say how much is earned
    "ticks": "要点",
    "count": "数量",
    "level": "等级",
    "deducted": "扣分",
    "points": "得分",
    "not_applicable": "不适用",
    "vetoes": "否决",
}
ALWAYS = frozenset({"得分", "不适用", "否决", "理由", "佐证", "列"})  # what may be answered whatever the rule


def judge(rule: Rule, full: Decimal, given: Given, vetoes: Mapping[str, str]) -> Outcome:
    """The outcome for indicator or part `given.code`: what a person says goes before what the rule gives."""
    ruled = _of_nothing(rule, scored(rule, full, given).with_code(given.code), given)
    by_rule, answer = vetoed(ruled, full, given, vetoes), given.answer
    by_rule = replace(by_rule, flaws=(*by_rule.flaws, *_idle(rule, given)))
    if answer.not_applicable:
        if not answer.reason:
            message = f"“{given.name}”不适用，须写理由"
            return replace(by_rule, flaws=(*by_rule.flaws, Flaw(given.code, "不适用", message, REASON_LACKS)))
        told = f"不适用：{given.reason}"
        return Outcome(
            State.NOT_APPLICABLE, None, told, flaws=_left(by_rule, full, given), ground=Ground.NOT_APPLICABLE
        )
    if answer.points is not None and "得分" not in rule.reads():
        return _overridden(by_rule, full, given)
    if by_rule.ground is Ground.VETO and answer.vetoes:
        return replace(by_rule, flaws=(*by_rule.flaws, *_overruled(by_rule, ruled, full, given)))
    return by_rule


def vetoed(outcome: Outcome, full: Decimal, given: Given, vetoes: Mapping[str, str]) -> Outcome:
    """`outcome`, or none of its points where one of `vetoes` applies."""
    if unknown := [key for key in given.answer.vetoes if key not in vetoes]:
        hint = did_you_mean(unknown[0], list(vetoes)) or "该指标没有设否决情形"
        flaw = Flaw(given.code, "否决", f"“{given.name}”没有否决情形“{unknown[0]}”", hint)
        return replace(outcome, flaws=(*outcome.flaws, flaw))
    if not given.answer.vetoes:
        return outcome
    return struck(outcome, full, given, [vetoes[key] for key in given.answer.vetoes])


def struck(outcome: Outcome, full: Decimal, given: Given, vetoes: Sequence[str]) -> Outcome:
    """None of the points of `outcome`, for what `vetoes` say."""
    said = "、".join(vetoes)
    gap = Gap(code=given.code, content=said, points=full, full=full, standard="没有否决情形", actual=said, kind=VETO)
    text = f"存在{said}，{given.name}不得分。"
    return Outcome(State.DONE, ZERO, text, (gap,), outcome.used, flaws=outcome.flaws, ground=Ground.VETO)


def emptied(outcome: Outcome, full: Decimal, given: Given, nothing: Expression | None) -> Outcome:
    """`outcome`; full points by the rule where `nothing` holds, so that there was nothing to judge, are marked so."""
    if nothing is None or outcome.ground is not Ground.RULE or outcome.points != full:
        return outcome
    numbers = {name: number for name in nothing.names if (number := given.value(name).number) is not None}
    try:
        holds = len(numbers) == len(nothing.names) and nothing.compute(numbers)
    except ArithmeticError:
        return outcome
    return replace(outcome, ground=Ground.NOTHING) if holds else outcome


def _of_nothing(rule: Rule, outcome: Outcome, given: Given) -> Outcome:
    """`outcome`, marked where every figure that the rule reads was computed out of nothing (0 ÷ 0)."""
    figures = [given.figures.get(name) for name in rule.values()]
    if outcome.pieces or not figures or not all(figure and figure.of_nothing for figure in figures):
        return outcome
    return replace(outcome, ground=Ground.NOTHING)


def settled(outcome: Outcome, full: Decimal, given: Given) -> Outcome:
    """`outcome`; what does not apply, with the points (or none) that the framework gives it."""
    if outcome.state is not State.NOT_APPLICABLE:
        return outcome
    why = outcome.explanation.rstrip("。")
    if given.policy == DROPPED:
        return replace(outcome, explanation=f"{why}，剔除后换算。")
    if given.policy == FULL_MARKS:
        return replace(outcome, points=full, explanation=f"{why}，按满分计。")
    gap = Gap(code=given.code, content=why, points=full, full=full, actual=why, kind=MANUAL)
    return replace(outcome, points=ZERO, explanation=f"{why}，按零分计。", gaps=(gap,))


def vetoing(vetoes: Mapping[str, str], what: str = "该部分") -> str:
    """What a standard says of vetoes; empty where there are none."""
    return f"有{'、'.join(vetoes.values())}情形之一的，{what}不得分。" if vetoes else ""


def _overridden(by_rule: Outcome, full: Decimal, given: Given) -> Outcome:
    """A person's score in place of the rule's; the rule's stays visible."""
    points, reason = given.answer.points or ZERO, given.reason
    if not 0 <= points <= full:
        message = f"“{given.name}”得分{say_points(points)}，应在 0 至 {say_points(full)} 之间"
        return replace(by_rule, flaws=(*by_rule.flaws, Flaw(given.code, "得分", message, f"满分填 {say_points(full)}")))
    if not reason:
        message = f"“{given.name}”的得分由人工评定，须写理由"
        return replace(by_rule, flaws=(*by_rule.flaws, Flaw(given.code, "得分", message, REASON_LACKS)))
    lost = full - points
    gap = Gap(code=given.code, content=reason, points=lost, full=full, actual=reason, kind=MANUAL)
    override = Override(given.code, given.name, points, by_rule.by_rule, reason)
    ruled = f"按规则得{say_points(by_rule.by_rule)}分；" if by_rule.by_rule is not None else ""
    text = f"{ruled}人工评定得{say_points(points)}分，理由：{reason}。"
    gaps = by_rule.gaps if by_rule.points == points else ((gap,) if lost else ())
    return Outcome(
        State.DONE, points, text, gaps, by_rule.used, rule_points=by_rule.by_rule, overrides=(override,),
        flaws=_left(by_rule, full, given), ground=Ground.MANUAL, target=by_rule.target, actual=by_rule.actual,
        completion=by_rule.completion,
    )  # fmt: skip


def _idle(rule: Rule, given: Given) -> Iterator[Flaw]:
    """Answers that this kind of rule does not read."""
    answer, read = given.answer, rule.reads() | ALWAYS
    for own, field in Answer.fields_by_name.items():
        name = field.alias
        if name not in read and getattr(answer, own) not in (None, (), {}):
            hint = f"可以填写：{'、'.join(sorted(read))}"
            message = f"“{given.name}”按“{rule.kind}”评分，填写的“{name}”不起作用"
            yield Flaw(given.code, name, message, hint, grave=False)


def claimed(answer: Answer) -> list[str]:
    """The fields in which an answer says how much is earned."""
    given = answer.given
    return [alias for own, alias in _SCORING.items() if own in given]


def _left(outcome: Outcome, full: Decimal, given: Given) -> tuple[Flaw, ...]:
    """Slips in the answers that a person's own score does not settle, and what that leaves without effect."""
    of_parts = [*_of_parts(outcome, full, given)]
    idle = {flaw.code for flaw in of_parts}
    own = [f for f in outcome.flaws if (f.field in ("要点", "等级", "否决") or not f.grave) and f.code not in idle]
    beside = _beside(given, own, "不适用", "适用的，删去“不适用”；不适用的") if given.answer.not_applicable else ()
    return (*own, *beside, *of_parts)


def _overruled(outcome: Outcome, ruled: Outcome, full: Decimal, given: Given) -> Iterator[Flaw]:
    """What 否决 leaves without effect; `outcome` tells it of nothing, `ruled` is that without it."""
    yield from _beside(given, outcome.flaws, VETO, "情形不属实的，删去“否决”；属实的")
    yield from _of_parts(ruled, full, given)


def _beside(given: Given, known: Sequence[Flaw], field: str, choice: str) -> Iterator[Flaw]:
    """What is answered beside `field` and left without effect by it, if nothing is said of that yet."""
    told = {field, *(flaw.field for flaw in known if flaw.code == given.code)}
    for alias in claimed(given.answer):
        if alias not in told:
            message = f"“{given.name}”已填“{field}”，填写的“{alias}”不再计分"
            yield Flaw(given.code, alias, message, f"{choice}，删去“{alias}”", grave=False)


def _of_parts(outcome: Outcome, full: Decimal, given: Given) -> Iterator[Flaw]:
    """What is answered for parts of a whole that is given by hand or does not apply.

    Parts that by their answers keep all points agree with full marks by hand, those that keep none with 否决; they are
    left alone.
    """
    answer = given.answer
    by_hand = answer.points is not None and not answer.not_applicable
    field = "得分" if by_hand else "不适用" if answer.not_applicable else VETO
    how = f"已按手填得分{say_points(answer.points or ZERO)}分计" if by_hand else f"已填“{field}”"
    kept = {piece.code for piece in outcome.pieces if _agrees(piece, field, whole=answer.points == full)}
    for code, part in given.answers.items():
        said = claimed(part)
        if said and code.startswith(f"{given.code}.") and code not in kept:
            message = f"{given.code}“{given.name}”{how}，{code} 填写的“{said[0]}”不再计分"
            hint = f"要按各部分计分的，删去 {given.code} 的“{field}”；否则删去 {code} 的“{said[0]}”"
            yield Flaw(code, said[0], message, hint, grave=False)


def _agrees(piece: Piece, field: str, *, whole: bool) -> bool:
    """Whether a part has all points where the `whole` has them by hand, or none where it has none by 否决."""
    points = piece.outcome.points
    if field == VETO:
        return points == ZERO
    return field == "得分" and whole and (piece.outcome.state is State.NOT_APPLICABLE or points == piece.full)
