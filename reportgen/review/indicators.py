"""Notes about indicators: the sentence that remarks on one, and its row of the score table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen import chinese
from reportgen.findings.draft.evidence import named
from reportgen.patterns import regex
from reportgen.review.grounds import Grounds
from reportgen.scoring.mark import Gap, Mark
from reportgen.word.anchors.review_notes import Note

_LONGEST = 60  # characters of a standard, which the annex has in full
_LISTED = regex("[，、；]")
_MOST = 5  # gaps told in one note
_ANSWERED = {
    "points": "人工评分的理由成立",
    "ticks": "各要点的达到情况属实",
    "count": "所填数量属实",
    "level": "评定的等级有据",
    "deducted": "酌情扣分（含不扣分）恰当",
    "not_applicable": "不适用的理由成立",
    "vetoes": "否决情形属实",
}


def remark(grounds: Grounds, mark: Mark) -> Note:
    """What stands behind the sentence about `mark`: rule, standard, figures."""
    sentences = [sentence.text for _, sentence in grounds.author.remark_sentences(mark)]
    names = list(dict.fromkeys([*mark.used, *(name for text in sentences for name in named(text))]))
    head = (
        f"指标：{_called(mark)}，满分{chinese.points(mark.full)}分，得{chinese.points(mark.points)}分{_departs(mark)}"
    )
    told = [head, *standards(mark), *grounds.figures(names, deep=False), *grounds.sources(names)]
    return Note((*told, *_answers(grounds, mark)), (*_confirm(grounds, mark), *grounds.records(names)))


def row(grounds: Grounds, mark: Mark) -> Note:
    """What stands behind the points of `mark`: how they came about, on what basis, what is lacking."""
    if mark.pending:
        return Note((f"{_called(mark)}{mark.state.value}，不能算总分", *(f"尚缺：{asked}" for asked in mark.asked)))
    told = [f"{_called(mark)}：{mark.explanation}"]
    told += [*grounds.sources(mark.used), *_answers(grounds, mark)]
    told += [f"佐证：{'；'.join(_each_once(mark.evidence))}"] if mark.evidence else []
    told += [f"依据：{mark.basis}"] if mark.basis else []
    return Note(tuple(told), (*_confirm(grounds, mark), *grounds.records(mark.used)))


def _departs(mark: Mark) -> str:
    """What the rule gives where a person gave something else."""
    if not mark.manual or mark.rule_points is None or mark.rule_points == mark.points:
        return ""
    return f"（按规则{chinese.points(mark.rule_points)}分，人工评{chinese.points(mark.points)}分）"


def _each_once(evidence: Sequence[str]) -> list[str]:
    """`evidence` without what is listed whole within another of its texts."""
    parts = [set(_LISTED.split(text)) for text in evidence]
    return [text for text, own in zip(evidence, parts, strict=True) if not any(own < other for other in parts)]


def standards(mark: Mark) -> list[str]:
    """The standards that `mark` misses, each with what was there; of a mark without loss its whole standard."""
    missed = [gap for gap in mark.gaps if gap.standard]
    if not missed:
        return [f"标准：{clipped(mark.standard)}"]
    told = [f"失分点：{_missed(gap)}；扣{chinese.points(gap.points)}分" for gap in missed]
    return told if len(told) <= _MOST else [*told[:_MOST], f"失分点共{len(told)}个，其余见评分表"]


def _missed(gap: Gap) -> str:
    """What fell short of which standard; an item of a checklist is its own standard."""
    return f"{gap.content}，{gap.actual}" if gap.content == gap.standard else f"{gap.content}；标准：{gap.standard}"


def clipped(standard: str) -> str:
    """A standard as far as a note has room for it, to the end of a clause."""
    line = "".join(standard.split("\n"))
    if len(line) <= _LONGEST:
        return line
    end = max(line.rfind(sign, 0, _LONGEST) for sign in "；。")
    return f"{line[: end if end > 0 else _LONGEST]}……（全文见评分表）"


def _called(mark: Mark) -> str:
    return f"{mark.name}（{mark.code}）"


def _answers(grounds: Grounds, mark: Mark) -> list[str]:
    places = list(grounds.answered(mark.code))
    return [f"由人评定，见{'、'.join(places)}"] if places else []


def _confirm(grounds: Grounds, mark: Mark) -> Iterator[str]:
    """What a person has to stand for: every kind of answer given, and that there is evidence."""
    given = {field for answer in grounds.answered(mark.code).values() for field in answer.given}
    judged = [words for field, words in _ANSWERED.items() if field in given]
    yield from judged
    if judged:
        yield "佐证材料齐备" if mark.evidence else "有佐证材料（自评中未列）"
