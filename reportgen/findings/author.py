"""Writes about marks in the pack's words: titles, evidence, measures, remarks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from reportgen.facts.records.record import Record, named, optional
from reportgen.facts.source import Path
from reportgen.findings.deadlines import later
from reportgen.findings.rectification import Status
from reportgen.packs.wording import BY_KIND, CauseWording, MeasureWording, Sentence, Wording
from reportgen.scoring.formula import Figure
from reportgen.scoring.mark import Ground, Scored
from reportgen.scoring.scorecard import Gap, Mark, Scorecard
from reportgen.values import Frozen, field, replace

ZERO = Decimal(0)
LARGE, SMALL, SLIGHT = "大", "小", "微"  # 差距: more than half of the points; no more; a twentieth at most
_OF_MARK = ("编号", "分值", "得分", "扣分", "失分点", "得分说明", "理由", "规则得分", "不适用项")
_PREFIXES = ("得满分须", "应")
FULL, SHORT, PARTLY, TROUBLED = "满分", "失分", "部分不适用", "列为问题"


@cache
def _of_mark(kind: type[Scored]) -> Mapping[str, str]:
    """The fields of a mark that sentences may name, by their Chinese names."""
    return {field.alias: own for own, field in kind.fields_by_name.items() if field.alias in _OF_MARK}


def distance(points: Decimal, full: Decimal) -> str:
    """差距: how far `points` lost of `full` are from full marks."""
    return LARGE if points * 2 > full else SLIGHT if points * 20 <= full else SMALL


def _goal(gap: Gap | None) -> str:
    """What full marks ask for, as a sentence goes on: 不低于95%, 达到100%; of a mark by hand, that they be reached."""
    goal = gap.standard if gap else ""
    return next((goal.removeprefix(p) for p in _PREFIXES if goal.startswith(p)), goal) or "达到满分标准"


def _counted(mark: Scored) -> str:
    """How what does not apply counts."""
    if mark.points is None:
        return "剔除后换算"
    return "按零分计" if mark.lost else "按满分计"


class Measure(Record):
    """整改措施: what is done, by whom, by when, what comes out of it, and how far people say it has come."""

    text: str = named("措施", "整改措施")
    owner: str | None = optional("责任科室", "责任科室")
    due: str | None = optional("时限", "完成时限")
    outcome: str | None = optional("成果", "整改成果")
    state: Status | None = optional("状态", "未开始、整改中、已完成或长期坚持；没有报告的没有（整改.yaml）")
    progress: str | None = optional("完成情况", "已经做了什么、有何佐证（整改.yaml）")


class Author(Frozen):
    """Writes findings: the scorecard, the pack's sentences, and the facts that sentences may name.

    `figures` are the computed indicators with their traces; `recurring` says, by 编号, how a problem of last year
    stands today; `troubles` has, by 编号, the title of a problem that names an indicator without loss; `reported` is
    填报日期, before which no measure falls due. In a `draft` people's sentences may lack figures. `units` are those
    of what the pack declares under 补充, by name.
    """

    scorecard: Scorecard
    wording: Wording
    facts: Mapping[str, Any]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    recurring: Mapping[str, str] = field(default_factory=dict)
    troubles: Mapping[str, str] = field(default_factory=dict)
    reported: dt.date | None = None
    draft: bool = False
    units: Mapping[str, str] = field(default_factory=dict)

    def told(self, sentence: Sentence, slots: Mapping[str, Any]) -> str:
        """A person's `sentence` with its figures; in a draft, 【待填：名称】 for those that nobody has given."""
        return self.wording.render(self.wording.with_gaps(sentence, slots) if self.draft else sentence, slots)

    def mark(self, code: str) -> Mark | None:
        """The mark of indicator `code`; None for a loss of the total itself."""
        return next((n.mark for n in self.scorecard.nodes if n.code == code and n.mark), None)

    def slots(self, mark: Scored, gap: Gap | None) -> dict[str, Any]:
        """What a sentence about `mark`, or a part of one, (and one `gap` of it) may name."""
        figures = self.facts.get("计算", {})
        used = [figures[name] for name in mark.used if figures.get(name) is not None]
        own = {alias: getattr(mark, name) for alias, name in _of_mark(type(mark)).items()}
        own["失分点"] = tuple(fell.to_data() for fell in mark.gaps)
        short = gap.to_data() if gap else {}
        return {
            **self.facts,
            "指标": mark.name,
            **own,
            **{k: short.get(k, "") for k in ("标准", "实际", "方向", "内容")},
            "满分标准": _goal(gap),
            "计分": _counted(mark),
            "问题标题": self.troubles.get(mark.code, ""),
            "本项扣分": gap.points if gap else mark.lost,
            "本项分值": gap.full if gap else mark.full,
            "差距": distance(gap.points, gap.full) if gap else SMALL,
            "类型": gap.kind if gap else mark.kind,
            "值": used[0] if used else None,
        }

    def sentences(self, mark: Mark, name: str) -> list[tuple[Any, Sentence, Gap]]:
        """Wording `name` for each distinct gap of `mark`, the particular before the general."""
        return [(value, sentence, gaps[0]) for value, sentence, gaps in self._worded(mark, name)]

    def _worded(self, mark: Mark, name: str) -> Iterator[tuple[Any, Sentence, list[Gap]]]:
        """The same with every gap that a wording speaks of."""
        found: dict[tuple[str | int, ...], tuple[Any, Sentence, list[Gap]]] = {}
        for gap in mark.gaps:
            codes = dict.fromkeys((f"{gap.code}.{gap.key}", gap.code, *worded_by(mark)))
            if hit := self.wording.phrases(codes, gap.kind, name):
                value, path = hit
                text = value if isinstance(value, str) else ""
                found.setdefault(path, (value, Sentence(text, path), []))[2].append(gap)
        yield from found.values()

    def title(self, mark: Mark) -> str:
        """The judgement that heads the problem."""
        wording = self.wording.phrases(worded_by(mark), mark.gaps[0].kind, "title")
        if wording is None:
            return f"{mark.name}失分"
        text, path = wording
        return self.wording.render(Sentence(text, path), self.slots(mark, mark.gaps[0]))

    def description(self, mark: Mark) -> str:
        """The evidence: figures, the standard missed, its direction, and whether last year had the problem too."""
        worded = self._worded(mark, "description")
        texts = [self.wording.render(s, self.slots(mark, _spoken_of(s, gaps))) for _, s, gaps in worded]
        return ("".join(texts) or mark.explanation) + self.recurring.get(mark.code, "")

    def measures(self, mark: Mark) -> tuple[Measure, ...]:
        """The pack's measures that fit the gaps of `mark`."""
        return tuple(self.drafts(mark).values())

    def drafts(self, mark: Mark) -> dict[str, Measure]:
        """The same, by a key that stays while figures change: the place of the wording."""
        return {
            ".".join(map(str, (mark.code, *path))): self.measure(wording, path, slots)
            for wording, path, slots in self._fitting(mark, "measures")
        }

    def causes(self, mark: Mark) -> tuple[str, ...]:
        """常见原因 of the pack that fit the gaps of `mark`, for a person to choose from and rewrite."""
        return tuple(dict.fromkeys(self.cause(*one) for one in self._fitting(mark, "causes")))

    def _fitting(self, mark: Mark, name: str) -> Iterator[tuple[Any, Path, dict[str, Any]]]:
        """The wordings in field `name` that fit the gaps of `mark`, each with its place and what it may name."""
        for wordings, sentence, gap in self.sentences(mark, name):
            slots = self.slots(mark, gap)
            for i, wording in enumerate(wordings):
                path = (*sentence.path, i)
                if self.wording.fits(wording, path, slots):
                    yield wording, path, slots

    def measure(self, w: MeasureWording, path: Path, slots: Mapping[str, Any]) -> Measure:
        """The measure worded at `path`."""

        def said(alias: str, text: str) -> str:
            return self.wording.render(Sentence(text, (*path, alias)), slots)

        return Measure(
            text=said("措施", w.text),
            outcome=w.outcome and said("成果", w.outcome),
            due=w.due and later(said("时限", w.due), self.reported),
        )

    def cause(self, w: CauseWording, path: Path, slots: Mapping[str, Any]) -> str:
        """A typical cause with what people need to choose it: its nature, and when it fits."""
        told: list[str] = [w.nature] if w.nature else []
        told += [f"适用：{w.fits}"] if w.fits else []
        text = self.wording.render(Sentence(w.text, (*path, "原因")), slots)
        return f"{text}（{'；'.join(told)}）" if told else text

    def remark(self, mark: Mark) -> str:
        """评语: what the pack says of this mark, praise only where figures or answers show full points."""
        return "".join(
            self.wording.render(sentence, self.slots(of, next(iter(of.gaps), None)))
            for of, sentence in self.remark_sentences(mark)
        )

    def remark_sentences(self, mark: Mark) -> list[tuple[Scored, Sentence]]:
        """The same as the pack has it, before its figures are put in, each with the mark or part that it is about.

        A composite whose parts do not all rest on its rule is told part by part.
        """
        if mark.pending:
            return []
        told = [(of, case) for of in _told(mark) if (case := _case(of)) != FULL or mark.code not in self.troubles]
        if len(told) < len(_told(mark)):
            told.append((mark, TROUBLED))
        found = [(of, self.wording.remark(worded_by(of), of.kind, case)) for of, case in told]
        return [(of, sentence) for of, sentence in found if sentence]


def worded_by(mark: Scored) -> tuple[str, ...]:
    """The codes under which a pack may have sentences for `mark`: a department's own indicator has those above it."""
    above = mark.parent if isinstance(mark, Mark) and mark.own else None
    return (mark.code, above) if above else (mark.code,)


def _told(mark: Mark) -> tuple[Scored, ...]:
    """What of `mark` a sentence is said about: the whole, or each part where they do not rest on the same."""
    whole = mark.ground is not Ground.RULE or all(part.ground is Ground.RULE for part in mark.parts)
    return (mark,) if whole else mark.parts


def _case(mark: Scored) -> str:
    """Which 评语 says what the points of `mark` rest on."""
    if mark.ground is not Ground.RULE:
        return mark.ground.value
    if mark.dropped:
        return PARTLY
    return SHORT if mark.lost else FULL


def _spoken_of(sentence: Sentence, gaps: Sequence[Gap]) -> Gap:
    """The gap that a sentence tells: the default of a kind tells all its gaps as one, a wording by 编号 the first."""
    if len(gaps) == 1 or sentence.path[0] != BY_KIND:
        return gaps[0]
    told = ("standard", "actual", "direction")
    shared = {name: values.pop() for name in told if len(values := {getattr(gap, name) for gap in gaps}) == 1}
    return replace(
        gaps[0],
        content="；".join(dict.fromkeys(gap.content for gap in gaps)),
        points=sum((gap.points for gap in gaps), ZERO),
        full=sum((gap.full for gap in gaps), ZERO),
        **{**dict.fromkeys(told, ""), **shared},
    )
