"""The rules: each a plain function of a reading; a new one is a function in a file here and a line in RULES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.rules import (
    claims,
    form,
    known,
    praise,
    ratio,
    rows,
    same,
    score,
    sums,
    tables,
    units,
    years,
)
from reportgen.statements.rules.reckoned import OF_A_PARAGRAPH as RECKONED_APART
from reportgen.statements.rules.reckoned import RECKONED

Rule: TypeAlias = Callable[[Reading], Iterator[Remark]]

RULES: tuple[Rule, ...] = (
    ratio.rates_nearby,
    ratio.shares,
    ratio.named_rates,
    ratio.impossible,
    ratio.beyond_all,
    sums.lists,
    sums.totals_after,
    sums.partitions,
    *RECKONED,
    tables.totals,
    tables.rates,
    same.two_values,
    same.carried,
    same.same_label,
    same.precision,
    same.ragged,
    same.beyond,
    claims.ahead_of_schedule,
    claims.all_done,
    claims.nothing_left,
    claims.quarters_fall,
    claims.beyond_nature,
    years.same_amount,
    years.events,
    years.old_basis,
    years.bare_years,
    years.dates,
    years.other_names,
    years.no_change,
    units.bare_wan,
    units.plain_yuan,
    units.small_for_its_kind,
    units.neighbours,
    units.people,
    units.separators,
    claims.named_lists,
    claims.headed_lists,
    known.agrees,
    known.slips,
    known.adjusted,
    known.grown,
    known.marks,
    known.remade,
    rows.told,
    score.adds_up,
    score.total_told,
    score.against_rule,
    score.losses_told,
    score.points_told,
    score.answered,
    praise.lost_and_praised,
    praise.problem_praised,
    form.brackets,
    form.punctuation,
    form.repetitions,
    form.numbering,
    form.stubs,
    form.sections,
)
# those that see nothing but one paragraph of the body and the year, and tell the place of what they quote
OF_A_PARAGRAPH: frozenset[Rule] = frozenset(
    {
        ratio.impossible,
        sums.lists,
        sums.totals_after,
        same.ragged,
        claims.ahead_of_schedule,
        claims.all_done,
        claims.quarters_fall,
        claims.beyond_nature,
        claims.named_lists,
        claims.headed_lists,
        years.events,
        years.old_basis,
        years.bare_years,
        years.dates,
        years.no_change,
        units.bare_wan,
        units.plain_yuan,
        units.small_for_its_kind,
        *RECKONED_APART,
        form.brackets,
        form.punctuation,
        form.stubs,
    }
)
