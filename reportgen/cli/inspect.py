"""score and explain: what the marks are and how each came about."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen import pipeline
from reportgen.cache.store import Cache
from reportgen.cli import explained, show, words
from reportgen.cli.produce import cached, dept_file, pack_name
from reportgen.diagnostics import Refused, did_you_mean, error
from reportgen.evaluation import Evaluation
from reportgen.facts import department as departments
from reportgen.findings.finding import in_short
from reportgen.pipeline import Inputs, Wanted


@click.command("score", cls=words.Command)
@dept_file
@pack_name
@cached
def score(dept: Path, pack: str | None, cache: Cache) -> None:
    """显示 DEPT.YAML 的评分表、总分与等级；缺什么资料一并列出。"""
    (_, evaluation), out = _evaluate(dept, pipeline.Wanted(pack, cache)), show.Out()
    show.score_table(evaluation.scorecard, out)
    show.total(evaluation.scorecard, out)


@click.command("explain", cls=words.Command)
@dept_file
@click.argument("indicator", metavar="指标")
@pack_name
@cached
def explain(dept: Path, indicator: str, pack: str | None, cache: Cache) -> None:
    """说明一个指标、指标的一部分（名称或编号）或一个算式：代入的数、数所在的行、档次、得分与依据。"""
    inputs, evaluation = _evaluate(dept, pipeline.Wanted(pack, cache))
    facts = departments.facts(evaluation.department, inputs.source, evaluation.scorecard.limits)
    known = explained.known(evaluation, inputs.traced(facts), inputs.pack.formulas)
    if indicator not in known:
        message = f"没有指标、指标的部分、算式或字段“{indicator}”"
        raise Refused([error("unknown-indicator", message, did_you_mean(indicator, [*known]))])
    for explain_one in known[indicator]:
        explain_one(show.Out())


def _evaluate(dept: Path, pack: Wanted) -> tuple[Inputs, Evaluation]:
    """The evaluation as it stands, gaps and all, and what from; what was noted goes to the error stream."""
    inputs, found = pipeline.read(dept, pack)
    evaluation, noted = pipeline.evaluate(inputs, draft=True)
    show.diagnostics(in_short([*found, *noted]), show.Out(error=True))
    return inputs, evaluation
