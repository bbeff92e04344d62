"""整改台账 as a workbook beside the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from reportgen import evaluation as results
from reportgen import files
from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.evaluation import Evaluation
from reportgen.findings.ledger import TITLE
from reportgen.pipeline.assessing import evaluate
from reportgen.pipeline.inputs import Choice, read
from reportgen.pipeline.keeping import digest, keep_edits, remembered, result_file
from reportgen.sheets import ledger as sheets

SUFFIX = ".xlsx"


@dataclass(frozen=True)
class Listed:
    """A finished list: the evaluation, the workbook's path, and every diagnostic on the way."""

    evaluation: Evaluation
    path: Path
    diagnostics: tuple[Diagnostic, ...]


def listing(
    path: Path, output: Path | None = None, *, pack: Choice = None, draft: bool = False, now: dt.datetime
) -> Listed:
    """dept.yaml to 整改台账; raises Refused, having written nothing. One that a person has edited is set aside."""
    if output and output.suffix.lower() != SUFFIX and not output.is_dir():
        message = f"整改台账是 Excel 工作簿，文件名应以 {SUFFIX} 结尾"
        raise Refused([error("output-suffix", message, f"请写作“{output.stem}{SUFFIX}”", Position(str(output)))])
    inputs, found = read(path, pack)
    evaluation, told = evaluate(inputs, draft=draft)
    if not evaluation.findings:
        message = "没有扣分，整改.yaml 中也没有其他问题，不需要整改台账"
        raise Refused([error("no-problems", message, "不扣分的问题也要列入的，请写进 整改.yaml", Position(str(path)))])
    target = output or path.parent / file_name(evaluation)
    made = sheets.workbook(evaluation)
    kept = keep_edits(target, now, "台账")
    files.write(target, made)
    _remember(target, made, evaluation)
    return Listed(evaluation, target, (*found, *told, *kept))


def file_name(evaluation: Evaluation) -> str:
    """深圳市福田区科技创新局2021年度绩效评价问题整改台账.xlsx"""
    department = evaluation.department
    draft = "（草稿）" if evaluation.draft else ""
    return f"{department.office.name}{department.year}年度{TITLE}{draft}{SUFFIX}"


def _remember(target: Path, made: bytes, evaluation: Evaluation) -> None:
    """Put the digest of `made` into 评价结果.json, whose evaluation stays that of the report where there is one."""
    path = result_file(target, draft=evaluation.draft)
    try:
        last = results.from_json(path.read_text("utf-8"), str(path))
    except (OSError, UnicodeDecodeError, Refused):
        last = evaluation
    digests = {**remembered(target, draft=evaluation.draft), target.name: digest(made)}
    files.write(path, last.model_copy(update={"written": digests}).to_json().encode())
