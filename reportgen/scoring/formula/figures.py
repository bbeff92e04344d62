"""算式: the computed indicators of a pack, each with the trace of how it came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import PurePath
from typing import Annotated, Any, TypeAlias

from msgspec import Struct

from reportgen import chinese
from reportgen.chinese import measured
from reportgen.facts.department import Fact, described
from reportgen.facts.records import quantity
from reportgen.facts.records.notation import Notation
from reportgen.facts.records.quantity import Number, Text
from reportgen.facts.records.record import Record, listed, mapped, named, optional
from reportgen.facts.records.telling import Wrong
from reportgen.facts.source import QUARTERS
from reportgen.scoring.formula.expression import Expression
from reportgen.scoring.formula.grammar import parse
from reportgen.scoring.formula.numbers import TooLargeError, ZeroDenominatorError
from reportgen.values import Frozen, replace

NOT_APPLICABLE = "不适用"


def _or_not_applicable(value: object) -> object:
    if value == NOT_APPLICABLE:
        return None
    if (number := quantity.parse(value)) is None:
        raise Wrong("应为“不适用”或一个数（如 0、100%）")
    return number


class DoubtfulError(ArithmeticError):
    """Numbers that were given and cannot be right together; says why."""


class Formula(Record):
    """One 算式: its arithmetic, the unit of its result, and what a zero denominator means (None: 不适用)."""

    text: Text = named("算式", "名称、数字和 + - × ÷ 括号；可用 sum mean min max abs 和 若(条件, 甲, 乙)")
    unit: Text = named("单位", "结果的单位；比率写 %", default="%")
    meaning: Text | None = optional("口径", "怎样算、哪些数计入")
    basis: Text | None = optional("依据", "算式的依据")
    when_zero: Annotated[Decimal | None, Notation(_or_not_applicable, schema=quantity.TYPED)] = optional(
        "零分母", "分母和分子都为零时的结果：一个数，或 不适用"
    )
    zero_when_absent: tuple[Text, ...] = listed("未填按零", "这些名称没有填的，按 0 计")
    stated: Text | None = optional(
        "直接填写", "没有分项时，用部门在这个字段里填的结果"
    )  # the field that gives the result where its parts are not given

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """A formula may be written as its arithmetic alone."""
        return {"算式": data} if isinstance(data, str) else data

    def reads(self, expression: Expression) -> tuple[str, ...]:
        """Every name that it asks for; `expression` is its arithmetic, parsed."""
        return (*expression.names, *self.zero_when_absent, *filter(None, (self.stated,)))


class Book(Record):
    """formulas.yaml."""

    formulas: dict[str, Formula] = mapped("算式", "各算式，按名称")


class Formulas(Frozen):
    """The formulas of a pack, parsed; `offers` are what its rules give them (序时): numbers, or names to look up."""

    specs: Mapping[str, Formula]
    parsed: Mapping[str, Expression]
    offers: Mapping[str, Fact | str] = {}

    def meant(self, name: str) -> str:
        """The fact or formula behind `name`, where a rule takes what it offers from one; else `name`."""
        offer = self.offers.get(name)
        return offer if isinstance(offer, str) else name


class Input(Record):
    """A number that went into a figure, and where the department wrote it."""

    name: str = named("名称", "事实或算式的名称")
    value: str = named("值", "代入的数，带单位的写法")
    position: str | None = optional("位置", "写在哪个文件的哪一行、哪一列；算出的没有")
    origin: str | None = optional("来源", "取自哪张公开表的哪一格（import），或由哪些所属单位的数相加")


class Figure(Record):
    """A computed indicator: its value (a ratio where the unit is %), its trace, and what it lacks."""

    name: str = named("名称", "算式的名称，或表中一个数的名称")
    value: Number | None = optional("值", "结果，比率用小数；算不出的没有")
    unit: str = named("单位", "结果的单位")
    formula: str = named("算式", "算式")
    trace: str = named("代入", "代入数字的算式和结果，或缺什么")
    inputs: tuple[Input, ...] = listed("所用数", "代入的各数")
    missing: tuple[str, ...] = listed("缺数", "还缺的数，逐项")
    doubts: tuple[str, ...] = listed("算不出", "数已填而算不出的原因，逐项")
    basis: str | None = optional("依据", "算式的依据")
    of_nothing: bool = named("零除以零", "分子分母都为零，值是套件规定的", unit="是/否", default=False)


Figures: TypeAlias = Mapping[str, Figure]
Limits: TypeAlias = Mapping[str, Sequence[Decimal]]
_NO_LIMITS: Limits = {}
_NONE: Figures = {}


def shown(value: Decimal | int | None, unit: str) -> str:
    """A value as it is printed: ratios as percentages, money to two places, counts as they are."""
    if value is None:
        return chinese.DASH
    exact = value if isinstance(value, Decimal) else Decimal(value)
    if unit == "%":
        return chinese.percent(exact)
    return (
        chinese.money(exact)
        if unit.endswith("元")
        else chinese.number(chinese.rounded(exact, chinese.telling(exact, 4)))
    )


def fixed(formulas: Formulas, values: Mapping[str, Decimal]) -> Formulas:
    """`formulas`, of which those in `values` have their result given."""
    texts = {name: f"{value:f}" for name, value in values.items()}
    specs = {name: replace(formulas.specs[name], text=text) for name, text in texts.items()}
    parsed = {name: parse(text) for name, text in texts.items()}
    return replace(formulas, specs={**formulas.specs, **specs}, parsed={**formulas.parsed, **parsed})


_UNDER_WAY = Figure(name="", unit="", formula="", trace="")  # what one that comes round to itself finds


def compute(
    formulas: Formulas, facts: Mapping[str, Fact], limits: Limits = _NO_LIMITS, known: Figures = _NONE
) -> Figures:
    """Every formula over `facts`; one that lacks a fact has no value and names what it lacks.

    `limits` are what rules compare figures with: a trace prints as many decimals as tell the figure from them. Figures
    that are `known` are not computed again.
    """
    done = dict(known)
    for name in formulas.specs:
        _compute(name, _Scope(formulas, facts, limits, done))
    return {name: done[name] for name in formulas.specs}


@cache
def units() -> Mapping[str, str]:
    """The unit of every fact; the model does not change while the program runs."""
    return {name: unit for name, (unit, _) in described().items()}


class _Scope(Struct, frozen=True):
    """What a formula may read, and the figures done so far."""

    formulas: Formulas
    facts: Mapping[str, Fact]
    limits: Limits
    done: dict[str, Figure]

    def shown(self, name: str, value: Decimal | None, unit: str) -> str:
        """The value of figure `name` as it is printed."""
        return shown(value and measured(value, self.limits.get(name, ())), unit)


def _compute(name: str, scope: _Scope) -> Figure:
    if name not in scope.done:
        scope.done[name] = _UNDER_WAY
        scope.done[name] = _as_stated(_figure(name, scope), scope)
    return scope.done[name]


def _as_stated(figure: Figure, scope: _Scope) -> Figure:
    """The same; where its parts are not given, the result that the department states, if it does."""
    fact = scope.facts.get(scope.formulas.specs[figure.name].stated or "")
    if fact is None or not figure.missing or not isinstance(fact.value, Decimal | int):
        return figure
    given = fact_input(fact)
    told = {"formula": fact.name, "trace": "直接填写", "inputs": (given,), "missing": (), "doubts": ()}
    return replace(figure, value=Decimal(fact.value), **told)


def _figure(name: str, scope: _Scope) -> Figure:
    spec, expression = scope.formulas.specs[name], scope.formulas.parsed[name]
    values: dict[str, Decimal] = {}
    inputs: list[Input] = []
    missing: dict[str, None] = {}
    doubts: dict[str, None] = {}
    for used in expression.names:
        value, given, lacking, doubtful = _value(used, spec, scope)
        missing.update(dict.fromkeys(lacking))
        doubts.update(dict.fromkeys(doubtful))
        inputs.append(given)
        if value is not None:
            values[used] = value
    blank = Figure(name=name, value=None, unit=spec.unit, formula=spec.text, trace="", basis=spec.basis)
    filled = expression.filled({i.name: i.value for i in inputs})
    if len(values) < len(expression.names):
        said = f"缺 {'、'.join(missing)}" if missing else "；".join(doubts)
        trace = said or f"{filled}，{NOT_APPLICABLE}"
        without: dict[str, Any] = {"missing": tuple(missing), "doubts": tuple(doubts), "of_nothing": not said}
        return replace(blank, trace=trace, inputs=tuple(inputs), **without)
    try:
        result, note = _result(expression, values, spec)
        nothing = bool(note) or any(_of_nothing(used, scope) for used in expression.names)
    except DoubtfulError as doubt:
        text = f"{filled}，{doubt}"
        return replace(blank, trace=text, inputs=tuple(inputs), doubts=(f"{name}：{text}",))
    text = f"{filled} = {scope.shown(name, result, spec.unit)}{note}"
    made = {"value": result, "trace": text, "inputs": tuple(inputs), "of_nothing": nothing}
    return replace(blank, **made)


def _of_nothing(name: str, scope: _Scope) -> bool:
    meant = scope.formulas.meant(name)
    return meant in scope.formulas.specs and _compute(meant, scope).of_nothing


def _value(name: str, spec: Formula, scope: _Scope) -> tuple[Decimal | None, Input, tuple[str, ...], tuple[str, ...]]:
    """The value of `name`, how it is shown, the facts it lacks, and why what is given gives no value."""
    if (meant := scope.formulas.meant(name)) != name:
        value, given, lacking, doubts = _value(meant, spec, scope)
        return value, replace(given, name=name), lacking, doubts
    if name in scope.formulas.specs:
        figure = _compute(name, scope)
        return (
            figure.value,
            Input(name=name, value=scope.shown(name, figure.value, figure.unit)),
            figure.missing,
            figure.doubts,
        )
    offer = scope.formulas.offers.get(name)
    fact = offer if isinstance(offer, Fact) else scope.facts.get(name)
    number = fact.value if fact and isinstance(fact.value, Decimal | int) else None
    if fact is None or number is None:
        doubt = unmade(name, scope.facts)
        if name in spec.zero_when_absent and not doubt:
            return Decimal(0), Input(name=name, value="0"), (), ()
        return None, Input(name=name, value=chinese.DASH), () if doubt else (name,), (doubt,) if doubt else ()
    return Decimal(number), fact_input(fact), (), ()


def unmade(name: str, facts: Mapping[str, Fact]) -> str:
    """Why what is given comes to no number: words under 补充, or 季度.累计进度 where a quarter's target is zero."""
    fact = facts.get(name)
    if fact is not None and isinstance(fact.value, str) and name.startswith("补充."):
        return f"“{name}”填“{fact.value}”，不是数"
    if not name.startswith("季度.累计进度."):
        return ""
    pairs = [(facts.get(f"季度.累计支出.{quarter}"), facts.get(f"季度.指标总额.{quarter}")) for quarter in QUARTERS]
    empty = [target.name for spent, target in pairs if spent and target and not target.value]
    write = "该季度还没有预算的，请直接填写 季度.累计进度 的四个数（没有支出的季度填 0%）"
    return f"{'、'.join(empty)}为零，算不出累计进度；{write}" if empty else ""


def fact_input(fact: Fact) -> Input:
    """A fact as it is shown where it was used."""
    at = fact.position.under(_name(fact.position.file)) if fact.position else None
    return Input(name=fact.name, value=fact.text or _told(fact), position=at, origin=fact.origin or None)


def _told(fact: Fact) -> str:
    given = isinstance(fact.value, Decimal | int) and not isinstance(fact.value, bool)
    return shown(fact.value, fact.unit) if given else str(fact.value)  # type: ignore[arg-type]


@lru_cache(maxsize=8)
def _name(file: str) -> str:
    return PurePath(file).name


def _result(expression: Expression, values: Mapping[str, Decimal], spec: Formula) -> tuple[Decimal | None, str]:
    """The result and what to say after it; raises DoubtfulError for what no declared outcome answers."""
    try:
        return expression.compute(values), ""
    except ZeroDenominatorError as zero:
        if (under := expression.out_of_nothing(values)) is not None:
            raise DoubtfulError(f"分母为零而分子不为零（分母：{'、'.join(under)}）") from zero
        said = NOT_APPLICABLE if spec.when_zero is None else f"按{shown(spec.when_zero, spec.unit)}计"
        return spec.when_zero, f"，分母为零，{said}"
    except TooLargeError as huge:
        raise DoubtfulError("结果过大") from huge
