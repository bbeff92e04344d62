"""All notes of a review copy, by the places in the report they belong to."""

from __future__ import annotations

from reportgen.review.grounds import Grounds, place
from reportgen.review.indicators import remark, row
from reportgen.review.problems import last_year, problems
from reportgen.word.anchors.review_notes import FIGURE, REMARK, ROW, Note


def notes(grounds: Grounds) -> dict[str, Note]:
    """The notes on figures, on remarks about indicators, on rows of the score table, on problems and last year's."""
    evaluation = grounds.evaluation
    marks = {node.code: node.mark for node in evaluation.scorecard.nodes if node.mark}
    found = {
        f"{FIGURE}.{name}": _figure(grounds, name) for name, f in evaluation.figures.items() if f.value is not None
    }
    found |= {f"{REMARK}.{code}": remark(grounds, mark) for code, mark in marks.items() if not mark.pending}
    found |= {f"{ROW}.{code}": row(grounds, mark) for code, mark in marks.items()}
    found |= problems(grounds)
    if evaluation.followup:
        found |= last_year(evaluation.followup.problems, place(grounds.source.position(("上年",))))
    return found


def _figure(grounds: Grounds, name: str) -> Note:
    names = (name,)
    return Note((*grounds.figures(names), *grounds.sources(names)), tuple(grounds.records(names)))
