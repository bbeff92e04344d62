"""The pictures of the page in docs/使用手册.md: python docs/page_pictures.py (needs Chromium and Playwright).

Each screen as the clerk of the manual has it before her, 1366 × 768, in as many colours as keep it small.
"""

from __future__ import annotations

import html
import io
import shutil
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "web")]

from driving import browser, driven, served  # noqa: E402 - tests/web is no package

from reportgen.web.serving import Serving, serve  # noqa: E402

SAMPLE = ROOT / "data" / "futian-kechuang-2021"
PROJECTS = ROOT / "data" / "xiangmu-demo-2024"
TARGET = ROOT / "docs" / "images" / "manual"
LARGEST, WIDEST = 90_000, 1100


def taken(page: Any, name: str, part: Any = None) -> None:
    """What the screen, or a part of it, shows, in a file of at most LARGEST bytes."""
    page.wait_for_timeout(300)
    seen = Image.open(io.BytesIO((part or page).screenshot())).convert("RGB")
    seen.thumbnail((WIDEST, WIDEST), Image.Resampling.LANCZOS)
    target = TARGET / f"page-{name}.png"
    for colours in (48, 24, 12, 8):
        seen.quantize(colours, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LARGEST:
            break


def beginnings(page: Any, root: Path) -> None:
    """Chapter 1: the window of the program, and the page that it opens in a folder where nothing is yet."""
    told: list[str] = []
    threading.Thread(target=serve, args=(Serving(root, 18890, browse=False), told.append), daemon=True).start()
    while len(told) < 2:
        page.wait_for_timeout(100)
    lines = "\n".join(html.escape(one) for one in told)
    page.goto("about:blank")
    page.set_content(f'<pre style="background:#0c0c0c;color:#ddd;padding:24px;font:17px monospace">{lines}</pre>')
    taken(page, "window", page.locator("pre"))


def login(root: Path, chromium: Any) -> None:
    """The page that asks whoever comes from another machine for the password."""
    with served(root, 18895, "口令") as gate, driven(gate, chromium) as page:
        page.wait_for_selector("#password")
        taken(page, "login", page.locator("main"))


def department(page: Any, home: str) -> None:
    """The screens of one department, in the order of the work."""
    tabs = {
        one.inner_text().split("\n")[0].strip(): one.get_attribute("href") for one in page.query_selector_all("#tabs a")
    }
    origin = home.partition("/d/")[0]
    for name, title in (("fill", "预算"), ("table", "制度"), ("answers", "自评"), ("text", "叙述")):
        page.goto(origin + next(path for tab, path in tabs.items() if tab.startswith(title)))
        page.wait_for_selector("text=正在与资料核对", state="detached", timeout=90_000)
        taken(page, name)
    page.goto(f"{home}/marks")
    page.click("[data-mark=B42]")
    page.wait_for_selector("#explain .explained")
    taken(page, "marks")
    for name in ("problems", "check", "preview"):
        page.goto(f"{home}/{name}")
        taken(page, name)
    page.goto(f"{home}/papers")
    page.click("text=评价报告")
    page.wait_for_selector("#made", timeout=90_000)
    taken(page, "papers")
    page.goto(f"{home}/fill/0")
    page.fill('[id="f:封面/填报人"]', "某人")
    page.keyboard.press("Tab")
    page.wait_for_selector('[id="f:封面/填报人"].saved')
    for name, path in (("history", "history"), ("source", "text")):
        page.goto(f"{home}/{path}")
        taken(page, name)


def bureau(page: Any, origin: str, folder: Path) -> None:
    """The screens for the bureau."""
    for name, path in (("summary", "summary"), ("pack", "packs/futian")):
        page.goto(f"{origin}/{path}")
        taken(page, name)
    page.goto(f"{origin}/packs/futian/sample", timeout=90_000)
    page.wait_for_selector("#sheets .sheet")
    taken(page, "sample")
    page.goto(f"{origin}/audits")
    report = folder / "某局报告.txt"
    report.write_text("全年预算 100 万元，支出 80 万元，执行率 90%。", "utf-8")
    page.set_input_files("#audited", report)
    page.click("main button.main")
    page.wait_for_selector(".answer table", timeout=60_000)
    taken(page, "audit")


def projects(page: Any, origin: str) -> None:
    """The form of a project, its indicators and their marks."""
    page.goto(origin)
    page.click("table.list >> text=示例区档案馆")
    page.click(".top nav >> text=项目")
    page.click("table.list >> text=档案库房改造")
    page.wait_for_selector('[data-list="指标"]')
    page.focus('[id="f:指标/6/三级"]')
    taken(page, "project")


def main() -> None:
    """Draw them all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place, browser() as chromium:
        root = Path(place) / "绩效报告"
        root.mkdir()
        login(root, chromium)
        with served(root) as gate, driven(gate, chromium) as page:
            taken(page, "start")
            beginnings(page, root)
        shutil.copytree(SAMPLE, root / "深圳市福田区科技创新局-2021", ignore=shutil.ignore_patterns("*.docx", "*.xlsx"))
        with served(root) as gate, driven(gate, chromium) as page:
            page.wait_for_selector("text=94.94")
            taken(page, "home")
            page.click("table.list a")
            page.wait_for_selector("#tabs")
            home = page.url.rpartition("/fill/")[0]
            department(page, home)
            bureau(page, home.partition("/d/")[0], Path(place))
            shutil.copytree(PROJECTS, root / "示例区档案馆-2024")
            projects(page, home.partition("/d/")[0])


if __name__ == "__main__":
    main()
