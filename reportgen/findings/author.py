"""Writes about marks in the pack's words: titles, evidence, measures, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from reportgen.facts.records.record import Record
from reportgen.facts.source import Path
from reportgen.findings.rectification import State
from reportgen.packs.wording import CauseWording, MeasureWording, Sentence, Wording
from reportgen.scoring.formula import Figure
from reportgen.scoring.scorecard import Gap, Mark, Scorecard

LARGE, SMALL = "大", "小"  # 差距: more than half of the points, or no more


class Measure(Record):
    """整改措施: what is done, by whom, by when, what comes out of it, and how far people say it has come."""

    text: str = Field(alias="措施")
    owner: str | None = Field(None, alias="责任科室")
    due: str | None = Field(None, alias="时限")
    outcome: str | None = Field(None, alias="成果")
    state: State | None = Field(None, alias="状态")
    progress: str | None = Field(None, alias="完成情况")


@dataclass(frozen=True)
class Author:
    """Writes findings: the scorecard, the pack's sentences, and the facts that sentences may name.

    `figures` are the computed indicators with their traces; `recurring` says, by 编号, how a problem of last year
    stands today.
    """

    scorecard: Scorecard
    wording: Wording
    facts: Mapping[str, Any]
    figures: Mapping[str, Figure] = field(default_factory=dict)
    recurring: Mapping[str, str] = field(default_factory=dict)

    def mark(self, code: str) -> Mark | None:
        """The mark of indicator `code`; None for a loss of the total itself."""
        return next((n.mark for n in self.scorecard.nodes if n.code == code and n.mark), None)

    def slots(self, mark: Mark, gap: Gap | None) -> dict[str, Any]:
        """What a sentence about `mark` (and one `gap` of it) may name."""
        figures = self.facts.get("计算", {})
        used = [figures[name] for name in mark.used if figures.get(name) is not None]
        own = mark.model_dump(by_alias=True)
        short = gap.model_dump(by_alias=True) if gap else {}
        return {
            **self.facts,
            "指标": mark.name,
            **{k: own[k] for k in ("编号", "分值", "得分", "扣分", "失分点", "得分说明", "理由")},
            **{k: short.get(k, "") for k in ("标准", "实际", "方向", "内容")},
            "本项扣分": gap.points if gap else mark.lost,
            "本项分值": gap.full if gap else mark.full,
            "差距": LARGE if gap and gap.points * 2 > gap.full else SMALL,
            "类型": gap.kind if gap else mark.kind,
            "值": used[0] if used else None,
        }

    def sentences(self, mark: Mark, name: str) -> list[tuple[Any, Sentence, Gap]]:
        """Wording `name` for each distinct gap of `mark`, the particular before the general."""
        found: dict[tuple[str | int, ...], tuple[Any, Sentence, Gap]] = {}
        for gap in mark.gaps:
            codes = dict.fromkeys((f"{gap.code}.{gap.key}", gap.code, mark.code))
            if hit := self.wording.phrases(codes, gap.kind, name):
                value, path = hit
                text = value if isinstance(value, str) else ""
                found.setdefault(path, (value, Sentence(text, path), gap))
        return list(found.values())

    def title(self, mark: Mark) -> str:
        """The judgement that heads the problem."""
        wording = self.wording.phrases([mark.code], mark.gaps[0].kind, "title")
        if wording is None:
            return f"{mark.name}失分"
        text, path = wording
        return self.wording.render(Sentence(text, path), self.slots(mark, mark.gaps[0]))

    def description(self, mark: Mark) -> str:
        """The evidence: figures, the standard missed, its direction, and whether last year had the problem too."""
        texts = [self.wording.render(s, self.slots(mark, g)) for _, s, g in self.sentences(mark, "description")]
        return ("".join(texts) or mark.explanation) + self.recurring.get(mark.code, "")

    def measures(self, mark: Mark) -> tuple[Measure, ...]:
        """The pack's measures that fit the gaps of `mark`."""
        return tuple(self.drafts(mark).values())

    def drafts(self, mark: Mark) -> dict[str, Measure]:
        """The same, by a key that stays while figures change: the place of the wording."""
        return {
            ".".join(map(str, (mark.code, *path))): self.measure(wording, path, self.slots(mark, gap))
            for wordings, sentence, gap in self.sentences(mark, "measures")
            for path, wording in (((*sentence.path, i), w) for i, w in enumerate(wordings))
            if self.wording.fits(wording, path, self.slots(mark, gap))
        }

    def causes(self, mark: Mark) -> tuple[str, ...]:
        """常见原因 of the pack that fit the gaps of `mark`, for a person to choose from and rewrite."""
        told = [
            self.cause(wording, (*sentence.path, i), self.slots(mark, gap))
            for wordings, sentence, gap in self.sentences(mark, "causes")
            for i, wording in enumerate(wordings)
            if self.wording.fits(wording, (*sentence.path, i), self.slots(mark, gap))
        ]
        return tuple(dict.fromkeys(told))

    def measure(self, w: MeasureWording, path: Path, slots: Mapping[str, Any]) -> Measure:
        """The measure worded at `path`."""
        texts = {
            name: text and self.wording.render(Sentence(text, (*path, alias)), slots)
            for name, alias, text in (
                ("text", "措施", w.text),
                ("outcome", "成果", w.outcome),
                ("due", "时限", w.due),
            )
        }
        return Measure.model_validate(texts)

    def cause(self, w: CauseWording, path: Path, slots: Mapping[str, Any]) -> str:
        """A typical cause with what people need to choose it: its nature, and when it fits."""
        told: list[str] = [w.nature] if w.nature else []
        told += [f"适用：{w.fits}"] if w.fits else []
        text = self.wording.render(Sentence(w.text, (*path, "原因")), slots)
        return f"{text}（{'；'.join(told)}）" if told else text

    def remark(self, mark: Mark) -> str:
        """评语: the pack's sentence for this mark, praise only where no point is lost."""
        sentence = self.remark_sentence(mark)
        return self.wording.render(sentence, self.slots(mark, next(iter(mark.gaps), None))) if sentence else ""

    def remark_sentence(self, mark: Mark) -> Sentence | None:
        """The same as the pack has it, before its figures are put in."""
        kind = mark.gaps[0].kind if mark.gaps else mark.kind
        wording = self.wording.phrases([mark.code], kind, "remarks")
        if wording is None or mark.points is None:
            return None
        remarks, path = wording
        alias, text = ("失分", remarks.short) if mark.lost else ("满分", remarks.full)
        return Sentence(text, (*path, alias))
