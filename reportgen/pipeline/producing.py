"""dept.yaml to a file beside it, and to 评价结果.json: one way for every output."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from reportgen import evaluation as results
from reportgen import files
from reportgen.diagnostics import Diagnostic, Refused
from reportgen.evaluation import Evaluation
from reportgen.facts.silences import idle
from reportgen.facts.source import ordinary
from reportgen.packs.pack import Pack
from reportgen.pipeline.outputs import output as output_of
from reportgen.pipeline.outputs.output import Job, Output
from reportgen.stages.assessing import evaluate
from reportgen.stages.inputs import Choice, ahead, read
from reportgen.stages.last_run import digest, keep_edits, keep_strange, remembered, result_file
from reportgen.stages.printing import Press, press
from reportgen.values import Frozen, replace


class Built(Frozen):
    """A finished run: the evaluation, the path of the file, every diagnostic on the way, and 计算底稿 if wanted."""

    evaluation: Evaluation
    path: Path
    diagnostics: tuple[Diagnostic, ...]
    workings: Path | None = None


class NamedFile(Frozen):
    """A file to be written, and what people call it."""

    name: str
    data: bytes


class Order(Frozen):
    """What to make, where to write it, whether as a draft, and by which pack.

    `what` is one of OUTPUTS. It is written as `target`, or under its own name in `folder` (None: beside dept.yaml).
    `pack` stands in for the pack that dept.yaml names; a pack, or a press, that was kept is not loaded and compiled
    again; `press` compiles one, or keeps those that it compiled. If `apart`, each project's 自评表 is a file by itself.
    With `workings`, 计算底稿 goes with it.
    """

    what: str = "report"
    target: Path | None = None
    pack: Choice | Press = None
    draft: bool = False
    folder: Path | None = None
    press: Callable[[Pack], Press] = press
    apart: bool = False
    workings: bool = False


def build(
    path: Path,
    output: Path | None = None,
    *,
    pack: Choice | Press = None,
    draft: bool = False,
    now: dt.datetime,
) -> Built:
    """dept.yaml to report and 评价结果.json; raises Refused, having written nothing."""
    return produce(path, Order("report", output, pack, draft), now)


def produce(path: Path, order: Order, now: dt.datetime) -> Built:
    """dept.yaml to what was ordered, and 评价结果.json; raises Refused, having written nothing.

    What a person changed in an earlier file is set aside.
    """
    made = output_of(order.what)
    if order.target:
        files.fitting(order.target, made.suffix, made.format)
    kept = order.pack if isinstance(order.pack, Press) else None
    inputs, found = read(path, order.pack.pack if isinstance(order.pack, Press) else order.pack)
    found += ahead(inputs, now)
    try:
        evaluation, told = evaluate(inputs, draft=order.draft or made.always_draft)
    except Refused as refusal:
        raise Refused((*found, *refusal.diagnostics)) from refusal
    evaluation = replace(evaluation, projects=replace(evaluation.projects, apart=order.apart))
    job = Job(inputs, evaluation, now, kept, order.press)
    data, looked = made.make(job)
    told += idle((*told, *looked), inputs.department, inputs.source) if made.told else ()
    target = made.target(order.target or (order.folder or path.parent) / made.file_name(evaluation))
    files.fitting(target, made.suffix, made.format)
    papers = {target: NamedFile(made.name, data)}
    papers |= {target.with_name(name): NamedFile("自评表", annex) for name, annex in made.beside(job).items()}
    beside = None
    if order.workings:
        beside, paper, said = _workings(job, target)
        papers[beside], looked = paper, [*looked, *said]
    evaluation, aside = _written(made, evaluation, papers, now)
    return Built(evaluation, target, (*found, *told, *looked, *aside), beside)


def _workings(job: Job, report: Path) -> tuple[Path, NamedFile, list[Diagnostic]]:
    """计算底稿 beside the `report`, and what there is to say about it."""
    made = output_of("workings")
    data, told = made.make(job)
    target = report.with_name(made.file_name(job.evaluation))
    files.fitting(target, made.suffix, made.format)
    return target, NamedFile(made.name, data), told


def _written(
    made: Output, evaluation: Evaluation, papers: Mapping[Path, NamedFile], now: dt.datetime
) -> tuple[Evaluation, list[Diagnostic]]:
    """`papers` by target and what is known of them as files; the evaluation as written, and what was set aside."""
    first = next(iter(papers))
    beside = result_file(first, draft=evaluation.draft)
    aside: list[Diagnostic] = []

    def clear() -> None:
        for target, paper in papers.items():
            aside.extend(keep_edits(target, now, paper.name, paper.data))
        aside.extend(keep_strange(beside, now))

    with files.alone(files.homes([*papers, beside])):
        written = {target.name: digest(paper.data) for target, paper in papers.items()}
        digests = {**remembered(first, draft=evaluation.draft), **written}
        last = evaluation if made.told else _standing(beside, evaluation)
        told = replace(last, written=digests)
        data = {target: paper.data for target, paper in papers.items()}
        files.put({**data, beside: told.to_file()}, clear)
    return (told if made.told else evaluation), aside


def _standing(beside: Path, evaluation: Evaluation) -> Evaluation:
    """The evaluation of the report at `beside`, or that at hand where there is none."""
    try:
        return results.from_json(ordinary(beside).decode(), str(beside))
    except (OSError, UnicodeDecodeError, Refused):
        return evaluation
