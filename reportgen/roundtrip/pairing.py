"""Which text of a returned report is which of today's: measures may have other numbers by now, and others are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportgen.patterns import regex
from reportgen.values import replace
from reportgen.word.anchors import reading
from reportgen.word.returned.regions import Region, Returned

_MEASURE = regex(r"(?P<list>问题\..+\.措施\.)(?P<number>\d+)(?P<part>.*)")
_FORMER = "（原稿）"  # after the number of a measure that is in the report and no longer in the data
_Numbers = Mapping[tuple[str, str], str]


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
    says = {region.tag: reading.digest(region.told) for region in back.regions}
    now = {region.tag: reading.digest(region.told) for region in fresh.regions}
    numbers = _numbers([wrote, says], now)
    regions = tuple(replace(r, tag=_renamed(r.tag, numbers)) for r in back.regions)
    printed = frozenset(_renamed(tag, numbers) for tag in wrote) if back.imprint.texts else None
    return Paired(regions, printed)


def _numbers(versions: Sequence[Mapping[str, str]], now: Mapping[str, str]) -> _Numbers:
    """The number today of each measure of the report: the same text in any of `versions`, else the same number."""
    today = _measures(now)
    found: dict[tuple[str, str], str] = {}
    for (where, number), digest in (item for texts in versions for item in _measures(texts).items()):
        alike = [n for (place, n), d in today.items() if place == where and d == digest and digest]
        free = [n for n in alike if (where, n) not in _used(found)]
        if free and (where, number) not in found:
            found[where, number] = number if number in free else free[0]
    for where, number in (key for texts in versions for key in _measures(texts)):
        if (where, number) not in found:
            left = (where, number) in today and (where, number) not in _used(found)
            found[where, number] = number if left else f"{number}{_FORMER}"
    return found


def _measures(texts: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The digests of the measures themselves, without owners and dates."""
    matches = ((_MEASURE.fullmatch(tag), digest) for tag, digest in texts.items())
    return {(m["list"], m["number"]): digest for m, digest in matches if m and not m["part"]}


def _used(found: _Numbers) -> Iterable[tuple[str, str]]:
    return {(where, number) for (where, _), number in found.items()}


def _renamed(tag: str, numbers: _Numbers) -> str:
    match = _MEASURE.fullmatch(tag)
    if match is None:
        return tag
    number = numbers.get((match["list"], match["number"]), match["number"])
    return f"{match['list']}{number}{match['part']}"
