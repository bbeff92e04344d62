"""What stands beside every page: the total, what is missing, the points lost, what is to be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.pipeline import Looked, LookedFile, at_fields, fields_asked, is_of_text, on_page, page_advice, plan_place
from reportgen.values import Frozen
from reportgen.web.folder import DEPT
from reportgen.web.views.form import FilledPages
from reportgen.web.views.whereabouts import PLAN, PROJECTS, field_address, plan_address, project_address, text_address
from reportgen.web.views.words import is_half, points

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.HINT)
_WAITS = ("unmarked", "draft")


class AnswerPlace(Frozen):
    """Where something can be answered, as it is called, and the address of the field there."""

    called: str
    to: str


class SideLink(Frozen):
    """Something to see to, and where: the page of the form and the field there (None: nowhere in the form).

    `code` names an indicator, or what else it is about; `path` the screen where that stands; `half` tells that it
    is said of something not filled in whole yet. `ways` are the pages where it can be answered, where these are two, or
    the other fields that are named.
    """

    text: str
    more: str
    page: int | None
    field: str
    code: str = ""
    level: Severity = Severity.WARNING
    path: str = ""
    half: bool = False
    ways: tuple[AnswerPlace, ...] = ()

    @property
    def to(self) -> str:
        """The address below that of the department; empty where nothing leads there."""
        return self.path if self.page is None else field_address(self.page, self.field)


class Side(Frozen):
    """`total` is empty while it cannot be told; `wrong` counts the errors that stand in the way of marks.

    `spared` tells that what is wrong, or not whole, does not count in it, `unread` that the report was not checked.
    """

    total: str
    grade: str
    full: str
    wrong: int
    missing: tuple[SideLink, ...]
    lost: tuple[SideLink, ...]
    notes: tuple[SideLink, ...]
    spared: bool = False
    unread: bool = False


def side(looked: Looked, filled: FilledPages, checked: Sequence[Diagnostic] | None = None) -> Side:
    """What is to be shown of a department; `checked` is what a check of its report says, where one was made."""
    card = looked.marked.evaluation.scorecard if looked.marked else None
    wrong = sum(one.severity is Severity.ERROR for one in looked.told)
    notes = notes_of(looked, filled, _further(looked, checked or ()))
    if card is None:
        return Side("", "", "", wrong, (), (), notes)
    lost = tuple(SideLink(f"{loss.code} {loss.name}", points(loss.points), None, "", loss.code) for loss in card.losses)
    total = "" if card.total is None else points(card.total)
    missing = (*_missing(filled), *_unreasoned(looked, filled), *links(looked, filled, looked.incomplete))
    spared, unread = looked.evaluation is None, checked is None and looked.evaluation is not None
    return Side(total, card.grade or "", points(card.full), wrong, missing, lost, notes, spared, unread)


def _further(looked: Looked, checked: Sequence[Diagnostic]) -> list[Diagnostic]:
    """What only a check of the whole report tells; what a final one waits for is told as missing already."""
    known = {one.message for one in looked.found}
    return [one for one in checked if one.message not in known and one.code not in _WAITS]


def _unreasoned(looked: Looked, filled: FilledPages) -> Iterator[SideLink]:
    """Every answer that lacks its 理由, of marks that do not wait anyway."""
    waiting = {node.code for node in filled.pending}
    for one in looked.unreasoned:
        if not any(f"{one.where}.".startswith(f"{code}.") for code in waiting):
            page, field = filled.first_field([f"自评/{one.where}/理由"]) or (None, "")
            yield SideLink(f"{one.where} 理由", one.message, page, field, one.where)


def _missing(filled: FilledPages) -> Iterator[SideLink]:
    """Every mark that waits, with the first field that it waits for and is still empty."""
    for node in filled.pending:
        if node.mark:
            places = filled.asked_places(node.mark.asked)
            page, field = places[0] if places else (None, "")
            more = page_advice("；".join(node.mark.asked))
            ways = tuple(
                AnswerPlace(f"“{filled.plans[at].title}”页", field_address(at, name)) for at, name in places[:2]
            )
            yield SideLink(f"{node.code} {node.name}", more, page, field, node.code, ways=ways if len(ways) > 1 else ())


def notes_of(looked: LookedFile, filled: FilledPages, more: Sequence[Diagnostic] = ()) -> tuple[SideLink, ...]:
    """What is said of a form, and `more` of its report."""
    return links(looked, filled, [*looked.told, *more])


def links(looked: LookedFile, filled: FilledPages, found: Sequence[Diagnostic]) -> tuple[SideLink, ...]:
    """What was `found` of a form, each with the field that it is about, the gravest first."""
    return tuple(sorted(_links(looked, filled, found), key=lambda link: _ORDER.index(link.level)))


def _links(looked: LookedFile, filled: FilledPages, found: Sequence[Diagnostic]) -> Iterator[SideLink]:
    for name, told in at_fields(looked, found).items():
        for one in told:
            said, (code, path) = on_page(one), _elsewhere(looked, one)
            spot = filled.spot_of(name, one)
            page, box = (filled.page_of(spot) if spot else None), filled.box_of(spot) or spot
            ways = tuple(_named(filled, one, spot))
            yield SideLink(said.message, said.hint, page, box, code, said.severity, path, is_half(one), ways)


def _named(filled: FilledPages, one: Diagnostic, spot: str) -> Iterator[AnswerPlace]:
    """The fields that `one` names beside the one at `spot`."""
    for name in dict.fromkeys(fields_asked(f"{one.message}；{one.hint}")):
        page, field = filled.first_field([name]) or (None, "")
        if page is not None and field == name != spot:
            yield AnswerPlace(name.replace("/", "."), field_address(page, field))


def _elsewhere(looked: LookedFile, one: Diagnostic) -> tuple[str, str]:
    """What is about no field of the form: what to call its place, and the screen where it is mended."""
    at = one.position
    place = plan_place(looked, one) if isinstance(looked, Looked) and not is_of_text(one) else None
    if place is not None:
        return "到“整改”页", plan_address(place)
    if at is None:
        return "", ""
    path = Path(at.file)
    name = path.name
    if path.parent == looked.path.parent / PROJECTS:
        return f"到“项目”页 {path.stem}", project_address(name)
    line = f"第 {at.line} 行" if at.line else ""
    if name in {DEPT, PLAN}:
        return f"到“原文”页{line}", text_address(name, at.line)
    return f"{name} {at.place or line}".strip(), ""
