"""计算底稿: every mark computed once more by a spreadsheet, from what was filled in."""

from __future__ import annotations

from reportgen.chinese import thousands
from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts import department as departments
from reportgen.facts.department import Fact
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.scoring.answers import resolve
from reportgen.scoring.kinds import Given
from reportgen.scoring.own_leaves import grown
from reportgen.sheets import working_book
from reportgen.workings.papers import Worked, workings

TITLE = "计算底稿"


def worked(job: Job) -> Worked:
    """What the marks of `job` are worked out from."""
    inputs, card = job.inputs, job.evaluation.scorecard
    framework = inputs.pack.framework
    lists = departments.lists(inputs.whole)
    resolved, _ = resolve(grown(framework, lists).framework, inputs.whole.answers, inputs.source)
    offers = inputs.pack.formulas.offers.items()
    offered = {name: offer for name, offer in offers if isinstance(offer, Fact)}
    given = Given(
        "", "", job.evaluation.figures, {**inputs.facts, **offered}, lists, resolved.by_code,
        framework.not_applicable, inputs.limits,
    )  # fmt: skip
    return Worked(framework, inputs.pack.formulas, given, card, inputs.source, resolved.keys)


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    name, year = job.evaluation.department.office.name, job.evaluation.department.year
    with thousands(job.evaluation.grouped):
        made = workings(worked(job), f"{name}{year}年度评分{TITLE}")
    told = []
    if made.plain:
        message = f"{TITLE}里 {len(made.plain)} 个数只有数值、没有公式：{'、'.join(made.plain)}"
        told.append(warning("workings", message, "这些数由清单或其他资料统计，底稿里改不动它们所据的资料"))
    return working_book.workbook(made.papers), told


OUTPUT = Output(TITLE, ".xlsx", lambda _: TITLE, _make, f"{TITLE}是 Excel 工作簿", told=False)
