"""Which text of a returned report is which of today's: measures may have other numbers by now, and others are gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportgen.values import replace
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import MEASURE, Place
from reportgen.word.returned.regions import Region, Returned

_Numbers = Mapping[Place, int | None]  # measures of the report by their numbers today


@dataclass(frozen=True)
class Paired:
    """The regions of a returned report by the tags of today.

    `printed` are the tags of today that the report had when it was written, None where that is not known.
    """

    regions: tuple[Region, ...]
    printed: frozenset[str] | None


def paired(fresh: Returned, back: Returned) -> Paired:
    """The regions of `back`, each with the tag that its text as written has in `fresh`."""
    wrote = back.imprint.texts or {region.tag: region.written for region in back.regions}
    says = {region.tag: as_narrative.digest(region.told) for region in back.regions}
    now = {region.tag: as_narrative.digest(region.told) for region in fresh.regions}
    numbers = _numbers([wrote, says], now)
    regions = tuple(replace(r, tag=_renamed(r.tag, numbers)) for r in back.regions)
    printed = frozenset(_renamed(tag, numbers) for tag in wrote) if back.imprint.texts else None
    return Paired(regions, printed)


def _numbers(versions: Sequence[Mapping[str, str]], now: Mapping[str, str]) -> _Numbers:
    """The number today of each measure of the report: the same text in any of `versions`, else the same number.

    None for a measure that the data no longer have.
    """
    today = _measures(now)
    found: dict[Place, int | None] = {}
    for measure, digest in (item for texts in versions for item in _measures(texts).items()):
        alike = [m.number for m, d in today.items() if m.problem == measure.problem and d == digest and digest]
        free = [number for number in alike if not _used(found, measure, number)]
        if free and measure not in found:
            found[measure] = measure.number if measure.number in free else free[0]
    for measure in (key for texts in versions for key in _measures(texts)):
        if measure not in found:
            left = measure in today and not _used(found, measure, measure.number)
            found[measure] = measure.number if left else None
    return found


def _measures(texts: Mapping[str, str]) -> dict[Place, str]:
    """The digests of the measures themselves, without owners and dates."""
    places = ((Place.parse(tag), digest) for tag, digest in texts.items())
    return {place: digest for place, digest in places if place.number and place.field == MEASURE and place.copy == 1}


def _used(found: _Numbers, measure: Place, number: int) -> bool:
    """Whether a measure of the same problem has `number` already."""
    return any(other.problem == measure.problem and now == number for other, now in found.items())


def _renamed(tag: str, numbers: _Numbers) -> str:
    place = Place.parse(tag)
    measure = place.at(MEASURE)
    return str(place.renumbered(numbers[measure])) if place.number and measure in numbers else tag
