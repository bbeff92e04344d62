"""Numbers written with Han characters, alone or mixed with digits: 一百七十二, 二〇二三, 5亿9877万, 九十三点五."""

from __future__ import annotations

from decimal import Decimal

from reportgen.patterns import regex

_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟〇○两", "一二三四五六七八九十百千零零二")
_DIGITS = "零一二三四五六七八九"
_ONE = rf"(\d+(?:\.\d+)?|[{_DIGITS[1:]}])"
_SECTION = regex(rf"(?:{_ONE}千)?零?(?:{_ONE}百)?零?(?:{_ONE}?(十))?零?{_ONE}?")
_OF_A_YEAR = 4
_LARGE = (("亿", 10**8), ("万", 10**4))
_SHORTENED = regex(r"[百千][^零十百千]$")  # 三百五 is 350 to some and 305 to others


def western(text: str) -> str:
    """`text` with every Han digit as 0 to 9, also capitals: 二〇二三 is 2023."""
    return "".join(str(_DIGITS.index(sign)) if sign in _DIGITS else sign for sign in text.translate(_PLAIN))


def value(text: str) -> Decimal | None:
    """The number that `text` says in Han characters, digits perhaps among them; None where it is no such number."""
    whole, point, behind = text.translate(_PLAIN).partition("点")
    decimals = western(behind)
    if regex(r"[\d.,]*").fullmatch(whole) or bool(point) != decimals.isdigit():
        return None
    number = _whole(whole)
    return number if number is None or not point else number + Decimal(f"0.{decimals}")


def _whole(text: str) -> Decimal | None:
    for sign, size in _LARGE:
        above, found, below = text.rpartition(sign)
        if found:
            high, low = _whole(above), _whole(below) if below else Decimal(0)
            unclear = len(below) == 1  # 五万三 is 53,000 to some and 50,003 to others
            return None if high is None or low is None or unclear else high * size + low
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> Decimal | None:
    if text and not text.strip(_DIGITS):
        return Decimal(western(text)) if _is_digit_by_digit(text) else None
    found = _SECTION.fullmatch(text)
    if not found or not text or _SHORTENED.search(text):
        return None
    thousands, hundreds, tens, ten, ones = found.groups()
    places = ((thousands, 1000), (hundreds, 100), (tens or (ten and "1"), 10), (ones, 1))
    return sum((Decimal(western(digit)) * size for digit, size in places if digit), Decimal(0))


def _is_digit_by_digit(text: str) -> bool:
    """Whether digits in a row are one number: 二〇二三, 二〇; 七八 is seven or eight, 三五 some."""
    return len(text) == 1 or "零" in text or len(text) >= _OF_A_YEAR
