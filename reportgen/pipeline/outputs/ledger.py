"""整改台账 as a workbook."""

from __future__ import annotations

from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.findings.ledger import TITLE
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.sheets import ledger_sheet as sheets


def _make(job: Job) -> tuple[bytes, list[Diagnostic]]:
    if not job.evaluation.findings:
        message = "没有扣分，整改.yaml 中也没有其他问题，不需要整改台账"
        at = Position(job.inputs.source.file)
        raise Refused([error("no-problems", message, "不扣分的问题也要列入的，请写进 整改.yaml", at)])
    return sheets.workbook(job.evaluation), []


OUTPUT = Output("台账", ".xlsx", lambda _: TITLE, _make, "整改台账是 Excel 工作簿", told=False)
