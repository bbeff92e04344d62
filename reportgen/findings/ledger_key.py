"""What a row of the workbook of 整改台账 was written for, hidden in the row itself.

Rows may then be sorted, filtered and copied, and texts edited: whoever reads the workbook back knows which measure a
row is of, and which cells somebody has filled in since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.findings.ledger import LedgerRow
from reportgen.values import Frozen, field

HEAD = "标识"
PROBLEM, CAUSE, REMARK = "存在问题", "主要原因", "备注"
MEASURE, OWNER, DUE, OUTCOME = "整改措施", "责任科室", "完成时限", "预期成果"
STATE, PROGRESS = "整改状态", "完成情况及佐证"
_FIELDS = {
    **{PROBLEM: "problem", CAUSE: "cause", MEASURE: "measure", OWNER: "owner", DUE: "due"},
    **{OUTCOME: "outcome", STATE: "state", PROGRESS: "progress", REMARK: "remark"},
}
_LENGTH = 8


class RowKey(Frozen):
    """Measure `measure` (from 0) of the problem with `codes`, the `nth` of those without any, as it was written.

    `written` are digests of the cells by the heads of their columns.
    """

    department: str
    year: int
    codes: tuple[str, ...]
    nth: int
    measure: int
    written: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The key as it is hidden in the workbook."""
        told = [self.department, self.year, list(self.codes), self.nth, self.measure, dict(self.written)]
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def parse(cls, text: str) -> RowKey | None:
        """The key that `text` is; None where it is none, or damaged."""
        try:
            department, year, codes, nth, measure, written = json.loads(text)
            digests = {str(head): str(digest) for head, digest in written.items()}
            return cls(str(department), int(year), tuple(map(str, codes)), int(nth), int(measure), digests)
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None


class Keyed(Frozen):
    """A row with its key."""

    row: LedgerRow
    key: RowKey


def keyed(department: str, year: int, rows: Sequence[LedgerRow]) -> Iterator[Keyed]:
    """The rows of the ledger of `department`, each with its key."""
    nth, measure, last = -1, 0, 0
    for row in rows:
        new = row.number != last
        measure, last = 0 if new else measure + 1, row.number
        nth += new and not row.codes
        written = {head: digest(text) for head, text in said(row).items() if text}
        yield Keyed(row, RowKey(department, year, row.codes, 0 if row.codes else nth, measure, written))


def said(row: LedgerRow) -> dict[str, str]:
    """The texts of a row by the heads of their columns; blank where there is none."""
    found: dict[str, Any] = {head: getattr(row, name) for head, name in _FIELDS.items()}
    return {head: "" if value is None else str(value) for head, value in found.items()}


def digest(text: str) -> str:
    """A short fingerprint of a cell's text, blank space aside; nothing of nothing."""
    plain = "".join(text.split())
    return hashlib.sha256(plain.encode()).hexdigest()[:_LENGTH] if plain else ""
