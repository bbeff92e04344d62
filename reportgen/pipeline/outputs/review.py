"""核对稿: a draft of the report with comments, under a name of its own."""

from __future__ import annotations

from pathlib import Path

from reportgen.diagnostics import Diagnostic
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.pipeline.printing import render
from reportgen.pipeline.reviewing import reviewed

_DRAFT, _REVIEW = "（草稿）", "（核对稿）"


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    return render(job.evaluation, job.press, reviewed(job.inputs, job.evaluation, job.now), job.inputs.source)


def _target(target: Path) -> Path:
    """The name of a review copy, also where a person gives that of the report, which it must not replace."""
    stem = target.stem.removesuffix(_DRAFT).removesuffix(_REVIEW)
    return target.with_name(f"{stem}{_REVIEW}{target.suffix}")


OUTPUT = Output(
    "报告",
    ".docx",
    lambda evaluation: evaluation.words.title,
    _make,
    "核对稿是 Word 文档",
    always_draft=True,
    target=_target,
)
