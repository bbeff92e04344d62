"""K408, K409, K410: days that no calendar has, spans of another length than said, an end before its beginning."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.printed import numeral
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph

_LEAP_DAY = regex(r"(20\d\d)年2月29日")
_WEEKDAY = regex(r"(20\d\d)年(\d{1,2})月(\d{1,2})日[（(]?(?:星期|周)([一二三四五六日天])")
_FROM_TO = regex(
    r"(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?(?:起|开始)?(?:[-—–－~～]+|至|到)(?:(20\d\d)年)?(\d{1,2})月(?:(\d{1,2})日)?"
)
_YEARS = regex(
    r"(20\d\d)年?[-—–－~～至]+(20\d\d)年(?:[^。；《》]{0,16}?(?:明确|未来|今后|为期)([三四五])年(?=建设|规划|目标|发展|路径|任务)|(?:这)?([两三四五])年(?:间|来|累计|共))"
)
_WEEK = "一二三四五六日"


def periods(reading: Reading) -> Iterator[Remark]:
    """Dates and spans against the calendar and against each other."""
    for paragraph in reading.body:
        text = paragraph.text
        if "20" in text and "年" in text:
            yield from _days(paragraph)
            yield from _reversed(paragraph)
            yield from _spans(paragraph)


def _days(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _LEAP_DAY.finditer(paragraph.text):
        if not calendar.isleap(int(found[1])):
            yield _on(paragraph, found, "K408", f"{found[1]}年2月没有29日，请核对日期")
    for found in _WEEKDAY.finditer(paragraph.text):
        year, month, day = (int(found[n]) for n in (1, 2, 3))
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            right = _WEEK[date(year, month, day).weekday()]
            if right != found[4].replace("天", "日"):
                yield _on(paragraph, found, "K408", f"这一天是星期{right}", f"星期{right}")


def _reversed(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _FROM_TO.finditer(paragraph.text):
        days = bool(found[3] and found[6])
        begin = (int(found[1]), int(found[2]), int(found[3]) if days else 0)
        end = (int(found[4] or found[1]), int(found[5]), int(found[6]) if days else 0)
        if end < begin:
            yield _on(paragraph, found, "K410", "结束的时间早于开始的时间，请核对年月日")


def _spans(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _YEARS.finditer(paragraph.text):
        first, last, asked = int(found[1]), int(found[2]), numeral(found[3] or found[4])
        if abs(last - first + 1 - (asked or 0)) == 1:
            said = f"{first}至{last}年是{last - first + 1}个年度，后面写的是“{found[3] or found[4]}年”"
            yield _on(paragraph, found, "K409", said)


def _on(paragraph: Paragraph, found: re.Match[str], code: str, said: str, expected: str = "") -> Remark:
    at = found.start()
    return Remark(code, Severity.WARNING, paragraph.at(at), found[0], said, expected, at)
