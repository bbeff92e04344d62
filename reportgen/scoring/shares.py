"""Points shared out in cents, so that what is printed adds up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from reportgen.chinese import rounded
from reportgen.scoring.formula.numbers import steady

CENT = Decimal("0.01")


def marks(exact: Decimal) -> Decimal:
    """An exact number of points as a mark: two decimals, half up."""
    return rounded(steady(exact))


def shared(exact: Sequence[Decimal], total: Decimal) -> list[Decimal]:
    """`exact` amounts in cents that add up to `total`, which is their sum rounded to cents, up or down.

    What rounding leaves goes to the largest remainders, so that no amount moves by a whole cent.
    """
    floors = [rounded((steady(amount) / CENT).to_integral_value(ROUND_FLOOR) * CENT) for amount in exact]
    left = int((total - sum(floors, Decimal(0))) / CENT)
    by_remainder = sorted(range(len(exact)), key=lambda i: floors[i] - exact[i])
    for i in by_remainder[: max(left, 0)]:
        floors[i] += CENT
    return floors
