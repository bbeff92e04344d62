"""Papers in the page: made as the command line makes them, fetched, handed in again, taken back by ticks."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import Answer, Browser, edited
from sample import kept

from reportgen import pipeline, word
from reportgen.word.anchors.place import Place

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)


def handed(browser: Browser, path: str, data: bytes, name: str) -> Answer:
    return browser.post(path, data, x_name=quote(name))


@pytest.fixture
def report(browser: Browser, at: str) -> bytes:
    made = browser.post(f"{at}/make/report")
    found = re.search(r'id="made" href="([^"]+)"', made.data["html"])
    assert found
    fetched = browser.get(found[1])
    assert "filename*=utf-8''" in fetched.headers["content-disposition"]
    return fetched.body


def test_the_report_is_the_command_lines(report: bytes, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.docx"
    pipeline.build(root / "福田" / "dept.yaml", other, pack=kept(), now=NOW)
    assert word.outline(report) == word.outline(other.read_bytes())


def test_changes_are_ticked_and_taken_back(report: bytes, browser: Browser, at: str, root: Path) -> None:
    back = edited(report, "由综合科牵头，各科室逐项梳理", "由综合科负责，各科室逐条梳理")
    back = edited(back, "我局资金支出按预算批复的用途", "我局资金支出严格按批复的用途")
    listed = handed(browser, f"{at}/returned", back, "改过的.docx")
    places = re.findall(r'data-take-edit value="([^"]+)" checked', listed.data["html"])
    assert len(places) == 2
    before = (root / "福田" / "dept.yaml").read_text("utf-8")
    assert "逐项梳理" in (root / "福田" / "整改.yaml").read_text("utf-8")
    ticked = next(place for place in places if "叙述" not in place)
    done = handed(browser, f"{at}/absorb?take={quote(ticked)}", back, "改过的.docx")
    assert "已收回 1 处" in done.data["html"]
    assert "各科室逐条梳理" in (root / "福田" / "整改.yaml").read_text("utf-8")
    assert (root / "福田" / "dept.yaml").read_text("utf-8") == before
    none = handed(browser, f"{at}/absorb", back, "改过的.docx")
    assert "没有写入" in none.data["html"]


def test_what_was_taken_back_is_a_step_like_any_other(report: bytes, browser: Browser, at: str, root: Path) -> None:
    def standing() -> dict[str, bytes]:
        return {one.name: one.read_bytes() for one in (root / "福田").glob("[d整]*.*")}

    before = standing()
    back = edited(report, "由综合科牵头，各科室逐项梳理", "由综合科负责，各科室逐条梳理")
    back = edited(back, "我局资金支出按预算批复的用途", "我局资金支出严格按批复的用途")
    places = re.findall(r'value="([^"]+)" checked', handed(browser, f"{at}/returned", back, "改过的.docx").data["html"])
    problem, prose = sorted(places, key=lambda one: "叙述" in one)
    assert "问题 A21、A22 第1条措施" in browser.last.data["html"]
    for ticked, number, lead in ((places, 2, "problems#a:"), ([prose], 1, "fill/")):
        query = "&".join(f"take={quote(one)}" for one in ticked)
        done = handed(browser, f"{at}/absorb?{query}", back, "改过的.docx").data
        written = standing()
        again = Browser(root).let_in()  # the program started anew
        turned = again.post(f"{at}/undo").data
        assert turned["told"].startswith(f"已撤销：收回报告里改过的 {number} 处：")
        assert ("收回报告里改过的" in done["side"], set(ticked) <= {problem, prose}) == (True, True)
        assert turned["place"].startswith(f"{at}/{lead}")
        assert standing() == before
        assert again.post(f"{at}/redo").status == 200
        assert standing() == written
        again.post(f"{at}/undo")


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("叙述.主要职能#2", "叙述.主要职能"),
        ("补充.财务自查", "补充.财务自查"),
        ("问题.C21.原因", "问题 C21 的原因"),
        ("问题.A21+A22.措施.2.时限", "问题 A21、A22 第2条措施的时限"),
        ("问题.无编号1.措施.新增1", "问题 无编号1 新增的第1条措施"),
        ("问题.C21.措施.2（原稿）", "问题 C21 原稿的第2条措施"),
        ("别的", "别的"),
    ],
)
def test_a_place_of_the_report_is_said_in_words(tag: str, words: str) -> None:
    assert pipeline.place_words(Place.parse(tag)) == words


def test_any_report_is_audited(report: bytes, browser: Browser, at: str) -> None:
    wrong = edited(report, "39.15万元", "39.51万元")
    told = handed(browser, f"{at}/audit", wrong, "<b>.docx")
    assert "39.51" in told.data["html"]
    assert "<b>" not in told.data["html"]
    text = "全年预算 100 万元，支出 80 万元，执行率 90%。".encode()
    assert "级别" in handed(browser, "/audit", text, "报告.txt").data["html"]


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("path", "name", "data", "said"),
    [
        ("returned", "报告.doc", b"x", "请先另存为"),
        ("returned", "报告.docx", b"x", "docx"),
        ("returned", "报告.docx", b"", ""),
        ("absorb", "../../x.docx", b"PK", ""),
        ("audit", "x.exe", b"MZ", "请选"),
        ("audit", "", b"x", "请选"),
        ("audit", "报告.docx", b"PK\x03\x04" + b"\0" * 64, ""),
    ],
)
def test_what_is_no_report_is_said(  # noqa: PLR0917 - a table
    path: str, name: str, data: bytes, said: str, browser: Browser, at: str
) -> None:
    answer = handed(browser, f"{at}/{path}", data, name)
    assert answer.status in (409, 415)
    assert said in answer.data["refused"]


def test_what_is_missing_is_said_and_a_draft_can_be_made(browser: Browser, at: str, root: Path) -> None:
    dept = root / "福田" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8").replace("在用: 186.13", "在用:"), "utf-8")
    refused = browser.post(f"{at}/make/report")
    assert (refused.status, "固定资产利用率" in refused.data["refused"]) == (409, True)
    assert "草稿" in browser.post(f"{at}/make/draft").data["html"]
    assert "草稿" in browser.get(f"{at}/papers").words


def test_the_ledger_and_only_what_there_is(browser: Browser, at: str) -> None:
    assert ".xlsx" in browser.post(f"{at}/make/ledger").data["html"]
    assert "计算底稿.xlsx" in browser.post(f"{at}/make/workings").data["html"]
    assert "部门整体支出绩效自评表.docx" in browser.post(f"{at}/make/overall").data["html"]
    assert browser.post(f"{at}/make/nothing").status == 404
    assert browser.get(f"{at}/paper/000000000000").status == 404
