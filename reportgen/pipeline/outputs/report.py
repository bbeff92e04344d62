"""部门整体绩效评价报告 as .docx."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.pipeline.rendering import render
from reportgen.pipeline.unprinted import unprinted


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    data, found = render(job.evaluation, job.press, source=job.inputs.source)
    return data, [*found, *unprinted(job.inputs, job.press.template.asked)]


OUTPUT = Output("报告", ".docx", lambda evaluation: evaluation.words.title, _make, "报告是 Word 文档")
