"""The form in the page: what is entered stands in dept.yaml in place, and nothing that others wrote is overwritten."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from browsing import Answer, Browser

from reportgen.facts.blanks.questions import Form, Listing, Question, Section
from reportgen.facts.source import parse
from reportgen.pipeline import LookedFile
from reportgen.web.views.form import FilledPages

INITIAL = "预算/合计/年初"


def dept(root: Path) -> Path:
    return root / "福田" / "dept.yaml"


def seen(browser: Browser, at: str) -> str:
    found = re.search(r'data-seen="(\w+)"', browser.get(f"{at}/fill/1").text)
    assert found
    return found[1]


def entered(browser: Browser, at: str, *entries: dict[str, Any], page: int = 1, version: str = "") -> Answer:
    data = {"seen": version or seen(browser, at), "page": page, "entries": entries}
    return browser.post(f"{at}/enter", data)


def put(name: str, text: str, was: str = "") -> dict[str, str]:
    return {"put": name, "text": text, "was": was}


def page_of(browser: Browser, at: str, title: str) -> int:
    tabs = re.findall(r'/fill/(\d+)"[^>]*><i[^>]*></i>([^<]+)<', browser.get(f"{at}/fill/0").text)
    return next(int(number) for number, name in tabs if name == title)


def test_a_folder_is_listed_with_totals(browser: Browser, at: str) -> None:
    row = browser.get(f"/row/{at.rpartition('/')[2]}").words
    assert row == "深圳市福田区科技创新局 福田 2021 futian 94.94 优 齐 据此新建下一年"


def test_a_field_is_saved_in_place_and_marks_follow(browser: Browser, at: str, root: Path) -> None:
    before = dept(root).read_text("utf-8")
    answer = entered(browser, at, put("人员/劳务派遣", "0", "14"))
    assert dept(root).read_text("utf-8") == before.replace("劳务派遣: 14", "劳务派遣: 0")
    assert answer.data["values"] == {"人员/劳务派遣": "0"}
    assert (answer.data["elsewhere"], answer.data["conflicts"]) == (False, {})
    assert "95.94" in answer.data["side"]


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("name", "was", "typed", "line"),
    [
        (INITIAL, "43189.21", "", "  合计: {年初: , 调整后: 81164.95, 支出: 79260.57}"),
        (INITIAL, "43189.21", " 43,189.20 万元 ", '  合计: {年初: "43,189.20 万元", 调整后: 81164.95, 支出: 79260.57}'),
        ("季度/累计支出/二季度", "33284.43", "", "  累计支出: [12693.28, null, 52925.34, 79260.57]"),
        ("封面/填报人", "", "甲: #1", '  填报人: "甲: #1"'),
        ("封面/填报人", "", "甲、", '  填报人: "甲、"'),
        ("封面/填报人", "", "甲（乙", '  填报人: "甲（乙"'),
        ("自评/A11/要点/3", "是", "部分", '    要点: {"1": 是, "2": 是, "3": 部分, "4": 是, "5": 是}'),
        ("信访/渠道", "热线、邮箱、网站留言", "热线、邮箱", "  渠道: [热线, 邮箱]"),
        ("满意度/值", "", "93.5%", "满意度: {值: 93.5%}"),
    ],
)
def test_every_kind_of_field(  # noqa: PLR0917 - a table
    name: str, was: str, typed: str, line: str, browser: Browser, at: str, root: Path
) -> None:
    before = dept(root).read_text("utf-8").splitlines()
    answer = entered(browser, at, put(name, typed, was))
    assert answer.status == 200, answer.text
    after = dept(root).read_text("utf-8").splitlines()
    new = [one for one in after if one not in before]
    assert line in new
    assert len(new) <= 2


def test_narrative_keeps_its_paragraphs(browser: Browser, at: str, root: Path) -> None:
    page = page_of(browser, at, "叙述")
    text = "第一段。\n\n# 标题\n- 项一\n- 项二"
    entered(browser, at, put("叙述/前言", text))
    shown = re.search(r'data-name="叙述/前言".*?>\n(.*?)</textarea>', browser.get(f"{at}/fill/{page}").text, re.DOTALL)
    assert shown
    assert unescape(shown[1]) == text
    assert "  前言: |\n    第一段。\n\n    # 标题\n" in dept(root).read_text("utf-8")


def test_what_is_wrong_is_kept_and_said_beside_the_field(browser: Browser, at: str, root: Path) -> None:
    answer = entered(browser, at, put(INITIAL, "四万", "43189.21"))
    assert "四万" in dept(root).read_text("utf-8")
    assert "应为金额" in answer.data["notes"][INITIAL]
    assert "有 1 处错误" in answer.data["side"]
    assert 'class="error"' in answer.data["tabs"]
    again = entered(browser, at, put(INITIAL, "43189.21", "四万"))
    assert (INITIAL in again.data["notes"], "94.94" in again.data["side"]) == (False, True)


def test_what_disagrees_is_said_at_once(browser: Browser, at: str) -> None:
    answer = entered(browser, at, put("预算/基本支出/年初", "600", "681.36"))
    assert "应为" in answer.data["notes"]["预算/基本支出/年初"]


def test_what_is_missing_leads_to_its_field(browser: Browser, at: str) -> None:
    answer = entered(browser, at, put("资产/固定资产/在用", "", "186.13"))
    page = page_of(browser, at, "资产")
    assert f'{at}/fill/{page}#f:资产/固定资产/在用"' in answer.data["side"]
    assert "待定" in answer.data["side"]
    assert "waiting" in browser.get(f"{at}/fill/{page}").text


def test_an_edit_elsewhere_is_kept_with_mine(browser: Browser, at: str, root: Path) -> None:
    version = seen(browser, at)
    text = dept(root).read_text("utf-8")
    dept(root).write_text(text.replace("在编: 17", "在编: 18"), "utf-8")
    answer = entered(browser, at, put("人员/劳务派遣", "2", "14"), version=version)
    assert (answer.data["elsewhere"], answer.data["conflicts"]) == (True, {})
    assert "在编: 18, 工勤: 1, 雇员: 1, 劳务派遣: 2" in dept(root).read_text("utf-8")


def test_two_edits_of_one_field_are_both_shown_and_none_is_overwritten(browser: Browser, at: str, root: Path) -> None:
    version = seen(browser, at)
    text = dept(root).read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 9")
    dept(root).write_text(text, "utf-8")
    answer = entered(browser, at, put("人员/劳务派遣", "2", "14"), version=version)
    assert answer.data["conflicts"] == {"人员/劳务派遣": "9"}
    assert dept(root).read_text("utf-8") == text
    settled = entered(browser, at, put("人员/劳务派遣", "2", "9"))
    assert settled.data["conflicts"] == {}
    assert "劳务派遣: 2" in dept(root).read_text("utf-8")


def test_a_field_emptied_here_and_changed_elsewhere_stays(browser: Browser, at: str, root: Path) -> None:
    text = dept(root).read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 9")
    dept(root).write_text(text, "utf-8")
    assert entered(browser, at, put("人员/劳务派遣", "", "14")).data["conflicts"] == {"人员/劳务派遣": "9"}
    assert dept(root).read_text("utf-8") == text


def test_rows_come_and_go(browser: Browser, at: str, root: Path) -> None:
    page, before = page_of(browser, at, "制度"), dept(root).read_text("utf-8")
    pasted = [{"add": "制度", "cells": {"名称": "甲, 乙", "年月": "2021-03"}}, {"add": "制度", "cells": {"名称": "丙"}}]
    answer = entered(browser, at, put("制度/1/类别", "财务"), *pasted, page=page)
    after = dept(root).read_text("utf-8")
    assert "  - {名称: 财务管理制度, 类别: 财务}\n" in after
    assert '  - {名称: "甲, 乙", 年月: 2021-03}\n  - {名称: 丙}\n' in after
    assert 'data-name="制度/9/名称" data-was="丙"' in answer.data["tables"]["制度"]
    drops = [{"drop": "制度", "number": 9, "was": {"名称": "丙"}}]
    drops.append({"drop": "制度", "number": 8, "was": {"名称": "甲, 乙", "年月": "2021-03"}})
    entered(browser, at, *drops, page=page)
    entered(browser, at, put("制度/1/类别", "", "财务"))
    assert dept(root).read_text("utf-8").replace("{名称: 财务管理制度, 类别: }", "{名称: 财务管理制度}") == before


def test_a_row_that_is_another_by_now_is_not_taken_out(browser: Browser, at: str, root: Path) -> None:
    before = dept(root).read_text("utf-8")
    answer = entered(browser, at, {"drop": "制度", "number": 1, "was": {"名称": "别的"}})
    assert answer.data["lost"] == 1
    assert dept(root).read_text("utf-8") == before


@pytest.mark.parametrize("name", ["没有/这个", "制度/99/名称", "制度/x/名称", "制度/1/没有", "__class__", ""])
def test_what_no_form_asks_is_refused(name: str, browser: Browser, at: str, root: Path) -> None:
    before = dept(root).read_bytes()
    assert entered(browser, at, put(name, "1")).status == 409
    assert dept(root).read_bytes() == before


def test_steps_are_taken_back_one_by_one_also_after_a_restart(browser: Browser, at: str, root: Path) -> None:
    before = dept(root).read_bytes()
    entered(browser, at, put("人员/劳务派遣", "0", "14"))
    entered(browser, at, put("封面/填报人", "某人"))
    later = Browser(root).let_in()
    undone = later.post(f"{at}/undo").data
    assert undone["told"] == "已撤销：封面.填报人：填 某人（“基本信息”页）"
    assert undone["place"] == f"{at}/fill/0#f:封面/填报人"
    assert "劳务派遣: 0" in dept(root).read_text("utf-8")
    assert 'data-back="人员.劳务派遣：14 → 0（“人员”页）" data-again="封面.填报人：填' in later.get(f"{at}/marks").text
    assert later.post(f"{at}/undo").status == 200
    assert dept(root).read_bytes() == before
    assert "没有可以撤销" in later.post(f"{at}/undo").data["refused"]
    assert later.get(f"{at}/history").words.count("已撤销") == 2 + 0


def test_steps_are_done_again_until_something_else_is_saved(browser: Browser, at: str, root: Path) -> None:
    before = dept(root).read_bytes()
    entered(browser, at, put("人员/劳务派遣", "0", "14"))
    entered(browser, at, {"add": "制度", "cells": {"名称": "新制度"}})
    after = dept(root).read_bytes()
    for _ in range(2):
        browser.post(f"{at}/undo")
    assert browser.post(f"{at}/redo").data["told"] == "已重做：人员.劳务派遣：14 → 0（“人员”页）"
    assert re.fullmatch(rf"{at}/fill/\d+#f:制度/1/名称", browser.post(f"{at}/redo").data["place"])
    assert dept(root).read_bytes() == after
    assert "没有可以重做" in browser.post(f"{at}/redo").data["refused"]
    for _ in range(2):
        browser.post(f"{at}/undo")
    entered(browser, at, put("封面/填报人", "某人"))
    assert "没有可以重做" in browser.post(f"{at}/redo").data["refused"]
    browser.post(f"{at}/undo")
    assert dept(root).read_bytes() == before
    assert "某人" in browser.post(f"{at}/redo").data["told"]


def test_a_step_is_not_taken_back_over_an_edit_from_elsewhere(browser: Browser, at: str, root: Path) -> None:
    entered(browser, at, put("人员/劳务派遣", "0", "14"))
    text = dept(root).read_text("utf-8") + "# 手工加的\n"
    dept(root).write_text(text, "utf-8")
    assert "页面之外改过" in browser.post(f"{at}/undo").data["refused"]
    assert dept(root).read_text("utf-8") == text
    dept(root).write_text(text.replace("# 手工加的\n", ""), "utf-8")
    assert browser.post(f"{at}/undo").status == 200
    text = dept(root).read_text("utf-8") + "# 手工加的\n"
    dept(root).write_text(text, "utf-8")
    assert "不能重做" in browser.post(f"{at}/redo").data["refused"]
    assert dept(root).read_text("utf-8") == text


def test_a_broken_file_is_shown_with_its_errors_and_mended(browser: Browser, at: str, root: Path) -> None:
    good = dept(root).read_text("utf-8")
    dept(root).write_text(good.replace("年度: 2021", "年度: 2021: {"), "utf-8")
    assert browser.get(at).headers["location"] == f"{at}/text"
    page = browser.get(f"{at}/text")
    assert "错误" in page.words
    version = re.search(r'name="seen" value="(\w+)"', page.text)
    assert version
    assert entered(browser, at, put(INITIAL, "1"), version=version[1]).status == 409
    mended = browser.post(f"{at}/text", {"file": "dept.yaml", "seen": version[1], "text": good})
    assert mended.data["go"] == f"{at}/text?file=dept.yaml"
    assert dept(root).read_text("utf-8") == good


def test_a_text_is_not_saved_over_another_persons(browser: Browser, at: str, root: Path) -> None:
    answer = browser.post(f"{at}/text", {"file": "dept.yaml", "seen": "old", "text": "套件: futian\n"})
    assert (answer.status, "被别处改过" in answer.data["refused"]) == (409, True)
    assert "深圳市福田区科技创新局" in answer.data["refused"]
    assert "深圳市福田区科技创新局" in dept(root).read_text("utf-8")


def test_a_mark_is_explained_with_links_to_its_figures(browser: Browser, at: str) -> None:
    told = browser.get(f"{at}/mark/B42")
    assert "14 ÷ (19 + 14) = 42.42%" in told.words
    assert f"{at}/fill/{page_of(browser, at, '人员')}#f:人员/劳务派遣" in told.text
    assert "C11.1" in browser.get(f"{at}/mark/C11").words
    assert browser.get(f"{at}/mark/Z99").status == 404


def test_screens_of_a_department_with_errors(browser: Browser, at: str) -> None:
    entered(browser, at, put(INITIAL, "四万", "43189.21"))
    assert "改正后才能评分" in browser.get(f"{at}/marks").words
    assert "42.42" in browser.get(f"{at}/mark/B42").text
    assert browser.get(f"{at}/mark/X9").status == 404
    assert "有错误" in browser.get(f"/row/{at.rpartition('/')[2]}").words
    assert browser.get(f"{at}/fill/99").status == 404
    assert "四万" in browser.get(f"{at}/check").words


def test_a_new_department_and_the_year_after(browser: Browser, at: str, root: Path) -> None:
    made = browser.post("/new", {"name": "某区某局", "year": "2024", "pack": "futian"})
    home = made.data["go"].removesuffix("/fill/0")
    assert "某区某局 2024年度" in browser.get(f"{home}/fill/0").words
    assert "待定" in browser.get(f"{home}/side").words
    assert "文件已存在" in browser.post("/new", {"name": "某区某局", "year": "2024", "pack": "futian"}).data["refused"]
    assert browser.post("/new", {"name": "x", "year": "二四", "pack": "futian"}).status == 400
    assert browser.post("/new", {"name": " ", "year": "2024", "pack": "futian"}).status == 409
    (root / "深圳市福田区科技创新局-2021").mkdir()
    (root / "深圳市福田区科技创新局-2021" / "评价结果.json").write_text("{}", "utf-8")
    following = browser.post(f"{at}/following")
    text = (root / "深圳市福田区科技创新局-2022" / "dept.yaml").read_text("utf-8")
    assert following.status == 200
    assert '上年: "../深圳市福田区科技创新局-2021/评价结果.json"' in text
    assert "产业资金内部审核管理制度" in text
    assert "主管全区科技创新工作" in text
    assert "81164.95" not in text


@pytest.mark.slow  # a pack of its own is compiled
def test_a_pack_changed_meanwhile_is_read_anew(browser: Browser, at: str, root: Path) -> None:
    assert "94.94" in browser.get(f"{at}/side").words
    pack = root / "templates" / "own"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("名称: 自己的套件\n继承: futian\n", "utf-8")
    entered(browser, at, put("封面/填报人", "某"))
    dept(root).write_text(dept(root).read_text("utf-8").replace("套件: futian", "套件: own"), "utf-8")
    assert "94.94" in browser.get(f"{at}/side").words
    (pack / "framework.yaml").write_text("指标:\n  B42: {停用: 是}\n", "utf-8")
    assert "94.94" not in browser.get(f"{at}/side").words


def test_advice_beside_a_page_names_its_screens_and_leads_there(browser: Browser, at: str, root: Path) -> None:
    dept(root).with_name("整改.yaml").unlink()
    text = dept(root).read_text("utf-8")
    dept(root).write_text(text.replace("劳务派遣: 14", "劳务派遣: 若干") + "不知道: 1\n", "utf-8")
    page = browser.get(f"{at}/check")
    line = len(text.splitlines()) + 1
    assert f'<a href="{at}/text?file=dept.yaml#line:{line}"' in page.text
    assert f"到“原文”页第 {line} 行" in page.words
    assert re.search(r'<a href="[^"]+/fill/\d+#f:人员/劳务派遣"', page.text)
    dept(root).write_text(text, "utf-8")
    assert "reportgen" not in browser.get(f"{at}/check").words
    assert "请先在“整改”页点“按现在的评分更新条目”" in browser.get(f"{at}/check").words


CELLS = (
    ("甲：请填写 效果指标第2项.等级", "效果指标/2/等级"),
    ("“效果指标”的“乙”没有填分值，请补填；各行同分的，分值都留空", "效果指标/2/分值"),
    ("“效果指标”各行的分值合计9（4 ＋ 5），应等于10，请核对分值", "效果指标/1/分值"),
    ("请填写 效果指标", ""),
    ("请填写 效果指标第9项.等级", ""),
    ("请填写 履职", "履职/＋/领域"),
)


@pytest.mark.parametrize(("asked", "cell"), CELLS)
def test_what_a_row_lacks_is_asked_for_at_its_cell(asked: str, cell: str) -> None:
    columns = [Question(path=("效果指标", key), label=key, required=key == "名称") for key in ("名称", "等级", "分值")]
    empty = Listing(("履职",), "履职", "", (Question(path=("履职", "领域"), label="领域"),))
    form = Form("x", (), (Listing(("效果指标",), "效果指标", "", tuple(columns)), empty))
    source, _ = parse("效果指标:\n  - {名称: 甲, 分值: 4}\n  - {名称: 乙, 分值: 5}\n", "dept.yaml")
    filled = FilledPages(LookedFile(Path("dept.yaml"), "", source, form, ()))
    found = filled.asked_first([asked])
    assert (found and found[1]) == (cell or None)


WAYS = (
    ("请填写 采购.计划；确实没有数据的，可在 自评.B11 下填写 得分 和 理由", ["采购/计划", "自评/B11/理由"]),
    ("请填写 采购.实际（或 采购.节约）、采购.计划", ["采购/实际"]),
    ("请填写 季度.进度.一季度（或 季度.支出.一季度）、季度.进度.二季度（或 季度.支出.二季度）", ["季度/支出/二季度"]),
    ("请在 自评.C31 下填写 扣分（没有填 0；扣分须写 理由）", ["自评/C31/扣分"]),
    ("请填写 采购.没有这一项；确实没有数据的，可在 自评.B11 下填写 得分 和 理由", ["自评/B11/理由"]),
)


@pytest.mark.parametrize(("asked", "boxes"), WAYS)
def test_an_indicator_leads_to_every_page_where_it_can_be_answered(asked: str, boxes: list[str]) -> None:
    names = ["采购/实际", "采购/节约", "采购/计划", "季度/进度/一季度", "季度/进度/二季度", "季度/支出/一季度"]
    names += ["季度/支出/二季度", "自评/B11/得分", "自评/B11/理由", "自评/C31/扣分", "自评/C31/理由"]
    asked_of = [Question(path=tuple(one.split("/")), label=one, starred=one.endswith("扣分")) for one in names]
    titles = dict.fromkeys(one.path[0] for one in asked_of)
    sections = (Section(title, tuple(one for one in asked_of if one.path[0] == title)) for title in titles)
    source, _ = parse("季度: {支出: {一季度: 4}}\n", "dept.yaml")
    filled = FilledPages(LookedFile(Path("dept.yaml"), "", source, Form("x", tuple(sections), ()), ()))
    assert [name for _, name in filled.asked_places([asked])] == boxes


@pytest.mark.parametrize(
    ("name", "was", "typed", "shown", "line"),
    [
        ("预算/财政资金比例", "100", "97", "97", "  财政资金比例: 97%"),
        ("预算/财政资金比例", "100", "97.88 %", "97.88", "97.88 %"),
        ("满意度/值", "", "93.5", "93.5", "满意度: {值: 93.5%}"),
        ("满意度/值", "", "９３", "９３", "９３%"),
    ],
)
def test_a_box_before_a_percent_sign_takes_the_number(  # noqa: PLR0917 - a table
    name: str, was: str, typed: str, shown: str, line: str, browser: Browser, at: str, root: Path
) -> None:
    answer = entered(browser, at, put(name, typed, was))
    assert (answer.data["values"], answer.data["conflicts"]) == ({name: shown}, {})
    assert line in dept(root).read_text("utf-8")
    assert "错误" not in answer.data["side"]
    again = entered(browser, at, put(name, "88", shown))
    assert (again.data["values"], again.data["conflicts"]) == ({name: "88"}, {})


def test_a_share_up_to_1_before_a_percent_sign_is_asked_about(browser: Browser, at: str) -> None:
    answer = entered(browser, at, put("满意度/值", "0.93"))
    assert "请写作 93%；确为百分之0.93的，写作 0.93%" in answer.data["notes"]["满意度/值"]


def test_every_percent_cell_of_a_row(browser: Browser, at: str, root: Path) -> None:
    rows = {"名称": "甲", "同比": "12"}
    answer = entered(browser, at, {"add": "效果指标", "cells": rows})
    assert "同比: 12%" in dept(root).read_text("utf-8")
    assert 'value="12"' in answer.data["tables"]["效果指标"]
    gone = entered(browser, at, {"drop": "效果指标", "number": 1, "was": rows})
    assert (gone.data["lost"], "甲" in dept(root).read_text("utf-8")) == (0, False)


def test_one_error_hides_neither_marks_nor_what_is_missing(browser: Browser, at: str) -> None:
    entered(browser, at, put("资产/固定资产/在用", "", "186.13"))
    side = entered(browser, at, put("满意度/值", "很高")).data["side"]
    assert "有 1 处错误" in side
    assert "还缺的（" in side
    assert "失分" in side
    assert "固定资产利用率" in side
    assert browser.get(f"{at}/mark/A11").status == 200


def test_the_marks_without_a_wrong_number(browser: Browser, at: str) -> None:
    side = entered(browser, at, put("人员/劳务派遣", "14人左右", "14")).data["side"]
    assert "有 1 处错误" in side
    assert "有错的不计，还有 1 项指标没有评定" in side
    other = entered(browser, at, put("信访/件次", "少量", "9")).data["side"]
    assert "有 2 处错误" in other
    assert "还缺的（1）" in other
    entered(browser, at, put("人员/劳务派遣", "14", "14人左右"))
    assert "有错的不计，现在是 94.94 分" in browser.get(f"{at}/side").text


def test_points_by_hand_wait_for_their_reason(browser: Browser, at: str) -> None:
    answer = entered(browser, at, put("自评/A12/得分", "1"))
    side = answer.data["side"]
    assert "处错误" not in side
    assert "还缺理由" in answer.data["notes"]["自评/A12/得分"]
    assert ("缺理由的没有计入" in side, "A12 理由" in side) == (True, True)
    assert "自评/A12/理由" in answer.data["waiting"]
    assert "须写理由" in browser.post(f"{at}/make/report").text
    done = entered(browser, at, put("自评/A12/理由", "抽查一项")).data
    assert ("还缺" in done["side"], "自评/A12/理由" in done["waiting"]) == (False, False)


def test_only_what_a_mark_needs_is_waited_for(browser: Browser) -> None:
    browser.post("/new", {"name": "某局", "year": "2021", "pack": "futian"})
    at = browser.last.data["go"].removesuffix("/fill/0")
    page = page_of(browser, at, "自评")
    shown = browser.get(f"{at}/fill/{page}").text
    counts = dict(re.findall(r'</i>([^<]+)<span class="unseen">[^<]*</span><span class="count">(\d+)', shown))
    assert (counts["自评"], counts["季度"]) == ("26", "4")
    waiting = re.findall(r'class="field[^"]* waiting" data-field="([^"]+)"', shown)
    assert not [name for name in waiting if name.endswith(("/理由", "/佐证", "/不适用"))]
    assert shown.index('f:自评/C31/理由"') < shown.index('f:自评/C31/扣分"')


def test_a_star_goes_once_no_mark_needs_it(browser: Browser, at: str) -> None:
    shown = browser.get(f"{at}/fill/{page_of(browser, at, '季度')}").text
    assert re.search(r'class="field spare" data-field="季度/累计进度/一季度"', shown)
    assert re.search(r'class="field" data-field="季度/累计支出/一季度"', shown)


def test_texts_that_nobody_wrote_are_told_on_the_left_on_the_right_and_by_the_check(browser: Browser) -> None:
    browser.post("/new", {"name": "某局", "year": "2021", "pack": "futian"})
    at = browser.last.data["go"].removesuffix("/fill/0")
    page = page_of(browser, at, "叙述")
    shown = browser.get(f"{at}/fill/{page}").text
    assert re.search(r'class="open"[^>]*><i[^>]*></i>叙述<[^>]*>（未填完）</span><span class="count">11<', shown)
    assert re.search(r'class="field long narrative waiting" data-field="叙述/主要职能"', shown)
    told = "“叙述”没有写：主要职能、年度任务"
    assert (told in browser.get(f"{at}/side").text, told in browser.get(f"{at}/check").text) == (True, True)
    answer = entered(browser, at, put("叙述/主要职能", "负责全区科技工作。"))
    assert ("叙述/主要职能" in answer.data["waiting"], "“叙述”没有写：年度任务" in answer.data["side"]) == (False, True)


def test_every_field_says_which_year_and_which_value(browser: Browser, at: str) -> None:
    words = {title: browser.get(f"{at}/fill/{page_of(browser, at, title)}").words for title in ("资产", "人员", "公开")}
    assert "年末全部固定资产金额，一般按账面原值；利用率的分母" in words["资产"]
    assert "年末在编在职人数，指实有人数，不是编制数" in words["人员"]
    assert words["公开"].count("指上一年度的部门决算，在评价年度公开的那一份") == 3


def test_no_pack_is_chosen_beforehand(browser: Browser, root: Path) -> None:
    packs = re.findall(r'<option value="([^"]*)"', browser.get("/").text)
    assert (packs[0], packs[-1], "futian" in packs) == ("", "base", True)  # the one for any place comes last
    answer = browser.post("/new", {"name": "某局", "year": "2024", "pack": ""})
    assert ("还没有选套件" in answer.data["refused"], len(list(root.iterdir()))) == (True, 1)


def test_a_row_or_a_group_that_is_not_whole_is_missing_and_not_wrong(browser: Browser) -> None:
    browser.post("/new", {"name": "某局", "year": "2021", "pack": "futian"})
    at = browser.last.data["go"].removesuffix("/fill/0")
    answer = entered(browser, at, put("季度/累计支出/一季度", "1")).data
    assert "处错误" not in answer["side"]
    assert "“季度.累计支出”缺少必填项：二季度、三季度、四季度" in answer["side"]
    assert 'class="note warning half"' in answer["notes"]["季度/累计支出/二季度"]
    rows = entered(browser, at, {"add": "制度", "cells": {"类别": "财务"}}).data
    assert re.search(r'class="open"[^>]*><i[^>]*></i>制度<', rows["tabs"])
    assert "缺少必填项“制度第1项.名称”" in rows["tables"]["制度"]
    assert "填全才计入" in rows["side"]


def test_both_columns_of_opinions_say_the_same(browser: Browser, at: str) -> None:
    entered(browser, at, put("自评/A11/佐证", "", "2021年部门预算编报材料"))
    first = browser.get(f"{at}/side")
    assert ("data-unread" in first.text, "此处用元" in first.text) == (True, False)
    whole, check = browser.get(f"{at}/side?whole=1"), browser.get(f"{at}/check")
    assert "data-unread" not in whole.text
    told = re.findall(r"<span class=\"tag\">[^<]*</span>\s*(?:<a[^>]*>)?([^<]+)", check.text.partition("<aside")[0])
    assert len(told) == 4
    assert [one for one in told if one.strip() not in whole.text] == []
    assert "data-unread" not in browser.get(f"{at}/fill/0").text


def test_a_draft_is_not_told_of_what_it_marks_as_missing_and_a_check_begins_with_the_gravest(
    browser: Browser, root: Path
) -> None:
    go = browser.post("/new", {"name": "某局", "year": "2021", "pack": "futian"}).data["go"]
    at = go.partition("/fill")[0]
    made = browser.post(f"{at}/make/draft").data["html"]
    assert "已生成" in made and "占位文字" not in made
    levels = re.findall(r'class="note (\w+)"', browser.get(f"{at}/check").text)
    assert levels == sorted(levels, key=["error", "warning", "hint"].index)


def test_what_all_of_a_group_mean_is_said_once(browser: Browser, at: str) -> None:
    shown = browser.get(f"{at}/fill/0")
    assert shown.words.count("报告可选部分的开关") == 1
    assert "../某局-2020/评价结果.json" in shown.words
    assert "核查答复" in shown.words


def test_the_history_names_no_files(browser: Browser, at: str) -> None:
    entered(browser, at, put("封面/填报人", "某人"))
    words = browser.get(f"{at}/history").words
    assert ("dept.yaml" in words, " 资料 封面.填报人：填 某人" in words) == (False, True)


def test_a_row_that_is_told_of_leads_to_its_first_cell(browser: Browser, at: str) -> None:
    side = entered(browser, at, {"add": "效果指标", "cells": {"目标值": "5"}}).data["side"]
    assert "#f:效果指标/1/名称" in side


def test_what_else_there_is_to_say_stays_beside_an_error(browser: Browser, at: str) -> None:
    side = entered(browser, at, put("信访/件次", "少量")).data["side"]
    assert ("有 1 处错误" in side, "人工得分与规则得分不一致" in side) == (True, True)


def test_the_file_of_last_year_is_chosen_or_typed(browser: Browser, at: str, root: Path) -> None:
    for folder in ("大鹏", "福田-2020", ".旧", "福田"):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "评价结果.json").write_text("{}", "utf-8")
    page = browser.get(f"{at}/fill/0").text
    assert re.search(r'id="f:上年"[^>]* list="o:上年"', page)
    offers = re.findall(r'<option value="([^"]*评价结果.json)">', page)
    assert offers == ["../福田-2020/评价结果.json", "../大鹏/评价结果.json"]
    assert "datalist" not in browser.get(f"{at}/fill/1").text


def test_a_long_row_takes_several_lines(browser: Browser, at: str) -> None:
    def table(number: int) -> str:
        return browser.get(f"{at}/fill/{number}").text

    titles = re.findall(r'class="dot"[^>]*></i>([^<]+)<', table(0))
    long, short = table(titles.index("效果指标")), table(titles.index("制度"))
    assert 'class="grid unfolded" data-list="效果指标"' in long
    assert 'data-label="同比（%）"' in long
    assert 'class="grid" data-list="制度"' in short


def test_what_stands_in_the_way_of_a_report_leads_there(browser: Browser, at: str, root: Path) -> None:
    text = dept(root).read_text("utf-8")
    dept(root).write_text(text.replace("劳务派遣: 14", "劳务派遣:"), "utf-8")
    fields = rf'href="{at}/fill/\d+#f:人员/劳务派遣"'
    assert re.search(rf"{fields}[^>]*>“人员.劳务派遣”没有填，", browser.get(f"{at}/check").text)
    for screen in ("side", "marks", "mark/B42", at.replace("/d/", "/row/")):
        told = browser.get(screen if screen.startswith("/") else f"{at}/{screen}").text
        assert re.search(fields, told), screen
        assert re.search(rf'href="{at}/fill/\d+#f:自评/B42/理由">“自评”页', told), screen
    dept(root).write_text(text.replace("劳务派遣: 14", "劳务派遣: 若干"), "utf-8")
    for screen in ("marks", "problems", "preview", "check"):
        assert re.search(fields, browser.get(f"{at}/{screen}").text), screen
    assert re.search(fields, browser.post(f"{at}/make/report").data["refused"])


def test_a_total_leads_to_each_of_its_parts(browser: Browser, at: str) -> None:
    parts = {f"资产/{part}" for part in ("固定资产/净值", "在建工程", "无形资产/净值", "流动资产")}
    for screen in ("side", "check"):
        told = browser.get(f"{at}/{screen}").text
        links = re.search(r"“资产.总额”\S+ 中有 \S+ 没有分项说明</a>.*?</(?:li|p)>", told, re.DOTALL)
        assert links, screen
        assert set(re.findall(r'/fill/\d+#f:([^"]+)"', links[0])) == parts
