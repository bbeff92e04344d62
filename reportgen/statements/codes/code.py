"""One code of the rules, as the manual tells it."""

from __future__ import annotations

from reportgen.values import Frozen


class Code(Frozen):
    """One code as the manual tells it; `levels` are those that it may have."""

    title: str
    levels: str
    why: str
    example: str
    settle: str
