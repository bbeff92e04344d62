"""The text of a paragraph as it should be typed, for slips that have one remedy."""

from __future__ import annotations

import re
from collections.abc import Callable

from reportgen.diagnostics import Diagnostic
from reportgen.language import slips
from reportgen.language.tag import TAG
from reportgen.values import replace
from reportgen.word.workshop.anatomy import Anatomy

_LONGEST = 60


def mended(finding: Diagnostic, anatomy: Anatomy) -> Diagnostic:
    """`finding` with the text as it should be in its hint, where that is certain and not there yet."""
    at, mend = finding.position, _MENDS.get(finding.code)
    if at is None or mend is None or "改为：" in finding.hint:
        return finding
    paragraphs = (p for part in anatomy.parts.values() for p in part.paragraphs)
    for text in (p.spot.text for p in paragraphs if (p.spot.file, p.spot.place) == (at.file, at.place)):
        right = mend(text)
        if right != text and at.text.strip("…") in text:
            return replace(finding, hint=f"{finding.hint}　改为：{_changed(text, right)}".strip("　"))
    return finding


def _changed(before: str, after: str) -> str:
    """What is new in `after`, with the tag or the words around it."""
    if len(after) <= _LONGEST:
        return after
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    around = next((m[0] for m in TAG.finditer(after) if m.start() <= start < m.end()), None)
    return around or "…" + after[max(0, start - 10) : start + _LONGEST // 2] + "…"


def _paragraph_level(text: str) -> str:
    return re.sub(r"\{%(?=\s)", "{%p", text)


_MENDS: dict[str, Callable[[str], str]] = {
    "full-width-braces": slips.narrowed_braces,
    "parted-braces": slips.joined_braces,
    "single-brace": slips.doubled_brace,
    "stray-brace": slips.fewer_braces,
    "full-width-sign": slips.narrowed_signs,
    "empty-paragraph": _paragraph_level,
    "template-syntax": slips.two_equals,
}
