"""所属单位: the budget units of a department, what they give added up, with where every part of a sum stands.

Amounts, people, assets and counts add; rates, marks and narrative do not. Absent is not zero: what one unit has left
empty is not added, and told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Position, Refused, error, errors, hint, warning
from reportgen.facts import department as departments
from reportgen.facts import extras
from reportgen.facts.derived import complete
from reportgen.facts.names import declared, declared_as, described
from reportgen.facts.naming import Fact, facts
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.record import InvalidError, Record, diagnose
from reportgen.facts.records.results import Project
from reportgen.facts.source import Reader, Source
from reportgen.values import Frozen, replace

FIELD = "所属单位"
_ADD = frozenset(("万元", "人", "个", "件", "件次", "平方米"))
_ALIKE = "是/否"  # what is taken over where all units say the same
_RATE = "%"
_ALONE = frozenset(("满意度.样本数",))  # means nothing without the rate that it stands behind
_LISTS = {"项目": "projects", "重点工作": "key_tasks"}


class Unit(Frozen):
    """A budget unit: the `file` that names it, its facts with what follows from them, and where they stand."""

    file: str
    department: Department
    facts: Mapping[str, Fact]

    @property
    def name(self) -> str:
        """How the unit is called."""
        return self.department.office.short or self.department.office.name


class Consolidated(Frozen):
    """A department with what its units give, and by name from which unit each part of a sum comes."""

    department: Department
    origins: Mapping[str, str]


def gathered(units: Sequence[Unit], own: Department, source: Source) -> tuple[Consolidated, list[Diagnostic]]:
    """`own` with the sums of `units` where it says nothing itself, and what could not be added; raises Refused."""
    stated = facts(complete(own), source)
    sums: dict[str, str] = {}
    origins: dict[str, str] = {}
    lacking: dict[tuple[str, ...], list[str]] = {}
    found: list[Diagnostic] = []
    for name, (kind, _) in {**described(), **declared(declared_as(own.extra))}.items():
        given = [(unit, unit.facts[name]) for unit in units if name in unit.facts]
        if not given or (kind not in _ADD and kind != _ALIKE) or name in _ALONE:
            continue
        if len(given) < len(units):
            if name not in stated:
                lacking.setdefault(tuple(unit.name for unit in units if name not in unit.facts), []).append(name)
        elif name in stated:
            found += _differs(name, given, stated[name], kind)
        elif (whole := _whole(given, kind)) is not None:
            sums[name], origins[name] = whole, _told(given)
    at = source.position((FIELD,))
    for missing, names in lacking.items():
        message = f"{'、'.join(missing)}没有填{'、'.join(names)}，没有相加"
        found.append(hint("units-lacking", message, "没有发生的填 0；也可以在本文件填部门的合计", at))
    found += _rates(units, stated, source)
    return Consolidated(_merged(own, sums, units, source), origins), found


def _whole(given: Sequence[tuple[Unit, Fact]], kind: str) -> str | None:
    """The sum; of truths the one that all units say, None where they differ."""
    values = [fact.value for _, fact in given]
    if kind == _ALIKE:
        return ("是" if values[0] else "否") if len(set(values)) == 1 else None
    return str(sum(map(Decimal, map(str, values))))


def _told(given: Sequence[tuple[Unit, Fact]]) -> str:
    """甲局 300.00（a/dept.yaml:12:5）＋乙局 200.00（b/dept.yaml:9:5）."""
    return "＋".join(f"{unit.name} {_shown(fact.value)}{_place(fact, unit.file)}" for unit, fact in given)


def _place(fact: Fact, file: str) -> str:
    if fact.position:
        return f"（{replace(fact.position, file=file)}）"
    return f"（{fact.origin}）" if fact.origin else "（由分项相加）"


def _shown(value: object) -> str:
    return chinese.number(value) if isinstance(value, Decimal) else str(value)


def _differs(name: str, given: Sequence[tuple[Unit, Fact]], own: Fact, kind: str) -> Iterator[Diagnostic]:
    """What the department states otherwise than its units add up to."""
    whole = _whole(given, kind)
    if kind in _ADD and whole is not None and Decimal(whole) != Decimal(str(own.value)):
        message = f"“{name}”填的是{_shown(own.value)}，所属单位相加是{chinese.number(Decimal(whole))}：{_told(given)}"
        yield warning("units-differ", message, "以本文件为准；要用相加数的，删去这一项", own.position)


def _rates(units: Sequence[Unit], stated: Mapping[str, Fact], source: Source) -> Iterator[Diagnostic]:
    """Rates that units give and the department does not."""
    names = [name for name, (kind, _) in described().items() if kind == _RATE and name not in stated]
    if given := [name for name in names if any(_states(unit, name) for unit in units)]:
        message = f"所属单位的{'、'.join(given)}是比率，不能相加"
        yield hint("units-rates", message, "请在本文件填部门的数", source.position((FIELD,)))


def _states(unit: Unit, name: str) -> bool:
    """Whether the unit itself has stated it."""
    found = unit.facts.get(name)
    return found is not None and found.position is not None


def _merged(own: Department, sums: Mapping[str, str], units: Sequence[Unit], source: Source) -> Department:
    """`own` with `sums` put in (of what the pack declares, too), and the lists of the units where it has none."""
    data: dict[str, Any] = msgspec.json.decode(own.to_json(exclude_none=True))
    for name, value in sums.items():
        *groups, last = name.split(".")
        inner = data
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    for alias, field in _LISTS.items():
        lists = [getattr(unit.department, field) for unit in units]
        if all(lists) and not getattr(own, field):
            data[alias] = [_row(row, unit) for unit, rows in zip(units, lists, strict=True) for row in rows]
    extra = declared_as(own.extra)
    try:
        made = Department.from_data(data)
        return replace(made, extra=extra.from_data(data.get(extras.FREE) or {})) if extra else made
    except InvalidError as failure:
        raise Refused(diagnose(fault, source) for fault in failure.faults) from failure


def _row(row: Record, unit: Unit) -> dict[str, Any]:
    """A row of a unit's list; who leads a project is the unit where it does not say."""
    data: dict[str, Any] = msgspec.json.decode(row.to_json(exclude_none=True))
    return {"科室": unit.name, **data} if isinstance(row, Project) else data


def read(
    path: Path, own: Department, source: Source, by: Reader, chain: tuple[str, ...] = ()
) -> tuple[Consolidated | None, list[Diagnostic]]:
    """The department at `path` with its units, which may have units themselves; None where one cannot be used.

    `chain` are the files on the way to it. Raises Refused where the sums are none that a department can have.
    """
    if not own.units:
        return Consolidated(own, {}), []
    chain = (*chain, os.path.realpath(path))
    read_units = [_unit(path, own, source, number, by, chain) for number in range(len(own.units))]
    found = [diagnostic for _, noted in read_units for diagnostic in noted]
    units = [unit for unit, _ in read_units if unit]
    if errors(found) or len(units) < len(own.units):
        return None, found
    added, noted = gathered(units, own, source)
    return added, [*found, *noted]


def _unit(  # noqa: PLR0913, PLR0917 - where it is named, and how files are read
    path: Path, own: Department, source: Source, number: int, by: Reader, chain: tuple[str, ...]
) -> tuple[Unit | None, list[Diagnostic]]:
    """The unit that is named at place `number`, with its own units."""
    name = own.units[number]
    file, at = path.parent / name, source.position((FIELD, number))
    if os.path.realpath(file) in chain or name in own.units[:number]:
        return None, [error("units-twice", f"“{name}”是本文件，或列了两次", "每个单位列一次，不列本文件", at)]
    department, own_source, found = departments.load(file, by)
    if department is None or own_source is None:
        return None, [*found, error("units", f"所属单位“{name}”的资料不能用", "请先改好该单位的资料", at)]
    if extra := declared_as(own.extra):
        department, told = extras.taken(department, own_source, extra)
        found += told
    found = [*errors(found), *_fits(department, own, at)]
    added, noted = read(file, department, own_source, by, chain)
    if added is None:
        return None, [*found, *noted]
    return _with_facts(name, added, own_source), [*found, *noted]


def _with_facts(file: str, added: Consolidated, source: Source) -> Unit:
    whole = complete(added.department)
    named = facts(whole, source)
    return Unit(file, whole, {name: _traced(fact, added.origins.get(name, "")) for name, fact in named.items()})


def _traced(fact: Fact, origin: str) -> Fact:
    return replace(fact, origin=origin) if origin else fact


def _fits(unit: Department, own: Department, at: Position) -> Iterator[Diagnostic]:
    """What is said of a unit of another year, or of another pack."""
    if unit.year != own.year:
        message = f"“{unit.office.name}”的资料是{unit.year}年度的，本文件是{own.year}年度"
        yield error("units-year", message, "请改为同一年度的资料", at)
    if unit.pack != own.pack:
        message = f"“{unit.office.name}”用的是套件“{unit.pack}”，本文件用“{own.pack}”"
        yield warning("units-pack", message, "口径可能不同，请核对相加的数", at)
