"""Which measure of today a row of a ledger is about."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.findings import ledger_key
from reportgen.findings.ledger_key import Keyed, RowKey, digest
from reportgen.intake.ledgers.filled_ledger import Filled

MOVED = "这条措施在台账写出以后改过"


def matched(row: Filled, today: Sequence[Keyed]) -> tuple[Keyed | None, str]:
    """The row of `today` that `row` is, and why that is doubtful: by its key, else by the text of its measure.

    A measure that has another number by now is known by its text as it was written, or as it reads now.
    """
    if row.key is None:
        return _by_text(row, today), ""
    key = row.key
    own = [one for one in today if _one_problem(one.key, key)]
    for wanted in (key.written.get(ledger_key.MEASURE, ""), digest(row.text(ledger_key.MEASURE))):
        if alike := [one for one in own if digest(one.row.measure or "") == wanted]:
            return next((one for one in alike if one.key.measure == key.measure), alike[0]), ""
    placed = next((one for one in own if one.key.measure == key.measure), None)
    return placed, MOVED if placed else ""


def _by_text(row: Filled, today: Sequence[Keyed]) -> Keyed | None:
    """The one measure that reads so; of several the one of the problem that the row is of."""
    text = digest(row.text(ledger_key.MEASURE))
    alike = [one for one in today if text and digest(one.row.measure or "") == text]
    if len(alike) > 1:
        alike = [one for one in alike if of_problem(row, one.key)]
    return alike[0] if len(alike) == 1 else None


def of_problem(row: Filled, key: RowKey) -> bool:
    """Whether a row names every code of the problem with `key`."""
    return bool(key.codes) and {*key.codes} <= {*row.codes.split()}


def _one_problem(one: RowKey, other: RowKey) -> bool:
    return bool({*one.codes} & {*other.codes}) or (not one.codes and not other.codes and one.nth == other.nth)
