"""叙述 in the page: each text beside what a check says of it, the words that a remark is about marked."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from browsing import Browser

from reportgen.diagnostics import Diagnostic
from reportgen.pipeline import TextRemark
from reportgen.pipeline.live.narrating import _place
from reportgen.web.views.mirror import mirror

FIELD = "叙述/财务合规"


def narrative(browser: Browser, at: str) -> tuple[int, dict[str, str]]:
    page = re.search(r'/fill/(\d+)"[^>]*><i[^>]*></i>叙述', browser.get(f"{at}/fill/0").text)
    assert page
    return int(page[1]), browser.get(f"{at}/narrative/{page[1]}").data


def test_figures_that_disagree_are_marked_in_their_text(browser: Browser, at: str, root: Path) -> None:
    dept = root / "福田" / "dept.yaml"
    said = "2021年，我局 **部门预算** 收入43188.21万元。"
    text = dept.read_text("utf-8").replace("我局资金支出按预算批复", f"{said}我局资金支出按预算批复")
    dept.write_text(text, "utf-8")
    number, told = narrative(browser, at)
    marked = unescape(re.sub(r"<[^>]*>", "", " ".join(re.findall(r"<mark>.*?</mark>", told[FIELD]))))
    assert "43188.21万元" in marked
    assert "43189.21" in told[FIELD]
    span = re.search(r'data-from="(\d+)" data-to="(\d+)"', told[FIELD])
    shown = re.search(rf'data-name="{FIELD}".*?>\n(.*?)</textarea>', browser.get(f"{at}/fill/{number}").text, re.DOTALL)
    assert span
    assert shown
    assert unescape(shown[1])[int(span[1]) : int(span[2])] in marked
    assert "没有意见" in told["叙述/主要职能"]
    assert browser.get(f"{at}/narrative/99").status == 404
    check = browser.get(f"{at}/check").words
    assert all(" ".join(unescape(one).split()) in check for one in re.findall(r"</span>(“[^<]*)<", told[FIELD]))


def test_each_text_with_remarks_is_a_place_of_its_own_name(browser: Browser, at: str) -> None:
    told = " ".join(narrative(browser, at)[1].values())
    named = re.findall(r'role="region" aria-label="([^"]*)"', told)
    assert len(named) > 1
    assert len(set(named)) == len(named)
    assert set(re.findall(r'<ol aria-label="([^"]*) 的核查意见"', told)) >= {one.partition(" ")[0] for one in named}


def test_a_text_cannot_be_checked_while_the_data_are_wrong(browser: Browser, at: str, root: Path) -> None:
    dept = root / "福田" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8").replace("年初: 43189.21", "年初: 四万"), "utf-8")
    assert "改正后才能核对" in narrative(browser, at)[1][FIELD]


def test_a_page_has_the_four_tools_beside_texts_alone(browser: Browser, at: str) -> None:
    number, told = narrative(browser, at)
    page = browser.get(f"{at}/fill/{number}").text
    assert page.count('data-tool="') == 4 * len(told)
    assert 'data-tool="' not in browser.get(f"{at}/fill/1").text


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("收入 43189 万元。", "收入43189万元", "收入 43189 万元"),
        ("# 标题\n**收入**１２万元", "收入12万元", "收入**１２万元"),
        ("收入", "支出", ""),
        ("收入", "", ""),
    ],
)
def test_words_are_found_whatever_stands_between_them(text: str, quote: str, found: str) -> None:
    start, end = _place(text, quote)
    assert text[start:end] == found


def test_remarks_stand_in_the_order_of_the_text_and_one_has_the_mark() -> None:
    said = Diagnostic("K101", "不符")
    made = mirror("𠮷甲乙丙", [TextRemark(said), TextRemark(said, 2, 4), TextRemark(said, 1, 3)])
    assert [(one.text, one.number) for one in made.pieces] == [("𠮷", 0), ("甲乙", 1), ("丙", 0)]
    assert [(one.start, one.end, one.placed) for one in made.remarks] == [(2, 4, True), (3, 5, True), (0, 0, False)]
