"""What each type of pydantic error says in our words: a message and a hint, never the library's own text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.diagnostics import did_you_mean, nearest
from reportgen.facts.dialect.slips import advice


@dataclass(frozen=True)
class Told:
    """One error as told so far: its name in the file, the value seen, and pydantic's context for its type."""

    name: str
    seen: Any
    context: Mapping[str, Any]
    message: str = ""  # of our own validators, already Chinese


Words = tuple[str, str]
Teller = Callable[[Told], Words]


def words(kind: str, told: Told) -> Words:
    """Message and hint for an error of pydantic type `kind`; our own types bring their own message."""
    if kind in _TELLERS:
        return _TELLERS[kind](told)
    if told.message.isascii():  # a type that no field of ours should meet: no English text is shown
        return f"“{told.name}”的值{seen(told.seen)}不合要求", "请对照字段说明核对"
    return f"“{told.name}”{told.message}", str(told.context.get("hint", ""))


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


def choices(expected: str) -> list[str]:
    """The choices in pydantic's `'甲', '乙' or '丙'`."""
    return [part.strip().strip("'") for part in expected.replace("' or '", "', '").split("', '")]


def _value(told: Told) -> Words:
    return str(told.context["error"]), str(getattr(told.context["error"], "hint", ""))


def _bound(key: str, words: str, hint: str) -> Teller:
    def tell(told: Told) -> Words:
        limit = re.search(r"-?[\d.]+", str(told.context[key]))
        return f"“{told.name}”为 {told.seen}，{words} {limit[0] if limit else told.context[key]}", hint

    return tell


def _expected(what: str, hint: str) -> Teller:
    return lambda told: (f"“{told.name}”应为{what}，看到的是{seen(told.seen)}", hint)


def _fields(told: Told) -> Words:
    return f"“{told.name}”应为若干“字段: 值”，看到的是{seen(told.seen)}", advice(told.seen)


def _choice(told: Told) -> Words:
    known = choices(told.context["expected"])
    near = nearest(str(told.seen), known)
    hint = f"是否应为“{near}”？" if near else ""
    return f"“{told.name}”的值{seen(told.seen)}不在可选范围内", f"{hint}可选：{'、'.join(known)}"


def _length(key: str, words: str) -> Teller:
    def tell(told: Told) -> Words:
        number, given = told.context[key], told.context.get("actual_length", len(told.seen))
        return f"“{told.name}”{words} {number} 项，实有 {given} 项", "请核对项数"

    return tell


def _characters(key: str, words: str) -> Teller:
    return lambda told: (f"“{told.name}”{words} {told.context[key]} 个字", "请核对内容")


def _tag(told: Told) -> Words:
    name, tag = _discriminator(told), str(told.context["tag"])
    return f"“{told.name}”：没有名为“{tag}”的{name}", did_you_mean(tag, _tags(told))


def _no_tag(told: Told) -> Words:
    return f"“{told.name}”缺少“{_discriminator(told)}”", f"请补上“{_discriminator(told)}:”"


def _discriminator(told: Told) -> str:
    """The YAML key of the tag; pydantic names the field first, then its alias."""
    return str(told.context["discriminator"]).split(" | ")[-1].strip("'")


def _tags(told: Told) -> list[str]:
    return choices(str(told.context["expected_tags"]))


_LIST = _expected("列表", "每项一行，以“- ”开头")
_TEXT = _expected("文字", "值里含有冒号、方括号等符号时请加引号，或用“|”另起一行")
_WHOLE = _expected("整数", "如 18")
_NUMBER = _expected("数字", "如 43189.21")
_TRUTH = _expected("“是”或“否”", "请填“是”或“否”")
_DATE = _expected("日期", "如 2021-09-18")
_TELLERS: dict[str, Teller] = {
    "model_type": _fields,
    "model_attributes_type": _fields,
    "dict_type": _fields,
    "mapping_type": _fields,
    "dataclass_type": _fields,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "iterable_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "string_type": _TEXT,
    "invalid_key": _expected("文字作字段名", "请给字段名加引号"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
    "none_required": _expected("空白", "请删去这个值"),
    "enum": _choice,
    "literal_error": _choice,
    "greater_than": _bound("gt", "应大于", "请核对符号与数字"),
    "greater_than_equal": _bound("ge", "不能小于", "请核对符号与数字"),
    "less_than": _bound("lt", "应小于", "请核对单位与数字"),
    "less_than_equal": _bound("le", "超出合理范围，不能大于", "请核对单位（金额为万元）与数字"),
    "too_short": _length("min_length", "至少应有"),
    "too_long": _length("max_length", "至多可有"),
    "string_too_short": _characters("min_length", "至少应有"),
    "string_too_long": _characters("max_length", "至多可有"),
    "value_error": _value,
    "assertion_error": _value,
    "union_tag_invalid": _tag,
    "union_tag_not_found": _no_tag,
    "recursion_loop": _expected("有限的层次", "内容不能包含它自己"),
}
