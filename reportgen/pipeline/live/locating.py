"""Where in 整改.yaml something is said, or lacks, as a page names its boxes.

A place is written with numbers from 0: 2 is a problem, 2/原因 a text of it, 2/1/时限 a text of a measure of it, and
2/措施 where its next measure is added.
"""

from __future__ import annotations

from pathlib import Path as FilePath

from reportgen.diagnostics import Diagnostic, Position
from reportgen.facts.source import Path, Source
from reportgen.findings.finding import ASKED, Finding
from reportgen.findings.rectification import ACTIVE, FILE, Entry
from reportgen.patterns import regex
from reportgen.pipeline.live.amending import MEASURES, TEXTS, TEXTS_OF_MEASURE
from reportgen.pipeline.live.looking import Looked
from reportgen.word.anchors.place import PROBLEM, Place, identities

_OF_ALL = ("责任科室", "时限")  # of a measure, and of its problem for all of its measures


def problems_found(looked: Looked) -> list[tuple[Finding, int | None]]:
    """The problems of the report, each with its number in 整改.yaml, from 0; None where it has no entry there."""
    found: list[tuple[Finding, int | None]] = []
    without = 0
    for one in looked.evaluation.findings if looked.evaluation else ():
        found.append((one, looked.people.about(one.codes, without)))
        without += not one.codes
    return found


def lacking(entry: Entry, number: int, finding: Finding) -> tuple[tuple[str, str], ...]:
    """What a person still has to say about problem `number`, each with its place."""
    return tuple((word, _lacks(entry, number, word)) for word in finding.lacking)


def _lacks(entry: Entry, number: int, word: str) -> str:
    """The place of what lacks: of one measure where others have it, else of the problem, which stands for all."""
    if word in _OF_ALL:
        given = [one.owner if word == "责任科室" else one.due for one in entry.measures]
        without = next((at for at, one in enumerate(given) if not one), None)
        if any(given) and without is not None:
            return f"{number}/{without}/{word}"
    return f"{number}/{MEASURES if word.endswith(MEASURES) else word}"


def plan_place(looked: Looked, one: Diagnostic) -> str | None:
    """The place of what is said of 整改.yaml; "" where that is of no entry, None where it is of something else."""
    if one.code == ASKED:
        named = (found for found in problems_found(looked) if one.message.startswith(found[0].called))
        finding, number = next(named, (None, None))
        if finding is None or number is None:
            return ""
        return next(place for _, place in lacking(looked.people.entries[number], number, finding))
    at, inputs = one.position, looked.inputs or (looked.marked and looked.marked.inputs)
    if at is None or FilePath(at.file) != looked.path.with_name(FILE) or not inputs or not inputs.people_source.places:
        return None
    return _of_path(_standing(inputs.people_source, at))


def place_of_tag(looked: Looked, tag: str) -> str | None:
    """The place of a text of the report by the tag of its control; None where that is of no problem."""
    place, found = Place.parse(tag), problems_found(looked)
    if place.section != PROBLEM:
        return None
    numbers = dict(zip(identities(one.codes for one, _ in found), (number for _, number in found), strict=True))
    number = numbers.get(place.name)
    if number is None:
        return ""
    rows = len(looked.people.entries[number].measures)
    if place.measure:
        return f"{number}/{place.number - 1}/{place.field}" if 0 < place.number <= rows else f"{number}/{MEASURES}"
    return f"{number}/{place.field}" if place.field else f"{number}"


def place_words(place: Place) -> str:
    """A place of the report as it is said: 问题 A21、A22 第1条措施的时限; a text of dept.yaml by its name."""
    if place.section != PROBLEM:
        return str(place.first)
    of_it = f"问题 {place.name.replace('+', '、')}"
    if not place.measure:
        return f"{of_it} 的{place.field}"
    number = regex(r"\d+").findall(place.measure)[0]
    own = "新增的" if place.added else "" if place.number else "原稿的"
    return f"{of_it} {own}第{number}条措施" + ("" if place.field == MEASURES else f"的{place.field}")


def _standing(source: Source, at: Position) -> Path:
    """The path of the value or the key that stands at a place, else of the text in which it is."""
    spot = ((at.line or 1) - 1, (at.column or 1) - 1)
    found = max((path for path, _ in source.standing({spot})), key=len, default=())
    return found or max(source.places, key=lambda path: _before(source.places[path], at, path), default=())


def _before(begin: Position, at: Position, path: Path) -> tuple[int, int, int]:
    """How near a value begins before a place: what begins later is the farthest."""
    start = begin.line or 0, begin.column or 0
    return (*start, len(path)) if start <= (at.line or 1, at.column or 1) else (-1, -1, -1)


def _of_path(path: Path) -> str:
    if path[:1] != (ACTIVE,) or len(path) < 2:
        return ""
    problem, rest = path[1], path[2:]
    match rest:
        case (str(key),) if key in TEXTS or key == MEASURES:
            return f"{problem}/{key}"
        case (str(), int(number), *inner) if rest[0] == MEASURES:
            key = next((key for key in inner if key in TEXTS_OF_MEASURE), MEASURES)
            return f"{problem}/{number}/{key}"
    return f"{problem}"
