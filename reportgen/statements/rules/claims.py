"""K31, K6: what is claimed against what stands beside it: ahead of schedule, all done, nothing left, so many."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.printed import HAN, numeral
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.report import Paragraph

_PACE = (25, 50, 75, 100)
_QUARTER = regex("[一二三四]季度")
_BARE_QUARTER = regex("[一二三四]季度末?[为达到是]*")
_AHEAD = regex(r"(?:均|都|全部)(?:已)?(?:超过?|高于|快于|达到|不低于)了?序时进度(?:要求)?")
_ALL_DONE = regex(r"(?:全部|均|都)已?(?:按(?:计划|期|时)|如期)[^，。；]{0,4}完成|全部完成")
_NOTHING_LEFT = regex(r"(?<!达到)(?<!年末)[无没](?:有)?[^，。；达]{0,6}(?:结转结余|结转和结余|结余结转|结余资金)")
_BUT = regex(r"[未没不除]|其余|其他|其它|力争|争取|确保|努力|计划于|将")

_PUBLIC = "12345"
_HOTLINE = regex(r"(?<!\d)(\d{5})”?(?:政务|政府|市民|公共|便民|服务){0,3}热线")
_SETTLED = regex(  # of the problems found, in the same words: nothing else of the same unit stands between
    r"(?:反馈|发现|查出|指出)[^。；\d]{0,12}问题(\d+)(项|个|条|件)(?:(?!\d+\2)[^。；]){0,30}?"
    r"(?:整改(?:完成|到位)?|销号|办结)(\d+)\2(?!措施|制度|任务)"
)
_SETTLED_OF = regex(
    r"(?:反馈|发现|查出|指出)的?(\d+)(项|个|条|件)问题(?:(?!\d+\2)[^。；]){0,40}?"
    r"(?:整改(?:完成|到位)?|销号|办结)(\d+)\2(?!措施|制度|任务)"
)
_BY_NATURE = (  # two or three whole days on watch are meant, hours of 培训 or 志愿服务 are not looked at
    (
        "小时",
        regex(r"(?<![\d.])(\d{2})小时(?:不间断|不打烊|全天候|轮流)?(?:值守|值班|备勤|在岗|自助)"),
        24,
        "一天只有24小时",
    ),
    ("个月", regex(r"(?:全年|一年)(?!平均)(?:共|累计)?[一-鿿]{0,3}?(\d{1,2})个月"), 12, "一年只有12个月"),
    ("天", regex(r"(?:全年|一年)(?!平均)(?:共|累计)?[一-鿿]{0,3}?(\d{3})天(?!次)"), 366, "一年没有这么多天"),
)

_NEARLY = regex(r"2[0-3]小时(?:不间断|全天候|轮流)?(?:值守|值班|备勤|在岗)")  # 24 was meant

_NOUNS = "个|项|大|类|种|家|方面|层级|部分|环节|条|件|次|份|期|门|支|所|座|场|对|批|名|位"
_QUOTED = regex(
    rf"((?:“[^“”]{{1,30}}”[、和与及]?){{2,}}|(?:《[^《》]{{2,60}}》[、和与及]?){{2,}})(等)?(?:共|共计|这)?([{HAN}]{{1,3}}|\d{{1,2}})(?:{_NOUNS})"
)
_PLAIN = regex(
    rf"(?:(?<=[，。：；为是以从即设含括])|^)((?:[一-鿿]{{2,10}}、){{1,8}}[一-鿿]{{2,10}}?(?:[和与及][一-鿿]{{2,10}}?)?)([两三四五六七八九十])(?:{_NOUNS})(?!月|是|要|线)"
)
_QUOTED_END = regex(rf"[”》][、和与及]?等?(?:共|共计|这)?[{HAN}\d]")  # how a list of each kind ends
_PLAIN_END = regex(rf"[两三四五六七八九十](?:{_NOUNS})")
_HEADED = regex(
    rf"(?:共有?|设有?|包括|分为|以下|如下|下列)([{HAN}]{{1,3}}|\d{{1,2}})(?:{_NOUNS})[^，。；：]{{0,16}}[：:]([^。]+)。"
)


def ahead_of_schedule(reading: Reading) -> Iterator[Remark]:
    """K311: 均超过序时进度 beside a quarter that does not."""
    for paragraph, found in reading.mentioned:
        claim = _AHEAD.search(paragraph.text) if "序时进度" in paragraph.text else None
        quarters = [m for m in found if m.unit == "%" and _QUARTER.match(m.label)] if claim else []
        if claim is None or len(quarters) != len(_PACE):
            continue
        reached = "超" not in claim[0] and "高于" not in claim[0] and "快于" not in claim[0]
        for mention, pace in zip(quarters, _PACE, strict=True):
            if mention.value < pace or (mention.value == pace and not reached and pace < 100):
                said = f"“{mention.label}”{mention.printed.text}%，低于序时进度{pace}%，与“{claim[0]}”不符"
                yield Remark("K311", Severity.ERROR, paragraph.at(claim.start()), claim[0], said, at=claim.start())


def all_done(reading: Reading) -> Iterator[Remark]:
    """K312: all done in time, said in a sentence whose counts say otherwise."""
    for paragraph, found in reading.mentioned:
        for claim in _ALL_DONE.finditer(paragraph.text) if "完成" in paragraph.text else ():
            begin = max(paragraph.text.rfind(sign, 0, claim.start()) for sign in "。；") + 1
            if _BUT.search(paragraph.text[begin : claim.start()]):
                continue
            counts = [m for m in found if begin <= m.start < claim.start() and m.unit in ("个", "项", "件")]
            done = [m for m in counts if "完成" in m.label]
            if len(counts) > 1 and done and done[-1].value < counts[0].value and done[-1] is not counts[0]:
                said = f"前文共{counts[0].shown}，完成{done[-1].shown}，与“{claim[0]}”不符"
                yield Remark("K312", Severity.WARNING, paragraph.at(claim.start()), claim[0], said, at=claim.start())


def nothing_left(reading: Reading) -> Iterator[Remark]:
    """K313: nothing left, although less was spent than planned; 提示, for the treasury may have taken it back."""
    plan, spent = reading.one("预算.合计.调整后"), reading.one("预算.合计.支出")
    if plan is None or spent is None or plan.amount <= spent.amount:
        return
    for paragraph in reading.body:
        claim = _NOTHING_LEFT.search(paragraph.text) if "结" in paragraph.text else None
        if claim and not regex("年初|上年").search(paragraph.text[max(0, claim.start() - 8) : claim.end()]):
            left = chinese.number(plan.amount - spent.amount)
            said = f"调整后预算{plan.printed.text}、支出{spent.printed.text}，相差{left}万元；已由财政收回的请写明"
            yield Remark("K313", Severity.HINT, paragraph.at(claim.start()), claim[0], said, at=claim.start())


def quarters_fall(reading: Reading) -> Iterator[Remark]:
    """K314: cumulative progress that falls, or whose last quarter is not the year's rate."""
    for _, found in reading.mentioned:
        quarters = [m for m in found if m.unit == "%" and _QUARTER.match(m.label)] if found else []
        progress = [m for m in quarters if "进度" in m.label]
        if (
            len(progress) == 1
            and progress[0] is quarters[0]
            and all(_BARE_QUARTER.fullmatch(m.label) for m in quarters[1:])
        ):
            progress = quarters  # told of the first only
        for before, after in itertools.pairwise(progress):
            if after.value < before.value and len(progress) == len(_PACE):
                yield on(after, "K314", Severity.WARNING, f"累计支出进度不会低于上一季度的{before.printed.text}%")


def beyond_nature(reading: Reading) -> Iterator[Remark]:
    """K107: more hours than a day has, more months or days than a year; more problems settled than were found.

    Also the hotline of 政务服务 with another number, and any with its digits mixed up.
    """
    for paragraph in reading.body:
        for word, pattern, most, what in _BY_NATURE:
            for found in pattern.finditer(paragraph.text) if word in paragraph.text else ():
                number = int(found[1])
                if (number > most and number % most) or _NEARLY.fullmatch(found[0]):
                    yield _unnatural(paragraph, found, f"{what}，请核对这个数")
        for found in _HOTLINE.finditer(paragraph.text) if "热线" in paragraph.text else ():
            if found[1] != _PUBLIC and ("政务" in found[0] or sorted(found[1]) == sorted(_PUBLIC)):
                yield _unnatural(paragraph, found, f"政务服务便民热线是{_PUBLIC}", _PUBLIC)
        of_problems = (_SETTLED, _SETTLED_OF) if "问题" in paragraph.text else ()
        for found in itertools.chain.from_iterable(pattern.finditer(paragraph.text) for pattern in of_problems):
            if int(found[3]) > int(found[1]):
                said = f"整改了{found[3]}{found[2]}，问题只有{found[1]}{found[2]}，请核对"
                yield Remark("K107", Severity.WARNING, paragraph.at(found.start()), found[0], said, "", found.start())


def _unnatural(paragraph: Paragraph, found: re.Match[str], said: str, expected: str = "") -> Remark:
    at = found.start(1)
    return Remark("K107", Severity.WARNING, paragraph.at(at), found[0], said, expected, at)


def named_lists(reading: Reading) -> Iterator[Remark]:
    """K601: a list of names with another number than it has names."""
    for paragraph in reading.body:
        yield from _quoted(paragraph) if _QUOTED_END.search(paragraph.text) else ()
        yield from _plain(paragraph) if _PLAIN_END.search(paragraph.text) else ()


def _quoted(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _QUOTED.finditer(paragraph.text):
        listed, more, number = found[1], found[2], _number(found[3])
        items = len(regex("“[^“”]*”|《[^《》]*》").findall(listed))
        if items == 1:
            continue
        if (
            number is not None
            and (items > number if more else items != number)
            and paragraph.text[found.start() - 1 : found.start()] not in ("、", "“")
        ):
            yield _off(paragraph, found, items, number)


def _plain(paragraph: Paragraph) -> Iterator[Remark]:
    for found in _PLAIN.finditer(paragraph.text):
        number = numeral(found[2])
        items = [item for item in regex("[、和与及]").split(found[1]) if item]
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
        regex("[，。；]").split(quote)[0],
        said,
        str(items),
        found.start(),
    )


def headed_lists(reading: Reading) -> Iterator[Remark]:
    """K602: 共有三项：甲；乙；丙。 with another number than items."""
    for paragraph in reading.body:
        for found in _HEADED.finditer(paragraph.text) if "；" in paragraph.text else ():
            number, listed = _number(found[1]), found[2]
            items = len([part for part in listed.split("；") if part]) if "；" in listed else 0
            if number and items and items != number and abs(items - number) == 1 and "等" not in found[0]:
                quote = found[0].split("：")[0]
                said = f"写的是{number}，列出{items}项，请核对"
                yield Remark(
                    "K602", Severity.WARNING, paragraph.at(found.start()), quote, said, str(items), found.start()
                )
