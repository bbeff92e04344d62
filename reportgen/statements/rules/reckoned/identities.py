"""K201, K206 of what makes up what by its very name: assets and debts, done and left, content and not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import FACTOR, Mention
from reportgen.statements.printed import slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_LESS_IS = (  # what is taken from what, and what that leaves
    (regex(r"资产总[额计]|总资产"), regex(r"负债(?:总[额计])?"), regex(r"净资产")),
    (regex(r"固定资产(?:账面)?原值"), regex(r"累计折旧"), regex(r"净值")),
    (regex(r"[送报]审"), regex(r"[核审]减(?:资金|金额|工程款)?[为了]*$"), regex(r"审定|结算")),
    (
        regex(r"^[^，。；]{0,12}编制(?:人?数)?[为共有]*$"),
        regex(r"^(?:实有|在编)(?:人员|人数)?[为共有]*$"),
        regex(r"空编|空缺"),
    ),
)
_A_REST = regex("净|核减|审减|空编|空缺")
_CARRIED = tuple(map(regex, (r"(?:上年|年初)结转", r"本年收入", r"本年支出", r"年末结转")))
_BEGUN = regex(r"年初(?:部门)?(?:批复|安排)?预算|年初预算|初预算安排")
_ENDED = regex(r"^(?:全年|调整后?的?)(?:的)?(?:年度)?(?:总)?(?:预算|指标)(?:数|总额)?[为达是至到]*$")
_MORE = regex(r"追加|调增|增加|增拨|下达|调入|上年结转|新增")
_LESS = regex(r"调减|压减|核减|收回|减少|调出|划出|划转")
_ROUGHLY = regex(r"约|近|余|多|左右")
_DONE_LEFT = regex(
    r"(?:共|总|安排|设置|计划)[一-鿿]{0,6}?(?P<all>\d+)(?P<unit>[个项件条])[^。；，\d]{0,10}，(?:其中|已|均)?(?:如期|按期)?"
    r"完成[一-鿿]{0,6}?(?P<done>\d+)(?P=unit)[^。；，\d]{0,8}，(?:其余|尚有|另有|还有|仅)?(?P<left>\d+)(?P=unit)[^。；，\d]{0,8}"
    r"(?:未|没有|正在|推迟|延期|跨年)"
)
_CONTENT = regex(r"满意|一般|不了解")
_MANY = 3  # digits


def identities(reading: Reading) -> Iterator[Remark]:
    """K206: 资产总额, 负债总额, 净资产 in one sentence, one of each."""
    for paragraph, found in reading.in_sentences:
        for names in _LESS_IS if _A_REST.search(paragraph.text) else ():
            for sentence in found:
                three = [[m for m in sentence if m.unit != "%" and name.search(m.label)] for name in names]
                if (
                    all(len(alike) == 1 for alike in three)
                    and len({m.unit.replace("名", "人") for alike in three for m in alike}) == 1
                ):
                    yield from _left(*(alike[0] for alike in three))


def _left(whole: Mention, less: Mention, rest: Mention) -> Iterator[Remark]:
    gap = whole.amount - less.amount
    scale = FACTOR.get(rest.unit, Decimal(1))
    room = sum((m.printed.half * scale for m in (whole, less, rest)), Decimal(0))
    if abs(gap - rest.amount) > room and not any(m.hedge for m in (whole, less, rest)):
        shown = chinese.number(gap / scale, rest.printed.places)
        said = f"{whole.printed.text}减{less.printed.text}为{shown}{rest.unit}"
        yield on(rest, "K206", Severity.WARNING, said, f"{shown}{rest.unit}")


def carried(reading: Reading) -> Iterator[Remark]:
    """K206: 上年结转 + 本年收入 − 本年支出 is 年末结转, where one sentence has one of each."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "年末结转" in paragraph.text else ():
            four = [[m for m in sentence if m.unit == "万元" and name.search(m.label)] for name in _CARRIED]
            if all(len(alike) == 1 for alike in four) and not any(m.hedge for alike in four for m in alike):
                begun, income, spent, left = (alike[0] for alike in four)
                right = begun.value + income.value - spent.value
                room = sum((m.printed.half for m in (begun, income, spent, left)), Decimal(0))
                if abs(right - left.value) > room:
                    shown = chinese.number(right, left.printed.places)
                    said = f"{begun.printed.text}加{income.printed.text}减{spent.printed.text}为{shown}万元"
                    yield on(left, "K206", Severity.WARNING, said, f"{shown}万元")


def budget_steps(reading: Reading) -> Iterator[Remark]:
    """K206: 年初预算, what was added and taken away, 全年预算: one slip away from what they come to."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "年初" in paragraph.text else ():
            money = [m for m in sentence if m.money]
            ends = [n for n, m in enumerate(money) if n > 1 and _ENDED.search(m.label)]
            if ends and _BEGUN.search(money[0].label) and not any(_ROUGHLY.search(m.hedge) for m in money):
                yield from _stepped(money[0], money[1 : ends[0]], money[ends[0]])


def _stepped(begun: Mention, steps: Sequence[Mention], ended: Mention) -> Iterator[Remark]:
    signs = [(_MORE.search(m.label) is not None) - (_LESS.search(m.label) is not None) for m in steps]
    right = begun.amount + sum((sign * m.amount for sign, m in zip(signs, steps, strict=True)), Decimal(0))
    shown = chinese.number(right / FACTOR[ended.unit], ended.printed.places)
    digits = ended.printed.text.replace(",", "").replace(".", "")
    if 0 not in signs and right != ended.amount and len(digits) >= _MANY and slip(ended.printed.text, shown):
        said = f"年初预算与增减的各项合起来是{shown}{ended.unit}"
        yield on(ended, "K206", Severity.WARNING, said, f"{shown}{ended.unit}")


def done_and_left(reading: Reading) -> Iterator[Remark]:
    """K201: 共20项，完成19项，2项未完成."""
    for paragraph in reading.body:
        for found in _DONE_LEFT.finditer(paragraph.text) if "完成" in paragraph.text else ():
            whole, done, left = (int(found[name]) for name in ("all", "done", "left"))
            if done + left != whole:
                at = found.start("all")
                said = f"完成的{done}{found['unit']}与没有完成的{left}{found['unit']}相加为{done + left}，总数是{whole}"
                yield Remark("K201", Severity.WARNING, paragraph.at(at), found[0], said, str(done + left), at)


def answers(reading: Reading) -> Iterator[Remark]:
    """K201: of 200 asked, 186 content, 10 roughly, 8 not: more answers than were asked."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "不满意" in paragraph.text else ():
            counts = [m for m in sentence if m.unit and m.unit != "%" and not m.money]
            told = [m for m in counts if m.unit == counts[0].unit]
            of_answers = [m for m in told[1:] if _CONTENT.search(m.label)]
            head = told[0] if told and not _CONTENT.search(told[0].label) else None
            total = sum((m.value for m in of_answers), Decimal(0))
            if head and len(of_answers) > 2 and total > head.value and of_answers == told[1:]:
                said = f"各类回答相加为{chinese.number(total)}{head.unit}，多于{head.shown}"
                yield on(head, "K201", Severity.WARNING, said, f"{chinese.number(total)}{head.unit}")
