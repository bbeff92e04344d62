"""What is wrong with a value, in our words: one of a few kinds, what to say after its name, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum

from reportgen.diagnostics import did_you_mean, nearest
from reportgen.facts.dialect.keyboard import advice
from reportgen.facts.typed.texts import NOTHING

_SHORT, _SIGNS = 40, ":：{}｛｝[]=\n"
_EMPTY = "没有的留空，冒号后什么也不写"


class Kind(StrEnum):
    """Every way in which a value can be wrong; the code of its diagnostic."""

    UNKNOWN = "unknown-key"
    MISSING = "missing"
    FIELDS = "fields"  # a mapping was expected
    LIST = "list"
    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"
    CHOICE = "choice"
    BOUND = "bound"
    LENGTH = "length"
    TAG = "tag"
    DEPTH = "depth"
    CONVERTED = "converted"  # nothing wrong: read in another way than it is written
    VALUE = "value"  # in the words of the value's notation or of its record, which go after its name
    RULE = "rule"  # in the record's own words, which are a whole sentence


class Wrong(ValueError):  # noqa: N818 - what a person wrote is told, it is no fault of the program
    """What is wrong with one value: `message` goes after its name; `at` is added to that name."""

    def __init__(self, message: str, hint: str = "", kind: Kind = Kind.VALUE, *, at: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.kind, self.at = message, hint, kind, at


def seen(value: object) -> str:
    """A value as it is shown in a message."""
    if value is None:
        return "空白"
    if isinstance(value, Mapping):
        return "若干字段"
    if isinstance(value, list | tuple):
        return "列表"
    text = str(value)
    return f"“{text if len(text) <= 40 else text[:40] + '…'}”"


def unknown(key: str, known: Sequence[str]) -> Wrong:
    """A key that the record has not."""
    return Wrong(key, did_you_mean(key, known), Kind.UNKNOWN)


def missing(alias: str) -> Wrong:
    """A compulsory field of which nothing is written."""
    return Wrong("", f"请补上“{alias}:”", Kind.MISSING)


def no_fields(value: object, first: str = "") -> Wrong:
    """Something else where a group of fields belongs, whose `first` field is compulsory."""
    hint = _EMPTY if isinstance(value, str) and value in NOTHING else advice(value)
    if first and isinstance(value, str) and len(value) <= _SHORT and not any(sign in value for sign in _SIGNS):
        hint = f"请写作“{first}: {value}”，别的字段各占一行，与它对齐"
    return Wrong(f"应为若干“字段: 值”，看到的是{seen(value)}", hint, Kind.FIELDS)


def no_list(value: object, *, plain: bool = False) -> Wrong:
    """Something else where a list belongs, whose items are `plain` values or groups of fields."""
    hint = _EMPTY if isinstance(value, str) and value in NOTHING else "每项一行，以“- ”开头"
    if plain and isinstance(value, str):
        from reportgen.facts.typed import lists  # noqa: PLC0415

        hint = f"请写作 [{', '.join(lists.items(value))}]"
    return _expected("列表", value, hint, Kind.LIST)


def no_text(value: object) -> Wrong:
    """Something else where text belongs."""
    return _expected("文字", value, "值里含有冒号、方括号等符号时请加引号，或用“|”另起一行", Kind.TEXT)


def no_key(value: object) -> Wrong:
    """Something else where the name of a field belongs."""
    return _expected("文字作字段名", value, "请给字段名加引号", Kind.TEXT)


def no_whole(value: object) -> Wrong:
    """Something else where a whole number belongs."""
    return _expected("整数", value, "如 18", Kind.NUMBER)


def no_number(value: object) -> Wrong:
    """Something else where a number belongs."""
    return _expected("数字", value, "如 43189.21", Kind.NUMBER)


def no_truth(value: object) -> Wrong:
    """Something else where 是 or 否 belongs."""
    return _expected("“是”或“否”", value, "请填“是”或“否”", Kind.TRUTH)


def no_choice(value: object, known: Sequence[str]) -> Wrong:
    """None of the `known` choices."""
    near = nearest(str(value), [one for one in known if _denies(one) == _denies(str(value))])
    hint = f"是否应为“{near}”？" if near else ""
    return Wrong(f"的值{seen(value)}不在可选范围内", f"{hint}可选：{'、'.join(known)}", Kind.CHOICE)


def _denies(text: str) -> bool:
    """Whether `text` says that something is not so: 已公开 was never meant to be 未公开."""
    return any(sign in text for sign in "未不无没否免")


def out_of_bounds(value: object, words: str, limit: Decimal | int, hint: str) -> Wrong:
    """A number beyond `limit`; `words` say on which side it should be."""
    return Wrong(f"为 {value}，{words} {limit}", hint, Kind.BOUND)


def too_short(length: int, least: int) -> Wrong:
    """A list or group of fewer than `least` items."""
    return Wrong(f"至少应有 {least} 项，实有 {length} 项", "请核对项数", Kind.LENGTH)


def no_such_tag(name: str, tag: str, known: Iterable[str]) -> Wrong:
    """A group whose `name` is none of the `known` ones."""
    return Wrong(f"：没有名为“{tag}”的{name}", did_you_mean(tag, list(known)), Kind.TAG)


def no_tag(name: str) -> Wrong:
    """A group that does not say which it is."""
    return Wrong(f"缺少“{name}”", f"请补上“{name}:”", Kind.TAG)


def too_deep() -> Wrong:
    """Groups within groups without an end."""
    return Wrong("应为有限的层次，看到的层次过多", "内容不能包含它自己", Kind.DEPTH)


def _expected(what: str, value: object, hint: str, kind: Kind) -> Wrong:
    return Wrong(f"应为{what}，看到的是{seen(value)}", hint, kind)
