"""What a Word template may see, and nothing more: an Evaluation as names, values and rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from msgspec.structs import astuple

from reportgen.chinese import measured
from reportgen.evaluation import Evaluation
from reportgen.exhibits import TABLES, Amounts
from reportgen.facts.department import Department
from reportgen.facts.narrative import Block, blocks
from reportgen.facts.records.declared import FIELD, Prose
from reportgen.facts.records.fields import entries
from reportgen.facts.records.plain import flat
from reportgen.facts.records.record import Field, Record
from reportgen.facts.records.results import Effect
from reportgen.findings.followup import FollowUp
from reportgen.language.filter import Filter, Gives, calls
from reportgen.overall_form import OverallForm, overall_form
from reportgen.packs import filters
from reportgen.packs.overall_settings import OVERALL
from reportgen.packs.table_columns import FIELD as COLUMNS
from reportgen.score_cells import chosen_table
from reportgen.scoring.formula import Figure, Figures
from reportgen.scoring.kinds.row_values import ACTUAL, ADJUSTED, TARGET, said
from reportgen.scoring.kinds.row_values import told as with_unit
from reportgen.scoring.scorecard import Node, Scorecard

EFFECTS = "效果指标"
LEDGER = "整改台账"  # the switch, and the variable
PROJECTS = "项目自评"
FORM = "项目自评表.docx"  # what each of them is printed with
_SCHEDULE = "序时进度"
_FIRST = 2  # annex 1 is the score table
_PLAIN = frozenset({str, Decimal, int, bool})


class Group(dict[str, Any]):
    """A group of facts: every name the model knows is there, None where not given; false when nothing is given."""

    def __bool__(self) -> bool:
        return any(_given(value) for value in self.values())


class Remarks(dict[str, str]):
    """评语 by 编号; an indicator that the framework lacks has nothing said about it; false where nothing is said."""

    def __bool__(self) -> bool:
        return any(self.values())

    def __missing__(self, code: str) -> str:
        return ""


def _given(value: Any) -> bool:
    return bool(value) if isinstance(value, Group | tuple | str) else value is not None


def context(evaluation: Evaluation) -> dict[str, Any]:
    """The variables of a report template, by their Chinese names."""
    card, marks = evaluation.scorecard, judged(evaluation)
    told = given(evaluation.department, card)
    computed = figures(evaluation.figures, card)
    return {**told, **marks, **derived(told, marks, computed), **tables(evaluation.exhibits, computed, card)}


def facts(department: Department, card: Scorecard) -> Group:
    """The department's facts by name, each printed so that it is told from what `card` compares it with."""
    return _measured(_with_targets(group(department), department), card)


def _with_targets(found: Group, department: Department) -> Group:
    """`found`, its 效果指标 with the targets that count, none with a unit of its own and another one behind it."""
    return Group({**found, EFFECTS: tuple(map(_effect, department.effects))})


def _effect(effect: Effect) -> Group:
    """A row of 效果指标: 1万亩（由1.2万亩调整） and 9000亩, which then have their units themselves."""
    row, unit = group(effect), effect.unit or ""
    parts = {name: row[name] for name in (TARGET, ADJUSTED, ACTUAL) if row[name]}
    whole = {name: with_unit(value, unit) for name, value in parts.items()}
    below = any(str(value).startswith("-") for value in parts.values())
    own = unit and any(parts[name] == whole[name] for name in parts if said(parts[name], ""))
    if not (effect.adjusted or below or own):
        return row
    if effect.adjusted:
        first = f"（由{whole[TARGET]}调整）" if TARGET in whole else ""
        whole[TARGET] = f"{whole[ADJUSTED]}{first}"
    return Group({**row, **whole, "单位": None})


def given(department: Department, card: Scorecard, like: Department | None = None, made: Group | None = None) -> Group:
    """The facts, and a department's own texts as paragraphs and tables.

    What stands in the department `like` too is taken from `made`, which has been made so from that one.
    """
    told = group(department) if like is None or made is None else _regrouped(department, like, made)
    if like is None or department.effects is not like.effects:
        told = _with_targets(told, department)
    texts = Group({name: _narrative(text) for name, text in told["叙述"].items()})
    return Group({**_measured(told, card), "叙述": texts, "补充": _prose(told["补充"])})


def _prose(value: Any) -> Any:
    """What a pack declares, its narrative as paragraphs and tables."""
    if isinstance(value, Prose):
        return blocks(value)
    return Group({name: _prose(inner) for name, inner in value.items()}) if isinstance(value, Group) else value


def _measured(found: Group, card: Scorecard) -> Group:
    for name in card.limits:
        *path, last = name.split(".")
        inside: Any = found
        for part in path:
            inside = inside.get(part) if isinstance(inside, Group) else None
        if isinstance(inside, Group) and isinstance(value := inside.get(last), Decimal):
            inside[last] = card.measured(name, value)
    return found


def _regrouped(record: Record, like: Record, made: Group) -> Group:
    """`record` as a Group, of which what stands in `like` too is taken from `made`."""
    return Group({f.alias: _remade(record, like, made, n, f) for n, f in type(record).fields_by_name.items()})


def _remade(record: Record, like: Record, made: Group, name: str, field: Field) -> Any:
    value, old, done = getattr(record, name), getattr(like, name), made[field.alias]
    if value is old:
        return done
    if isinstance(value, Record) and isinstance(old, Record):
        return _regrouped(value, old, done)
    return _value(value, field)


def _narrative(text: str | tuple[Block, ...] | None) -> tuple[Block, ...]:
    return blocks(text) if isinstance(text, str) else text or ()


def figures(computed: Figures, card: Scorecard) -> dict[str, Decimal | None]:
    """The computed indicators by name, printed in the same way."""
    return {name: card.measured(name, figure.value) for name, figure in computed.items()}


def judged(evaluation: Evaluation) -> Group:
    """What the pack says and how it judges: marks, problems, measures, and what a draft still lacks."""
    words = group(evaluation.words)
    del words["核查"], words[FIELD]  # what checks look for, and forms ask: not for print
    del words[COLUMNS], words[OVERALL]  # how tables are laid out
    return Group(
        {
            "称谓": words["称谓"],
            "套件用语": words,
            "指标": {node.code: _mark(node, evaluation) for node in evaluation.scorecard.nodes if node.judged},
            "评语": Remarks(evaluation.remarks),
            "评分表": scoretable(evaluation),
            "问题": tuple(map(group, evaluation.findings)),
            LEDGER: group(evaluation.exhibits.ledger),
            OVERALL: group(overall_form(evaluation)) if evaluation.switched(OVERALL) else _empty(OverallForm),
            PROJECTS: group(evaluation.projects),
            "上年问题": group(evaluation.followup) if evaluation.followup else _empty(FollowUp),
            "草稿": evaluation.draft,
            "待填": evaluation.exhibits.asked,
        }
    )


def derived(told: Group, marks: Group, computed: Mapping[str, Decimal | None]) -> dict[str, Any]:
    """The variables that follow from what is `given`, from what is `judged`, and from the figures."""
    return {**annexed(told, marks), "计算": computed}


def annexed(told: Group, marks: Group) -> dict[str, Any]:
    """The switches and the annexes, which follow from what is `given` as 选项 and 附件, and from what is `judged`."""
    options = Group({**marks["套件用语"]["选项"], **(told["选项"] or {})})
    own = _own_annexes(options, marks)
    overall = Group({**marks[OVERALL], "附件号": _FIRST + len(own) - 1 if options.get(OVERALL) else 0})
    projects = _numbered(marks[PROJECTS], _FIRST + len(own))
    return {
        "选项": options,
        "附件": (*own, *_of_projects(projects), *told["附件"]),
        OVERALL: overall,
        PROJECTS: projects,
    }


def tables(
    amounts: Amounts, computed: Mapping[str, Decimal | None], card: Scorecard, wanted: Collection[str] = TABLES
) -> dict[str, Any]:
    """The tables of amounts that are `wanted`, each number printed as the indicator or the fact that it is."""

    def value(figure: Figure) -> Decimal | None:
        own = figure.name
        return computed[own] if own in computed else card.measured(own, figure.value)

    fields = Amounts.fields_by_name.items()
    return {field.alias: _shown(getattr(amounts, own), value) for own, field in fields if field.alias in wanted}


def _shown(table: Any, value: Callable[[Figure], Decimal | None]) -> Any:
    """A table as its rows are printed; a schedule in them with all its decimals."""
    if isinstance(table, tuple):
        return tuple(_shown(row, value) for row in table)
    row = _printed(table, value)
    return Group({**row, _SCHEDULE: _exact(row[_SCHEDULE])}) if _SCHEDULE in row else row


def _printed(row: Record, value: Callable[[Figure], Decimal | None]) -> Group:
    """A row, or a group of rows, with the `value` of each figure."""

    def own(held: Any) -> Any:
        if isinstance(held, Figure):
            return value(held)
        return _printed(held, value) if isinstance(held, Record) else held

    return Group({field.alias: own(getattr(row, name)) for name, field in type(row).fields_by_name.items()})


def _own_annexes(options: Group, marks: Group) -> tuple[str, ...]:
    """What the report itself brings besides the score table, so that the annexes are numbered without a gap."""
    listed = (marks[LEDGER]["名称"],) if options.get(LEDGER) and marks[LEDGER]["行"] else ()
    return (*listed, marks[OVERALL]["名称"]) if options.get(OVERALL) else listed


def _numbered(projects: Group, first: int) -> Group:
    """The forms of the projects as the annexes from number `first` on, the table of them all behind them."""
    sheets = tuple(Group({**sheet, "附件号": first + n}) for n, sheet in enumerate(projects["表"]))
    return Group({**projects, "表": sheets, "汇总附件号": first + len(sheets)})


def _of_projects(projects: Group) -> tuple[str, ...]:
    """The names of those annexes."""
    if not projects["表"]:
        return ()
    names = (f"{projects['名称']}（{sheet['项目名称']}）" for sheet in projects["表"])
    return (*names, projects["汇总表名"])


def group(record: Record) -> Group:
    """A record as a Group by Chinese names, with empty groups where the record has none."""
    if keys := flat(type(record)):
        return Group(zip(keys, astuple(record), strict=True))
    values = ((alias, getattr(record, own), field) for alias, own, field in _fields(type(record)))
    return Group({alias: value if field is None else _value(value, field) for alias, value, field in values})


@cache
def _fields(model: type[Record]) -> tuple[tuple[str, str, Field | None], ...]:
    """Each field of a record by its key and its name in code; None for one whose values stand as they are."""
    fields = ((own, one, one.records or entries(one.annotation)) for own, one in model.fields_by_name.items())
    return tuple((one.alias, own, one if holds else None) for own, one, holds in fields)


def _value(value: Any, field: Field) -> Any:
    if value is None:
        return _empty(field.records[0]) if field.records else None
    if isinstance(value, Record):
        return group(value)
    if isinstance(value, tuple | list):
        return tuple(item if type(item) in _PLAIN else _value(item, field) for item in value)
    return value


def _empty(model: type[Record]) -> Group:
    """All the names of a group of which nothing was given."""
    fields = model.fields_by_name.items()
    return Group({f.alias: _value(None if f.required else f.default, f) for n, f in fields})


def _mark(node: Node, evaluation: Evaluation) -> Group:
    assert node.judged is not None
    return Group({**group(node.judged), "评语": evaluation.remarks.get(node.code, "")})


def _exact(value: Decimal | None) -> Decimal | None:
    """`value`, to be printed with all its decimals whatever a template asks for: 12.5% is never 13%."""
    return value and measured(value, (value,))


def scoretable(evaluation: Evaluation) -> Group:
    """The annex: one row per leaf with its mark, its ancestors as 级 cells of which equal neighbours merge."""
    card, table = evaluation.scorecard, evaluation.exhibits.scores
    marks = {node.code: group(node.mark) for node in card.nodes if node.mark}
    chosen = chosen_table(evaluation)
    cells = chosen.rows or ((),) * len(table.rows)
    lines = zip(table.rows, cells, strict=True)
    return Group(
        {
            "框架名称": card.framework,
            "级数": table.depth,
            "级名": table.levels,
            "一级": tuple(group(node) for node in card.nodes if not node.parent),
            "失分": tuple(group(loss) for loss in card.losses),
            "行": tuple(Group({**group(row), **marks[row.code], "格": tuple(map(group, own))}) for row, own in lines),
            "列": tuple(map(group, chosen.heads)),
            "总分行": tuple(map(group, chosen.total)),
            "满分": card.full,
            "总分": card.total,
            "等级": card.grade,
            "总分说明": card.notes,
        }
    )


def merge_equal(rows: Iterable[Mapping[str, Any]], *names: str) -> tuple[Group, ...]:
    """相邻合并：给每行加上 首行.<列名>，同列相邻且左侧各列也相同的单元格只在首行为真"""
    above: list[Any] = []
    done = []
    for row in rows:
        values = [row[name] for name in names]
        first = Group({name: values[: i + 1] != above[: i + 1] for i, name in enumerate(names)})
        done.append(Group({**row, "首行": first}))
        above = values
    return tuple(done)


DECLARED = {**filters.DECLARED, "相邻合并": Filter(merge_equal, gives=Gives.MARKED, columns=None)}
TEMPLATE_FILTERS = calls(DECLARED)
