"""Numbers and days as people, Excel and Chinese input methods write them: understood, or told what to type."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from reportgen.facts.records import quantity as q
from reportgen.facts.records.reading import InvalidError, converted


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
    assert converted(annotation, text) == value


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
        (q.People, "十八", "阿拉伯数字"),
        (q.People, "12x", "请只填一个数"),
        (q.Amount, ["1"], "只能填一个值"),
        (q.Share, "93.5", "请写作 93.5%"),
        (q.Share, "0.935", "请写作 93.5%"),
        (q.Share, "9.3‰", "0.93%"),
        (q.Share, "935%", "小数点"),
        (q.Share, "无", "留空"),
        (q.Year, "2023人", "四位数"),
        (q.Date, "2024年4月", "请补上日"),
        (q.Date, "4月18日", "请补上年"),
        (q.Date, "24.4.18", "2024-04-18"),
        (q.Date, "45400", "2024-04-18"),
        (q.Date, "2024-2-30", "没有这一天"),
        (q.Date, "无", "没有的留空"),
        (q.Truth, "√", "请填“是”或“否”"),
    ],
)
def test_what_has_not_is_answered_with_what_to_type(annotation: Any, text: object, told: str) -> None:
    with pytest.raises(InvalidError) as refused:
        converted(annotation, text)
    assert told in refused.value.faults[0].wrong.hint
