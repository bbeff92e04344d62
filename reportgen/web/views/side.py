"""What stands beside every page: the total, what is missing, the points lost, what is to be said."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.pipeline import Looked, fields_asked
from reportgen.values import Frozen
from reportgen.web.views.form import FilledPages
from reportgen.web.views.words import points

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)


class SideLink(Frozen):
    """Something to see to, and where: the page of the form and the field there (None: nowhere in the form)."""

    text: str
    more: str
    page: int | None
    field: str
    code: str = ""
    level: Severity = Severity.WARNING


class Side(Frozen):
    """`total` is empty while it cannot be told; `wrong` counts the errors that stand in the way of marks."""

    total: str
    grade: str
    full: str
    wrong: int
    missing: tuple[SideLink, ...]
    lost: tuple[SideLink, ...]
    notes: tuple[SideLink, ...]


def side(looked: Looked, filled: FilledPages) -> Side:
    """What is to be shown of a department."""
    card = looked.evaluation.scorecard if looked.evaluation else None
    wrong = sum(one.severity is Severity.ERROR for one in looked.found)
    notes = sorted(_notes(filled), key=lambda link: _ORDER.index(link.level))
    if card is None:
        return Side("", "", "", wrong, (), (), tuple(notes))
    lost = tuple(SideLink(f"{loss.code} {loss.name}", points(loss.points), None, "", loss.code) for loss in card.losses)
    total = "" if card.total is None else points(card.total)
    return Side(total, card.grade or "", points(card.full), wrong, tuple(_missing(filled)), lost, tuple(notes))


def _missing(filled: FilledPages) -> Iterator[SideLink]:
    """Every mark that waits, with the first field that it waits for and is still empty."""
    for node in filled.pending:
        if node.mark:
            names = [name for asked in node.mark.asked for name in fields_asked(asked)]
            empty = [name for name in names if not filled.value(name)]
            place = filled.first_field(empty or names)
            more = "；".join(node.mark.asked)
            page, field = place or (None, "")
            yield SideLink(f"{node.code} {node.name}", more, page, field, node.code)


def _notes(filled: FilledPages) -> Iterator[SideLink]:
    for name, told in filled.said.items():
        for one in told:
            page = filled.page_of(name) if name else None
            yield SideLink(one.message, one.hint, page, name, _line(one), one.severity)


def _line(one: Diagnostic) -> str:
    """File and line, for what stands in no field of the form."""
    at = one.position
    if at is None:
        return ""
    name = at.file.replace("\\", "/").rpartition("/")[2]
    return f"{name} 第{at.line}行" if at.line else name
