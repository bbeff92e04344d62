"""Evaluation to report: printed, read once, and checked as it stands."""

from __future__ import annotations

from reportgen import checks, report, word
from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.evaluation import Evaluation
from reportgen.facts.source import Source
from reportgen.packs.pack import Pack
from reportgen.stages.printing import Press, Review, composed, press


def render(
    evaluation: Evaluation, pack: Pack | Press, review: Review | None = None, source: Source | None = None
) -> tuple[bytes, list[Diagnostic]]:
    """The report as .docx, checked by what Word refuses and by what reviewers look for; `source` is dept.yaml."""
    with thousands(evaluation.grouped):
        return _rendered(evaluation, pack, review, source)


def _rendered(
    evaluation: Evaluation, pack: Pack | Press, review: Review | None, source: Source | None
) -> tuple[bytes, list[Diagnostic]]:
    context = report.context(evaluation)
    made = composed(evaluation, pack if isinstance(pack, Press) else press(pack), context, review)
    found = word.check(made, context)
    if errors(found):
        raise Refused(found)
    found = [*found, *checks.run(evaluation, word.outline(made), source)]
    if errors(found) and not evaluation.draft:
        raise Refused(found)
    return made.zipped(), found
