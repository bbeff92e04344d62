"""A project's form as it is shown: its name and marks in the list, its fields, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.diagnostics import Severity
from reportgen.pipeline import LookedProject
from reportgen.values import Frozen, replace
from reportgen.web.folder import Paper
from reportgen.web.views.form import FilledPages
from reportgen.web.views.side import SideLink, links, notes_of
from reportgen.web.views.words import points


class LineShown(Frozen):
    """An indicator with its points, how they came about, and the field to go to."""

    name: str
    points: str
    full: str
    told: str
    box: str
    short: bool


class ProjectShown:
    """One form of the list."""

    def __init__(self, paper: Paper, looked: LookedProject) -> None:
        self.mark, self.path, self.looked, self.name = paper.mark, paper.path, looked, looked.name
        self.sheet = looked.sheet
        self.filled = FilledPages(looked)
        self.wrong = sum(one.severity is Severity.ERROR for one in looked.told)
        self.total = points(looked.sheet.total) if looked.sheet and looked.sheet.total is not None else ""
        self.grade = (looked.sheet.grade or "") if self.total and looked.sheet else ""

    @property
    def number(self) -> str:
        """The number that the file begins with."""
        return self.path.stem.partition("-")[0] if self.path.stem[:1].isdigit() else ""

    @property
    def state(self) -> str:
        """As of a page of the form: error, open or done."""
        return "error" if self.wrong else "open" if self.looked.missing else "done"

    @property
    def missing(self) -> tuple[SideLink, ...]:
        """What a finished report waits for, and where."""
        return self._boxed(links(self.looked, self.filled, self.looked.missing))

    @property
    def notes(self) -> tuple[SideLink, ...]:
        """What is said of it, and where."""
        return self._boxed(notes_of(self.looked, self.filled))

    def _boxed(self, told: Iterable[SideLink]) -> tuple[SideLink, ...]:
        """Each with the very field to go to."""
        return tuple(replace(one, field=self.filled.near(one.field) if one.field else "") for one in told)

    def lines(self) -> Iterator[LineShown]:
        """预算执行率 and each indicator with its points."""
        if (sheet := self.sheet) is None:
            return
        marks = [("预算执行率", sheet.execution, sheet.execution_full, sheet.execution_told, "资金")]
        marks += [(one.name, one.points, one.full, one.told, f"指标/{n}") for n, one in enumerate(sheet.lines, 1)]
        for name, gained, full, told, at in marks:
            short = gained is not None and gained < full
            yield LineShown(
                name, "" if gained is None else points(gained), points(full), told, self.filled.box_of(at), short
            )
