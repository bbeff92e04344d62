"""The codes of patterns, kept for the next process."""

from __future__ import annotations

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.patterns import PatternCodes, of_libraries

_NAME = "patterns"


def borrow(cache: Cache, codes: PatternCodes) -> None:
    """Have `codes` begin with what an earlier process kept."""
    codes.lend(*(cache.kept(_NAME) or ({}, ())))


def give_back(cache: Cache, codes: PatternCodes) -> None:
    """Keep what this process had to make; nothing is written where it made nothing."""
    if codes.made:
        kept, theirs = cache.kept(_NAME) or ({}, ())
        cache.keep(_NAME, Trail(), ({**kept, **codes.made}, sorted({*theirs, *of_libraries()})))
        codes.lend(codes.made)
        codes.made = {}
