"""Measures that somebody added in Word by copying the paragraph of another: the controls stand there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.roundtrip.aligned import same
from reportgen.roundtrip.edit import Edit
from reportgen.values import replace
from reportgen.word.anchors import as_narrative
from reportgen.word.anchors.place import MEASURE, Place
from reportgen.word.returned.regions import Line, Region, Returned

_ASKED = "【待填："


@dataclass(frozen=True)
class ReturnedMeasure:
    """A measure as it stands in a report: its own region, and those of its owner, date and outcome after it."""

    head: Region
    parts: tuple[Region, ...] = ()

    @property
    def regions(self) -> tuple[Region, ...]:
        """All of it, as it stands in the report."""
        return (self.head, *self.parts)


@dataclass(frozen=True)
class Added:
    """A returned report without the measures that were added in it, and these as edits.

    `lines` are the places of their paragraphs among its lines; `standing` are the tags of today's report that already
    say what one of them says.
    """

    report: Returned
    edits: tuple[Edit, ...]
    lines: frozenset[int]
    standing: frozenset[str]


def added(fresh: Returned, back: Returned) -> Added:
    """The measures of `back` that are copies of others with words of their own, which `fresh` has not."""
    rows = list(_rows(back.regions))
    copies = [row for tag in dict.fromkeys(r.head.tag for r in rows) for row in _copies(rows, tag)]
    gone = {id(region) for row in copies for region in row.regions}
    kept = replace(back, regions=tuple(r for r in back.regions if id(r) not in gone))
    known = {r.tag: r.words for r in fresh.regions if r.place.number}
    says = {id(row): [tag for tag, words in known.items() if same(row.head.words, words)] for row in copies}
    new = [row for row in copies if not says[id(row)]]
    heads = tuple(f"{tag}." for tags in says.values() for tag in tags)
    standing = frozenset(region.tag for region in fresh.regions if f"{region.tag}.".startswith(heads))
    at = [place for row in copies for place in _lines(back.lines, rows, row)]
    return Added(kept, tuple(_edit(row, n) for n, row in enumerate(new, 1)), frozenset(at), standing)


def _rows(regions: Iterable[Region]) -> Iterator[ReturnedMeasure]:
    row: ReturnedMeasure | None = None
    for region in regions:
        place = Place.parse(region.tag)
        of_measure = place.number and place.copy == 1
        if of_measure and place.field == MEASURE:
            if row:
                yield row
            row = ReturnedMeasure(region)
        elif of_measure and row and place.at(MEASURE) == row.head.place:
            row = replace(row, parts=(*row.parts, region))
    if row:
        yield row


def _copies(rows: Sequence[ReturnedMeasure], tag: str) -> list[ReturnedMeasure]:
    """The rows of one tag but for the one that the tool wrote, where their words differ."""
    alike = [row for row in rows if row.head.tag == tag]
    if len({"".join(row.head.told.split()) for row in alike}) < 2:
        return []
    first = next((r for r in alike if as_narrative.digest(r.head.told) == r.head.written), alike[0])
    return [row for row in alike if row is not first and row.head.words and not same(row.head.told, first.head.told)]


def _lines(lines: Sequence[Line], rows: Sequence[ReturnedMeasure], row: ReturnedMeasure) -> Iterator[int]:
    """Where the paragraph of `row` stands: as many paragraphs with its tag come before as rows with its tag."""
    before = [other for other in rows if other.head.tag == row.head.tag].index(row)
    holding = [i for i, x in enumerate(lines) if row.head.tag in (x.whole, *(tag for _, tag in x.pieces))]
    yield from holding[before : before + 1]


def _edit(row: ReturnedMeasure, number: int) -> Edit:
    place = row.head.place.row(number, added=True)
    parts = {r.place.field: r.words for r in row.parts if r.words}
    told = tuple((name, words) for name, words in parts.items() if _ASKED not in words)
    return Edit(place, Region(str(place), (), ""), replace(row.head, tag=str(place)), parts=told)
