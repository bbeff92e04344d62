"""The report as pages: the words of the .docx, its looks in a stylesheet, a note behind each generated sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from browsing import Answer, Browser

from reportgen.diagnostics import Refused
from reportgen.pipeline.live import to_pdf
from reportgen.web.views import wardrobe


def plain(text: str) -> str:
    return re.sub(r"<[^>]*>|\s", "", text)


def test_the_pages_say_what_the_report_says(browser: Browser, at: str) -> None:
    page = browser.get(f"{at}/preview")
    assert "我局对2021年度部门整体支出开展了绩效自评" in plain(page.text)
    assert "一、基本情况" in plain(page.text)
    assert 'role="heading" aria-level="1"' in page.text
    assert "草稿" not in page.words
    assert re.search(r'<td class="k\w+" data-at="0" rowspan="\d+">', page.text)
    assert 'class="sheet k' in page.text
    assert " across" in page.text  # the score table lies across
    assert '<span data-number="PAGE">' in page.text.replace(' class=""', "")

    looks_are_in_the_stylesheet(page.text, browser.get(f"{at}/preview.css"))
    words_lead_to_where_they_come_from(page.text, at)


def looks_are_in_the_stylesheet(page: str, sheet: Answer) -> None:
    assert sheet.headers["content-type"].startswith("text/css")
    assert set(re.findall(r"\bk[0-9a-f]{10}\b", page)) == set(re.findall(r"\bk[0-9a-f]{10}\b", sheet.text))
    assert "仿宋_GB2312" in sheet.text
    assert "text-indent:32pt" in sheet.text
    assert "line-height:28.5pt" in sheet.text


def words_lead_to_where_they_come_from(page: str, at: str) -> None:
    number = re.search(r'<a href="#(note-\d+)" class="noted"', page)
    assert number
    assert f'id="{number[1]}"' in page
    assert "带虚线的文字点得开" in page
    assert "预算调整率：绝对值(81164.95 - 43189.21) ÷ 43189.21 = 87.93%" in page
    assert re.search(rf'<a href="{at}/fill/\d+#f:叙述/主要职能" class="typed"', page)
    assert re.search(rf'data-address="{at}/problems#a:0:0:时限"', page)


def test_a_draft_says_so_and_what_cannot_be_made_says_why(browser: Browser, at: str, root: Path) -> None:
    dept = root / "福田" / "dept.yaml"
    text = dept.read_text("utf-8")
    dept.write_text(text.replace("在用: 186.13", "在用:"), "utf-8")
    page = browser.get(f"{at}/preview")
    assert "草稿：资料未齐" in page.words
    assert "草　稿" in page.text
    assert "标黄处资料待填，不得对外使用" in page.text
    dept.write_text(text.replace("年初: 43189.21", "年初: 四万"), "utf-8")
    assert "还不能生成报告" in browser.get(f"{at}/preview").words
    assert "四万" in browser.get(f"{at}/preview").words


def test_a_file_that_was_made_is_shown_as_it_is(browser: Browser, at: str, root: Path) -> None:
    browser.post(f"{at}/make/draft")
    paper = re.search(r"/preview\?paper=(\w+)", browser.get(f"{at}/papers").text)
    assert paper
    page = browser.get(f"{at}/preview?paper={paper[1]}")
    assert "（草稿）.docx" in page.words
    assert "草　稿" in page.text
    assert browser.get(f"{at}/preview.css?paper={paper[1]}").status == 200
    assert browser.get(f"{at}/preview?paper=000000000000").status == 404
    made = next(one for one in (root / "福田").glob("*.docx"))
    made.write_bytes(b"PK\x03\x04")
    assert "还不能生成报告" in browser.get(f"{at}/preview?paper={paper[1]}").words
    assert browser.get(f"{at}/preview/picture/0").status == 404


def test_a_font_cannot_break_out_of_the_stylesheet() -> None:
    assert wardrobe.family('仿宋";}*{x:url(//e)') == '"仿宋xurle",' + wardrobe.family("仿宋").partition(",")[2]
    assert wardrobe.points(10.5) == "10.5pt"
    assert wardrobe.points(0) == "0"


def test_a_pdf_comes_from_libreoffice(
    browser: Browser, at: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(to_pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(to_pdf, "_PLACES", ())
    assert "装了 LibreOffice" in browser.get(f"{at}/preview").words
    with pytest.raises(Refused, match="没有装 LibreOffice"):
        to_pdf.pdf(b"")
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\ncp "$7" "${6}/a.pdf"\n', "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(to_pdf, "_PLACES", (str(program),))
    answer = browser.get(f"{at}/preview.pdf")
    assert (answer.status, answer.body[:2]) == (200, b"PK")
    assert answer.headers["content-disposition"].endswith(".pdf")
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    assert "没有转成 PDF" in browser.get(f"{at}/preview.pdf").words
