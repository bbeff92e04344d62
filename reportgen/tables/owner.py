"""Whose tables these are: the year, the department, the whole or one unit of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportgen.diagnostics import Diagnostic, Position, hint, warning
from reportgen.facts.blanks.scaffold import UNNAMED
from reportgen.facts.records.dossier import Department
from reportgen.patterns import regex
from reportgen.tables.labels import plain
from reportgen.tables.table import TOTALS, PublishedTable
from reportgen.workbooks.sheet import Sheet

_YEAR = regex(r"20\d\d(?=年)")
_IN_NAME = regex(r"(?<!\d)20\d\d(?!\d)")
_OWNER = regex(r"^(?:编制|填报|预算)?(?:部门|单位|机关)(?:名称|全称)?[(公章)]*:(.+)$")
_REST = regex(r"(?:金额)?单位:.*$|公开\d+表.*$|20\d\d年.*$|(?:填报|编制|制表)?日期:.*$|预算代码:.*$")
_MONEY = regex(r"^(?:人民币)?(?:亿元|百万元|万元|千元|元)")
_OF_DOCUMENT = regex(r"^(.{0,40}?)(20\d\d)年?度?(?:的)?(部门|单位)?(?:整体)?(?:收支)?(?:决算|预算)")
_UNIT_ONLY = regex(r"\(?本级\)?|本部(?!门)|单位(?:决算|预算)")
_PARTY = regex("^(?:中国共产党|中共)")
_ABOVE, _SHORT = 2, 60  # lines above a title, signs of a line, that tell whose table it is
_LEAST = 3  # signs of a name that tell something


def doubts(sheets: Sequence[Sheet], tables: Sequence[PublishedTable], department: Department) -> Iterator[Diagnostic]:
    """What shows that the tables of one file may not be this department's, of this year, as a whole."""
    if not tables:
        return
    at = Position(tables[0].file)
    heads = list(_headings(sheets))
    yield from _of_year(heads, tables, department.year, at)
    yield from _of_name(heads, tables, department, at)
    yield from _of_several(tables, department, at)
    told = [text for table in tables for text in (table.sheet, *_near(table))] + [*heads, at.file]
    if unit := next((text for text in map(plain, told) if _UNIT_ONLY.search(text) and "部门决算" not in text), None):
        message = f"“{unit[:40]}”：像是单位本级的表，不是部门汇总的"
        yield warning("scope", message, "本部门只有本级一个单位的，核对后加 --yes；否则请导入部门汇总的表", at)


def _near(table: PublishedTable) -> tuple[str, ...]:
    """The title of a table with what stands right above it and below."""
    place = table.caption.index(table.title) if table.title in table.caption else 0
    return tuple(text for text in table.caption[max(0, place - _ABOVE) :] if len(text) <= _SHORT) or (table.title,)


def _headings(sheets: Sequence[Sheet]) -> Iterator[str]:
    """The lines at the head of a document, each also joined with those around it."""
    first = next((sheet for sheet in sheets if sheet.name in ("开头", "全文")), None)
    lines = [plain(row[0].text) for row in first.rows[:60]] if first else []
    for number, line in enumerate(lines):
        joined = "".join(lines[number : number + 3]) if number == 0 else line
        if found := _OF_DOCUMENT.match(joined):
            yield joined[: found.end()]


def _of_year(heads: Sequence[str], tables: Sequence[PublishedTable], year: int, at: Position) -> Iterator[Diagnostic]:
    own = {y for table in tables for text in _near(table) for y in _YEAR.findall(plain(text))}
    of_document = own or {found[2] for text in heads if (found := _OF_DOCUMENT.match(text))}
    years = of_document or set(_IN_NAME.findall(at.file))
    if not years:
        yield hint("year", "表里没有写年度", f"请核对是不是{year}年度的", at)
    elif str(year) not in years:
        message = f"表是{'、'.join(sorted(years))}年度的，dept.yaml 是{year}年度的"
        yield warning("year", message, "请换成同一年度的表；核对无误的加 --yes", at)


def _of_name(
    heads: Sequence[str], tables: Sequence[PublishedTable], department: Department, at: Position
) -> Iterator[Diagnostic]:
    named = [name for table in tables for text in table.caption if (name := _owner(text))]
    named = named or [found[1] for text in heads if (found := _OF_DOCUMENT.match(text)) and len(found[1]) >= _LEAST]
    own = [_bare(name) for name in (department.office.name, department.office.short) if name]
    if not named:
        yield hint("owner", "表里没有写部门名称", f"请核对是不是{department.office.name}的表", at)
        return
    if department.office.name == UNNAMED:
        yield hint("owner", f"表是“{named[0]}”的，dept.yaml 还没有填部门全称", "请核对，并填写“部门.全称”", at)
        return
    strangers = [name for name in dict.fromkeys(named) if not any(_same(_bare(name), one) for one in own)]
    if strangers:
        message = f"表是“{strangers[0]}”的，dept.yaml 的部门是“{department.office.name}”"
        yield warning("owner", message, "请换成本部门汇总的表；核对无误的加 --yes", at)


def _of_several(tables: Sequence[PublishedTable], department: Department, at: Position) -> Iterator[Diagnostic]:
    """A table with a row for the department among others: its total is theirs together."""
    own = [_bare(name) for name in (department.office.name, department.office.short) if name]
    for table in tables:
        mine = [entry for entry in table.entries if any(_same(_bare(name), one) for name in entry.names for one in own)]
        totals = {entry.column: entry.cell.number for entry in table.entries if set(entry.names) & TOTALS}
        if any(entry.cell.number is not None and totals.get(entry.column, entry.cell.number) != entry.cell.number
               for entry in mine):  # fmt: skip
            message = f"《{table.title}》里“{mine[0].said}”只是其中一行，合计是几个部门或单位的"
            yield warning("scope", message, "请导入只有本部门的表；合计就是本部门汇总的，核对后加 --yes", at)
            return


def _owner(text: str) -> str:
    """The name in 部门：… or 编制单位：…"""
    found = _OWNER.match(plain(text))
    name = _REST.sub("", found[1]) if found else ""
    return "" if _MONEY.match(name) else name


def _bare(name: str) -> str:
    return _PARTY.sub("", regex(r"\(.*\)$|本级$").sub("", plain(name)))


def _same(one: str, other: str) -> bool:
    """Whether two names are of one office: the same, or one with the place before it."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _LEAST and long.endswith(short)
