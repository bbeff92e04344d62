"""One indicator marked: its rule, vetoes from above, what 不适用 means, and what to tell the person."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, error, warning
from reportgen.facts.source import Source
from reportgen.scoring.answers import Answers
from reportgen.scoring.framework import TOTAL, Framework, Indicator
from reportgen.scoring.kinds import Given, emptied, judge, settled, struck
from reportgen.scoring.mark import Flaw, Gap, Mark, Outcome, Piece, Scored, settle
from reportgen.scoring.shares import marks
from reportgen.values import replace

ZERO = Decimal(0)


def marked(framework: Framework, code: str, given: Given) -> tuple[Mark, Outcome]:
    """The mark of leaf `code`, whose answers `given` holds by code, and the outcome behind it."""
    indicator = framework.indicators[code]
    outcome = _outcome(framework, code, indicator, given)
    mark = _mark(code, indicator, outcome, given.of(code, indicator.name))
    return replace(mark, columns={**framework.columns(code), **(given.of(code, "").answer.columns or {})}), outcome


def _outcome(framework: Framework, code: str, indicator: Indicator, given: Given) -> Outcome:
    """The rule's outcome, or nothing where a veto of the indicator, of a group above it or of the total applies."""
    assert indicator.rule is not None
    outcome = judge(indicator.rule, indicator.full, given.of(code, indicator.name), indicator.vetoes)
    above, parent = [(TOTAL, framework.vetoes)], indicator.parent
    while parent:
        above.append((parent, framework.indicators[parent].vetoes))
        parent = framework.indicators[parent].parent
    for place, vetoes in above:
        said = [vetoes[key] for key in given.of(place, "").answer.vetoes if key in vetoes]
        if said:
            return struck(outcome, indicator.full, given.of(code, indicator.name), said)
    outcome = emptied(outcome, indicator.full, given.of(code, indicator.name), indicator.nothing)
    return settled(outcome, indicator.full, given.of(code, indicator.name))


def _mark(code: str, indicator: Indicator, outcome: Outcome, given: Given) -> Mark:
    assert indicator.rule is not None
    ruled = outcome.by_rule
    exact = None if outcome.points is None else marks(outcome.points)
    lost = None if exact is None else indicator.full - exact
    gaps = settle(outcome.gaps, lost or ZERO)
    return Mark(
        code=code,
        name=indicator.name,
        parent=indicator.parent,
        full=indicator.full,
        points=exact,
        lost=lost,
        rate=exact / indicator.full if exact is not None and indicator.full else None,
        state=outcome.state,
        manual=bool(outcome.overrides),
        rule_points=marks(ruled) if outcome.overrides and ruled is not None else None,
        explanation=outcome.explanation,
        standard=indicator.standard,
        basis=indicator.basis or "；".join(dict.fromkeys(indicator.rule.bases())) or None,
        reason=given.answer.reason or "；".join(o.reason for o in outcome.overrides) or None,
        evidence=_evidence(given),
        ground=outcome.ground,
        dropped=outcome.dropped,
        gaps=gaps,
        used=outcome.used,
        asked=outcome.asked,
        kind=indicator.rule.kind,
        target=outcome.target,
        actual=outcome.actual,
        completion=outcome.completion,
        parts=tuple(_part(piece, gaps, given) for piece in outcome.pieces),
    )


def _part(piece: Piece, gaps: Sequence[Gap], given: Given) -> Scored:
    """A part of the mark whose settled `gaps` are given; without points where it does not count."""
    own = tuple(gap for gap in gaps if gap.code == piece.code)
    outcome = settled(piece.outcome, piece.full, given.of(piece.code, piece.name))
    lost = None if outcome.points is None else sum((gap.points for gap in own), ZERO)
    ruled = outcome.by_rule
    return Scored(
        code=piece.code,
        name=piece.name,
        full=piece.full,
        points=None if lost is None else piece.full - lost,
        lost=lost,
        ground=outcome.ground,
        rule_points=marks(ruled) if outcome.overrides and ruled is not None else None,
        explanation=outcome.explanation,
        reason=piece.reason,
        dropped=outcome.dropped,
        gaps=own,
        used=outcome.used,
        kind=piece.kind,
        target=outcome.target,
        actual=outcome.actual,
        completion=outcome.completion,
    )


def _evidence(given: Given) -> tuple[str, ...]:
    """佐证 of the indicator and of its parts."""
    inside = f"{given.code}."
    own = (a for code, a in given.answers.items() if code == given.code or code.startswith(inside))
    return tuple(dict.fromkeys(text for answer in own for text in answer.evidence))


def told(outcome: Outcome | None, answers: Answers, source: Source) -> list[Diagnostic]:
    """Slips and overrides of an outcome as diagnostics at the person's answer."""
    if outcome is None:
        return []
    found = [
        replace(
            (error if flaw.grave else warning)("answer", flaw.message, flaw.hint, _place(flaw, answers, source)),
            where=flaw.code,
        )
        for flaw in outcome.flaws
    ]
    for override in outcome.overrides:
        at = source.position((*answers.path(override.code), "得分"))
        ruled = override.rule_points
        if ruled is not None and marks(ruled) != override.points:
            gives = f"按规则得{say_points(ruled)}分，人工评{say_points(override.points)}分"
            message = f"人工得分与规则得分不一致：“{override.name}”{gives}"
            found.append(warning("override", message, f"理由：{override.reason}", at))
    return found


def _place(flaw: Flaw, answers: Answers, source: Source) -> Position:
    return source.position((*answers.path(flaw.code), flaw.field))
