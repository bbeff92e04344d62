"""Whether the Word template tells of every indicator that has a mark, also where nothing but the marks is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen import report, word
from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.editor.trial import probe
from reportgen.evaluation import Evaluation, unsaid
from reportgen.values import Frozen, replace
from reportgen.word.ooxml.package import Finished


class Made(Frozen):
    """A report that was made for trial."""

    evaluation: Evaluation
    report: Finished


def look(compiled: word.Template, made: Sequence[Made], path: Path) -> list[Diagnostic]:
    """A finding for each indicator whose 评语 one of the reports `made` lacks, were there something to say of it."""
    found: dict[str, Diagnostic] = {}
    for one in made:
        for code, finding in _lacking(_told(compiled, one), path):
            found.setdefault(code, finding)
    return list(found.values())


def _told(compiled: word.Template, made: Made) -> Made:
    """The same report with something to say about every mark."""
    if all(made.evaluation.remarks.values()):
        return made
    evaluation = replace(made.evaluation, remarks=probe.remarks(made.evaluation.scorecard.nodes))
    return Made(evaluation, compiled.made(report.context(evaluation)))


def _lacking(made: Made, path: Path) -> Iterator[tuple[str, Diagnostic]]:
    outline = word.outline(made.report)
    given = "" if made.evaluation.findings else "部门没有填写可选的资料时，"
    for node in unsaid(made.evaluation, outline):
        message = f"{given}报告不写指标 {node.code}“{node.name}”的评语"
        advice = f"请在它所属的一节印出 {{{{ 评语.{node.code} }}}}，并把 评语.{node.code} 写进这一节的 {{%p if %}} 条件"
        yield node.code, warning("untold", message, advice, Position(str(path)))
