"""K32: figures of the text against those of the data."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.ground import masked
from reportgen.statements.mentions import Mention
from reportgen.statements.naming import Named, left_over
from reportgen.statements.printed import numeral, slip, slipped
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.report import Paragraph, Place
from reportgen.statements.rules.same import called

_WIDE = 60  # signs of a row that is quoted whole
_LEAST = 4  # digits: shorter numbers are near too many others
_LONG = 6  # digits: so long a number is near another one by a slip alone
_EACH = ("全部", "均", "都")
_ASIDE = ("资产.固定资产", "资产.无形资产")  # 净值, 原值 or another: any of them will do


def agrees(reading: Reading) -> Iterator[Remark]:
    """K321: a named figure that is not the data's."""
    facts = reading.ground.facts
    for found in reading.named:
        known = [value for name in found.names for value in _values(name, reading)]
        if known and not any(_same(found.mention, value) for value in known):
            yield _differing(found, known[0])
    if facts:
        yield from _counts(reading)


def _values(name: str, reading: Reading) -> list[Decimal]:
    """What the data says of a name; of assets any of their values."""
    facts = reading.ground.facts
    if name in _ASIDE:
        return [value for fact, value in facts.items() if fact.startswith(f"{name}.") and not fact.endswith("件数")]
    return [facts[name]] if name in facts else []


def _same(mention: Mention, value: Decimal) -> bool:
    """Whether a figure is `value`, rounded as it is printed, in its own unit."""
    if mention.amount == value:
        return True
    scale = mention.amount / mention.value if mention.value else Decimal(1)
    return mention.printed.rounds(value / scale) or (mention.value == 0 and value == 0)


def _differing(found: Named, value: Decimal) -> Remark:
    mention = found.mention
    unit = "%" if mention.unit == "%" else "万元" if mention.money else mention.unit
    shown = (
        chinese.number(chinese.rounded(value, max(mention.printed.places, 2))) if unit == "%" else chinese.number(value)
    )
    return on(mention, "K321", Severity.WARNING, f"资料中“{called(found.names[0])}”是{shown}{unit}", f"{shown}{unit}")


# counts and what they count, before or after: 18个项目, 重点工作10项全部完成
_COUNTED = (
    ("项目统计.总数", regex(r"(?:二级|预算)?项目(?!绩效|支出|资金|库)"), regex(r"(?:二级|预算|实施|共有)项目共?$")),
    ("重点工作统计.总数", regex(r"(?:上级|年度)?重点工作"), regex(r"重点工作(?:任务)?共?$")),
    ("制度.项数", regex(r"(?:内部|管理)?制度"), regex(r"(?:主要|执行的?)制度共?$")),
)
_IN_WORDS = regex(r"等([二三四五六七八九十]{1,2})项制度")
_ALL = regex(r"全年|全部|所有|各|共有?|实施|安排|改写|一共|等")
_SOME = regex(r"有|其中|完成|未|收回|调剂|不|除|另|新|修订|建立|出台")


def _counts(reading: Reading) -> Iterator[Remark]:
    for paragraph, found in reading.mentioned:
        counts = [m for m in found if m.unit in ("个", "项")]
        for mention in counts:
            if not mention.hedge:
                yield from _count(mention, paragraph.text[mention.end :], reading)
        yield from _in_words(paragraph, reading) if "项制度" in paragraph.text else ()
        yield from _handed_down(counts, reading) if len(counts) > 1 else ()


def _count(mention: Mention, after: str, reading: Reading) -> Iterator[Remark]:
    """A count of all there are of a kind, one or two away from the data's."""
    facts = reading.ground.facts
    for name, noun, before in _COUNTED:
        value, said = facts.get(name), noun.match(after)
        if value is None or not (said or before.search(mention.label)) or mention.value == value:
            continue
        known = {v for fact, v in facts.items() if fact.startswith(name.split(".")[0])}
        whole = _ALL.search(mention.label) or _every(mention, after, said, reading) or (said and "二级" in said[0])
        if (
            whole
            and mention.value not in known
            and not (_SOME.search(mention.label) and not _ALL.search(mention.label))
        ):
            shown = chinese.number(value)
            yield on(mention, "K321", Severity.WARNING, f"资料中“{name}”是{shown}", f"{shown}{mention.unit}")


def _every(mention: Mention, after: str, said: re.Match[str] | None, reading: Reading) -> bool:
    """Whether all there are is told of: 重点工作10项全部办结; 6个项目都编报了, without a word that picks some."""
    if after.startswith(_EACH):
        return True
    rest = after[said.end() :] if said else ""
    return rest.startswith(_EACH) and not left_over(mention.label, reading.ground.selves)


def _handed_down(found: Sequence[Mention], reading: Reading) -> Iterator[Remark]:
    """Key tasks by who handed them down: together they are all there are."""
    parts = [m for m in found if m.unit == "项" and m.label.endswith(("下达", "交办"))]
    value = reading.ground.facts.get("重点工作统计.总数")
    whole = sum((m.value for m in parts), Decimal(0))
    if value is not None and len(parts) > 1 and whole != value:
        said = f"各方下达的相加为{chinese.number(whole)}项，资料中“重点工作统计.总数”是{chinese.number(value)}"
        yield on(parts[-1], "K321", Severity.WARNING, said)


def _in_words(paragraph: Paragraph, reading: Reading) -> Iterator[Remark]:
    """The same in Han numerals: 等七项制度."""
    value = reading.ground.facts.get("制度.项数")
    for found in _IN_WORDS.finditer(paragraph.text) if value else ():
        number = numeral(found[1])
        if number is not None and number != value:
            said = f"资料中列出制度{chinese.number(value)}项"
            yield Remark("K321", Severity.WARNING, paragraph.at(found.start()), found[0], said, at=found.start())


def slips(reading: Reading) -> Iterator[Remark]:
    """K322: a long number that the data has not, one digit away from one that it has.

    A shorter one only where the text does not tell the right one elsewhere: it may be another figure.
    """
    values = reading.ground.values
    if not values:
        return
    printed = cache(lambda every, places: _printed_as(values if every else _lacking(reading), places))
    for _, found in reading.mentioned:
        for mention in found:
            digits = mention.printed.text.replace(",", "").replace(".", "")
            if len(digits) < _LEAST or not mention.money or mention.amount in values or not mention.printed.places:
                continue
            known = printed(len(digits) >= _LONG, mention.printed.places)
            near = min(filter(None, map(known.get, slipped(mention.printed.text))), default=None)
            if near is not None:
                meant = chinese.number(near[1], mention.printed.places)
                said = f"资料中没有这个数，有{meant}，只差一位数字或两位对调"
                yield on(mention, "K322", Severity.WARNING, said, meant)


def _lacking(reading: Reading) -> list[Decimal]:
    """What of the data the text does not tell."""
    told = {m.amount for _, found in reading.mentioned for m in found}
    return [value for value in reading.ground.values if value not in told and value >= 10]


def _printed_as(values: Iterable[Decimal], places: int) -> Mapping[str, tuple[int, Decimal]]:
    """The first of the `values` that are printed so, with its place among them."""
    found: dict[str, tuple[int, Decimal]] = {}
    for at, value in enumerate(values):
        shown = f"{value:f}"
        if len(shown.partition(".")[2]) != places:
            shown = f"{chinese.rounded(value, places):f}"
        found.setdefault(shown, (at, value))
    return found


_MORE = regex(r"追加|下达|结转|调增|增加|增拨|补助|补充|新增")
_LESS = regex(r"调减|压减|核减|收回|减少|调出")


def adjusted(reading: Reading) -> Iterator[Remark]:
    """K322: what a sentence says was added and taken away is one slip away from what the budget was adjusted by.

    A number of one or two digits is near too many others: it counts where what is carried over is one of the parts.
    """
    facts = reading.ground.facts
    carried = {facts.get(f"预算.结转结余.{when}") for when in ("年初", "上年年末")}
    planned, adjusted_to = (facts.get(f"预算.合计.{column}") for column in ("年初", "调整后"))
    if planned is None or adjusted_to is None:
        return
    for paragraph, found in reading.in_sentences:
        for sentence in found if "调整" in paragraph.text else ():
            parts = [(m, -1 if _LESS.search(m.label) else 1) for m in sentence if m.money and _moved(m)]
            short = adjusted_to - planned - sum(sign * m.amount for m, sign in parts)
            if len(parts) > 1 and short and not any("其中" in m.label for m, _ in parts):
                yield from _slipped(parts, short, adjusted_to - planned, carried)


def _moved(mention: Mention) -> bool:
    after = mention.paragraph.text[mention.end :]
    said = mention.label + regex(r"[，。；]").split(after)[0]
    return not mention.hedge and bool(_MORE.search(said) or _LESS.search(said))


def _slipped(
    parts: Sequence[tuple[Mention, int]], short: Decimal, whole: Decimal, carried: Collection[Decimal | None]
) -> Iterator[Remark]:
    for mention, sign in parts:
        right = {mention.amount + sign * short, *(m.amount for m, _ in parts if m is not mention)}
        meant = (mention.amount + sign * short) * mention.value / mention.amount if mention.amount else short
        shown = chinese.number(meant, mention.printed.places)
        digits = mention.printed.text.replace(",", "").replace(".", "")
        telling = len(digits) >= _LEAST - 1 or not right.isdisjoint(carried)
        if meant > 0 and telling and slip(mention.printed.text, shown):
            said = f"这里增减的相加，与资料中调整后减年初的{chinese.number(whole)}万元只差在这一个数的一位或两位对调"
            yield on(mention, "K322", Severity.WARNING, said, f"{shown}{mention.unit}")
            return


_GROWN = regex(r"(?:增长|增幅|增长率|上升|提高|下降|降幅|降低|减少)[了为达到]*$")


def grown(reading: Reading) -> Iterator[Remark]:
    """K321: the rate told right after an amount by which something of the data grew: 增加1607.45万元，增长3.87%."""
    facts = reading.ground.facts
    amounts = {name: value for name, value in facts.items() if name.endswith("增长额")}
    for _, found in reading.mentioned if amounts else ():
        for amount, rate in itertools.pairwise(found):
            if rate.unit != "%" or rate.sentence != amount.sentence or not _GROWN.search(rate.label):
                continue
            names = [name for name, value in amounts.items() if amount.money and _same(amount, abs(value))]
            known = [abs(facts[own]) for name in names if (own := f"{name[:-1]}率") in facts]
            if known and not any(_same(rate, value) for value in known):
                shown = chinese.number(chinese.rounded(known[0], max(rate.printed.places, 2)))
                yield on(rate, "K321", Severity.WARNING, f"资料中“{names[0][:-1]}率”是{shown}%", f"{shown}%")


def marks(reading: Reading) -> Iterator[Remark]:
    """K321: the score table against the marks of the data."""
    found = reading.scores
    for leaf in found.leaves if found else ():
        full, points = reading.ground.marks.get(leaf.name, (leaf.weight, leaf.mark))
        if (full, points) != (leaf.weight, leaf.mark):
            said = f"资料中“{leaf.name}”分值{chinese.points(full)}，得{chinese.points(points)}分"
            yield Remark("K321", Severity.WARNING, leaf.place, leaf.quote, said, chinese.points(points))


def remade(reading: Reading) -> Iterator[Remark]:
    """K323: a number that a fresh rendering of the same line has otherwise."""
    fresh = reading.ground.fresh
    lines = {line for known in fresh.values() for line in known}
    for text, place, quoted in _printed(reading) if fresh else ():
        if text in lines:
            continue
        known = fresh.get(masked(text), ())
        near = min(known, key=lambda line: _apart(text, line), default=None)
        if near is not None:
            for old, new in zip(_NUMBER.finditer(text), _NUMBER.finditer(near), strict=True):
                if old[0] != new[0]:
                    quote = text[max(0, old.start() - 12) : old.end() + 4] if quoted else text
                    said = f"重新生成的报告在这里是{new[0]}"
                    yield Remark("K323", Severity.WARNING, place, quote, said, new[0], old.start())


_NUMBER = regex(r"\d[\d,]*(?:\.\d+)?")


def _apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(_NUMBER.findall(one), _NUMBER.findall(other), strict=False))


def _printed(reading: Reading) -> Iterator[tuple[str, Place, bool]]:
    """Every line of the report: paragraphs, and rows of tables."""
    yield from ((paragraph.text, paragraph.place, True) for paragraph in reading.report.paragraphs)
    for table in reading.report.tables:
        yield from ((" ".join(row.cells), row.place, len(" ".join(row.cells)) > _WIDE) for row in table.rows)
