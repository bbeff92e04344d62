"""What the commands share that make one document beside the report: 台账, 底稿, 自评表."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from reportgen import pipeline
from reportgen.cli import show
from reportgen.cli.session import opening
from reportgen.cli.session.waiting import waiting
from reportgen.evaluation import Evaluation
from reportgen.findings.finding import in_short


def beside(
    dept: Path,
    order: pipeline.Order,
    called: tuple[str, str],
    told: Callable[[Evaluation, show.Out], None],
    *,
    opens: bool,
) -> None:
    """Make what is ordered of `dept`, say what there is to say, `told` of the marks, and where it stands.

    `called` is its whole name and the short one.
    """
    whole, short = called
    with waiting(f"生成{whole}"):
        made = pipeline.produce(dept, order, dt.datetime.now().astimezone())
    out = show.Out()
    show.diagnostics(in_short(made.diagnostics), out)
    told(made.evaluation, out)
    out.print(f"{short}：{made.path}")
    if opens:
        opening.opened(made.path, out)
