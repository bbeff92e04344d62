"""What a reader with a pocket calculator sees: steps, averages, periods, counted lists, standards of marks."""

from __future__ import annotations

from reportgen.statements.rules.reckoned import (
    averages,
    columns,
    covered,
    grades,
    identities,
    listed,
    periods,
    products,
    standards,
    steps,
)

OF_A_PARAGRAPH = (
    steps.from_to,
    steps.beside,
    steps.differences,
    steps.aims,
    averages.averages,
    averages.mean_rates,
    averages.named_base,
    averages.shares_of_all,
    periods.periods,
    averages.told_shares,
    identities.identities,
    identities.carried,
    identities.budget_steps,
    products.products,
    products.negative_falls,
    products.none_and_some,
    identities.done_and_left,
    identities.answers,
    grades.lost_of_full,
    grades.full_marks,
    listed.these,
)
RECKONED = (
    *OF_A_PARAGRAPH,
    listed.ordinals,
    covered.covered,
    columns.columns,
    grades.grades,
    standards.items_add_up,
    standards.points,
    standards.tiers,
    standards.printed_weights,
)
