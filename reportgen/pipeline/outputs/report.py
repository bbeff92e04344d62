"""部门整体绩效评价报告 as .docx, and where they are to be apart, the 自评表 of its projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.files import safe_name
from reportgen.language.asked import holds
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.pipeline.rendering import render
from reportgen.pipeline.unprinted import unprinted
from reportgen.pipeline.unwritten import unwritten


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    data, found = render(job.evaluation, job.press, source=job.inputs.source)
    asked = job.press.template.asked
    return data, [*found, *unprinted(job.inputs, asked), *unwritten(job.inputs, partial(holds, asked))]


def _beside(job: Job) -> Mapping[str, bytes]:
    """The forms as files of their own; raises Refused where Word would not open one."""
    return dict(_forms(job)) if job.evaluation.projects.apart and job.evaluation.projects.sheets else {}


def _forms(job: Job) -> Iterator[tuple[str, bytes]]:
    from reportgen import report, word  # noqa: PLC0415 - few departments want their forms apart
    from reportgen.chinese import thousands  # noqa: PLC0415

    pack, department = job.inputs.pack, job.evaluation.department
    filters = report.TEMPLATE_FILTERS
    template = word.Template(pack.nearest(report.FORM), search=pack.folders, filters=filters, cache=pack.cache)
    with thousands(job.evaluation.grouped):
        context = report.context(job.evaluation)
        for sheet in context[report.PROJECTS]["表"]:
            made = template.made({**context, "表": sheet}, draft=job.evaluation.draft)
            if wrong := errors(word.check(made, context, file=report.FORM)):
                raise Refused(wrong)
            tail = f"{department.year}年度附件{sheet['附件号']}（{sheet['项目名称']}）"
            draft = "（草稿）" if job.evaluation.draft else ""
            yield safe_name(department.office.name, f"{tail}{draft}.docx"), made.zipped()


OUTPUT = Output("报告", ".docx", lambda evaluation: evaluation.words.title, _make, "报告是 Word 文档", beside=_beside)
