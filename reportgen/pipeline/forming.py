"""The Excel form of a pack: what its rules and texts ask, written as a workbook; its values, read back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from reportgen import files
from reportgen.cache.store import NONE, Cache
from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.facts import department as departments
from reportgen.facts.blanks import questions, scaffold
from reportgen.facts.blanks.questions import Form
from reportgen.facts.records.dossier import Department
from reportgen.facts.source import Source
from reportgen.forms import answers_asked, last_taken
from reportgen.forms import filled_form as forms
from reportgen.forms.merging import stated
from reportgen.forms.taking import Judge, Took, take
from reportgen.language.asked import holds
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.pipeline.asking import blank, dimensions_of, facts_of, filled_columns, spoken, starred_in, used
from reportgen.stages.inputs import pack_roots
from reportgen.stages.printing import Press, press
from reportgen.stages.scored import further
from reportgen.values import replace

YEAR, OFFICE = "年度", "部门/全称"
NARRATED = "叙述.docx"  # beside a form: its narrative
_WORD = ".docx"
Given: TypeAlias = dict[str, str]
Rows: TypeAlias = dict[str, list[dict[str, str]]]
STAYS = ("部门", "封面/单位负责人", "制度", "叙述/主要职能")  # from one year to the next


def blank_form(name: str, roots: Sequence[Path], year: int, before: Path | None = None, cache: Cache = NONE) -> bytes:
    """A new form for pack `name` as .xlsx; with `before`, a dept.yaml, filled in with what it says.

    Of an earlier year's only what stays the same is carried over.
    """
    from reportgen.sheets.to_fill.form_book import workbook  # noqa: PLC0415 - openpyxl, for forms only

    form, given, rows = _begun(name, roots, year, before, cache)
    return workbook(form, given, rows)


def blank_text(name: str, roots: Sequence[Path], year: int, before: Path | None = None, cache: Cache = NONE) -> bytes:
    """A new 叙述.docx for pack `name`, a heading for each text that it prints; filled in as `blank_form` is."""
    from reportgen.forms import narrated  # noqa: PLC0415 - Word, for 叙述.docx only

    form, given, _ = _begun(name, roots, year, before, cache)
    return narrated.laid_out(form, given, given[YEAR] if before else "", given.get(OFFICE, ""))


def _begun(name: str, roots: Sequence[Path], year: int, before: Path | None, cache: Cache) -> tuple[Form, Given, Rows]:
    """What pack `name` asks, and what is known of it already."""
    pack = packs.load(name, roots, cache=cache)[0]
    form = form_of(pack)
    if before is None:
        return form, {YEAR: str(year)}, {}
    department, source, found = departments.load(before)
    if department is None or source is None:
        raise Refused(found)
    earlier = department.year < year
    form = form if earlier else with_rows(form, pack, department, source.data)
    given, rows = stated(form, source.data, STAYS if earlier else ())
    return form, {**given, **({YEAR: str(department.year + 1)} if earlier else {})}, rows


def form_of(pack: Pack, own: Press | None = None) -> Form:
    """What `pack` asks: every field that its rules read or its texts print, and every answer.

    Whoever has the press of the pack may lend it.
    """
    printed = {*(own or press(pack)).template.asked, *spoken(pack)}
    of_use = used(pack, printed)
    free = {name for name in printed if name.startswith(f"{scaffold.FREE}.")}
    names, extra = {*starred_in(pack), *free}, pack.info.extra
    wanted = scaffold.PackNeeds(
        names, lambda field: holds(of_use, field), [*pack.info.options], extra, words=dimensions_of(pack)
    )
    answers = list(answers_asked.served(answers_asked.asked(pack.framework, filled_columns(pack))))
    return answers_asked.with_levels(questions.form(pack.name, wanted, answers, _serves(pack)), pack.framework)


def with_rows(form: Form, pack: Pack, whole: Department, data: Any) -> Form:
    """`form` of `pack` with the questions about the rows of the own lists of a department, whose file says `data`."""
    return answers_asked.with_rows(form, pack.framework, filled_columns(pack), departments.lists(whole), data)


def _serves(pack: Pack) -> Mapping[str, str]:
    """The indicators that read each fact, by the name of the fact."""
    found: dict[str, dict[str, None]] = {}
    for code, _, rule in pack.framework.rules():
        for name in rule.names():
            for fact in facts_of(pack, name):
                found.setdefault(fact, {})[code] = None
    return {name: "、".join(codes) for name, codes in found.items()}


def take_forms(  # noqa: PLR0913 - how, in three words
    paths: Sequence[Path], dept: Path, year: int, *, yes: bool = False, dry: bool = False, cache: Cache = NONE
) -> Took:
    """The filled forms at `paths` into the file at `dept`, which is made where there is none.

    It is then of the pack and the year that the forms say, or of `year` where they say none.
    """
    last = [last_taken.read(path) or {} for path in paths]
    made = not dept.exists()
    if made:
        files.write_new(dept, _of_forms(paths, dept, year, cache).encode())
    try:
        roots = pack_roots(dept)
        took = take(paths, dept, _forms(roots, cache), yes=yes, dry=dry, last=last, judge=_judge(roots, cache))
    except Refused:
        if made:
            dept.unlink()
        raise
    if made and dry:
        dept.unlink()
    for path, then, cells in zip(paths, last, took.cells, strict=True):
        if not dry and path.suffix.lower() != _WORD:
            last_taken.keep(path, {**then, **cells})
    return took


def _of_forms(paths: Sequence[Path], dept: Path, year: int, cache: Cache) -> str:
    """A new dept.yaml for the forms at `paths`; raises Refused where they are of several packs or years, or none."""
    read = [(path, *forms.read(path)) for path in paths if path.suffix.lower() != _WORD]
    if not read:
        advice = "请连同填报表（.xlsx）一起收：有了填报表才知道用哪个套件"
        raise Refused([error("no-file", f"找不到文件“{dept}”", advice, Position(str(dept)))])
    pack = _agreed("套件", [(path, pack) for path, _, pack in read])
    years = [(path, str(given)) for path, sheets, _ in read if (given := forms.year(sheets))]
    return blank(pack, pack_roots(dept), int(_agreed("年度", years)) if years else year, cache)


def _agreed(what: str, told: Sequence[tuple[Path, str]]) -> str:
    """What all forms say; raises Refused where they differ."""
    if len({value for _, value in told}) > 1:
        message = f"几份表的{what}不一致：{'，'.join(f'{path.name} 是“{value}”' for path, value in told)}"
        raise Refused([error("forms-differ", message, "请核对是不是同一年度、同一套件的表", Position(str(told[0][0])))])
    return told[0][1]


def _forms(roots: Sequence[Path], cache: Cache) -> Callable[[str], Form]:
    """The form of a pack, by its name."""
    return lambda name: form_of(packs.load(name, roots, cache=cache)[0])


def _judge(roots: Sequence[Path], cache: Cache) -> Judge:
    """What else is to be said of data with wrong values, by the rules of their pack."""

    def judged(source: Source, found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        return further(source, packs.load(str(source.data["套件"]), roots, cache=cache)[0], found)

    return judged


def noted_form(path: Path, found: Sequence[Diagnostic]) -> bytes | None:
    """The form (.xlsx) at `path` with what was `found` in its cells as comments; None where nothing was."""
    from reportgen.sheets.to_fill.noted_copy import Remark, noted  # noqa: PLC0415 - openpyxl, for forms only

    own = [(one, one.position) for one in found if one.position and Path(one.position.file).name == path.name]
    if not any(at.place for _, at in own):
        return None
    told = [Remark(at.place, one.severity.value, one.message, one.hint) for one, at in own]
    return noted(forms.bytes_of(path), told)


def dept_of_form(path: Path, year: int, cache: Cache = NONE) -> tuple[Path, Took]:
    """The dept.yaml that a filled form makes, beside it and of its name: a new one, or what stands there brought up.

    A 叙述.docx that stands beside the form is taken with it. What was changed in dept.yaml since the form was taken
    last stays, and is told where the form was changed, too. Raises Refused, nothing made, where the form is wrong.
    """
    target, roots, last = path.with_suffix(".yaml"), pack_roots(path), last_taken.read(path)
    beside = path.parent / NARRATED
    made = not target.exists()
    if made:
        sheets, pack = forms.read(path)
        files.write_new(target, blank(pack, roots, forms.year(sheets) or year, cache).encode())
    paths = [path, *([beside] if beside.is_file() else [])]
    known = None if made else last
    then = [known or {} for _ in paths]
    try:
        judge = _judge(roots, cache)
        took = take(paths, target, _forms(roots, cache), yes=known is None, last=then, of_forms=True, judge=judge)
    except Refused:
        if made:
            target.unlink()
        raise
    last_taken.keep(path, {key: text for cells in took.cells for key, text in cells.items()})
    return target, replace(took, diagnostics=tuple(_for_build(one, path, target) for one in took.diagnostics))


def _for_build(one: Diagnostic, form: Path, dept: Path) -> Diagnostic:
    """What is said of a cell that was not written or not deleted, to someone who builds from the form."""
    if one.code not in ("form-differs", "form-cleared"):
        return one
    return replace(one, hint=f"以填报表为准的，运行 reportgen take {form.name} {dept.name} --yes")
