"""Numbers as people write them: exact, with their units, and back again unchanged."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen import chinese
from reportgen.facts.records import quantity as q
from reportgen.facts.records.budget import Budget, BudgetLine
from reportgen.facts.records.plain import writer
from reportgen.facts.records.reading import InvalidError, converted
from reportgen.facts.records.resources import Staff


def read(annotation: Any, value: object) -> Any:
    return converted(annotation, value)


def in_json(annotation: Any, value: object) -> Any:
    write = writer(annotation)
    return msgspec.json.decode(msgspec.json.encode(write(value) if write else value))


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (q.Amount, "43189.21", "43189.21"),
        (q.Amount, "43,189.21", "43189.21"),
        (q.Amount, "43189.21万元", "43189.21"),
        (q.Amount, "43,189.21 万元", "43189.21"),
        (q.Amount, "1.2亿元", "12000.0"),
        (q.Amount, "14164900元", "1416.4900"),
        (q.Amount, "800万", "800"),
        (q.Amount, "0.00", "0.00"),
        (q.Amount, 5, "5"),
        (q.Money, "-23687.06", "-23687.06"),
        (q.Ratio, "99.91%", "0.9991"),
        (q.Ratio, "-38.62%", "-0.3862"),
        (q.Ratio, "100 %", "1"),
        (q.Share, "0%", "0"),
        (q.Number, "10%", "0.1"),
        (q.Number, "0.5", "0.5"),
        (q.Number, "-3", "-3"),
        (q.Area, "1,200.50", "1200.50"),
    ],
)
def test_numbers_are_read_exactly(annotation: Any, text: object, value: str) -> None:
    found = read(annotation, text)
    assert isinstance(found, Decimal)
    assert found == Decimal(value)


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (q.Count, "18", 18),
        (q.Count, "18个", 18),
        (q.Count, "1,200", 1200),
        (q.Count, "4万", 40000),
        (q.Count, "4.5万人次", 45000),
        (q.People, "17人", 17),
        (q.Year, "2021", 2021),
        (q.Year, "2021年", 2021),
        (q.Date, "2021-09-18", dt.date(2021, 9, 18)),
        (q.Date, "2021年9月18日", dt.date(2021, 9, 18)),
        (q.Date, "2021/9/18", dt.date(2021, 9, 18)),
        (q.Truth, "是", True),
        (q.Truth, "否", False),
        (q.Text, "0101", "0101"),
        (q.Text, 2021, "2021"),
    ],
)
def test_counts_dates_and_words(annotation: Any, text: object, value: object) -> None:
    assert read(annotation, text) == value


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (q.Amount, "四万"),
        (q.Amount, "-1"),
        (q.Amount, "100000001"),
        (q.Amount, "43,18.21"),
        (q.Amount, "1.2.3"),
        (q.Amount, "12%"),
        (q.Amount, "0x10"),
        (q.Amount, "1e3"),
        (q.Amount, "NaN"),
        (q.Amount, True),
        (q.Ratio, "99.91"),
        (q.Ratio, "0.9991"),
        (q.Share, "100.01%"),
        (q.Share, "-1%"),
        (q.Count, "1.5"),
        (q.Count, "18%"),
        (q.Count, "3元"),
        (q.Count, "-1"),
        (q.Year, "1999"),
        (q.Date, "2021-02-29"),
        (q.Date, "2021-09"),
        (q.Truth, "也许"),
        (q.Truth, "2"),
        (q.Text, ["a"]),
        (q.Text, True),
    ],
)
def test_what_is_not_such_a_number_is_refused(annotation: Any, text: object) -> None:
    with pytest.raises(InvalidError):
        read(annotation, text)


@pytest.mark.parametrize(("text", "value"), [("5", "5"), ("10%", "0.1"), ("万元", None), ("5万元", None), ("", None)])
def test_parse_reads_plain_numbers_and_percentages(text: str, value: str | None) -> None:
    assert q.parse(text) == (None if value is None else Decimal(value))


AMOUNTS = st.decimals(0, 10**8, places=2)
RATIOS = st.decimals(-10, 10, places=6)


@given(AMOUNTS, st.booleans())
def test_money_as_printed_is_read_back(amount: Decimal, group: bool) -> None:
    assert read(q.Amount, chinese.money(amount, group=group)) == amount
    assert read(q.Amount, chinese.money(amount, group=group) + "万元") == amount


@given(st.decimals(0, 1, places=4))
def test_percentages_as_printed_are_read_back(ratio: Decimal) -> None:
    assert read(q.Share, chinese.percent(ratio)) == ratio


@given(st.one_of(AMOUNTS, st.sampled_from([Decimal("1E+4"), Decimal("1E-7"), Decimal("12000.0")])), RATIOS)
def test_json_brings_numbers_back_unchanged(amount: Decimal, ratio: Decimal) -> None:
    for annotation, value in ((q.Money, amount), (q.Number, amount), (q.Ratio, ratio)):
        assert read(annotation, in_json(annotation, value)) == value


@given(st.integers(0, q.MOST), st.dates(), st.booleans())
def test_json_brings_counts_dates_and_answers_back(count: int, date: dt.date, truth: bool) -> None:
    for annotation, value in ((q.Count, count), (q.Date, date), (q.Truth, truth)):
        assert read(annotation, in_json(annotation, value)) == value


@pytest.mark.parametrize(
    ("model", "field", "unit"),
    [(BudgetLine, "initial", "万元"), (Budget, "fiscal_share", "%"), (Staff, "workers", "人"), (Budget, "total", "")],
)
def test_units_of_fields(model: Any, field: str, unit: str) -> None:
    assert q.unit(model.fields_by_name[field]) == unit
