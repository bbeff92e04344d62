"""How people, Excel and Chinese input methods write numbers and days: made plain, or what to type instead."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from reportgen.patterns import regex

_HIDDEN = regex("[\u00ad\u200b-\u200f\u2060\ufeff]")
_GROUPED = regex(r"(\d{1,3})((?:[ '’]\d{3})+)(?![\d,])")
_NEGATIVE = regex(r"\(([\d,]+(?:\.\d+)?)\)")
_FIGURES = "零一二三四五六七八九"
_NOTHING = r"(?i)^(?:[-—–―/\\.·*×]*|无|没有|未发生|暂无|未知|不详|待定|待补|N/?A|null|none|nil)$"
_SAID: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (
        regex(r"^#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|#+$)"),
        lambda text: "这是 Excel 的出错值：请在 Excel 里改正，再填算好的数；没有的留空",
    ),
    (regex(_NOTHING), lambda text: "没有发生的填 0；暂时没有的留空，冒号后什么也不写"),
    (
        regex(r"^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}$"),
        lambda text: f"请写出全部数字，如 {Decimal(text):f}（请核对 Excel 是否略去了后面几位）",
    ),
    (
        regex(r"^[\dOoIl,.]*[OoIl][\dOoIl,.]*$"),
        lambda text: f"其中有字母，数字零是 0、一是 1：请写作 {text.translate(str.maketrans('OoIl', '0011'))}",
    ),
    (regex(r"^=|[\d).%]\s*[+*×÷/]\s*[\d(]"), lambda text: "请填算好的数，不写算式"),
    (
        regex(r"[¥￥$]|RMB|CNY|人民币"),
        lambda text: "请去掉货币符号；金额以万元为单位，如 43189.21，以元为单位的写作 431892100元",
    ),
    (
        regex(r"约|近|超过|\d[多余]|多[万亿元个]|余[万亿元个]|左右|以上|以下"),
        lambda text: "请填准确的数，不写“约”“多”“余”等字",
    ),
    (regex("[〇零一二三四五六七八九十百千两]"), lambda text: "请用阿拉伯数字，如 18"),
    (regex(""), lambda text: "请只填一个数，如 18 或 43189.21"),
)
_DATE = regex(r"(?P<y>\d{4})[-年/.](?P<m>\d{1,2})[-月/.](?P<d>\d{1,2})[日号]?(?:[ T]0{1,2}:00(?::00(?:\.0+)?)?)?")
_RUN = regex(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_SERIAL = regex(r"[34]\d{4}(?:\.0+)?")
_SHORT = regex(r"(\d{2})[-年/.](\d{1,2})[-月/.](\d{1,2})[日号]?")
_NO_DAY = (
    (regex(r"\d{4}[-年/.]\d{1,2}月?"), "请补上日，写作 2021-09-18 或 2021年9月18日"),
    (regex(r"\d{1,2}[-月/.]\d{1,2}[日号]?"), "请补上年，写作 2021-09-18 或 2021年9月18日"),
    (regex("(?s).*"), "请写作 2021-09-18 或 2021年9月18日；没有的留空"),
)
_EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel


def plain(text: str) -> str:
    """`text` with half-width signs and without what means nothing: hidden signs, spaces between thousands."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text)).replace("−", "-").strip()
    if found := _NEGATIVE.fullmatch(text):
        return f"-{found[1]}"
    return _GROUPED.sub(lambda m: m[1] + regex("[ '’]").sub("", m[2]), text)


def advice(value: object) -> str:
    """What to type where `value` is no number."""
    if isinstance(value, list | tuple | dict):
        return "这里只能填一个值，不能是列表或若干字段"
    text = plain(str(value))
    return next(say(text) for pattern, say in _SAID if pattern.search(text))


def percent_advice(value: object) -> str:
    """What to type where `value` lacks its %."""
    text = plain(str(value))
    if not regex(r"\d+(?:\.\d+)?").fullmatch(text):
        return advice(value) if "‰" not in text else "请换算成百分数，如 9.3‰ 写作 0.93%"
    number = Decimal(text)
    share = number * 100 if number <= 1 else number
    return f"请写作 {share.normalize():f}%" + (f"；确为百分之{number:f}的，写作 {number:f}%" if number <= 1 else "")


def year(value: object) -> object:
    """A year as it is typed, 2023年度 or 二〇二三, as its four digits; anything else as it is."""
    text = plain(str(value))
    digits = text.removesuffix("度").removesuffix("年")
    digits = "".join(str(_FIGURES.index(c)) if c in _FIGURES else c for c in _zeros(digits))
    return digits if regex(r"\d{4}").fullmatch(digits) else value


def date(value: object) -> dt.date | str:
    """The day that `value` says, or what to type instead."""
    text = _western(plain(str(value)))
    text = regex(r"\s*([-年月/.])\s*").sub(r"\1", text)
    try:
        return _day(text) or next(told for pattern, told in _NO_DAY if pattern.fullmatch(text))
    except ValueError:
        return "没有这一天，请核对年、月、日"


def _day(text: str) -> dt.date | str | None:
    """The day, what to type for one that can be guessed, or nothing; raises ValueError for a day that is none."""
    if found := _DATE.fullmatch(text) or _RUN.fullmatch(text):
        return dt.date(int(found["y"]), int(found["m"]), int(found["d"]))
    if found := _SHORT.fullmatch(text):
        return f"年份请写四位，如 {dt.date(2000 + int(found[1]), int(found[2]), int(found[3]))}"
    if _SERIAL.fullmatch(text):
        return f"这是 Excel 的日期序号，请写作 {_EPOCH + dt.timedelta(days=int(Decimal(text)))}"
    return None


def _western(text: str) -> str:
    """Chinese figures of a day as digits: 二〇二四年四月十八日."""
    for han in sorted(_DAYS, key=len, reverse=True):
        text = regex(f"(?<=[年月]){han}(?=[月日号])").sub(_DAYS[han], text)
    if not regex(f"[{_FIGURES}]{{4}}年").match(_zeros(text)):
        return text
    return f"{year(text[:4])}{text[4:]}"


def _zeros(text: str) -> str:
    return text.replace("〇", "零").replace("○", "零")


_ONES = "一二三四五六七八九"
_DAYS = {han: str(n) for n, han in enumerate(_ONES, 1)} | {"十": "10", "廿": "20", "二十": "20", "三十": "30"}
_DAYS |= {f"十{han}": str(10 + n) for n, han in enumerate(_ONES, 1)}
_DAYS |= {f"二十{han}": str(20 + n) for n, han in enumerate(_ONES, 1)} | {"三十一": "31"}
