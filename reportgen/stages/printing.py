"""Evaluation to report: printed by a press, every text of a person's in its control."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from reportgen import __version__, report, word
from reportgen.chinese import thousands
from reportgen.evaluation import Evaluation
from reportgen.packs.pack import Pack
from reportgen.values import Frozen
from reportgen.word.anchors import controls, tagging
from reportgen.word.anchors.identity import Identity, Imprint
from reportgen.word.ooxml.package import Finished

if TYPE_CHECKING:
    from reportgen.word.anchors.review_notes import Note


class Press(Frozen):
    """A pack with its report.docx compiled: prints any number of reports."""

    pack: Pack
    template: word.Template


class Review(Frozen):
    """What a review copy says, by place, and the date of its comments."""

    notes: Mapping[str, Note]
    now: dt.datetime


def press(pack: Pack) -> Press:
    """The press of `pack`; compiling is by far the slowest step, and the same for every evaluation."""
    filters = tagging.keeping(report.TEMPLATE_FILTERS)
    return Press(pack, word.Template(pack.template, search=pack.folders, filters=filters, cache=pack.cache))


def printed(evaluation: Evaluation, press: Press, review: Review | None = None) -> bytes:
    """The report as .docx, unchecked; a review copy if `review` is given."""
    with thousands(evaluation.grouped):
        return composed(evaluation, press, report.context(evaluation), review).zipped()


def composed(
    evaluation: Evaluation, press: Press, context: Mapping[str, Any], review: Review | None = None
) -> Finished:
    """The report of `evaluation`, whose `context` was made with its own way of writing amounts, not yet zipped."""
    if review is None:
        return _anchored(evaluation, press, context)
    from reportgen.word.anchors import review_notes  # noqa: PLC0415 - only a review copy has notes

    made = _anchored(evaluation, press, review_notes.noted(evaluation, review.notes))
    return review_notes.comment(made, review.notes, review.now)


def _anchored(evaluation: Evaluation, press: Press, context: Mapping[str, Any]) -> Finished:
    rendered = press.template.made(tagging.placed(context), draft=evaluation.draft)
    return controls.anchored(rendered, identity(evaluation))


def identity(evaluation: Evaluation) -> Identity:
    """What tells the report of `evaluation` from every other."""
    department = evaluation.department
    imprint = Imprint(evaluation.evidence)
    year = str(department.year)
    told = (department.office.name, year, evaluation.pack, __version__, imprint, evaluation.draft)
    return Identity(*told, evaluation.pack_digest or "")
