"""What makes a report a review copy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from reportgen.chinese import thousands
from reportgen.evaluation import Evaluation
from reportgen.findings.draft.plan import plan
from reportgen.pipeline.assessing import assess
from reportgen.pipeline.inputs import Inputs
from reportgen.review import Grounds, notes
from reportgen.scoring.answers import resolve
from reportgen.values import Frozen
from reportgen.word.anchors.noted import Note


class Review(Frozen):
    """What a review copy says, by place, and the date of its comments."""

    notes: Mapping[str, Note]
    now: dt.datetime


def reviewed(inputs: Inputs, evaluation: Evaluation, now: dt.datetime) -> Review:
    """What there is to say about the sentences of `evaluation`, which was made from `inputs`."""
    with thousands(inputs.grouped):
        author = assess(inputs, draft=True).author
        drafted = plan(author, inputs.people, inputs.people_source, inputs.memory)
        answers, _ = resolve(inputs.pack.framework, inputs.department.answers, inputs.source)
        return Review(notes(Grounds(evaluation, author, drafted, inputs.source, answers.keys)), now)
