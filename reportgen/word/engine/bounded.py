"""How much one part of a report may cost to render."""

from __future__ import annotations

from contextlib import AbstractContextManager

from reportgen.language.budget import Budget, within

_STEPS, _CHARACTERS = 600_000, 20_000_000  # the report of 福田 takes 7,000 and 92,000


def bounded() -> AbstractContextManager[None]:
    """What is rendered inside may cost so much and no more."""
    return within(Budget(_STEPS, _CHARACTERS))
