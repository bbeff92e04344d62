"""The rows of a workbook of 整改台账, by the heads of their columns; rows may be sorted, columns moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.facts.source import ordinary
from reportgen.findings import ledger_key
from reportgen.findings.ledger import TITLE
from reportgen.findings.ledger_key import RowKey
from reportgen.patterns import regex
from reportgen.system import why
from reportgen.values import Frozen
from reportgen.workbooks import workbook
from reportgen.workbooks.sheet import Cell, Sheet

SUFFIXES = (".xlsx", ".xls", ".ods")
CODES, DONE_ON, POINTS = "涉及指标", "完成日期", "扣分"
KNOWN = (
    *(ledger_key.PROBLEM, CODES, POINTS, ledger_key.CAUSE, ledger_key.MEASURE, ledger_key.OWNER, ledger_key.DUE),
    *(ledger_key.OUTCOME, ledger_key.STATE, ledger_key.PROGRESS, DONE_ON, ledger_key.REMARK, ledger_key.HEAD),
)
_ALSO = {
    **{"完成情况": ledger_key.PROGRESS, "整改情况": ledger_key.PROGRESS, "状态": ledger_key.STATE},
    **{"完成时间": DONE_ON, "实际完成时间": DONE_ON, "实际完成日期": DONE_ON, "时限": ledger_key.DUE},
    **{"措施": ledger_key.MEASURE, "成果": ledger_key.OUTCOME, "原因": ledger_key.CAUSE, "问题": ledger_key.PROBLEM},
}
_NEEDED = (ledger_key.MEASURE, ledger_key.STATE)
_DEEPEST = 12  # rows above the heads
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
_TITLE = regex(rf"(.+?)((?:19|20)\d\d)年度.*{TITLE[-4:]}")
_TOTAL, _GAP = regex(r"(?:合\s*计|总\s*计)"), regex(r"【待填：[^】]*】")


class Filled(Frozen):
    """One row: its cells by the heads of their columns, its codes as they stand, its key where it still has one."""

    file: str
    sheet: str
    cells: Mapping[str, Cell]
    codes: str = ""
    key: RowKey | None = None

    def text(self, head: str) -> str:
        """What stands under `head`; what a draft asks for is nothing."""
        cell = self.cells.get(head)
        return _GAP.sub("", cell.text).strip() if cell else ""

    def place(self, head: str) -> str:
        """台账!J7; where the row has no such cell, its first."""
        cell = self.cells.get(head) or next(iter(self.cells.values()))
        return f"{self.sheet}!{cell.place}"

    def at(self, head: str) -> Position:
        """The same as a position."""
        return Position(self.file, place=self.place(head))


class Handed(Frozen):
    """A ledger as it came back: whose it says it is, and its rows."""

    path: Path
    department: str
    year: int | None
    rows: tuple[Filled, ...]
    heads: tuple[str, ...]


def read(path: Path) -> tuple[Handed, list[Diagnostic]]:
    """The ledger at `path`, and what is said of its other sheets; raises Refused where it is none."""
    try:
        data = ordinary(path)
    except OSError as failure:
        message = "找不到文件" if isinstance(failure, FileNotFoundError) else why(failure)
        raise Refused([error("no-file", message, "请核对路径和文件名", Position(str(path)))]) from failure
    if not data.startswith(_WORKBOOKS):
        raise Refused([error("ledger", "不是工作簿", "请用 Excel 或 WPS 打开，另存为 .xlsx", Position(str(path)))])
    sheets, told = workbook.sheets(data, path)
    of_ledger = [(sheet, at) for sheet in sheets if (at := _head(sheet)) is not None]
    if not of_ledger:
        advice = f"请用 reportgen ledger 生成的台账；表头须有{'、'.join(_NEEDED)}"
        raise Refused([error("ledger", f"不是{TITLE}", advice, Position(str(path)))])
    rows = tuple(row for sheet, at in of_ledger for row in _rows(sheet, at, path.name))
    department, year = _owner([sheet for sheet, _ in of_ledger], rows)
    heads = tuple(dict.fromkeys(head for row in rows for head in row.cells))
    return Handed(path, department, year, rows, heads), told


def _head(sheet: Sheet) -> int | None:
    """Which row has the heads."""
    for number, row in enumerate(sheet.rows[:_DEEPEST]):
        named = {_called(cell.text) for cell in row}
        if set(_NEEDED) <= named:
            return number
    return None


def _called(text: str) -> str:
    plain = "".join(text.split())
    return _ALSO.get(plain, plain)


def _rows(sheet: Sheet, head: int, file: str) -> Iterator[Filled]:
    """The rows below the heads that say anything; codes go on downwards, as merged cells hold them once."""
    heads = [_called(cell.text) for cell in sheet.rows[head]]
    codes = ""
    for row in sheet.rows[head + 1 :]:
        cells = {name: cell for name, cell in zip(heads, row, strict=False) if name in KNOWN}
        texts = [cell.text for cell in row if cell.text]
        if not texts or _TOTAL.fullmatch(texts[0]) or [_called(text) for text in texts] == [h for h in heads if h]:
            continue
        codes = cells[CODES].text if CODES in cells and cells[CODES].text else codes
        key = RowKey.parse(cells[ledger_key.HEAD].text) if ledger_key.HEAD in cells else None
        yield Filled(file, sheet.name, cells, codes, key)


def _owner(sheets: Sequence[Sheet], rows: Sequence[Filled]) -> tuple[str, int | None]:
    """Department and year by the keys of most rows, else by the title."""
    keys = [(row.key.department, row.key.year) for row in rows if row.key]
    if keys:
        return max(keys, key=keys.count)
    texts = (cell.text for sheet in sheets for row in sheet.rows[:_DEEPEST] for cell in row)
    titled = next((found for text in texts if (found := _TITLE.search("".join(text.split())))), None)
    return (titled[1], int(titled[2])) if titled else ("", None)
