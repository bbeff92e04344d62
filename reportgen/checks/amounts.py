"""Checks on figures: explained where the field asks for it, and the same wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, error, warning
from reportgen.evaluation import Evaluation
from reportgen.patterns import regex
from reportgen.scoring.formula import shown
from reportgen.scoring.interval import Interval
from reportgen.scoring.mark import Ground, Scored


def explained(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A figure beyond what the district lets pass without a word wants its reason."""
    for name, asked in evaluation.words.checking.explained.items():
        rate = evaluation.scorecard.measured(name, _value(evaluation, name))
        why = None if rate is None else _beyond(evaluation, name, rate, asked.when)
        if rate is None or not why or _told(outline, asked.words):
            continue
        message = f"{name} {shown(rate, evaluation.figures[name].unit)}{why}，报告中未见原因说明"
        basis = f"（依据：{asked.basis}）" if asked.basis else ""
        yield warning("explained", message, f"请在叙述或 整改.yaml 中说明原因{basis}")


def _beyond(evaluation: Evaluation, name: str, rate: Decimal, when: Interval | None) -> str:
    """Why `rate` wants a reason: it is in the range `when`, or costs points; empty where it does not."""
    if when is not None:
        return f" {when.said()}" if rate in when else ""
    marks = [node.mark for node in evaluation.scorecard.nodes if node.mark]
    scored: list[Scored] = [part for mark in marks for part in (mark.parts or (mark,))]
    lost = sum((s.lost or Decimal(0) for s in scored if name in s.used and s.ground is Ground.RULE), Decimal(0))
    return f" 扣{chinese.points(lost)}分" if lost else ""


def _told(outline: str, words: Sequence[str]) -> bool:
    topic = "|".join(map(re.escape, words))
    return regex(rf"(?:{topic})[^\n]*(?:原因|主要是|由于|因)").search(outline) is not None


def losses_add_up(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """The problems carry exactly the points that the scorecard lost."""
    lost = sum((loss.points for loss in evaluation.scorecard.losses), Decimal(0))
    told = sum((finding.points for finding in evaluation.findings), Decimal(0))
    if lost != told:
        yield error("losses", f"问题合计扣 {told} 分，评分表合计扣 {lost} 分，两者不等", "请报告给工具维护者")


def _value(evaluation: Evaluation, name: str) -> Decimal | None:
    figure = evaluation.figures.get(name)
    return figure.value if figure else None
