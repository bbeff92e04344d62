"""Evaluation to report and files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen import __version__, checks, files, report, word
from reportgen.diagnostics import Diagnostic, Refused, errors
from reportgen.evaluation import Evaluation
from reportgen.packs.pack import Pack
from reportgen.pipeline.assessing import evaluate
from reportgen.pipeline.inputs import Choice, read
from reportgen.pipeline.keeping import digest, keep_edits, remembered, result_file
from reportgen.pipeline.reviewing import Review, reviewed
from reportgen.word.anchors import controls, noted, placed
from reportgen.word.anchors.identity import Identity, Imprint

_DRAFT, _REVIEW = "（草稿）", "（核对稿）"


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


def render(evaluation: Evaluation, pack: Pack, review: Review | None = None) -> tuple[bytes, list[Diagnostic]]:
    """The report as .docx, checked by what Word refuses and by what reviewers look for."""
    made = printed(evaluation, press(pack), review)
    found = word.check(made, report.context(evaluation))
    if errors(found):
        raise Refused(found)
    return made, [*found, *checks.run(evaluation, word.outline(made))]


def press(pack: Pack) -> Press:
    """The press of `pack`; compiling is by far the slowest step, and the same for every evaluation."""
    filters = placed.keeping(report.TEMPLATE_FILTERS)
    return Press(pack, word.Template(pack.template, search=pack.folders, filters=filters, cache=pack.cache))


def printed(evaluation: Evaluation, press: Press, review: Review | None = None) -> bytes:
    """The report as .docx, every text of a person's in its control, unchecked; a review copy if `review` is given."""
    context = noted.noted(evaluation, review.notes) if review else report.context(evaluation)
    values = placed.placed(context)
    made = controls.anchor(press.template.render(values, draft=evaluation.draft), identity(evaluation))
    return noted.comment(made, review.notes, review.now) if review else made


def identity(evaluation: Evaluation) -> Identity:
    """What tells the report of `evaluation` from every other."""
    department = evaluation.department
    imprint = Imprint(evaluation.evidence)
    year = str(department.year)
    return Identity(department.office.name, year, evaluation.pack, __version__, imprint, evaluation.draft)


def build(
    path: Path,
    output: Path | None = None,
    *,
    pack: Choice = None,
    draft: bool = False,
    now: dt.datetime,
) -> Built:
    """dept.yaml to report and 评价结果.json; raises Refused, having written nothing."""
    inputs, found = read(path, pack)
    evaluation, told = evaluate(inputs, draft=draft)
    made, looked = render(evaluation, inputs.pack)
    target = output or path.parent / file_name(evaluation)
    return _written(Built(evaluation, target, (*found, *told, *looked)), made, now)


def review(path: Path, output: Path | None = None, *, pack: Choice = None, now: dt.datetime) -> Built:
    """dept.yaml to a review copy: a draft with comments, under a name of its own; raises Refused likewise."""
    inputs, found = read(path, pack)
    evaluation, told = evaluate(inputs, draft=True)
    made, looked = render(evaluation, inputs.pack, reviewed(inputs, evaluation, now))
    target = _review_copy(output or path.parent / file_name(evaluation))
    return _written(Built(evaluation, target, (*found, *told, *looked)), made, now)


def _written(built: Built, made: bytes, now: dt.datetime) -> Built:
    """`made` and its evaluation as files; what a person changed in an earlier one is set aside."""
    target, draft = built.path, built.evaluation.draft
    kept = keep_edits(target, now)
    digests = {**remembered(target, draft=draft), target.name: digest(made)}
    evaluation = built.evaluation.model_copy(update={"written": digests})
    files.write(target, made)
    files.write(result_file(target, draft=draft), evaluation.to_json().encode())
    return replace(built, evaluation=evaluation, diagnostics=(*built.diagnostics, *kept))


def file_name(evaluation: Evaluation) -> str:
    """深圳市福田区科技创新局2021年度部门整体绩效评价报告.docx"""
    department = evaluation.department
    draft = _DRAFT if evaluation.draft else ""
    return f"{department.office.name}{department.year}年度{evaluation.words.title}{draft}.docx"


def _review_copy(target: Path) -> Path:
    """The name of a review copy, also where a person gives that of the report, which it must not replace."""
    if target.is_dir():
        return target
    stem = target.stem.removesuffix(_DRAFT).removesuffix(_REVIEW)
    return target.with_name(f"{stem}{_REVIEW}{target.suffix}")
