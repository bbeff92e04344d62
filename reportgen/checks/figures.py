"""Checks on figures: explained where the field asks for it, and the same wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, error, warning
from reportgen.evaluation import Evaluation
from reportgen.patterns import regex

_AMOUNT = regex(r"(?<![\d.])(\d+\.\d+)(?:万元|%)")


def execution_explained(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """Execution below 90 % wants its reason."""
    rate = _value(evaluation, "预算执行率")
    if rate is not None and rate < Decimal("0.9") and not _explained(outline, "执行"):
        message = f"预算执行率 {chinese.percent(rate)} 低于 90%，报告中未见原因说明"
        yield warning("execution", message, "请在叙述或 整改.yaml 中说明原因")


def adjustment_explained(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """An adjustment of more than 10 % wants its reason."""
    rate = _value(evaluation, "预算调整率")
    if rate is not None and rate > Decimal("0.1") and not _explained(outline, "调整|调剂|调减|追加"):
        message = f"预算调整率 {chinese.percent(rate)} 超过 10%，报告中未见原因说明"
        yield warning("adjustment", message, "请在叙述或 整改.yaml 中说明原因")


def _explained(outline: str, topic: str) -> bool:
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
