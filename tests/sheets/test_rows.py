"""Rows written as XML: what Excel reads is what was put in, and a text is never computed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from reportgen.sheets import book
from reportgen.sheets.rows import Columns
from reportgen.tabular import Column, Kind, Table

DAY = dt.date(2026, 11, 26)
VALUES = [
    ("=1+1", Kind.TEXT, "=1+1"),
    ("甲<乙&丙>丁", Kind.TEXT, "甲<乙&丙>丁"),
    (" 前后有空 ", Kind.TEXT, " 前后有空 "),
    ("两\n行", Kind.TEXT, "两\n行"),
    ("控\x00制\x1f符\ufffe", Kind.TEXT, "控制符"),
    ("字" * 40_000, Kind.TEXT, "字" * 32_767),
    ("", Kind.TEXT, None),
    (None, Kind.RATE, None),
    (Decimal("0.9788"), Kind.RATE, 0.9788),
    (Decimal(0), Kind.NUMBER, 0),
    (12, Kind.COUNT, 12),
    (DAY, Kind.DATE, dt.datetime.combine(DAY, dt.time())),
]


def read(value: object, kind: Kind, *, foot: tuple[tuple[str, str], ...] = ()):
    table = Table("表", "题", (Column("头", 10, kind),), [[value]], foot=foot)
    return load_workbook(BytesIO(book.workbook([table], (), DAY))).active


@pytest.mark.parametrize(("value", "kind", "found"), VALUES)
def test_a_value_is_read_back(value, kind, found):
    assert read(value, kind)["A3"].value == found


@given(st.text())
def test_no_text_breaks_the_sheet(text):
    found = "".join(etree.fromstring(Columns([0]).row(3, [text])).itertext())
    kept = {sign for sign in text if sign.isprintable() and not 0xD800 <= ord(sign) <= 0xDFFF}
    assert kept <= set(found)


def test_feet_are_formulas_and_an_empty_table_has_none():
    sheet = read(Decimal(3), Kind.NUMBER, foot=(("平均", "AVERAGE"),))
    assert sheet["A4"].value == '=IFERROR(AVERAGE(A3:A3),"")'
    empty = Table("表", "题", (Column("头", 10, Kind.NUMBER),), [], foot=(("平均", "AVERAGE"),))
    assert load_workbook(BytesIO(book.workbook([empty], (), DAY))).active.max_row == 2


def test_rows_have_the_height_of_their_texts():
    assert read("字" * 30, Kind.TEXT).row_dimensions[3].height > 2 * read("字", Kind.TEXT).row_dimensions[3].height
