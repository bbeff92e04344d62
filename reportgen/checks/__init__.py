"""核查: what a reviewer would say, said first. Each check is a plain function of (evaluation, outline)."""

from __future__ import annotations

from reportgen.checks import amounts, leftover, own_indicators, text, titles, tone, untold
from reportgen.checks.own_words import NOWHERE, written
from reportgen.diagnostics import Diagnostic
from reportgen.evaluation import Evaluation
from reportgen.facts.silences import settled
from reportgen.facts.source import Source

CHECKS = (
    amounts.explained,
    amounts.losses_add_up,
    text.years,
    leftover.last_year_told,
    leftover.old_notice,
    text.gaps_left,
    text.stock_phrases,
    text.self_naming,
    text.evidence,
    tone.lost_points_praised,
    tone.all_in_time,
    untold.every_mark_told,
    untold.effects_missed,
    untold.effects_half_said,
    own_indicators.told_twice,
    titles.quarters_agree,
    titles.counts_agree,
)


def run(evaluation: Evaluation, outline: str, source: Source | None = None) -> list[Diagnostic]:
    """Every check over the evaluation and the report as outline text; `source` has the lines of dept.yaml."""
    found = [diagnostic for check in CHECKS for diagnostic in check(evaluation, outline)]
    found += written(evaluation, outline, source or NOWHERE)
    return settled(found, evaluation.department)
