"""补充资料: what a pack asks beyond the model, declared in pack.yaml and made into a record like any other.

So `new`, the form, the list of variables, formulas and templates know its names, types and units as those of the model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, cast

from reportgen.facts.records.fields import Field, RecordMeta
from reportgen.facts.records.notation import Converted, Notation
from reportgen.facts.records.quantity import TYPED, Date, Money, Ratio, Text, Truth, say_number, split, text
from reportgen.facts.records.record import Record, listed, mapped, named, optional
from reportgen.facts.records.telling import Wrong, seen
from reportgen.patterns import regex

FIELD = "补充资料"
_NAME = regex(r"[一-鿿]\w*")
_TEN_THOUSAND = 10000
_PERCENT = ("百分比", "百分数", "百分率", "百分之", "％", "比率")


class Words(str):
    """A text that a pack declares: never taken for a number, whatever it looks like."""

    __slots__ = ()


class Prose(Words):
    """Paragraphs that a pack declares (Markdown, as under 叙述)."""

    __slots__ = ()


class Declared(Record):
    """One thing that a pack asks for: its type, its unit, what it is, whether a report needs it."""

    kind: Literal["数", "文字", "日期", "是否", "叙述", "列表"] = named(
        "类型", "数、文字、日期、是否、叙述（成段文字）或 列表（每项一行）"
    )
    unit: Text | None = optional("单位", "数的单位：万元、%、项、人 等；不写的是没有单位的数")
    meaning: Text | None = optional("口径", "填什么、怎样算")
    choices: tuple[Text, ...] = listed("可选", "文字只能填这里列出的几种")
    required: Truth = named("必填", "是：没有填的，正式报告不生成", default=False)
    columns: dict[str, Declared] = mapped("字段", "列表各行的字段，按名称；类型不能是 叙述 和 列表")

    @classmethod
    def arranged(cls, data: Any) -> Any:
        """单位: 百分比 is %."""
        is_ratio = isinstance(data, dict) and data.get("单位") in _PERCENT
        return {**data, "单位": "%"} if is_ratio else data

    def check(self) -> None:
        if (self.kind == "列表") != bool(self.columns):
            raise ValueError("“类型: 列表”的要写“字段”，别的类型不写")
        if self.unit and self.kind != "数":
            raise ValueError(f"“类型: {self.kind}”没有单位，单位只用于数")
        if self.choices and self.kind != "文字":
            raise ValueError(f"“类型: {self.kind}”没有可选的词，“可选”只用于文字")
        if any(column.kind in ("列表", "叙述") for column in self.columns.values()):
            raise ValueError("列表的字段只能是 数、文字、日期 或 是否")

    @property
    def said(self) -> str:
        """What it is, for a form and for the list of variables."""
        choice = f"填 {'、'.join(self.choices)} 之一" if self.choices else ""
        return "，".join(filter(None, (self.meaning, choice)))


class _Book(Record):
    declared: dict[str, Declared] = mapped(FIELD)


def _sound(written: Any) -> Any:
    """The names under 补充资料: each one that a template can write, none a group and a value at once."""
    names = [str(name) for name in written] if isinstance(written, dict) else []
    for name in names:
        if not all(_NAME.fullmatch(part) for part in name.split(".")):
            raise Wrong(f"的名称“{name}”不能用", "名称以汉字开头，不含空格、括号和标点；分组用点，如 数据共享.任务数")
        if inner := next((other for other in names if other.startswith(f"{name}.")), None):
            raise Wrong(f"的“{name}”既是一项，又是“{inner}”的分组", "请改其中一个名称")
    return written


Declarations = Annotated[dict[str, Declared], Notation(_sound)]


def model(declared: Mapping[str, Declared]) -> type[Record]:
    """The record of what is `declared`; nothing in it is compulsory: a draft may lack what a report needs."""
    return _model(_Book(declared=dict(declared)).to_json())


@cache
def _model(book: str) -> type[Record]:
    tree: dict[str, Any] = {}
    for name, one in _Book.from_json(book).declared.items():
        *groups, last = name.split(".")
        inside = tree
        for group in groups:
            inside = inside.setdefault(group, {})
        inside[last] = one
    return _record(tree)


@cache
def with_free(extra: type[Record], names: tuple[str, ...]) -> type[Record]:
    """`extra` with names beside it that may hold anything."""
    said = {f"free_{number}": optional(name) for number, name in enumerate(names)}
    return _made(extra, said, dict.fromkeys(said, Any)) if names else extra


def _record(tree: Mapping[str, Any], *, rows: bool = False) -> type[Record]:
    """A record whose fields are declarations or groups of them; those of rows may be compulsory."""
    said: dict[str, Any] = {}
    kinds: dict[str, Any] = {}
    for number, (alias, one) in enumerate(tree.items()):
        own = f"field_{number}"
        if isinstance(one, dict):
            said[own], kinds[own] = optional(alias), _record(one) | None
            continue
        must = "（必填）" if one.required and not rows else ""
        form = named if rows and one.required else listed if one.kind == "列表" else optional
        said[own] = form(alias, one.said + must)
        kinds[own] = _annotation(one) if form is not optional else _annotation(one) | None
    return _made(Record, said, kinds)


def _made(base: type[Record], said: Mapping[str, Any], kinds: Mapping[str, Any]) -> type[Record]:
    body = {"__module__": __name__, "__annotations__": dict(kinds), **said}
    return cast("type[Record]", RecordMeta("Extra", (base,), body))


def _annotation(one: Declared) -> Any:
    """The type of a declared value."""
    match one.kind:
        case "数":
            return {"万元": Money, "%": Ratio}.get(one.unit or "") or _number(one.unit or "")
        case "日期":
            return Date
        case "是否":
            return Truth
        case "叙述":
            return Annotated[str, Notation(_prose, str, TYPED)]
        case "列表":
            return tuple[_record(one.columns, rows=True), ...]  # type: ignore[misc]
    return Literal[one.choices] if one.choices else Annotated[str, Notation(_words, str, TYPED)]


@cache
def _number(unit: str) -> Any:
    return Annotated[Decimal, Notation(lambda value: _counted(value, unit), say_number, TYPED, unit, "5")]


def _counted(value: object, unit: str) -> Decimal | Converted:
    """A number, alone or with its own unit, or in 万 of it."""
    if isinstance(value, Decimal):
        return value
    match split(value):
        case (number, None):
            return number
        case (number, found) if found == unit:
            return number
        case (number, found) if unit and found in ("万", f"万{unit}"):
            made = number * _TEN_THOUSAND
            return Converted(made, f"填“{value}”，按 {made.normalize():f}{unit} 读入", "请核对单位")
    raise Wrong(f"应为数（单位{unit}）" if unit else "应为数", f"看到的是{seen(value)}，请写数字，如 5{unit}")


def _words(value: object) -> Any:
    found = text(value)
    return Words(found) if isinstance(found, str) else found


def _prose(value: object) -> Any:
    found = text(value)
    return Prose(found) if isinstance(found, str) else found


def is_prose(field: Field) -> bool:
    """Whether a field takes paragraphs that a pack declares."""
    return _marks(field.annotation, _prose)


def _marks(annotation: Any, read: Any) -> bool:
    if isinstance(annotation, Notation):
        return annotation.read is read
    return any(_marks(inner, read) for inner in getattr(annotation, "__metadata__", ())) or any(
        _marks(inner, read) for inner in getattr(annotation, "__args__", ())
    )


def required(declared: Mapping[str, Declared]) -> Iterator[tuple[str, Declared]]:
    """What a report cannot do without."""
    return ((name, one) for name, one in declared.items() if one.required)
