"""K108, K110, K316: so many times so much; a fall by a negative number; none, and yet some."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportgen import chinese
from reportgen.diagnostics import Severity
from reportgen.patterns import regex
from reportgen.statements.mentions import Mention
from reportgen.statements.printed import slip
from reportgen.statements.reading import Reading
from reportgen.statements.remark import Remark, on
from reportgen.statements.report import Place

_EACH = regex(r"每(?P<unit>[人户亩个台套次家场件辆名头])[^，。；]{0,6}$|单价[为是约]?$")
_THINGS = "台套个件辆张本把块"
_WHOLE = regex(r"共|合计|总|拨付|发放|支付|金额")
_FALL = regex(r"(?:下降|减少|降低|压减|降幅)[了为达]*$")
_NONE = regex(
    r"(?:无|没有|未发生|未出现|零)(投诉|事故|上访|信访|舆情|超期|逾期|违规|违约|泄密)(?!率|或|和|、|记录|问题)"
)
_IN_TIME = regex(r"按期[^，。；]{0,6}率(?:为|达到?)?100(?:\.0+)?%")
_LATE = regex(r"(?:超期|逾期)[^，。；\d]{0,4}([1-9]\d*)[件起宗项]")
_ELSE = regex("上年|去年|同期|历年|较|比|演练|培训|宣传|预防|下降|减少")
_NEAR = Decimal(2)  # times: what is further apart is not meant to be the product


def products(reading: Reading) -> Iterator[Remark]:
    """K108: 120户，每户500元，共计8万元: the product of the two figures before it is another."""
    for paragraph, found in reading.in_sentences:
        for sentence in found if "每" in paragraph.text or "单价" in paragraph.text else ():
            money = [m for m in sentence if m.money and not m.hedge]
            each = [(m, asked["unit"]) for m in money if (asked := _EACH.search(m.label))]
            wholes = [m for m in money if _WHOLE.search(m.label) and not _EACH.search(m.label)]
            if len(each) == len(wholes) == 1 and each[0][0].end <= wholes[0].start:
                yield from _product(*each[0], wholes[0], sentence)


def _product(each: Mention, unit: str | None, whole: Mention, sentence: Sequence[Mention]) -> Iterator[Remark]:
    counts = [
        m for m in sentence if not m.hedge and m.unit.removeprefix("万") in (unit or _THINGS) and m.unit.strip("万")
    ]
    if len(counts) != 1 or not whole.amount:
        return
    number = counts[0].value * (10000 if counts[0].unit.startswith("万") else 1)
    right = each.amount * number
    apart = abs(right - whole.amount) > whole.printed.half * (whole.amount / whole.value)
    exact = each.printed.half * number * (each.amount / each.value) if each.value else Decimal(0)
    shown = chinese.number(right * whole.value / whole.amount, max(whole.printed.places, 2))
    near = right / _NEAR < whole.amount < right * _NEAR or slip(whole.printed.text, shown)
    if apart and near and abs(right - whole.amount) > exact:
        said = f"{counts[0].shown}按每份{each.shown}计为{shown}{whole.unit}"
        yield on(whole, "K108", Severity.WARNING, said, f"{shown}{whole.unit}")


def negative_falls(reading: Reading) -> Iterator[Remark]:
    """K110: 下降-3.2%: a fall by a negative number is a rise."""
    for _, found in reading.mentioned:
        for mention in found:
            if mention.unit == "%" and mention.value < 0 and _FALL.search(mention.label):
                said = "“下降”后面又写负数，是升是降说不清，请写作正数"
                yield on(mention, "K110", Severity.WARNING, said, f"{abs(mention.value)}%")


def none_and_some(reading: Reading) -> Iterator[Remark]:
    """K316: 无投诉, and 处理投诉5件; all in time, and three late."""
    for paragraph in reading.body:
        text = paragraph.text
        for claim in _NONE.finditer(text) if "无" in text or "未" in text or "没有" in text or "零" in text else ():
            some = regex(rf"[^，。；]{{0,24}}(?<![无零])({claim[1]}(?:问题|事件|案件)?(?:共|累计)?[1-9]\d*[件起宗次])")
            counted = next((found for found in some.finditer(text) if not _ELSE.search(found[0])), None)
            if counted:
                yield _against(paragraph.at(claim.start()), claim[0], counted[1], claim.start())
        in_time = _IN_TIME.search(text) if "按期" in text else None
        late = _LATE.search(text) if in_time else None
        if in_time and late:
            yield _against(paragraph.at(in_time.start()), in_time[0], late[0], in_time.start())


def _against(place: Place, claim: str, counted: str, at: int) -> Remark:
    return Remark("K316", Severity.WARNING, place, claim, f"同一段又写“{counted}”，两处不符", "", at)
