"""K702, K709, K710, K711: the standards that stand in a score table, its printed weights, what was lost of 100."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention, sentences
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.scores import Leaf
from reportgen.values import Frozen

_ITEM = regex(r"[（(](\d+(?:\.\d+)?)分[）)]")
_NUMBERED = regex(r"(?<![\d.])\d\.(?!\d)")
_GIVEN = regex(r"(?:得|计|记|满分|×|[（(])(\d+(?:\.\d+)?)分(?!制)")
_CLAUSE = regex(r"[；;。]")
_NUMBER, _FIRST = regex(r"^[（(]?[1-9][）).、．]"), regex(r"(?<!\d)1[）).、．](?!\d+分)")
_TIER = regex(
    r"(?:(?P<left>\d+(?:\.\d+)?)%?(?P<lop>[＞>≥≤＜<]))?[^%\d≥≤＞＜<>]{1,24}?(?:(?P<rop>[＞>≥≤＜<])(?P<right>\d+(?:\.\d+)?)%)?"
    r"[^%\d≥≤＞＜<>]{0,4}[得计](?P<points>\d+(?:\.\d+)?)分"
)
_MORE, _SCALE = "＞>≥", Decimal(100)
_TOTAL = regex(
    r"^(?:20\d\d年度?)?(?:经自评)?(?:我[局委办]|本(?:部门|单位|局))?(?:部门)?(?:整体)?(?:支出)?(?:绩效)?(?:自评|评价|综合|总体|最终)*"
    r"(?:总?得分|评分|总分|结果)(?:合计)?[为是达到共]*$"
)
_LOST = regex(r"^[共合总]?计?(?:扣|失|减)分?(?:合计|共计)?[为是了]*$")


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
    """K711: points beyond the weight; steps of a standard that leave a gap, overlap, or rise where they should fall."""
    for leaf in _leaves(reading):
        beyond = [p for p in map(Decimal, _GIVEN.findall(leaf.standard)) if p > leaf.weight and p != _SCALE]
        said = f"评分标准里有{chinese.points(beyond[0])}分，分值只有{chinese.points(leaf.weight)}分" if beyond else ""
        said = said or next(filter(None, map(_unjoined, _runs(leaf.standard))), "")
        if said:
            yield Remark("K711", Severity.WARNING, leaf.place, leaf.quote, said, "核对评分标准的档次和分数")


def _runs(standard: str) -> Iterator[list[_Tier]]:
    """The steps that stand one after another."""
    run: list[_Tier] = []
    numbered = _FIRST.search(standard) is not None
    for clause in _CLAUSE.split(standard):
        tier = _tier(_NUMBER.sub("", clause) if numbered else clause)
        if tier:
            run.append(tier)
        elif run:
            yield run
            run = []
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


def lost_of_full(reading: Reading) -> Iterator[Remark]:
    """K710: 得93.76分，扣6.34分: what was got and what was lost come to 100, or to the full marks that are named."""
    for paragraph, found in reading.mentioned:
        for sentence in sentences(found) if "分" in paragraph.text else ():
            marks = [m for m in sentence if m.unit == "分" and not m.hedge]
            got = next((m for m in marks if _TOTAL.search(m.label) and "满分" not in m.label and m.value > 30), None)
            lost = next((m for m in marks if _LOST.match(m.label)), None)
            if got and lost:
                yield from _of_full(got, lost, [m.value for m in marks if "满分" in m.label])


def _of_full(got: Mention, lost: Mention, full: Sequence[Decimal]) -> Iterator[Remark]:
    whole = full[0] if full else _SCALE
    if got.value + lost.value != whole and got.value <= whole:
        right = chinese.points(whole - got.value)
        said = f"满分{chinese.points(whole)}分，得{got.printed.text}分，应扣{right}分"
        yield on(lost, "K710", Severity.WARNING, said, f"{right}分")
