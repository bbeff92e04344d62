"""What goes wrong most often: lost points by indicator, with the departments, the words and the causes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property

from reportgen.summary.ranking import Ranking
from reportgen.summary.result_file import Finding, Loss, Result
from reportgen.values import Frozen

_SHOWN = 3  # of titles, causes and measures, those that most departments give


class Case(Frozen):
    """A department's loss on one indicator, and the problem that answers it."""

    result: Result
    finding: Finding
    loss: Loss


class Worded(Frozen):
    """Words of departments', and whose."""

    text: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        """The words, behind who says them."""
        return f"{self.names[0]}：{self.text}" if len(self.names) == 1 else f"{len(self.names)}个部门：{self.text}"


class Trouble(Frozen):
    """An indicator that departments lost points on, those that lost most first; `share` is of all departments."""

    code: str
    name: str
    cases: tuple[Case, ...]
    share: Decimal

    @cached_property
    def lost(self) -> Decimal:
        """The points lost by all of them."""
        return sum((case.loss.lost for case in self.cases), Decimal(0))

    @property
    def titles(self) -> list[Worded]:
        """What they call it."""
        return _worded((case.finding.title, case.result.name) for case in self.cases)

    @property
    def causes(self) -> list[Worded]:
        """What they give as its causes."""
        return _worded((case.finding.cause, case.result.name) for case in self.cases if case.finding.cause)

    @property
    def measures(self) -> list[Worded]:
        """What they have promised to do."""
        said = ((m.text, case.result.name) for case in self.cases for m in case.finding.measures)
        return _worded(said)

    @property
    def departments(self) -> list[str]:
        """Who lost points."""
        return [case.result.name for case in self.cases]


def troubles(standing: Ranking) -> tuple[Trouble, ...]:
    """Every indicator with a loss: that of most departments first, then that of most points."""
    by: dict[tuple[str, str], list[Case]] = {}
    for case in _cases(standing):
        whole = case.result.shared_by(case.loss.code) or case.loss
        by.setdefault((whole.code, whole.name), []).append(case)
    count = Decimal(len(standing.rows))
    made = [Trouble(code, name, _ordered(cases), len(cases) / count) for (code, name), cases in by.items()]
    return tuple(sorted(made, key=lambda trouble: (-len(trouble.cases), -trouble.lost, trouble.code)))


def _cases(standing: Ranking) -> Iterator[Case]:
    for row in standing.rows:
        for finding in row.result.whole.findings:
            for loss in finding.losses:
                yield Case(row.result, finding, loss)


def _ordered(cases: Sequence[Case]) -> tuple[Case, ...]:
    return tuple(sorted(cases, key=lambda case: (-case.loss.lost, case.result.name)))


def _worded(said: Iterable[tuple[str, str]]) -> list[Worded]:
    """The words said most often, with who says them; nothing is taken for common that one department says."""
    by: dict[str, list[str]] = {}
    for text, name in said:
        by.setdefault(text, []).append(name)
    ordered = sorted(by.items(), key=lambda item: -len(item[1]))
    return [Worded(text, tuple(dict.fromkeys(names))) for text, names in ordered[:_SHOWN]]
