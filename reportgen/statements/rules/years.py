"""K4: a year left over or one ahead, another department's or district's name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from reportgen.diagnostics import Severity
from reportgen.patterns import DISTRICTS, regex
from reportgen.statements.mentions import Mention
from reportgen.statements.printed import numeral
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.report import Paragraph

_SAID = regex(r"20\d\d年")
_YEAR = regex(r"(?<![\d—\-–－~至〔/])(20\d\d)年(?![—\-–－~至])")
_BARE = regex(r"(?<![\d./〔\-—–])(20\d\d)(?=部门|单位|整体|预算|决算|全年)")
_NO_YEAR = regex(r"20\d\d[部单整预决全]")
_TITLE = regex(
    r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|“[^”]{0,60}”|〔\d{4}[〕\]][^，。]{0,8}|（[^（）]{0,40}）|\([^()]{0,40}\)"
)
_PAST = regex(
    r"比|较|同比|上年|去年|以来|起|始|自|从|由|成立|结转|决算|修订|印发|出台|颁布|发布|至今|历年|延续|承接|沿用|年末|[及和、]20"
)
_AHEAD = regex(r"\d年起|已[于在]20|将|拟|明年|下一?年|预计|力争|后续|时限|底前|[月日]前|编制|编报|起按|起每")
_PLANS = regex(r"后续|计划|建议|改进|措施|下一步|打算|规划|主要职能|职责|前言")
_OLD_PLAN = regex(r"(20\d\d)年(?:度)?部门预算")
_OLD_NOTICE = regex(r"(20\d\d)年(?:度)?[^》]*(?:自评|评价)[^》]*通知")
_DATE = regex(r"(?<![\d.])(?:20\d\d年)?(\d{1,2})月(?:(\d{1,2})日)?(?!份)")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SPAN = regex(
    r"(?:(十四五)[^。；（(]{0,14}|(?<![十第])([二三四五])年(?:行动|规划|计划)[^。；（(]{0,10})[（(]?(20\d\d)年?[-—–－至~]+(20\d\d)年"
)
_A_SPAN = regex(r"十四五|[二三四五]年(?:行动|规划|计划)")  # without which there is no such span
_A_BODY = regex(r"[区县][一-鿿]{2,10}局")  # the like of which every such subject ends in
_SUBJECT = regex(
    r"(?:^|(?<=[。；]))(?:20\d\d年(?:度)?，?)?(?P<name>(?:深圳市)?(?:[一-鿿]{2,3}(?:新区|区|县)|区|县)[一-鿿]{2,9}?局)(?=[一-鿿，])"
    r"|(?P<full>深圳市[一-鿿]{2,3}(?:新区|区)[一-鿿]{2,10}?局)"
)
_TOGETHER = regex("(?:与|和|同|、)／|(?:赴|到|向|对口|合作|帮扶|交流|兄弟|等).{0,4}／|／[、和与等]")
_WORDS = regex("是|与|由")
_BODIES = regex("财政|审计|编制|税务|统计|人力|组织|监察|是|与|由")  # of one's own district, as one writes to them
_COMING = regex(r"20\d\d年(?:度)?(?:\d{1,2}月|底|[^，。]{0,4}(?:组织|开展|完成|预算|提高|实现))")
_SERIES = 3  # years
_EXACT = 4  # digits: an amount of so many does not come twice by chance


def same_amount(reading: Reading) -> Iterator[Remark]:
    """K401: last year's figure the same to the cent as this year's."""
    year = reading.ground.year
    if year is None:
        return
    dated = [(m, y) for _, found in reading.mentioned for m in found if m.money and (y := _own_year(m))]
    ours = {m.amount: m for m, y in dated if y == year}
    for mention, other in dated:
        twin = ours.get(mention.amount)
        if other != year and twin and len(mention.printed.text.replace(",", "")) > _EXACT and mention.value:
            label = mention.quote[: mention.start - mention.label_start]
            said = f"写的是{other}年，{mention.printed.text}{mention.unit}与“{twin.quote}”完全相同，疑年份沿用旧稿"
            quote = label or mention.quote
            yield Remark(
                "K401",
                Severity.WARNING,
                mention.place,
                quote,
                said,
                label.replace(str(other), str(year)),
                mention.label_start + mention.label.index(str(other)),
            )


def _own_year(mention: Mention) -> int | None:
    """The year that a label itself names, if it does not compare."""
    found = regex(r"(20\d\d)年").search(mention.label)
    return int(found[1]) if found and not regex("比|较|同期").search(mention.label) else None


def events(reading: Reading) -> Iterator[Remark]:
    """K402: something told of another year than the report's, where neither history nor plans are told."""
    year = reading.ground.year
    if year is None:
        return
    for paragraph in reading.body:
        if _PLANS.search("".join(paragraph.section[-2:])) or _PLANS.search(paragraph.place.words):
            yield from _old_plans(paragraph, year)
            continue
        if {*_SAID.findall(paragraph.text)} <= {f"{year}年"}:
            continue
        hidden = _TITLE.sub(lambda m: "□" * len(m[0]), paragraph.text)
        for found in _YEAR.finditer(hidden):
            other = int(found[1])
            clause = _clause(hidden, found.start())
            allowed = (_PAST if other < year else _AHEAD).search(clause)
            kind = regex(r"20\d\d年度[^，。；]{0,6}(?:资金|项目)").match(clause)
            if (
                not kind
                and other != year
                and year - 3 <= other <= year + 2
                and not allowed
                and not _of_disclosure(paragraph, found, year)
                and not _in_a_series(hidden, found.start(), year)
            ):
                said = f"评价年度是{year}年，这里写的是{other}年，请核对是否为旧稿遗留或笔误"
                yield _about(paragraph, found, clause, "K402", said)


def _in_a_series(text: str, at: int, year: int) -> bool:
    """Whether the sentence tells of three years and more, this one among them, one after another."""
    begin = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    told = {int(said[:4]) for said in _SAID.findall(text[begin : end if end >= 0 else len(text)])}
    return year in told and len(told) >= _SERIES


def _of_disclosure(paragraph: Paragraph, found: re.Match[str], year: int) -> bool:
    """Whether the year after is that of a disclosure, or of a date that stands alone: the day of filling in."""
    text = paragraph.text
    alone = regex(r"\s*20\d\d年\d{1,2}月(?:\d{1,2}日)?\s*").fullmatch(text)
    begin = max(text.rfind(sign, 0, found.start()) for sign in "。；") + 1
    end = min((at for sign in "。；" if (at := text.find(sign, found.end())) >= 0), default=len(text))
    return int(found[1]) == year + 1 and ("公开" in text[begin:end] or alone is not None)


def _old_plans(paragraph: Paragraph, year: int) -> Iterator[Remark]:
    """A year in plans that has passed already."""
    if not regex("后续|计划|下一步|打算|措施").search("".join(paragraph.section[-1:]) + paragraph.place.words):
        return
    for found in _YEAR.finditer(_TITLE.sub(lambda m: "□" * len(m[0]), paragraph.text)):
        clause = _clause(paragraph.text, found.start())
        begins = regex(r"(?:提高|做好|编制|完善|组织|开展|推进|落实|用于)$").search(paragraph.text[: found.start()])
        ahead = begins or _COMING.match(clause)
        if int(found[1]) <= year and ahead and not regex("总结|情况|自评|评价|决算|已").search(clause):
            yield _about(
                paragraph, found, clause, "K403", f"后续计划写的是{found[1]}年，评价年度为{year}年，请核对年份"
            )


def _clause(text: str, at: int) -> str:
    begin = max(text.rfind(sign, 0, at) for sign in "，。；：") + 1
    end = min((n for sign in "，。；" if (n := text.find(sign, at)) >= 0), default=len(text))
    return text[begin:end]


def _about(paragraph: Paragraph, found: re.Match[str], clause: str, code: str, said: str) -> Remark:
    begin = found.start()
    quote = paragraph.text[begin : begin + min(len(clause), 24)]
    return Remark(code, Severity.WARNING, paragraph.at(begin), regex("[，。；]").split(quote)[0], said, at=begin)


def old_basis(reading: Reading) -> Iterator[Remark]:
    """K404: a plan for the budget of an earlier year, cited as the basis of this one."""
    year = reading.ground.year
    for paragraph in reading.body:
        for title in regex(r"《[^》]*》").finditer(paragraph.text):
            found = _OLD_PLAN.search(title[0]) or _OLD_NOTICE.search(title[0])
            if (
                year
                and found
                and int(found[1]) < year
                and regex(r".{0,20}(?:要求|规定|通知|精神|编制|开展|号)").match(paragraph.text[title.end() :])
            ):
                said = f"所引文件是{found[1]}年度的，评价年度为{year}年，请核对是否沿用了上年的依据"
                yield Remark("K404", Severity.WARNING, paragraph.at(title.start()), title[0], said, at=title.start())


def bare_years(reading: Reading) -> Iterator[Remark]:
    """K405: a year without 年."""
    for paragraph in reading.body:
        for found in _BARE.finditer(paragraph.text) if _NO_YEAR.search(paragraph.text) else ():
            quote = paragraph.text[max(0, found.start() - 2) : found.end() + 6]
            yield Remark(
                "K405", Severity.HINT, paragraph.at(found.start()), quote, "年份后漏“年”或“年度”", at=found.start()
            )


def dates(reading: Reading) -> Iterator[Remark]:
    """K408: a day that no calendar has; K409: a span that its plan cannot have."""
    for paragraph in reading.body:
        for found in _DATE.finditer(paragraph.text) if "月" in paragraph.text else ():
            month, day = int(found[1]), int(found[2] or 1)
            if not 1 <= month <= 12 or not 1 <= day <= _DAYS[min(month, 12) - 1]:
                said = "没有这一天，请核对日期"
                yield Remark("K408", Severity.WARNING, paragraph.at(found.start()), found[0], said, at=found.start())
        for found in _SPAN.finditer(paragraph.text) if _A_SPAN.search(paragraph.text) else ():
            first, last = int(found[3]), int(found[4])
            asked = numeral(found[2]) if found[2] else None
            wrong = (first, last) != (2021, 2025) if found[1] else last - first + 1 != asked
            if wrong:
                said = f"{first}至{last}年与“{found[1] or found[2] + '年'}”不符"
                yield Remark("K409", Severity.WARNING, paragraph.at(found.start(3)), found[0], said, at=found.start(3))


def other_names(reading: Reading) -> Iterator[Remark]:
    """K406: another district, or another department, in the place of one's own."""
    office = reading.ground.office
    own = next((name for name in DISTRICTS if name in office), "□")
    others = "|".join(name for name in DISTRICTS if name != own)
    district = regex(rf"(?:{others})(?:新)?区")
    pattern = regex(rf"(?:深圳市)?(?:{others})(?:新)?区(?:[一-鿿]{{2,10}}?局)?")
    for paragraph in reading.report.paragraphs if office else ():
        if "区" not in paragraph.text and "县" not in paragraph.text:
            continue
        seen = (pattern, district), (_SUBJECT, _A_BODY)
        looked_for = [whole for whole, part in seen if part.search(paragraph.text)]
        hidden = regex(r"《[^》]*》").sub(lambda m: "□" * len(m[0]), paragraph.text) if looked_for else ""
        for found in itertools.chain.from_iterable(whole.finditer(hidden) for whole in looked_for):
            name = (found["name"] or found["full"]) if found.re.groups else found[0]
            begin = found.start() + found[0].index(name)
            around = hidden[max(0, begin - 8) : begin] + "／" + hidden[begin + len(name) : begin + len(name) + 1]
            bodies = _BODIES if found.re.groups else _WORDS
            if not _TOGETHER.search(around) and not bodies.search(name) and not _ours(name, reading):
                said = f"本报告的部门是“{office}”，这里出现“{name}”，请核对是否套用了其他部门的文字"
                yield Remark("K406", Severity.WARNING, paragraph.at(begin), name, said, at=begin)


def _ours(name: str, reading: Reading) -> bool:
    office = reading.ground.office
    for own in reading.ground.selves:
        rest = name.removesuffix(own)
        if len(own) > 2 and (name in own or own in name) and (rest == name or rest in office):
            return True
    return name in office


def no_change(reading: Reading) -> Iterator[Remark]:
    """K407: a growth of 100 % from nothing."""
    for _, found in reading.mentioned:
        for before, rate in itertools.pairwise(found):
            if (
                rate.unit == "%"
                and rate.value == Decimal(100)
                and rate.label.endswith("增长")
                and "增加" in before.label
            ):
                whole = next((m for m in found if m.amount == before.amount and m is not before), None)
                if whole:
                    yield on(rate, "K407", Severity.HINT, "上年为零，不宜写增长100%，请写“上年无此项”")
