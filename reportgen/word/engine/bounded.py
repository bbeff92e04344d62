"""How much one part of a report may cost to render."""

from __future__ import annotations

from contextlib import AbstractContextManager

from reportgen.language.budget import Budget, within

_STEPS, _CHARACTERS = 1_000_000, 50_000_000  # of one part: a hundred times what the longest reports need


def bounded() -> AbstractContextManager[None]:
    """What is rendered inside may cost so much and no more."""
    return within(Budget(_STEPS, _CHARACTERS))
