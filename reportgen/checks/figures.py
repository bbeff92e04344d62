"""Checks on figures: explained where the field asks for it, and the same wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

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


def near_misses(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """A figure of the narrative that is a known figure with two digits swapped."""
    known = {chinese.number(value, 2) for value in _numbers(evaluation)}
    by_digits = {"".join(sorted(text)): text for text in known if len(text) > 5}
    for seen in dict.fromkeys(_AMOUNT.findall(_narrative(evaluation))):
        meant = by_digits.get("".join(sorted(seen)))
        if meant and seen not in known and sum(a != b for a, b in zip(seen, meant, strict=True)) == 2:
            yield warning("digits", f"叙述中的 {seen} 与资料中的 {meant} 只差两位数字的次序", "请核对是否笔误")


def losses_add_up(evaluation: Evaluation, outline: str) -> Iterator[Diagnostic]:
    """The problems carry exactly the points that the scorecard lost."""
    lost = sum((loss.points for loss in evaluation.scorecard.losses), Decimal(0))
    told = sum((finding.points for finding in evaluation.findings), Decimal(0))
    if lost != told:
        yield error("losses", f"问题合计扣 {told} 分，评分表合计扣 {lost} 分，两者不等", "请报告给工具维护者")


def _value(evaluation: Evaluation, name: str) -> Decimal | None:
    figure = evaluation.figures.get(name)
    return figure.value if figure else None


def _narrative(evaluation: Evaluation) -> str:
    given = evaluation.department.narrative
    return "\n".join(text for text in given.model_dump().values() if text) if given else ""


def _numbers(evaluation: Evaluation) -> Iterator[Decimal]:
    """Every amount the report knows: the facts, and the figures computed from them."""
    yield from _decimals(evaluation.department.model_dump())
    for figure in evaluation.figures.values():
        if figure.value is not None:
            yield figure.value * 100 if figure.unit == "%" else figure.value


def _decimals(value: Any) -> Iterator[Decimal]:
    if isinstance(value, Decimal):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _decimals(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _decimals(inner)
