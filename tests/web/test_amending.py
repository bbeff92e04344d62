"""整改 in the page: what people write stands in 整改.yaml in place, comments and layout kept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import Answer, Browser


def plan(root: Path) -> Path:
    return root / "福田" / "整改.yaml"


def amended(browser: Browser, at: str, seen: str = "", **change: Any) -> Answer:
    found = re.search(r'id="problems" data-seen="(\w*)"', browser.get(f"{at}/problems").text)
    assert found
    return browser.post(f"{at}/amend", {"seen": seen or found[1], "measure": None, **change})


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (
            {"what": "put", "problem": 1, "key": "责任科室", "text": "人事科"},
            "    责任科室: 综合科\n    时限: 2022年12月底前\n",
            "    责任科室: 人事科\n    时限: 2022年12月底前\n",
        ),
        (
            {"what": "put", "problem": 1, "measure": 0, "key": "状态", "text": "已完成"},
            "        成果: 编外人员岗位清单和年度减员计划\n",
            "        成果: 编外人员岗位清单和年度减员计划\n        状态: 已完成\n",
        ),
        (
            {"what": "put", "problem": 1, "measure": 0, "key": "成果", "text": "甲: #1"},
            "        成果: 编外人员岗位清单和年度减员计划\n",
            '        成果: "甲: #1"\n',
        ),
        (
            {"what": "put", "problem": 1, "measure": 0, "key": "成果", "text": " "},
            "        成果: 编外人员岗位清单和年度减员计划\n",
            "        成果:\n",
        ),
        (
            {"what": "add", "problem": 1, "text": "每月核对一次岗位。"},
            "        成果: 编外人员使用报批流程\n",
            "        成果: 编外人员使用报批流程\n"
            "      - 措施: 每月核对一次岗位。\n        责任科室:\n        时限:\n        成果:\n",
        ),
    ],
)
def test_one_text_at_a_time(  # noqa: PLR0917 - a table
    change: dict[str, Any], before: str, after: str, browser: Browser, at: str, root: Path
) -> None:
    text = plan(root).read_text("utf-8")
    assert text.count(before) == 1
    answer = amended(browser, at, **change)
    assert answer.status == 200, answer.text
    assert plan(root).read_text("utf-8") == text.replace(before, after)
    assert browser.post(f"{at}/undo").status == 200
    assert plan(root).read_text("utf-8") == text


def test_a_measure_is_taken_out(browser: Browser, at: str, root: Path) -> None:
    assert amended(browser, at, what="drop", problem=1, measure=1).status == 200
    assert "确需新增编外人员的" not in plan(root).read_text("utf-8")
    assert amended(browser, at, what="drop", problem=1, measure=0).status == 200
    assert amended(browser, at, what="add", problem=1, text="从头写的一条。").status == 200
    assert "    措施:\n      - 措施: 从头写的一条。\n" in plan(root).read_text("utf-8")


def test_what_changed_elsewhere_is_not_overwritten(browser: Browser, at: str, root: Path) -> None:
    browser.get(f"{at}/problems")
    text = plan(root).read_text("utf-8") + "# 别人加的\n"
    plan(root).write_text(text, "utf-8")
    answer = amended(browser, at, seen="old", what="put", problem=0, key="原因", text="x")
    assert (answer.status, "本页以外被改过" in answer.data["refused"]) == (409, True)
    assert plan(root).read_text("utf-8") == text


OWNER = "    责任科室: 综合科\n    时限: 2022年12月底前\n"
STALE_MEASURE = {"measure": 0, "beside": "x", "key": "状态", "text": "已完成"}


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("change", "status", "theirs", "written"),
    [
        ({"was": "综合科"}, 200, None, True),  # only another text was changed elsewhere
        ({"was": "办公室"}, 200, "综合科", False),  # both are shown
        ({"was": "办公室", "text": "综合科"}, 200, None, False),  # both wrote the same
        ({"was": "综合科", "entry": "A21"}, 409, None, False),  # another problem came into the place
        ({"was": "", **STALE_MEASURE}, 409, None, False),  # another measure came into the place
        ({"what": "drop", "measure": 0}, 409, None, False),
        ({"what": "checked"}, 409, None, False),
    ],
)
def test_a_text_changed_elsewhere_is_shown_beside_what_was_typed(  # noqa: PLR0917 - a table
    change: dict[str, Any], status: int, theirs: str | None, written: bool, browser: Browser, at: str, root: Path
) -> None:
    entry = re.findall(r'data-entry="([^"]+)"', browser.get(f"{at}/problems").text)[1]
    text = plan(root).read_text("utf-8") + "# 别人加的\n"
    plan(root).write_text(text, "utf-8")
    asked = {"what": "put", "problem": 1, "key": "责任科室", "text": "人事科", "entry": entry, **change}
    answer = amended(browser, at, seen="old", **{"measure": None, **asked})
    assert answer.status == status, answer.text
    if status == 200:
        assert (answer.data["theirs"], answer.data["elsewhere"], answer.data["seen"]) == (theirs, True, "old")
    now = text.replace(OWNER, OWNER.replace("综合科", "人事科")) if written else text
    assert plan(root).read_text("utf-8") == now


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"what": "put", "problem": 99, "key": "原因", "text": "x"}, 409),
        ({"what": "put", "problem": 0, "key": "编号", "text": "x"}, 400),
        ({"what": "put", "problem": 0, "measure": 99, "key": "措施", "text": "x"}, 409),
        ({"what": "checked", "problem": 0}, 409),
        ({"what": "no"}, 400),
        ({"what": "drop", "problem": 0}, 400),
    ],
)
def test_what_is_not_there(change: dict[str, Any], status: int, browser: Browser, at: str, root: Path) -> None:
    text = plan(root).read_bytes()
    assert amended(browser, at, **{"problem": 0, **change}).status == status
    assert plan(root).read_bytes() == text


def test_problems_are_drafted_with_causes_to_choose_and_stale_figures_are_told(
    browser: Browser, at: str, root: Path
) -> None:
    plan(root).unlink()
    page = browser.get(f"{at}/problems")
    assert "还没有列入的失分： A21 绩效目标完整性" in page.words.replace("：A21", "： A21")
    assert "新写 4 条" in browser.post(f"{at}/draft").data["told"]
    page = browser.get(f"{at}/problems")
    assert "没有掌握在建合同下一年度的付款节点" in page.words
    assert 'data-cause="编制有空缺，但招录周期长，空缺期间用编外人员顶岗"' in page.text
    assert "待填" in page.words
    number = next(n for n in range(4) if "编外" in page.words.split("整改措施")[n])
    cause = "年末编外人员14人，长期未减。"
    assert amended(browser, at, what="put", problem=number, key="原因", text=cause).status == 200
    dept = root / "福田" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 9"), "utf-8")
    browser.post(f"{at}/draft")
    page = browser.get(f"{at}/problems")
    assert "编外人数：14 → 9" in page.words.replace(" ：", "：")
    assert amended(browser, at, what="checked", problem=number).status == 200
    assert "过期:" not in plan(root).read_text("utf-8")


def folder_of(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "福田").iterdir() if path.name.startswith("整改.")}


def test_entries_brought_up_to_date_are_a_step_like_any_other(browser: Browser, at: str, root: Path) -> None:
    before = folder_of(root)
    plan(root).unlink()
    browser.post(f"{at}/draft")
    first = folder_of(root)
    amended(browser, at, what="put", problem=0, key="原因", text="没有想到。")
    amended(browser, at, what="put", problem=1, key="原因", text="编外人员14人。")
    written = folder_of(root)
    dept = root / "福田" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 9"), "utf-8")
    browser.post(f"{at}/draft")
    stale = folder_of(root)
    assert stale["整改.底稿.json"] != written["整改.底稿.json"]
    shown = browser.get(f"{at}/history").words
    assert "整改：按评分更新条目（新写 4 条）（“整改”页）" in shown
    assert re.search(r"整改：按评分更新条目（更新 \d 条）", shown)
    again = Browser(root).let_in()  # the program started anew
    turned = again.post(f"{at}/undo").data
    assert turned["told"].startswith("已撤销：整改：按评分更新条目（更新")
    assert (turned["place"], folder_of(root)) == (f"{at}/problems", written)
    again.post(f"{at}/undo")
    again.post(f"{at}/undo")
    assert folder_of(root) == first
    again.post(f"{at}/undo")
    assert folder_of(root) == {name: data for name, data in before.items() if name != "整改.yaml"}
    for _ in range(4):
        assert again.post(f"{at}/redo").status == 200
    assert folder_of(root) == stale


def test_a_department_with_errors_says_so(browser: Browser, at: str, root: Path) -> None:
    dept = root / "福田" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8").replace("劳务派遣: 14", "劳务派遣: 若干"), "utf-8")
    assert "改正后才能列出" in browser.get(f"{at}/problems").words


def test_a_card_says_what_it_still_lacks_after_each_save(browser: Browser, at: str) -> None:
    empty = amended(browser, at, what="put", problem=1, key="责任科室", text="").data
    assert "责任科室" in empty["cards"][1]["lacking"]
    assert empty["printed"]["a:1:0:责任科室"] == "空着的随问题的责任科室"
    filled = amended(browser, at, what="put", problem=1, key="责任科室", text="人事科").data
    assert re.search(rf'<a href="{at}/problems#a:1::责任科室">责任科室</a>', empty["cards"][1]["lacking"])
    assert (filled["cards"][1]["lacking"], filled["printed"]["a:1:0:责任科室"]) == ("", "人事科（随问题）")
    titled = amended(browser, at, what="put", problem=1, key="标题", text="编外人员偏多").data
    assert titled["cards"][1]["heading"] == "编外人员偏多"


LACKING = (
    ("    责任科室: 综合科\n    时限: 2022年12月底前\n", "", "a:1::责任科室"),
    ("    原因: 各科室", "    原因:\n    备注: 各科室", "a:0::原因"),
    ("时限: 2022年12月底前", "时限: 2020年12月底前", "a:1::时限"),
)


@pytest.mark.few(1)
@pytest.mark.parametrize(("words", "instead", "box"), LACKING)
def test_what_is_said_of_a_problem_leads_to_its_box(  # noqa: PLR0917 - a table
    words: str, instead: str, box: str, browser: Browser, at: str, root: Path
) -> None:
    text = plan(root).read_text("utf-8")
    assert words in text
    plan(root).write_text(text.replace(words, instead), "utf-8")
    for screen in ("side", "check"):
        assert f'href="{at}/problems#{box}"' in browser.get(f"{at}/{screen}").text
    assert f'id="{box}"' in browser.get(f"{at}/problems").text


def test_steps_of_a_plan_lead_to_their_boxes(browser: Browser, at: str) -> None:
    amended(browser, at, what="put", problem=1, key="责任科室", text="人事科")
    amended(browser, at, what="add", problem=1, text="每月核对一次岗位。")
    amended(browser, at, what="drop", problem=0, measure=0)
    amended(browser, at, what="put", problem=0, measure=0, key="状态", text="已完成")
    boxes = [browser.post(f"{at}/undo").data["place"].partition("#")[2] for _ in range(4)]
    assert boxes == ["a:0:0:状态", "a:0:0:措施", "new:1", "a:1::责任科室"]
    shown = browser.get(f"{at}/problems").text
    assert [box for box in boxes if f'id="{box}"' not in shown] == []


def reads(answer: Answer, box: str) -> str | None:
    """What stands under a box of the page of how its text reads; None where that is hidden."""
    found = re.search(rf'id="{box}:reads" role="status"( hidden)?><b>报告里写作：</b><span>(.*?)</span>', answer.text)
    assert found, box
    return None if found[1] else found[2]


def test_a_text_with_figures_is_shown_as_it_will_read_and_kept_as_it_is_written(browser: Browser, at: str) -> None:
    page = browser.get(f"{at}/problems")
    assert "以年末{{ 计算.编外人数 | 数 }}人为上限" in page.text
    assert "以年末14人为上限" in (reads(page, "a:1:0:措施") or "")
    assert "一季度、二季度当季支出只占指标总额的15.64%和25.37%" in (reads(page, "a:2::原因") or "")
    assert [reads(page, box) for box in ("a:1:0:时限", "a:1::标题", "a:1::责任科室")] == [None] * 3
    put = {"what": "put", "problem": 1, "measure": 0, "key": "措施"}
    assert amended(browser, at, **put, text="至多{{ 人员.劳务派遣 }}人").data["reads"]["a:1:0:措施"] == "至多14人"
    assert amended(browser, at, **put, text="至多十人").data["reads"]["a:1:0:措施"] is None
    lacking = amended(browser, at, **put, text="至多{{ 人员.没有 }}人").data
    assert lacking["reads"]["a:1:0:措施"] == "至多【待填：人员.没有】人"
    broken = amended(browser, at, **put, text="至多{{ 人员. }}人").data
    assert (broken["reads"]["a:1:0:措施"], "1 处错误" in broken["side"]) == ("现在还写不出来，原因见核查意见", True)
    assert re.search(rf'href="{at}/problems#a:1:0:措施"[^>]*>第2个问题第1条措施：', broken["side"])
    assert "有错的不计，现在是 94.94 分" in broken["side"]
    assert reads(browser.get(f"{at}/problems"), "a:1:0:措施") == "现在还写不出来，原因见核查意见"


def test_a_plan_that_cannot_be_read_hides_no_marks(browser: Browser, at: str, root: Path) -> None:
    plan(root).write_text("问题: [\n", "utf-8")
    side = browser.get(f"{at}/side").text
    assert "有 1 处错误" in side and "有错的不计，现在是 94.94 分" in side
    assert re.search(rf'href="{at}/text\?file=', side)
