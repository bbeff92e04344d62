"""For the bureau: packs against their parents, the summary of the folder, reports audited; nothing is written."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

import pytest
from browsing import Browser
from sample import kept

from reportgen import pipeline
from reportgen.tabular import Coloured, Column, Kind, Table, Tone
from reportgen.web.views.summed import summed_table

NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)


def contents(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_packs_are_listed_and_held_against_their_parents(browser: Browser, root: Path) -> None:
    own = root / "templates" / "own"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("名称: 自己的套件\n继承: futian\n", "utf-8")
    (own / "framework.yaml").write_text("指标:\n  B42: {名称: 编外人员占比}\n", "utf-8")
    before = contents(root)
    assert 'value="own"' in browser.get("/").text  # offered for a new department too
    told = browser.get("/packs").words
    assert "futian" in told
    assert "own 自己的套件 futian" in told
    shown = browser.get("/packs/own").words
    assert "与上级“futian”的不同" in shown
    assert "（B42） 名称 编外人员控制率 编外人员占比" in shown
    assert "没有上级" in browser.get("/packs/base").words
    assert contents(root) == before


def test_a_pack_with_errors_is_shown_with_them(browser: Browser, root: Path) -> None:
    own = root / "templates" / "own"
    own.mkdir(parents=True)
    (own / "pack.yaml").write_text("名称: 自己的套件\n继承: 没有的\n", "utf-8")
    shown = browser.get("/packs/own")
    assert (shown.status, "没有的" in shown.words, "错误" in shown.words) == (200, True, True)
    assert "还不能生成样稿" in browser.get("/packs/own/sample").words
    told = browser.post("/packs/own/check")
    assert "没有的" in told.text


@pytest.mark.parametrize("path", ["/packs/nothing", "/packs/..%2f..%2fetc", "/packs/nothing/sample.docx"])
def test_no_pack_but_those_that_there_are(path: str, browser: Browser) -> None:
    assert browser.get(path).status == 404


@pytest.mark.slow  # a whole check and a whole sample
def test_a_pack_is_checked_and_its_sample_fetched(browser: Browser) -> None:
    assert "检查通过" in browser.post("/packs/futian/check").data["html"]
    made = browser.get("/packs/futian/sample.docx")
    assert made.body[:2] == b"PK"
    shown, style = browser.get("/packs/futian/sample"), browser.get("/packs/futian/sample.css")
    assert "部门.全称" in shown.words and "自评" in shown.words
    classes = set(re.findall(r'class="(k\w{10})"', shown.text))
    assert len(classes) > 20 and all(f".{one}{{" in style.text for one in classes)
    assert browser.get("/packs/futian/sample/picture/999").status == 404
    assert "filename*=utf-8''futian-%E6%A0%B7%E7%A8%BF.docx" in made.headers["content-disposition"]


def test_the_folder_is_summed_up(browser: Browser, root: Path) -> None:
    assert "还没有可以汇总的结果" in browser.get("/summary").words
    assert browser.get("/summary.xlsx").status == 409
    pipeline.produce(root / "福田" / "dept.yaml", pipeline.Order(pack=kept()), NOW)
    before = contents(root)
    told = browser.get("/summary").words
    assert "1 深圳市福田区科技创新局 futian 94.94 优" in told
    assert "平均 94.94" in " ".join(told.split())
    assert "编外人员控制率" in browser.get(f"/summary?table={quote('共性问题')}").words
    assert "100.00%" in browser.get(f"/summary?table={quote('指标得分率')}").words
    assert browser.get("/summary?table=no").status == 200
    assert browser.get("/summary.xlsx").body[:2] == b"PK"
    assert browser.get("/summary.docx").body[:2] == b"PK"
    assert contents(root) == before


def test_cells_are_toned_between_the_least_and_the_most() -> None:
    columns = (
        Column("部门", 9),
        Column("率", 9, Kind.RATE),
        Column("扣", 9, Kind.NUMBER),
        Column("最迟", 9, Kind.DATE),
    )
    rows = [
        ["甲", Decimal("0.5"), Decimal(0), dt.date(2026, 1, 1)],
        ["乙", Decimal(1), Decimal(4), dt.date(2027, 1, 1)],
        ["丙", None, None, None],
    ]
    toned = (Coloured(2, 2, Tone.HIGH_IS_GOOD), Coloured(3, 3, Tone.LOW_IS_GOOD), Coloured(4, 4, Tone.PAST_IS_BAD))
    shown = summed_table(Table("表", "表", columns, rows, toned, (("平均", "AVERAGE"),)), NOW.date())
    assert [[cell.tone for cell in row] for row in shown.rows] == [
        ["", "tone1", "tone5", "tone1"],
        ["", "tone5", "tone1", ""],
        ["", "", "", ""],
    ]
    assert [cell.text for cell in shown.foot[0]] == ["平均", "75.00%", "2", ""]


def test_where_reports_are_audited(browser: Browser) -> None:
    page = browser.get("/audits").text
    assert "multiple" in page
    assert 'data-send="/audit"' in page
