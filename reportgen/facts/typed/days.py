"""Days and years as people, Excel and Chinese input methods write them: understood, or what to type instead."""

from __future__ import annotations

import datetime as dt

from reportgen.facts.typed import han_numerals, signs
from reportgen.patterns import regex

_SEPARATOR = r"[-–—_/\\.,、·~]"
_DATE = regex(
    rf"(?P<y>\d{{4}})(?:{_SEPARATOR}|年)(?P<m>\d{{1,2}})(?:{_SEPARATOR}|月)(?P<d>\d{{1,2}})[日号]?"
    r"|(?P<y2>\d{4}) (?P<m2>\d{1,2}) (?P<d2>\d{1,2})|(?P<y3>\d{4})(?P<m3>\d{2})(?P<d3>\d{2})"
)
_WEEKDAY = regex(r"\s*\(?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*\)?")
_TIME = regex(
    r"(?:[ T]+|(?<=[日号]))\s*(?:上午|下午|中午|晚上)?\s*\d{1,2}"
    r"(?::\d{1,2}(?::\d{1,2}(?:\.\d+)?)?\s*(?:[AP]M|Z)?|[时点](?:\d{1,2}分?|半|整)?)$"
)
_SERIAL = regex(r"([34]\d{4})(?:\.\d+)?")
_SHORT = regex(
    rf"'?(\d{{2}})(?:{_SEPARATOR}|年)(\d{{1,2}})(?:{_SEPARATOR}|月)(\d{{1,2}})[日号]?|(\d{{2}})(\d{{2}})(\d{{2}})"
)
_HAN_DAY = regex(r"(?<=[年月])[〇零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾]+(?=[月日号])")
_HAN_YEAR = regex(r"^[〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{4}(?=年)")
_HOW = "写作 2021-09-18 或 2021年9月18日"
_NO_DAY = (
    (regex(r"20\d\d(?:0[1-9]|1[0-2])"), f"请补上日，{_HOW}"),
    (regex(r"\d{4}年?\D*(?:季度?|半年|上旬|中旬|下旬|[初中底末])"), f"请写明是哪一天，{_HOW}"),
    (regex(r"\d{1,2}月(?:上旬|中旬|下旬|[初中底末])"), f"请写明年份和哪一天，{_HOW}"),
    (regex(rf"\d{{4}}(?:{_SEPARATOR}|年)\d{{1,2}}月?.{{0,2}}"), f"请补上日，{_HOW}"),
    (regex(rf"\d{{1,2}}(?:{_SEPARATOR}|月)\d{{1,2}}[日号]?"), f"请补上年，{_HOW}"),
    (regex(r"\d{4}年?"), f"请补上月和日，{_HOW}"),
    (regex(r"\d*[OoIl][\dOoIl]*[年月日].*|.*\d[OoIl].*"), "其中有字母，数字零是 0、一是 1，请改正"),
    (regex(r"=.*"), "请填日期，不写公式"),
    (regex(r"\d{4}.*\d.*"), f"请只填一天，{_HOW}"),
    (regex(r"\d{1,2}\D+\d{1,2}\D+\d{4}|.*[A-Za-z]{3}.*"), f"请按年、月、日的次序，{_HOW}"),
    (regex("(?s).*"), f"请{_HOW}；没有的留空"),
)
_EPOCH = dt.date(1899, 12, 30)  # day 0 of Excel


def day(value: object) -> tuple[dt.date | None, str]:
    """The day that `value` says, with what to tell of it (an Excel serial), or None and what to type instead."""
    text = _usual(str(value))
    try:
        if found := _DATE.fullmatch(text):
            year, month, number = (int(part) for part in found.groups() if part)
            return dt.date(year, month, number), ""
        if serial := _SERIAL.fullmatch(text):
            made = _EPOCH + dt.timedelta(days=int(serial[1]))
            return made, f"是 Excel 的日期序号，按 {made.year}年{made.month}月{made.day}日 读入"
        known = regex(r"20\d\d(?:0[1-9]|1[0-2])").fullmatch(text)
        return None, ("" if known else _short(text)) or next(
            told for pattern, told in _NO_DAY if pattern.fullmatch(text)
        )
    except ValueError:
        return None, "没有这一天，请核对年、月、日"


def _usual(text: str) -> str:
    """`text` with half-width digits, without the weekday and the time."""
    text = regex(r"^\((.*)\)$").sub(r"\1", signs.plain(text))
    text = _HAN_YEAR.sub(lambda found: han_numerals.western(found[0]), text)
    text = _HAN_DAY.sub(lambda found: _han(found[0]), text)
    text = regex(rf"\s*({_SEPARATOR}|[年月])\s*(?=\d)").sub(r"\1", text)
    text = regex(r"(?<=\d)\s+(?=[年月日号])").sub("", text)
    return _TIME.sub("", _WEEKDAY.sub("", text)).strip()


def _han(text: str) -> str:
    known = han_numerals.value(text.replace("廿", "二十").replace("卅", "三十"))
    return text if known is None else str(known)


def _short(text: str) -> str:
    """What to type for a year of two figures; raises ValueError for a day that is none."""
    found = _SHORT.fullmatch(text)
    if not found:
        return ""
    year, month, number = (int(part) for part in found.groups() if part)
    guess = dt.date(2000 + year, month, number)
    return f"年份请写四位，如 {guess}"


def year(value: object) -> tuple[int | None, str]:
    """The year that `value` says, or None and what to type instead."""
    text = signs.number(str(value)).rstrip(".").removesuffix("度").removesuffix("年").strip()
    text = han_numerals.western(text) if not (known := han_numerals.value(text)) else str(known)
    if found := regex(r"(\d),?(\d{3})(?:\.0+)?").fullmatch(text):
        return int(found[1] + found[2]), ""
    years = regex(r"(?<!\d)(?:19|20)\d{2}(?!\d)").findall(text)
    if years:
        shown = f"请只写四位数字的年份：{years[0]}"
        return None, shown if len(years) == 1 else f"请只写一个年份，如 {years[0]}"
    if regex(r"\d(?: \d){3}").fullmatch(text):
        return None, f"数字中间有空格，请写作 {text.replace(' ', '')}"
    if regex(r"\d{2}").fullmatch(text):
        return None, f"请写四位数字，如 20{text}"
    if regex(r"[\dOoIl]{4}").fullmatch(text):
        digits = text.translate(str.maketrans("OoIl", "0011"))
        return None, f"其中有字母，数字零是 0、一是 1：请写作 {digits}"
    return None, "请写四位数字，如 2021"
