"""Notes about problems: title, description, cause, measures, and how each compares with last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen import chinese
from reportgen.facts.source import Path
from reportgen.findings.draft.evidence import POINTS, YEAR, literal, named
from reportgen.findings.draft.plan import Planned
from reportgen.findings.draft.stale import counts
from reportgen.findings.finding import Finding
from reportgen.findings.followup import PastProblem
from reportgen.findings.rectification import ACTIVE
from reportgen.patterns import regex
from reportgen.review.grounds import Grounds, called
from reportgen.review.indicators import standards
from reportgen.word.anchors.place import PROBLEM, Place, identities
from reportgen.word.anchors.review_notes import COMPARED, LAST_YEAR, Note

_TOOL = "由工具写成"
_NUMBER = regex(r"\d+(?:\.\d+)?%?")
_DATED = "上年情况属实"


def problems(grounds: Grounds) -> dict[str, Note]:
    """The notes about every problem, by place."""
    findings = grounds.evaluation.findings
    names = identities(finding.codes for finding in findings)
    found: dict[str, Note] = {}
    for finding, planned, name in zip(findings, _planned(grounds, findings), names, strict=True):
        desk = _Desk(grounds, finding, planned)
        at = Place(PROBLEM, name)
        told = {"标题": desk.title(), "描述": desk.description(), "原因": desk.cause()}
        found |= {str(at.at(field)): note for field, note in told.items()}
        found |= {str(at.row(i)): desk.measure(i - 1) for i, _ in enumerate(finding.measures, 1)}
        found[str(at.at(COMPARED))] = Note((f"{_TOOL}：按上年评价结果与本年评分比较",), (_DATED,))
    return found


def _planned(grounds: Grounds, findings: Sequence[Finding]) -> Iterator[Planned | None]:
    """What is planned for each problem: its entry of 整改.yaml, or, without a place, the one it shall have."""
    standing = [p for p in grounds.plan.entries if p.section == ACTIVE]
    others = iter([p for p in standing if not p.entry.codes])
    for finding in findings:
        own = (p for p in standing if set(finding.codes) & set(p.entry.codes))
        yield next(own if finding.codes else others, None)


@dataclass(frozen=True)
class _Desk:
    """One problem, and the entry that people may have written about it."""

    grounds: Grounds
    finding: Finding
    planned: Planned | None

    def title(self) -> Note:
        told = f"扣分：{self._points()}" if self.finding.losses else "不扣分的问题"
        if text := self._typed("标题"):
            return _with(self._theirs("标题", text, ("标题",)), told)
        return Note((_TOOL, told), ("标题的判断恰当",))

    def description(self) -> Note:
        if text := self._typed("描述"):
            return self._theirs("描述", text, ("描述",))
        author, names = self.grounds.author, self._figures()
        marks = [mark for loss in self.finding.losses if (mark := author.mark(loss.code))]
        missed = [line for mark in marks for line in standards(mark)]
        bases = dict.fromkeys(f"依据：{mark.basis}" for mark in marks if mark.basis)
        told = (_TOOL, f"扣分：{self._points()}", *missed, *self._traced(names), *bases)
        dated = [_DATED] if any(loss.code in author.recurring for loss in self.finding.losses) else []
        return Note(told, ("所述情形属实", *dated, *self.grounds.records(names)))

    def cause(self) -> Note:
        if text := self._typed("原因"):
            return self._theirs("原因", text, ("原因",))
        place = self.planned.place if self.planned else None
        where = f"，常见原因列在{self.grounds.written(place)}的条目下，可选用改写" if place else ""
        return Note((f"尚缺主要原因{where}",))

    def measure(self, i: int) -> Note:
        measure = self.finding.measures[i]
        given = {"责任科室": measure.owner, "完成时限": measure.due}
        lacking = [word for word, value in given.items() if not value]
        there = [word for word in given if word not in lacking]
        told = [f"尚缺：{'、'.join(lacking)}"] if lacking else []
        reported = [word for word, value in (("状态", measure.state), ("完成情况", measure.progress)) if value]
        confirm = [f"{'、'.join(words)}{how}" for words, how in ((there, "恰当"), (reported, "属实")) if words]
        if typed := self._typed_measure(i):
            path, text = typed
            return _with(self._theirs("措施", text, path), *told, confirm=confirm)
        return Note((_TOOL, *told), ("措施可行", *confirm))

    def _points(self) -> str:
        return "、".join(f"{x.name}（{x.code}）{chinese.points(x.points)}分" for x in self.finding.losses)

    def _typed(self, label: str) -> str | None:
        """What a person wrote under `label`; None where the words are the tool's."""
        if self.planned is None:
            return None
        entry, today = self.planned.entry, self.planned.today
        texts = {"标题": entry.title, "描述": entry.description, "原因": entry.cause}
        own = {"标题": today.title.own, "描述": today.description.own} if today else {}
        return None if own.get(label) else texts[label]

    def _typed_measure(self, i: int) -> tuple[Path, str] | None:
        """The place of measure `i` in its entry and its words, where a person wrote them."""
        if self.planned is None:
            return None
        if self.planned.today is None:
            measures = self.planned.entry.measures
            return (("措施", i, "措施"), measures[i].text) if i < len(measures) else None
        standing = [measure for measure in self.planned.today.measures.planned if not measure.dropped]
        if i >= len(standing) or standing[i].text.own or standing[i].index is None:
            return None
        return ("措施", standing[i].index or 0, "措施"), standing[i].text.text or ""

    def _theirs(self, label: str, text: str, path: Path) -> Note:
        """A person's own words, in which only the figures are to be looked at."""
        assert self.planned is not None
        where = self.grounds.written((*(self.planned.place or ()), *path))
        names = (*named(text), *self._meant(literal(text)))
        figures = (*self._traced(names), *self._stale(label))
        by_hand = ("文中手写的数字不随资料变化",) if counts(literal(text)) else ()
        only = "，只须核对其中的数字" if figures or by_hand else ""
        return Note((f"由人填写（{where}）{only}", *figures, *by_hand), tuple(self.grounds.records(names)))

    def _meant(self, typed: str) -> list[str]:
        """The figures whose values stand among the numbers that a person typed."""
        today = self.planned.today.figures if self.planned and self.planned.today else {}
        numbers = set(_NUMBER.findall(typed))
        return [name for name, value in today.items() if value in numbers and name not in (YEAR, POINTS)]

    def _figures(self) -> list[str]:
        """The computed figures that the tool's texts about the problem may speak of."""
        today = self.planned.today.figures if self.planned and self.planned.today else {}
        used = [name for loss in self.finding.losses if (m := self.grounds.author.mark(loss.code)) for name in m.used]
        computed = [name for name in today if name in self.grounds.evaluation.figures]
        return list(dict.fromkeys([*used, *computed]))

    def _traced(self, names: Sequence[str]) -> list[str]:
        return [*self.grounds.figures(names), *self.grounds.sources(names)]

    def _stale(self, label: str) -> Iterator[str]:
        """Figures that have changed since a person wrote the text called `label`."""
        for mark in self.planned.today.marks if self.planned and self.planned.today else ():
            if mark.concerns(label):
                yield f"写成后数字有变，请改写：{called(mark.name)} {mark.was} → {mark.now}"


def _with(note: Note, *told: str, confirm: Sequence[str] = ()) -> Note:
    return Note((*note.told, *told), (*confirm, *note.confirm))


def last_year(past: Sequence[PastProblem], where: str) -> dict[str, Note]:
    """The notes about last year's problems, whose result is named at `where`."""
    return {f"{LAST_YEAR}.{i}": _past(problem, where) for i, problem in enumerate(past, 1)}


def _past(problem: PastProblem, where: str) -> Note:
    points = f"上年扣{chinese.points(problem.before)}分，本年扣{chinese.points(problem.now)}分"
    shifts = [f"{called(x.name)}：上年{x.before}，本年{x.now}" for loss in problem.losses for x in loss.figures]
    promised = [f"上年承诺的{len(problem.measures)}条措施的落实情况"] if problem.measures else []
    return Note((f"{_TOOL}：{points}", *shifts, f"上年数取自{where}所列的评价结果"), (*promised, _DATED))
