"""Evaluation to report: printed by a press, read once, and checked as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reportgen import __version__, checks, report, word
from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.evaluation import Evaluation
from reportgen.facts.source import Source
from reportgen.packs.pack import Pack
from reportgen.values import Frozen
from reportgen.word.anchors import controls, placed
from reportgen.word.anchors.identity import Identity, Imprint
from reportgen.word.ooxml.finished import Finished

if TYPE_CHECKING:
    from reportgen.pipeline.reviewing import Review


class Press(Frozen):
    """A pack with its report.docx compiled: prints any number of reports."""

    pack: Pack
    template: word.Template


def press(pack: Pack) -> Press:
    """The press of `pack`; compiling is by far the slowest step, and the same for every evaluation."""
    filters = placed.keeping(report.TEMPLATE_FILTERS)
    return Press(pack, word.Template(pack.template, search=pack.folders, filters=filters, cache=pack.cache))


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
    made = _printed(evaluation, pack if isinstance(pack, Press) else press(pack), context, review)
    found = word.check(made, context)
    if errors(found):
        raise Refused(found)
    found = [*found, *checks.run(evaluation, word.outline(made), source)]
    if errors(found) and not evaluation.draft:
        raise Refused(found)
    return made.zipped(), found


def printed(evaluation: Evaluation, press: Press, review: Review | None = None) -> bytes:
    """The report as .docx, every text of a person's in its control, unchecked; a review copy if `review` is given."""
    with thousands(evaluation.grouped):
        return _printed(evaluation, press, report.context(evaluation), review).zipped()


def _printed(evaluation: Evaluation, press: Press, context: Mapping[str, Any], review: Review | None) -> Finished:
    if review is None:
        return _anchored(evaluation, press, context)
    from reportgen.word.anchors import noted  # noqa: PLC0415 - only a review copy has notes

    made = _anchored(evaluation, press, noted.noted(evaluation, review.notes))
    return noted.comment(made, review.notes, review.now)


def _anchored(evaluation: Evaluation, press: Press, context: Mapping[str, Any]) -> Finished:
    rendered = press.template.made(placed.placed(context), draft=evaluation.draft)
    return controls.anchored(rendered, identity(evaluation))


def identity(evaluation: Evaluation) -> Identity:
    """What tells the report of `evaluation` from every other."""
    department = evaluation.department
    imprint = Imprint(evaluation.evidence)
    year = str(department.year)
    return Identity(department.office.name, year, evaluation.pack, __version__, imprint, evaluation.draft)
