"""Texts that were taken out of a report: which of them the data can do without, and what to say of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportgen.diagnostics import Diagnostic, Position, hint, warning
from reportgen.roundtrip.edit import Edit
from reportgen.word.anchors.place import MEASURE, Place
from reportgen.word.returned.regions import Region, Returned

DOUBT = "在 Word 中已删去"
_ADVICE = "如确要删除，请在资料（填报表）或 整改.yaml 中删去这一项"
_HEADS = ("标题", "描述")


@dataclass(frozen=True)
class Removals:
    """What can be taken out of the data as well, once a person confirms, and what is to be said of the rest."""

    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]


def removals(missing: Sequence[Region], fresh: Returned, gone: Callable[[str], bool], at: Position) -> Removals:
    """`missing` are regions of today's report whose text the returned one has not.

    `gone` tells whether that is certain: a control that a program dropped is no removal.
    """
    places = {region.place for region in missing}
    problems = {place.problem for place in places}
    whole = {problem for problem in problems if {problem.at(field) for field in _HEADS} <= places}
    edits: list[Edit] = []
    told: list[Diagnostic] = [_problem(problem, at) for problem in sorted(whole, key=str)]
    for region in (r for r in missing if r.tag == str(r.place)):
        place = region.place
        if place.problem in whole:
            continue
        measure = place.at(MEASURE) if place.number else None
        if measure != place and measure in places:
            continue  # goes with its measure
        if not gone(region.tag) or (measure == place and not _parts(fresh, place) <= places):
            told.append(_lost(place, at))
        elif place.field in _HEADS:
            told.append(warning("emptied", f"“{place}”的文字被清空，未吸收", "标题和描述不能没有，请写上文字", at))
        else:
            edits.append(Edit(place, region, Region(region.tag, (), "删去"), DOUBT))
    return Removals(tuple(edits), tuple(told))


def _parts(fresh: Returned, measure: Place) -> set[Place]:
    """The places of a measure's owner, date and outcome, as far as they are printed."""
    return {place for r in fresh.regions if (place := r.place) != measure and place.at(MEASURE) == measure}


def elsewhere(tag: str, at: Position) -> Diagnostic:
    """What to say of a text that was taken out in one place and stands in another."""
    return hint("elsewhere", f"“{tag}”在报告中少了一处，另一处还在，未作删除", "如确要删除，请把各处都删去", at)


def _problem(problem: Place, at: Position) -> Diagnostic:
    message = f"“{problem}”整个问题在报告中已被删去，资料未作改动"
    return warning("problem-removed", message, "扣了分的问题不能不写；不扣分的，请在 整改.yaml 中删去这一条目", at)


def _lost(place: Place, at: Position) -> Diagnostic:
    return hint("lost-control", f"报告中找不到“{place}”，可能已被删去，资料未作改动", _ADVICE, at)
