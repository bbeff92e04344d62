"""What is said of fields of dept.yaml, at the cells of the forms that they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Position
from reportgen.facts.blanks.questions import ANSWERS, NARRATIVE
from reportgen.facts.source import QUARTERS, Source
from reportgen.forms.merging import Place
from reportgen.patterns import regex
from reportgen.values import replace

_NAME = regex(r"[\w（）]+(?:\.[\w（）]+)+")
_ASKED = ("理由", "得分")  # of an answer, what is asked for first


def at_cells(found: Iterable[Diagnostic], source: Source, places: Mapping[str, Place]) -> list[Diagnostic]:
    """`found`, each at the cell of the field that it is about, its line in dept.yaml said behind; others as they are.

    `places` has the cells by the dotted names of the fields. Texts keep their line, which shows the words.
    """
    # where a group begins its first key does, which tells more
    names = {at: _dotted(path) for path, at in (*source.places.items(), *source.keys.items())}
    return [_at_cell(one, names, places) for one in found]


def _at_cell(one: Diagnostic, names: Mapping[Position, str], places: Mapping[str, Place]) -> Diagnostic:
    at = one.position
    name = next((name for name in _named(one, names, places) if name in places), "")
    if not name or name.startswith(f"{NARRATIVE}.") or (at and at not in names):
        return one
    file, cell = places[name]
    line = f"（{Path(at.file).name} 第 {at.line} 行）" if at and at.line else ""
    return replace(one, position=Position(file, place=cell), hint=f"{one.hint}{line}")


def _named(one: Diagnostic, names: Mapping[Position, str], places: Mapping[str, Place]) -> Iterator[str]:
    """The fields that a diagnostic may be about, the likeliest first; of an answer, what is asked for there."""
    said = f"{one.message}；{one.hint}"
    told = (one.where, names.get(one.position, "") if one.position else "", *_NAME.findall(said))
    for name in filter(None, told):
        yield name
        if name.startswith(f"{ANSWERS}."):
            yield from (f"{name}.{part}" for part in _ASKED if part in said)
            yield from (place for place in places if place.startswith(f"{name}."))


def _dotted(path: tuple[object, ...]) -> str:
    """A path as a field is called: a quarter of four by its name."""
    quarter = path[0] == "季度" if path else False
    return ".".join(QUARTERS[p] if quarter and isinstance(p, int) and p < len(QUARTERS) else str(p) for p in path)
