"""What is known of sentences by their text: their code, the names in them, and all that they read.

It is found out in one run for the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail
from reportgen.packs.said import Names

_MOST = 2000  # sentences kept; with more of them only those of the last run stay


class Known:
    """The code, the names and the reads of every sentence that is asked for: kept, or found now."""

    def __init__(
        self,
        codes: dict[str, CodeType] | None = None,
        names: dict[str, tuple[str, ...]] | None = None,
        reads: dict[str, tuple[Names, ...]] | None = None,
    ) -> None:
        self._kept = codes or {}, names or {}, reads or {}
        self._codes: dict[str, CodeType] = {}
        self._names: dict[str, tuple[str, ...]] = {}
        self._reads: dict[str, tuple[Names, ...]] = {}

    def code(self, text: str, compiled: Callable[[str], CodeType]) -> CodeType:
        """The code of the sentence `text`, which `compiled` makes if need be."""
        if text not in self._codes:
            self._codes[text] = self._kept[0].get(text) or compiled(text)
        return self._codes[text]

    def names(self, text: str, found: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
        """The names in the sentence `text`, which `found` finds if need be."""
        if text not in self._names:
            kept = self._kept[1].get(text)
            self._names[text] = found(text) if kept is None else kept
        return self._names[text]

    def reads(self, text: str, found: Callable[[str], tuple[Names, ...]]) -> tuple[Names, ...]:
        """All that the sentence `text` reads, which `found` finds if need be."""
        if text not in self._reads:
            kept = self._kept[2].get(text)
            self._reads[text] = found(text) if kept is None else kept
        return self._reads[text]

    def keep(self, cache: Cache, pack: str) -> None:
        """Keep all that is known, if there is anything new."""
        kept: Sequence[dict[str, Any]] = self._kept
        now: Sequence[dict[str, Any]] = (self._codes, self._names, self._reads)
        if all(new.keys() <= old.keys() for old, new in zip(kept, now, strict=True)):
            return
        if max(map(len, kept)) > _MOST:
            kept = ({}, {}, {})
        codes, names, reads = ({**old, **new} for old, new in zip(kept, now, strict=True))
        self._kept = codes, names, reads
        cache.keep(_name(pack), Trail(), self._kept)


def kept(cache: Cache, pack: str) -> Known:
    """What is known of the sentences that `pack` has said before."""
    return Known(*(cache.kept(_name(pack)) or ()))


def _name(pack: str) -> str:
    return f"sentences\n{pack}"
