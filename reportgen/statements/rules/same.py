"""K3: one thing with two values, a part that carries the whole's figure, a claim against its figures."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.naming import Named
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_WHOLE = {"预算.项目支出": "预算.合计", "预算.基本支出": "预算.合计", "预算.人员经费": "预算.基本支出"}
_RATES = {"项目支出执行率": "预算执行率", "基本支出执行率": "预算执行率"}
_LEAST = 6  # signs of a label that says enough by itself
_STOP = regex("。")
_ROW = 2  # rates: more make a row
_SCOPE = regex(r"其中|分别|同比|增长|新增|增加|减少|每|第[一二三四]|[0-9]|上年|累计|以上|不|最高|最低|人均")
_WITHIN_POSTS = regex("无超编|未超编|没有超编")
_MANY = regex(r"^(?:其中|包括|以及|和|及|与|等)")


def two_values(reading: Reading) -> Iterator[Remark]:
    """K301, K302: a named figure with another value than elsewhere in the text, or with that of the whole."""
    for name, found in reading.book.items():
        values = Counter(n.mention.amount for n in found)
        if len(values) < 2:
            continue
        right = _right(found)
        for one in found:
            if one.mention.amount != right.amount and not _same(one.mention, right):
                yield _differing(reading, name, one.mention, right)


def _right(found: Sequence[Named]) -> Mention:
    """The value given most often; of two the table's, else the first."""
    values = Counter(n.mention.amount for n in found)
    most = max(values.values())
    tied = [n.mention for n in found if values[n.mention.amount] == most]
    return next((m for m in tied if m.place.words.startswith("表")), tied[0])


def _same(one: Mention, other: Mention) -> bool:
    """Whether one is the other, rounded or cut to fewer decimals or to 亿元."""
    short, long = sorted((one, other), key=lambda m: m.printed.places if m.unit == other.unit else -1)
    if one.money and one.unit != other.unit:
        wide = one if one.unit == "亿元" else other
        narrow = other if wide is one else one
        return abs(wide.amount - narrow.amount) <= wide.printed.half * 10000
    return short.printed.places < long.printed.places and short.printed.rounds(long.value)


def _differing(reading: Reading, name: str, one: Mention, right: Mention) -> Remark:
    where = f"{right.place.words}为{right.printed.text}{right.unit}"
    group, _, column = name.rpartition(".")
    whole = reading.one(f"{_WHOLE[group]}.{column}") if group in _WHOLE else reading.one(_RATES.get(name, ""))
    if whole is not None and whole.amount == one.amount:
        said = f"这里是“{called(name)}”，写的却是“{whole.label or called(whole.quote)}”的数；{where}"
        return on(one, "K302", Severity.ERROR, said, f"{right.printed.text}{right.unit}")
    times = _times(one.amount, right.amount)
    said = f"同一“{called(name)}”有两个数：{where}" + (f"，相差{times}倍，疑单位或小数点有误" if times else "")
    return on(one, "K301", Severity.WARNING, said, f"{right.printed.text}{right.unit}")


def _times(one: Decimal, other: Decimal) -> int | None:
    if not one or not other:
        return None
    return next((n for n in (10, 100, 1000, 10000) if one == other * n or other == one * n), None)


def called(name: str) -> str:
    """A name of the model as a reader says it."""
    group, _, last = name.removeprefix("预算.").rpartition(".")
    return f"{group}{last}".replace(".", "").replace("合计", "部门") if group != "资产" else last


def carried(reading: Reading) -> Iterator[Remark]:
    """K302: a part with exactly the whole's figure, in a text that gives both."""
    for name, found in reading.book.items():
        group, _, column = name.rpartition(".")
        whole = reading.one(f"{_WHOLE[group]}.{column}") if group in _WHOLE else None
        if whole is None or len({n.mention.amount for n in found}) > 1:
            continue
        other = "基本支出" if group != "预算.人员经费" else "日常公用经费"
        rest = reading.one(f"预算.{other}.{column}")
        for one in found:
            if one.mention.amount == whole.amount and rest is not None and rest.value and one.mention is not rest:
                above = called(f"{_WHOLE[group]}.{column}")
                said = f"“{called(name)}”与“{above}”的数相同，而“{other}”另有{rest.printed.text}"
                yield on(one.mention, "K302", Severity.ERROR, said)


def same_label(reading: Reading) -> Iterator[Remark]:
    """K303: a label of its own words, the same in two sentences, with two values."""
    pages: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    known = {id(n.mention) for n in reading.named}
    for _, found in reading.mentioned:
        for mention in found:
            label = _plain(mention.label, reading.ground.year, reading.ground.selves)
            if mention.unit == "%" and not label.endswith(("率", "占比", "满意度")):
                continue
            if len(label) >= _LEAST and mention.unit and not mention.hedge and id(mention) not in known:
                kind = "万元" if mention.money else mention.unit
                pages[label, kind].append(mention)
    for (label, _), alike in pages.items():
        first = alike[0]
        for other in alike[1:]:
            apart = (other.paragraph, other.sentence) != (first.paragraph, first.sentence)
            if apart and other.amount != first.amount and not _same(other, first):
                said = f"“{label}”在{first.place.words}为{first.printed.text}{first.unit}，两处不同，口径不同的请写明"
                yield on(other, "K303", Severity.WARNING, said)


@lru_cache(maxsize=4096)
def _plain(label: str, year: int | None, selves: tuple[str, ...]) -> str:
    """A label without time, the department and filling words; "" where its scope lies outside it."""
    this = year or r"20\d\d"
    text = regex(rf"^(?:{this}年度?|全年|本年|截[至止].*?[日底末])|[为达到共计有约]+$").sub("", label)
    for own in selves:
        text = text.replace(own, "")
    text = regex(r"^(?:我|全)[局委区市]|“|”|总额$|数$").sub("", text)
    return "" if _SCOPE.search(text) or _MANY.match(text) else text


def precision(reading: Reading) -> Iterator[Remark]:
    """K304: a rate given with different decimals in two places."""
    for name, found in reading.book.items():
        rates = [n.mention for n in found if n.mention.unit == "%"]
        long = max(rates, key=lambda m: m.printed.places, default=None)
        for mention in rates:
            if long and mention.printed.places < long.printed.places and _same(mention, long) and mention.value != 100:
                said = f"“{called(name)}”{long.place.words}写作{long.printed.text}%，小数位数请统一"
                yield on(mention, "K304", Severity.WARNING, said, f"{long.printed.text}%")


def ragged(reading: Reading) -> Iterator[Remark]:
    """K304: one rate of a row of them with fewer decimals than all the others."""
    for paragraph, found in reading.mentioned:
        stops = [stop.start() for stop in _STOP.finditer(paragraph.text)]
        for _, row in itertools.groupby(found, key=partial(_stops_before, stops)):
            rates = [m for m in row if m.unit == "%" and m.printed.places]
            places = Counter(m.printed.places for m in rates)
            if len(rates) > _ROW and places.get(2, 0) == len(rates) - 1:
                for odd in (m for m in rates if m.printed.places < 2):
                    yield on(odd, "K304", Severity.WARNING, "同一句其他比率保留两位小数，小数位数请统一")


def _stops_before(stops: Sequence[int], mention: Mention) -> int:
    return bisect_left(stops, mention.start)


def beyond(reading: Reading) -> Iterator[Remark]:
    """K305: spending beyond the adjusted budget, people beyond posts called within them."""
    for name in ("预算.合计", "预算.基本支出", "预算.项目支出", "预算.日常公用经费"):
        plan, spent = reading.one(f"{name}.调整后"), reading.one(f"{name}.支出")
        if plan and spent and spent.amount > plan.amount:
            yield on(spent, "K305", Severity.WARNING, f"支出大于调整后预算{plan.printed.text}，请核对两数")
    posts, people = reading.one("人员.核定编制"), reading.one("人员.在编")
    if posts and people and people.value > posts.value and _WITHIN_POSTS.search(people.paragraph.text):
        yield on(people, "K305", Severity.WARNING, f"在编人数大于核定编制{posts.printed.text}人，与“没有超编”不符")
