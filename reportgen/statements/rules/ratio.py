"""K1: a rate whose two figures stand nearby, or whose formula and figures are known, is recomputed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.ground import Rate
from reportgen.statements.mentions import Mention
from reportgen.statements.printed import Printed, slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

Quotient: TypeAlias = tuple[Callable[[Decimal, Decimal], Decimal | None], Mention, Mention, str]

_NOT_DONE = regex("未|没有|不|尚")
_SOME = 10  # a smaller count is near too many
_BY, _PART = "change", "part"
_NEAR = 8  # figures before a rate that may be its inputs
_SLIP = Decimal(2)  # percentage points: what a slip of the pen or of the calculator comes to
_HAIR = Decimal("0.5")  # the same where only the numbers say that they belong together
_RATE = regex(r"(?:率|比例|占比|完成|进度|比重|控制|百分比)[为达到约是]*$")
_GROWTH = regex(r"(?:增长|增幅|增长率|上升|提高|增加)[了为达到]*$")
_FALL = regex(r"(?:下降|降低|降幅|减少|下降率|压减|缩减)[了为达到]*$")
_CHANGE = regex(
    r"(?:变动|变化|增减|增长|下降|降低|减少|上升|提高)(?:率|幅度|比例|速度)[了为达到约是]*$|[增降]幅[了为达到约是]*$|增速[了为达到约是]*$"
)
_THIS_YEAR = regex(r"(?:本年|今年|本期|当年|本年度|年末)[^，。；、]{0,12}$")
_LAST_YEAR = regex(r"(?:上年|去年|上期|上一年|上年度|同期)[^，。；、]{0,12}$")
_SHARE = regex(r"占.{0,16}$")
_OF = regex(r"占[^，。；]{0,20}$")
_OTHERS = regex("满意|覆盖|准确|合格|控制|利用|使用|完好|普及|知晓|增长|填报|公开")
_RISE = regex(r"增加|增长|新增|多|上升|调增|增产|增收")
_LESS = regex(r"减少|下降|少|压减|调减|降低|减产|减收")
_PART_RATES = (  # what cannot be more than the whole
    r"满意[度率]|资产(?:总体)?(?:使用|利用)率"
    r"|(?:填报|合格|达标|优良|覆盖|准确|通过|获奖|及格|入学|普及|知晓|参保|公开|办结|回复|按期|按时|完好|签约|建档|验收)率"
)
_A_PART = regex(rf"{_PART_RATES}|占比|(?<![增涨加超大高降少长])的比例(?:为|是|达到?|保持|稳定在)*$")
_PLAN = regex(r"预算|计划|指标|应|总数|安排|编制|目标|申请|受理|报名|收到")
_DONE = regex(r"支出|决算|实际|完成|支付|执行|使用|在编|获|通过|办结|回复|按")


def rates_nearby(reading: Reading) -> Iterator[Remark]:
    """K101: quotient, share or growth of figures in the same sentence."""
    for _, found in reading.mentioned:
        for number, rate in enumerate(found):
            if rate.unit != "%" or rate.hedge or not _told_of(rate.label):
                continue
            before = found[_first_of(found, number, rate.sentence - 1) : number]
            near = [m for m in before if m.sentence == rate.sentence] or before
            quotients = list(_quotients(rate, near))
            if quotients and not _as_computed(rate, reading):
                yield from _judged(rate, quotients)


def _first_of(found: Sequence[Mention], number: int, sentence: int) -> int:
    """Where the figures of `sentence` and those after it begin, before the one at `number`."""
    while number and found[number - 1].sentence >= sentence:
        number -= 1
    return number


def _as_computed(rate: Mention, reading: Reading) -> bool:
    """Whether it is the rate of its name that the data gives: the figures that stand nearby are then not its own."""
    name = rate.label.rstrip("为达到约是")
    return any(name.endswith(own) and rate.printed.rounds(value) for own, value in reading.ground.known_rates)


def _quotients(rate: Mention, near: Sequence[Mention]) -> Iterator[Quotient]:
    """The ways in which `rate` may follow from the figures before it, the likeliest first."""
    figures = [m for m in near if m.unit != "%" and not m.hedge][-_NEAR:]
    if "得分率" in rate.label and not any(regex("满分|分值").search(m.label) for m in figures):
        return  # of full marks that are not told
    pairs = [(a, b) for a, b in itertools.combinations(figures, 2) if _kin(a, b)]
    if _told_of(rate.label) == _BY:
        yield from _changes(rate, pairs)
    else:
        for whole, part in reversed(pairs):
            yield _under, whole, part, "后数÷前数"
            yield _over, whole, part, "前数÷后数"


@lru_cache(maxsize=4096)
def _told_of(label: str) -> str:
    """What a rate so called is: a change, a part of something, or neither."""
    if _CHANGE.search(label) or _GROWTH.search(label) or _FALL.search(label):
        return _BY
    return _PART if _SHARE.search(label) or _RATE.search(label) else ""


def _changes(rate: Mention, pairs: Sequence[tuple[Mention, Mention]]) -> Iterator[Quotient]:
    """Growth or fall: out of this year's figure and the difference, or out of both years' figures."""
    fallen = regex(r"下降|降|减少|压减|缩减").search(rate.label) is not None
    for now, change in pairs:
        if (_LESS if fallen else _RISE).search(change.label):
            yield _fallen if fallen else _grown, now, change, f"增减额÷（本期数{'+' if fallen else '−'}增减额）"
    for one, other in pairs:
        for now, before in ((one, other), (other, one)):
            if _is_last(before) and not _is_last(now) and _THIS_YEAR.search(now.label):
                how = "（上年−本年）÷上年" if fallen else "（本年−上年）÷上年"
                yield _decline if fallen else _change, now, before, how


def _is_last(mention: Mention) -> bool:
    return _LAST_YEAR.search(mention.label) is not None


def _change(now: Decimal, before: Decimal) -> Decimal | None:
    return _over(now - before, abs(before))


def _decline(now: Decimal, before: Decimal) -> Decimal | None:
    return _over(before - now, abs(before))


def _kin(one: Mention, other: Mention) -> bool:
    return one.money == other.money and (one.money or one.unit == other.unit or not one.unit or not other.unit)


def _grown(now: Decimal, change: Decimal) -> Decimal | None:
    return _over(change, now - change)


def _fallen(now: Decimal, change: Decimal) -> Decimal | None:
    return _over(change, now + change)


def _under(one: Decimal, other: Decimal) -> Decimal | None:
    return _over(other, one)


def _over(one: Decimal, other: Decimal) -> Decimal | None:
    return one / other * 100 if other else None


def _judged(rate: Mention, quotients: Sequence[Quotient]) -> Iterator[Remark]:
    """A remark where one quotient comes near the printed rate and none gives it."""
    exact = [(q, q[0](q[1].amount, q[2].amount)) for q in quotients]
    known = [(q, value) for q, value in exact if value is not None]
    if not known or any(_gives(rate, q, value) for q, value in known) or _of_both(rate, quotients):
        return
    meant = [_meant(rate, q) for q, _ in known]
    near = [
        (q, value)
        for (q, value), as_said in zip(known, meant, strict=True)
        if (as_said or _telling(q)) and _close(rate, value, _SLIP if as_said else _HAIR)
    ]
    likely = known[:1] if meant[0] else []
    if not near and not likely:
        return
    (compute, one, two, how), value = min(near or likely, key=lambda pair: abs(pair[1] - rate.value))
    low, high = interval(compute, one, two)
    yield compared(rate, value, low, high, f"按{how}（{one.printed.text}、{two.printed.text}）")


def _gives(rate: Mention, quotient: Quotient, value: Decimal) -> bool:
    """Whether a rate is a quotient, or what one of what is not done leaves of all: 20项，2项未完成，90%."""
    _, one, two, _ = quotient
    undone = _NOT_DONE.search(one.label) or _NOT_DONE.search(two.label)
    return rate.printed.rounds(value) or (undone is not None and rate.printed.rounds(100 - value))


def _telling(quotient: Quotient) -> bool:
    """Whether two figures are such as do not give a rate by chance: amounts, measures, counts of two digits."""
    _, one, two, _ = quotient
    return one.money or bool(one.printed.places or two.printed.places) or min(one.value, two.value) >= _SOME


def _of_both(rate: Mention, quotients: Sequence[Quotient]) -> bool:
    """Whether the rate is that of one count in the sum of both, which nobody wrote: 编外 1 人, 编内 17 人, 5.56%."""
    counts = [(one.amount, two.amount) for _, one, two, _ in quotients if not one.money and "其中" not in two.label]
    return any(rate.printed.rounds(part * 100 / (one + two)) for one, two in counts if one + two for part in (one, two))


def _close(rate: Mention, value: Decimal, room: Decimal) -> bool:
    places = max(rate.printed.places, 0)
    return abs(value - rate.value) <= min(room, rate.value / 10) or slip(
        rate.printed.text, chinese.number(value, places)
    )


def _meant(rate: Mention, quotient: Quotient) -> bool:
    """Whether the labels say that the rate is of these two figures: 预算 and 支出 right before 执行率."""
    _, one, two, _ = quotient
    named = regex(r"(?:执行|完成|控制|支付|使用|办结|回复)(?:率|比例)|(?:完成|执行|支付|支出)进度").search(rate.label)
    core = regex(r"率[为达到是]*$").sub("", rate.label)
    clause = two.paragraph.text[two.label_start : rate.label_start]
    if 2 <= len(core) <= 4 and one.unit == two.unit and not one.money and clause.count(core) and "，" in clause:
        return one.end <= two.start and two.paragraph.text[one.end : two.start].count("，") <= 1
    counts = not one.money and one.unit == two.unit and one.sentence == two.sentence == rate.sentence
    if counts and 2 <= len(core) <= 4 and one.value >= two.value and not _OTHERS.search(core):
        between = rate.paragraph.text[two.end : rate.label_start]
        return between.count("，") == 1 and one.paragraph.text[one.end : two.start].count("，") == 1
    return bool(named and one.sentence == rate.sentence and _PLAN.search(one.label) and _DONE.search(two.label))


def interval(
    compute: Callable[[Decimal, Decimal], Decimal | None], one: Mention, two: Mention
) -> tuple[Decimal, Decimal]:
    """The least and the greatest rate for figures that were rounded to what is printed."""
    corners = [compute(a, b) for a in _ends(one) for b in _ends(two)]
    values = [value for value in corners if value is not None]
    return min(values), max(values)


def _ends(mention: Mention) -> tuple[Decimal, Decimal]:
    factor = mention.amount / mention.value if mention.value else Decimal(1)
    return mention.printed.low * factor, mention.printed.high * factor


def compared(rate: Mention, value: Decimal, low: Decimal, high: Decimal, how: str) -> Remark:
    """The remark on a rate that is not what its figures give."""
    shown = f"{chinese.number(value, max(rate.printed.places, 2))}%"
    expected = f"{chinese.number(value, rate.printed.places)}%"
    if rate.printed.cuts(value):
        return on(rate, "K102", Severity.WARNING, f"{how}为{shown}，此处截去了尾数，没有四舍五入", expected)
    if rate.printed.high >= low and rate.printed.low <= high and low < high:
        return on(
            rate, "K103", Severity.WARNING, f"{how}为{shown}；相差在两数尾数取舍的范围内，仍与所列数字不符", expected
        )
    return on(rate, "K101", Severity.ERROR, f"{how}应为{shown}", expected)


def shares(reading: Reading) -> Iterator[Remark]:
    """K101: 占 so many percent of a whole that stands in this paragraph or the one before, as its other shares show."""
    before: tuple[Mention, ...] = ()
    for _, found in reading.mentioned:
        pairs = [(part, rate) for part, rate in itertools.pairwise(found) if rate.unit == "%" and part.money]
        pairs = [(part, rate) for part, rate in pairs if not part.hedge and _OF.search(rate.label)]
        wholes = {m.amount: m for m in (*before, *found) if m.money and m.amount} if pairs else {}
        kept = {a: sum(_is_share(p, r, a) for p, r in pairs) for a in wholes}
        best = max(kept, key=lambda a: kept[a], default=None)
        if best is not None and kept[best] > 0:
            for part, rate in pairs:
                value = part.amount / best * 100
                if not rate.printed.rounds(value) and abs(value - rate.value) <= _SLIP:
                    low, high = interval(_over, part, wholes[best])
                    how = f"按{part.printed.text}÷{wholes[best].printed.text}"
                    yield compared(rate, value, low, high, how)
        before = found


def _is_share(part: Mention, rate: Mention, whole: Decimal) -> bool:
    return rate.printed.rounds(part.amount / whole * 100)


def named_rates(reading: Reading) -> Iterator[Remark]:
    """K104: a rate with a name and a formula, its figures wherever they stand in the text."""
    for rate in reading.ground.rates:
        inputs = {name: mention for name in (*rate.inputs, *rate.optional) if (mention := reading.one(name))}
        if not rate.inputs or any(name not in inputs for name in rate.inputs):
            continue
        exact = rate.compute({name: m.amount for name, m in inputs.items()})
        for found in reading.book.get(_shown(rate.name), ()):
            if exact is not None and not found.mention.printed.rounds(exact * 100):
                yield _named(found.mention, rate, inputs, exact * 100)


def _shown(name: str) -> str:
    return name.replace("序时执行率", "执行率")


def _named(mention: Mention, rate: Rate, inputs: dict[str, Mention], exact: Decimal) -> Remark:
    names = list(inputs)
    corners = itertools.product(*(_ends(inputs[name]) for name in names))
    values = [v * 100 for c in corners if (v := rate.compute(dict(zip(names, c, strict=True)))) is not None]
    figures = "、".join(f"{m.label}{m.printed.text}" for m in inputs.values())
    made = compared(mention, exact, min(values), max(values), f"按“{rate.formula}”（{figures}）")
    if made.level is Severity.ERROR and abs(exact - mention.value) > _SLIP:
        return on(mention, "K104", Severity.WARNING, made.said, made.expected)
    return made


_OF_WHOLE = regex(rf"占比|比重|资金比例|{_PART_RATES}")
_ALL_OF = regex(r"^(?:全?覆盖|办结|签约|建档|达标|公开|回复|销号)")  # after a rate


def impossible(reading: Reading) -> Iterator[Remark]:
    """K105: a rate beyond 1000 %, or one that cannot exceed 100 % and does."""
    for paragraph, found in reading.mentioned:
        for rate in found:
            if rate.unit == "%" and rate.value > 1000:
                yield on(rate, "K105", Severity.WARNING, "比率超过1000%，请核对小数点和单位")
            elif rate.unit == "%" and rate.value > 100 and _is_part(rate, paragraph.text[rate.end : rate.end + 4]):
                yield on(rate, "K105", Severity.WARNING, "这类比率不会超过100%")


def beyond_all(reading: Reading) -> Iterator[Remark]:
    """K105 in tables: more than 100 % where a column or a row tells parts of a whole."""
    for grid in reading.grids:
        for cell in grid.cells:
            about = cell.head if "率" in cell.head or "比" in cell.head else cell.name
            if cell.unit == "%" and cell.value > 100 and _OF_WHOLE.search(about):
                yield on(cell.mention, "K105", Severity.WARNING, "这类比率不会超过100%")


def _is_part(rate: Mention, after: str) -> bool:
    return _A_PART.search(rate.label) is not None or _ALL_OF.match(after) is not None


__all__ = ["Printed", "impossible", "named_rates", "rates_nearby"]
