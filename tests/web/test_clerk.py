"""A clerk's whole way in a real browser: a new department, figures typed and pasted, marks, causes, the report.

The figures are those of the sample. Skipped where there is no Chromium or no Playwright.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from driving import settled, until
from sample import FUTIAN, shipped

from reportgen import pipeline, word
from reportgen.facts.source import load
from reportgen.forms.merging import stated
from reportgen.pipeline import Form
from reportgen.web.gate import Gate
from reportgen.web.warm import WarmDesk

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture(scope="module")
def paper() -> tuple[Form, dict[str, str], dict[str, list[dict[str, str]]]]:
    """What stands on the clerk's paper: the values of the sample by field, and its lists."""
    form = pipeline.form_of(shipped("futian"))
    source, _ = load(FUTIAN)
    assert source
    return form, *stated(form, source.data)


UNLIKE = """values => Array.from(document.querySelectorAll("[data-name]"))
  .filter(box => (values[box.dataset.name] ?? box.value) !== box.value)
  .map(box => ({ kind: box.type, put: box.dataset.name, text: values[box.dataset.name], was: box.dataset.was }))"""


def typed(page: Any, values: dict[str, str]) -> None:
    """The values of this page: one box of each kind as a clerk goes through them, the others saved by it in one go."""
    by_hand: set[str] = set()
    rest = []
    for entry in page.evaluate(UNLIKE, values):
        kind = entry.pop("kind")
        if kind in by_hand:
            rest.append(entry)
            continue
        by_hand.add(kind)
        box = page.locator(f'[id="f:{entry["put"]}"]')
        box.evaluate("box => { const fold = box.closest('details'); if (fold) fold.open = true; }")
        if kind == "select-one":
            box.select_option(entry["text"])
        else:
            box.fill(entry["text"])
            box.blur()
    settled(page)
    if rest:
        page.evaluate("entries => entered(entries).then(() => null)", rest)


PASTE = """(box, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def alike(text: str | None) -> str:
    """A text in which names are set apart in one way: several in one field are written as a list."""
    return (text or "").replace("，", "、")


def pasted(page: Any, name: str, rows: list[dict[str, str]]) -> None:
    """A list copied out of Excel."""
    table = page.locator(f'[data-list="{name}"]')
    columns = table.locator(".blank [data-column]").evaluate_all("all => all.map(one => one.dataset.column)")
    text = "\r\n".join("\t".join(row.get(column, "") for column in columns) for row in rows)
    table.locator(".blank [data-column]").first.evaluate(PASTE, text + "\r\n")
    page.wait_for_selector(f'[data-list="{name}"] tr[data-number="{len(rows)}"]')
    settled(page)


def test_from_paper_to_report(page: Any, root: Path, paper: Any, tmp_path: Path) -> None:
    form, values, lists = paper
    page.fill("#new-name", values["部门/全称"])
    page.fill("#new-year", "2021")
    page.select_option("#new-pack", "futian")
    page.click("text=新建 >> nth=-1")
    page.wait_for_selector("#tabs")
    base = page.url.rpartition("/")[0]
    for number in range(page.locator("#tabs a").count()):
        page.goto(f"{base}/{number}")
        typed(page, values)
        names = page.eval_on_selector_all("[data-list]", "all => all.map(one => one.dataset.list)")
        for name in (name for name in names if lists.get(name)):
            if len(lists[name]) == 1:  # one row is typed
                for column, text in lists[name][0].items():
                    row = page.locator(f'[data-list="{name}"] tr').nth(1)
                    row.locator(f'[data-column="{column}"], [data-name$="/{column}"]').fill(text)
                    page.keyboard.press("Tab")
                    settled(page)
            else:
                pasted(page, name, lists[name])
    assert "94.94" in page.inner_text("#side")
    dept = next(root.rglob("dept.yaml"))
    source, _ = load(dept)
    assert source
    now, rows = stated(form, source.data)
    unlike = {name for name in {**now, **values} if alike(now.get(name)) != alike(values.get(name))}
    assert unlike == set()
    assert rows == lists
    page.click("#side [data-mark=B42]")
    page.wait_for_selector("#explain .explained")
    assert "14 ÷ (19 + 14) = 42.42%" in page.inner_text("#explain")
    page.keyboard.press("Escape")
    page.click("nav >> text=整改")
    page.click("text=按现在的评分更新条目")
    page.wait_for_selector("[data-problem='3']")
    page.click("[data-problem='0'] [data-cause] >> nth=0")
    page.wait_for_selector("[data-problem='0'] [data-key='原因'].saved")
    page.click("nav >> text=报告")
    page.click("text=评价报告")
    with page.expect_download() as begun:
        page.click("#made", timeout=60_000)
    made, other = tmp_path / "a.docx", tmp_path / "b.docx"
    begun.value.save_as(made)
    pipeline.produce(dept, pipeline.Order(target=other), WarmDesk(root).now())
    assert word.outline(made.read_bytes()) == word.outline(other.read_bytes())


def test_typed_on_while_it_saves_and_edited_elsewhere_meanwhile(page: Any, root: Path, gate: Gate) -> None:
    folder = root / "福田"
    shutil.copytree(FUTIAN.parent, folder)
    page.reload()
    page.click("table.list a")
    page.wait_for_selector("#tabs")
    page.click("#tabs >> text=制度")
    page.focus(".blank input >> nth=0")
    for text in ("新制度", "财务", "已修订"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    row = "  - {名称: 新制度, 类别: 财务, 状态: 已修订}\n"
    until(page, lambda: row in (folder / "dept.yaml").read_text("utf-8"))
    settled(page)
    page.click("#tabs >> text=人员")
    page.wait_for_selector('[id="f:人员/劳务派遣"]')
    text = (folder / "dept.yaml").read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 9")
    (folder / "dept.yaml").write_text(text, "utf-8")
    page.fill('[id="f:人员/劳务派遣"]', "2")
    page.keyboard.press("Tab")
    page.wait_for_selector(".conflict")
    assert "改成了“9”，您填的是“2”" in page.inner_text(".conflict")
    assert (folder / "dept.yaml").read_text("utf-8") == text
    page.click("text=写入我填的")
    page.wait_for_selector('[id="f:人员/劳务派遣"].saved')
    assert "劳务派遣: 2" in (folder / "dept.yaml").read_text("utf-8")
    assert re.search(r"\d+", page.inner_text("#side"))
    page.click("text=撤销")
    page.wait_for_selector("text=已撤销")
    assert (folder / "dept.yaml").read_text("utf-8") == text
    written_by_two(page, folder / "整改.yaml")


def written_by_two(page: Any, plan: Path) -> None:
    """整改 written in a page and elsewhere: what does not meet is kept of both, of what does one is chosen."""
    page.click("nav >> text=整改")
    page.wait_for_selector("[data-problem='1']")
    text = plan.read_text("utf-8").replace(
        "    责任科室: 综合科\n    时限: 2022年12月底前\n", "    责任科室: 办公室\n    时限: 2022年12月底前\n"
    )
    plan.write_text(text, "utf-8")
    own = "[data-problem='1'] > .field [data-key='%s']"
    page.fill(own % "时限", "2022年6月底前")
    page.fill(own % "责任科室", "人事科")
    page.keyboard.press("Tab")
    page.wait_for_selector(".conflict")
    assert "改成了“办公室”，您填的是“人事科”" in page.inner_text(".conflict")
    assert "在本页以外被改过" in page.inner_text("#banner")
    text = text.replace(
        "    责任科室: 办公室\n    时限: 2022年12月底前\n", "    责任科室: 办公室\n    时限: 2022年6月底前\n"
    )
    assert plan.read_text("utf-8") == text
    page.click("text=写入我填的")
    page.wait_for_selector(f"{own % '责任科室'}.saved")
    assert plan.read_text("utf-8") == text.replace("责任科室: 办公室", "责任科室: 人事科")
    plan.write_text(plan.read_text("utf-8").replace("    原因: ", "    原因: 别人写的长长的一段，", 2), "utf-8")
    page.fill(own % "原因", "这里写的另一段，比一行长得多，放在旁边才看得清楚。")
    page.keyboard.press("Tab")
    page.wait_for_selector(".besides")
    assert page.locator(".besides > div").count() == 2
    page.click("text=用文件里的")
    assert "别人写的长长的一段" in page.input_value(own % "原因")


def test_previewed_as_pages_and_written_beside_what_a_check_says(page: Any, root: Path) -> None:
    folder = root / "福田"
    shutil.copytree(FUTIAN.parent, folder)
    page.reload()
    page.wait_for_selector("text=94.94", timeout=60_000)  # the pack compiled
    page.click("table.list a")
    page.click("#tabs >> text=叙述")
    box = '[id="f:叙述/财务合规"]'
    page.fill(box, "2021年，我局部门预算收入43188.21万元。")
    page.locator(box).evaluate("box => box.setSelectionRange(0, 0)")
    page.click('[data-field="叙述/财务合规"] [data-tool=item]')
    page.locator(box).blur()
    page.wait_for_selector('[data-checked="叙述/财务合规"] mark')
    assert "43188.21万元" in page.inner_text('[data-checked="叙述/财务合规"] mark')
    page.click('[data-checked="叙述/财务合规"] [data-from]')
    chosen = page.locator(box).evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert "43188.21万元" in chosen
    assert "    1. 2021年，我局部门预算收入43188.21万元。\n" in (folder / "dept.yaml").read_text("utf-8")
    page.click("nav >> text=预览")
    page.wait_for_selector("#pages:not(:empty)", timeout=60_000)
    pages = page.locator(".sheet").count()
    assert pages > 15
    over = "all => all.filter(one => one.scrollHeight > one.clientHeight + 1).length"
    assert page.eval_on_selector_all(".sheet:not(.across) .flow", over) == 0
    numbers = page.eval_on_selector_all("[data-number]", "all => all.map(one => Number(one.textContent))")
    assert numbers == list(range(1, pages))  # the cover has none
    page.click(".noted >> nth=3")
    assert "请确认" in page.inner_text("#explain")
    page.keyboard.press("Escape")
    page.click("text=我局主管全区科技创新工作")
    page.wait_for_selector('[id="f:叙述/主要职能"]')
