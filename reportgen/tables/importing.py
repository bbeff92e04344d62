"""import: the figures of published tables into dept.yaml, in place; nothing is written where anything is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportgen import files
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic, Position, Refused, Severity, error, errors, hint, warning
from reportgen.facts import department as departments
from reportgen.facts.department import Department
from reportgen.facts.source import Source
from reportgen.layout import manuscript as manuscripts
from reportgen.packs import pack as packs
from reportgen.packs import takings as mappings
from reportgen.packs.takings import Takings
from reportgen.stages.inputs import pack_roots
from reportgen.tables import finding, inserting, opening, owner, sums
from reportgen.tables.plan import FigureState, Planned, plan
from reportgen.tables.table import PublishedTable
from reportgen.tables.taking import take
from reportgen.values import Frozen, replace

_SHEETS, _DATA = (".xlsx", ".xls", ".ods", ".pdf"), (".yaml", ".yml")


class Imported(Frozen):
    """What an import found and did: each figure with its state, the tables, what is to be said."""

    planned: tuple[Planned, ...]
    tables: tuple[PublishedTable, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: bool


class ImportOptions(Frozen):
    """How to import: another mapping over the pack's, only look, and what is doubtful, too."""

    mapping: Path | None = None
    dry: bool = False
    yes: bool = False
    cache: Cache = NONE


def import_tables(sources: Sequence[Path], dept: Path, asked: ImportOptions) -> Imported:
    """The figures of the files `sources` into the file at `dept`; raises Refused with all that is wrong."""
    _in_order(sources, dept)
    if not dept.exists():
        advice = f"请先用 reportgen new 新建 {dept.name}，填好年度和部门全称后再导入"
        raise Refused([error("no-file", f"找不到文件“{dept}”", advice, Position(str(dept)))])
    with files.locked(dept):
        manuscript = manuscripts.read(dept.parent, dept.name)
        department, source, found = departments.parse(manuscript.text, str(dept))
        if department is None or source is None:
            raise Refused(found)
        takings = _mapping(dept, department, source, asked)
        tables, told, doubts = _tables(sources, takings, department)
        taken, noted = take(takings, tables)
        unsure, wrong = _unsure(tables)
        doubtful = frozenset() if asked.yes else unsure
        planned = plan(taken, source, doubtful)
        told = [*told, *noted, *wrong, *_differing(planned, department, source)]
        if doubts and not asked.yes:
            planned = [replace(one, state=FigureState.HELD) if one.state is FigureState.NEW else one for one in planned]
        text = inserting.filled(manuscript.text, planned, source)
        if unsound := inserting.unsound(text, str(dept)):
            raise Refused([*told, *unsound])
        told += inserting.disagreeing(manuscript.text, text, str(dept))
        written = text != manuscript.text and not asked.dry and not (doubts and not asked.yes)
        if written:
            manuscripts.replace(manuscript.rewritten(text))
    return Imported(tuple(planned), tuple(tables), (*doubts, *told), written)


def _in_order(sources: Sequence[Path], dept: Path) -> None:
    """Raise Refused where the names stand the wrong way round."""
    yaml = next((one for one in sources if one.suffix.lower() in _DATA), None)
    if dept.suffix.lower() in _SHEETS and yaml:
        advice = f"先写公开表，后写资料：import {dept.name} {yaml.name}"
        raise Refused([error("swapped", "两个文件名的次序颠倒了", advice, Position(str(dept)))])


def _mapping(dept: Path, department: Department, source: Source, asked: ImportOptions) -> Takings:
    """取数.yaml of the department's pack; raises Refused where it is wrong or there is none."""
    if asked.mapping is not None and not asked.mapping.exists():
        at = Position(str(asked.mapping))
        raise Refused([error("no-file", f"找不到文件“{asked.mapping}”", "请核对路径和文件名", at)])
    folders = packs.chain(department.pack, pack_roots(dept), source.position(("套件",)))
    takings, _, found = mappings.load(folders, asked.mapping)
    if takings is None and not found:
        message = f"套件“{department.pack}”及其上级没有 {mappings.FILE}"
        raise Refused([error("pack-file", message, "请用 --map 指定一份取数办法", None)])
    if takings is None or errors(found):
        raise Refused(found)
    return takings


def _tables(
    sources: Sequence[Path], takings: Takings, department: Department
) -> tuple[list[PublishedTable], list[Diagnostic], list[Diagnostic]]:
    """The tables of all files, what is said of them, and what makes them doubtful as a whole."""
    found: list[PublishedTable] = []
    told: list[Diagnostic] = []
    doubts: list[Diagnostic] = []
    for path in sources:
        sheets, noted = opening.read(path)
        tables = finding.tables(sheets, takings.titles, department.year)
        of_owner = list(owner.doubts(sheets, tables, department))
        doubts += [d for d in of_owner if d.severity is Severity.WARNING]
        told += [*noted, *(d for d in of_owner if d.severity is not Severity.WARNING)]
        if not tables:
            raise Refused([*noted, _none(path, takings)])
        found += tables
    found, lacking = _with_units(found)
    if lacking:
        raise Refused(lacking)
    return found, told, doubts


def _none(path: Path, takings: Takings) -> Diagnostic:
    names = "、".join(list(takings.titles)[:4])
    advice = "请核对表的题名；叫法不同的，用 --map 补上题名"
    if path.suffix.lower() == ".pdf":
        advice += "；PDF 里没有框线的表认不出，请改用工作簿"
    return error("no-table", f"没有认出一张公开表（如 {names}）", advice, Position(str(path)))


def _with_units(tables: Sequence[PublishedTable]) -> tuple[list[PublishedTable], list[Diagnostic]]:
    """The tables, each with its unit; one without takes that of all others of its file, else it is told."""
    made: list[PublishedTable] = []
    told: list[Diagnostic] = []
    for table in tables:
        others = {one.unit for one in tables if one.file == table.file and one.unit is not None}
        if table.unit is None and len(others) == 1:
            table = replace(table, unit=others.pop())  # noqa: PLW2901 - the same table
        elif table.unit is None and not table.empty:
            message = f"《{table.title}》没有写单位"
            at = Position(table.file, place=table.sheet)
            told.append(error("unit", message, "请在表的右上方写上“单位：万元”或“单位：元”再导入", at))
        made.append(table)
    return made, told


def _unsure(tables: Sequence[PublishedTable]) -> tuple[frozenset[str], list[Diagnostic]]:
    """The titles of tables whose totals do not add up, and what is said of them."""
    told = {table.title: list(sums.wrong(table)) for table in tables}
    return frozenset(title for title, wrong in told.items() if wrong), [d for wrong in told.values() for d in wrong]


def _differing(planned: Sequence[Planned], department: Department, source: Source) -> list[Diagnostic]:
    """What dept.yaml says otherwise, with both values."""
    found = []
    for one in (one for one in planned if one.state is FigureState.OTHER):
        before = department.origins.get(one.taken.name)
        came = f"（取自 {before.told()}）" if before else ""
        message = f"“{one.taken.name}”已填 {one.stands}{came}，表里是 {one.taken.value:f}，没有改"
        at = source.position((*one.address.path, *((one.index, one.address.column) if one.index is not None else ())))
        found.append(warning("differs", message, "以表为准的，删去原来的数再导入", at))
    if found:
        found.append(hint("differs", f"共 {len(found)} 个数与表不同", "两边都列在上面"))
    return found
