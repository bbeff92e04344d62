"""评分规则: every kind of rule in use, one tuple. A new kind is one file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

from reportgen.facts.records.notation import Tagged
from reportgen.scoring.kinds.base import Given, Rule
from reportgen.scoring.kinds.checklist import Checklist
from reportgen.scoring.kinds.composite import BestOf, Composite, Part
from reportgen.scoring.kinds.counting import CountOff, CountUp
from reportgen.scoring.kinds.discretion import Discretion
from reportgen.scoring.kinds.judging import claimed, emptied, judge, settled, struck, vetoing
from reportgen.scoring.kinds.levels import Band, DecisionTable, Level
from reportgen.scoring.kinds.limits import Deadline, OverLimit, YearOnYear
from reportgen.scoring.kinds.own_rows import OwnIndicators
from reportgen.scoring.kinds.progress import Progress
from reportgen.scoring.kinds.ratio import Imported, Ratio
from reportgen.scoring.kinds.rollup import Rollup
from reportgen.scoring.kinds.tiers import Threshold, Tiers

__all__ = ["KINDS", "AnyRule", "Given", "Part", "Rule", "claimed", "emptied", "judge", "settled", "struck", "vetoing"]

KINDS: tuple[type[Rule], ...] = (
    Tiers,
    Threshold,
    Ratio,
    Progress,
    OverLimit,
    YearOnYear,
    CountOff,
    CountUp,
    Checklist,
    Level,
    DecisionTable,
    Band,
    OwnIndicators,
    Discretion,
    Composite,
    BestOf,
    Deadline,
    Imported,
    Rollup,
)

if TYPE_CHECKING:
    AnyRule = Rule
else:
    AnyRule = Annotated[Union[KINDS], Tagged("kind")]  # noqa: UP007 - built from the tuple
