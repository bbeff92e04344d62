"""K702, K709, K711: the standards that stand in a score table, and its printed weights."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark
from reportgen.statements.scores import Leaf
from reportgen.values import Frozen

_ITEM = regex(r"[（(](\d+(?:\.\d+)?)分[）)]")
_NUMBERED = regex(r"(?<![\d.])\d\.(?!\d)")
_BRACKETED = regex(r"[（(]\d[）)]")
_GIVEN = regex(r"(?:得|计|记|满分|×|[（(])(\d+(?:\.\d+)?)分(?!制)")
_CLAUSE = regex(r"[；;。]")
_NUMBER, _FIRST = regex(r"^[（(]?[1-9][）).、．]"), regex(r"(?<!\d)1[）).、．](?!\d+分)")
_TIER = regex(
    r"(?:(?P<left>\d+(?:\.\d+)?)%?(?P<lop>[＞>≥≤＜<]))?[^%\d≥≤＞＜<>]{1,24}?(?:(?P<rop>[＞>≥≤＜<])(?P<right>\d+(?:\.\d+)?)%)?"
    r"[^%\d≥≤＞＜<>]{0,4}[得计](?P<points>\d+(?:\.\d+)?)分"
)
_TIMES = regex(r"[×*](\d+)%")
_PACE = regex(r"([一二三四])季度[^；。]{0,16}?序时进度(\d+)%")
_WORTH = regex(r"\d分|扣|得分|不得")  # in an item that says what it is worth
_BY_COUNT = regex(r"(?:每|各|(?<!平)均|一[项条个次处点])[^，。；]{0,12}?[得计加]|依次|以此类推|按比例|分别")
_MOST = 5  # of so many standards one may be odd before the table is taken to count otherwise
_MORE, _SCALE = "＞>≥", Decimal(100)


class _Tier(Frozen):
    """One step of a standard: from and to what, in %, and the points."""

    low: Decimal | None
    high: Decimal | None
    points: Decimal


def items_add_up(reading: Reading) -> Iterator[Remark]:
    """K709: the points of the numbered items of a standard come to the weight."""
    for leaf in _leaves(reading):
        items = _NUMBERED.split(leaf.standard)[1:]
        marked = [Decimal(found[1]) for item in items if (found := _ITEM.search(item))]
        # as much as the weight for one item alone: the items are steps, of which one counts
        if len(marked) < 2 or max(marked) >= leaf.weight:
            continue
        short = sum(marked) < leaf.weight and len(marked) == len(items)
        if short or sum(marked) > leaf.weight:
            said = f"评分标准各项{'、'.join(map(str, marked))}分相加为{sum(marked)}，分值为{leaf.weight}"
            yield Remark("K709", Severity.WARNING, leaf.place, leaf.quote, said, str(leaf.weight))


def _leaves(reading: Reading) -> Sequence[Leaf]:
    found = reading.scores
    return found.leaves if found and not reading.ground.own else ()


def tiers(reading: Reading) -> Iterator[Remark]:
    """K711: numbers that no standard has; steps that leave a gap, overlap, or rise where they should fall."""
    for leaf in _leaves(reading):
        if said := _odd(leaf) or next(filter(None, map(_unjoined, _runs(leaf.standard))), ""):
            yield _wrong(leaf, said)


def _wrong(leaf: Leaf, said: str) -> Remark:
    return Remark("K711", Severity.WARNING, leaf.place, leaf.quote, said, "核对评分标准的档次和分数")


def _odd(leaf: Leaf) -> str:
    """Points beyond the weight, ×130 % in a formula, a quarter whose pace is not 25, 50, 75 or 100 %."""
    beyond = [p for p in map(Decimal, _GIVEN.findall(leaf.standard)) if p > leaf.weight and p != _SCALE]
    if beyond:
        return f"评分标准里有{chinese.points(beyond[0])}分，分值只有{chinese.points(leaf.weight)}分"
    if (times := _TIMES.search(leaf.standard)) and Decimal(times[1]) != _SCALE:
        return f"算式里的“{times[0]}”应为×100%"
    for quarter, pace in _PACE.findall(leaf.standard):
        right = 25 * ("一二三四".index(quarter) + 1)
        if Decimal(pace) != right:
            return f"{quarter}季度的序时进度是{right}%，这里写的是{pace}%"
    return ""


def points(reading: Reading) -> Iterator[Remark]:
    """K711: points of a standard that cannot come to its weight, in a table whose other standards nearly all do."""
    told = [leaf for leaf in _leaves(reading) if _GIVEN.search(leaf.standard) and not _BY_COUNT.search(leaf.standard)]
    wrong = [leaf for leaf in told if not _comes_to(leaf)]
    if len(wrong) * _MOST <= len(told):
        for leaf in wrong:
            shown = "、".join(_GIVEN.findall(leaf.standard))
            yield _wrong(leaf, f"评分标准里的{shown}分，怎样都合不成分值{chinese.points(leaf.weight)}分")


def _comes_to(leaf: Leaf) -> bool:
    """Whether the best step, the best of all items, or all points are the weight, and no item exceeds its own.

    Points that fall short while an item has none are left alone: a table that breaks over pages loses some.
    """
    items = _items(leaf.standard)
    given = [[Decimal(p) for p in _GIVEN.findall(item)] for item in items]
    bests = [max(points) for points in given if points]
    every = sum((p for points in given for p in points), Decimal(0))
    if not bests:
        return True  # the points stand before the items
    if leaf.weight not in (max(bests), sum(bests), every):
        return sum(bests) < leaf.weight and any(not _WORTH.search(item) for item in items)
    marked = ((item[own.end() :], Decimal(own[1])) for item in items if (own := _ITEM.search(item)))
    return all(_of_mark([Decimal(p) for p in _GIVEN.findall(rest)], mark) for rest, mark in marked)


def _of_mark(points: Sequence[Decimal], mark: Decimal) -> bool:
    """Whether points told after an item's own are its steps or its parts."""
    return (len(points) < 2 and sum(points) <= mark) or mark in (max(points), sum(points))


def _items(standard: str) -> list[str]:
    """The items numbered 1. 2. or （1）（2）, whichever begins first; all of it where none is numbered."""
    found = [(first.start(), marks) for marks in (_NUMBERED, _BRACKETED) if (first := marks.search(standard))]
    return min(found, key=_begin)[1].split(standard)[1:] if found else [standard]


def _begin(found: tuple[int, object]) -> int:
    return found[0]


def _runs(standard: str) -> Iterator[list[_Tier]]:
    """The steps that stand one after another."""
    run: list[_Tier] = []
    numbered = _FIRST.search(standard) is not None
    for clause in _CLAUSE.split(standard):
        tier = _tier(_NUMBER.sub("", clause) if numbered else clause)
        if run and (tier is None or _FIRST.search(clause)):
            yield run
            run = []
        if tier:
            run.append(tier)
    if run:
        yield run


def _tier(clause: str) -> _Tier | None:
    found = _TIER.search(clause)
    if found is None or not (found["left"] or found["right"]):
        return None
    left, right = (Decimal(value) if value else None for value in (found["left"], found["right"]))
    low, high = (right, left) if (found["lop"] or found["rop"]) in _MORE else (left, right)
    return _Tier(low, high, Decimal(found["points"]))


def _unjoined(run: Sequence[_Tier]) -> str:
    """What is wrong between two steps; "" where each begins where the other ends, with other points.

    Steps that go both ways from the best one (90 to 110 %) are left alone.
    """
    pairs = list(itertools.pairwise(run))
    down, up = [(a.low, b.high) for a, b in pairs], [(a.high, b.low) for a, b in pairs]
    for low, high in next((ends for ends in (down, up) if all(None not in pair for pair in ends)), ()):
        if low != high:
            return f"评分标准的档次不衔接：上一档到{low}%，下一档从{high}%起"
    joined = any(all(None not in pair for pair in ends) for ends in (down, up))
    points = [tier.points for tier in run]
    if joined and points not in (sorted(set(points)), sorted(set(points), reverse=True)):
        return f"评分标准的分数不随档次递减：{'、'.join(map(chinese.points, points))}分"
    return ""


def printed_weights(reading: Reading) -> Iterator[Remark]:
    """K702: the weights printed in the row of the total are what the weights above come to."""
    found = reading.scores
    if found is None or reading.ground.own:
        return
    whole = sum((leaf.weight for leaf in found.leaves), Decimal(0))
    for printed in found.total_weights:
        if printed != whole:
            said = f"总分一行的分值写作{chinese.points(printed)}，各项分值相加为{chinese.points(whole)}"
            yield Remark(
                "K702", Severity.WARNING, found.total_place, chinese.points(printed), said, chinese.points(whole)
            )
