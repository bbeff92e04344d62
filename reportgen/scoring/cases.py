"""用例: examples of how a pack scores, written in YAML beside its rules, and run against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reportgen.chinese import points as say_points
from reportgen.diagnostics import Diagnostic, Position, did_you_mean, error, errors
from reportgen.facts import extras
from reportgen.facts.department import Department, complete, facts, free, known_names, lists
from reportgen.facts.records import quantity
from reportgen.facts.records.answer import Answer
from reportgen.facts.records.quantity import Number, Text
from reportgen.facts.records.record import Record, listed, mapped, named, optional, read
from reportgen.facts.source import Path, Source
from reportgen.scoring.answers import resolve
from reportgen.scoring.formula import Formulas, compute, fixed
from reportgen.scoring.framework import Framework, own_rules
from reportgen.scoring.kinds import Given
from reportgen.scoring.mark import Mark, Outcome, State
from reportgen.scoring.marking import marked, told
from reportgen.scoring.own_leaves import Grown, grown, whole
from reportgen.scoring.totals import adjust
from reportgen.values import Frozen, field, replace

ROOT = "用例"
ANYONE = {"套件": "base", "年度": "2000", "部门": {"全称": "某部门"}}  # what no rule reads, but every department has
_ANSWER = {field.alias for field in Answer.fields_by_name.values()}


class Case(Record):
    """One example: an indicator, what is given, what a person answers, and the mark that must come out."""

    code: Text = named("指标", "考哪一个指标或总分调整，编号")
    given: dict[str, Text] = mapped("给", "字段（预算.合计.年初）或算式的名称和值")
    rows: dict[str, tuple[Any, ...]] = mapped("列表", "列表的各行，如 效果指标、项目")
    answers: dict[str, Answer] = mapped("自评", "由人判断的，同 dept.yaml 的自评；可以直接写这个指标的答复")
    points: Number | None = optional("得", "应得几分；总分调整的写加几分、减几分（-1），系数写乘数", unit="分")
    state: State | None = optional("状态", "应是什么状态，如 缺数据；写了“得”的可不写")
    contains: Text | None = optional("说明含", "得分说明里应有的文字")

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """自评 may be the answer to the indicator itself instead of answers by code."""
        answers = data.get("自评") if isinstance(data, dict) else None
        if isinstance(answers, dict) and answers and set(answers) <= _ANSWER:
            code = data.get("指标")
            return {**data, "自评": {code if isinstance(code, str) else "": answers}}
        return data

    def check(self) -> None:
        if self.points is None and self.state is None:
            raise ValueError("用例须写“得”（应得的分）或“状态”（如 缺数据）")


class _Cases(Record):
    cases: tuple[Case, ...] = listed(ROOT, "各用例")


class Casebook(Frozen):
    """The examples of one file, and the file."""

    cases: tuple[Case, ...]
    source: Source
    extra: type[Record] | None = None  # what the pack declares of 补充


def load(source: Source) -> tuple[Casebook | None, list[Diagnostic]]:
    """用例.yaml, a list of examples, with every error in its shape."""
    rooted = _rooted(source)
    book, found = read(_Cases, rooted)
    return (Casebook(book.cases, rooted) if book else None), found


def run(
    framework: Framework, formulas: Formulas, source: Source, extra: type[Record] | None = None
) -> list[Diagnostic]:
    """Every example of `source` that the rules do not bear out, at its place."""
    book, found = load(source)
    book = book and replace(book, extra=extra)
    for index in range(len(book.cases) if book else 0):
        assert book is not None
        found += check(book, index, framework, formulas)
    return found


def check(book: Casebook, index: int, framework: Framework, formulas: Formulas) -> list[Diagnostic]:
    """What comes out otherwise than example `index` (from 0) says, with what was got."""
    case, place = book.cases[index], (ROOT, index)
    leaves = [*(code for code, _ in framework.leaves()), *framework.adjustments]
    own = tuple(f"{code}-" for code, _, _ in own_rules(framework))
    if case.code not in leaves and not case.code.startswith(own):
        return [_no_indicator(case, leaves, book.source.position((*place, "指标")))]
    if unknown := list(_unknown(case, formulas, book, (*place, "给"))):
        return unknown
    stated = {name: value for name, value in case.given.items() if name in formulas.specs}
    figured, wrong = _fixed(formulas, stated, (*place, "给"), book.source)
    dossier = _dossier(case, {*stated}, book.source, place)
    department, unread = read(Department, dossier)
    if department and book.extra:
        department, of_extra = extras.taken(department, dossier, book.extra)
        unread = [*unread, *errors(of_extra)]
    under = _under(book.source, place)
    if department is None or wrong or unread:
        return [*wrong, *unread, *resolve(framework, case.answers, under)[1]]
    full = complete(department)
    made = grown(framework, lists(full))
    resolved, misplaced = resolve(made.framework, case.answers, under)
    resolved, twice = made.answered(resolved, under)
    if misplaced or twice:
        return [*misplaced, *twice]
    if case.code not in {*leaves, *made.leaves}:
        return [_no_indicator(case, [*leaves, *made.leaves], book.source.position((*place, "指标")))]
    known = facts(full, dossier, framework.limits())
    limits = framework.limits()
    computed = compute(figured, known, limits)
    given = Given("", "", computed, known, lists(full), resolved.by_code, framework.not_applicable, limits)
    name, mark, outcomes = _scored(made, case.code, given)
    flaws = [d for outcome in outcomes for d in told(outcome, resolved, under) if d.code == "answer"]
    return [*flaws, *_compared(case, name, mark, place, book.source)]


def _no_indicator(case: Case, known: Sequence[str], at: Position) -> Diagnostic:
    return error("case", f"用例的指标“{case.code}”不在指标体系中", did_you_mean(case.code, known), at)


def _scored(made: Grown, code: str, given: Given) -> tuple[str, Mark | Outcome, list[Outcome]]:
    """The name of indicator or adjustment `code`, what it comes to, and the outcomes behind it."""
    framework = made.framework
    if rule := made.taking.get(code):
        rows = [marked(framework, row, given) for row in framework.children(code)]
        together = whole(code, framework.indicators[code], rule, [mark for mark, _ in rows])
        return together.name, together, [outcome for _, outcome in rows]
    if adjustment := framework.adjustments.get(code):
        done, flaws = adjust(adjustment, given.of(code, adjustment.name))
        state = State.MISSING if flaws else State.DONE
        outcome = Outcome(state, None if flaws else done.effect, done.note, flaws=tuple(flaws))
        return adjustment.name, outcome, [outcome]
    mark, outcome = marked(framework, code, given)
    return mark.name, mark, [outcome]


def _unknown(case: Case, formulas: Formulas, book: Casebook, place: Path) -> Iterator[Diagnostic]:
    known = known_names(book.extra) | set(formulas.specs)
    for name in case.given:
        if name not in known and name.split(".")[0] not in free(book.extra):
            at = book.source.position((*place, name), key=True)
            yield error("case", f"用例给了没有的名称“{name}”", did_you_mean(name, sorted(known)), at)


def _compared(case: Case, name: str, mark: Mark | Outcome, place: Path, source: Source) -> Iterator[Diagnostic]:
    how = mark.explanation or "；".join(mark.asked)
    if case.points is not None and mark.points != case.points:
        got = f"算得{say_points(mark.points)}分" if mark.points is not None else f"结果是“{mark.state}”"
        how = how if mark.points is not None else f"用例给的还不能评分：{how}"
        message = f"用例不符：{case.code}“{name}”应得{say_points(case.points)}分，{got}"
        yield error("case", message, how, source.position((*place, "得")))
    if case.state is not None and mark.state is not case.state:
        message = f"用例不符：{case.code}“{name}”应为“{case.state}”，结果是“{mark.state}”"
        yield error("case", message, how, source.position((*place, "状态")))
    if case.contains is not None and case.contains not in how:
        message = f"用例不符：{case.code}“{name}”的得分说明里没有“{case.contains}”"
        yield error("case", message, how, source.position((*place, "说明含")))


def _fixed(
    formulas: Formulas, stated: Mapping[str, str], place: Path, source: Source
) -> tuple[Formulas, list[Diagnostic]]:
    """`formulas` with the results that a case states outright, and what is no number among them."""
    values = {name: quantity.parse(value) for name, value in stated.items()}
    wrong = [
        error("case", f"算式“{name}”的值应为数，如 42.42%", "", source.position((*place, name)))
        for name, value in values.items()
        if value is None
    ]
    return fixed(formulas, {name: value for name, value in values.items() if value is not None}), wrong


def _dossier(case: Case, formulas: set[str], source: Source, place: Path) -> Source:
    """What a case gives by dotted names as a department's own file would hold it, at the same places."""
    nest = _Nest(dict(ANYONE), {(): source.position(place)}, {})
    for name in case.given.keys() - formulas:
        nest.put(tuple(name.split(".")), case.given[name], source, (*place, "给", name))
    for name, rows in case.rows.items():
        nest.put(tuple(name.split(".")), list(rows), source, (*place, "列表", name))
    return replace(source, data=nest.data, places=nest.places, keys=nest.keys, blocks={})


class _Nest(Frozen):
    """A mapping of mappings being filled, with the place of everything in it."""

    data: dict[str, Any]
    places: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)

    def put(self, path: tuple[str, ...], value: Any, source: Source, place: Path) -> None:
        """`value`, which `source` has at `place`, under `path`."""
        at, key = self.data, source.position(place, key=True)
        for depth, part in enumerate(path[:-1], 1):
            inner = at.get(part)
            at[part] = dict(inner) if isinstance(inner, dict) else {}
            at = at[part]
            self.places.setdefault(path[:depth], key)
            self.keys.setdefault(path[:depth], key)
        at[path[-1]] = value
        self.places.update({(*path, *rest): at for rest, at in _inside(source.places, place).items()})
        self.keys.update({(*path, *rest): at for rest, at in _inside(source.keys, place).items()})


def _rooted(source: Source) -> Source:
    """`source`, whose list is put under a name, as records need one."""

    def moved(places: Mapping[Path, Position]) -> dict[Path, Position]:
        return {(ROOT, *path): position for path, position in places.items()}

    return replace(source, data={ROOT: source.data}, places=moved(source.places), keys=moved(source.keys))


def _under(source: Source, place: Path) -> Source:
    """The part of `source` under `place`, as if it were a file of its own."""
    return replace(source, places=_inside(source.places, place), keys=_inside(source.keys, place))


def _inside(places: Mapping[Path, Position], place: Path) -> dict[Path, Position]:
    return {path[len(place) :]: at for path, at in places.items() if path[: len(place)] == place}
