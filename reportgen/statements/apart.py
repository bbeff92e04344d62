"""What the rules that look at one paragraph at a time say: once of each text, however many reports have it.

A pack's own sentences stand in every report, and most of a report stands in the next one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from reportgen.statements.ground import Ground
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph, Report
from reportgen.statements.rules import OF_A_PARAGRAPH, RULES
from reportgen.values import Frozen, replace

Numbered: TypeAlias = tuple[int, Remark]  # with the place of its rule among RULES

_APART = tuple((number, rule) for number, rule in enumerate(RULES) if rule in OF_A_PARAGRAPH)
_TOGETHER = tuple((number, rule) for number, rule in enumerate(RULES) if rule not in OF_A_PARAGRAPH)


class _Alike(Frozen, eq=False):
    """A paragraph, equal to any other of which these rules say the same: it may stand elsewhere in its report."""

    paragraph: Paragraph
    year: int | None

    def __hash__(self) -> int:
        return hash(self.paragraph.text)

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, _Alike)
        one, two = self.paragraph, other.paragraph
        alike = one.text == two.text and one.section == two.section and one.level == two.level
        return alike and one.place.words == two.place.words and self.year == other.year


def remarks(reading: Reading) -> Iterator[Remark]:
    """Every remark of every rule, rule by rule."""
    year = reading.ground.year
    told = [(number, remark) for number, rule in _TOGETHER for remark in rule(reading)]
    for paragraph in reading.body:
        found = _of_a_paragraph(_Alike(paragraph, year))
        told += [(number, replace(remark, place=paragraph.at(remark.at))) for number, remark in found]
    return (remark for _, remark in sorted(told, key=_number))


def _number(told: Numbered) -> int:
    return told[0]


@lru_cache(maxsize=4096)
def _of_a_paragraph(alike: _Alike) -> tuple[Numbered, ...]:
    alone = Reading(Report((alike.paragraph,)), Ground(year=alike.year))
    return tuple((number, remark) for number, rule in _APART for remark in rule(alone))
