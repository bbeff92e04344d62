"""K321: the department's own indicators, as the text tells them, against the rows of the data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.ground import Reached
from reportgen.statements.mentions import hedged, label_start
from reportgen.statements.naming import left_over
from reportgen.statements.printed import Printed
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph

_NUMBER = r"(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s?"
_ASIDE = regex(
    r"上年|去年|同期|20\d\d年|其中|累计|历年|比|较|提高|增长|增加|下降|减少|新增|预计|力争|[上下]半年|季度|月"
)
_FROM = regex(  # 由30分钟缩短到8分钟
    "[由从]上?[^，。；]{1,20}(?:提高|上升|增长|增加|扩大|延长|缩短|压缩|下降|降低|减少|降)(?=[到至为])"
)
_AIMED = regex(r"目标|计划|任务|要求|指标值|应|不低于|不少于|不超过|拟|将")
_SHORT = r"比(?:年度|年初|全年|调整后的?)?(?:目标|计划|任务)(?:值|数)?(?:少|低|差|多|高|超出?|超过|增加|减少)了?"
_STOP = "。；;！？\n"


def told(reading: Reading) -> Iterator[Remark]:
    """A figure told of a row that is neither what was reached nor, where aims are told, what was aimed at."""
    by_unit: dict[str, list[Reached]] = defaultdict(list)
    for row in reading.ground.rows:
        by_unit[row.unit].append(row)
    for unit, rows in by_unit.items():
        figure = regex(_NUMBER + re.escape(unit) + r"(?![\dA-Za-z个])")
        for paragraph in reading.body:
            for found in figure.finditer(paragraph.text):
                for row in (row for row in rows if _speaks_of(row, paragraph.text, found, reading)):
                    yield from _differing(row, paragraph, found)
                    yield from _short(row, paragraph, found)


def _speaks_of(row: Reached, text: str, found: re.Match[str], reading: Reading) -> bool:
    """Whether the words before a figure are the row's name, in whatever order: 高标准农田建成, 建成高标准农田."""
    label = text[label_start(text, found.start()) : found.start()]
    bare = _FROM.sub("", label.replace(row.name, ""))
    if _ASIDE.search(bare) or hedged(label, text[found.end() :]):
        return False
    selves = reading.ground.selves
    if row.name in label:
        return not left_over(bare, selves)
    return _signs(label, selves) == _signs(row.name, selves)


def _signs(words: str, selves: tuple[str, ...]) -> list[str]:
    return sorted(left_over(words, selves))


def _differing(row: Reached, paragraph: Paragraph, found: re.Match[str]) -> Iterator[Remark]:
    printed = Printed(found["number"])
    aims = row.targets if _aimed(paragraph, found) else ()
    if not any(printed.rounds(value) for value in (row.actual, *aims)):
        shown = f"{chinese.number(row.actual)}{row.unit}"
        yield _remark(paragraph, found, f"资料中“{row.name}”的实际值是{shown}", shown)


def _aimed(paragraph: Paragraph, found: re.Match[str]) -> bool:
    """Whether the sentence, or its chapter, tells what was aimed at."""
    text = paragraph.text
    begin = max(text.rfind(sign, 0, found.start()) for sign in _STOP) + 1
    return bool(_AIMED.search(text[begin : found.start()]) or any(_AIMED.search(head) for head in paragraph.section))


def _short(row: Reached, paragraph: Paragraph, found: re.Match[str]) -> Iterator[Remark]:
    """比目标少0.2万亩: what is between the two."""
    if not row.targets:
        return
    text = paragraph.text
    end = min((at for sign in _STOP if (at := text.find(sign, found.end())) >= 0), default=len(text))
    unit = "个?百分点" if row.unit == "%" else re.escape(row.unit)
    apart = regex(_SHORT + _NUMBER.replace(r"(?<![\d.,])", "") + unit).search(text, found.end(), end)
    gaps = [abs(row.actual - aim) for aim in row.targets]
    if apart and not any(Printed(apart["number"]).rounds(gap) for gap in gaps):
        aim, reached, gap = (chinese.number(value) for value in (row.targets[0], row.actual, gaps[0]))
        said = f"资料中“{row.name}”的目标值是{aim}{row.unit}，实际值是{reached}{row.unit}，相差{gap}"
        yield _remark(paragraph, apart, said, gap)


def _remark(paragraph: Paragraph, found: re.Match[str], said: str, expected: str) -> Remark:
    at = found.start("number")
    quote = paragraph.text[label_start(paragraph.text, at) : found.end()]
    return Remark("K321", Severity.WARNING, paragraph.at(at), quote, said, expected, at)
