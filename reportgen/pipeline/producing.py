"""Evaluation to report and files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from reportgen import __version__, checks, files, report, word
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.evaluation import Evaluation
from reportgen.packs.pack import Pack
from reportgen.pipeline.assessing import evaluate
from reportgen.pipeline.inputs import read
from reportgen.pipeline.keeping import digest, keep_edits, remembered, result_file
from reportgen.word import controls, placed
from reportgen.word.identity import Identity


@dataclass(frozen=True)
class Built:
    """A finished run: the evaluation, the report's path, and every diagnostic on the way."""

    evaluation: Evaluation
    path: Path
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Press:
    """A pack with its report.docx compiled: prints any number of reports."""

    pack: Pack
    template: word.Template


def render(evaluation: Evaluation, pack: Pack) -> tuple[bytes, list[Diagnostic]]:
    """The report as .docx, checked by what Word refuses and by what reviewers look for."""
    made = printed(evaluation, press(pack))
    found = word.check(made, report.context(evaluation))
    if errors(found):
        raise Refused(found)
    return made, [*found, *checks.run(evaluation, word.outline(made))]


def press(pack: Pack) -> Press:
    """The press of `pack`; compiling is by far the slowest step, and the same for every evaluation."""
    filters = placed.keeping(report.TEMPLATE_FILTERS)
    return Press(pack, word.Template(pack.template, search=[f.parent for f in pack.folders], filters=filters))


def printed(evaluation: Evaluation, press: Press) -> bytes:
    """The report as .docx, every text of a person's in its control, unchecked."""
    context = placed.placed(report.context(evaluation))
    return controls.anchor(press.template.render(context, draft=evaluation.draft), identity(evaluation))


def identity(evaluation: Evaluation) -> Identity:
    """What tells the report of `evaluation` from every other."""
    department = evaluation.department
    return Identity(department.office.name, str(department.year), evaluation.pack, __version__)


def build(
    path: Path,
    output: Path | None = None,
    *,
    pack: str | None = None,
    draft: bool = False,
    now: dt.datetime,
) -> Built:
    """dept.yaml to report and 评价结果.json; raises Refused, having written nothing."""
    inputs, found = read(path, pack)
    evaluation, noted = evaluate(inputs, draft=draft)
    made, looked = render(evaluation, inputs.pack)
    target = output or path.parent / file_name(evaluation)
    kept = keep_edits(target, now)
    written = {**remembered(target), target.name: digest(made)}
    evaluation = evaluation.model_copy(update={"written": written})
    files.write(target, made)
    files.write(result_file(target), evaluation.to_json().encode())
    return Built(evaluation, target, (*found, *noted, *looked, *kept))


def file_name(evaluation: Evaluation) -> str:
    """深圳市福田区科技创新局2021年度部门整体绩效评价报告.docx"""
    department = evaluation.department
    draft = "（草稿）" if evaluation.draft else ""
    return f"{department.office.name}{department.year}年度{evaluation.words.title}{draft}.docx"
