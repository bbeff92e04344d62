"""Numbers and days as people, Excel and Chinese input methods write them: understood, or told what to type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.facts import department
from reportgen.facts.records import quantity as q
from reportgen.facts.records.reading import Fault, InvalidError, converted
from reportgen.facts.typed import han_numerals

SIGNS = "0123456789.,，、 %‰-—~()（）年月日号时:/￥元万亿个人十百零一二“”'#=+eEOl无√\u3000\u200b"


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (q.Amount, "５９，８７７．４３", Decimal("59877.43")),
        (q.Amount, "59，877.43", Decimal("59877.43")),
        (q.Amount, "1 234.5", Decimal("1234.5")),
        (q.Amount, "12\u00a0345\u00a0678.90", Decimal("12345678.90")),
        (q.Amount, "\u200b43189.21", Decimal("43189.21")),
        (q.Amount, "43189.", Decimal(43189)),
        (q.Amount, ".5", Decimal("0.5")),
        (q.Money, "(123.45)", Decimal("-123.45")),
        (q.Money, "（1,234.5）", Decimal("-1234.5")),
        (q.Money, "−5", Decimal(-5)),
        (q.Share, "９３．５％", Decimal("0.935")),
        (q.People, "１７２人", 172),
        (q.Year, "2023年度", 2023),
        (q.Year, "二〇二三", 2023),
        (q.Year, "二○二三年", 2023),
        (q.Amount, "￥59,877.43万元", Decimal("59877.43")),
        (q.Amount, "59,877.43（万元）", Decimal("59877.43")),
        (q.Amount, "59,877 .43 万 元", Decimal("59877.43")),
        (q.Amount, "59877。43", Decimal("59877.43")),
        (q.Amount, "“59,877.43”", Decimal("59877.43")),
        (q.Amount, "’59877.43；", Decimal("59877.43")),
        (q.Amount, "五亿九千八百万元", Decimal(59800)),
        (q.Amount, "5亿9877万元", Decimal(59877)),
        (q.Amount, "5987.743百万元", Decimal("598774.3")),
        (q.Share, "百分之九十三点五", Decimal("0.935")),
        (q.Share, "0", Decimal(0)),
        (q.Share, "百分之百", Decimal(1)),
        (q.Share, "千分之九百三十五", Decimal("0.935")),
        (q.Amount, "59877.43w元", Decimal("59877.43")),
        (q.Date, "（2024-04-18）", dt.date(2024, 4, 18)),
        (q.Year, "2023．", 2023),
        (q.Truth, "1", True),
        (q.Names, "1、热线；2、邮箱；3、网站留言。", ["热线", "邮箱", "网站留言"]),
        (q.Names, "①热线②邮箱", ["热线", "邮箱"]),
        (q.Names, "a. 热线 b. 邮箱", ["热线", "邮箱"]),
        (q.Names, "“热线”“邮箱”", ["热线", "邮箱"]),
        (q.Names, "《甲办法》《乙办法》", ["《甲办法》", "《乙办法》"]),
        (q.Names, "－热线 －邮箱", ["热线", "邮箱"]),
        (q.Names, "o 热线 o 邮箱", ["热线", "邮箱"]),
        (q.Names, "\uf06c 热线 \uf06c 邮箱", ["热线", "邮箱"]),
        (q.Names, ["- 热线", "邮箱。"], ["热线", "邮箱"]),
        (q.People, "一百七十二人", 172),
        (q.People, "共172人", 172),
        (q.Year, "贰零贰叁", 2023),
        (q.Year, "二千零二十三年", 2023),
        (q.Truth, "√", True),
        (q.Truth, "无", False),
        (q.Date, "45400", dt.date(2024, 4, 18)),
        (q.Date, "2024年4月18日（星期四）", dt.date(2024, 4, 18)),
        (q.Date, "2024/4/18 10:30", dt.date(2024, 4, 18)),
        (q.Date, "2024、4、18", dt.date(2024, 4, 18)),
        (q.Date, "2024 年 4 月 18 日", dt.date(2024, 4, 18)),
        (q.Date, "“2024–4–18”。", dt.date(2024, 4, 18)),
        (q.Date, "贰零贰肆年肆月拾捌日", dt.date(2024, 4, 18)),
        (q.Date, "20240418", dt.date(2024, 4, 18)),
        (q.Date, "2024.4.18", dt.date(2024, 4, 18)),
        (q.Date, "2024年 4月 18日", dt.date(2024, 4, 18)),
        (q.Date, "2024年4月18号", dt.date(2024, 4, 18)),
        (q.Date, "２０２４－０４－１８", dt.date(2024, 4, 18)),
        (q.Date, "2024-04-18 00:00:00", dt.date(2024, 4, 18)),
        (q.Date, "二〇二四年四月十八日", dt.date(2024, 4, 18)),
        (q.Date, "二〇二四年十二月三十一日", dt.date(2024, 12, 31)),
    ],
)
def test_what_has_one_meaning_is_understood(annotation: Any, text: str, value: object) -> None:
    found = converted(annotation, text)
    assert (list(found) if annotation is q.Names else found) == value


@pytest.mark.parametrize(
    ("annotation", "text", "told"),
    [
        *((q.Amount, sign, "暂时没有的留空") for sign in ("—", "——", "无", "/", "-", "", "N/A", "暂无", "没有")),
        (q.Amount, "#DIV/0!", "Excel 的出错值"),
        (q.Amount, "1.2E+04", "如 12000"),
        (q.Amount, "=50000+9877.43", "请填算好的数"),
        (q.Amount, "50000+9877", "请填算好的数"),
        (q.People, "O", "请写作 0"),
        (q.Amount, "1O5", "请写作 105"),
        (q.Amount, "¥500", "去掉货币符号"),
        (q.Amount, "约500", "请填准确的数"),
        (q.Amount, "五万", "阿拉伯数字"),
        (q.People, "12x", "有字母“x”"),
        (q.Amount, ["1"], "只能填一个值"),
        *((q.Amount, text, "填 0；暂时没有的留空") for text in ("不适用", "“”", "？", "待补充", "TBD")),
        (q.Amount, "同上", "直接写出数"),
        (q.Amount, "50000+9877.43", "50000+9877.43 是 59877.43"),
        (q.Amount, "￥500", "以元计的写作 500元"),
        (q.Amount, "598774300", "请写作 59877.43"),
        (q.Amount, "10-12", "不填区间"),
        (q.Amount, "59.877,43", "请写作 59877.43"),
        (q.Amount, "59，8774", "三位数字"),
        (q.Amount, "5 9877.43", "请连着写：59877.43"),
        (q.Amount, "59877..43", "两个小数点"),
        (q.Amount, "12%", "不带“%”"),
        (q.Amount, "-5", "“-”或括号请去掉"),
        (q.Amount, "12（含结转）", "请只填 12"),
        (q.People, "172.5", "没有小数"),
        (q.People, "172元", "“元”不是这里的单位"),
        (q.People, "172人左右", "请填准确的数"),
        (q.Share, "935", "如 93.5%"),
        (q.Share, "93.5%%", "只写一个“%”"),
        (q.Year, "2023年1-12月", "2023"),
        (q.Year, "23", "如 2023"),
        (q.Year, "2O23", "请写作 2023"),
        (q.Year, "1921", "四位数字"),
        (q.Year, [], "四位数字"),
        (q.Date, "2024", "请补上月和日"),
        (q.Date, "2024年4月底", "请补上日"),
        (q.Date, "4/18/2024", "年、月、日的次序"),
        (q.Date, "=TODAY()", "不写公式"),
        (q.Date, "2024年4月18日-20日", "只填一天"),
        (q.Share, "93.5", "请写作 93.5%"),
        (q.Share, "0.935", "请写作 93.5%"),
        (q.Share, "935%", "小数点"),
        (q.Share, "无", "留空"),
        (q.Year, "2023人", "四位数"),
        (q.Date, "2024年4月", "请补上日"),
        (q.Date, "4月18日", "请补上年"),
        (q.Date, "24.4.18", "2024-04-18"),
        (q.Date, "2024-2-30", "没有这一天"),
        (q.Date, "无", "没有的留空"),
        (q.Truth, "也许", "请填“是”或“否”"),
        *((q.Amount, sign, "0 至 9 的数字") for sign in ("①", "½", "Ⅲ")),
        (q.Amount, "△12.5", "写作 -12.5"),
        (q.Amount, "59_877.43", "请写作 59877.43"),
        (q.Amount, "59877·43", "请写作 59877.43"),
        (q.Amount, "12:30", "像是时刻"),
        (q.Amount, "59877.43 63120", "有两个数"),
        (q.Amount, "5987743分", "“分”不是这里的单位"),
        (q.Amount, "伍万", "阿拉伯数字"),
        (q.Amount, "无支出", "没有发生的填 0"),
        (q.Share, "九成三", "请写作 93%"),
        (q.Share, "561/600", "561/600 是 93.50%"),
        (q.Share, "93.5%（抽样）", "请只填 93.5%"),
        (q.Share, "93.5o%", "“%”前面只写数字"),
        (q.Year, "2022-2023", "只写一个年份"),
        (q.Year, "2 0 2 3", "请写作 2023"),
        (q.Date, "202404", "请补上日"),
        (q.Date, "2024年第一季度", "是哪一天"),
        (q.Date, "4月底", "年份和哪一天"),
    ],
)
def test_what_has_not_is_answered_with_what_to_type(annotation: Any, text: object, told: str) -> None:
    with pytest.raises(InvalidError) as refused:
        converted(annotation, text)
    assert told in refused.value.faults[0].wrong.hint


VAGUE = """几十 十几 数百 10多 10几 10来 80余 十多 百余 约80 近百 90以上 以上90 过半 半数 一半 5左右 不到5 不足5 5不到
    5+ 5± >5 ≥5 5? 大概5 估计5 5(暂估) 上千 若干 俩 二十多 五十几 百把"""
SEVERAL = "七八 三五 十七八 二三十 两三百 七、八 五六七 七或八 5、6 5或6 5和6 5;6"


@pytest.mark.parametrize("unit", ["", "分", "个"])
@pytest.mark.parametrize(
    ("texts", "told"), [(VAGUE, "请填准确的数"), (SEVERAL, "有两个数"), ("5-6 5～6 5至6", "不填区间")]
)
def test_a_vague_number_is_none(unit: str, texts: str, told: str) -> None:
    for text in texts.split():
        assert q.split(text + unit) is None, text + unit
        assert q.is_vague(text + unit), text + unit
        with pytest.raises(InvalidError) as refused:
            converted(q.Count, text)
        assert told in refused.value.faults[0].wrong.hint, text


def test_what_is_no_number_is_not_called_vague() -> None:
    plain = ("二〇二三", "两个", "一百零五", "12月底前", "已完成", "0.5", "印发制度3项，完成宣传", "", None, 5)
    assert not [text for text in plain if q.is_vague(text)]


def test_a_misspelt_number_is_none() -> None:
    texts = ("1.2.3", "5..", "1,23", "12,34.5", "-—", "nan", "inf", "-inf", "1e5", "1/2", "三百五")
    assert not [text for text in texts if q.split(text)]


@pytest.mark.parametrize(
    ("annotation", "text", "told"),
    [
        (q.Amount, "5.99亿元", "填“5.99亿元”，按 59900 万元读入"),
        (q.Amount, "4600元", "按 0.46 万元读入"),
        (q.Share, "935‰", "按 93.5% 读入"),
        (q.Date, "45400", "按 2024年4月18日 读入"),
        (q.Names, "热线、邮箱", "按 2 项读入：热线、邮箱"),
        (q.Names, "“热线、邮箱”", "只有一项“热线、邮箱”"),
    ],
)
def test_what_was_converted_is_told_once(annotation: Any, text: str, told: str) -> None:
    notes: list[Fault] = []
    converted(annotation, text, notes)
    (note,) = notes
    assert told in note.wrong.message


@pytest.mark.parametrize("text", ["43189.21", "43,189.21万元", "４３１８９", "172人", "93.5%", "2024.4.18"])
def test_plain_spellings_are_read_in_silence(text: str) -> None:
    notes: list[Fault] = []
    kind = {"人": q.People, "%": q.Share}.get(text[-1], q.Date if text.count(".") > 1 else q.Amount)
    converted(kind, text, notes)
    assert not notes


@given(st.integers(0, 99_999_999))
def test_a_number_in_han_characters_is_the_number(number: int) -> None:
    assert han_numerals.value(_han(number)) == number


def _han(number: int) -> str:
    """One to eight places as a bank writes them."""
    digits = "零一二三四五六七八九"
    high, low = divmod(number, 10000)
    if high:
        joint = "零" if 0 < low < 1000 else ""
        return (
            f"{_han(high)}万{joint}{_han(low) if low else ''}"
            if low > 9 or not low
            else f"{_han(high)}万零{digits[low]}"
        )
    text = "".join(digits[int(d)] + ("千百十 "[n] if d != "0" else "") for n, d in enumerate(f"{low:04}"))
    text = "".join(text.split())
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零") or "零"


@pytest.mark.parametrize("kind", [q.Amount, q.Share, q.People, q.Number, q.Points, q.Year, q.Date, q.Truth, q.Names])
@settings(max_examples=40)
@given(text=st.text(st.sampled_from(SIGNS), max_size=14))
def test_whatever_is_typed_is_a_value_or_told(kind: Any, text: str) -> None:
    try:
        converted(kind, text)
    except InvalidError as failure:
        assert all(fault.wrong.hint for fault in failure.faults), text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("{类别: 合计, 件数: 2}", ["1:32 “资产.处置第2项.类别”填“合计”，这一行会当作一项再加一遍"]),
        ("{类别: 小 计：, 件数: 2}", ["1:32 “资产.处置第2项.类别”填“小 计：”，这一行会当作一项再加一遍"]),
        ("{类别: 合计量杯, 件数: 2}", []),
    ],
)
def test_a_row_of_totals_is_not_one_row_more(typed: str, told: list[str]) -> None:
    text = f"资产: {{处置: [{{类别: 桌, 件数: 2}}, {typed}]}}\n套件: base\n年度: 2021\n部门: {{全称: 某局}}\n"
    found = [one for one in department.parse(text, "dept.yaml")[2] if one.code == "total-row"]
    assert [f"{one.position.line}:{one.position.column} {one.message}" for one in found if one.position] == told
