"""Mentions: every number of a paragraph with its unit and the words that say what it is."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache

from reportgen.patterns import regex
from reportgen.statements.printed import HAN, Printed
from reportgen.statements.report import Paragraph, Place
from reportgen.values import Frozen, replace

UNITS = (
    "个百分点|百分点|万元|亿元|元|%|万平方米|平方米|万平米|平米|万人次|人次|件次|万人|人(?![才民工均脸])|名(?![称单])|项(?!目)|"
    "个(?!性)|件|家(?!庭)|次(?!年)|套|条(?![件例])|份(?!额)|场|辆|台|户|篇|期|批次|批|座|处|栋|所|支(?!出)|只|宗|倍|万次|门|块|张|"
    "课时|公里|吨|天|小时|分(?![析局别钟])|万(?!余)|万余次|亿"
)
FACTOR = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
_ONE = Decimal(1)
_FIGURE = regex(
    r"(?<![\dA-Za-z.,〔/+\-—–－−])(?P<number>[-－−]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-－−]?\d+(?:\.\d+)?)"
    rf"(?P<more>[余多]?)(?P<unit>{UNITS}|)(?![\dA-Za-z])"
)
_HAN_COUNT = regex(rf"(?P<number>[{HAN}]{{1,4}})(?P<unit>个|项|大|类|种|家|名|方面|层级|部分|环节|级|条|件|次|处)")
_ENDS = "，。；：、！？,;:!?\n"
_SENTENCE = regex(r"[。！？；;\n]")
_BEFORE = regex(r"(?:约|近|逾|超过?|不少于|不低于|不超过|至少|大约|将近|突破)(?:为|达到?)?$")
_AFTER = regex(r"^(?:左右|以上|以下|以内|余|多|之?内)")
_YEAR = regex(r"^(?:19|20)\d\d$")
_DATE_AFTER = regex(r"^(?:年|月|日|季度|号|版|级|届|岁|时|周|世纪|[-—–~至]|周年)")
_RESPECTIVELY = regex(r"分别(?:为|是|达到?|有|占|下达|完成|安排)?")
_JOINED = regex(r"^[，,、和与及]?$|^[，,]?(?:和|与|及)$")


class Mention(Frozen):
    """One number: `label` is the text back to the last ，。；：、（; `start` to `end` the number with its unit."""

    paragraph: Paragraph
    printed: Printed
    unit: str
    label: str
    label_start: int
    start: int
    end: int
    sentence: int
    hedge: str = ""

    @cached_property
    def value(self) -> Decimal:
        """The exact value as printed."""
        return self.printed.value

    @property
    def shown(self) -> str:
        """Number and unit as printed."""
        return f"{self.printed.text}{self.unit}"

    @property
    def money(self) -> bool:
        """Whether it is an amount."""
        return self.unit in FACTOR

    def same_kind(self, other: Mention) -> bool:
        """Whether both are amounts of money, or of one unit."""
        return self.unit == other.unit or (self.money and other.money)

    @cached_property
    def amount(self) -> Decimal:
        """The value in 万元 where it is money, else the value itself."""
        return self.value * FACTOR.get(self.unit, _ONE)

    @cached_property
    def quote(self) -> str:
        """Label, number and unit as they stand in the text."""
        return self.paragraph.text[self.label_start : self.end]

    @property
    def place(self) -> Place:
        """Where the number stands."""
        return self.paragraph.at(self.start)


@lru_cache(maxsize=4096)
def mentions(paragraph: Paragraph) -> tuple[Mention, ...]:
    """The numbers of `paragraph` in order, lists of 分别 dealt out; years, dates and numbers of documents are none."""
    return tuple(_dealt(paragraph, list(_found(paragraph))))


def sentences(found: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The mentions sentence by sentence."""
    for _, alike in itertools.groupby(found, key=lambda m: m.sentence):
        yield list(alike)


def _found(paragraph: Paragraph) -> Iterator[Mention]:
    text, titles = paragraph.text, _titles(paragraph.text)
    stops = [m.start() for m in _SENTENCE.finditer(text)]
    before = 0
    for found in _FIGURE.finditer(text):
        after = text[found.end() :]
        if _no_figure(found, after) or any(start < found.start() < end for start, end in titles):
            continue
        begin = max(label_start(text, found.start()), before)
        before = found.end()
        label = text[begin : found.start()]
        yield Mention(
            paragraph,
            Printed(found["number"]),
            found["unit"],
            label,
            begin,
            found.start(),
            found.end(),
            bisect_left(stops, found.start()),
            found["more"] or hedged(label, after),
        )


def _no_figure(found: re.Match[str], after: str) -> bool:
    """Years, dates, ordinals, and numbers without a unit that are parts of something else."""
    number, unit = found["number"], found["unit"]
    if not unit and (_DATE_AFTER.match(after) or _YEAR.match(number)):
        return True
    before = found.string[: found.start()]
    if not unit and (before[-1:] in "（(" or (not before and after[:1] in "、.．")):
        return True
    if before.endswith(("第", "“", "GB", "GB/T", "附件", "附表", "表", "图", "注", "5+", "1+")):
        return True
    return not unit and not regex(r"[\s，。；、）)：:]|$").match(after)


def _titles(text: str) -> list[tuple[int, int]]:
    """Where titles of documents and their numbers stand."""
    return [m.span() for m in regex(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〔\d{4}[〕\]]\d*号?").finditer(text)]


def hedged(label: str, after: str) -> str:
    """The word before or after a figure by which it is not meant exactly: 约, 以上; empty where there is none."""
    hedge = _BEFORE.search(label) or _AFTER.match(after)
    return hedge[0] if hedge else ""


def label_start(text: str, end: int) -> int:
    """Back to the last sign that ends what was said before; what stands in brackets belongs to the label."""
    depth, at = 0, end
    while at > 0:
        sign = text[at - 1]
        if sign in "）)":
            depth += 1
        elif sign in "（(":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and sign in _ENDS and not (sign == "," and _inside_number(text, at - 1)):
            break
        at -= 1
    return at


def _inside_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _dealt(paragraph: Paragraph, found: list[Mention]) -> list[Mention]:
    """`found` with the names before 分别 dealt out to the numbers after it."""
    for asked in _RESPECTIVELY.finditer(paragraph.text):
        row = _row_after(paragraph.text, asked.end(), found)
        names = _names_before(paragraph.text, asked.start(), len(row))
        if len(row) > 1 and len(names) == len(row):
            named = {id(m): name for m, name in zip(row, names, strict=True)}
            found = [replace(m, label=named[id(m)]) if id(m) in named else m for m in found]
    return found


def _row_after(text: str, at: int, found: Sequence[Mention]) -> list[Mention]:
    row: list[Mention] = []
    for mention in found:
        if mention.start < at:
            continue
        if not (_JOINED.match(text[at : mention.start]) or (not row and mention.start - at < 3)):
            break
        row.append(mention)
        at = mention.end
    return row


_QUARTERS = ("一季度", "二季度", "三季度", "四季度")


def _names_before(text: str, end: int, number: int) -> list[str]:
    """The names of a list that ends at `end`; the four quarters where only their kind is named."""
    start = max((text.rfind(sign, 0, end) for sign in "，。；：！？,\n"), default=-1) + 1
    words = text[start:end].rstrip("，,")
    names = [part for part in regex(r"[、和与]|及(?!时)").split(words) if part]
    if number == len(_QUARTERS) and len(names) != number and "季度" in words:
        kind = regex(r".*?季度末?的?").sub("", words)
        return [f"{quarter}{kind}" for quarter in _QUARTERS]
    return names
