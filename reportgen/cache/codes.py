"""The codes of patterns, kept for the next process."""

from __future__ import annotations

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.patterns import PatternCodes

_NAME = "patterns"


def borrow(cache: Cache, codes: PatternCodes) -> None:
    """Have `codes` begin with what an earlier process kept."""
    codes.lend(cache.kept(_NAME) or {})


def give_back(cache: Cache, codes: PatternCodes) -> None:
    """Keep what this process had to make; nothing is written where it made nothing."""
    if codes.made:
        cache.keep(_NAME, Trail(), {**(cache.kept(_NAME) or {}), **codes.made})
        codes.lend(codes.made)
        codes.made = {}
