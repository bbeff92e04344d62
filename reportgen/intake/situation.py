"""How each department stands: not handed in, equal to its data, changed, older than its data, not comparable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property

from reportgen.intake.papers import Expected, Paper, PaperKind
from reportgen.values import Frozen, field

TEXT, FIGURE, LEDGER = "文字", "工具写的文字和数字", "台账"


class Situation(StrEnum):
    """How the report of a department stands, the worst last."""

    SAME = "一致"
    OLDER = "报告早于资料"
    CHANGED = "有改动"
    DRAFT = "交的是草稿"
    UNKNOWN = "不能比对"
    MISSING = "未报"


class Deviation(Frozen):
    """One thing that the paper says otherwise than the data: where, what both say, or what is to be said of it."""

    kind: str
    place: str
    data: str = ""
    paper: str = ""
    said: str = ""


class Held(Frozen):
    """A paper held against the data of its department; `older`: what has changed in the data since it was printed."""

    paper: Paper
    due: Expected
    deviations: tuple[Deviation, ...] = ()
    older: str = ""
    trouble: str = ""

    @property
    def situation(self) -> Situation:
        """How this one stands."""
        if self.trouble:
            return Situation.UNKNOWN
        if self.paper.draft:
            return Situation.DRAFT
        if any(one.kind == TEXT for one in self.deviations) or (self.deviations and not self.older):
            return Situation.CHANGED
        return Situation.OLDER if self.older else Situation.SAME

    def count(self, kind: str) -> int:
        """How many deviations of one kind there are."""
        return sum(one.kind == kind for one in self.deviations)


class OfDepartment(Frozen):
    """A department, with all that it handed in."""

    due: Expected
    reports: tuple[Held, ...] = ()
    ledgers: tuple[Held, ...] = ()

    @property
    def situation(self) -> Situation:
        """How its reports stand, by the worst of them."""
        worst = list(Situation)
        return max((held.situation for held in self.reports), key=worst.index, default=Situation.MISSING)

    @property
    def copies(self) -> str:
        """What is said where it handed in more than one report."""
        if len(self.reports) < 2:
            return ""
        alike = len({held.paper.digest for held in self.reports}) == 1
        return f"交了 {len(self.reports)} 份报告，{'内容相同' if alike else '内容不同，请问清以哪份为准'}"

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        open_ledgers = any(held.deviations or held.trouble for held in self.ledgers)
        return self.situation is Situation.SAME and not self.copies and not open_ledgers


class Reception(Frozen):
    """All departments in the order of their data, and the papers that belong to none."""

    departments: tuple[OfDepartment, ...]
    strays: tuple[Paper, ...] = field(default_factory=tuple)

    @cached_property
    def settled(self) -> bool:
        """Whether everybody handed in what the data give, and nothing else lies there."""
        return not self.strays and all(one.settled for one in self.departments)


def owner(paper: Paper, due: Sequence[Expected]) -> Expected | None:
    """The department that `paper` says it is of."""
    if paper.trouble or paper.kind is PaperKind.OTHER:
        return None
    return next((one for one in due if (one.name, one.year) == (paper.department, paper.year)), None)


def reception(due: Sequence[Expected], papers: Sequence[Paper], held: Sequence[Held]) -> Reception:
    """Everything by department; a unit of a department counts only where it handed in something."""
    departments = []
    for one in due:
        own = [each for each in held if each.due == one]
        reports = tuple(each for each in own if each.paper.kind is PaperKind.REPORT)
        ledgers = tuple(each for each in own if each.paper.kind is PaperKind.LEDGER)
        if own or not one.unit:
            departments.append(OfDepartment(one, reports, ledgers))
    return Reception(tuple(departments), tuple(_strays(due, papers)))


def _strays(due: Sequence[Expected], papers: Sequence[Paper]) -> Iterator[Paper]:
    for paper in papers:
        if owner(paper, due) is None:
            yield paper if paper.trouble else _nobodys(paper, due)


def _nobodys(paper: Paper, due: Sequence[Expected]) -> Paper:
    whose = f"{paper.department}{paper.year}年度" if paper.department else ""
    trouble = f"是{whose}的，资料里没有这个部门" if whose else "看不出是哪个部门、哪一年度的"
    if years := [one.year for one in due if one.name == paper.department]:
        trouble = f"是{whose}的，资料是{'、'.join(years)}年度的"
    advice = "请核对是否放错，或资料文件夹不全" if whose else "封面和标题里应有部门全称和年度；请用 build 生成的 .docx"
    return Paper(paper.path, paper.kind, paper.department, paper.year, paper.digest, False, trouble, advice)
