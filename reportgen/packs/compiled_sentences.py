"""What is known of sentences by their text: their code and the names in them, found out in one run for the next."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from reportgen.cache.store import Cache
from reportgen.cache.trail import Trail

_MOST = 2000  # sentences kept; with more of them only those of the last run stay


class Known:
    """The code and the names of every sentence that is asked for: kept, or found now."""

    def __init__(
        self, codes: dict[str, CodeType] | None = None, names: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        self._kept = codes or {}, names or {}
        self._codes: dict[str, CodeType] = {}
        self._names: dict[str, tuple[str, ...]] = {}

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

    def keep(self, cache: Cache, pack: str) -> None:
        """Keep all that is known, if there is anything new."""
        codes, names = self._kept
        if self._codes.keys() <= codes.keys() and self._names.keys() <= names.keys():
            return
        if max(len(codes), len(names)) > _MOST:
            codes, names = {}, {}
        cache.keep(_name(pack), Trail(), ({**codes, **self._codes}, {**names, **self._names}))


def kept(cache: Cache, pack: str) -> Known:
    """What is known of the sentences that `pack` has said before."""
    return Known(*(cache.kept(_name(pack)) or ()))


def _name(pack: str) -> str:
    return f"sentences\n{pack}"
