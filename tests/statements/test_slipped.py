"""The printed numbers that are one slip away: all of those, and no others."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.statements.printed import slip, slipped

NUMBERS = st.text(alphabet="012.", min_size=1, max_size=5)


@settings(max_examples=40)
@given(NUMBERS, NUMBERS)
def test_what_is_a_slip_away_is_listed_and_nothing_else(one: str, other: str) -> None:
    assert (other in slipped(one)) == slip(one, other)
    assert all(slip(one, near) for near in slipped(one))
