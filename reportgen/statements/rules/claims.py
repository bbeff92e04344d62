"""K31: what is claimed of all against the figures beside it: ahead of schedule, all done, nothing left over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_PACE = (25, 50, 75, 100)
_AHEAD = regex(r"(?:均|都|全部)(?:已)?(?:超过?|高于|快于|达到|不低于)了?序时进度(?:要求)?")
_ALL_DONE = regex(r"(?:全部|均|都)已?(?:按(?:计划|期|时)|如期)[^，。；]{0,4}完成|全部完成")
_NOTHING_LEFT = regex(r"(?<!达到)(?<!年末)[无没](?:有)?[^，。；]{0,6}(?:结转结余|结转和结余|结余结转|结余资金)")
_BUT = regex(r"[未没不除]|其余|其他|其它|力争|争取|确保|努力|计划于|将")


def ahead_of_schedule(reading: Reading) -> Iterator[Remark]:
    """K311: 均超过序时进度 beside a quarter that does not."""
    for paragraph, found in reading.mentioned:
        claim = _AHEAD.search(paragraph.text)
        quarters = [m for m in found if m.unit == "%" and re.match("[一二三四]季度", m.label)]
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
        for claim in _ALL_DONE.finditer(paragraph.text):
            begin = max(paragraph.text.rfind(sign, 0, claim.start()) for sign in "。；") + 1
            if _BUT.search(paragraph.text[begin : claim.start()]):
                continue
            counts = [m for m in found if begin <= m.start < claim.start() and m.unit in ("个", "项", "件")]
            done = [m for m in counts if re.search("完成", m.label)]
            if len(counts) > 1 and done and done[-1].value < counts[0].value and done[-1] is not counts[0]:
                said = f"前文共{counts[0].shown}，完成{done[-1].shown}，与“{claim[0]}”不符"
                yield Remark("K312", Severity.WARNING, paragraph.at(claim.start()), claim[0], said, at=claim.start())


def nothing_left(reading: Reading) -> Iterator[Remark]:
    """K313: nothing left, although less was spent than planned; 提示, for the treasury may have taken it back."""
    plan, spent = reading.one("预算.合计.调整后"), reading.one("预算.合计.支出")
    if plan is None or spent is None or plan.amount <= spent.amount:
        return
    for paragraph in reading.body:
        if claim := _NOTHING_LEFT.search(paragraph.text):
            left = chinese.number(plan.amount - spent.amount)
            said = f"调整后预算{plan.printed.text}、支出{spent.printed.text}，相差{left}万元；已由财政收回的请写明"
            yield Remark("K313", Severity.HINT, paragraph.at(claim.start()), claim[0], said, at=claim.start())


def quarters_fall(reading: Reading) -> Iterator[Remark]:
    """K314: cumulative progress that falls, or whose last quarter is not the year's rate."""
    for _, found in reading.mentioned:
        quarters = [m for m in found if m.unit == "%" and re.match("[一二三四]季度", m.label)]
        progress = [m for m in quarters if "进度" in m.label]
        for before, after in itertools.pairwise(progress):
            if after.value < before.value and len(progress) == len(_PACE):
                yield on(after, "K314", Severity.WARNING, f"累计支出进度不会低于上一季度的{before.printed.text}%")
