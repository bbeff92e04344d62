"""Every screen for who cannot see it, or has no mouse: axe-core finds nothing, the keyboard alone does the work."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from browsing import edited
from driving import served, settled
from sample import FUTIAN, TEMPLATES, kept

from reportgen import pipeline
from reportgen.web.gate import Gate

pytestmark = pytest.mark.slow
NOW = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
PROJECTS = TEMPLATES.parent / "data" / "xiangmu-demo-2024"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
DRAWN = {"color-contrast": {"enabled": False}}  # of pages as Word prints them: their colours are the document's
LATE = "/正在(读取|与资料核对)……/.test(document.body.innerText)"  # rows of departments, remarks on texts
WRONG = (("劳务派遣: 14", "劳务派遣: 若干"), ("681.36", "600"))  # an error and a warning are shown beside their fields


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FUTIAN.parent, tmp_path / "资料" / "福田")
    return tmp_path / "资料"


def found(page: Any, **rules: dict[str, bool]) -> list[str]:
    """What axe-core has against the page once all that is loaded late stands in it."""
    while page.evaluate(LATE):
        page.wait_for_timeout(20)
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    told = axe.Axe().run(page, options={**RULES, "rules": rules}).response["violations"]
    return [f"{page.url} {one['id']}: {node['html'][:160]}" for one in told for node in one["nodes"][:3]]


def test_axe_finds_nothing_on_any_screen(page: Any, root: Path) -> None:
    page.wait_for_selector("text=94.94", timeout=60_000)
    wrong = found(page)
    page.click("table.list a")
    page.wait_for_selector("#tabs")
    home = page.url.rpartition("/fill/")[0]
    screens = [one.get_attribute("href") for one in page.query_selector_all(".top nav a")]
    sheets = [one.get_attribute("href") for one in page.query_selector_all("#tabs a")]
    sheets = [*sheets[1:-2:6], *sheets[-2:]]  # figures, lists, and what is judged and written
    origin = home.partition("/d/")[0]
    for path in dict.fromkeys([*screens, *sheets, "/nowhere", "/packs", "/packs/futian", "/audits", "/summary"]):
        page.goto(f"{origin}{path}")
        wrong += found(page, **DRAWN if path.endswith("/preview") else {})
    page.goto(f"{home}/marks")
    page.click("[data-mark=B42]")
    page.wait_for_selector("#explain .explained")
    wrong += found(page)
    dept = root / "福田" / "dept.yaml"
    for before, after in WRONG:
        dept.write_text(dept.read_text("utf-8").replace(before, after), "utf-8")
    for path in ("fill/1", "text", "check", "marks"):
        page.goto(f"{home}/{path}")
        wrong += found(page)
    wrong += of_projects(page, root, origin)
    assert wrong == [], "\n".join(wrong)


def test_axe_finds_nothing_where_something_is_asked_back(page: Any, root: Path, tmp_path: Path) -> None:
    """The box of two texts, the changes of an edited report, a pack's sample, the login page."""
    page.wait_for_selector("text=94.94", timeout=60_000)
    page.click("table.list a")
    page.wait_for_selector("#tabs")
    home = page.url.rpartition("/fill/")[0]
    dept = root / "福田" / "dept.yaml"
    pipeline.build(dept, tmp_path / "报告.docx", pack=kept(), now=NOW)
    report = edited(
        (tmp_path / "报告.docx").read_bytes(), "由综合科牵头，各科室逐项梳理", "由综合科负责，各科室逐条梳理"
    )
    dept.write_text(dept.read_text("utf-8").replace("  填报人:", "  填报人: 别人"), "utf-8")
    page.fill('[id="f:封面/填报人"]', "某人")
    page.keyboard.press("Tab")
    page.wait_for_selector(".conflict")
    wrong = found(page)
    page.goto(f"{home}/papers")
    page.set_input_files("#returned", {"name": "改过的.docx", "mimeType": "application/octet-stream", "buffer": report})
    page.click("text=列出改动")
    page.wait_for_selector(".change")
    wrong += found(page)
    page.goto(f"{home.partition('/d/')[0]}/packs/futian/sample", timeout=90_000)
    page.wait_for_selector("#sheets", timeout=90_000)
    wrong += found(page, **DRAWN)
    with served(root, 18870, "口令") as gate:
        page.goto(gate.address())
        page.wait_for_selector("#password")
        wrong += found(page)
        page.fill("#password", "不对")
        page.click("text=进入")
        page.wait_for_selector(".note.error")
        wrong += found(page)
        page.fill("#password", "口令")
        page.click("text=进入")
        page.wait_for_selector("table.list")
    assert wrong == [], "\n".join(wrong)


def of_projects(page: Any, root: Path, origin: str) -> list[str]:
    """The screens of the projects' forms, one with a message beside a row."""
    shutil.copytree(PROJECTS, root / "示例")
    form = next((root / "示例" / "项目").glob("01-*"))
    form.write_text(form.read_text("utf-8") + "  - {一级: 产出指标}\n", "utf-8")
    page.goto(origin)
    page.click("table.list >> text=示例")
    page.click(".top nav >> text=项目")
    page.wait_for_selector("#new-project")
    wrong = found(page)
    page.click("table.list a")
    page.wait_for_selector('[data-list="指标"]')
    return wrong + found(page)


RING = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  const box = at.getBoundingClientRect();
  return { tag: at.tagName, seen, top: box.top + scrollY, name: at.id || at.textContent.trim(), shown: box.width > 0 };
}"""


def tabbed(page: Any, times: int) -> list[dict[str, Any]]:
    """Where the focus goes, key by key."""
    told = []
    for _ in range(times):
        page.keyboard.press("Tab")
        told.append(page.evaluate(RING))
    return told


def test_the_keyboard_alone_does_the_work(page: Any, gate: Gate, root: Path) -> None:
    page.wait_for_selector("text=94.94", timeout=60_000)
    assert tabbed(page, 1)[0]["name"] == "跳到正文"
    page.keyboard.press("Enter")  # past what stands before the list
    while page.evaluate(RING)["name"] != "深圳市福田区科技创新局":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tabs")
    told = [one for one in tabbed(page, 60) if one["tag"] != "BODY"]  # past the last
    assert all(one["seen"] and one["shown"] for one in told), [one for one in told if not one["seen"]]
    fields = [one["top"] for one in told if one["name"].startswith("f:")]
    assert len(fields) > 10
    assert fields == sorted(fields)  # from top to bottom
    page.click("#tabs >> text=人员")
    page.wait_for_selector('[id="f:人员/劳务派遣"]')
    boxes = page.eval_on_selector_all("#form [data-name]", "all => all.map(one => one.dataset.name)")
    page.focus(f'[id="f:{boxes[boxes.index("人员/劳务派遣") - 1]}"]')
    page.keyboard.press("Enter")  # to the next field, its text selected
    page.keyboard.type("0")
    page.keyboard.press("Enter")  # saves, and goes on to the next field
    assert page.evaluate(RING)["name"].startswith("f:人员/")
    settled(page)
    page.wait_for_selector("#side >> text=95.94")
    page.focus("#side [data-mark]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#explain .explained")
    page.keyboard.press("Escape")
    assert page.query_selector("#explain") is None
    assert page.evaluate("document.activeElement.dataset.mark")
    page.focus("text=撤销")
    page.keyboard.press("Enter")
    page.wait_for_selector("#side >> text=94.94")
    assert "劳务派遣: 14" in (root / "福田" / "dept.yaml").read_text("utf-8")


def test_a_table_by_the_keyboard(page: Any, root: Path) -> None:
    page.wait_for_selector("text=94.94", timeout=60_000)
    page.click("table.list a")
    page.click("#tabs >> text=制度")
    page.focus(".blank [data-column=名称]")
    page.keyboard.type("甲制度")
    page.keyboard.press("Enter")
    settled(page)
    page.wait_for_selector('[data-name="制度/8/名称"]')
    assert page.evaluate("document.activeElement.dataset.name") == "制度/8/类别"
    page.keyboard.type("财务")
    page.keyboard.press("Tab")
    settled(page)
    dept = root / "福田" / "dept.yaml"
    assert "  - {名称: 甲制度, 类别: 财务}\n" in dept.read_text("utf-8")
    page.focus('[data-list="制度"] tr[data-number="8"] [data-drop]')
    page.keyboard.press("Enter")
    page.wait_for_selector('[data-name="制度/8/名称"]', state="detached")
    assert "甲制度" not in dept.read_text("utf-8")
    assert page.evaluate("document.activeElement.closest('tr').className") == "blank"


def test_a_new_department_by_enter(page: Any, root: Path) -> None:
    page.select_option("#new-pack", "futian")
    page.fill("#new-name", "某区某局")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tabs")
    assert len(list(root.glob("某区某局-*"))) == 1
