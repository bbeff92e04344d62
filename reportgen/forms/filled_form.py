"""A filled form read: every cell to fill in with its path in dept.yaml, its place, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.facts.blanks.questions import SEPARATOR, Form, Listing, Question
from reportgen.facts.source import named
from reportgen.values import Frozen
from reportgen.workbooks import workbook
from reportgen.workbooks.sheet import Cell, Sheet

_PATH, _VALUE, _BASE, _PACK, _YEAR = "字段", "填写", "原值", "套件", "年度"
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"  # how .xlsx and .ods begin, and .xls
_FIRST_ROW = 3  # of a list, from 0: above stand the heads, the keys and what they mean
_MOST = 2  # what a share of a whole is at most, as a number
_MIDNIGHT = " 00:00:00"


class Filled(Frozen):
    """One cell that was filled in: the question, what is in it, where it stands, what stood there before."""

    question: Question
    text: str
    place: str
    base: str = ""


class FilledRow(Frozen):
    """One row of a list: the values by column, and where the row stands."""

    listing: Listing
    cells: Mapping[str, Filled]
    place: str


class Answered(Frozen):
    """What one form holds."""

    file: str
    pack: str
    fields: tuple[Filled, ...]
    rows: tuple[FilledRow, ...]


def bytes_of(path: Path) -> bytes:
    """The bytes of a filled form; raises Refused where it cannot be read."""
    return named(path, _refused)


def _refused(path: Path, message: str, advice: str) -> Refused:
    return Refused([error("form", message, advice, Position(str(path)))])


def read(path: Path) -> tuple[list[Sheet], str]:
    """The sheets of the form at `path`, and its pack; raises Refused where it is no form."""
    return sheets(bytes_of(path), path)


def sheets(data: bytes, path: Path) -> tuple[list[Sheet], str]:
    """The sheets of the form in `data`, and its pack; raises Refused where it is no form."""
    if not data.startswith((_ZIP, _OLE)):
        raise _refused(path, "不是工作簿", "请用 Excel 或 WPS 打开，另存为 .xlsx")
    found, _ = workbook.sheets(data, path)
    first = (row for sheet in found for row in sheet.rows[:1] if row and row[0].text == _PACK)
    pack = next((row[1].text for row in first if len(row) > 1), "")
    if not pack:
        advice = "请填 reportgen new --pack 套件 填报表.xlsx 生成的表；“填写说明”一页不能删改"
        raise _refused(path, "不是 reportgen 生成的填报表", advice)
    return found, pack


def year(sheets: Sequence[Sheet]) -> int | None:
    """The 年度 that is filled in, if it is a number."""
    rows = (row for sheet in sheets for row in sheet.rows if row and row[0].text == _YEAR)
    numbers = (cell.number for row in rows for cell in row[1:] if cell.number is not None)
    return next((int(number) for number in numbers), None)


def answered(path: Path, sheets: Sequence[Sheet], form: Form) -> tuple[Answered, list[Diagnostic]]:
    """Everything that is filled in on `sheets`, and what could not be understood, at its cell."""
    told: list[Diagnostic] = []
    fields: list[Filled] = []
    rows: list[FilledRow] = []
    questions = {question.name: question for section in form.sections for question in section.questions}
    listings = {SEPARATOR.join(listing.path): listing for listing in form.listings}
    for sheet in sheets:
        heads = [cell.text for cell in sheet.rows[0]] if sheet.rows else []
        if _VALUE in heads and _PATH in heads:
            fields += _fields(sheet, heads, questions, path, told)
        elif heads[:1] == [_PATH] and len(sheet.rows) > 1:
            rows += _rows(sheet, listings, path, told)
    told += _copies(rows, path)
    return Answered(path.name, form.pack, tuple(fields), tuple(rows)), told


def _fields(
    sheet: Sheet, heads: Sequence[str], questions: Mapping[str, Question], path: Path, told: list[Diagnostic]
) -> Iterator[Filled]:
    name_at, value_at = heads.index(_PATH), heads.index(_VALUE)
    base_at = heads.index(_BASE) if _BASE in heads else None
    for row in sheet.rows[1:]:
        name, cell = _in(row, name_at), _in(row, value_at)
        if name is None or cell is None:
            continue
        question = questions.get(name.text)
        if question is None:
            if cell.text:
                said = f"这一行填了“{cell.text[:20]}”，隐藏列“字段”却是“{name.text}”，不认识"
                told.append(_unknown(path, sheet, cell, said))
            continue
        base = _in(row, base_at) if base_at is not None else None
        text = _text(question, cell, sheet, path, told)
        yield Filled(question, text, f"{sheet.name}!{cell.place}", _as_base(question, base))


def _rows(sheet: Sheet, listings: Mapping[str, Listing], path: Path, told: list[Diagnostic]) -> Iterator[FilledRow]:
    keys = [cell.text for cell in sheet.rows[1]]
    listing = listings.get(keys[0])
    if listing is None:
        told.append(_unknown(path, sheet, sheet.rows[1][0], f"不认识列表“{keys[0]}”，没有读这一页"))
        return
    columns = {question.path[-1]: question for question in listing.columns}
    for number, row in enumerate(sheet.rows[_FIRST_ROW:], _FIRST_ROW + 1):
        cells = {}
        for key, cell in zip(keys[1:], row[1:], strict=False):
            if key in columns and cell.text:
                text = _text(columns[key], cell, sheet, path, told)
                cells[key] = Filled(columns[key], text, f"{sheet.name}!{cell.place}")
        if cells and listing.key not in cells:
            at = next(iter(cells.values())).place
            message = f"{at} 所在的行没有填“{listing.key}”"
            told.append(error("form-row", message, "请补填，或清空这一行", Position(str(path), place=at)))
        elif cells:
            yield FilledRow(listing, cells, f"{sheet.name} 第{number}行")


def _copies(rows: Sequence[FilledRow], path: Path) -> Iterator[Diagnostic]:
    """Two sheets for one list: one of them is a copy."""
    homes: dict[str, dict[str, None]] = {}
    for row in rows:
        homes.setdefault(row.listing.title, {})[row.place.split(" 第")[0]] = None
    for title, sheets in homes.items():
        if len(sheets) > 1:
            message = f"“{title}”填在{'、'.join(f'“{sheet}”' for sheet in sheets)}几页上"
            yield error("form-copy", message, "请并到一页，删去其余的", Position(str(path)))


def _in(row: Sequence[Cell], place: int | None) -> Cell | None:
    return row[place] if place is not None and place < len(row) else None


def _unknown(path: Path, sheet: Sheet, cell: Cell, message: str) -> Diagnostic:
    place = f"{sheet.name}!{cell.place}"
    advice = "隐藏的列和行请不要改；可另生成一份填报表，把数抄过去"
    return error("form-field", message, advice, Position(str(path), place=place))


def _text(question: Question, cell: Cell, sheet: Sheet, path: Path, told: list[Diagnostic]) -> str:
    """What is in a cell, as dept.yaml has it."""
    if question.unit == "%" and cell.number is not None:
        if abs(cell.number) > _MOST:
            place = f"{sheet.name}!{cell.place}"
            message = f"{place} 应为百分数，看到的是 {cell.text}"
            advice = f"请写作 {cell.text}%（在格里连“%”一起输入）"
            told.append(error("form-percent", message, advice, Position(str(path), place=place)))
        return f"{(cell.number * 100).normalize():f}%"
    if cell.number is not None and question.unit not in ("", "日期"):
        return _digits(cell.number)
    return cell.text.removesuffix(_MIDNIGHT).replace("\r\n", "\n")


def _digits(number: Decimal) -> str:
    return f"{number:f}"


def _as_base(question: Question, cell: Cell | None) -> str:
    return "" if cell is None else cell.text
