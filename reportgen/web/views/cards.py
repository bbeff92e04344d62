"""整改.yaml as cards: what stands there, what the report prints where nothing does, causes to choose from."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.pipeline import (
    Entry,
    Finding,
    Looked,
    Measure,
    MeasureEntry,
    bare_cause,
    lacking,
    problems_found,
    typical_causes,
)
from reportgen.values import Frozen
from reportgen.web.views.whereabouts import box_id, plan_address

_SAME = "（随问题）"  # what a measure says nothing of, its problem says
_TAGS, _UNREAD = ("{{", "{%"), "现在还写不出来，原因见核查意见"
STATES = ("未开始", "整改中", "已完成", "长期坚持")


class AmendedText(Frozen):
    """A text of 整改.yaml that may be changed: its key, what stands there, what is printed where nothing does.

    `reads` is how a text with figures in {{ }} reads in the report today, None of one without them.
    """

    key: str
    value: str
    printed: str = ""
    long: bool = False
    choices: tuple[str, ...] = ()
    reads: str | None = None


class MeasureCard(Frozen):
    """One measure of a problem, by its number from 0."""

    number: int
    texts: tuple[AmendedText, ...]


class ProblemCard(Frozen):
    """One problem, by its number from 0; `stale` has the figures that changed: name, before, now, texts concerned.

    `entry` tells it from the others: its 编号, or its 标题; `lacking` is what it still lacks, each with its address.
    """

    number: int
    entry: str
    codes: tuple[str, ...]
    heading: str
    points: str
    texts: tuple[AmendedText, ...]
    measures: tuple[MeasureCard, ...]
    causes: tuple[tuple[str, str], ...]
    stale: tuple[tuple[str, str, str, str], ...]
    lacking: tuple[tuple[str, str], ...]


class Problems(Frozen):
    """`uncovered` are the losses that 整改.yaml has no entry for, `gone` the titles under 已消除."""

    cards: tuple[ProblemCard, ...]
    uncovered: tuple[str, ...]
    gone: tuple[str, ...]


def boxes(told: Problems) -> dict[str, AmendedText]:
    """Every text, by its box."""
    found: dict[str, AmendedText] = {}
    for card in told.cards:
        found |= {box_id(card.number, None, one.key): one for one in card.texts}
        for measure in card.measures:
            found |= {box_id(card.number, measure.number, one.key): one for one in measure.texts}
    return found


def problems(looked: Looked) -> Problems:
    """The problems of a department as they stand."""
    card = looked.evaluation.scorecard if looked.evaluation else None
    covered = {code for entry in looked.people.entries for code in entry.codes}
    uncovered = tuple(f"{loss.code} {loss.name}" for loss in card.losses if loss.code not in covered) if card else ()
    gone = tuple(entry.title or "、".join(entry.codes) for entry in looked.people.gone)
    return Problems(tuple(_cards(looked)), uncovered, gone)


def _cards(looked: Looked) -> Iterator[ProblemCard]:
    causes = typical_causes(looked)
    findings = {number: finding for finding, number in problems_found(looked)}
    for number, entry in enumerate(looked.people.entries):
        finding = findings.get(number)
        offered = dict.fromkeys(cause for code in entry.codes for cause in causes.get(code, ()))
        title, description = (finding.title, finding.description) if finding else ("", "")
        texts = (
            AmendedText("标题", entry.title or "", title, reads=_reads(entry, finding, "title")),
            AmendedText(
                "描述", entry.description or "", description, True, reads=_reads(entry, finding, "description")
            ),
            AmendedText("原因", entry.cause or "", long=True, reads=_reads(entry, finding, "cause")),
            AmendedText("责任科室", entry.owner or ""),
            AmendedText("时限", entry.due or ""),
        )
        yield ProblemCard(
            number,
            "、".join(entry.codes) or entry.title or "",
            entry.codes,
            (finding.title if finding else entry.title) or "（没有标题）",
            f"{finding.points:f}".rstrip("0").rstrip(".") if finding and finding.points else "",
            texts,
            tuple(_measures(entry, finding)),
            tuple((cause, bare_cause(cause)) for cause in offered),
            tuple((one.name, one.was, one.now, one.fields or "") for one in entry.stale),
            tuple((word, plan_address(at)) for word, at in (lacking(entry, number, finding) if finding else ())),
        )


def _measures(entry: Entry, finding: Finding | None) -> Iterator[MeasureCard]:
    for number, one in enumerate(entry.measures):
        told = finding.measures[number] if finding else None
        owner = f"{entry.owner}{_SAME}" if entry.owner else "空着的随问题的责任科室"
        due = f"{entry.due}{_SAME}" if entry.due else "空着的随问题的时限"
        texts = (
            AmendedText("措施", one.text, long=True, reads=_reads(one, told, "text")),
            AmendedText("责任科室", one.owner or "", owner),
            AmendedText("时限", one.due or "", due, reads=_reads(one, told, "due")),
            AmendedText("成果", one.outcome or "", reads=_reads(one, told, "outcome")),
            AmendedText("状态", one.state or "", choices=STATES),
            AmendedText("完成情况", one.progress or "", reads=_reads(one, told, "progress")),
        )
        yield MeasureCard(number, texts)


def _reads(typed: Entry | MeasureEntry, told: Finding | Measure | None, name: str) -> str | None:
    """How a text that was typed with figures in {{ }} is told in the report; None for one without them."""
    if not any(mark in (getattr(typed, name) or "") for mark in _TAGS):
        return None
    return (told and getattr(told, name)) or _UNREAD
