"""Every screen for who cannot see it, or has no mouse: axe-core finds nothing, the keyboard alone does the work."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from driving import settled
from sample import FUTIAN, TEMPLATES

from reportgen.web.gate import Gate

pytestmark = pytest.mark.slow
PROJECTS = TEMPLATES.parent / "data" / "xiangmu-demo-2024"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], "resultTypes": ["violations"]}
WRONG = (("劳务派遣: 14", "劳务派遣: 若干"), ("681.36", "600"))  # an error and a warning are shown beside their fields


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(FUTIAN.parent, tmp_path / "福田")
    return tmp_path


def found(page: Any) -> list[str]:
    """What axe-core has against the page as it stands."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    told = axe.Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url} {one['id']}: {node['html'][:160]}" for one in told for node in one["nodes"][:3]]


def test_axe_finds_nothing_on_any_screen(page: Any, root: Path) -> None:
    page.wait_for_selector("text=94.94")
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
        wrong += found(page)
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
    page.wait_for_selector("text=94.94")
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
    page.wait_for_selector("text=94.94")
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
