"""What the rules are told beside the text: the year, the names, rates with their formulas, what rules of marks give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from reportgen.patterns import DISTRICTS, regex
from reportgen.statements.report import Report
from reportgen.values import Frozen, field, replace

# 财预〔2020〕10号《项目支出绩效评价管理办法》第二十条: what most places follow
GRADES = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
Figures: TypeAlias = Mapping[str, Decimal]


class Rate(Frozen):
    """A rate that a pack computes: its name, its 算式, the facts in it, and the computing itself (a ratio, not %)."""

    name: str
    formula: str
    inputs: tuple[str, ...]
    optional: tuple[str, ...]  # count as nothing where the text does not give them
    compute: Callable[[Figures], Decimal | None]


class Bound(Frozen):
    """The least and the most that a rule gives an indicator for figures, and how that came about."""

    low: Decimal
    high: Decimal
    how: str


class Reached(Frozen):
    """An indicator of the department's own: name, unit, what was reached and aimed at, in that unit."""

    name: str
    unit: str
    actual: Decimal
    targets: tuple[Decimal, ...] = ()  # the adjusted one first


class Ground(Frozen):
    """What is known before reading; everything may be missing, and then the rules that need it are silent."""

    year: int | None = None
    office: str = ""
    selves: tuple[str, ...] = ()
    rates: tuple[Rate, ...] = ()
    bounds: Callable[[Figures], Mapping[str, Bound]] = field(default=lambda figures: {})
    facts: Figures = field(default_factory=dict)  # by name, rates as percentages: the data the text is held against
    values: frozenset[Decimal] = frozenset()  # every other number of the data
    rows: tuple[Reached, ...] = ()
    marks: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)  # weight and mark by indicator
    fresh: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # lines of a fresh rendering, by `masked`
    grades: tuple[tuple[str, Decimal], ...] = GRADES  # and the least total of each, from the best
    own: bool = False  # a report that this tool makes: its score table and its generated sentences are right

    @cached_property
    def known_rates(self) -> tuple[tuple[str, Decimal], ...]:
        """The rates among the facts."""
        return tuple((name, value) for name, value in self.facts.items() if name.endswith("率"))


def masked(text: str) -> str:
    """A line with its numbers left out: what two renderings of one template share."""
    return regex(r"\d[\d,]*(?:\.\d+)?").sub("#", text)


def read_off(ground: Ground, report: Report) -> Ground:
    """`ground` with the year and the names that the text itself gives."""
    texts = [paragraph.text for paragraph in report.paragraphs]
    whole = "\n".join(texts)
    office = ground.office or _office(texts)
    selves = {*ground.selves, *regex(r"以下简称[“\"]([^”\"]{2,12})[”\"]").findall(whole), office, _short(office)}
    district = next((name for name in DISTRICTS if name in office), "")
    selves |= {f"{area}{own}" for own in selves if own and district for area in (f"{district}区", f"{district}新区")}
    return replace(ground, year=ground.year or _year(texts), office=office, selves=_longest(selves))


def _year(texts: list[str]) -> int | None:
    """The year of the title, else the one named most often."""
    for text in texts[:12]:
        if found := regex(r"(20\d\d)年?度?(?:部门)?(?:整体)?(?:支出)?(?:绩效|决算|预算)").search(text):
            return int(found[1])
    years = Counter(regex(r"(20\d\d)年").findall("\n".join(texts)))
    return int(years.most_common(1)[0][0]) if years else None


def _office(texts: list[str]) -> str:
    for text in texts[:12]:
        if found := regex(
            r"(?:部门|单位)名称[^：:]*[：:](.{4,30}?(?:局|委员会|办公室|中心|办事处|委|部|会|院|馆|校))$"
        ).search(text):
            return found[1]
    return ""


def _short(office: str) -> str:
    return office.removeprefix("深圳市")


def _longest(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, names), key=len, reverse=True))
