"""Random sequences of draft, build, edits in Word and in YAML, new figures, absorb: no edit lost, no stale figure."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_office import Office

_ANY = st.integers(0, 30)
_WHICH = st.sampled_from([0, 0, 0, 1, 2])  # mostly the newest report
WORD = st.tuples(
    st.just("type_in_word"), _WHICH, _ANY, st.sampled_from(["text", "text", "text", "add", "replace", "remove", "drop"])
)
FIGURES = st.tuples(st.just("figures"), st.sampled_from([2, 6, 8, 12]), st.integers(0, 2))
ABSORB = st.tuples(st.just("absorb"), _WHICH, st.booleans())
FORGE = st.tuples(st.just("forge"), _WHICH, st.booleans())
OTHER = st.tuples(st.sampled_from(["draft", "build", "type_in_yaml", "type_in_dept"]), _ANY)
STEPS = st.lists(st.one_of(WORD, WORD, ABSORB, ABSORB, FIGURES, FORGE, OTHER, OTHER), min_size=3, max_size=9)


def play(steps: list[tuple]) -> None:
    """One session at the office, its own assertions after every step."""
    with TemporaryDirectory() as folder:
        office = Office(Path(folder))
        for name, *arguments in steps:
            getattr(office, name)(*arguments)
        office.draft()
        office.absorb(0, True)


@settings(max_examples=4)
@given(STEPS)
def test_no_edit_is_lost_and_no_stale_figure_unmarked(steps):
    play(steps)


@pytest.mark.slow
@settings(max_examples=50)
@given(STEPS)
def test_no_edit_is_lost_in_50_sessions(steps):
    play(steps)
