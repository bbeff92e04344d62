"""K6: “甲、乙、丙”3项: how many there are and how many are named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.printed import HAN, numeral
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.report import Paragraph

_NOUNS = "个|项|大|类|种|家|方面|层级|部分|环节|条|件|次|份|期|门|支|所|座|场|对|批|名|位"
_QUOTED = regex(
    rf"((?:“[^“”]{{1,30}}”[、和与及]?){{2,}}|(?:《[^《》]{{2,60}}》[、和与及]?){{2,}})(等)?(?:共|共计|这)?([{HAN}]{{1,3}}|\d{{1,2}})(?:{_NOUNS})"
)
_PLAIN = regex(
    rf"(?:(?<=[，。：；为是以从即设含括])|^)((?:[一-鿿]{{2,10}}、){{1,8}}[一-鿿]{{2,10}}?(?:[和与及][一-鿿]{{2,10}}?)?)([两三四五六七八九十])(?:{_NOUNS})(?!月|是|要|线)"
)
_HEADED = regex(
    rf"(?:共有?|设有?|包括|分为|以下|如下|下列)([{HAN}]{{1,3}}|\d{{1,2}})(?:{_NOUNS})[^，。；：]{{0,16}}[：:]([^。]+)。"
)


def named_lists(reading: Reading) -> Iterator[Remark]:
    """K601: a list of names with another number than it has names."""
    for paragraph in reading.body:
        yield from _quoted(paragraph)
        yield from _plain(paragraph)


def _quoted(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _QUOTED.finditer(paragraph.text):
        listed, more, number = found[1], found[2], _number(found[3])
        items = len(re.findall("“[^“”]*”|《[^《》]*》", listed))
        if items == 1:
            continue
        if (
            not more
            and number is not None
            and items != number
            and paragraph.text[found.start() - 1 : found.start()] not in ("、", "“")
        ):
            yield _off(paragraph, found, items, number)


def _plain(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _PLAIN.finditer(paragraph.text):
        number = numeral(found[2])
        items = [item for item in re.split("[、和与及]", found[1]) if item]
        if number and abs(len(items) - number) == 1 and len(found[1].split("、")) != number and "等" not in found[1]:
            yield _off(paragraph, found, len(items), number)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else numeral(text)


def _off(paragraph: Paragraph, found: re.Match[str], items: int, number: int) -> Remark:
    said = f"列出{items}个，写的是{number}，请核对个数或补齐所列"
    text = paragraph.text
    quote = text[found.start() : min(len(text), found.end() + 4)]
    quote = text[max(0, found.start() - 6) : found.start()].split("，")[-1].split("。")[-1] + quote
    return Remark(
        "K601",
        Severity.WARNING,
        paragraph.at(found.start()),
        re.split("[，。；]", quote)[0],
        said,
        str(items),
        found.start(),
    )


def headed_lists(reading: Reading) -> Iterator[Remark]:
    """K602: 共有三项：甲；乙；丙。 with another number than items."""
    for paragraph in reading.body:
        for found in _HEADED.finditer(paragraph.text):
            number, listed = _number(found[1]), found[2]
            items = len([part for part in re.split("；", listed) if part]) if "；" in listed else 0
            if number and items and items != number and abs(items - number) == 1 and "等" not in found[0]:
                quote = found[0].split("：")[0]
                said = f"写的是{number}，列出{items}项，请核对"
                yield Remark(
                    "K602", Severity.WARNING, paragraph.at(found.start()), quote, said, str(items), found.start()
                )
