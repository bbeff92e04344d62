"""同类问题: losses that share a cause make one problem; and the pack's words about a problem of one mark or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from reportgen import chinese
from reportgen.facts.source import Path
from reportgen.findings.author import Author, Measure, distance
from reportgen.packs.wording import SIMILAR, CauseWording, MeasureWording, Sentence, Similar
from reportgen.scoring.kinds.judging import VETO
from reportgen.scoring.scorecard import Gap, Loss, Mark
from reportgen.values import Frozen

ZERO = Decimal(0)
_W = TypeVar("_W", MeasureWording, CauseWording)


def together(author: Author, losses: Iterable[Loss]) -> list[tuple[Loss, ...]]:
    """`losses` as the problems they make: those of one group together, every other alone, in their order."""
    found: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        name = group_of(author, loss)
        found.setdefault((SIMILAR, name) if name else ("", loss.code), []).append(loss)
    return [tuple(one) for one in found.values()]


def group_of(author: Author, loss: Loss) -> str | None:
    """The group of the pack that every gap of `loss` belongs to; None where there is none, or a veto was given."""
    mark = author.mark(loss.code)
    if mark is None or not mark.gaps or any(gap.kind == VETO for gap in mark.gaps):
        return None
    for name, group in author.wording.book.similar.items():
        inside = all(_labels(mark, gap) & {*group.codes} for gap in mark.gaps)
        if inside and author.wording.fits(group, (SIMILAR, name), author.slots(mark, mark.gaps[0])):
            return name
    return None


def _labels(mark: Mark, gap: Gap) -> set[str]:
    """The codes that mean `gap`: its indicator's, its part's, its item's."""
    return {mark.code, gap.code, f"{gap.code}.{gap.key}"}


class Joint(Frozen):
    """What the pack says about the problem of `marks`; `group` is what they have in common, where they have."""

    author: Author
    marks: tuple[Mark, ...]
    group: tuple[str, Similar] | None = None

    @cached_property
    def titles(self) -> list[str]:
        """The judgement that heads the problem, or that of each mark."""
        if self.group is None:
            return list(dict.fromkeys(self.author.title(mark) for mark in self.marks))
        name, group = self.group
        return [self.author.wording.render(Sentence(group.title, (SIMILAR, name, "问题标题")), self.slots)]

    @cached_property
    def evidence(self) -> list[str]:
        """What each mark lost points for; several are counted 一是、二是."""
        told = [self.author.description(mark) for mark in self.marks]
        return told if len(told) < 2 else [f"{chinese.numeral(i)}是{text}" for i, text in enumerate(told, 1)]

    def drafts(self) -> dict[str, Measure]:
        """The measures, none twice, by a key that stays while figures change: the place of the wording."""
        if self.group and (measures := self.group[1].measures):
            path = (SIMILAR, self.group[0], "整改措施")
            drafted = {
                ".".join(map(str, place)): self.author.measure(wording, place, self.slots)
                for wording, place in self._fitting(measures, path)
            }
        else:
            drafted = {key: m for mark in self.marks for key, m in self.author.drafts(mark).items()}
        first = {measure.text: key for key, measure in reversed(drafted.items())}
        return {key: measure for key, measure in drafted.items() if first[measure.text] == key}

    def causes(self) -> tuple[str, ...]:
        """常见原因 to choose from, none twice."""
        if self.group and (causes := self.group[1].causes):
            path = (SIMILAR, self.group[0], "常见原因")
            told = [self.author.cause(wording, place, self.slots) for wording, place in self._fitting(causes, path)]
        else:
            told = [cause for mark in self.marks for cause in self.author.causes(mark)]
        return tuple(dict.fromkeys(told))

    @cached_property
    def slots(self) -> dict[str, Any]:
        """What a sentence may name: sums and lists of all marks, everything else of the one that lost most."""
        most = max(self.marks, key=lambda mark: mark.lost or ZERO)
        if len(self.marks) == 1:
            return self.author.slots(most, most.gaps[0])
        full = sum((mark.full for mark in self.marks), ZERO)
        lost = sum((mark.lost or ZERO for mark in self.marks), ZERO)
        return {
            **self.author.slots(most, most.gaps[0]),
            "指标": "、".join(mark.name for mark in self.marks),
            "编号": "、".join(mark.code for mark in self.marks),
            "分值": full,
            "得分": full - lost,
            "扣分": lost,
            "失分点": [gap.to_data() for mark in self.marks for gap in mark.gaps],
            "本项扣分": lost,
            "本项分值": full,
            "差距": distance(lost, full),
        }

    def _fitting(self, wordings: Iterable[_W], path: Path) -> Iterator[tuple[_W, Path]]:
        for i, wording in enumerate(wordings):
            if self.author.wording.fits(wording, (*path, i), self.slots):
                yield wording, (*path, i)


def joint(author: Author, losses: Sequence[Loss]) -> Joint:
    """The marks behind `losses` that say where their points went, and the group that they are all of."""
    marks = tuple(mark for loss in losses if (mark := author.mark(loss.code)) and mark.gaps)
    names = {group_of(author, loss) for loss in losses} if len(losses) > 1 else {None}
    name = names.pop() if len(names) == 1 else None
    return Joint(author, marks, (name, author.wording.book.similar[name]) if name else None)
