"""The form as pages of fields and tables, with what dept.yaml says in them; made of the pack's `Form` alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.pipeline import Listing, LookedFile, Question, at_fields, boxed
from reportgen.pipeline import question as question_of
from reportgen.values import Frozen
from reportgen.web.views.awaited import Awaited
from reportgen.web.views.field_finder import LEFT_OUT, RARE, FieldFinder, PagePlan, is_answer, is_in

_NARRATIVE = "叙述"
_PLAIN = ("", "日期", "年", "是/否")  # units of what is no amount or number
_BESIDE = 8  # cells that a row shows on a screen of 1366
_REASONED = ("扣分", "得分", "不适用")  # that say why


class Asking(Frozen):
    """One field, or one cell of a table, as it is shown; a mark is `waiting` for it, or it is `spare` for now.

    `borrowed` is what counts while it is empty, as another file has it.
    """

    name: str
    label: str
    asked: Question
    value: str
    notes: tuple[Diagnostic, ...] = ()
    waiting: bool = False
    spare: bool = False
    borrowed: str = ""

    @property
    def number(self) -> bool:
        """Whether an amount or a number is typed."""
        return self.asked.unit not in _PLAIN

    @property
    def narrative(self) -> bool:
        """Whether a text of the report is written, which is checked word by word."""
        return self.asked.long and self.asked.path[0] == _NARRATIVE

    @property
    def judged(self) -> bool:
        """Whether it belongs to the answer on an indicator, whose name stands above it."""
        return is_answer(self.asked)

    @property
    def wide(self) -> bool:
        """Whether words are typed, which take more room."""
        return not self.asked.unit and not self.choices

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be chosen; what stands in the file is always among it."""
        given = self.asked.choices
        return (*given, self.value) if given and self.value and self.value not in given else given


class FieldGroup(Frozen):
    """Fields under one title; `more` are folded away."""

    title: str
    fields: tuple[Asking, ...]
    more: tuple[Asking, ...] = ()

    @property
    def meaning(self) -> str:
        """What all of them mean, where it is the same of each, to be said once."""
        told = {one.asked.meaning for one in self.fields}
        return told.pop() if len(self.fields) > 1 and len(told) == 1 else ""


class ListTable(Frozen):
    """A list: its columns, and its rows by cell."""

    name: str
    title: str
    meaning: str
    columns: tuple[Question, ...]
    rows: tuple[tuple[Asking, ...], ...]

    @property
    def unfolded(self) -> bool:
        """Whether a row has more cells than stand beside each other, and takes several lines."""
        return len(self.columns) > _BESIDE


class TabState(Frozen):
    """One page of the form; `state` is error, open, done or blank, `lacks` how many fields a mark waits for."""

    number: int
    title: str
    state: str
    lacks: int


class FormPage(Frozen):
    """What stands on one page."""

    title: str
    groups: tuple[FieldGroup, ...]
    tables: tuple[ListTable, ...]


class FilledPages(FieldFinder):
    """A form with what its file says."""

    def __init__(self, looked: LookedFile) -> None:
        super().__init__(looked.form, *_boxed(looked))
        self.form = looked.form
        self.said = self._said(looked)
        self.pending = looked.pending
        self.borrowed = looked.borrowed
        self.awaited = Awaited(looked)

    def _said(self, looked: LookedFile) -> dict[str, list[Diagnostic]]:
        """What is said, by the field that it is about."""
        placed: dict[str, list[Diagnostic]] = {}
        for name, told in at_fields(looked, looked.told).items():
            for one in told:
                placed.setdefault(self.spot_of(name, one), []).append(one)
        return placed

    def tabs(self) -> list[TabState]:
        """Every page, with how far it is."""
        return [self._tab(number, plan) for number, plan in enumerate(self.plans)]

    def _tab(self, number: int, plan: PagePlan) -> TabState:
        names = [question.name for question in plan.questions]
        lists = ["/".join(listing.path) for listing in plan.listings]
        own = [one for name, told in self.said.items() if is_in(name, [*names, *lists]) for one in told]
        lacks = sum(self._waits(one) and self.awaited.counts(one.name) for one in plan.questions)
        lacks += sum(map(self._lacks, plan.listings)) + sum(one.code == LEFT_OUT for one in own)
        filled = any(self.value(name) for name in names) or any(self.rows.get(name) for name in lists)
        wrong = any(one.severity is Severity.ERROR for one in own)
        return TabState(
            number, plan.title, "error" if wrong else "open" if lacks else "done" if filled else "blank", lacks
        )

    def sheet(self, number: int) -> FormPage:
        """What stands on page `number`."""
        plan = self.plans[number]
        grouped = groupby(plan.questions, lambda question: question.path[: 2 if is_answer(question) else -1])
        groups = tuple(self._group(plan, [*own]) for _, own in grouped)
        return FormPage(plan.title, groups, tuple(self.table(listing) for listing in plan.listings))

    def _group(self, plan: PagePlan, own: Sequence[Question]) -> FieldGroup:
        first = own[0]
        if is_answer(first):
            title = first.label.partition("：")[0]
            fields = [self._field(question, question.label.partition("：")[2]) for question in _reason_first(own)]
            rare = {f.name for f in fields if f.asked.path[-1] in RARE and not f.asked.starred and not f.value}
            return FieldGroup(
                title, tuple(f for f in fields if f.name not in rare), tuple(f for f in fields if f.name in rare)
            )
        title = " · ".join(part for part in first.path[:-1] if part != plan.title)
        return FieldGroup(title, tuple(self._field(question, question.path[-1]) for question in own))

    def _field(self, question: Question, label: str) -> Asking:
        name = question.name
        notes, borrowed = tuple(self.said.get(name, ())), self.borrowed.get(name, "")
        return Asking(name, label, question, self.value(name), notes, *self._wanted(question), borrowed)

    def tables(self, names: Collection[str]) -> list[ListTable]:
        """The lists with these names."""
        return [self.table(listing) for _, listing in self.listings() if "/".join(listing.path) in names]

    def table(self, listing: Listing) -> ListTable:
        """A list with its rows."""
        name = "/".join(listing.path)
        rows = tuple(tuple(self._cells(listing, name, n, row)) for n, row in enumerate(self.rows.get(name, ()), 1))
        return ListTable(name, listing.title, listing.meaning, listing.columns, rows)

    def _cells(self, listing: Listing, name: str, number: int, row: Mapping[str, str]) -> Iterator[Asking]:
        whole = self.said.get(f"{name}/{number}", [])
        for at, column in enumerate(listing.columns):
            key = column.path[-1]
            notes = [*(whole if at == 0 else []), *self.said.get(f"{name}/{number}/{key}", [])]
            cell, value = f"{name}/{number}/{key}", row.get(key, "")
            yield Asking(cell, key, column, value, tuple(notes), self.awaited.waits(cell, column, value))

    def beside(self) -> dict[str, list[Diagnostic]]:
        """What is said, by the field beside which it stands: of a whole row, the first of the row."""
        placed: dict[str, list[Diagnostic]] = {}
        for name, told in sorted(self.said.items(), key=lambda one: len(one[0].split("/"))):
            rows = self.rows.get(name.rpartition("/")[0])
            placed.setdefault(self.box_of(name) if rows is not None else name, []).extend(told)
        return placed

    def boxed(self, name: str, text: str) -> str:
        """`text` as the box of that name shows it."""
        return boxed(question_of(self.form, name), text) if self.form else text

    def _waits(self, question: Question) -> bool:
        return self.awaited.waits(question.name, question, self.value(question.name))

    def _wanted(self, question: Question) -> tuple[bool, bool]:
        """Whether a mark waits for a field, and whether none needs it as it is now, though some may read it."""
        waits = self._waits(question)
        return waits, self.awaited.known and not waits and not self.value(question.name)

    def waiting(self) -> list[str] | None:
        """The names of all fields that a mark waits for; None where nothing can be said of marks."""
        fields = (question for plan in self.plans for question in plan.questions)
        return [one.name for one in fields if self._waits(one)] if self.awaited.known else None

    def _lacks(self, listing: Listing) -> int:
        """How many cells of a list, or whether its first row, a mark waits for."""
        name = "/".join(listing.path)
        if not self.rows.get(name):
            return int(self.awaited.wants_rows(name))
        cells = (cell for row in self.table(listing).rows for cell in row)
        return sum(cell.waiting for cell in cells)


def _reason_first(own: Sequence[Question]) -> list[Question]:
    """The questions of one answer, its 理由 before the points that cannot stand without it."""
    reason = [one for one in own if one.path[-1] == "理由"]
    rest = [one for one in own if one not in reason]
    at = next((n for n, one in enumerate(rest) if one.path[-1] in _REASONED), len(rest))
    return [*rest[:at], *reason, *rest[at:]]


def _boxed(looked: LookedFile) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """What the file says, as it stands in boxes behind which a unit is printed."""
    values, rows = looked.values
    form = looked.form
    asked = {one.name: one for section in form.sections for one in section.questions} if form else {}
    columns = {"/".join(own.path): {one.path[-1]: one for one in own.columns} for own in form.listings} if form else {}
    return (
        {name: boxed(asked[name], text) for name, text in values.items()},
        {
            name: [
                {key: boxed(columns[name][key], text) if key in columns[name] else text for key, text in row.items()}
                for row in listed
            ]
            for name, listed in rows.items()
        },
    )
