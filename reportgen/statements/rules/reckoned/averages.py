"""K108, K109, K207: averages, rates of a base that is named, shares of all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.printed import slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.rules.ratio import compared, interval

_EACH = regex(
    r"(?:(?P<of>[月季周日人户场次期家村校车])均|平均每(?:个)?(?P<each>月|季度|人|名|户|场|次|期|家|所|件|个))[一-鿿]{0,6}$"
)
_UNITS = {
    "车": "辆",
    "人": "人名",
    "名": "人名",
    "次": "次",
    "场": "场次",
    "期": "期",
    "村": "个",
    "校": "所个",
    "家": "家",
}
_TIMES = {"月": (12,), "季": (4,), "季度": (4,), "周": (52,), "日": (365, 366)}
_YEAR = regex(r"全年|年度|20\d\d年(?![底末初中]|\d{1,2}月)|一年")
_PART_OF_YEAR = regex(r"半年|季度|\d{1,2}月|以来|截至")
_SCOPE = regex(r"其中|上年|去年|同比|累计|历年|计划|目标")
_NEAR = Decimal("0.05")
_BASE = regex(
    r"(?:完成|占|达到|为)(?P<base>年初|全年|调整后?|上年)(?:的)?(?:部门)?(?:预算|计划|任务|指标|决算)(?:数|总?额)?的$"
)
_DONE = regex(r"支出|决算|实际|执行|完成")
_MEAN, _ROW, _LONG = regex(r"平均[^，。；、]{0,8}率[为达是]?$"), 3, 12  # rates of a row at least, and at most
_MOVED = (Decimal(10), Decimal(100), Decimal("0.1"))  # a decimal point that slipped
_SHARE_OF = regex(r"[约仅]?(?:占|完成|相当于)")
_WHOLE = Decimal(100)
_BEYOND = Decimal(110)  # more than this is no sum of shares


def averages(reading: Reading) -> Iterator[Remark]:
    """K108: an average that is near, and not, what the figures before it in the sentence give."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "均" in paragraph.text else ():
            for number, average in enumerate(sentence):
                asked = _EACH.search(average.label)
                if asked and not average.hedge and average.value:
                    each = asked["of"] or asked["each"]
                    yield from _averaged(average, each, sentence[:number])


def _averaged(average: Mention, each: str, before: Sequence[Mention]) -> Iterator[Remark]:
    figures = [m for m in before if not m.hedge and not _SCOPE.search(m.label)]
    wholes = [m for m in figures if m.same_kind(average)]
    exact = [(m, n, m.amount / n * average.value / average.amount) for m in wholes for n in _numbers(each, m, figures)]
    if any(average.printed.rounds(value) or average.printed.cuts(value) for *_, value in exact):
        return
    places = average.printed.places
    for whole, number, value in reversed(exact):
        moved = any(average.printed.rounds(value * step) for step in _MOVED)
        near = abs(value - average.value) <= value * _NEAR or slip(average.printed.text, chinese.number(value, places))
        if moved or near:
            right = f"{chinese.number(value, places)}{average.unit}"
            said = f"按{whole.printed.text}÷{chinese.number(number)}为{right}"
            yield on(average, "K108", Severity.WARNING, said, right)
            return


def _numbers(each: str, whole: Mention, figures: Sequence[Mention]) -> Iterator[Decimal]:
    """Through what a whole may be divided: the months of a year, or the persons, times or houses told of."""
    if each in _TIMES:
        begin = max(whole.paragraph.text.rfind(sign, 0, whole.start) for sign in "。；") + 1
        said = whole.paragraph.text[begin : whole.start]
        if _YEAR.search(said) and not _PART_OF_YEAR.search(said):
            yield from map(Decimal, _TIMES[each])
        return
    units = _UNITS.get(each, each)
    yield from (m.value for m in figures if m is not whole and m.unit and m.unit in units and m.value)


def mean_rates(reading: Reading) -> Iterator[Remark]:
    """K108: the mean of a row of rates that stands right before it: 一至四季度为…，平均执行率为…."""
    for paragraph, found in reading.mentioned:
        means = (n for n, m in enumerate(found) if m.unit == "%" and not m.hedge and _MEAN.search(m.label))
        for number in means if "平均" in paragraph.text else ():
            mean = found[number]
            row = list(_row_before(found[max(number - _LONG, 0) : number], mean))
            if len(row) < _ROW:
                continue
            exact = sum((m.value for m in row), Decimal(0)) / len(row)
            if not mean.printed.rounds(exact) and abs(exact - mean.value) <= exact * _NEAR * 2:
                right = f"{chinese.number(exact, max(mean.printed.places, 2))}%"
                said = f"前面{len(row)}个比率的平均数是{right}"
                yield on(mean, "K108", Severity.WARNING, said, right)


def _row_before(found: Sequence[Mention], mean: Mention) -> Iterator[Mention]:
    """The rates of the same sentence that stand one after another up to `mean`, with nothing else between."""
    at = mean.label_start - 1
    for one in reversed(found):
        if one.unit != "%" or not regex(r"[、，和及]?").fullmatch(one.paragraph.text[one.end : at + 1].strip("，,")):
            return
        yield one
        at = one.start - 1


def told_shares(reading: Reading) -> Iterator[Remark]:
    """K101: X，占（完成）Y的Z%: the rate of the figure before in the one that stands right before the rate."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "的" in paragraph.text else ():
            for number, (whole, rate) in enumerate(itertools.pairwise(sentence)):
                joined = rate.unit == "%" and paragraph.text[whole.end : rate.start] == "的"
                told = joined and _SHARE_OF.match(whole.label) and not (rate.hedge or whole.hedge)
                if told and whole.unit != "%" and whole.amount:
                    before = (m for m in sentence[:number] if m.same_kind(whole) and not m.hedge)
                    yield from _shared(rate, whole, list(before))


def _shared(rate: Mention, whole: Mention, parts: Sequence[Mention]) -> Iterator[Remark]:
    exact = [(part, part.amount / whole.amount * 100) for part in parts]
    if not exact or any(rate.printed.rounds(value) for _, value in exact):
        return
    part, value = exact[-1]
    if len(exact) == 1 or abs(value - rate.value) <= value * _NEAR:
        low, high = interval(_quotient, part, whole)
        yield compared(rate, value, low, high, f"按{part.printed.text}÷{whole.printed.text}")


def _quotient(part: Decimal, whole: Decimal) -> Decimal | None:
    return part / whole * 100 if whole else None


def named_base(reading: Reading) -> Iterator[Remark]:
    """K109: 完成年初预算的95.89%, which is the rate of another figure than the one that is named."""
    for _, found in reading.in_sentences:
        for sentence in found:
            for number, rate in enumerate(sentence):
                asked = _BASE.search(rate.label) if rate.unit == "%" and not rate.hedge else None
                if asked:
                    yield from _of_its_base(rate, asked["base"].rstrip("后"), sentence[:number])


def _of_its_base(rate: Mention, base: str, before: Sequence[Mention]) -> Iterator[Remark]:
    money = [m for m in before if m.money and not m.hedge]
    done = next((m for m in reversed(money) if _DONE.search(m.label) and base not in m.label), None)
    named = next((m for m in reversed(money) if base in m.label), None)
    if done is None or named is None or (named.amount and rate.printed.rounds(done.amount / named.amount * 100)):
        return
    others = (m for m in money if m is not done and m is not named and m.amount)
    meant = next((m for m in others if rate.printed.rounds(done.amount / m.amount * 100)), None)
    if meant:
        right = f"{chinese.number(done.amount / named.amount * 100, 2)}%" if named.amount else ""
        instead = f"相比为{right}" if right else "无从相比"
        said = f"{rate.shown}是与“{meant.quote}”相比的；与所说的“{named.quote}”{instead}"
        yield on(rate, "K109", Severity.WARNING, said, right)


def shares_of_all(reading: Reading) -> Iterator[Remark]:
    """K207: 分别占60%、30%、12%: shares of one whole that come to a little more than all of it."""
    for paragraph, found in reading.mentioned:
        for asked in regex(r"(?:分别占|占比分别|比重分别)[^，。；\d]{0,12}").finditer(paragraph.text):
            row = list(_row_at(paragraph.text, asked.end(), found))
            whole = sum((m.value for m in row), Decimal(0))
            room = sum((m.printed.half or Decimal("0.5") for m in row), Decimal(0))
            if len(row) > 2 and _WHOLE + room < whole <= _BEYOND:
                said = f"各项占比相加为{chinese.number(whole)}%，超过100%"
                yield on(row[-1], "K207", Severity.WARNING, said)


def _row_at(text: str, at: int, found: Sequence[Mention]) -> Iterator[Mention]:
    rest = itertools.dropwhile(lambda m: m.start < at, found)
    for mention in rest:
        if mention.unit != "%" or not regex(r"[、，和及]?").fullmatch(text[at : mention.start]):
            return
        yield mention
        at = mention.end
