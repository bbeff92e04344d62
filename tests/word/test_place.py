"""The address of a text: read and written, whatever its shape."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.word.anchors.place import MEASURE, NARRATIVE, OF_MEASURE, PROBLEM, TEXTS, Place

SHAPES = {
    "叙述.主要职能": Place(NARRATIVE, "主要职能"),
    "问题.C21.原因": Place(PROBLEM, "C21", "原因"),
    "问题.A21.1+A22.措施.2": Place(PROBLEM, "A21.1+A22", MEASURE, "2"),
    "问题.C21.措施.2.时限": Place(PROBLEM, "C21", "时限", "2"),
    "问题.C21.措施.2.时限#3": Place(PROBLEM, "C21", "时限", "2", 3),
    "问题.C21.措施.新增1": Place(PROBLEM, "C21", MEASURE, "新增1"),
    "问题.C21.措施.2（原稿）": Place(PROBLEM, "C21", MEASURE, "2（原稿）"),
    "问题.C21.措施.二": Place(PROBLEM, "C21.措施.二"),
    "问题.C21#1": Place(PROBLEM, "C21#1"),
    "问题.": Place("", "问题."),
    "公司名称": Place("", "公司名称"),
}
PIECES = ("叙述", "问题", ".", "措施", "2", "#2", "新增", "（原稿）", "时限", "原因", "\n", "C")
NAMES = st.text(st.sampled_from("AB12+.无编号等"), min_size=1, max_size=8)


@pytest.mark.parametrize("tag", SHAPES)
def test_read(tag):
    assert Place.parse(tag) == SHAPES[tag]


@settings(max_examples=50)
@given(
    st.lists(st.sampled_from(["叙述", "问题", ".", "措施", "2", "#2", "新增", "（原稿）", "时限", "原因", "\n", "C"]))
)
def test_any_tag_is_written_as_it_was_read(pieces):
    tag = "".join(pieces)
    assert str(Place.parse(tag)) == tag


@settings(max_examples=50)
@given(NAMES, st.sampled_from((*TEXTS, MEASURE, *OF_MEASURE)), st.integers(1, 99), st.integers(1, 12), st.booleans())
def test_any_place_is_read_as_it_was_written(name, field, number, copy, added):
    problem = Place(PROBLEM, name)
    place = problem.at(field) if field in TEXTS else problem.row(number, added=added).at(field)
    again = Place.parse(str(Place(PROBLEM, name, field, place.measure, copy)))
    assert again.first == place and again.copy == copy
    assert again.problem == problem
    assert again.number == (number if place.measure and not added else 0)


def test_numbers_of_measures():
    row = Place(PROBLEM, "C21").row(2)
    assert str(row.at("时限").renumbered(1)) == "问题.C21.措施.1.时限"
    gone = row.renumbered(None)
    assert (str(gone), gone.number, gone.added) == ("问题.C21.措施.2（原稿）", 0, False)
    assert Place(PROBLEM, "C21").row(1, added=True).added
