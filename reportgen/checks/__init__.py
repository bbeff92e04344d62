"""核查: what a reviewer would say, said first. Each check is a plain function of (evaluation, outline)."""

from __future__ import annotations

from reportgen.checks import figures, leftover, praise, text, titles, untold
from reportgen.diagnostics import Diagnostic
from reportgen.evaluation import Evaluation

CHECKS = (
    figures.execution_explained,
    figures.adjustment_explained,
    figures.near_misses,
    figures.losses_add_up,
    text.years,
    leftover.last_year_told,
    leftover.old_notice,
    text.gaps_left,
    text.stock_phrases,
    text.self_naming,
    text.evidence,
    praise.lost_points_praised,
    praise.all_in_time,
    untold.every_mark_told,
    untold.effects_missed,
    titles.quarters_agree,
    titles.counts_agree,
)


def run(evaluation: Evaluation, outline: str) -> list[Diagnostic]:
    """Every check over the evaluation and the finished report as outline text."""
    return [diagnostic for check in CHECKS for diagnostic in check(evaluation, outline)]
