"""Numbers, amounts, percentages, 序号 and lists as readers of Chinese see them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen import chinese
from reportgen.chinese import measured

D = Decimal

ROUNDED = [
    ("2.665", 2, "2.67"),
    ("-2.665", 2, "-2.67"),
    ("2.664999", 2, "2.66"),
    ("0.5", 0, "1"),
    ("1250", -2, "1.3E+3"),
]


@pytest.mark.parametrize(("value", "places", "expected"), ROUNDED)
def test_rounding_is_half_up_away_from_nothing(value: str, places: int, expected: str) -> None:
    assert str(chinese.rounded(D(value), places)) == expected


SIDES = [("0.89", -1), ("0.9", 0), ("0.91", 1), ("0.90000000000000001", 0), ("0.9000000000001", 1)]


@pytest.mark.parametrize(("value", "expected"), SIDES)
def test_a_limit_is_met_by_what_a_division_leaves_over(value: str, expected: int) -> None:
    assert chinese.side(D(value), D("0.9")) == expected


NUMBERS = [
    (None, None, "—"),
    (None, 2, "—"),
    (14, None, "14"),
    (D("12.50"), None, "12.5"),
    (D("1E+3"), None, "1000"),
    (D("12.345"), 1, "12.3"),
    (D("12.35"), 1, "12.4"),
    (D("-5"), None, "－5"),
    (measured(D("0.8999"), [D("0.9")]), 2, "0.8999"),
    (measured(D("0.9001"), [D("0.9")]), 2, "0.9001"),
    (measured(D("0.9"), [D("0.9")]), 2, "0.90"),
    (measured(D("0.8999"), []), 2, "0.90"),
]


@pytest.mark.parametrize(("value", "places", "expected"), NUMBERS)
def test_a_number_has_the_decimals_that_tell_it_from_its_limits(
    value: Decimal | int | None, places: int | None, expected: str
) -> None:
    assert chinese.number(value, places) == expected


MONEY = [
    (None, False, "—"),
    (None, True, "—"),
    ("0", False, "0.00"),
    ("0.004", False, "0.004"),
    ("-0.004", False, "－0.004"),
    ("43189.206", False, "43189.21"),
    ("43189.206", True, "43,189.21"),
    ("-1234567", True, "－1,234,567.00"),
    ("999.5", True, "999.50"),
]


@pytest.mark.parametrize(("value", "group", "expected"), MONEY)
def test_an_amount_that_is_not_nothing_is_never_printed_as_nothing(
    value: str | None, group: bool, expected: str
) -> None:
    amount = None if value is None else D(value)
    assert chinese.money(amount, group=group) == expected
    with chinese.thousands(group):
        assert chinese.money(amount) == expected
    assert chinese.money(D(1234)) == "1234.00"  # and no longer than that


def test_whole_numbers_are_set_apart_too() -> None:
    with chinese.thousands(True):
        assert chinese.money(D("1234.5"), 0) == "1,235"
        assert chinese.money(D("1234.5"), group=False) == "1234.50"


SEPARATED = {
    "43,189.21": "43189.21",
    "1,234,567": "1234567",
    "１,234": "１234",
    "－1，234": "-1234",
    "−5": "-5",
    "1,23": "1,23",
    "1,2345": "1,2345",
    "1,2345元": "1,2345元",
    "1,23x": "1,23x",
    "甲,234": "甲,234",
    ",234": ",234",
    "12,345、678,9": "12345、678,9",
    "1,234元": "1234元",
}


@pytest.mark.parametrize(("text", "expected"), SEPARATED.items())
def test_a_comma_before_just_three_digits_sets_thousands_apart(text: str, expected: str) -> None:
    assert chinese.unseparated(text) == expected


PERCENT = [
    (None, "—"),
    ("0.8793", "87.93%"),
    ("0", "0.00%"),
    ("1", "100.00%"),
    ("0.00001", "0.001%"),
    ("0.99999", "99.999%"),
    ("1.00001", "100.001%"),
    ("-0.05", "－5.00%"),
    ("0.87935", "87.94%"),
]


@pytest.mark.parametrize(("value", "expected"), PERCENT)
def test_only_nothing_is_nought_percent_and_only_all_a_hundred(value: str | None, expected: str) -> None:
    assert chinese.percent(None if value is None else D(value)) == expected


@pytest.mark.parametrize(("value", "expected"), [(None, "—"), ("5.00", "5"), ("4.935", "4.94"), ("0.50", "0.5")])
def test_points_have_no_idle_zeros(value: str | None, expected: str) -> None:
    assert chinese.points(None if value is None else D(value)) == expected


NUMERALS = {1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 21: "二十一", 90: "九十", 99: "九十九"}


@pytest.mark.parametrize(("n", "expected"), NUMERALS.items())
def test_numerals(n: int, expected: str) -> None:
    assert chinese.numeral(n) == expected


@pytest.mark.parametrize("n", [-1, 0, 100])
def test_what_has_no_numeral_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        chinese.numeral(n)


ORDINALS = [
    (12, 1, "十二、"),
    (12, 2, "（十二）"),
    (12, 3, "12."),
    (12, 4, "（12）"),
    (1, 5, "①"),
    (20, 5, "⑳"),
    (21, 5, "（21）"),
    (100, 3, "100."),
]


@pytest.mark.parametrize(("n", "level", "expected"), ORDINALS)
def test_ordinals(n: int, level: int, expected: str) -> None:
    assert chinese.ordinal(n, level) == expected


LISTS = [("", ""), ("甲", "甲"), ("甲乙", "甲和乙"), ("甲乙丙", "甲、乙和丙")]


@pytest.mark.parametrize(("items", "expected"), LISTS)
def test_lists(items: str, expected: str) -> None:
    assert chinese.listing(list(items)) == expected


def test_the_last_of_a_list_may_be_joined_otherwise() -> None:
    assert chinese.listing(["甲", "乙"], "或") == "甲或乙"
