"""核对稿: a draft of the report with comments, under a name of its own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic
from reportgen.evaluation import Evaluation
from reportgen.facts.department import lists
from reportgen.findings.draft.plan import plan
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.pipeline.rendering import render
from reportgen.review import Grounds, notes
from reportgen.scoring.answers import resolve
from reportgen.scoring.own_leaves import grown
from reportgen.stages.assessing import assess
from reportgen.stages.inputs import Inputs
from reportgen.stages.printing import Review

_DRAFT, _REVIEW = "（草稿）", "核对稿"


def reviewed(inputs: Inputs, evaluation: Evaluation, now: dt.datetime) -> Review:
    """What there is to say about the sentences of `evaluation`, which was made from `inputs`."""
    with thousands(inputs.grouped):
        author = assess(inputs, draft=True).author
        drafted = plan(author, inputs.people, inputs.people_source, inputs.memory)
        made = grown(inputs.pack.framework, lists(inputs.whole))
        answers, _ = resolve(made.framework, inputs.department.answers, inputs.source)
        grounds = Grounds(evaluation, author, drafted, inputs.source, answers.keys, made.leaves)
        return Review(notes(grounds), now)


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    return render(job.evaluation, job.press, reviewed(job.inputs, job.evaluation, job.now), job.inputs.source)


def _target(target: Path) -> Path:
    """The name of a review copy, also where a person gives that of the report, which it must not replace."""
    if _REVIEW in target.stem:
        return target
    return target.with_name(f"{target.stem.removesuffix(_DRAFT)}（{_REVIEW}）{target.suffix}")


OUTPUT = Output(
    "报告",
    ".docx",
    lambda evaluation: evaluation.words.title,
    _make,
    "核对稿是 Word 文档",
    always_draft=True,
    target=_target,
)
