"""build of a 填报表: its data first, then the report; what is said is said at its cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from reportgen import pipeline
from reportgen.cli import produce, show
from reportgen.cli.session.waiting import waiting
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.facts import source as sources
from reportgen.forms.located import at_cells
from reportgen.values import replace


def one(  # noqa: PLR0913 - how, in two words
    form: Path, order: pipeline.Order, wanted: pipeline.Wanted, now: dt.datetime, *, opens: bool, notes: bool
) -> None:
    """Build the department of `form`, and tell of it; with `notes`, in a copy of the form, too."""
    out, took = show.Out(), None
    try:
        with waiting("读取资料") as at:
            dept, took = pipeline.dept_of_form(form, now.year - 1, wanted.cache)
            show.diagnostics(took.diagnostics, out)
            out.print(f"资料：{dept}（由填报表写成）")
            built = pipeline.produce(dept, produce.said(order, wanted, at), now)
    except Refused as refusal:
        found = _at_cells(refusal.diagnostics, dept, took) if took else list(refusal.diagnostics)
        _noted(form, took, found, out, notes=notes)
        raise Refused(found, refusal.written) from refusal
    found = _at_cells(built.diagnostics, dept, took)
    _noted(form, took, found, out, notes=notes)
    produce.told(replace(built, diagnostics=tuple(found)), order, out, opens=opens)


def _at_cells(found: Sequence[Diagnostic], dept: Path, took: pipeline.Took) -> list[Diagnostic]:
    """What is said of dept.yaml, at the cells of the form that it was made from."""
    source = sources.load(dept)[0]
    return at_cells(found, source, took.places) if source else list(found)


def _noted(form: Path, took: pipeline.Took | None, found: Sequence[Diagnostic], out: show.Out, *, notes: bool) -> None:
    if notes:
        from reportgen.cli import remarked  # noqa: PLC0415 - openpyxl

        remarked.annotated([form], [*(took.diagnostics if took else ()), *found], out)
