"""What a rule says: a code, how much it weighs, where, what stands there, what should, and why."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.diagnostics import Severity
from reportgen.statements.mentions import Mention
from reportgen.statements.report import Place
from reportgen.values import Frozen

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


class Remark(Frozen):
    """One 核查意见 on a text; `quote` is verbatim but for spaces."""

    code: str
    level: Severity
    place: Place
    quote: str
    said: str
    expected: str = ""
    at: int = -1  # offset in the paragraph, to tell two places of the same words apart


def on(mention: Mention, code: str, level: Severity, said: str, expected: str = "") -> Remark:
    """A remark on one figure."""
    return Remark(code, level, mention.place, mention.quote, said, expected, mention.start)


def settled(remarks: Iterable[Remark]) -> list[Remark]:
    """`remarks` without what is said twice of one place, the gravest kept, in order of the text."""
    kept: dict[tuple[object, ...], Remark] = {}
    for remark in sorted(remarks, key=lambda r: _ORDER.index(r.level)):
        kept.setdefault((remark.place, remark.quote, remark.code[:2] if remark.at >= 0 else remark.code), remark)
    by_figure: dict[tuple[object, ...], Remark] = {}
    for remark in kept.values():
        key = (remark.place, remark.at) if remark.at >= 0 else (remark.place, remark.quote, remark.code)
        by_figure.setdefault(key, remark)
    return sorted(by_figure.values(), key=lambda r: (r.place.order, r.at))
