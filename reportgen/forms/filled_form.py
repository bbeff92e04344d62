"""A filled form read: every cell to fill in with its path in dept.yaml, its place, and what stood there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from unicodedata import normalize

from reportgen.diagnostics import Diagnostic, Position, Refused, error, hint, warning
from reportgen.facts.blanks.questions import SEPARATOR, Form, Listing, Question
from reportgen.facts.source import named
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.workbooks import workbook
from reportgen.workbooks.faults import UNSAVED
from reportgen.workbooks.sheet import Cell, Sheet, letters

_PATH, _VALUE, _BASE, _PACK, _YEAR = "字段", "填写", "原值", "套件", "年度"
_NAMED = 3  # fields that are named
_ZIP, _OLE = b"PK", b"\xd0\xcf\x11\xe0"  # how .xlsx and .ods begin, and .xls
_KEYS, _FIRST_ROW = 1, 3  # of a list, from its heads: keys, what they mean, rows
_MOST = 2  # what a share of a whole is at most, as a number
_MIDNIGHT = " 00:00:00"
_ERRORS = frozenset(("#REF!", "#DIV/0!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!"))
_LOCK = "~$"  # how the file begins by which Excel marks a workbook as open
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_FOUR = regex(r"[0-9]{4}")
_ITEM = regex(r"\s*(?:[-|]|\d+\.\s)")  # how a line of a list or a table begins


class Filled(Frozen):
    """One cell that was filled in: the question, what is in it, where it stands, what stood there before."""

    question: Question
    text: str
    place: str
    base: str = ""


class FilledRow(Frozen):
    """One row of a list: what is filled in or was there by column, and where the row stands."""

    listing: Listing
    cells: Mapping[str, Filled]
    place: str

    @property
    def key(self) -> Filled:
        """The cell that names the row."""
        return self.cells[self.listing.key]


class Answered(Frozen):
    """What one form holds; `listings` are the lists of which it has a sheet."""

    file: str
    pack: str
    fields: tuple[Filled, ...]
    rows: tuple[FilledRow, ...]
    listings: tuple[Listing, ...] = ()


def bytes_of(path: Path) -> bytes:
    """The bytes of a filled form; raises Refused where it cannot be read."""
    return named(path, _refused)


def _refused(path: Path, message: str, advice: str) -> Refused:
    return Refused([error("form", message, advice, Position(str(path)))])


def read(path: Path) -> tuple[list[Sheet], str]:
    """The sheets of the form at `path`, and its pack; raises Refused where it is no form."""
    return opened(bytes_of(path), path)


def opened(data: bytes, path: Path) -> tuple[list[Sheet], str]:
    """The sheets of the form in `data`, and its pack; raises Refused where it is no form."""
    if path.name.startswith(_LOCK):
        raise _refused(path, "这是 Excel 打开工作簿时的临时文件", f"请选“{path.name.removeprefix(_LOCK)}”")
    if not data.startswith((_ZIP, _OLE)):
        raise _refused(path, "不是工作簿", "请用 Excel 或 WPS 打开，另存为 .xlsx")
    found, _ = workbook.sheets(data, path)
    first = (row for sheet in found for row in sheet.rows[:1] if row and row[0].text == _PACK)
    pack = next((row[1].text for row in first if len(row) > 1), "")
    if not pack:
        advice = "请填 reportgen new 生成的填报表；“填写说明”一页删改了的，另生成一份，把数抄过去"
        raise _refused(path, "不是 reportgen 生成的填报表", advice)
    return found, pack


def year(sheets: Sequence[Sheet]) -> int | None:
    """The 年度 that is filled in, if it is a number."""
    rows = (row for sheet in sheets for row in sheet.rows if row and row[0].text == _YEAR)
    numbers = (cell.number for row in rows for cell in row[1:] if cell.number is not None)
    return next((int(number) for number in numbers), None)


def answered(path: Path, sheets: Sequence[Sheet], form: Form) -> tuple[Answered, list[Diagnostic]]:
    """Everything that is filled in on `sheets`, and what could not be understood, at its cell."""
    reader = _Reader(path, form)
    for sheet in sheets:
        reader.sheet(sheet)
    reader.told += [*reader.missing(), *_copies(reader.fields, reader.rows, path)]
    own = tuple(listing for name, listing in reader.listings.items() if name in reader.lists)
    return Answered(path.name, form.pack, tuple(reader.fields), tuple(reader.rows), own), reader.told


class _Reader:
    """Goes through the sheets of a form; `fields` and `rows` are what is there, `told` what is to be said of it."""

    def __init__(self, path: Path, form: Form) -> None:
        self.path, self.form = path, form
        self.questions = {question.name: question for section in form.sections for question in section.questions}
        self.listings = {SEPARATOR.join(listing.path): listing for listing in form.listings}
        self.fields: list[Filled] = []
        self.rows: list[FilledRow] = []
        self.told: list[Diagnostic] = []
        self.lists: set[str] = set()
        self.damaged: set[str] = set()  # sheets of the form in which nothing can be read

    def sheet(self, sheet: Sheet) -> None:
        """One sheet: of fields, of a list, or one that is not of the form."""
        heads = [cell.text for cell in sheet.rows[0]] if sheet.rows else []
        at = next((n for n, row in enumerate(sheet.rows[:2]) if row and row[0].text == _PATH), None)
        if _VALUE in heads and _PATH in heads:
            self.fields += self._fields(sheet, heads)
        elif at is not None and len(sheet.rows) > at + _KEYS:
            self.rows += self._rows(sheet, at)
        elif heads[:1] != [_PACK]:
            self._foreign(sheet)

    def _foreign(self, sheet: Sheet) -> None:
        """A sheet without the hidden column: one of the form that was damaged, or somebody's own."""
        own = {section.title for section in self.form.sections} | {listing.title for listing in self.form.listings}
        if not any(cell.text for row in sheet.rows for cell in row):
            return
        if sheet.name in own:
            self.damaged.add(sheet.name)
            message = f"“{sheet.name}”一页的隐藏列没有了，认不出各格是什么"
            self._tell("form-field", message, "请另生成一份填报表，把这一页填好的格抄过去", sheet, "A1")
        else:
            at = Position(str(self.path), place=sheet.name)
            self.told.append(hint("form-sheet", f"“{sheet.name}”不是填报表的页，没有读", "", at))

    def missing(self) -> Iterator[Diagnostic]:
        """Pages and fields of the form that are not in the file."""
        seen = {filled.question.name for filled in self.fields}
        at = Position(str(self.path))
        for section in self.form.sections:
            left = [question for question in section.questions if question.name not in seen]
            if section.title in self.damaged:
                continue
            if len(left) == len(section.questions):
                advice = "删了的不用管；改为隐藏的，请取消隐藏"
                yield hint("form-missing", f"没有“{section.title}”一页，这一页没有收", advice, at)
            elif left:
                names = "、".join(question.label for question in left[:_NAMED])
                message = f"“{section.title}”缺 {len(left)} 行：{names}{'等' if len(left) > _NAMED else ''}"
                yield hint("form-missing", message, "是旧版的表或删了行的，要填的请另生成一份填报表", at)
        for name, listing in self.listings.items():
            if name not in self.lists and listing.title not in self.damaged:
                yield hint("form-missing", f"没有“{listing.title}”一页，这一页没有收", "", at)

    def _fields(self, sheet: Sheet, heads: Sequence[str]) -> Iterator[Filled]:
        name_at, value_at = heads.index(_PATH), heads.index(_VALUE)
        base_at = heads.index(_BASE) if _BASE in heads else None
        self._merged(sheet, letters(value_at))
        for row in sheet.rows[1:]:
            name, cell = _in(row, name_at), _in(row, value_at)
            if name is None or cell is None:
                continue
            question = self.questions.get(name.text) or self.form.of_row(name.text)
            if question is not None:
                yield self._filled(question, cell, sheet, _in(row, base_at))
            elif cell.text:
                said = f"这一行填了“{cell.text[:20]}”，隐藏列“{_PATH}”却是“{name.text}”，不认识"
                self._unknown(sheet, cell, said)

    def _rows(self, sheet: Sheet, at: int) -> Iterator[FilledRow]:
        keys = [cell.text for cell in sheet.rows[at + _KEYS]]
        listing = self.listings.get(keys[0])
        if listing is None:
            self._unknown(sheet, sheet.rows[at + _KEYS][0], f"不认识列表“{keys[0]}”，没有读这一页")
            return
        self.lists.add(keys[0])
        self._merged(sheet, "", at + _FIRST_ROW)
        columns = {question.path[-1]: question for question in listing.columns}
        for number, row in enumerate(sheet.rows[at + _FIRST_ROW :], at + _FIRST_ROW + 1):
            given = {key: cell for key, cell in zip(keys[1:], row[1:], strict=False) if key in columns}
            bases = {key: cell for key, cell in zip(keys[1:], row[1:], strict=False) if key.startswith(_BASE)}
            filled = {
                key: self._filled(columns[key], cell, sheet, bases.get(f"{_BASE}{SEPARATOR}{key}"))
                for key, cell in given.items()
            }
            cells = {key: one for key, one in filled.items() if one.text or one.base}
            if any(one.text for one in cells.values()) and not filled[listing.key].text:
                place = next(one.place for one in cells.values() if one.text).partition("!")[2]
                message = f"{sheet.name}!{place} 所在的行没有填“{listing.key}”"
                self._tell("form-row", message, "请补填，或清空这一行", sheet, place)
            elif listing.key in cells:
                yield FilledRow(listing, cells, f"{sheet.name} 第{number}行")

    def _filled(self, question: Question, cell: Cell, sheet: Sheet, base: Cell | None) -> Filled:
        stood = base.text if base is not None else ""
        if cell.place in sheet.faulty or cell.text in _ERRORS:
            seen = sheet.faulty.get(cell.place, cell.text)
            message = f"{sheet.name}!{cell.place} 是{'' if seen == UNSAVED else '出错的公式 '}{seen}"
            self._tell("form-formula", message, "请直接填数，或改好公式后保存", sheet, cell.place)
            return Filled(question, seen, f"{sheet.name}!{cell.place}", stood)
        text = self._text(question, cell, sheet)
        if question.long:
            text = _paragraphs(text, stood)
        return Filled(question, text, f"{sheet.name}!{cell.place}", stood)

    def _text(self, question: Question, cell: Cell, sheet: Sheet) -> str:
        """What is in a cell, as dept.yaml has it."""
        if question.unit == "%" and cell.number is not None:
            if abs(cell.number) > _MOST:
                message = f"{sheet.name}!{cell.place} 应为百分数，看到的是 {cell.text}"
                advice = f"请写作 {cell.text}%（在格里连“%”一起输入）"
                self._tell("form-percent", message, advice, sheet, cell.place)
            return f"{(cell.number * 100).normalize():f}%"
        if cell.number is not None and question.unit not in ("", "日期"):
            return f"{cell.number:f}"
        if question.unit == "年":
            return _year(cell.text)
        return cell.text.removesuffix(_MIDNIGHT).replace("\r\n", "\n")

    def _merged(self, sheet: Sheet, column: str, row: int = 1) -> None:
        """Cells to fill in that somebody made one: only the first of them can be read."""
        for cells in sheet.merged:
            first = cells.partition(":")[0]
            letter, number = first.rstrip("0123456789"), int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            if number > row and column in ("", letter):
                message = f"{sheet.name}!{cells} 合并成了一格，只读到 {first} 的值"
                at = Position(str(self.path), place=f"{sheet.name}!{first}")
                self.told.append(warning("form-merged", message, "请取消合并，每格各填各的", at))

    def _unknown(self, sheet: Sheet, cell: Cell, message: str) -> None:
        advice = "隐藏的列和行请不要改；可另生成一份填报表，把数抄过去"
        self._tell("form-field", message, advice, sheet, cell.place)

    def _tell(self, code: str, message: str, advice: str, sheet: Sheet, place: str) -> None:
        self.told.append(error(code, message, advice, Position(str(self.path), place=f"{sheet.name}!{place}")))


def _copies(fields: Sequence[Filled], rows: Sequence[FilledRow], path: Path) -> Iterator[Diagnostic]:
    """Two sheets for one group of fields, or for one list: one of them is a copy."""
    homes: dict[str, dict[str, None]] = {}
    pages: dict[str, str] = {}
    for one in fields:
        sheet = one.place.rpartition("!")[0]
        if (first := pages.setdefault(one.question.name, sheet)) != sheet:
            homes.setdefault(first, {first: None})[sheet] = None
    for row in rows:
        homes.setdefault(row.listing.title, {})[row.place.split(" 第")[0]] = None
    for title, sheets in homes.items():
        if len(sheets) > 1:
            message = f"“{title}”填在{'、'.join(f'“{sheet}”' for sheet in sheets)}几页上"
            yield error("form-copy", message, "请并到一页，删去其余的", Position(str(path)))


def _in(row: Sequence[Cell], place: int | None) -> Cell | None:
    return row[place] if place is not None and place < len(row) else None


def _year(text: str) -> str:
    """A year in digits, however it is written; what is none as it is."""
    bare = normalize("NFKC", text).translate(_DIGITS).removesuffix("度").removesuffix("年").strip()
    return bare if _FOUR.fullmatch(bare) else text


def _paragraphs(text: str, base: str) -> str:
    """Each line of a cell a paragraph; lines of one list or table, and lines that stood together, stay together."""
    lines = text.split("\n")
    done = lines[0]
    for before, line in pairwise(lines):
        together = not before.strip() or not line.strip() or f"{before}\n{line}" in base
        alike = _ITEM.match(before) and _ITEM.match(line)
        done += ("\n" if together or alike else "\n\n") + line
    return done
