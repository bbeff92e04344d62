"""部门整体绩效评价报告 as .docx, and where they are to be apart, the 自评表 of the department and of its projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.evaluation import Evaluation
from reportgen.files import safe_name
from reportgen.language.asked import holds
from reportgen.packs.overall_settings import OVERALL
from reportgen.pipeline.outputs import overall
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.pipeline.rendering import render
from reportgen.pipeline.unprinted import unprinted
from reportgen.pipeline.unwritten import unwritten


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    lacking = overall.told(job) if job.evaluation.switched(OVERALL) else ()
    data, found = render(job.evaluation, job.press, source=job.inputs.source)
    asked = job.press.template.asked
    return data, [*lacking, *found, *unprinted(job.inputs, asked), *unwritten(job.inputs, partial(holds, asked))]


def _beside(job: Job) -> Mapping[str, bytes]:
    """The forms as files of their own; raises Refused where Word would not open one."""
    evaluation = job.evaluation
    if not evaluation.projects.apart:
        return {}
    return {**(_overall(job) if evaluation.switched(OVERALL) else {}), **dict(_forms(job))}


def _overall(job: Job) -> Mapping[str, bytes]:
    number, made = overall.printed(job)
    return {_name(job.evaluation, number, job.evaluation.words.overall.title): made}


def _forms(job: Job) -> Iterator[tuple[str, bytes]]:
    from reportgen import report, word  # noqa: PLC0415 - few departments want their forms apart
    from reportgen.chinese import thousands  # noqa: PLC0415

    if not job.evaluation.projects.sheets:
        return
    pack = job.inputs.pack
    filters = report.TEMPLATE_FILTERS
    template = word.Template(pack.nearest(report.FORM), search=pack.folders, filters=filters, cache=pack.cache)
    with thousands(job.evaluation.grouped):
        context = report.context(job.evaluation)
        for sheet in context[report.PROJECTS]["表"]:
            made = template.made({**context, "表": sheet}, draft=job.evaluation.draft)
            if wrong := errors(word.check(made, context, file=report.FORM)):
                raise Refused(wrong)
            yield _name(job.evaluation, sheet["附件号"], sheet["项目名称"]), made.zipped()


def _name(evaluation: Evaluation, number: int, title: str) -> str:
    """示例县水利局2022年度附件2（管网改造）.docx"""
    department, draft = evaluation.department, "（草稿）" if evaluation.draft else ""
    return safe_name(department.office.name, f"{department.year}年度附件{number}（{title}）{draft}.docx")


OUTPUT = Output("报告", ".docx", lambda evaluation: evaluation.words.title, _make, "报告是 Word 文档", beside=_beside)
