"""Figures as people, Excel and accountants write them: understood, or what to type instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from reportgen.chinese import rounded
from reportgen.facts.typed import han_numerals, signs
from reportgen.patterns import regex

_FIGURE = regex(r"([+-]?(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|\.\d+))\s*(%|‰|[^\W\d_]{1,4})?")
_HAN = regex(r"([\d.,零〇○一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟]+)(%|‰|[^\W\d_]{1,3})?")
_UNITS = {
    "圆": "元",
    "块": "元",
    "块钱": "元",
    "万圆": "万元",
    "万块": "万元",
    "w": "万元",
    "W": "万元",
    "W元": "万元",
    "w元": "万元",
}
_NOTHING = (
    r"(?i)^(?:[-—–―/\\.·*×?_]*|无|没有|[未无没]有?(?:发生|支出|安排|产生|使用|开支|列支)|[暂尚]?[无未](?:数据|统计|知|此项|填)?|不[详明]|待[定补查填]|待补充|空白?"
    r"|不适用|不涉及|略|N/?A|null|none|nil|TBD)$"
)
_NUMBER = r"[+-]?[\d,]*\d(?:\.\d+)?"
_NO_UNIT = regex(r"[多余几估]|^[来许把半]|半$|左右|上下|以[上下内外]|不[到足]|[或和至到]")  # 10多户, 5个半, 5或6
_VAGUE = regex(
    r"约|近|超过|[大可]概|可能|[估预]计|暂[估定]|不[低少超][于过]|不[到足满]|至[少多]|最[少多]|[大小多少]于|左右|上下|以[上下内外]"
    r"|几|若干|许多|[多少大半]数|[过大一]半|半$|[俩仨]|[上成数][十百千万亿]|\d%?[多余来许把]|[十百千万亿][多余来许把]"
    r"|[多余](?=[万亿元个])|[<>≤≥±]|(?<=.)\?|\d\+(?!\d)"
)
_FEW = 10  # signs; what is longer is a sentence
_EXACTLY = "请填准确的数，不写“约”“多”“几”等字"
_BETWEEN = regex(r"\d%?\s*(?:[~～至到—–]|-(?=\s*\d+(?:\.\d+)?%?[^\W\d_]{0,3}$))\s*\d")
_HAN_DIGITS = "一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_SEVERAL = regex(rf"\d%?[^\W\d_]{{0,3}}\s*[、;或和及与]\s*\d|[{_HAN_DIGITS}][、或至到]?[{_HAN_DIGITS}](?!点)")
_SOME = regex(rf"[\d{_HAN_DIGITS}十百千万亿几半若俩仨]")


def read(value: object) -> tuple[Decimal, str | None] | None:
    """The number and the unit that `value` says, or None."""
    text = signs.number(str(value))
    if any(unicodedata.category(sign) in ("No", "Nl") and sign != "〇" for sign in str(value)):
        return None  # ① is a number of an item, ½ and Ⅲ are no digits
    if found := _FIGURE.fullmatch(text):
        return None if _is_vague_unit(found[2]) else (Decimal(found[1].replace(",", "")), _unit(found[2]))
    if (found := _HAN.fullmatch(text)) and (known := han_numerals.value(found[1].replace(",", ""))) is not None:
        unclear = (
            regex("[万亿]").search(found[1]) and not found[2]
        )  # whether 五万 in a column of 万元 has its unit is not plain
        return None if unclear or _is_vague_unit(found[2]) else (known, _unit(found[2]))
    return None


def is_vague(text: str) -> bool:
    """Whether `text`, a few words that are no number, says one, and not which: 10多户, 约80%, 七八个, 5-6天."""
    plain = signs.number(text)
    told = any(pattern.search(plain) for pattern in (_VAGUE, _SEVERAL, _BETWEEN))
    return told and len(plain) <= _FEW and bool(_SOME.search(plain))


def _is_vague_unit(text: str | None) -> bool:
    return bool(text and _NO_UNIT.search(text))


def _unit(text: str | None) -> str | None:
    return _UNITS.get(text, text) if text else None


def advice(value: object, example: str = "18") -> str:
    """What to type where `value` is no number like `example`."""
    if isinstance(value, list | tuple | dict):
        return f"这里只能填一个值，如 {example}，不能是列表或若干字段"
    if any(unicodedata.category(sign) in ("No", "Nl") for sign in str(value)):
        return f"请用 0 至 9 的数字，如 {example}"
    text = signs.number(str(value))
    return next((say(text) for pattern, say in _SAID if pattern.search(text)), f"请只填一个数，如 {example}")


def percent_advice(value: object) -> str:
    """What to type where `value` lacks its %."""
    text = signs.number(str(value))
    if _VAGUE.search(text):
        return _EXACTLY
    if regex(r"\d+(?:\.\d+)?(?:分|个百分点)?").fullmatch(text):
        return _with_sign(Decimal(regex(r"[^\d.]").sub("", text)))
    return next((say(found) for pattern, say in _OF_SHARES if (found := pattern.search(text))), None) or advice(
        value, "93.5%"
    )


def _parted(found: re.Match[str]) -> str | None:
    """561/600 as a share, where it is one."""
    part, whole = Decimal(found[1]), Decimal(found[2])
    return f"请填算好的数，不写算式：{found[0]} 是 {rounded(part / whole * 100, 2):f}%" if part <= whole > 0 else None


def _tenths(found: re.Match[str]) -> str:
    """九成三 is 93%."""
    tens, ones = (han_numerals.western(part or "0") for part in found.groups())
    return f"请写作 {Decimal(tens.replace('十', '10')) * 10 + Decimal(ones):f}%"


_OF_SHARES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (regex("%.*%"), lambda found: "只写一个“%”，如 93.5%"),
    (regex(r"^(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)$"), _parted),
    (regex(r"^(\d|[一二三四五六七八九十])成(\d|[一二三四五六七八九])?$"), _tenths),
    (regex(r"^(\d+(?:\.\d+)?)\s*(?:percent|pct|٪|%?\(.*\))$"), lambda found: f"请只填 {found[1]}%"),
    (regex(r"^[^约近]*[A-Za-z]\s*%$"), lambda found: "“%”前面只写数字，如 93.5%"),
)


def _with_sign(number: Decimal) -> str:
    if number > 100:
        return f"请核对小数点，百分数写作如 {_scaled(number):f}%"
    share = number * 100 if number <= 1 else number
    return f"请写作 {share.normalize():f}%" + (f"；确为百分之{number:f}的，写作 {number:f}%" if number <= 1 else "")


def _scaled(number: Decimal) -> Decimal:
    while number > 100:
        number /= 10
    return number.normalize()


def _computed(text: str) -> str:
    """The sum that a typed formula makes, where it is one of plain numbers."""
    bare = text.removeprefix("=").replace(",", "").replace(" ", "")
    if not regex(r"[+-]?\d+(?:\.\d+)?(?:[+-]\d+(?:\.\d+)?)+").fullmatch(bare):
        return "请填算好的数，不写算式"
    total = sum((Decimal(part) for part in regex(r"[+-]?\d+(?:\.\d+)?").findall(bare)), Decimal(0))
    return f"请填算好的数，不写算式：{text.removeprefix('=')} 是 {total}"


def _bare(text: str) -> str:
    """The first number in `text`, without separators."""
    found = regex(_NUMBER).search(text)
    return found[0].replace(",", "") if found else "43189.21"


def _behind(text: str) -> str:
    return regex(f"^{_NUMBER}").sub("", text).strip()


def _in_yuan(text: str) -> str:
    number = _bare(text)
    return f"请去掉货币符号并写明单位：以万元计的写作 {number}，以元计的写作 {number}元"


def _spaced(text: str) -> str:
    if regex(r"\d\.\d+\s+\d|\d{4,}\s+\d{2}").search(text):
        return "这里有两个数，只能填一个"
    return f"数字中间有空格：是一个数的，请连着写：{''.join(text.split())}；是两个数的，只填一个"


_Said = tuple[re.Pattern[str], Callable[[str], str]]
_SAID: tuple[_Said, ...] = (
    (
        regex(r"^#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|#+$)"),
        lambda text: "这是 Excel 的出错值：请在 Excel 里改正，再填算好的数；没有的留空",
    ),
    (regex(_NOTHING), lambda text: "没有发生的填 0；暂时没有的留空，冒号后什么也不写"),
    (regex(r"^(?:同上|同前|[详参]?见)"), lambda text: "请直接写出数，不写“同上”“见附件”"),
    (
        regex(r"^[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}$"),
        lambda text: f"请写出全部数字，如 {Decimal(text):f}（请核对 Excel 是否略去了后面几位）",
    ),
    (regex(r"^[△▲▼▽]\s*\d"), lambda text: f"“{text[0]}”请去掉；是负数的，写作 -{_bare(text)}"),
    (
        regex(r"^\d[\d,]*(?:_\d+)+(?:\.\d+)?$"),
        lambda text: f"数里只写数字和小数点：请写作 {text.replace('_', '').replace(',', '')}",
    ),
    (
        regex(r"^\d[\d,]*[·'’]\d\d$"),
        lambda text: f"小数点用“.”：请写作 {text[:-3].replace(',', '')}.{text[-2:]}",
    ),
    (regex(r"^\d+(?::\d+)+$"), lambda text: "像是时刻，不是数，请核对"),
    (
        regex(r"^[\dOoIl,.]*[OoIl][\dOoIl,.]*$"),
        lambda text: f"其中有字母，数字零是 0、一是 1：请写作 {text.translate(str.maketrans('OoIl', '0011'))}",
    ),
    (regex(r"[¥$]|RMB|CNY|人民币"), _in_yuan),
    (_VAGUE, lambda text: _EXACTLY),
    (_BETWEEN, lambda text: "请填一个确定的数，不填区间"),
    (_SEVERAL, lambda text: "这里有两个数，只能填一个；是一个数的，请用阿拉伯数字写"),
    (regex(r"^=|[\d).%]\s*[+*×÷/]\s*[\d(]"), _computed),
    (regex(r"\.\d*\.|^\d{1,3}(?:\.\d{3})+$"), lambda text: "有两个小数点，请核对"),
    (
        regex(r"^\d{1,3}(?:\.\d{3})+,\d+$"),
        lambda text: f"小数点用“.”：请写作 {text.replace('.', '').replace(',', '.')}",
    ),
    (regex(r"\d,(?!\d{3}(?!\d))"), lambda text: "千分位逗号后须是三位数字，小数点用“.”，如 43,189.21"),
    (regex(r"\d\s+[\d.]"), _spaced),
    (
        regex("^[零一二三四五六七八九十百千万亿点两壹贰叁肆伍陆柒捌玖拾佰仟]+$"),
        lambda text: "请用阿拉伯数字；金额写明单位，如 43189.21万元",
    ),
    (regex(r"%$"), lambda text: "这里不填百分数，不带“%”"),
    (regex(r"^[\d.,]+([A-Za-z])$"), lambda text: f"其中有字母“{text[-1]}”，请核对"),
    (
        regex(rf"^{_NUMBER}\s*(?:[分角毛]|[美港欧日]元|港币|美金|[^\W\d_]*[万亿元千百][^\W\d_]*)$"),
        lambda text: f"“{_behind(text)}”不是这里的单位，请换算后只填数",
    ),
    (
        regex(rf"^{_NUMBER}\s*\D"),
        lambda text: f"数后面不能写别的字：请只填 {_bare(text)}；要说明的，先空一格写“# ”再写说明",
    ),
)
