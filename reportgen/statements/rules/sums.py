"""K2: parts and their whole – lists of 其中, 包括, 分别; totals of tables; the parts of the budget."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.printed import slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_MARK = regex(
    r"期?其中|期中(?![考期])|(?:指标|任务|问题|样本|案件|建议)中(?=，)|包括|分别(?:为|是)|由.{0,4}(?:构成|组成)"
)
_CHANGE = regex(r"比|增加|减少|增长|下降|调增|调减|同比|较|上年|占|余|差额|单价|每|人均|最高|不[低超少足含]|以上|以内")
_LANES = (
    ("分值", r"分值"),
    ("得分", r"得分?[为是]*$|总分|得分"),
    ("决算", r"决算|实际|支出数?$|执行|支付|^支出"),
    ("预算", r"预算|计划|指标|年初|调整"),
    ("原值", r"原值"),
    ("净值", r"净值"),
)
_NEAR = Decimal("0.02")
_WHOLES = regex(r"总[额数量计]|合计")  # of something else, told after a list
_MOST = 30  # parts of a total in one sentence
_FAR = 2000  # signs: no sentence is so long
_PAIRS = (("线上", "线下"), ("男", "女"), ("初次", "重复"), ("城镇", "农村"), ("已", "未"))
_VERY_LONG = 6  # signs of an amount
_LONG = 4  # digits of a count: one so long is one slip from the sum of its parts by a slip alone
_OTHER_SCOPE = regex(r"累计|历年|上年|年末|合计|总|资产|债|投资")
_TOTAL_TOLD = regex(
    r"(?:以上|上述|[两三四五六]年)?(?:[两三四五六七八九十]+[项类部分个]{1,2})?(?:合计|总计|共计?|相加|(?<=年)累计)(?:支出|安排|投入|预算)?[为达是]?"
)
_COUNTED_ELSE = regex(r"总[额数量计]|合计|共|其中|计划|完成")
_LANE_OR_WHOLE = regex(r"预算|计划|指标|决算|执行|总额|总计|合计|共|其中|目标")
PARTITIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *(
        (f"预算.{whole}.{column}", tuple(f"预算.{part}.{column}" for part in parts))
        for column in ("年初", "调整后", "支出")
        for whole, parts in (("合计", ("基本支出", "项目支出")), ("基本支出", ("人员经费", "日常公用经费")))
    ),
    *(
        (f"三公.合计.{column}", tuple(f"三公.{part}.{column}" for part in ("因公出国境", "公务用车", "公务接待")))
        for column in ("预算", "决算")
    ),
    ("资产.总额", ("资产.流动资产", "资产.固定资产", "资产.在建工程", "资产.无形资产")),
)
_APART = ("预算.基本支出", "预算.对个人和家庭的补助")  # the whole, and what some keep apart from its other parts


def lists(reading: Reading) -> Iterator[Remark]:
    """K201, K202: the parts after 其中 or 包括 against the figure before it."""
    for paragraph, found in reading.mentioned:
        for heads, parts in _groups(paragraph.text, found):
            told = list(_lanes(heads, parts))
            yield from told or _beyond(paragraph.text, heads, parts) or _alone(heads, parts)


def _groups(text: str, found: Sequence[Mention]) -> Iterator[tuple[list[Mention], list[Mention]]]:
    """Heads and parts around each 其中: to the next 。, or to the clause that another 其中 speaks of."""
    marks = [m for m in _MARK.finditer(text) if text[m.start() - 1 : m.start()] != "不"]
    starts = [m.start for m in found]
    for number, mark in enumerate(marks):
        stop = _after(text, mark.end(), "。")
        if number + 1 < len(marks) and marks[number + 1].start() < stop:
            stop = max(_before(text, marks[number + 1].start(), "，；。"), mark.end())
            stop = max(_before(text, stop, "；。"), mark.end())
        begin = _before(text, mark.start(), "。；")
        heads = found[bisect_left(starts, begin) : bisect_left(starts, mark.start())]
        if not heads and mark.start() - begin < 3:
            before = _before(text, begin - 1, "。；")
            heads = found[bisect_left(starts, before) : bisect_left(starts, begin)]
        if stop == mark.end() and number + 1 < len(marks):  # the clause that the next one speaks of is told after ，
            last = bisect_left(starts, marks[number + 1].start()) - 1
            stop = max(found[last].label_start, stop) if last >= 0 else stop
        after = found[bisect_left(starts, mark.end()) : bisect_left(starts, stop)]
        parts = [m for m in after if not _nested(text, mark.end(), m.start)]
        yield [m for m in heads if _is_whole(m)], parts


def _is_whole(head: Mention) -> bool:
    """Whether parts may add up to it: a rate, a change, full marks (满分100分) are no sums."""
    return head.unit != "%" and not _CHANGE.search(head.label) and not head.hedge and "满分" not in head.label


def _after(text: str, at: int, signs: str) -> int:
    return min((n for sign in signs if (n := text.find(sign, at, at + _FAR)) >= 0), default=min(at + _FAR, len(text)))


def _before(text: str, at: int, signs: str) -> int:
    far = max(at - _FAR, 0)
    return max(max(text.rfind(sign, far, max(at, 0)) for sign in signs) + 1, far)


def _nested(text: str, begin: int, at: int) -> bool:
    """Whether a figure stands in brackets that were opened after the list began."""
    between = text[begin:at]
    return between.count("（") + between.count("(") > between.count("）") + between.count(")")


def _lanes(heads: Sequence[Mention], parts: Sequence[Mention]) -> Iterator[Remark]:
    """Each head against the parts of its own unit and lane."""
    for lane in dict.fromkeys(map(_lane, heads)):
        alike = [(head, _own(head, heads, parts)) for head in heads if _lane(head) == lane]
        sums = [(head, own) for head, own in alike if len(own) > 1 and not any(m.hedge for m in own)]
        if all(_off(head, own[:end]) for head, own in sums for end in _ends(own)):
            told = [r for head, own in sums[:1] for r in _summed(head, own)]
            rows = [(head, own) for head, own in sums[1:] if _in_a_row(own, parts)]
            near = (r for head, own in rows for r in _summed(head, own) if r.level is Severity.ERROR)
            yield from told or itertools.islice(near, 1)


def _ends(own: Sequence[Mention]) -> Iterator[int]:
    """How many of the parts may be all of them: up to a comma, after which something else may be told."""
    text = own[0].paragraph.text
    yield from (n for n, m in enumerate(own[:-1], 1) if n > 1 and text[m.end : m.end + 1] in "，；")
    yield len(own)


def _in_a_row(own: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """Whether no other figure stands between the parts: then they are one list."""
    return sum(own[0].start <= m.start <= own[-1].start for m in parts) == len(own)


def _own(head: Mention, heads: Sequence[Mention], parts: Sequence[Mention]) -> list[Mention]:
    """The parts that are of a head's unit and lane."""
    own = [m for m in parts if _same_unit(head, m) and not _CHANGE.search(m.label) and not _WHOLES.search(m.label)]
    lane, lanes = _lane(head), {_lane(m) for m in own} - {""}
    if len(lanes) > 1 or len({_lane(m) for m in heads} - {""}) > 1:
        return [m for m in own if _lane(m) == lane]
    return [] if lanes and lane and lane not in lanes else own


def _beyond(text: str, heads: Sequence[Mention], parts: Sequence[Mention]) -> list[Remark]:
    """A part of the first clauses after 其中 that is more than every figure of its lane before it."""
    end, found = _after(text, parts[0].start, "；。") if parts else 0, list[Remark]()
    for part in (m for m in parts if m.start < end and m.money and not m.hedge and not _CHANGE.search(m.label)):
        only = len({_lane(m) for m in heads}) == 1 and not _lane(part)
        lane = [m.amount for m in heads if m.money and (only or _lane(m) == _lane(part))]
        if lane and part.amount > max(lane) and not _OTHER_SCOPE.search(part.label):
            said = f"是其中的一部分，却大于总数{chinese.number(max(lane))}万元"
            found.append(on(part, "K201", Severity.WARNING, said))
    return found


def _alone(heads: Sequence[Mention], parts: Sequence[Mention]) -> Iterator[Remark]:
    """The only part that is told of, one slip away from the whole: it was to be all of it."""
    own = [m for m in parts if m.money]
    wholes = [m for m in heads if m.money and own and _lane(own[0]) in (_lane(m), "")]
    if len(own) == len(wholes) == 1 and not own[0].hedge and not _CHANGE.search(own[0].label):
        one, whole = own[0].printed, wholes[0].printed
        if len(one.text.replace(",", "")) > _VERY_LONG and one.places and slip(one.text, whole.text):
            said = f"其中只有这一项，与总数{whole.text}只差一位数字或两位对调"
            yield on(own[0], "K201", Severity.WARNING, said, wholes[0].shown)


def totals_after(reading: Reading) -> Iterator[Remark]:
    """K201: a total told after its parts: 货物1.00万元、服务2.00万元，合计3.00万元."""
    for _, found in reading.in_sentences:
        for sentence in found:
            for number, total in enumerate(sentence):
                if _TOTAL_TOLD.fullmatch(total.label) and not total.hedge and total.unit not in ("%", "个百分点", ""):
                    yield from _totalled(total, list(_run_before(sentence[:number], total)))


def _totalled(total: Mention, parts: Sequence[Mention]) -> Iterator[Remark]:
    tails = [parts[at:] for at in range(len(parts) - 1)]
    if tails and all(_off(total, tail) for tail in tails):
        gap = sum((m.amount for m in parts), Decimal(0)) - total.amount
        yield from _off_total(total, parts, gap)


def _run_before(found: Sequence[Mention], total: Mention) -> Iterator[Mention]:
    """The figures before a total that are of its unit; none where one of them is no part."""
    near = [m for m in found[-_MOST:] if _same_unit(total, m)]
    lanes = _LANE_OR_WHOLE if total.money else _COUNTED_ELSE
    if not any(m.hedge or _CHANGE.search(m.label) or lanes.search(m.label) for m in near):
        yield from near


def _off_total(total: Mention, parts: Sequence[Mention], gap: Decimal) -> Iterator[Remark]:
    slipped = _slipped(total, parts, gap) and (total.money or len(parts) > 2)
    if len(parts) > 1 and (slipped or _one_chain(total, parts)):
        shown = chinese.number(total.amount + gap)
        said = f"前面的{'、'.join(m.printed.text for m in parts)}相加为{shown}{_unit(total)}"
        yield on(total, "K201", Severity.WARNING, said, shown)


def _one_chain(total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether a sentence is nothing but 甲1.00万元、乙2.00万元，合计…: then all that adds up is told."""
    text = total.paragraph.text
    begin = _before(text, total.start, "。；")
    joins = [
        regex(r"（[^（）]*）").sub("", text[a.end : b.label_start]) for a, b in itertools.pairwise((*parts, total))
    ]
    return parts[0].label_start == begin and all(join == "、" for join in joins[:-1]) and joins[-1] == "，"


def _same_unit(head: Mention, part: Mention) -> bool:
    return part.money if head.money else part.unit == head.unit and part.unit not in ("%", "个百分点", "")


def _lane(mention: Mention) -> str:
    return _lane_of(mention.label)


@lru_cache(maxsize=4096)
def _lane_of(label: str) -> str:
    return next((name for name, pattern in _LANES if regex(pattern).search(label)), "")


def _summed(head: Mention, parts: Sequence[Mention]) -> Iterator[Remark]:
    whole, gap = head.amount, sum((m.amount for m in parts), Decimal(0)) - head.amount
    room = sum((m.printed.half for m in (head, *parts)), Decimal(0))
    if abs(gap) <= room:
        return
    said = f"{'、'.join(m.printed.text for m in parts)}相加为{chinese.number(whole + gap)}{_unit(head)}"
    twice = next((m for m in parts if head.money and len(parts) > 2 and abs(gap - m.amount) <= room and m.amount), None)
    if twice:
        said += f"，比{head.printed.text}多出的正是“{twice.quote.lstrip('其中：:')}”，疑已含在另一项内"
        yield on(twice, "K202", Severity.ERROR, said, f"合计{head.printed.text}")
    elif _slipped(head, parts, gap) and (head.money or len(parts) > 2 or gap > 0):
        more = "多" if gap > 0 else "少"
        said += f"，比{head.printed.text}{more}{chinese.number(abs(gap))}"
        yield on(head, "K201", Severity.ERROR, said, chinese.number(whole + gap))
    elif gap > 0 or _opposites(parts):
        said += "" if gap > 0 else f"，少于总数{head.printed.text}"
        yield on(
            head,
            "K201",
            Severity.WARNING,
            f"{said}，大于总数{head.printed.text}" if gap > 0 else said,
            chinese.number(whole + gap),
        )


def _opposites(parts: Sequence[Mention]) -> bool:
    """Whether two parts are all there are, by their very names: 线上, 线下."""
    return len(parts) == 2 and any(
        one in parts[0].label and other in parts[1].label for pair in _PAIRS for one, other in (pair, pair[::-1])
    )


def _unit(mention: Mention) -> str:
    return "万元" if mention.money else mention.unit


def _slipped(head: Mention, parts: Sequence[Mention], gap: Decimal) -> bool:
    """Whether one digit of one figure, or little of the whole, explains the gap."""
    if abs(gap) <= head.amount * _NEAR and head.money:
        return True
    if not head.money and abs(gap) > head.amount / 4:
        right = chinese.number(head.amount + gap)
        return len(parts) > 2 and len(right) >= _LONG and slip(head.printed.text, right)
    shown = [(head, head.amount + gap), *((m, m.amount - gap) for m in parts)]
    return any(
        right > 0
        and m.printed.places == head.printed.places
        and slip(m.printed.text, chinese.number(right, m.printed.places))
        for m, right in shown
        if m.unit == head.unit
    )


def _off(head: Mention, parts: Sequence[Mention]) -> Decimal:
    """How much `parts` are more than `head`; 0 for what rounding explains."""
    gap = sum((m.amount for m in parts), Decimal(0)) - head.amount
    return gap if abs(gap) > sum((m.printed.half for m in (head, *parts)), Decimal(0)) else Decimal(0)


def partitions(reading: Reading) -> Iterator[Remark]:
    """K203: 合计 is 基本支出 and 项目支出, 三公 its three parts, wherever in the text they stand."""
    for whole, names in PARTITIONS:
        head, parts = reading.one(whole), [m for name in names if (m := reading.one(name))]
        if head is None or len(parts) < len(names):
            continue
        apart = reading.one(whole.replace(*_APART)) if whole.startswith(_APART[0]) else None
        if apart is not None and not _off(head, [*parts, apart]):
            continue
        if gap := _off(head, parts):
            shown = " + ".join(m.printed.text for m in parts)
            right = chinese.number(head.amount + gap)
            said = f"各分项{shown} = {right}，与{head.printed.text}相差{chinese.number(abs(gap))}"
            yield on(head, "K203", Severity.ERROR, said, right)
