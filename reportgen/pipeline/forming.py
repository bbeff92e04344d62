"""The Excel form of a pack: what its rules and texts ask, written as a workbook; its values, read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from reportgen import files
from reportgen.cache.store import NONE, Cache
from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, Refused, error
from reportgen.facts import department as departments
from reportgen.facts.blanks import questions, scaffold
from reportgen.facts.blanks.questions import ANSWERS, YES_NO, Form, Question
from reportgen.facts.records.answer import Tick
from reportgen.facts.source import Source
from reportgen.forms import filled_form as forms
from reportgen.forms import last_taken
from reportgen.forms.merging import stated
from reportgen.forms.taking import Judge, Took, take
from reportgen.language.asked import holds
from reportgen.packs import pack as packs
from reportgen.packs.pack import Pack
from reportgen.pipeline.asking import blank, facts_of, spoken, starred_in, used
from reportgen.scoring.framework import TOTAL, Framework, own_rules
from reportgen.scoring.kinds import AnyRule
from reportgen.scoring.kinds.checklist import Checklist
from reportgen.scoring.kinds.composite import Parts
from reportgen.scoring.kinds.levels import Band, Level
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
_BY_HAND = "一般不填，由工具按规则评分；没有数据或要改动规则得分的，填得分并写理由"
_TICKS = tuple(tick.value for tick in Tick)


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
    form = form_of(packs.load(name, roots, cache=cache)[0])
    if before is None:
        return form, {YEAR: str(year)}, {}
    department, source, found = departments.load(before)
    if department is None or source is None:
        raise Refused(found)
    earlier = department.year < year
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
    wanted = scaffold.PackNeeds(names, lambda field: holds(of_use, field), [*pack.info.options], extra)
    answers = [replace(one, serves=one.path[1]) for one in _answers(pack)]  # each serves its own indicator
    return questions.form(pack.name, wanted, answers, _serves(pack))


def _serves(pack: Pack) -> Mapping[str, str]:
    """The indicators that read each fact, by the name of the fact."""
    found: dict[str, dict[str, None]] = {}
    for code, _, rule in pack.framework.rules():
        for name in rule.names():
            for fact in facts_of(pack, name):
                found.setdefault(fact, {})[code] = None
    return {name: "、".join(codes) for name, codes in found.items()}


def _answers(pack: Pack) -> Iterator[Question]:
    """The questions of 自评: each 要点, 数量, 等级 or 扣分 that is asked, then what a person may say of any mark."""
    vetoes, worth = dict(_vetoes(pack.framework)), dict(_worth(pack.framework))
    by_rows = {code for code, _, _ in own_rules(pack.framework)}  # answered in the rows of their list
    for code, (name, rule) in pack.framework.parts().items():
        if code in by_rows:
            yield from _veto(code, f"{code} {name}", vetoes.pop(code, {}))
            continue
        label, full = f"{code} {name}", say_points(worth[code])
        asked = list(_of_rule(code, label, rule, full)) if rule.wants() else []
        yield from asked
        yield from _veto(code, label, vetoes.pop(code, {}))
        if not any(question.path[-1] == "得分" for question in asked):
            yield Question((ANSWERS, code, "得分"), f"{label}：人工得分（满分{full}分）", "分", _BY_HAND)
        yield Question((ANSWERS, code, "不适用"), f"{label}：不适用", meaning="不适用的选是，并写理由", choices=YES_NO)
        yield Question((ANSWERS, code, "理由"), f"{label}：理由", meaning="扣分、人工评分、不适用的，写明理由")
        yield Question((ANSWERS, code, "佐证"), f"{label}：佐证", meaning="佐证材料，几份的用“、”隔开", several=True)
    yield from _adjusted(pack.framework)
    for code, own in vetoes.items():
        inside = pack.framework.indicators.get(code)
        yield from _veto(code, f"{code} {inside.name}" if inside else code, own)
        yield Question((ANSWERS, code, "理由"), f"{code}：理由", meaning="有否决情形的，写明理由")


def _adjusted(framework: Framework) -> Iterator[Question]:
    """What a person says of the adjustments of the total that no rule finds."""
    for code, one in framework.adjustments.items():
        if one.rule is None:
            field, meaning = one.asks()
            label, choices = f"{code} {one.name}", YES_NO if field == "等级" else ()
            yield Question((ANSWERS, code, field), f"{label}：{field}", meaning=meaning, choices=choices)
            yield Question((ANSWERS, code, "理由"), f"{label}：理由", meaning="调整总分的，写明理由")


def _worth(framework: Framework) -> Iterator[tuple[str, Decimal]]:
    """分值 of everything that can be answered for, by its code."""
    yield from ((code, one.full) for code, one in framework.indicators.items())
    yield from ((code, one.most or framework.full) for code, one in framework.adjustments.items())
    for code, (_, rule) in framework.parts().items():
        if isinstance(rule, Parts):
            yield from ((f"{code}.{key}", part.full) for key, part in rule.parts.items())


def _vetoes(framework: Framework) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What vetoes the total, an indicator or a part of one, by its code; only what has any."""
    rules = {code: indicator.rule for code, indicator in framework.indicators.items()}
    parts = [part for rule in rules.values() for part in getattr(rule, "parts", {}).items()]
    for code, one in ((TOTAL, framework), *framework.indicators.items(), *parts):
        if one.vetoes:
            yield code, one.vetoes


def _veto(code: str, label: str, vetoes: Mapping[str, str]) -> Iterator[Question]:
    """Which of what vetoes a mark is true."""
    if vetoes:
        said = "；".join(f"{name}：{text}" if text and text != name else name for name, text in vetoes.items())
        meaning = f"没有的留空；属实的填名称，几种的用“、”隔开：{said}"
        yield Question((ANSWERS, code, "否决"), f"{label}：否决情形", "", meaning, tuple(vetoes), several=True)


def _of_rule(code: str, label: str, rule: AnyRule, full: str) -> Iterator[Question]:
    wants = rule.wants()
    if isinstance(rule, Checklist):
        for key, item in rule.items.items():
            path = (ANSWERS, code, "要点", key)
            yield Question(path, f"{label}：要点{key}", meaning=rule.told(item), choices=_TICKS, starred=True)
        return
    kind = next((kind for kind in ("数量", "等级", "扣分", "得分") if wants.startswith(kind)), "得分")
    levels = tuple(rule.levels) if isinstance(rule, Level | Band) else ()
    said = kind + {"得分": f"（满分{full}分）", "扣分": f"（至多{full}分）"}.get(kind, "")
    yield Question((ANSWERS, code, kind), f"{label}：{said}", meaning=wants, choices=levels, starred=True)
    if isinstance(rule, Band):
        yield Question((ANSWERS, code, "得分"), f"{label}：得分（满分{full}分）", "分", wants, starred=True)


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
