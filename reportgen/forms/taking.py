"""take: filled forms into dept.yaml, in place; nothing is written where anything is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reportgen import files
from reportgen.diagnostics import Diagnostic, Position, Refused, error, errors, hint, warning
from reportgen.facts import department as departments
from reportgen.facts.addresses import order
from reportgen.facts.blanks.questions import Form
from reportgen.facts.source import Source, parse
from reportgen.forms import filled_form, last_taken
from reportgen.forms.filled_form import Answered, Filled
from reportgen.forms.last_taken import Cells
from reportgen.forms.located import at_cells, dotted
from reportgen.forms.merging import CellState, Change, Desk, Place, numbered, same, same_data, untouched
from reportgen.layout import manuscript as manuscripts
from reportgen.values import Frozen

YEAR = "年度"
_WORD = (".docx", ".docm", ".doc", ".wps", ".rtf")
_SHOWN, _BEFORE = 40, 10  # signs of a text that are shown, and how many of them before the first that differs
_OF_CELLS = ("form-formula", "form-percent", "form-row")  # what is wrong with one cell, and hides no other
Forms = Callable[[str], Form]  # the form of a pack by its name
Judge = Callable[[Source, Sequence[Diagnostic]], Sequence[Diagnostic]]  # what else to say of data with wrong values


class Took(Frozen):
    """What forms changed, what is to be said, whether anything was written, and what every cell of each form says.

    `places` has the file and the cell of every field that the forms have, by its dotted name, rows of lists by their
    number in dept.yaml.
    """

    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]
    written: bool
    cells: tuple[Cells, ...]
    places: Mapping[str, Place] = {}


def take(  # noqa: PLR0913 - how, in three words
    paths: Sequence[Path],
    dept: Path,
    form_of: Forms,
    *,
    yes: bool = False,
    dry: bool = False,
    last: Sequence[Cells] = (),
    of_forms: bool = False,
    judge: Judge = lambda source, found: (),
) -> Took:
    """The filled forms at `paths` into the file at `dept`; raises Refused with all that is wrong.

    `last` is what the cells of each said when they were taken last. Where the forms are the source of dept.yaml
    (`of_forms`), a cell that says what it said then is nobody's answer, and what came from a cell goes with it.
    `judge` is asked what else there is to say where values are wrong: all in one round.
    """
    last = last or [{} for _ in paths]
    with files.locked(dept):
        manuscript = manuscripts.read(dept.parent, dept.name)
        source, found = parse(manuscript.text, str(dept))
        if source is None or errors(found):
            raise Refused(found)
        answered, told = _answered(paths, source, form_of, last if of_forms else ())
        answered = [
            last_taken.based(form, then, emptied=not of_forms) for form, then in zip(answered, last, strict=True)
        ]
        desk = Desk(manuscript.text, source, order, yes=yes, of_forms=of_forms)
        try:
            desk.merge(answered)
        except KeyError as failure:
            raise _special(dept, str(failure)) from failure
        except (LookupError, AttributeError, TypeError, AssertionError) as failure:  # a row in a list of one line
            raise _special(dept, "") from failure
        known = {_place_of(one.position) for one in errors(told) if one.position}
        rest = (*_left(desk.changes, dept.name), *_sound(desk, dept, judge))
        told += [one for one in rest if not one.position or _place_of(one.position) not in known]
        if errors(told):
            raise Refused(told)
        written = desk.text != manuscript.text and not dry
        if written:
            manuscripts.replace(manuscript.rewritten(desk.text))
    said = (last_taken.said(form, desk.changes, then) for form, then in zip(answered, last, strict=True))
    return Took(tuple(desk.changes), tuple(told), written, tuple(said), _places(answered, desk))


def _places(forms: Sequence[Answered], desk: Desk) -> dict[str, Place]:
    asked = {".".join(filled.question.path): (form.file, filled.place) for form in forms for filled in form.fields}
    there = {dotted(path): place for path, place in desk.cells.items()}
    return {name: (file, _inside_of(file, place)) for name, (file, place) in {**asked, **there}.items()}


def _answered(
    paths: Sequence[Path], source: Source, form_of: Forms, made_of: Sequence[Cells]
) -> tuple[list[Answered], list[Diagnostic]]:
    """What all forms hold; raises Refused where one is of another pack, or two say different things.

    What is wrong with single cells is told, for there may be more to say. `made_of` is what the cells said of which
    dept.yaml was made: its year is then changed like anything else.
    """
    found: list[Answered] = []
    told: list[Diagnostic] = []
    for path in paths:
        one, noted = _one(path, source, form_of)
        found.append(one)
        told += noted
    of_year = [] if any(str(source.data.get(YEAR)) == _year_then(then) for then in made_of) else found
    told += [*_of_year(of_year, source, paths), *_disagreeing(found, paths)]
    if any(one.code not in _OF_CELLS for one in errors(told)):
        raise Refused(told)
    return found, told


def _year_then(cells: Cells) -> str | None:
    """The year that a form said when it was taken last."""
    return next((text for key, text in cells.items() if key.endswith(f":{YEAR}")), None)


def _one(path: Path, source: Source, form_of: Forms) -> tuple[Answered, list[Diagnostic]]:
    """What the form or the Word file at `path` holds."""
    dept = source.data if isinstance(source.data, dict) else {}
    dept_name = Path(source.file).name
    own = str(dept.get("套件") or "")
    data = filled_form.bytes_of(path)
    if path.suffix.lower() in _WORD:
        from reportgen.forms import narrated  # noqa: PLC0415 - Word, for 叙述.docx only

        return narrated.answered(path, data, form_of(own), source)
    sheets, pack = filled_form.opened(data, path)
    if pack != own:
        message = f"填报表是套件“{pack}”的，{dept_name} 的套件是“{own}”"
        advice = f"请核对是不是选错了文件；没有选错的，另生成一份，把数抄过去：reportgen new --pack {own} 新填报表.xlsx"
        raise Refused([error("form-pack", message, advice, Position(str(path)))])
    return filled_form.answered(path, sheets, form_of(pack))


def _of_year(forms: Sequence[Answered], source: Source, paths: Sequence[Path]) -> Iterator[Diagnostic]:
    """A form of another year."""
    year = str(source.data.get(YEAR) or "")
    for form, path in zip(forms, paths, strict=False):
        for filled in form.fields:
            if filled.question.path == (YEAR,) and filled.text and year not in ("", filled.text):
                message = f"{filled.place} 填的年度是 {filled.text}，{Path(source.file).name} 是 {year}"
                advice = "请核对是不是同一年度的表；资料的年度填错了的，先用记事本改它的“年度”"
                yield error("form-year", message, advice, Position(str(path), place=filled.place))


def _disagreeing(forms: Sequence[Answered], paths: Sequence[Path]) -> Iterator[Diagnostic]:
    """Cells of several forms that say different things, both told."""
    seen: dict[str, tuple[str, Filled]] = {}
    for form, path in zip(forms, paths, strict=True):
        for name, filled in _named(form):
            if not filled.text or untouched(filled):
                continue
            file, other = seen.setdefault(name, (form.file, filled))
            if not same(other.text, filled.text):
                one, two = _both(other.text, filled.text)
                said = f"{_inside(file, other)}是“{one}”，{_inside(form.file, filled)}是“{two}”"
                message = f"“{name}”几份表不一致：{said}"
                yield error("forms-differ", message, "请核对后改成一致", Position(str(path), place=filled.place))


def _named(form: Answered) -> Iterator[tuple[str, Filled]]:
    """Every cell of a form by a name that is the same in all forms; of a list by the row that it names."""
    yield from ((".".join(filled.question.path), filled) for filled in form.fields)
    for row, number in numbered(form.rows):
        own = f"{row.listing.title} {row.key.text}{f'（第 {number + 1} 个）' if number else ''}"
        yield from ((f"{own} {column}", filled) for column, filled in row.cells.items())


def _inside(file: str, filled: Filled) -> str:
    """The file and the place in it, which may name the file already."""
    return f"{filled.place} " if filled.place.startswith(file) else f"{file} {filled.place} "


def _both(one: str, other: str) -> tuple[str, str]:
    """Two texts from a little before the first sign in which they differ."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, start - _BEFORE) if max(len(one), len(other)) > _SHOWN else 0
    return _cut(one, begin), _cut(other, begin)


def _cut(text: str, begin: int) -> str:
    shown = " ".join(text[begin : begin + _SHOWN].split())
    return f"{'…' if begin else ''}{shown}{'…' if len(text) > begin + _SHOWN else ''}"


def _left(changes: Sequence[Change], dept: str) -> Iterator[Diagnostic]:
    """What was not written, with both values, and what was deleted."""
    for change in changes:
        at = _at(change.file, change.place)
        if change.state is CellState.CONFLICT:
            before, after = _both(change.before, change.after)
            message = f"“{change.name}”{dept} 是“{before}”，{change.place} 是“{after}”，没有改"
            yield warning("form-differs", message, "以填报表为准的，加 --yes 再运行", at)
        elif change.state is CellState.CLEARED:
            before = _cut(change.before, 0)
            message = f"{change.place} 清空了，{dept} 的“{change.name}”仍是“{before}”"
            yield warning("form-cleared", message, "确实不要的，加 --yes 再运行，或填上要改成的内容", at)
        elif change.state is CellState.REMOVED:
            message = f"{change.place} 清空了，“{change.name}”原来的“{_cut(change.before, 0)}”已删去"
            yield hint("form-removed", message, "清空错了的，请在填报表里重新填上", at)


def _at(file: str, place: str) -> Position:
    return Position(file, place=_inside_of(file, place))


def _inside_of(file: str, place: str) -> str:
    return place.removeprefix(f"{file} ")


def _place_of(at: Position) -> Place:
    return Path(at.file).name, at.place


def _sound(desk: Desk, dept: Path, judge: Judge) -> Iterator[Diagnostic]:
    """What is said of the new text: at the cell that it comes from; elsewhere only what is wrong."""
    department, source, found = departments.parse(desk.text, str(dept))
    if source is None or not same_data(source.data, desk.data):
        raise _special(dept, "")
    if department is None:
        found = [*found, *judge(source, found)]
    own = {source.places[path] for path in desk.placed if path in source.places}
    texts = (path for path in desk.placed if "!" in desk.cells[path][1])  # of a Word file they are told when it is read
    own |= {row for path in texts for row in source.blocks.get(path, ())}
    told = [one for one in found if one.position in own or (department is None and desk.placed)]
    yield from at_cells(told, source, _places((), desk))


def _special(dept: Path, what: str) -> Refused:
    message = f"“{dept.name}”的写法太特殊{f'（{what}）' if what else ''}，无法在原处写入"
    return Refused([error("layout", message, "请手工填写", Position(str(dept)))])
