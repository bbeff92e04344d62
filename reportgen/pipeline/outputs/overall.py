"""部门整体支出绩效自评表 as a file of its own, whether or not it is annexed to the report."""

from __future__ import annotations

from reportgen import report, word
from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.overall_form import FILE, faults
from reportgen.packs.overall_settings import OVERALL
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.values import replace


def printed(job: Job, *, annexed: bool = True) -> tuple[int, bytes]:
    """The form by itself, after the number it has as an annex; raises Refused where Word would not open it."""
    pack, evaluation = job.inputs.pack, job.evaluation
    template = word.Template(pack.nearest(FILE), search=pack.folders, filters=report.TEMPLATE_FILTERS, cache=pack.cache)
    with thousands(evaluation.grouped):
        context = report.context(evaluation)
        own = report.Group({**context[OVERALL], **({} if annexed else {"附件号": 0})})
        context = {**context, OVERALL: own}
        made = template.made(context, draft=evaluation.draft)
        if wrong := errors(word.check(made, context, file=FILE)):
            raise Refused(wrong)
        return own["附件号"], made.zipped()


def told(job: Job) -> list[Diagnostic]:
    """What there is to say about the form; raises Refused where a final one lacks something."""
    found = list(faults(job.evaluation, job.inputs.source))
    if errors(found):
        raise Refused(found)
    return found


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    found = told(job)
    if job.evaluation.switched(OVERALL):
        return printed(job)[1], found
    department = job.evaluation.department
    department = replace(department, options={**(department.options or {}), OVERALL: True})
    return printed(replace(job, evaluation=replace(job.evaluation, department=department)), annexed=False)[1], found


OUTPUT = Output(
    "自评表", ".docx", lambda evaluation: evaluation.words.overall.title, _make, "自评表是 Word 文档", told=False
)
