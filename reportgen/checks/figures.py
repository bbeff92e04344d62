"""Checks on figures: explained where the field asks for it, and the same wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, error, warning
from reportgen.evaluation import Evaluation


def explained(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A figure beyond what the district lets pass without a word wants its reason."""
    for name, asked in evaluation.words.checking.explained.items():
        rate = evaluation.scorecard.measured(name, _value(evaluation, name))
        if rate is None or rate not in asked.when or _told(outline, asked.words):
            continue
        shown = chinese.percent(rate) if asked.when.percent else chinese.number(rate, 2)
        message = f"{name} {shown} {asked.when.said()}，报告中未见原因说明"
        basis = f"（依据：{asked.basis}）" if asked.basis else ""
        yield warning("explained", message, f"请在叙述或 整改.yaml 中说明原因{basis}")


def _told(outline: str, words: Sequence[str]) -> bool:
    topic = "|".join(map(re.escape, words))
    return re.search(rf"(?:{topic})[^\n]*(?:原因|主要是|由于|因)", outline) is not None


def losses_add_up(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """The problems carry exactly the points that the scorecard lost."""
    lost = sum((loss.points for loss in evaluation.scorecard.losses), Decimal(0))
    told = sum((finding.points for finding in evaluation.findings), Decimal(0))
    if lost != told:
        yield error("losses", f"问题合计扣 {told} 分，评分表合计扣 {lost} 分，两者不等", "请报告给工具维护者")


def _value(evaluation: Evaluation, name: str) -> Decimal | None:
    figure = evaluation.figures.get(name)
    return figure.value if figure else None
