"""dept.yaml and all it needs: facts, people's rectification, the pack, last year's result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from reportgen import evaluation as results
from reportgen.cache.store import NONE, Cache
from reportgen.cache.trail import Trail
from reportgen.diagnostics import Diagnostic, Position, Refused, error, errors, warning
from reportgen.evaluation import Evaluation
from reportgen.facts import department as departments
from reportgen.facts import extras
from reportgen.facts.carried import carried
from reportgen.facts.department import Department, Fact
from reportgen.facts.source import Path as YamlPath
from reportgen.facts.source import Source, in_order
from reportgen.findings import rectification
from reportgen.findings.draft import memory
from reportgen.findings.draft.memory import Memory
from reportgen.findings.rectification import Rectification
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.projects.form_files import files as project_files
from reportgen.projects.project_sheet import ProjectSheets
from reportgen.scoring.framework import own_rules
from reportgen.stages.scored import further
from reportgen.values import Frozen, field, replace

if TYPE_CHECKING:
    from reportgen.projects.appraised import Appraisals

Load: TypeAlias = Callable[[str, Sequence[Path], Position | None, Cache], tuple[Pack, list[Diagnostic]]]
Choice: TypeAlias = "str | Pack | Wanted | None"  # a pack by name, one that was loaded before, or one to be kept
HOME = Path(__file__).resolve().parents[1]  # the package, wherever it is installed


class Inputs(Frozen):
    """All that was read: the department's facts, people's rectification, and the pack."""

    department: Department
    source: Source
    people: Rectification
    people_source: Source
    pack: Pack
    memory: Memory = field(default_factory=Memory)
    last: tuple[Evaluation, ...] = ()  # of several departments where they were merged since
    origins: Mapping[str, str] = field(default_factory=dict)  # of sums over 所属单位, by name
    projects: ProjectSheets = ProjectSheets()
    awaited: tuple[Diagnostic, ...] = ()  # what the forms of the projects lack for a finished report

    @cached_property
    def whole(self) -> Department:
        """The department with every total and count that follows from what was given."""
        return departments.complete(self.department)

    @cached_property
    def limits(self) -> Mapping[str, tuple[Decimal, ...]]:
        """What the rules of the pack compare facts and figures with, by name."""
        return self.pack.limits

    @property
    def grouped(self) -> bool:
        """金额千分位: whether amounts are printed as 43,189.21."""
        return self.pack.info.grouped(self.department.options)

    @cached_property
    def known(self) -> Mapping[str, Fact]:
        """The facts of the whole department by name, as the department itself gives them."""
        return departments.facts(self.whole, self.source, self.limits)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """The same, traced."""
        return self.traced(self.known)

    def traced(self, facts: Mapping[str, Fact]) -> Mapping[str, Fact]:
        """`facts`, the sums among them with the units that their parts come from, and the rows that are indicators."""
        sums = {name: replace(facts[name], origin=told) for name, told in self.origins.items()}
        return {**facts, **sums, **{fact.name: fact for fact in self._of_rows()}}

    def _of_rows(self) -> Iterator[Fact]:
        """What the rows of the department's own indicators say: 效果指标第2项.目标值."""
        for _, _, rule in own_rules(self.pack.framework):
            for row in departments.rows(self.whole, rule.rows, self.source):
                yield from row.values()


class Wanted(Frozen):
    """Which pack (None: the one that dept.yaml names), and the cache for it and for what is made of it.

    `load` is `packs.load`, or what keeps packs from one run to the next; a `trail` notes the files of the department.
    dept.yaml is read as if nothing were written at the paths `without`, and as if the files `unread` beside it were not
    there. `appraisals` keep what projects' forms came to.
    """

    name: str | None = None
    cache: Cache = NONE
    load: Load = packs.load
    trail: Trail | None = None
    without: tuple[YamlPath, ...] = ()
    unread: frozenset[Path] = frozenset()
    appraisals: Appraisals | None = None


def pack_roots(beside: Path | None = None) -> tuple[Path, ...]:
    """Where packs are looked for: templates/ here, beside the data, then those that came with the program."""
    own = [HOME / "templates", HOME.parent / "templates"]
    near = [folder / "templates" for folder in (Path.cwd(), *((beside.resolve().parents) if beside else ()))]
    return tuple(dict.fromkeys(root.resolve() for root in [*near, *own] if root.is_dir()))


def read(path: Path, pack: Choice = None) -> tuple[Inputs, list[Diagnostic]]:
    """Everything `path` (a dept.yaml) needs; raises Refused with every error of every file.

    `pack` stands in for the pack that dept.yaml names: another's name, or one that was loaded before.
    """
    wanted = pack if isinstance(pack, Wanted) else Wanted(pack if isinstance(pack, str) else None)
    trail = wanted.trail or Trail()
    department, source, found = departments.load(path, trail.read, wanted.without)
    for file in (rectification.FILE, memory.FILE):
        trail.is_file(path.parent / file)
    people, people_source, noted = _people(path.parent, wanted, trail)
    remembered, of_memory = memory.load(path.parent, trail.read)
    found += [*noted, *of_memory]
    chosen = pack if isinstance(pack, Pack) else None
    name = wanted.name or (source and source.data.get("套件") if source and isinstance(source.data, dict) else None)
    if name and source and chosen is None:
        try:
            at = None if wanted.name else source.position(("套件",))
            chosen, of_pack = wanted.load(str(name), pack_roots(path), at, wanted.cache)
            found += of_pack
        except Refused as refusal:
            found += refusal.diagnostics
    origins: Mapping[str, str] = {}
    if department and source and chosen and chosen.info.extra:
        department, of_extra = extras.taken(department, source, chosen.info.extra)
        found += of_extra
    if department and source and department.units:
        from reportgen.facts import units  # noqa: PLC0415 - few departments have some

        added, of_units = units.read(path, department, source, trail.read)
        found += of_units
        department, origins = (added.department, added.origins) if added else (None, {})
    elif department is None and source and chosen:
        found = in_order([*found, *further(source, chosen, found)])
    if department is None or source is None or people is None or chosen is None or errors(found):
        raise Refused(found)
    last, of_last = _last_years(path, department, source, trail)
    if errors(found := [*found, *of_last]):
        raise Refused(found)
    whole = Inputs(department, source, people, people_source, chosen, remembered, last, origins)
    return _with_projects(whole, path, replace(wanted, trail=trail), found), found


def _people(folder: Path, wanted: Wanted, trail: Trail) -> tuple[Rectification | None, Source, list[Diagnostic]]:
    if folder / rectification.FILE in wanted.unread:
        return Rectification(), Source(rectification.FILE, {}, {}, {}), []
    return rectification.load(folder, trail.read)


def _with_projects(inputs: Inputs, path: Path, wanted: Wanted, found: list[Diagnostic]) -> Inputs:
    """`inputs` with the forms of the projects beside dept.yaml, and beside those of its units; adds to `found`."""
    own, trail = inputs.department, wanted.trail or Trail()
    folders = [path.parent, *((path.parent / unit).parent for unit in own.units)]
    forms = [form for form in project_files(folders, trail) if form not in wanted.unread]
    if not forms:
        return inputs
    from reportgen.projects.appraising import appraise  # noqa: PLC0415 - few departments write their forms here

    made, told = appraise(forms, own, inputs.source, inputs.pack.folders, trail, wanted.appraisals)
    found += told
    if made is None:
        raise Refused(found)
    return replace(inputs, department=made.department, projects=made.sheets, awaited=made.asked)


def ahead(inputs: Inputs, now: dt.datetime) -> list[Diagnostic]:
    """A year that has not come yet."""
    year = inputs.department.year
    if year <= now.year:
        return []
    at = inputs.source.position(("年度",))
    return [warning("year", f"“年度”{year}还没有到，今年是{now.year}年", "请核对年份：评价年度一般是上一年", at)]


def _last_years(
    path: Path, department: Department, source: Source, trail: Trail
) -> tuple[tuple[Evaluation, ...], list[Diagnostic]]:
    """The results that dept.yaml names under 上年: one, or those of the departments that were merged since."""
    found: list[Diagnostic] = []
    results_of: list[Evaluation] = []
    for number, name in enumerate(department.last_results):
        at = source.position(("上年", number))
        last, noted = _last_year(path.parent / name, department, at, trail)
        found += noted
        if last and any(last.department.office == one.department.office for one in results_of):
            message = f"“上年”里{last.department.office.name}列了两次"
            found.append(error("last-year", message, "每个部门列一次", at))
        results_of += [last] if last else []
    given = [last.department for last in results_of]
    alone = given[0].office.name if len(department.last_results) == len(given) == 1 else department.office.name
    if alone != department.office.name:
        at = source.position(("上年",))
        found.append(warning("last-year", f"“上年”是{alone}的评价结果", "机构改名或合并的可忽略", at))
    if given and all(one.year == department.year - 1 for one in given):
        found += carried(department, source, given)
    return tuple(results_of), found


def _last_year(
    path: Path, department: Department, at: Position, trail: Trail
) -> tuple[Evaluation | None, list[Diagnostic]]:
    """One of them, and whether it is last year's."""
    trail.is_file(path)
    try:
        last = results.load(path, at, trail.read)
    except Refused as refusal:
        return None, list(refusal.diagnostics)
    year, found = last.department.year, []
    if year >= department.year:
        message = f"“上年”是{year}年度的评价结果，不早于本年度（{department.year}）"
        return None, [error("last-year", message, "请改为上年的 评价结果.json", at)]
    if year != department.year - 1:
        found.append(warning("last-year", f"“上年”是{year}年度的评价结果", "请核对是否为上一年度", at))
    if last.draft:
        found.append(warning("last-year", "“上年”的评价结果是草稿", "请用正式生成的 评价结果.json", at))
    return last, found
