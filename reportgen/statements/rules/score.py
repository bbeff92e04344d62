"""K7: the score table adds up, follows its rules, and every lost point is a problem."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements import words
from reportgen.statements.mentions import Mention
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.report import Paragraph
from reportgen.statements.scores import Leaf

_TOTAL = regex(
    r"(?:自评|评价|评分|总体|整体|综合|最终|绩效)?(?:总)?(?:得分|评分|总分|结果)(?:合计|情况)?[为是达到共]*$"
)
_PROBLEMS = regex(r"(?:存在|主要|绩效)的?(?:主要)?问题|问题(?:及|和|与|、)|^[^一-鿿]*问题|不足之处|失分情况")
_REMEDY = regex(r"[^一-鿿]*[一二三四五六七八九十]?[、）]?(?:主要)?(?:改进|整改|下一步|后续)?的?(?:工作)?(?:措施|建议)")


def adds_up(reading: Reading) -> Iterator[Remark]:
    """K701, K702, K703: marks to the total, weights to their groups and to 100, no mark beyond its weight."""
    found = reading.scores
    if found is None or reading.ground.own:
        return
    for leaf in found.leaves:
        if leaf.mark > leaf.weight:
            yield Remark("K703", Severity.ERROR, leaf.place, leaf.quote, f"得分{leaf.mark}超过分值{leaf.weight}")
    marks = sum((leaf.mark for leaf in found.leaves), Decimal(0))
    if found.total is not None and marks != found.total:
        said = f"各项得分相加为{chinese.points(marks)}，表末总分为{chinese.points(found.total)}"
        yield Remark(
            "K701", Severity.ERROR, found.total_place, chinese.points(found.total), said, chinese.points(marks)
        )
    yield from _weights(list(found.leaves))


def _weights(leaves: list[Leaf]) -> Iterator[Remark]:
    whole = sum((leaf.weight for leaf in leaves), Decimal(0))
    if whole != 100 and len(leaves) > 5:
        yield Remark("K702", Severity.WARNING, leaves[0].place, leaves[0].quote, f"各项分值相加为{whole}，不是100")
    for depth in range(3):
        group: list[Leaf] = []
        for leaf in [*leaves, None]:
            begins = leaf is None or len(leaf.parents) > depth
            if begins and group:
                yield from _group(group, depth)
                group = []
            if leaf is not None and (group or begins):
                group.append(leaf)


def _group(group: list[Leaf], depth: int) -> Iterator[Remark]:
    """The leaves under one parent at `depth` from the leaf."""
    first = group[0]
    if len(first.parents) <= depth:
        return
    name, weight = first.parents[-1 - depth]
    total = sum((leaf.weight for leaf in group), Decimal(0))
    if total != weight:
        said = f"“{name}”分值{weight}，所属各项相加为{total}"
        yield Remark("K702", Severity.ERROR, first.place, f"{name} {weight}", said, str(total))


def total_told(reading: Reading) -> Iterator[Remark]:
    """K704: the total in the text against the score table."""
    found = reading.scores
    if found is None or not found.leaves or reading.ground.own:
        return
    marks = sum((leaf.mark for leaf in found.leaves), Decimal(0))
    for _, mentioned in reading.mentioned:
        for mention in mentioned:
            if (
                mention.unit == "分"
                and _TOTAL.search(mention.label)
                and 30 < mention.value <= 110
                and mention.value not in (marks, 100)
            ):
                yield on(
                    mention, "K704", Severity.ERROR, f"评分表各项相加为{chinese.points(marks)}分", chinese.points(marks)
                )


def against_rule(reading: Reading) -> Iterator[Remark]:
    """K705: a mark that the rule cannot give for the figures in the text."""
    found = reading.scores
    if found is None or reading.ground.own:
        return
    figures = {name: m.amount for name in reading.book if (m := reading.one(name))}
    bounds = reading.ground.bounds(figures)
    by_hand = "".join(p.text for p in reading.body if "人工评定" in p.text)
    for leaf in found.leaves:
        bound = bounds.get(leaf.name)
        if bound and leaf.name not in by_hand and not bound.low <= leaf.mark <= bound.high:
            most = leaf.mark > bound.high
            limit = bound.high if most else bound.low
            rule = f"按评分标准{'最多' if most else '至少'}得{chinese.points(limit)}分（{bound.how}）"
            said = f"{rule}，表中得{chinese.points(leaf.mark)}分"
            yield Remark("K705", Severity.WARNING, leaf.place, leaf.quote, said, chinese.points(limit))


def losses_told(reading: Reading) -> Iterator[Remark]:
    """K706: points lost on an indicator that no problem names."""
    found = reading.scores
    problems = "\n".join(paragraph.text for paragraph in problem_section(reading))
    if found is None or not problems or reading.ground.own:
        return
    for leaf in found.leaves:
        lost = leaf.weight - leaf.mark
        if lost > 0 and leaf.name not in problems and not regex(topic(leaf.name)).search(problems):
            said = f"“{leaf.name}”扣{chinese.points(lost)}分，存在的问题部分没有写到"
            yield Remark("K706", Severity.WARNING, leaf.place, leaf.quote, said, "补写问题、原因和措施，或核对得分")


def problem_section(reading: Reading) -> Iterator[Paragraph]:
    """The paragraphs that tell the problems: from their heading to the next of its level, or to the measures."""
    begun: int | None = None
    for paragraph in reading.report.paragraphs:
        level, text = paragraph.level, paragraph.text
        if level is not None and level > 1 and _PROBLEMS.search(text) and (begun is None or level > begun):
            begun = level
        elif level is not None and begun is not None and (level <= begun or _REMEDY.match(text)):
            begun = None
        if begun is not None:
            yield paragraph


def topic(name: str) -> str:
    """What words of a problem speak of an indicator."""
    known = next((pattern for key, pattern in words.TOPICS if regex(key).search(name)), "")
    core = regex(r"情况|程度|水平|指标|率$|性$").sub("", name)
    return "|".join(filter(None, [known, re.escape(core)]))


def points_told(reading: Reading) -> Iterator[Remark]:
    """K707: a mark or a loss told in the text that is not the table's."""
    found = reading.scores
    if found is None or reading.ground.own:
        return
    by_name = {leaf.name: leaf for leaf in found.leaves}
    for _paragraph, mentioned in reading.mentioned:
        for mention in mentioned:
            name = next((n for n in by_name if n in mention.label), None)
            if (
                mention.unit == "分"
                and name
                and _lost(mention)
                and mention.value != by_name[name].weight - by_name[name].mark
            ):
                leaf = by_name[name]
                lost = chinese.points(leaf.weight - leaf.mark)
                said = f"评分表中“{name}”{chinese.points(leaf.mark)}/{chinese.points(leaf.weight)}分，扣{lost}分"
                yield on(mention, "K707", Severity.WARNING, said, lost)


def _lost(mention: Mention) -> bool:
    return regex(r"共?扣$|失分?$").search(mention.label) is not None


def answered(reading: Reading) -> Iterator[Remark]:
    """K708: as many measures as problems, where both have headings of their own."""
    problems = [p for p in problem_section(reading) if p.level == 4]
    measures = [
        p for p in reading.report.paragraphs if p.level == 4 and any("措施" in h and "问题" not in h for h in p.section)
    ]
    if problems and measures and len(problems) > len(measures):
        said = f"列出{len(problems)}个问题，改进措施只有{len(measures)}条，请逐条对应"
        yield Remark("K708", Severity.HINT, measures[0].place, measures[0].text, said)
