"""K5: units – 万 without 元, one value 10,000 times its neighbours, 元 or 亿元 beside 万元."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention, label_start
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_MONEY = regex(r"金额|预算|采购|资金|经费|费用|支出|收入|投资|规模|产值|融资|补助|资助|价")
_PEOPLE = regex(r"^[余多]?(?:人|次|名|户|家|个|件|条|份|平|吨|元|只|辆|册|篇|株|棵|亩|台|套|字|张)")
_AFTER = regex(r"(?:以上|以下|以内)?[一-鿿]{0,4}")
_LARGE = Decimal(1000)
_ROOM = Decimal(100)  # square metres
_SPACE = regex("空间|园区|产业|厂房|绿地|道路|公园")
_PLACE = regex("面积|空间|用房|房|馆|园|场|地|建|楼|厅|路|绿|屋|墙|广场")
_EACH = regex("每|[人户]均|单价|/人|/天|标准为|票价|罚款")
_OWN = regex("支出|经费|采购|费|扶持|支持|资助|拨付|追收|租金|补助|追加|结转|收回|用于|以上的|安排")
_ABROAD = regex("产值|规模|基金|融资|贷款|投资|税|营收|收入|交易|全市|全国|GDP|贸易|销售")


def bare_wan(reading: Reading) -> Iterator[Remark]:
    """K501: 5万 where the same sentence speaks of 万元."""
    for paragraph, found in reading.mentioned:
        for mention in found:
            if mention.unit not in ("万", "亿") or _PEOPLE.match(paragraph.text[mention.end : mention.end + 2]):
                continue
            near = [m for m in found if abs(m.sentence - mention.sentence) <= 1 and m.money]
            sentence = _around(paragraph.text, mention)
            if near and _MONEY.search(sentence):
                after = _AFTER.match(paragraph.text, mention.end)
                quote = f"{mention.quote}{after[0] if after else ''}"
                said = f"“{mention.shown}”缺单位“元”，同段另写作“{near[0].shown}”"
                expected = f"{mention.shown}元"
                yield Remark("K501", Severity.WARNING, mention.place, quote, said, expected, mention.start)


def _around(text: str, mention: Mention) -> str:
    begin = max(text.rfind(sign, 0, mention.start) for sign in "。；") + 1
    end = min((n for sign in "。；" if (n := text.find(sign, mention.end)) >= 0), default=len(text))
    return text[begin:end]


_STATISTIC = regex(r"(产值|产业|增加值|营收|营业收入|销售额|进出口|出口额|税收)[为达到约共计是了]*$")
_FUND = regex(r"融资(?:总额|规模)|(?:基金|认缴|募集)[^，。；]{0,6}规模")
_OF_ONE = regex("村|户|人|每|均|单个|本[局区]|合作社|孵化")  # so small that 万元 may be right
_LEAST_FUND, _ALIKE, _APART = Decimal(100), Decimal(100), Decimal(500)


def small_for_its_kind(reading: Reading) -> Iterator[Remark]:
    """K502: 万元 where the like beside it is told in 亿元, and for what is never so small."""
    for _, found in reading.mentioned:
        large = [(m, kind[1]) for m in found if m.unit == "亿元" and (kind := _STATISTIC.search(m.label))]
        for mention in (m for m in found if m.unit == "万元" and not m.hedge and m.value):
            kind = _STATISTIC.search(mention.label)
            alike = [m for m, other in large if kind and other == kind[1] and not _OF_ONE.search(mention.label)]
            fund = _FUND.search(mention.label) and mention.amount < _LEAST_FUND
            if fund or any(_as_typed(mention, m) for m in alike):
                yield _tiny(mention)


def _as_typed(mention: Mention, other: Mention) -> bool:
    """Whether only the unit makes a figure so much smaller than another of its kind."""
    alike = 1 / _ALIKE < mention.value / other.value < _ALIKE if other.value else False
    return alike and other.amount > mention.amount * _APART


def _tiny(mention: Mention) -> Remark:
    said = f"“{mention.shown}”与同类的数相比过小，疑把“亿元”写作“万元”"
    return on(mention, "K502", Severity.WARNING, said, f"{mention.printed.text}亿元")


def plain_yuan(reading: Reading) -> Iterator[Remark]:
    """K502: a few 元, a few 平方米: 万 or 亿 was left out; K503: many 元 in a text of 万元."""
    for paragraph, found in reading.mentioned:
        for mention in found:
            if mention.unit in ("平方米", "平米"):
                yield from _area(paragraph.text, mention)
            if mention.unit != "元" or _EACH.search(_around(paragraph.text, mention)):
                continue
            if mention.value >= _LARGE * 100:
                expected = f"{mention.amount.normalize():f}万元"
                yield on(mention, "K503", Severity.HINT, "全文用万元，此处用元，请统一", expected)
            elif mention.value < _LARGE * 10:
                others = [m.unit for m in found if m.money and m.unit != "元"] or ["万元"]
                said = f"其他金额用“{others[0]}”，此处“{mention.shown}”疑漏“{others[0][0]}”字"
                yield on(mention, "K502", Severity.WARNING, said, f"{mention.printed.text}{others[0]}")


def _area(text: str, mention: Mention) -> Iterator[Remark]:
    clause = regex("[，。；]").split(text[label_start(text, mention.start) :])[0]
    if _EACH.search(clause):
        return
    if mention.value < _ROOM and _SPACE.search(_around(text, mention)) and _PLACE.search(clause):
        said = f"“{mention.shown}”作为空间面积过小，疑漏“万”字"
        yield on(mention, "K502", Severity.WARNING, said, f"{mention.printed.text}万{mention.unit}")
    elif not _PLACE.search(clause):
        yield on(mention, "K502", Severity.WARNING, f"前后说的不是面积，单位“{mention.unit}”疑有误")


def neighbours(reading: Reading) -> Iterator[Remark]:
    """K504: money of the department's own beyond its whole budget: 元 or 万元 typed as 万元 or 亿元."""
    whole = reading.one("预算.合计.调整后") or reading.one("预算.合计.支出")
    if whole is None or not whole.amount:
        return
    for paragraph, found in reading.mentioned:
        for mention in found:
            if not mention.money or mention.amount <= whole.amount * 2:
                continue
            before = paragraph.text[max(0, mention.start - 16) : mention.end + 12]
            if _OWN.search(before) and not _ABROAD.search(before):
                said = f"比部门全年预算{whole.shown}还大得多，请核对单位"
                yield on(mention, "K504", Severity.WARNING, said)


def people(reading: Reading) -> Iterator[Remark]:
    """K505: spending per person on the staff beyond reason: 元 and 万元 mixed up."""
    money, staff = reading.one("预算.人员经费.支出"), reading.one("人员.在编")
    if money and staff and staff.value:
        each = money.amount / staff.value
        if each > 300 or each < 1:
            said = f"按在编{staff.printed.text}人计，人均{each:.1f}万元，请核对单位"
            yield on(money, "K505", Severity.WARNING, said)


def separators(reading: Reading) -> Iterator[Remark]:
    """K506: amounts with and without separators of thousands in one text."""
    amounts = [m for _, found in reading.mentioned for m in found if m.money and m.value >= _LARGE]
    with_, without = [m for m in amounts if "," in m.printed.text], [m for m in amounts if "," not in m.printed.text]
    rare, usual = sorted((with_, without), key=len)
    if rare and len(usual) > 2 * len(rare):
        yield from _mixed(rare, with_ is usual)


def _mixed(rare: Sequence[Mention], separated: bool) -> Iterator[Remark]:
    for mention in rare[:3]:
        expected = f"{mention.value:,}" if separated else mention.printed.text.replace(",", "")
        yield on(mention, "K506", Severity.HINT, "千位分隔符与全文其他金额不一致", expected)
