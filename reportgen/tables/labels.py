"""Labels of rows and columns as they are compared: without spaces, widths, 序号, 其中：, 本年."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from reportgen.patterns import regex

_QUOTES = {ord(sign): None for sign in "“”\"'‘’「」『』《》〈〉*★#"}
_FIRST = regex(
    r"(?:其中[:、]?|[-—–─]+|[一二三四五六七八九十]{1,3}[、.,:]|\([一二三四五六七八九十]{1,3}\)[、.]?|\(\d{1,2}\)[、.]?|\d{1,2}[、.)](?!\d)|[①-⑳])+"
)
_NOTE = regex(r"\((?:含|包括|不含|单位|万元|元|亿元|人民币|如|注|[A-Z]$)[^()]*\)$|\([A-Z]?\d{0,2}\)$")
_NUMBERED = regex(r"[一二三四五六七八九十]{1,3}[、.,]")
CODE = regex(r"(\d{3,7})[-—.、:]?(\D.*)?")

_MONEY = "(亿元|百万元|万元|千元|元)"
_UNIT = regex(rf"(?:单位[::]?|人民币|\(|^)(?:人民币)?{_MONEY}\)?$|(?:单位[::])(?:人民币)?{_MONEY}")
_TIMES = {"亿元": "10000", "百万元": "100", "万元": "1", "千元": "0.1", "元": "0.0001"}


def unit_in(texts: Iterable[str]) -> Decimal | None:
    """What amounts are multiplied with to be 万元, by the first text that says so."""
    for text in texts:
        if found := _UNIT.search(plain(text)):
            return Decimal(_TIMES[found[1] or found[2]])
    return None


def is_unit(text: str) -> bool:
    """Whether `text` says a unit and is no head with its own: 单位：万元, but not 支出合计（万元）."""
    found = _UNIT.search(plain(text))
    return found is not None and bool(regex(r"(?:.*单位[::]?.*|人民币|\()?").fullmatch(plain(text)[: found.start()]))


def plain(text: str) -> str:
    """`text` without spaces, quotes and full-width signs."""
    return "".join(unicodedata.normalize("NFKC", text).split()).translate(_QUOTES)


def label(text: str, year: int | None = None) -> str:
    """`text` as a label; with `year`, the report's year is 本年, which goes without saying, the one before 上年."""
    found = plain(text)
    found = found[end.end() :] if (end := _FIRST.match(found)) and end.end() < len(found) else found
    found = _NOTE.sub("", found) or found
    if year is not None:
        for said, number in (("本年", year), ("上年", year - 1)):
            found = regex(rf"{number}(?:年度?)?").sub(said, found)
    found = found.replace("上年度", "上年").replace("本年度", "本年").replace("当年", "本年")
    return found.replace("本年", "") or found


def numbered(text: str) -> bool:
    """Whether `text` is an item 一、 of a list."""
    return bool(_NUMBERED.match(plain(text)))


def names(text: str, year: int | None = None) -> tuple[str, ...]:
    """What a row may be called: its label; of 301 工资福利支出 also the code and the name alone."""
    if not text:
        return ()
    found = label(text, year)
    coded = CODE.fullmatch(plain(text))
    if coded is None:
        return (found,)
    return tuple(dict.fromkeys(name for name in (coded[1], label(coded[2] or "", year), found) if name))
