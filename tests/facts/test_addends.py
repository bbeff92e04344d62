"""Which facts add up to a total as far as a department has them, and what to fill in for one that is lacking."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from reportgen.facts import department
from reportgen.facts.addends import addends, wanting
from reportgen.facts.naming import Fact

HEAD = "套件: base\n年度: 2021\n部门: {全称: 某局}\n"


def known(text: str) -> Mapping[str, Fact]:
    found, source, _ = department.parse(HEAD + text, "dept.yaml")
    assert found is not None
    assert source is not None
    return department.facts(found, source)


TWO = ("人员经费", "日常公用经费")
BASIC = [
    ("", TWO),
    ("对个人和家庭的补助: {支出: 1}", (*TWO, "对个人和家庭的补助")),
    ("离退休: {年初: 1}", TWO),
    ("离退休: {年初: 1, 含在人员经费内: 是}", TWO),
    ("离退休: {年初: 1, 含在人员经费内: 否}", (*TWO, "离退休")),
    ("离退休: {年初: 1, 含在人员经费内: 否, 含在补助内: 是}", TWO),
    ("对个人和家庭的补助: {年初: 2}, 离退休: {年初: 1, 含在人员经费内: 否}", (*TWO, "对个人和家庭的补助")),
    (
        "对个人和家庭的补助: {年初: 2}, 离退休: {年初: 1, 含在人员经费内: 否, 含在补助内: 否}",
        (*TWO, "对个人和家庭的补助", "离退休"),
    ),
]


@pytest.mark.parametrize(("budget", "kinds"), BASIC)
def test_what_basic_expenditure_is_made_of(budget: str, kinds: tuple[str, ...]) -> None:
    assert addends("预算.基本支出.年初", known(f"预算: {{{budget}}}")) == tuple(f"预算.{k}.年初" for k in kinds)


OTHERS = {
    "预算.合计.支出": ("预算.基本支出.支出", "预算.项目支出.支出"),
    "三公.合计.预算": ("三公.因公出国境.预算", "三公.公务用车.预算", "三公.公务接待.预算"),
    "采购.实际": ("采购.货物", "采购.工程", "采购.服务"),
    "人员.在编": (),
}


@pytest.mark.parametrize(("name", "parts"), OTHERS.items())
def test_what_other_totals_are_made_of(name: str, parts: tuple[str, ...]) -> None:
    assert addends(name, {}) == parts


WANTING = [
    ("人员.在编", "", ["人员.在编"]),
    ("预算.合计.年初", "", ["预算.合计.年初"]),
    ("预算.合计.年初", "项目支出: {年初: 1}", ["预算.基本支出.年初"]),
    ("预算.合计.年初", "人员经费: {年初: 1}", ["预算.日常公用经费.年初", "预算.项目支出.年初"]),
    ("预算.合计.年初", "人员经费: {支出: 1}", ["预算.合计.年初"]),
    ("预算.合计.年初", "项目支出: {年初: 1}, 日常公用经费: {年初: 1}", ["预算.人员经费.年初"]),
    ("预算.基本支出.年初", "对个人和家庭的补助: {支出: 1}", ["预算.基本支出.年初"]),
    ("预算.基本支出.年初", "对个人和家庭的补助: {年初: 1}", ["预算.人员经费.年初", "预算.日常公用经费.年初"]),
]


@pytest.mark.parametrize(("name", "budget", "asked"), WANTING)
def test_the_parts_are_asked_for_where_others_of_them_are_there(name: str, budget: str, asked: list[str]) -> None:
    assert list(wanting(name, known(f"预算: {{{budget}}}"))) == asked
