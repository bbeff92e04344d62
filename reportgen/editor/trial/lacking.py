"""Reports of departments that leave one thing out: what is optional must leave no hole, whichever it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from reportgen import report
from reportgen.editor.trial import sample
from reportgen.editor.trial.offered_names import Voice
from reportgen.exhibits import MADE_OF, TABLES, Amounts, Numbers, amounts, cells
from reportgen.facts.blanks.scaffold import FREE, LISTS
from reportgen.facts.department import Department, Fact, complete
from reportgen.facts.names import is_list
from reportgen.facts.records.declared import required
from reportgen.facts.records.fields import entries
from reportgen.facts.records.record import Field, Record, records
from reportgen.facts.source import Path
from reportgen.overall_form import OverallForm, overall_form
from reportgen.packs.overall_settings import OVERALL
from reportgen.report import Group
from reportgen.scoring.formula import Figures, Formulas, compute
from reportgen.values import Frozen, replace
from reportgen.word.engine.watched import changes

R = TypeVar("R", bound=Record)


class Lacking(Frozen):
    """The variables of a report for which something was not given: what, as a person would say it."""

    said: str
    context: Mapping[str, Any]
    changed: Collection[Path]  # where they differ from those of a report for which everything was given


class Whole(Frozen):
    """A report for which everything was given, with figures as they come out; all others are made from it."""

    voice: Voice
    formulas: Formulas

    @cached_property
    def given(self) -> Department:
        """All that a department can give."""
        return sample.whole(self.voice.info.extra)

    @cached_property
    def department(self) -> Department:
        """The same with what follows from it."""
        return complete(self.given)

    @cached_property
    def facts(self) -> Group:
        """What a template sees of the department."""
        return report.given(self.department, self.voice.full.scorecard)

    @cached_property
    def figures(self) -> Figures:
        """The pack's computed indicators."""
        return compute(self.formulas, _Named(self.facts))

    @cached_property
    def printed(self) -> Mapping[str, Any]:
        """What a template sees of these."""
        return report.figures(self.figures, self.voice.full.scorecard)

    @cached_property
    def judged(self) -> Group:
        """What a template sees of marks and problems, which are the same in every report."""
        return report.judged(self.voice.full)

    @cached_property
    def amounts(self) -> Amounts:
        """The cells of the tables."""
        return amounts(Numbers(self.department, _Named(self.facts), self.figures))

    @cached_property
    def tables(self) -> Mapping[str, Any]:
        """What a template sees of them."""
        return self._tables(self.amounts, self.printed, TABLES)

    @cached_property
    def derived(self) -> Mapping[str, Any]:
        """What a template sees of figures and tables."""
        return self._derived(self.facts, self.judged, self.printed, self.tables)

    @cached_property
    def annexed(self) -> Mapping[str, Any]:
        """What a template sees of switches and annexes."""
        return report.annexed(self.facts, self.judged)

    @cached_property
    def context(self) -> Mapping[str, Any]:
        """All that a template sees."""
        return {**self.facts, **self.judged, **self.derived}

    def without(self, said: str, given: Department) -> Lacking:
        """The report of a department that gave only `given`; only what follows from that is made anew."""
        department = complete(given, self.given, self.department)
        facts = report.given(department, self.voice.full.scorecard, self.department, self.facts)
        changed = set(changes(self.facts, facts))
        standing = self._standing({".".join(map(str, path)) for path in changed})
        named = _Named(facts)
        figures = compute(self.formulas, named, known=standing)
        anew = self._changing(changed, standing)
        made = amounts(Numbers(department, named, figures), self.amounts, anew)
        computed = {name: figure for name, figure in figures.items() if name not in standing}
        printed = {**self.printed, **report.figures(computed, self.voice.full.scorecard)}
        tables = {**self.tables, **self._tables(made, printed, anew)}
        derived = self._derived(facts, self._judged(department, figures), printed, tables)
        changed.update(changes(self.derived, derived))
        return Lacking(said, {**self.context, **facts, **derived}, changed)

    def _judged(self, department: Department, figures: Figures) -> Group:
        """The same marks, with the form of the whole department where it is printed: that shows facts beside them."""
        full = self.voice.full
        if not full.switched(OVERALL):
            return self.judged
        known = {name: replace(full.figures[name], value=one.value) for name, one in figures.items()}
        form = overall_form(replace(full, department=department, figures=known))
        return self.judged if form == self._form else Group({**self.judged, OVERALL: report.group(form)})

    @cached_property
    def _form(self) -> OverallForm:
        return overall_form(self.voice.full)

    def _derived(
        self, facts: Group, judged: Group, printed: Mapping[str, Any], tables: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        same = judged is self.judged and all(facts[own] is self.facts[own] for own in ("选项", "附件"))
        return {**(self.annexed if same else report.annexed(facts, judged)), "计算": printed, **tables}

    def _tables(self, made: Amounts, printed: Mapping[str, Any], wanted: Collection[str]) -> Mapping[str, Any]:
        return report.tables(made, printed, self.voice.full.scorecard, wanted)

    def _changing(self, changed: Collection[Path], standing: Figures) -> list[str]:
        """The tables that show a fact that is `changed`, or a figure that is not among the `standing` ones."""
        names = [".".join(map(str, path)) + "." for path in changed]
        shown = {
            table: any(fact.startswith(name) or name.startswith(fact) for fact in MADE_OF[table] for name in names)
            for table in TABLES
        }
        return [table for table in TABLES if shown[table] or not self._shown[table] <= standing.keys()]

    @cached_property
    def _shown(self) -> Mapping[str, set[str]]:
        """The figures that each table shows."""
        found: dict[str, set[str]] = {table: set() for table in TABLES}
        for name, cell in cells(self.amounts):
            found[name.partition(".")[0]].update({cell.name} & self.formulas.specs.keys())
        return found

    def _standing(self, changed: Collection[str]) -> Figures:
        """The figures that depend on nothing that is `changed`."""
        return {name: figure for name, figure in self.figures.items() if self._read[name].isdisjoint(changed)}

    @cached_property
    def _read(self) -> Mapping[str, frozenset[str]]:
        """The facts that each figure depends on, by way of others too, with the groups that they stand in."""
        return {name: frozenset(_around(name, self.formulas)) for name in self.formulas.specs}


def each(whole: Whole) -> Iterator[Lacking]:
    """One report without each optional field of dept.yaml, and one in which each is all that its group gives."""
    for path in _optional(whole):
        rest = _without(whole.given, path)
        counted = LISTS.get(str(path[0]))  # a count left out would be made up for from its list
        yield whole.without(f"没有填“{_said(path)}”", _without(rest, (counted,)) if counted else rest)
    for path in alone(Department, ()):
        yield whole.without(f"在“{_said(path[:-1])}”里只填“{path[-1]}”", _only(whole.given, path))


def _optional(whole: Whole) -> Iterator[Path]:
    """The places of all that may be left out; what a pack declares compulsory is not tried, and 补充 not as a whole."""
    info = whole.voice.info
    yield from (path for path in optional(Department, ()) if not info.extra or path != (FREE,))
    must = {tuple(name.split(".")) for name, _ in required(info.declared)}
    own = optional(info.extra, (FREE,)) if info.extra else ()
    yield from (path for path in own if not any(one[: len(path) - 1] == path[1:] for one in must))


class _Named(Mapping[str, Fact]):
    """The facts in a group by their dotted names, each looked up when it is asked for."""

    def __init__(self, facts: Group) -> None:
        self._facts = facts

    def __getitem__(self, name: str) -> Fact:
        value: Any = self._facts
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if value is None or isinstance(value, dict | tuple):
            raise KeyError(name)
        return Fact(name, value, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def _around(name: str, formulas: Formulas) -> Iterator[str]:
    for used in map(formulas.meant, formulas.parsed[name].names):
        if used in formulas.specs:
            yield from _around(used, formulas)
        else:
            parts = used.split(".")
            yield from (".".join(parts[:n]) for n in range(1, len(parts) + 1))


def _said(path: Path) -> str:
    return ".".join(part for part in path if isinstance(part, str))


def alone(model: type[Record], path: Path) -> Iterator[Path]:
    """Each optional single value of a group; rows are left out."""
    own = {(*path, f.alias): f for f in model.fields_by_name.values()}
    yield from (p for p, f in own.items() if path and not f.required and not records(f.annotation))
    for here, field in own.items():
        inside = records(field.annotation)
        if inside and not is_list(field.annotation) and entries(field.annotation) is None:
            yield from alone(inside[0], here)


def optional(model: type[Record], path: Path) -> Iterator[Path]:
    """The places of all fields that may be left out: single values, groups, lists, and the fields of rows."""
    for field in model.fields_by_name.values():
        here = (*path, field.alias)
        if not field.required:
            yield here
        inside = records(field.annotation)
        if inside and entries(field.annotation) is None:
            yield from optional(inside[0], (*here, 0) if is_list(field.annotation) else here)


def _without(record: R, path: Path) -> R:
    """`record` without what stands at `path`; in lists, without it in every row."""
    own, field = _field(record, path[0])
    value = getattr(record, own)
    if len(path) == 1:
        return replace(record, **{own: field.default})
    inside = tuple(_without(row, path[2:]) for row in value) if isinstance(value, tuple) else _without(value, path[1:])
    return replace(record, **{own: inside})


def _only(record: R, path: Path) -> R:
    """`record`, of whose group only what stands at `path` is given, and what is compulsory."""
    own, _ = _field(record, path[0])
    if len(path) > 1:
        return replace(record, **{own: _only(getattr(record, own), path[1:])})
    fields = type(record).fields_by_name.items()
    return replace(record, **{n: f.default for n, f in fields if n != own and not f.required})


def _field(record: Record, alias: Any) -> tuple[str, Field]:
    return next((own, f) for own, f in type(record).fields_by_name.items() if alias == f.alias)
