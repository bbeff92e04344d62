"""项目自评 in the page: forms listed, begun and filled in in place, their marks and messages beside them."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from browsing import Answer, Browser
from sample import TEMPLATES

SAMPLE = TEMPLATES.parent / "data" / "xiangmu-demo-2024"
SCANNING = "馆藏档案数字化"
UNEXPLAINED = "没有写偏差原因及改进措施"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "data" / "档案")
    return tmp_path / "data"


@pytest.fixture
def form(browser: Browser, at: str) -> str:
    """The address of the first form."""
    return address(browser, at, SCANNING)


def address(browser: Browser, at: str, name: str) -> str:
    found = re.search(rf'href="(/d/\w+/project/\w+)">{name}<', browser.get(f"{at}/projects").text)
    assert found
    return found[1]


def file(root: Path, name: str = f"01-{SCANNING}") -> Path:
    return root / "档案" / "项目" / f"{name}.yaml"


def entered(browser: Browser, form: str, *entries: dict[str, Any], version: str = "") -> Answer:
    found = re.search(r'data-seen="(\w+)"', browser.get(form).text)
    assert found
    return browser.post(form, {"seen": version or found[1], "page": 0, "entries": entries})


def put(name: str, text: str, was: str = "") -> dict[str, str]:
    return {"put": name, "text": text, "was": was}


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_forms_are_listed_with_score_and_grade(browser: Browser, at: str) -> None:
    words = browser.get(f"{at}/projects").words
    assert f"01 {SCANNING} 98.35 优 齐" in words
    assert "02 档案库房改造" in words


def test_a_form_asks_all_that_its_record_has(browser: Browser, form: str) -> None:
    page = browser.get(form)
    names = {unescape(name) for name in re.findall(r'data-name="([^"]+)"', page.text)}
    assert {"项目名称", "实施单位", "资金/当年财政拨款/执行", "年度目标/预期", "指标/7/偏差原因及改进措施"} <= names
    assert "分值合计：产出指标50分、效益指标30分、满意度指标10分" in page.words
    assert re.search(r'<textarea[^>]*data-name="年度目标/实际"', page.text)
    assert "项目得分 98.35 分 优" in page.words
    assert "数字化页数 18.8 ／20 目标值150，实际值141，完成率94.00%" in page.words


def test_a_cell_is_saved_in_place_and_marks_follow(browser: Browser, form: str, root: Path) -> None:
    before = file(root).read_text("utf-8")
    answer = entered(browser, form, put("指标/1/实际值", "150", "141"), put("资金/当年财政拨款/执行", "300", "286.50"))
    assert answer.status == 200, answer.text
    after = file(root).read_text("utf-8")
    assert after.replace("实际值: 150", "实际值: 141").replace("执行: 300}", "执行: 286.50}") == before
    assert answer.data["conflicts"] == {}
    assert "项目得分 100 分 优" in plain(answer.data["side"])
    assert f"{SCANNING} （已填） 100" in plain(answer.data["tabs"])


def test_messages_stand_beside_their_fields(browser: Browser, at: str, form: str) -> None:
    answer = entered(
        browser, form, put("指标/1/偏差原因及改进措施", "", "学籍档案约9万页原件破损，先送修复；修复后列入2025年第一批")
    )
    assert UNEXPLAINED in answer.data["notes"]["指标/1/一级"]
    whole = re.search(r"<b>([\d.]+)</b> 分", browser.get(f"{at}/side").text)
    wrong = entered(browser, form, put("资金/当年财政拨款/执行", "许多", "286.50"))
    told = plain(browser.get(f"{at}/side").text)
    assert whole and "有 1 处错误" in told and f"有错的不计，现在是 {whole[1]} 分" in told
    assert "应为金额" in wrong.data["notes"]["资金/当年财政拨款/执行"]
    assert "有 1 处错误" in plain(wrong.data["side"])
    assert "1 处错误" in browser.get(form.partition("/project/")[0] + "/projects").words


def test_what_the_pack_asks_is_said_with_its_weights(browser: Browser, form: str) -> None:
    answer = entered(browser, form, put("指标/1/分值", "10", "20"), put("指标/2/二级", "质", "质量指标"))
    assert "“产出指标”的分值应为50，各三级指标合计为40" in answer.data["notes"]["指标/1/分值"]
    assert "没有二级指标“质”" in answer.data["notes"]["指标/2/二级"]


def test_what_is_missing_leads_to_its_field(browser: Browser, form: str) -> None:
    side = entered(browser, form, put("实施单位", "", "信息科"), put("指标/3/实际值", "", "100%")).data["side"]
    assert "待定" in plain(side)
    assert '<a href="#f:实施单位">没有填实施单位</a>' in side
    assert "“按期验收批次比例”没有填实际值" in side
    assert '"#f:指标/3/一级"' in side


def test_rows_are_pasted_and_taken_out(browser: Browser, form: str, root: Path) -> None:
    before = file(root).read_text("utf-8")
    cells = {"一级": "满意度指标", "二级": "服务对象满意度指标", "三级": "甲, 乙", "目标值": "90%", "分值": "5"}
    answer = entered(browser, form, {"add": "指标", "cells": cells}, {"add": "指标", "cells": {"一级": "产出指标"}})
    assert 'data-name="指标/8/三级" data-was="甲, 乙"' in answer.data["tables"]["指标"]
    assert "“指标第9项”缺少必填项：二级、三级、分值" in answer.data["notes"]["指标/9/二级"]
    assert file(root).read_text("utf-8").startswith(before)
    drops = [{"drop": "指标", "number": n, "was": w} for n, w in ((9, {"一级": "产出指标"}), (8, cells))]
    assert entered(browser, form, *drops).data["lost"] == 0
    assert file(root).read_text("utf-8") == before


def test_an_edit_elsewhere_is_shown_and_not_overwritten(browser: Browser, form: str, root: Path) -> None:
    text = file(root).read_text("utf-8").replace("实际值: 141", "实际值: 145")
    file(root).write_text(text, "utf-8")
    answer = entered(browser, form, put("指标/1/实际值", "150", "141"), version="another")
    assert (answer.data["conflicts"], answer.data["elsewhere"]) == ({"指标/1/实际值": "145"}, True)
    assert file(root).read_text("utf-8") == text


def test_steps_of_all_files_are_one_history(browser: Browser, at: str, form: str, root: Path) -> None:
    before = file(root).read_bytes()
    entered(browser, form, put("指标/1/实际值", "150", "141"))
    browser.post(f"{at}/enter", {"seen": "", "page": 0, "entries": [put("封面/填报人", "某人")]})
    assert not (root / "档案" / "项目" / ".历史.jsonl").exists()
    assert f"自评表 01-{SCANNING} 指标.第1项.实际值：141 → 150" in browser.get(f"{at}/history").words
    assert "填报人" in browser.post(f"{at}/undo").data["told"]
    assert "实际值" in browser.post(f"{at}/undo").data["told"]
    assert file(root).read_bytes() == before


def test_a_new_form_is_that_of_the_command_line(browser: Browser, at: str, root: Path) -> None:
    made = browser.post(f"{at}/projects", {"name": "  档案  编研 "})
    text = file(root, "04-档案 编研").read_text("utf-8")
    assert '项目名称: "档案 编研"' in text
    page = browser.get(made.data["go"])
    assert "项目资金没有填全年预算、执行" in page.words
    answer = entered(
        browser,
        made.data["go"],
        put("资金/合计/全年预算", "100"),
        put("资金/合计/执行", "90"),
        put("年度目标/预期", "编成\n三种。"),
        {
            "add": "指标",
            "cells": {
                "一级": "产出指标",
                "二级": "数量指标",
                "三级": "种数",
                "目标值": "3",
                "实际值": "3",
                "分值": "50",
            },
        },
    )
    assert answer.status == 200, answer.text
    assert "预算执行率 9 ／10" in plain(answer.data["side"])
    assert "“指标”下没有列效益指标（30分）、满意度指标（10分）" in plain(answer.data["side"])
    now = file(root, "04-档案 编研").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in now.splitlines() if line.startswith("#")
    ]


@pytest.mark.parametrize(("name", "said"), [(" ", "请写项目名称"), (SCANNING, "已有自评表：01-")])
def test_no_form_without_a_name_or_twice(name: str, said: str, browser: Browser, at: str, root: Path) -> None:
    assert said in browser.post(f"{at}/projects", {"name": name}).data["refused"]
    assert len(list((root / "档案" / "项目").glob("*.yaml"))) == 3


def test_a_broken_form_is_mended_as_text(browser: Browser, at: str, form: str, root: Path) -> None:
    good = file(root).read_text("utf-8")
    file(root).write_text(good.replace("年度: 2024", "年度: 2024: {"), "utf-8")
    page = browser.get(browser.get(form).headers["location"])
    version = re.search(r'name="seen" value="(\w+)"', page.text)
    assert version
    assert "错误" in page.words
    assert browser.post(form, {"seen": "", "page": 0, "entries": [put("实施单位", "x")]}).status == 409
    name = f"项目/01-{SCANNING}.yaml"
    assert browser.post(f"{at}/text", {"file": name, "seen": version[1], "text": good}).status == 200
    assert file(root).read_text("utf-8") == good
    assert browser.post(f"{at}/undo").status == 200
    assert file(root).read_text("utf-8") != good


def test_marks_are_shown_while_the_department_has_errors(browser: Browser, form: str, root: Path) -> None:
    dept = root / "档案" / "dept.yaml"
    dept.write_text(dept.read_text("utf-8") + "没有这一项: 1\n", "utf-8")
    words = browser.get(form).words
    assert "项目得分 98.35 分 优" in words
    assert "资料或别的表里另有 1 处错误" in words


def test_links_out_of_the_folder_are_no_forms(browser: Browser, at: str, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "秘密.yaml"
    outside.write_text("项目名称: 秘密\n", "utf-8")
    file(root, "05-秘密").symlink_to(outside)
    assert "秘密" not in browser.get(f"{at}/projects").words
    assert browser.get(f"{at}/text?file=项目/05-秘密.yaml").status == 404
    assert browser.get(f"{at}/project/000000000000").status == 404


@pytest.mark.parametrize("name", ["没有/这个", "指标/99/三级", "预算/合计/年初", "__class__"])
def test_what_no_form_asks_is_refused(name: str, browser: Browser, form: str, root: Path) -> None:
    before = file(root).read_bytes()
    assert entered(browser, form, put(name, "1")).status == 409
    assert file(root).read_bytes() == before


def test_what_is_typed_is_shown_and_never_run(browser: Browser, at: str, form: str) -> None:
    answer = entered(browser, form, put("项目名称", "<script>alert(1)</script>", SCANNING))
    assert answer.status == 200
    assert "<script>alert" not in answer.data["tabs"] + answer.data["side"]
    for path in (form, f"{at}/projects"):
        page = browser.get(path).text
        assert "<script>alert" not in page
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?! src=\"/static/)", page)


def test_what_the_row_of_a_project_says_is_not_typed_again(browser: Browser, at: str, form: str, root: Path) -> None:
    dept = root / "档案" / "dept.yaml"
    row = f"{{名称: {SCANNING}, 年初: 300, 调整后: 300, 支出: 286.5, 科室: 信息科}}"
    begun, rows = (
        "  # - 名称:                   # 项目（二级项目）名称（必填）\n",
        f"  - {row}\n  - 名称: 库房照明改造\n",
    )
    before = dept.read_text("utf-8")
    dept.write_text(before.replace(begun, rows + begun), "utf-8")
    assert rows in dept.read_text("utf-8")
    listed = browser.get(f"{at}/projects")
    assert '<option value="库房照明改造">' in listed.text and f'<option value="{SCANNING}">' not in listed.text
    text = file(root).read_text("utf-8")
    money = "  当年财政拨款: {年初: 300.00, 全年预算: 300.00, 执行: 286.50}\n"
    assert "空着的用资料“项目”里的" not in browser.get(form).words
    file(root).write_text(text.replace(f"资金:\n{money}", "").replace("实施单位: 信息科\n", ""), "utf-8")
    page = browser.get(form)
    assert "项目得分 98.35 分 优" in page.words
    file(root).write_text(text.replace("信息科", "办公室"), "utf-8")
    differs = browser.get(form).words
    assert "的实施单位为“办公室”，资料项目清单的“科室”填“信息科” 请核对两处；实施单位是下属单位的" in differs
    assert re.search(rf'<a href="{form}"[^>]*>[^<]*的实施单位为“办公室”', browser.get(f"{at}/side").text)
    borrowed = re.findall(r"<b>空着的用资料“项目”里的：(.*?)</b>", page.text)
    assert borrowed == ["信息科", "300.00", "300.00", "286.50"]


def test_a_form_is_begun_whatever_else_is_wrong(browser: Browser, at: str, root: Path) -> None:
    dept = root / "档案" / "dept.yaml"
    text = dept.read_text("utf-8")
    dept.write_text(re.sub(r"(?m)^(  在编: )\d+", r"\1若干", text), "utf-8")
    assert dept.read_text("utf-8") != text
    made = browser.post(f"{at}/projects", {"name": "库房照明改造"}).data["go"]
    lacking = re.search(r'<a href="([^"]+)"[^>]*>[^<]*“指标”下没有列产出指标', browser.get(made).text)
    assert lacking and f'id="{lacking[1].partition("#")[2]}"' in browser.get(made).text
    form = file(root, "04-库房照明改造").read_text("utf-8")
    assert '项目名称: "库房照明改造"' in form and "年度: 2024" in form
    dept.write_text(text.replace("年度: 2024", "年度: 去年"), "utf-8")
    assert browser.post(f"{at}/projects", {"name": "甲"}).status == 409
