"""What a row of a list says: target and actual value as numbers of one unit, whether it was met, and how far."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from msgspec import Struct

from reportgen.chinese import MINUS, number
from reportgen.facts.records import quantity
from reportgen.patterns import regex
from reportgen.scoring.formula.numbers import EXACT

ZERO, ONE = Decimal(0), Decimal(1)
TARGET, ADJUSTED, ACTUAL = "目标值", "调整目标值", "实际值"
_TIMES = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_PREFIX = regex("^(十万|百万|千万|[百千万亿])(.*)$")
_WORTH = {"百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}  # powers of ten
_NO_UNIT = regex(r"[前后底内旬季号]|以[上下]|^月|^日")  # 12月底前 is a day and no amount of anything
_A_YEAR = 1900  # 2022年 is a year, 3年 a time
_NO_SHARE = 2  # a bare number above it beside a share is hardly a ratio


class Said(Struct, frozen=True):
    """A number with its unit: 1.2万亩 is 12000 亩; `scaled` where the unit itself has a factor (万, %)."""

    number: Decimal
    unit: str
    scaled: bool


class Attainment(Struct, frozen=True):
    """Whether a row met its target, and its 完成率, 1 in full: none where numbers not above zero have no ratio."""

    met: bool
    rate: Decimal | None = None

    @property
    def share(self) -> Decimal:
        """The part that was reached, from 0 to 1: of the target where there is a 完成率, else all or nothing."""
        return Decimal(self.met) if self.rate is None else max(ZERO, min(self.rate, ONE))


def said(value: Any, unit: str) -> Said | None:
    """`value` of a row whose 单位 is `unit`; None where it says no amount."""
    if isinstance(value, bool) or value in (None, ""):
        return None
    found = quantity.split(value)
    if found is None:
        return None
    own = (found[1] or unit or "").strip()
    if _NO_UNIT.search(own) or (own == "年" and found[0] >= _A_YEAR):
        return None
    times, base = _factor(own)
    return Said(found[0] * times, base, times != 1)


def _factor(unit: str) -> tuple[Decimal, str]:
    """By what a number in `unit` is multiplied, and the unit that it then has."""
    if unit in _TIMES:
        return _TIMES[unit], ""
    if found := _PREFIX.fullmatch(unit):
        return Decimal(10) ** _WORTH[found[1]], found[2]
    return ONE, unit


def target(row: Mapping[str, Any], *, initial: bool = False) -> Any:
    """The target that a row is held against: the adjusted one where it has one, unless the `initial` one is asked."""
    adjusted = row.get(ADJUSTED)
    return row.get(TARGET) if initial or adjusted in (None, "") else adjusted


def doubt(row: Mapping[str, Any], *, initial: bool = False) -> str:
    """Why target and actual value of `row`, numbers both, cannot be compared; empty where they can."""
    if is_unsure(row, initial=initial):
        return f"实际值“{row[ACTUAL]}”不是准确的数"
    pair = _pair(row, initial)
    if pair is None:
        return ""
    goal, actual = pair
    bare = [one.number for one in pair if not one.unit and not one.scaled]
    if goal.unit != actual.unit and (not bare or any(one.scaled for one in pair)):
        return "目标值与实际值的单位不同"
    if len(bare) == 1 and goal.unit == actual.unit and bare[0] > _NO_SHARE:
        return "目标值与实际值一个有“%”，一个没有"
    return ""


def is_unsure(row: Mapping[str, Any], *, initial: bool = False) -> bool:
    """Whether a row whose target is a number says of what was reached only about how much: 10多户, 约80%."""
    return said(target(row, initial=initial), row.get("单位") or "") is not None and quantity.is_vague(row.get(ACTUAL))


def _pair(row: Mapping[str, Any], initial: bool) -> tuple[Said, Said] | None:
    unit = row.get("单位") or ""
    goal, actual = said(target(row, initial=initial), unit), said(row.get(ACTUAL), unit)
    return None if goal is None or actual is None else (goal, actual)


def attained(row: Mapping[str, Any], *, initial: bool = False) -> Attainment | None:
    """What became of a row's target; None where one of the two values is no number, or of another unit.

    −2 of 5 is no share of it, nor is 2 where 0 or less was the most: there it counts whether the target was met.
    """
    pair = _pair(row, initial)
    if pair is None or doubt(row, initial=initial):
        return None
    goal, actual = (one.number for one in pair)
    sign = row.get("方向")
    if sign == "=":
        return Attainment(actual == goal)
    if sign == "≤":
        return Attainment(actual <= goal, EXACT.divide(goal, actual) if goal > 0 and actual > 0 else None)
    return Attainment(actual >= goal, EXACT.divide(actual, goal) if goal > 0 and actual >= 0 else None)


def measurable(row: Mapping[str, Any], *, initial: bool = False) -> bool:
    """Whether the target can be reached in part: above zero, if it is told, and not to be met to the dot."""
    amount = said(target(row, initial=initial), row.get("单位") or "")
    return row.get("方向") != "=" and (amount is None or amount.number > 0)


def told(value: Any, unit: str = "") -> str:
    """A target or an actual value as a sentence shows it; what was not given, or has a unit of its own, gets none."""
    if value is None or value == "":
        return "未填"
    if isinstance(value, Decimal | int):
        return f"{number(Decimal(value))}{unit}"
    found = quantity.split(value)
    text = str(value).replace("-", MINUS, 1) if found and str(value).startswith("-") else str(value)
    return f"{text}{unit}" if found and not found[1] else text


def goal(row: Mapping[str, Any], *, initial: bool = False) -> str:
    """The target as a sentence shows it: ≥2000亩; one in words as it is."""
    value, unit = target(row, initial=initial), row.get("单位") or ""
    amount = said(value, unit) is not None
    return f"{row.get('方向') or '≥'}{told(value, unit)}" if amount else told(value)
