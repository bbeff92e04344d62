"""K5: units – 万 without 元, one value 10,000 times its neighbours, 元 or 亿元 beside 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on

_MONEY = regex(r"金额|预算|采购|资金|经费|费用|支出|收入|投资|规模|产值|融资|补助|资助|价")
_GOODS = regex(r"(?:费|税|额|价|款|资金|经费|产值|规模|支出|预算)[总合计共为达到约近超过]*$")
_PEOPLE = regex(r"^[余多]?(?:人|次|名|户|家|个|件|条|份|平|吨|元|只|辆|册|篇|株|棵|亩|台|套|字|张)")
_AFTER = regex(r"(?:以上|以下|以内)?[一-鿿]{0,4}")
_LARGE = Decimal(1000)


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


def plain_yuan(reading: Reading) -> Iterator[Remark]:
    """K502: a few 元 among 亿元 or 万元: a sign was left out; K503: many 元 in a text of 万元."""
    for _, found in reading.mentioned:
        for mention in found:
            if mention.unit != "元" or not _GOODS.search(mention.label):
                if mention.unit == "元" and mention.value >= _LARGE * 100:
                    yield on(
                        mention,
                        "K503",
                        Severity.HINT,
                        "全文用万元，此处用元，请统一",
                        f"{mention.amount.normalize():f}万元",
                    )
                continue
            others = [m for m in found if m.money and m.unit != "元"]
            if (
                mention.value < _LARGE
                and mention.printed.places
                and others
                and not re.search("每|人均|单价|/", mention.label)
            ):
                unit = others[0].unit
                said = f"同段其他金额用“{unit}”，此处“{mention.printed.text}元”疑漏“{unit[0]}”字"
                yield on(mention, "K502", Severity.WARNING, said, f"{mention.printed.text}{unit}")
            elif mention.value >= _LARGE * 100:
                yield on(
                    mention,
                    "K503",
                    Severity.HINT,
                    "全文用万元，此处用元，请统一",
                    f"{mention.amount.normalize():f}万元",
                )


def neighbours(reading: Reading) -> Iterator[Remark]:
    """K504: 元 typed as 万元: an amount 10,000 times what the same list otherwise holds, or beyond the whole budget."""
    whole = reading.one("预算.合计.调整后") or reading.one("预算.合计.支出")
    if whole is None:
        return
    for _, found in reading.mentioned:
        for mention in found:
            if mention.unit == "万元" and mention.value > whole.amount * 100 and _spent(mention):
                said = f"比部门全年预算{whole.printed.text}万元还大百倍以上，疑把元写作万元"
                yield on(mention, "K504", Severity.WARNING, said)


def _spent(mention: Mention) -> bool:
    return re.search("支出|经费|预算|采购|费|资产|扶持|支持|资助|拨付", mention.label) is not None


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
