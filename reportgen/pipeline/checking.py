"""dept.yaml to everything that a build would say of it, nothing written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Refused
from reportgen.facts.silences import idle
from reportgen.language.asked import holds
from reportgen.overall_form import faults
from reportgen.packs.overall_settings import OVERALL
from reportgen.packs.pack import Pack
from reportgen.pipeline.rendering import render
from reportgen.pipeline.unprinted import unprinted
from reportgen.pipeline.unwritten import unwritten
from reportgen.stages.assessing import evaluate
from reportgen.stages.inputs import Choice, ahead, read
from reportgen.stages.printing import Press, press


def checked(
    path: Path,
    pack: Choice = None,
    now: dt.datetime | None = None,
    compiled: Callable[[Pack], Press] = press,
) -> list[Diagnostic]:
    """Every diagnostic of a draft of the report; raises Refused where none can be made.

    Without `now` nothing is said of a year that has not come yet; `compiled` compiles a press, or
    keeps those that it compiled.
    """
    inputs, found = read(path, pack)
    found += ahead(inputs, now) if now else []
    try:
        evaluation, told = evaluate(inputs)
    except Refused as refusal:
        told = list(refusal.diagnostics)
        evaluation, _ = evaluate(inputs, draft=True)
    own = compiled(inputs.pack)
    try:
        looked = render(evaluation, own, source=inputs.source)[1]
    except Refused as refusal:
        looked = list(refusal.diagnostics)
    asked = own.template.asked
    lacking = faults(evaluation, inputs.source) if evaluation.switched(OVERALL) else ()
    looked = [*looked, *lacking]
    whole = [*found, *told, *looked, *unprinted(inputs, asked), *unwritten(inputs, partial(holds, asked))]
    return [*whole, *idle(whole, inputs.department, inputs.source)]
