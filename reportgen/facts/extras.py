"""补充 read as what the pack declares: types and units at their places; what it does not declare stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportgen.diagnostics import Diagnostic, nearest, warning
from reportgen.facts import narrative
from reportgen.facts.records.declared import Prose, with_free
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.reading import converted
from reportgen.facts.records.record import Fault, InvalidError, Record, diagnose, is_empty
from reportgen.facts.source import Path, Source
from reportgen.values import replace

FREE = "补充"


def taken(department: Department, source: Source, extra: type[Record]) -> tuple[Department, list[Diagnostic]]:
    """`department` with its 补充 as the record `extra`, and what is wrong there.

    Where anything is, nothing of 补充 is taken.
    """
    given = source.data.get(FREE) if isinstance(source.data, dict) else None
    data = {str(key): value for key, value in given.items()} if isinstance(given, dict) else {}
    known = {field.alias for field in extra.fields_by_name.values()}
    model = with_free(extra, tuple(sorted(data.keys() - known)))
    notes: list[Fault] = []
    faults: tuple[Fault, ...] = ()
    made: Any = extra()
    try:
        made = converted(model, data, notes)
    except InvalidError as failure:
        faults = failure.faults
    told = [diagnose(Fault((FREE, *path), wrong), source) for path, wrong in (*faults, *notes)]
    told += [*_strange(data, known, source), *_remarks(made, source, (FREE,))]
    return replace(department, extra=made), told


def _strange(data: dict[str, Any], known: set[str], source: Source) -> Iterator[Diagnostic]:
    """Names that are not declared and look like one that is and was left out."""
    left = [name for name in known if is_empty(data.get(name))]
    for name in data.keys() - known:
        if (near := nearest(name, left)) is not None:
            at = source.position((FREE, name), key=True)
            yield warning("extra", f"套件没有申报“{FREE}.{name}”", f"是否应为“{near}”？", at)


def _remarks(made: Record, source: Source, path: Path) -> Iterator[Diagnostic]:
    """Narrative that looks like markup which this dialect has not."""
    for own, field in type(made).fields_by_name.items():
        value, here = getattr(made, own), (*path, field.alias)
        if isinstance(value, Record):
            yield from _remarks(value, source, here)
        elif isinstance(value, Prose):
            for line, message, advice in narrative.remarks(value):
                yield warning("markdown", f"“{'.'.join(map(str, here))}”：{message}", advice, source.line(here, line))
