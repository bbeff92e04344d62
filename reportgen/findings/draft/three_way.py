"""The three-way merge of texts: what stands, what the tool last wrote, what it would write today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from reportgen.findings.draft.memory import Kept
from reportgen.findings.rectification import MeasureEntry
from reportgen.values import Frozen, replace

ALIKE = 0.5  # how much of a measure must be left for it to count as the same, edited


class Merged(Frozen):
    """A text after the merge: what shall stand, whether it is the tool's own, and what the tool remembers."""

    text: str | None
    own: bool
    kept: str | None


def merge(yours: str | None, kept: str | None, theirs: str | None) -> Merged:
    """`theirs` where `yours` is untouched; what a person typed, or took away, stays."""
    if kept is None:
        return Merged(theirs, True, theirs) if yours is None else Merged(yours, False, None)
    if yours is not None and yours.strip() in (kept, theirs):
        return Merged(theirs, True, theirs)
    return Merged(yours, False, theirs)


class PlannedMeasure(Frozen):
    """A measure after the merge; `index` is its place in the file (None: new), `dropped` when it no longer applies.

    `standing` is the measure as the file has it: its owner, state and progress are people's alone.
    """

    index: int | None
    key: str
    text: Merged
    due: Merged
    outcome: Merged
    standing: MeasureEntry | None = None
    dropped: bool = False

    @property
    def fields(self) -> Mapping[str, Merged]:
        """The texts by their YAML keys."""
        return {"措施": self.text, "时限": self.due, "成果": self.outcome}

    @property
    def owner(self) -> str | None:
        """The office in charge of it."""
        return self.standing.owner if self.standing else None


class MergedMeasures(Frozen):
    """All measures of an entry, and what the tool remembers of its own; None where the list is a person's."""

    planned: tuple[PlannedMeasure, ...]
    kept: tuple[Kept, ...] | None


def merge_measures(
    yours: Sequence[MeasureEntry], kept: tuple[Kept, ...] | None, theirs: Sequence[Kept]
) -> MergedMeasures:
    """Measures matched by their words and merged field by field; a list that a person wrote is left alone."""
    if not kept and yours:
        return MergedMeasures(tuple(_persons(i, m) for i, m in enumerate(yours)), None)
    known = {k.key: k for k in kept or ()}
    today = {k.key: k for k in theirs}
    pairs = _matched(yours, kept or ())
    planned = [
        _merged(i, measure, pairs[i], today.get(pairs[i].key)) if i in pairs else _persons(i, measure)
        for i, measure in enumerate(yours)
    ]
    before: str | None = None
    for key, fresh in today.items():
        if key not in known:
            planned.insert(_after(planned, before), _new(fresh))
        if any(p.key == key for p in planned):
            before = key
    remembered = [today.get(key, k) for key, k in known.items()] + [k for key, k in today.items() if key not in known]
    standing = {p.key for p in planned if not p.dropped}
    return MergedMeasures(tuple(planned), tuple(k for k in remembered if k.key in today or k.key in standing))


def _after(planned: Sequence[PlannedMeasure], key: str | None) -> int:
    return next((i + 1 for i, p in enumerate(planned) if key is not None and p.key == key), 0)


def _persons(index: int, measure: MeasureEntry) -> PlannedMeasure:
    return _planned(index, "", [Merged(text, False, None) for text in _texts(measure)], measure)


def _new(fresh: Kept) -> PlannedMeasure:
    return _planned(None, fresh.key, [Merged(text, True, text) for text in _texts(fresh)])


def _merged(index: int, yours: MeasureEntry, kept: Kept, fresh: Kept | None) -> PlannedMeasure:
    """A measure that the tool once wrote; one that no longer applies goes only if nobody touched it."""
    if fresh is not None:
        texts = [merge(*three) for three in zip(_texts(yours), _texts(kept), _texts(fresh), strict=True)]
        return _planned(index, kept.key, texts, yours)
    touched = any(said is not None for said in (yours.owner, yours.state, yours.progress, yours.note))
    same = all(_same(a, b) for a, b in zip(_texts(yours), _texts(kept), strict=True))
    left = _planned(index, kept.key, [Merged(text, False, None) for text in _texts(yours)], yours)
    return replace(left, dropped=same and not touched)


def _planned(
    index: int | None, key: str, texts: Sequence[Merged], standing: MeasureEntry | None = None
) -> PlannedMeasure:
    text, due, outcome = texts
    return PlannedMeasure(index, key, text, due, outcome, standing)


def _texts(measure: MeasureEntry | Kept) -> tuple[str | None, str | None, str | None]:
    return measure.text, measure.due, measure.outcome


def _same(a: str | None, b: str | None) -> bool:
    return (a or "").strip() == (b or "")


def _matched(yours: Sequence[MeasureEntry], kept: Sequence[Kept]) -> dict[int, Kept]:
    """Which of the tool's measures each of `yours` was: by its words, else by its outcome, else the most alike."""
    pairs: dict[int, Kept] = {}
    free = list(kept)
    for test in (_same_text, _same_outcome, _alike):
        for i, measure in enumerate(yours):
            if i not in pairs and (hit := next((k for k in free if test(measure, k)), None)):
                pairs[i] = hit
                free.remove(hit)
    return pairs


def _same_text(yours: MeasureEntry, kept: Kept) -> bool:
    return _same(yours.text, kept.text)


def _same_outcome(yours: MeasureEntry, kept: Kept) -> bool:
    return kept.outcome is not None and _same(yours.outcome, kept.outcome)


def _alike(yours: MeasureEntry, kept: Kept) -> bool:
    return SequenceMatcher(None, yours.text, kept.text, autojunk=False).ratio() >= ALIKE
