"""The filters of wording and of Word templates: one set, the same words in both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import Undefined

from reportgen import chinese
from reportgen.facts.records import quantity
from reportgen.language.filter import Filter, Gives, Takes, calls
from reportgen.language.worded import worded
from reportgen.patterns import regex
from reportgen.scoring.kinds.row_values import attained

ENDS = "。；，、.;, \u3000"  # what the filter 句 takes off
_CLOSED = regex("[！？：…!?:][”’」』）)]*$|。[”’」』）)]+$")


def _lenient(show: Callable[..., str]) -> Callable[..., Any]:
    """Let what is missing through, so that whoever prints it says so; read numbers typed as text."""

    @wraps(show)
    def filtered(value: Any, *args: Any, **kwargs: Any) -> Any:
        if type(value) is Decimal:  # nearly always
            return show(value, *args, **kwargs)
        if not given(value):
            return value
        exact = quantity.parse(value) if isinstance(value, str) else value
        return show(value if exact is None else exact, *args, **kwargs)

    return filtered


@_lenient
def wan_yuan(value: Decimal, places: int = 2) -> str:
    """万元：43189.21（不带单位，两位小数；选项“金额千分位”为是时 43,189.21）"""
    return chinese.money(value, places)


@_lenient
def yi_yuan(value: Decimal, places: int = 2) -> str:
    """亿元：把万元换算成亿元，4.32（不带单位）"""
    return chinese.number(value / 10000, chinese.telling(value, places + 4) - 4)


@_lenient
def grouped(value: Decimal, places: int = 2) -> str:
    """千分位：43,189.21"""
    return chinese.money(value, places, group=True)


@_lenient
def percentage(value: Decimal, places: int = 2) -> str:
    """百分比：0.8793 显示为 87.93%"""
    return chinese.percent(value, places)


@_lenient
def score(value: Decimal) -> str:
    """分：得分、扣分、分值，去掉多余的零，4.94、5、0.5"""
    return chinese.points(value)


@_lenient
def plain(value: Decimal | int, places: int | None = None) -> str:
    """数：按原有小数位显示，可指定小数位"""
    return chinese.number(value, places)


def day(value: Any) -> Any:
    """日期：2021年9月18日"""
    return chinese.date(value) if isinstance(value, dt.date) else value


def han(value: int) -> str:
    """中文数：3 显示为 三"""
    return chinese.numeral(value)


def ordinal(value: int, level: int) -> str:
    """序号：按级别显示 一、（一）1.（1）①"""
    return chinese.ordinal(value, level)


def listing(values: Sequence[str], last: str = "和") -> str:
    """顿号：甲、乙和丙"""
    return chinese.listing([str(worded(value)) for value in values], last)


def given(value: Any) -> bool:
    """已填：有没有这个数，填了 0 也算，{% if 采购.实际 | 已填 %}"""
    return value is not None and not isinstance(value, Undefined)


def or_dash(value: Any) -> Any:
    """横线：没有的值显示为 —"""
    return value if given(value) else chinese.DASH


def change(value: Any, rate: Any = None, up: str = "增加", down: str = "减少", same: str = "持平") -> Any:
    """增减：增加1607.45万元、增长3.87%；减少和持平各有其词，可另给比率和用词"""
    if not given(value):
        return value
    if not value:
        return same
    told = f"{up if value > 0 else down}{chinese.money(abs(value))}万元"
    if not given(rate):
        return told
    return f"{told}、{'增长' if rate > 0 else '下降'}{chinese.percent(abs(rate))}"


def share(value: Any, whole: Any) -> Decimal | None:
    """占：两数之比，缺数或除数为零时没有值，{{ 支出 | 占(调整后) | 百分比 }}"""
    if not given(value) or not given(whole) or not whole:
        return None
    return Decimal(value) / Decimal(whole)


def total(rows: Sequence[Mapping[str, Any]], name: str) -> Any:
    """合计：各行某一列之和，没有填的不计"""
    values = [row[name] for row in rows if row[name] is not None]
    return sum(values[1:], values[0]) if values else None


def reached(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """已达目标：效果指标等列表中实际值达到目标值的各行，两者都是数字的才比"""
    return [row for row in rows if (done := attained(row)) and done.met]


def missed(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """未达目标：效果指标等列表中实际值没有达到目标值的各行，两者都是数字的才比"""
    return [row for row in rows if (done := attained(row)) and not done.met]


def unmet(gaps: Sequence[Mapping[str, Any]], what: str = "个方面") -> str:
    """未达到：失分点里没有达到的和部分达到的各有几个，1个方面没有达到要求、2个方面部分达到要求"""
    partly = sum(gap["实际"] == "部分达到" for gap in gaps)
    counts = ((len(gaps) - partly, "没有达到要求"), (partly, "部分达到要求"))
    return "、".join(f"{count}{what}{words}" for count, words in counts if count)


def cited(documents: Sequence[Mapping[str, Any]]) -> str:
    """引用：《名称》（文号），几份文件连着写，括注之后用顿号隔开"""
    told = [f"《{d['名称'].strip('《》')}》" + (f"（{d['文号']}）、" if d.get("文号") else "") for d in documents]
    return "".join(told).rstrip("、")


def sentence(value: Any) -> Any:
    """句：去掉末尾的标点，便于接着写"""
    return value.rstrip(ENDS) if isinstance(value, str) else value


def closed(text: str) -> str:
    """`text` as whole sentences: one full stop at the end, whatever was typed there; ！ ？ ： … stay."""
    bare = text.rstrip(ENDS)
    return bare if not bare or _CLOSED.search(bare) else f"{bare}。"


DECLARED: dict[str, Filter] = {
    "万元": Filter(wan_yuan, Takes.AMOUNT),
    "亿元": Filter(yi_yuan, Takes.AMOUNT),
    "千分位": Filter(grouped, Takes.AMOUNT),
    "百分比": Filter(percentage, Takes.RATIO),
    "分": Filter(score, Takes.NUMBER),
    "数": Filter(plain, Takes.NUMBER),
    "日期": Filter(day, Takes.DATE),
    "中文数": Filter(han, Takes.NUMBER),
    "序号": Filter(ordinal),
    "顿号": Filter(listing),
    "已填": Filter(given, gives=Gives.TRUTH),
    "横线": Filter(or_dash, Takes.ONE, Gives.SAME),
    "增减": Filter(change, Takes.AMOUNT),
    "占": Filter(share, gives=Gives.RATIO),
    "合计": Filter(total, gives=Gives.TOTAL, columns=1),
    "已达目标": Filter(reached, gives=Gives.SAME),
    "未达目标": Filter(missed, gives=Gives.SAME),
    "未达到": Filter(unmet),
    "引用": Filter(cited),
    "句": Filter(sentence),
}
FILTERS = calls(DECLARED)
