"""What a form asks, made from the records: a section a group of dept.yaml, a row a field, a table a list.

Values only; `sheets` writes them as a workbook, `forms` reads it back. A new field of a record needs no line here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from reportgen.facts.blanks.scaffold import FREE, WRITTEN, PackNeeds
from reportgen.facts.names import chosen, is_list
from reportgen.facts.records import quantity
from reportgen.facts.records.budget import Quarterly
from reportgen.facts.records.declared import is_prose
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import Field, Record, records
from reportgen.facts.source import QUARTERS
from reportgen.values import Frozen, replace

BASICS = "基本信息"  # the section of what stands in no group
ANSWERS = "自评"
OF_ROWS = ("要点", "等级", "得分", "不适用", "理由", "佐证", "列")  # what is asked about a row of an own list
NARRATIVE = "叙述"
SEPARATOR = "/"  # between the keys of a path: 编号 have dots
GIVEN = ("套件",)  # not asked: the form belongs to a pack
OPTIONS = "选项"
_IN_BASICS = ("部门", "封面", OPTIONS)
_SWITCH = "报告可选部分的开关；不填的，按套件的规定"
YES_NO = ("是", "否")


class Question(Frozen):
    """One thing to fill in: where it goes in dept.yaml, how it is called, what it is and what it serves."""

    path: tuple[str, ...]
    label: str
    unit: str = ""
    meaning: str = ""
    choices: tuple[str, ...] = ()
    starred: bool = False
    required: bool = False
    long: bool = False  # paragraphs
    several: bool = False  # names set apart by 、
    serves: str = ""

    @cached_property
    def name(self) -> str:
        """The path as one text, as a hidden cell holds it."""
        return SEPARATOR.join(self.path)


class Listing(Frozen):
    """A list to fill in row by row; the first column that is required names the row."""

    path: tuple[str, ...]
    title: str
    meaning: str
    columns: tuple[Question, ...]

    @property
    def key(self) -> str:
        """The column that names a row."""
        return next((column.label for column in self.columns if column.required), self.columns[0].label)


class Section(Frozen):
    """One sheet of the form with fields."""

    title: str
    questions: tuple[Question, ...]


class Form(Frozen):
    """Everything that a pack asks of a department, or of another record that a file of its own says."""

    pack: str
    sections: tuple[Section, ...]
    listings: tuple[Listing, ...]
    record: type[Record] = Department
    of_rows: bool = False  # whether 自评 may also ask about rows of the department's own lists
    row_by_row: tuple[str, ...] = ()  # those lists of which each row is an indicator with an answer of its own

    def of_row(self, name: str) -> Question | None:
        """The question about a row that a form was made with, by the name in its hidden cell; None where it is none."""
        path = tuple(name.split(SEPARATOR))
        if not self.of_rows or path[0] != ANSWERS or len(path) not in (3, 4) or path[2] not in OF_ROWS:
            return None
        unit, several = ("分" if path[2] == "得分" else ""), path[2] == "佐证"
        return Question(path, f"{path[1]}：{path[-1]}", unit, several=several)


def form(pack: str, wanted: PackNeeds, answers: Sequence[Question], serves: Mapping[str, str]) -> Form:
    """The form of `pack`; `answers` are the questions of 自评, `serves` has the indicators of a fact by its name."""
    return _sorted(pack, Department, list(_asked(Department, (), wanted, serves)), answers)


def form_of_record(pack: str, record: type[Record], prose: type[Record]) -> Form:
    """The form of another `record` than the department's: every field; the texts of `prose` are paragraphs."""
    return _sorted(pack, record, list(_asked(record, (), PackNeeds((), prose=(prose,)), {})))


def _sorted(
    pack: str, record: type[Record], asked: Sequence[Question | Listing], answers: Sequence[Question] = ()
) -> Form:
    """What is asked in its sections."""
    questions = [one for one in asked if isinstance(one, Question)]
    groups: dict[str, list[Question]] = {BASICS: []}
    for question in questions:
        alone = len(question.path) == 1 or question.path[0] in _IN_BASICS
        groups.setdefault(BASICS if alone else question.path[0], []).append(question)
    groups[ANSWERS] = list(answers)
    sections = tuple(Section(title, tuple(own)) for title, own in groups.items() if own)
    return Form(pack, sections, tuple(one for one in asked if isinstance(one, Listing)), record)


def _asked(
    model: type[Record], before: tuple[str, ...], wanted: PackNeeds, serves: Mapping[str, str]
) -> Iterator[Question | Listing]:
    for field in model.fields_by_name.values():
        here = (*before, field.alias)
        name, inside = ".".join(here), records(field.annotation)
        if not before and field.alias in {*GIVEN, *WRITTEN, ANSWERS}:
            continue
        if name == OPTIONS:
            yield from (Question((OPTIONS, one), one, meaning=_SWITCH, choices=YES_NO) for one in wanted.options)
        elif name == FREE:
            yield from _asked(wanted.extra, here, wanted, serves) if wanted.extra else ()
            yield from (_free(own, wanted) for own in wanted.free())
        elif inside and is_list(field.annotation):
            yield from _listing(field, inside[0], here, wanted)
        elif inside and issubclass(inside[0], Quarterly):
            if any(wanted.needs(f"{name}.{quarter}", field) for quarter in QUARTERS):
                yield from _when(field, _asked(inside[0], here, PackNeeds(wanted.starred), serves))
        elif inside:
            yield from _when(field, _asked(inside[0], here, wanted, serves))
        elif wanted.needs(name, field):
            yield _question(field, here, wanted, serves, long=model in wanted.prose or is_prose(field))


def _when(group: Field, asked: Iterator[Question | Listing]) -> Iterator[Question | Listing]:
    """What a group says after “；”, when it is filled in, is said of each of its fields: each stands alone in a row."""
    when = (group.description or "").partition("；")[2]
    for one in asked:
        yield replace(one, meaning=f"{one.meaning}；{when}") if when and isinstance(one, Question) else one


def _question(
    field: Field, path: tuple[str, ...], wanted: PackNeeds, serves: Mapping[str, str], *, long: bool = False
) -> Question:
    name = ".".join(path)
    return Question(
        path,
        " · ".join(path[1:] if len(path) > 1 and path[0] not in _IN_BASICS else path),
        quantity.unit(field),
        field.description or "",
        choices(field.annotation, quantity.unit(field)),
        any(f"{used}.".startswith(f"{name}.") for used in wanted.starred),
        field.required and field.default is not None,
        long,
        is_list(field.annotation),
        serves.get(name, ""),
    )


def _listing(field: Field, row: type[Record], path: tuple[str, ...], wanted: PackNeeds) -> Iterator[Listing]:
    name = ".".join(path)
    columns = [inner for inner in row.fields_by_name.values() if wanted.needs(f"{name}.{inner.alias}", inner)]
    if wanted.needs(name, field) or any(not inner.required for inner in columns):
        own = (_question(inner, (inner.alias,), PackNeeds(()), {}) for inner in columns)
        told = ((f"{name}.{one.path[0]}", one) for one in own)
        starred = tuple(
            replace(one, starred=said in wanted.starred, meaning=wanted.words.get(said, one.meaning))
            for said, one in told
        )
        yield Listing(path, name, field.description or "", starred)


def _free(own: str, wanted: PackNeeds) -> Question:
    return Question((FREE, own), own, meaning="本套件另外需要的内容", starred=f"{FREE}.{own}" in wanted.starred)


def choices(annotation: Any, unit: str = "") -> tuple[str, ...]:
    """What may be chosen for a value so annotated; empty where anything may be written."""
    return YES_NO if unit == "是/否" else chosen(annotation)
