"""Edits anywhere in the form of a real department: each lands where it belongs, and nothing else is touched."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_forms import ROOT, form

from reportgen.facts.blanks.questions import Question
from reportgen.facts.source import Source, parse
from reportgen.forms import filled_form, merging, taking
from reportgen.sheets.to_fill import form_book
from reportgen.sheets.to_fill.list_sheet import sheet_name
from reportgen.values import replace
from reportgen.workbooks import workbook
from reportgen.workbooks.sheet import Cell, Sheet, Value, cell

TEXT = (ROOT / "data" / "futian-kechuang-2021" / "dept.yaml").read_text("utf-8")
FILE = Path("填报表.xlsx")
LISTS = ("任务一览", "制度", "预算.人员经费明细")


@cache
def questions() -> list[Question]:
    fixed = ("年度", "部门/全称")
    asked = (question for section in form().sections for question in section.questions)
    return [question for question in asked if question.name not in fixed and question.path[-1] != "否决"]


@cache
def source() -> Source:
    found = parse(TEXT, "dept.yaml")[0]
    assert found is not None
    return found


@cache
def sheets() -> tuple[Sheet, ...]:
    given, rows = merging.stated(form(), source().data)
    return tuple(workbook.sheets(form_book.workbook(form(), given, rows), FILE)[0])


def values(question: Question) -> st.SearchStrategy[Value]:
    if question.choices:
        return st.sampled_from(question.choices)
    if question.unit == "%":
        return st.integers(1, 999).map(lambda n: n / 1000)
    if question.unit == "日期":
        return st.sampled_from(["2021-03-01", "2021-12-31"])
    if question.unit:
        return st.integers(0, 999)
    return st.text(st.sampled_from("甲乙丙：“”#-{}[]&*!|>'\"%@ 1。"), min_size=1, max_size=8).map(
        lambda t: f"甲{t}".strip()
    )


@st.composite
def edits(draw: st.DrawFn) -> dict[str, Value]:
    picked = draw(st.lists(st.sampled_from(questions()), min_size=2, max_size=4, unique_by=lambda q: q.path))
    return {question.name: draw(values(question)) for question in picked}


def typed(at: Sheet, typed_in: dict[str, Value]) -> Sheet:
    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        name = cells[0].text if cells else ""
        return (*cells[:2], cell(typed_in[name], cells[2].place), *cells[3:]) if name in typed_in else cells

    return replace(at, rows=tuple(map(row, at.rows)))


def taken(made: list[Sheet]) -> tuple[str, Any]:
    """dept.yaml after a form was taken: its text, and what it says when it is read."""
    desk = merging.Desk(TEXT, source(), taking.order, yes=False)
    answered, told = filled_form.answered(FILE, made, form())
    assert told == []
    desk.merge([answered])
    again = parse(desk.text, "dept.yaml")[0]
    assert again is not None
    assert merging.same_data(again.data, desk.data)
    return desk.text, again.data


def by_hand(typed_in: dict[str, Value]) -> Any:
    """What dept.yaml says when the same is written into it by hand."""
    data = deepcopy(source().data)
    for question in (q for q in questions() if q.name in typed_in):
        value = typed_in[question.name]
        text = f"{round(value * 1000) / 10:g}%" if isinstance(value, float) else str(value)
        *groups, key = merging.resolved(question, data)
        here = data
        for group in groups:
            here[group] = here[group] if isinstance(group, int) else here.get(group) or {}
            here = here[group]
        if question.several:
            here[key] = merging.names(text)
        elif not merging.same(str((key in here and here[key]) or ""), text):  # 0 over 0.00 is no other number
            here[key] = text
    return data


@cache
def comments() -> list[str]:
    prose = {line for text in source().data["叙述"].values() for line in (text or "").splitlines()}
    return [line for line in TEXT.splitlines() if line.lstrip().startswith("#") and line.strip() not in prose]


@pytest.mark.slow
@settings(max_examples=100)  # of two to four edits each
@given(edits())
def test_edits_land_where_they_belong(typed_in: dict[str, Value]) -> None:
    text, data = taken([typed(sheet, typed_in) for sheet in sheets()])
    before, rows = merging.stated(form(), source().data)
    after, same_rows = merging.stated(form(), data)
    assert same_rows == rows
    changed = {name for name in {**before, **after} if not merging.same(before.get(name, ""), after.get(name, ""))}
    assert changed <= set(typed_in)
    assert merging.same_data(data, by_hand(typed_in))
    for question in (q for q in questions() if q.name in typed_in):
        value = typed_in[question.name]
        wanted = f"{round(value * 1000) / 10:g}%" if isinstance(value, float) else str(value)
        if not question.several:
            assert merging.same(after.get(question.name, ""), wanted), question.name
    assert [line for line in text.splitlines() if line in comments()] == comments()


@settings(max_examples=6)
@given(st.sampled_from(LISTS), st.data())
def test_edits_of_lists_land_in_their_rows(title: str, data: st.DataObject) -> None:
    listing = next(one for one in form().listings if one.title == title)
    sheet = next(sheet for sheet in sheets() if sheet.name == sheet_name(listing))
    number = data.draw(st.integers(4, len(sheet.rows) - 1))
    column = data.draw(st.integers(1, len(listing.columns)))
    question = listing.columns[column - 1]
    value = data.draw(values(question))
    row = sheet.rows[number]
    new = (*row[:column], cell(value, row[column].place), *row[column + 1 :])
    edited = replace(sheet, rows=(*sheet.rows[:number], new, *sheet.rows[number + 1 :]))
    text, after = taken([edited if one is sheet else one for one in sheets()])
    rows = merging.stated(form(), source().data)[1]["/".join(listing.path)]
    now = merging.stated(form(), after)[1]["/".join(listing.path)]
    assert len(now) == len(rows)
    wanted = [dict(one) for one in rows]
    wanted[number - 4][question.path[-1]] = str(value)
    assert all(merging.same(a.get(k, ""), b.get(k, "")) for a, b in zip(now, wanted, strict=True) for k in {**a, **b})
    assert [line for line in text.splitlines() if line in comments()] == comments()
