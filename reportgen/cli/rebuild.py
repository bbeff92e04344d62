"""build --watch: one department, built anew whenever something that it is made of is saved."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reportgen import pipeline
from reportgen.cli import produce
from reportgen.cli.session import watching
from reportgen.cli.session.watching import Round
from reportgen.pipeline.forming import NARRATED
from reportgen.values import replace


def watched(dept: Path, order: pipeline.Order, wanted: pipeline.Wanted, *, opens: bool, notes: bool) -> int:
    """Build `dept` as `order` says until Ctrl-C; what was written is opened once, the first time."""
    waits = opens

    def work() -> Round:
        nonlocal waits
        noted = pipeline.Noted()
        again, now = replace(wanted, load=noted.load, trail=noted.trail), dt.datetime.now().astimezone()
        if watching.told(lambda: produce.one(dept, order, again, now, opens=waits, notes=notes)):
            waits = False
        own = {dept.with_suffix(".yaml")} if produce.of_form(dept) else set[Path]()
        return Round(noted.files() | {dept, dept.with_name(NARRATED)}, frozenset(own))

    return watching.watch(work)
