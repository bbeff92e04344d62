"""Full-width signs in tags, and the half-width ones that were meant."""

from __future__ import annotations

import unicodedata

_NARROW = {"。": ".", "、": ",", "「": '"', "」": '"', "『": '"', "』": '"', "“": '"', "”": '"', "‘": "'", "’": "'"}
_HAN = frozenset("。、，；：？！「」『』《》〈〉【】〔〕…—～·￥“”‘’")


def is_wide(sign: str) -> bool:
    """Whether a template would not read `sign` outside a string, though it looks like one that it reads."""
    return sign in _HAN or (not sign.isspace() and unicodedata.normalize("NFKC", sign) != sign)


def all_wide(text: str) -> str:
    """The full-width signs in `text`, as often as they stand there."""
    if _HAN.isdisjoint(text) and unicodedata.is_normalized("NFKC", text):
        return ""
    return "".join(filter(is_wide, text))


def wide(text: str) -> str:
    """The full-width signs in `text`, each once."""
    return "".join(dict.fromkeys(all_wide(text)))


def narrow(text: str) -> str:
    """`text` with half-width signs."""
    return "".join(_NARROW.get(sign) or unicodedata.normalize("NFKC", sign) for sign in text)
