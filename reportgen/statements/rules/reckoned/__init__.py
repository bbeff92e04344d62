"""What a reader with a pocket calculator sees: steps, averages, periods, counted lists, standards of marks."""

from __future__ import annotations

from reportgen.statements.rules.reckoned import averages, listed, periods, standards, steps

RECKONED = (
    steps.from_to,
    steps.beside,
    steps.differences,
    steps.aims,
    averages.averages,
    averages.named_base,
    averages.shares_of_all,
    periods.periods,
    listed.ordinals,
    standards.items_add_up,
    standards.tiers,
    standards.printed_weights,
    standards.lost_of_full,
)
