"""Tables in sheets: found by their titles, their heads of one row or several told from the rows under them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from reportgen.patterns import regex
from reportgen.tables.labels import is_unit, label, plain, unit_in
from reportgen.tables.lanes import entries
from reportgen.tables.table import PublishedTable
from reportgen.values import Frozen, replace
from reportgen.workbooks.sheet import Cell, Sheet

Row: TypeAlias = tuple[Cell, ...]
Titles: TypeAlias = Mapping[str, Sequence[str]]
_CAPTION = regex(
    r"(?:单位|部门|编制|填报|机关|预算代码|日期|编码)(?:名称|代码|日期)?[::]|^附件[\d一二三四五六七八九十]*[::]?$"
    r"|^(?:公开|附|财决|预算公开?)?表?[\d一二三四五六七八九十\-]{1,6}表?$"
)
_BEFORE = regex(
    r"(?:附件|附表|公开|表|附)?\d{1,3}(?:[-.]\d+)*表?[::、.]?|(?:附件|附表|表)[一二三四五六七八九十]+[::、.]?"
    r"|[一二三四五六七八九十]{1,3}[、.:]|附件[::]?"
)
_OFFICE = regex("(?:局|委|办|部|会|处|院|中心|校|所|站|队|室|馆|署|厅|团|联)$")
_AFTER = regex(r"(?:\((?!三公)[^()]*\)|续表?|公开\d+表|(?:金额)?单位:.*|:)+$")
_YEAR = regex(r"^.*20\d\d年?度?")
_FILLING = regex(r"预算单位|部门预算(?=收|支)|部门|单位|本级|20\d\d年?度?|年度|情况|明细|总体|本年")
_FIELD = regex("财政|拨款|预算|决算|基金|资本|收入|支出|收支|基本|项目|经费|采购|国有|资产|债务|绩效|目标")
_BEGINS = frozenset({"项目", "收入", "支出", "预算数", "决算数", "合计", "科目"})  # heads of the first column
_LONGEST = 50  # signs of a title
_HEADS = 8  # rows that a head may have


class _Piece(Frozen):
    """What lies between one title and the next."""

    kind: str
    title: str
    rows: tuple[Row, ...]


def tables(sheets: Sequence[Sheet], titles: Titles, year: int) -> list[PublishedTable]:
    """Every table that bears one of `titles`, by kind; one that goes on over pages is one."""
    known = sorted(((core(name), kind) for kind, names in titles.items() for name in names), key=lambda p: -len(p[0]))
    found: list[PublishedTable] = []
    for sheet in _whole(sheets, known):
        for piece in _pieces(sheet, known):
            table = _table(piece, sheet, year)
            if found and _continued(found[-1], table):
                found[-1] = _joined(found[-1], table)
            elif table.heads:
                found.append(table)
    return found


def core(title: str) -> str:
    """What tells the title of a table from others: without year, department, 情况, 明细."""
    bare = _AFTER.sub("", plain(title))
    return _FILLING.sub("", bare)


def kind_of(text: str, known: Sequence[tuple[str, str]]) -> str | None:
    """The kind of table that `text` is the title of; "" for that of an unknown one, None where it is no title."""
    told = plain(text)
    own = _AFTER.sub("", told)
    if not own or len(own) > _LONGEST or _CAPTION.search(own):
        return None
    own = _YEAR.sub("", own) or own
    own = own[end.end() :] if (end := _BEFORE.match(own)) else own
    own = _FILLING.sub("", own)
    for name, known_kind in known:
        if own.endswith(name) and _of_nobody(own.removesuffix(name)):
            return known_kind
    return "" if own.endswith("表") and len(own) > 1 and not regex("[,。;]|见|本表|此表").search(own) else None


def _of_nobody(before: str) -> bool:
    """Whether what stands before the title of a table makes it no other table: nothing, or the name of an office."""
    return not _FIELD.search(before) or bool(_OFFICE.search(before))


def _whole(sheets: Sequence[Sheet], known: Sequence[tuple[str, str]]) -> Iterator[Sheet]:
    """The sheets, each that goes on with the one before it at its end."""
    waiting: Sheet | None = None
    for sheet in sheets:
        titled = any(_title(row, known) is not None for row in sheet.rows)
        if waiting and sheet.goes_on and not titled and sheet.wide == waiting.wide:
            waiting = replace(waiting, rows=(*waiting.rows, *sheet.rows))
            continue
        if waiting:
            yield waiting
        waiting = sheet
    if waiting:
        yield waiting


def _texts(row: Row) -> list[str]:
    return list(dict.fromkeys(cell.text for cell in row if cell.text))


def _title(row: Row, known: Sequence[tuple[str, str]]) -> str | None:
    """The kind of table whose title `row` is."""
    bare = {text: _AFTER.sub("", plain(text)) for text in _texts(row)}
    own = [text for text, rest in bare.items() if rest and not _CAPTION.search(rest) and not unit_in([rest])]
    return kind_of(own[0], known) if len(own) == 1 and not any(cell.number is not None for cell in row) else None


def _pieces(sheet: Sheet, known: Sequence[tuple[str, str]]) -> Iterator[_Piece]:
    """The tables of a sheet, each from its title on; the name of a sheet stands in for a title."""
    starts = [(place, kind) for place, row in enumerate(sheet.rows) if (kind := _title(row, known)) is not None]
    if not any(kind for _, kind in starts):
        if of_name := kind_of(sheet.name, known):
            yield _Piece(of_name, sheet.name, sheet.rows)
        return
    ends = [place for place, _ in starts[1:]] + [len(sheet.rows)]
    first = starts[0][0]
    for (place, of_title), end in zip(starts, ends, strict=True):
        if of_title:
            above = sheet.rows[:first] if place == first else ()
            title = next(text for text in _texts(sheet.rows[place]) if kind_of(text, known))
            yield _Piece(of_title, title, (*above, *sheet.rows[place:end]))


def _table(piece: _Piece, sheet: Sheet, year: int) -> PublishedTable:
    start = next((place for place, row in enumerate(piece.rows) if _is_head(row, piece.title)), len(piece.rows))
    rows = piece.rows[start:]
    caption = tuple(text for row in piece.rows[:start] for text in _texts(row))
    heads, found = entries(rows, year)
    unit = unit_in([*caption, *(text for row in rows[:_HEADS] for text in _texts(row))])
    return PublishedTable(piece.kind, piece.title, sheet.file, sheet.name, unit, caption, found, heads)


def _is_head(row: Row, title: str) -> bool:
    """Whether the head of the table begins with `row`."""
    own = [text for text in _texts(row) if text != title]
    if not own or any(_CAPTION.search(plain(text)) or is_unit(text) for text in own):
        return False
    return len(row) > 1 and (len(own) > 1 or label(own[0]) in _BEGINS or "三公" in plain(own[0]))


def _continued(before: PublishedTable, after: PublishedTable) -> bool:
    """Whether `after` is `before` going on: the same title and heads once more."""
    return (before.kind, before.file, before.heads) == (after.kind, after.file, after.heads) and (
        before.sheet.startswith("第") or "续" in after.title
    )


def _joined(before: PublishedTable, after: PublishedTable) -> PublishedTable:
    shift = 1 + max((entry.row for entry in before.entries), default=0)
    more = tuple(replace(entry, row=entry.row + shift) for entry in after.entries)
    return replace(before, entries=(*before.entries, *more))
