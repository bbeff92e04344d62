"""K110, K111, K206, K315: from one figure to another – the direction, the step between, the aim beside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import FACTOR, Mention
from reportgen.statements.printed import slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.rules.ratio import compared

_UP = "增加|提高|上升|增长|扩大|提升|增|升"
_DOWN = "减少|下降|降低|压减|压缩|缩短|缩减|回落|减|降"
_CHANGED = regex(rf"[^，。；、\d]{{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))了?(?:到|至|为)[^，。；、\d]{{0,6}}")
_STEP = regex(rf"，?(?:同比|共|净)?(?:(?P<up>{_UP}|[多高]出?)|(?P<down>{_DOWN}|[少低]))(?:幅度?|率)?[了为达约]*")
_FROM = regex(r"[由从]")
_RANKED = regex(r"排名|位次|名次|排第|位居|跃居")
_OF_YEARS = regex(r"年均|平均|环比")
_PLACED = regex(r"[均也已并但且，]*(?:(?P<above>高于|高出|超过)|(?:低于|落后于?|落后))(?!.*[多少])")
_THAN = regex(r"[比较]")
_MOVED = regex(rf"{_UP}|{_DOWN}|[多少高低]")
_APART = regex(r"^(?:两者|二者)?(?:相差|差额)(?:资金|金额)?[为达约]*$")
_DIFFERENCE = regex(
    r"^(?:两者|二者|资金|预算|支出|年末|年中|全年)?(?:相差|差额|结余|节约|节省|剩余|增加|减少|调增|调减|净增|净减|压减|追加|超支)"
    r"(?:资金|金额|经费|支出|预算|指标)?[了为达约]*$"
)
_KEPT = regex(r"收回|上缴|上年结转|年初结转|其中|另|含")
_PLAN = regex(r"预算|计划|指标|年初|上年|去年|目标|收入")
_DONE = regex(r"支出|决算|实际|执行|完成|调整|本年|今年")
_AIM = regex(
    r"^[均也已并但且，]*(?:(?P<above>高于|超过|超出|大于|多于)|(?P<below>低于|未达到?|没有达到|少于|不足)|(?P<met>达到))了?"
    r"(?P<what>[^，。；\d]{0,10}?(?:目标|要求|标准|任务|指标|计划)(?:值|数|任务)?[为是]?)?$"
)
_AIM_AFTER = regex(r"的[^，。；\d]{0,8}?(?:目标|要求|标准|任务)")
_THE_LESS = regex(r"投诉|事故|差错|成本|能耗|损耗|漏损|控制|逾期|发生|排放|时限|时间|用时|耗时|死亡|返工|空置|闲置")
_AT_MOST = regex(r"^(?:以内|以下|之内)")
_MANY = 3  # digits: shorter figures are near each other by chance
_NEAR = Decimal("0.02")


def _room(*mentions: Mention) -> Decimal:
    """What rounding of the printed figures explains, in 万元 where they are money."""
    return sum((m.printed.half * FACTOR.get(m.unit, Decimal(1)) for m in mentions), Decimal(0))


def from_to(reading: Reading) -> Iterator[Remark]:
    """K110: 由120人增加到110人; K101, K111: the growth told after it."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if _FROM.search(paragraph.text) else ():
            for number, (before, now) in enumerate(itertools.pairwise(sentence)):
                changed = _CHANGED.fullmatch(paragraph.text[before.end : now.start])
                if (
                    changed
                    and _FROM.search(before.label)
                    and before.same_kind(now)
                    and not _RANKED.search(before.label)
                ):
                    yield from _directed(before, now, rising=bool(changed["up"]))
                    yield from _told_after(before, now, sentence[number + 2 : number + 3])


def _directed(before: Mention, now: Mention, *, rising: bool) -> Iterator[Remark]:
    if (now.amount <= before.amount) if rising else (now.amount >= before.amount):
        way = "增加（提高）" if rising else "减少（下降）"
        yield on(now, "K110", Severity.WARNING, f"说的是{way}，数却由{before.shown}到{now.shown}，请核对两数和用词")


def _told_after(before: Mention, now: Mention, after: Sequence[Mention]) -> Iterator[Remark]:
    for step in after if not (before.hedge or now.hedge) else ():
        told = None if step.hedge else _STEP.fullmatch(now.paragraph.text[now.end : step.start])
        if told and not _OF_YEARS.search(step.label):
            yield from _stepped(before, now, step)


def _stepped(before: Mention, now: Mention, step: Mention) -> Iterator[Remark]:
    """What is told to lie between two figures: a growth in %, 百分点, or an amount."""
    gap = abs(now.amount - before.amount)
    room = _room(before, now, step)
    if step.unit == "%" and before.unit != "%" and before.amount:
        values = sorted(_growths(before, now))
        exact = gap / abs(before.amount) * 100
        if not step.printed.rounds(exact):
            yield compared(step, exact, values[0], values[-1], f"按{before.printed.text}到{now.printed.text}")
    elif step.unit in ("个百分点", "百分点") and before.unit == "%" and abs(gap - step.value) > room:
        shown = chinese.number(gap)
        said = f"{now.shown}与{before.shown}相差{shown}个百分点"
        yield on(step, "K111", Severity.WARNING, said, f"{shown}{step.unit}")
    elif before.same_kind(step) and before.unit != "%" and abs(gap - step.amount) > room:
        yield _off(before, now, step, gap)


def _growths(before: Mention, now: Mention) -> Iterator[Decimal]:
    for one in (before.amount - _room(before), before.amount + _room(before)):
        for other in (now.amount - _room(now), now.amount + _room(now)):
            if one:
                yield abs(other - one) / abs(one) * 100


def _off(before: Mention, now: Mention, step: Mention, gap: Decimal) -> Remark:
    unit = "万元" if step.money else step.unit
    shown = chinese.number(gap)
    said = f"{before.shown}与{now.shown}相差{shown}{unit}"
    return on(step, "K206", Severity.WARNING, said, f"{shown}{unit}")


def beside(reading: Reading) -> Iterator[Remark]:
    """K110, K111, K206: 95.20%，比上年的93.10%提高2.1个百分点: what is told to lie between the two."""
    for _, found in reading.in_sentences:
        for sentence in found:
            yield from _beside(sentence)


def _beside(sentence: Sequence[Mention]) -> Iterator[Remark]:
    for number, (base, step) in enumerate(itertools.pairwise(sentence)):
        told = _told_beside(base, base.paragraph.text[base.end : step.start])
        if told is not None and not (base.hedge or step.hedge):
            firsts = [m for m in sentence[:number] if m.same_kind(base)]
            if len(firsts) == 1 and not firsts[0].hedge and not _THAN.search(firsts[0].label):
                yield from _against(firsts[0], base, step, rising=told)


def _told_beside(base: Mention, between: str) -> bool | None:
    """Whether what follows is told to be above what is compared with, or below; None where nothing is compared."""
    if _compared(base.label):
        told = _STEP.fullmatch(between)
        return bool(told["up"]) if told else None
    placed = _PLACED.match(base.label) if regex("[达近约了]?").fullmatch(between) else None
    return bool(placed["above"]) if placed else None


def _compared(label: str) -> bool:
    """Whether a label ends in what is compared with, as 比上年的, and not in the change itself: 比上年增加."""
    return _THAN.search(label) is not None and not _MOVED.search(label)


def _against(now: Mention, base: Mention, step: Mention, *, rising: bool) -> Iterator[Remark]:
    between = step.unit in ("%", "个百分点", "百分点") or now.same_kind(step)
    if between and now.amount != base.amount and (now.amount > base.amount) != rising:
        said = (
            f"说的是{'增加（高）' if rising else '减少（低）'}，{now.shown}却{'小' if rising else '大'}于{base.shown}"
        )
        yield on(step, "K110", Severity.WARNING, said)
    else:
        yield from _stepped(base, now, step)


def differences(reading: Reading) -> Iterator[Remark]:
    """K206: 预算100.00万元，支出90.00万元，结余15.00万元: one slip away from what is between the two before it."""
    for _, found in reading.in_sentences:
        for sentence in found:
            for one, other, step in zip(sentence, sentence[1:], sentence[2:], strict=False):
                if _told_apart(one, other, step):
                    yield from _between(one, other, step)


def _told_apart(one: Mention, other: Mention, step: Mention) -> bool:
    """Whether three figures are a plan, what came of it, and what is left or was added."""
    three = (one, other, step)
    if not (_DIFFERENCE.match(step.label) and one.same_kind(other) and one.same_kind(step)) or one.unit == "%":
        return False
    if any(m.hedge for m in three) or _KEPT.search(step.paragraph.text[one.label_start : step.end]):
        return False
    kept = "结余" in step.label and "收入" in one.label
    return not kept and bool(_PLAN.search(one.label) and _DONE.search(other.label))


def _between(one: Mention, other: Mention, step: Mention) -> Iterator[Remark]:
    gap = abs(other.amount - one.amount)
    if abs(gap - step.amount) <= _room(one, other, step):
        return
    scale = FACTOR.get(step.unit, Decimal(1))
    shown = chinese.number(gap / scale, step.printed.places)
    digits = step.printed.text.replace(",", "").replace(".", "")
    near = abs(gap - step.amount) <= gap * _NEAR or slip(step.printed.text, shown)
    if _APART.match(step.label) or (near and len(digits) >= _MANY):
        yield _off(one, other, step, gap)


def _speaks_of_aim(what: str | None, after: str) -> bool:
    """Whether 达到95% speaks of an aim, before the figure or after it; 达到目标50个的80% does not."""
    return _AIM_AFTER.match(after) is not None or (what is not None and not regex(r"的\d").match(after))


def aims(reading: Reading) -> Iterator[Remark]:
    """K315: 94.20%，高于目标值95%: said to be beyond, short of, or up to an aim that it is not."""
    for paragraph, found in reading.mentioned:
        for now, aim in itertools.pairwise(found):
            told = _AIM.match(aim.label) if now.unit == aim.unit and now.sentence == aim.sentence else None
            after = paragraph.text[aim.end : aim.end + 20]
            if told is None or now.hedge or _PLAN.search(now.label) or not _speaks_of_aim(told["what"], after):
                continue
            less = _THE_LESS.search(now.label) or _AT_MOST.match(after)
            wrong = (
                (told["above"] and now.amount <= aim.amount)
                or (told["below"] and now.amount >= aim.amount)
                or (told["met"] and not less and now.amount < aim.amount and _THAN.search(now.label) is None)
            )
            if wrong:
                said = f"前面的{now.shown}与“{told[0]}{aim.shown}”不符"
                yield on(aim, "K315", Severity.WARNING, said)
