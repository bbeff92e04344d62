"""What becomes of every entry of 整改.yaml today: which stay, go, return or are new, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from decimal import Decimal

from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts.source import Source
from reportgen.findings.author import Author
from reportgen.findings.draft.evidence import POINTS, evidence
from reportgen.findings.draft.memory import Kept, Memory, Remembered, Seen, recall
from reportgen.findings.draft.stale import Days, LabelledText, look, rows
from reportgen.findings.draft.three_way import Merged, MergedMeasures, PlannedMeasure, merge, merge_measures
from reportgen.findings.finding import description, is_whole, title
from reportgen.findings.joint import joint, together
from reportgen.findings.rectification import ACTIVE, GONE, Entry, MeasureEntry, Rectification, Stale
from reportgen.findings.written import Written
from reportgen.language.tag import tagged
from reportgen.scoring.scorecard import Loss
from reportgen.values import Frozen, field, replace


class Today(Frozen):
    """What the tool has to say about an entry today."""

    title: Merged
    description: Merged
    measures: MergedMeasures
    causes: tuple[str, ...]
    points: Decimal
    figures: Mapping[str, str]
    marks: tuple[Stale, ...] = ()


class Planned(Frozen):
    """One entry: where it is in the file (None: nowhere yet), where it shall be, and what changes in it.

    `today` is None for an entry that is left as it stands.
    """

    entry: Entry
    place: tuple[str, int] | None
    section: str
    remembered: Remembered | None = None
    today: Today | None = None
    tampered: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether it goes to the other section."""
        return self.place is not None and self.place[0] != self.section


class Plan(Frozen):
    """Every entry, those of the file in its order, then the new ones, most points first."""

    entries: tuple[Planned, ...] = ()
    source: Source = field(default_factory=lambda: Source("", {}, {}, {}))
    absorbed: Mapping[str, str] = field(default_factory=dict)

    def written(self) -> list[Written]:
        """The problems as they shall be told: what is the tool's own is told anew."""
        standing = [p for p in self.entries if p.section == ACTIVE and p.place]
        return [Written(_told(p), self.source, p.place or ()) for p in standing]

    def figures(self) -> dict[str, str]:
        """Every figure that the problems speak of, as shown today; the points of each problem after its codes."""
        found: dict[str, str] = {}
        for planned in self.entries:
            for name, value in (planned.today.figures if planned.today else {}).items():
                found[of_codes(name, planned.entry.codes)] = value
        return found

    def told(self) -> list[Diagnostic]:
        """What people wrote before figures changed, and figures of the tool's that they changed by hand."""
        stale = [self._stale(p, p.today.marks) for p in self.entries if p.today and p.today.marks]
        return stale + [self._tampered(p) for p in self.entries if p.tampered]

    def _tampered(self, planned: Planned) -> Diagnostic:
        names = "、".join(f"“{name}”" for name in planned.tampered)
        message = f"整改条目 {'、'.join(planned.entry.codes)} 的{names}由工具计算，手工改动不采用"
        advice = "数字有误时，请改 dept.yaml 里的资料"
        return warning("figure-edited", message, advice, self.source.position(planned.place or ()))

    def _stale(self, planned: Planned, marks: Sequence[Stale]) -> Diagnostic:
        codes = "、".join(planned.entry.codes)
        changes = "，".join(dict.fromkeys(f"{m.name} {m.was} → {m.now}" for m in marks))
        labels = "、".join(dict.fromkeys(label for m in marks for label in (m.fields or "").split("、")))
        message = f"整改条目 {codes} 的{labels}写成后，所据数字有变：{changes}"
        advice = "请核对改写；核对后删去该条目的“过期”（运行 reportgen draft 写入）"
        return warning("stale", message, advice, self.source.position(planned.place or ()))


def of_codes(name: str, codes: Sequence[str]) -> str:
    """What figure `name` of the entry with `codes` is called among those of all entries."""
    return f"{name}.{'+'.join(codes)}" if name == POINTS else name


def plan(author: Author, people: Rectification, source: Source, memory: Memory) -> Plan:
    """The merge of `people` with what the tool would write today, in the light of what it wrote last.

    整改.yaml has C21 and B42, and A11 under 已消除; today C21, A11 and D1 lose points. C21 stays where it is, its own
    texts told anew; B42 is whole again and goes to 已消除; A11 returns; D1 is new and comes last.
    """
    lost = {loss.code: loss for loss in author.scorecard.losses}
    claimed = {code for entry in people.entries for code in entry.codes}
    returning = _returning(people, lost, claimed)
    goals = _goals(author, people, memory, returning)
    planned = [_planned(author, goal, _concerning(author, goal, lost)) for goal in goals]
    claimed |= {code for i in returning for code in people.gone[i].codes}
    new = together(author, (loss for code, loss in lost.items() if code not in claimed))
    for losses in sorted(new, key=lambda losses: -sum(loss.points for loss in losses)):
        entry = Entry(codes=tuple(loss.code for loss in losses))
        planned.append(_planned(author, Planned(entry, None, ACTIVE), losses))
    return Plan(tuple(planned), source, memory.absorbed)


def _goals(author: Author, people: Rectification, memory: Memory, returning: Set[int]) -> Iterator[Planned]:
    """Every entry of the file: where it is and shall be, and what is remembered of it."""
    placed = [(ACTIVE, i, e) for i, e in enumerate(people.entries)] + [(GONE, i, e) for i, e in enumerate(people.gone)]
    known = recall(memory, [(section == GONE, entry.codes) for section, _, entry in placed])
    for (section, i, entry), remembered in zip(placed, known, strict=True):
        goal = _section(author, section, section == GONE and i in returning, entry)
        yield Planned(entry, (section, i), goal, remembered)


def _concerning(author: Author, goal: Planned, lost: Mapping[str, Loss]) -> list[Loss]:
    """The losses that an entry is about today; none where it is left as it stands."""
    codes = goal.entry.codes
    known = all(code in lost or is_whole(author.scorecard, code) for code in codes)
    return [lost[code] for code in codes if code in lost] if goal.section == ACTIVE and known else []


def _returning(people: Rectification, lost: Iterable[str], claimed: set[str]) -> set[int]:
    """The entries under 已消除 whose loss is back, the latest first where two answer the same."""
    found: set[int] = set()
    taken = set(claimed)
    for i, entry in reversed(list(enumerate(people.gone))):
        if any(code in lost for code in entry.codes) and not taken & set(entry.codes):
            found.add(i)
            taken |= set(entry.codes)
    return found


def _section(author: Author, section: str, returns: bool, entry: Entry) -> str:
    if section == GONE:
        return ACTIVE if returns else GONE
    settled = entry.codes and all(is_whole(author.scorecard, code) for code in entry.codes)
    return GONE if settled else ACTIVE


def _planned(author: Author, goal: Planned, losses: Sequence[Loss]) -> Planned:
    """`goal`, which says where an entry is and shall be, with what changes in it."""
    entry, before = goal.entry, goal.remembered
    if not losses:
        left = before and replace(before, codes=entry.codes, gone=goal.section == GONE)
        return replace(goal, remembered=left)
    today = _today(author, entry, before or Remembered(codes=entry.codes), losses)
    seen = _look(entry, today, before, Days(_last(entry, before), today.figures))
    marks = rows(seen, Days(None, today.figures))
    remembered = Remembered(
        codes=entry.codes,
        title=today.title.kept,
        description=today.description.kept,
        measures=today.measures.kept,
        figures=dict(today.figures),
        seen=seen,
    )
    return replace(goal, today=replace(today, marks=marks), remembered=remembered, tampered=_tampered(entry, before))


def _today(author: Author, entry: Entry, before: Remembered, losses: Sequence[Loss]) -> Today:
    """The merge of each text of `entry`."""
    told = joint(author, losses)
    theirs = [
        Kept(
            key=key,
            text=escaped(m.text),
            due=escaped(m.due) if m.due and not entry.due else None,
            outcome=escaped(m.outcome) if m.outcome else None,
        )
        for key, m in told.drafts().items()
    ]
    return Today(
        title=merge(entry.title, before.title, escaped(title(told, losses))),
        description=merge(entry.description, before.description, escaped(description(told, losses))),
        measures=merge_measures(entry.measures, before.measures, theirs),
        causes=told.causes(),
        points=sum((loss.points for loss in losses), Decimal(0)),
        figures={name: " ".join(value.split()) for name, value in evidence(told, losses).items()},
    )


def escaped(text: str) -> str:
    """A finished sentence such that putting figures in leaves it as it is."""
    return f"{{% raw %}}{text}{{% endraw %}}" if tagged(text) else text


def _tampered(entry: Entry, before: Remembered | None) -> tuple[str, ...]:
    """The figures of the tool's that were changed by hand since the last draft."""
    known = (before and before.figures) or {}
    return tuple(name for name, value in _standing(entry).items() if known.get(name, value) != value)


def _standing(entry: Entry) -> dict[str, str]:
    """The figures that stand in the entry."""
    from_points = {} if entry.points is None else {POINTS: f"{entry.points.normalize():f}"}
    return {**from_points, **entry.figures}


def _last(entry: Entry, before: Remembered | None) -> dict[str, str] | None:
    """The figures of the last draft: as remembered, else as 整改.yaml has them."""
    if before is not None and before.figures is not None:
        return before.figures
    return _standing(entry) if entry.figures else None


def _look(entry: Entry, today: Today, before: Remembered | None, days: Days) -> dict[str, Seen]:
    """People's texts in `entry`, each with the figures it may have been written for."""
    told = [
        LabelledText(label, ((label, text),))
        for label, text in (
            ("标题", None if today.title.own else entry.title),
            ("描述", None if today.description.own else entry.description),
            ("原因", entry.cause),
            ("责任科室", entry.owner),
            ("时限", entry.due),
        )
        if text
    ]
    parts = tuple(part for measure in today.measures.planned if not measure.dropped for part in _parts(measure))
    told += [LabelledText("措施", parts)] if parts else []
    known = before.seen if before else {}
    return {one.label: look(one, known.get(one.label), entry.stale, days) for one in told}


def _parts(measure: PlannedMeasure) -> list[tuple[str, str]]:
    typed = [(key, merged.text) for key, merged in measure.fields.items() if merged.text and not merged.own]
    progress = measure.standing and measure.standing.progress
    return typed + [(key, told) for key, told in (("责任科室", measure.owner), ("完成情况", progress)) if told]


def _told(planned: Planned) -> Entry:
    """The entry with the tool's own texts left out or put anew."""
    entry, today = planned.entry, planned.today
    if today is None:
        return entry
    measures = tuple(
        replace(m.standing or MeasureEntry(text=""), text=m.text.text or "", due=m.due.text, outcome=m.outcome.text)
        for m in today.measures.planned
        if not m.dropped
    )
    return replace(
        entry,
        title=None if today.title.own else entry.title,
        description=None if today.description.own else entry.description,
        measures=measures,
    )
