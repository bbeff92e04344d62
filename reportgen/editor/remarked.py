"""Whether the Word template tells of every indicator that has a mark, also where nothing but the marks is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen import report, word
from reportgen.checks.untold import unsaid
from reportgen.diagnostics import Diagnostic, Position, warning
from reportgen.editor.trial.offered_names import Voice
from reportgen.evaluation import Evaluation
from reportgen.values import replace


def look(compiled: word.Template, voice: Voice, path: Path) -> list[Diagnostic]:
    """A finding for each indicator whose 评语 some report lacks, with the pack's switches either way."""
    found: dict[str, Diagnostic] = {}
    for evaluation in voice.trials():
        told = _remarked(evaluation)
        for code, finding in _lacking(compiled, told, path):
            found.setdefault(code, finding)
    return list(found.values())


def _remarked(evaluation: Evaluation) -> Evaluation:
    """The same with something to say about every mark."""
    marked = [node for node in evaluation.scorecard.nodes if node.mark]
    return replace(evaluation, remarks={node.code: f"{node.code}“{node.name}”的评语。" for node in marked})


def _lacking(compiled: word.Template, evaluation: Evaluation, path: Path) -> Iterator[tuple[str, Diagnostic]]:
    outline = word.outline(compiled.render(report.context(evaluation)))
    given = "" if evaluation.findings else "部门没有填写可选的资料时，"
    for node in unsaid(evaluation, outline):
        message = f"{given}报告不写指标 {node.code}“{node.name}”的评语"
        advice = f"请在它所属的一节印出 {{{{ 评语.{node.code} }}}}，并把 评语.{node.code} 写进这一节的 {{%p if %}} 条件"
        yield node.code, warning("untold", message, advice, Position(str(path)))
