"""Where a text of the report stands in the data, as the tags of its controls have it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

from reportgen.patterns import regex
from reportgen.values import Frozen, replace

NARRATIVE, DECLARED, PROBLEM, MEASURE = "叙述", "补充", "问题", "措施"
TEXTS = ("标题", "描述", "原因")
OF_MEASURE = ("责任科室", "时限", "成果")
LONGEST_TAG = 64
_ADDED, _FORMER = "新增", "（原稿）"
_TAG = regex(r"(叙述|补充|问题)\.(.+?)(?:#([2-9]|[1-9][0-9]+))?", re.DOTALL)
_TEXT = regex(rf"(.+)\.({'|'.join(TEXTS)})", re.DOTALL)
_MEASURE = regex(rf"(.+)\.{MEASURE}\.([0-9]+(?:{_FORMER})?|{_ADDED}[0-9]+)(?:\.({'|'.join(OF_MEASURE)}))?", re.DOTALL)


class Place(Frozen):
    """叙述.主要职能 · 补充.财务自查 · 问题.C21.原因 · 问题.C21.措施.2 · 问题.C21.措施.2.时限.

    #2 stands behind what is printed once more. `name` is the section of the narrative, what a pack declares under 补充,
    or stands for the problem (see `identities`); `field` is one of TEXTS, MEASURE or one of OF_MEASURE; `measure` is
    the number of the measure as printed: 2, 新增1 for one that was typed in Word, 2（原稿） for one that the data
    no longer have. A tag of any other shape is all `name`.
    """

    section: str
    name: str
    field: str = ""
    measure: str = ""
    copy: int = 1

    def __str__(self) -> str:
        own = "" if self.field == MEASURE else self.field
        parts = (self.section, self.name, self.measure and f"{MEASURE}.{self.measure}", own)
        return ".".join(filter(None, parts)) + (f"#{self.copy}" if self.copy > 1 else "")

    @classmethod
    def parse(cls, tag: str) -> Place:
        """The place that `tag` names: `str` of it is `tag`."""
        found = _TAG.fullmatch(tag)
        if found is None:
            return cls("", tag)
        section, rest, copy = found[1], found[2], int(found[3] or 1)
        if section == PROBLEM and (text := _TEXT.fullmatch(rest)):
            return cls(section, text[1], text[2], copy=copy)
        if section == PROBLEM and (measure := _MEASURE.fullmatch(rest)):
            return cls(section, measure[1], measure[3] or MEASURE, measure[2], copy)
        return cls(section, rest, copy=copy)

    @property
    def prose(self) -> bool:
        """Whether it is a narrative of dept.yaml, the model's own or one that the pack declares."""
        return self.section in (NARRATIVE, DECLARED)

    @property
    def keys(self) -> tuple[str, ...]:
        """Where a narrative stands in dept.yaml."""
        return (self.section, *(self.name.split(".") if self.section == DECLARED else (self.name,)))

    def at(self, field: str) -> Place:
        """The text `field` of the same problem or measure."""
        return replace(self, field=field, copy=1)

    def row(self, number: int, *, added: bool = False) -> Place:
        """Measure `number` of the same problem, or the one that was typed in Word as number `number`."""
        return replace(self, field=MEASURE, measure=f"{_ADDED if added else ''}{number}", copy=1)

    @property
    def first(self) -> Place:
        """The same place where it is printed first."""
        return replace(self, copy=1)

    @property
    def problem(self) -> Place:
        """The problem as a whole."""
        return Place(self.section, self.name)

    @property
    def number(self) -> int:
        """The number of the measure in the data; 0 where there is none."""
        return int(self.measure) if self.measure.isdecimal() else 0

    @property
    def added(self) -> bool:
        """Whether it is of a measure that was typed in Word."""
        return self.measure.startswith(_ADDED)

    def renumbered(self, number: int | None) -> Place:
        """The same of measure `number` of today; None for one that the data no longer have."""
        return replace(self, measure=f"{self.measure}{_FORMER}" if number is None else str(number))


def identities(codes: Iterable[Sequence[str]]) -> list[str]:
    """What stands in tags for each problem, by its codes; those without any are counted."""
    found, without = [], 0
    for names in codes:
        without += not names
        joined = "+".join(names) or f"无编号{without}"
        if len(joined) > LONGEST_TAG // 2:
            joined = f"{names[0]}等{hashlib.sha256(joined.encode()).hexdigest()[:8]}"
        found.append(joined)
    return found
