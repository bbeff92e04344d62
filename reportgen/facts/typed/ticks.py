"""Answers as people tick them: √, ×, Y, 对 … for 是 and 否; and the numbers before the items of a checklist."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.facts.typed import han_numerals, signs
from reportgen.patterns import regex

_YES = {
    "是",
    "有",
    "對",
    "已完成",
    "√",
    "✓",
    "✔",
    "☑",
    "y",
    "yes",
    "true",
    "对",
    "是的",
    "达到",
    "已达到",
    "符合",
    "做到",
    "已做到",
    "满足",
}
_NO = {
    "否",
    "×",
    "✕",
    "✖",
    "╳",
    "✗",
    "✘",
    "☒",
    "x",
    "n",
    "no",
    "false",
    "错",
    "不是",
    "未达到",
    "不符合",
    "未做到",
    "没有做到",
    "不满足",
}
_TICKS = {
    **dict.fromkeys(_YES, "是"),
    **dict.fromkeys(_NO, "否"),
    **dict.fromkeys(("部分", "部分达到", "部分符合", "部分做到", "部分满足"), "部分"),
    **dict.fromkeys(("不适用", "n/a", "na", "不涉及"), "不适用"),
}
_ITEM = regex(r"(?:要点|第)?\s*\(?\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[).、:.项条]*\s*")
_ONE_OF_MANY = regex(r"\(?(\d{1,2})\)?\s*[).、:.]?\s*([^\d\s,、;，；:]{1,4})[\s,、;，；]*")
_RUN = regex(r"(?:(?:是|否|√|×|✓|✗)[\s,、;，；]*){2,}")


def truth(value: object) -> bool | None:
    """Whether `value` says 是 or 否, in whatever sign or word; None where it says neither."""
    text = signs.plain(str(value)).lower() if isinstance(value, str) else ""
    more = {"无": False, "没有": False, "1": True, "0": False}
    said = _TICKS.get(text)
    return more.get(text) if said not in ("是", "否") else said == "是"


def tick(value: object) -> object:
    """是, 部分, 否 or 不适用 where `value` says so in another sign or word; else `value` as it is."""
    return _TICKS.get(signs.plain(value).lower(), value) if isinstance(value, str) else value


def number(key: str) -> str:
    """The number of an item of a checklist, written （1）, ①, 一、 or 要点1; any other key as it is."""
    found = _ITEM.fullmatch(signs.plain(key))
    known = han_numerals.value(found[1]) or found[1] if found else None
    return key if known is None else str(known)


def items(value: object) -> object:
    """A list, or a text like 1是 2是 or 是、是, as the numbered items of a checklist; else `value` as it is."""
    if isinstance(value, list | tuple):
        return {str(n): item for n, item in enumerate(value, 1)} if all(_is_plain(one) for one in value) else value
    if not isinstance(value, str):
        return value
    text = signs.plain(value)
    numbered = _ONE_OF_MANY.findall(text)
    if numbered and not _ONE_OF_MANY.sub("", text):
        return dict(numbered)
    if _RUN.fullmatch(f"{text}、"):
        return {str(n): item for n, item in enumerate(regex("[是否√×✓✗]").findall(text), 1)}
    return {"1": text} if text in _TICKS else value


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str)


def answers(given: Mapping[str, object]) -> dict[str, object]:
    """Every item with its plain answer, and under its plain number where all answers are known."""
    plain = {key: tick(value) for key, value in given.items()}
    known = all(value is None or value in _TICKS.values() for value in plain.values())
    return {number(key): value for key, value in plain.items()} if known else plain
