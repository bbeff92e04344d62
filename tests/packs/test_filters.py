"""The filters that templates and wording share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from jinja2 import Environment, StrictUndefined

from reportgen.packs.filters import FILTERS


def show(expression: str, **values: Any) -> str:
    environment = Environment(undefined=StrictUndefined, autoescape=False)
    environment.filters.update(FILTERS)
    return environment.from_string("{{ " + expression + " }}").render(values)


@pytest.mark.parametrize(
    ("expression", "values", "expected"),
    [
        ("额 | 增减(率)", {"额": Decimal("1607.45"), "率": Decimal("0.03866")}, "增加1607.45万元、增长3.87%"),
        ("额 | 增减(率)", {"额": Decimal(-10), "率": Decimal("-0.1")}, "减少10.00万元、下降10.00%"),
        ("额 | 增减", {"额": Decimal(-10)}, "减少10.00万元"),
        ("额 | 增减(率)", {"额": Decimal(5), "率": None}, "增加5.00万元"),
        ("额 | 增减(率)", {"额": Decimal(0), "率": Decimal(0)}, "持平"),
        ('额 | 增减(none, "净调增", "净调减", "没有调整")', {"额": Decimal("37975.74")}, "净调增37975.74万元"),
        ("部分 | 占(全部) | 百分比", {"部分": Decimal(14), "全部": 33}, "42.42%"),
        ("部分 | 占(全部) | 横线", {"部分": Decimal(14), "全部": Decimal(0)}, "—"),
        ("部分 | 占(全部) | 横线", {"部分": None, "全部": Decimal(1)}, "—"),
        ('行 | 合计("件数")', {"行": [{"件数": 22}, {"件数": None}, {"件数": 66}]}, "88"),
        ('行 | 合计("件数") | 横线', {"行": [{"件数": None}]}, "—"),
        ('行 | 合计("件数") | 横线', {"行": []}, "—"),
        ("数 | 已填", {"数": Decimal(0)}, "True"),
        ("数 | 已填", {"数": None}, "False"),
        ("数 | 已填", {}, "False"),
    ],
)
def test_what_a_filter_prints(expression: str, values: dict[str, Any], expected: str) -> None:
    assert show(expression, **values) == expected


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([("甲法", None), ("乙法", None)], "《甲法》《乙法》"),
        ([("甲通知", "福财〔2022〕53号"), ("乙法", None)], "《甲通知》（福财〔2022〕53号）、《乙法》"),
        ([("甲通知", "福财〔2022〕53号")], "《甲通知》（福财〔2022〕53号）"),
        ([("《甲法》", None)], "《甲法》"),
    ],
)
def test_documents_are_cited_by_name_and_number(documents: list[tuple[str, str | None]], expected: str) -> None:
    assert show("文件 | 引用", 文件=[{"名称": name, "文号": number} for name, number in documents]) == expected
