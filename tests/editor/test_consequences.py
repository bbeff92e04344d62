"""A slip in a framework of one's own is told once: nothing of what follows from it, and nothing of the parent's."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import TEMPLATES

from reportgen.editor import check as checking
from reportgen.editor import pack_files

PACK = "名称: 试\n继承: base\n称谓: {区: 某县}\n评分表列: [名称, 分值, 得分, {列: 频次}]\n"
FRAMEWORK = """\
指标:
  继承: 否
  T: {名称: 投入, 分值: 60}
  T1: {名称: 预算配置, 上级: T, 分值: 60}
  T11:
    名称: 甲
    上级: T1
    分值: 40
    规则: {类型: 酌情, 扣分事项: 某事}
  T12: {名称: 乙, 上级: T1, 分值: 20, 规则: {类型: 达标, 取值: 满意度.值, 条件: "≥90%"}}
  C1: {名称: 产出, 分值: 40, 列: {频次: 年}}
  C11: {名称: 丙, 上级: C1, 分值: 40, 规则: {类型: 比率, 取值: 预算执行率, 低于: {界限: 60%, 得分: 0}}}
"""
SLIPS = {
    "unit": ("分值: 60}\n  T1", "分值: 很多}\n  T1", "“指标.T.分值”应为分数（数字，如 5 或 0.5），看到的是“很多”"),
    "above": ("上级: T1\n", "上级: T9\n", "指标 T11 的上级“T9”不存在"),
    "whole group astray": ("上级: T, 分", "上级: T9, 分", "指标 T1 的上级“T9”不存在"),
    "loop": ("上级: T, 分", "上级: T1, 分", "指标 T1 的上级关系成环"),
    "open brace": ("上级: T1, 分值: 20, 规则", "上级: T1, 分值: 20, 规则: {", "此处不应再有冒号"),
    "open group of the parent's 编号": ("频次: 年}}", "频次: 年}", "“{”没有配对，或其中缺少逗号"),
    "wide braces": ("{类型: 酌情, 扣分事项: 某事}", "｛类型: 酌情，扣分事项: 某事｝", "花括号是全角的"),
    "wide comma": ("{类型: 酌情, ", "{类型: 酌情，", "括号里有全角的标点"),
    "lacking": ("取值: 预算执行率, ", "", "缺少必填项“指标.C11.规则.取值”"),
    "twice": ("  T12:", "  T11:", "字段“T11”写了两次（第 5 行和第 10 行）"),
    "vetoes as a list": (
        "规则: {类型: 酌情, 扣分事项: 某事}",
        "规则: {类型: 酌情, 扣分事项: 某事}\n    否决: [弄虚作假]",
        "“指标.T11.否决”应为若干“字段: 值”，看到的是列表",
    ),
    "tab": ("    名称: 甲", "\t名称: 甲", "用了 Tab（制表符）"),
    "quotes": ("名称: 甲", '名称: "甲"类', "英文引号后面还有字“类”"),
}


def own(root: Path, framework: str = FRAMEWORK) -> pack_files.Reading:
    folder = root / "shidian"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, "utf-8")
    (folder / "framework.yaml").write_text(framework, "utf-8")
    return pack_files.read("shidian", [root, TEMPLATES])


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once(tmp_path: Path, slip: str) -> None:
    right, wrong, message = SLIPS[slip]
    assert FRAMEWORK.count(right) >= 1
    told = own(tmp_path, FRAMEWORK.replace(right, wrong, 1)).diagnostics
    assert [one.message for one in told] == [message]


def test_nothing_is_wrong_with_the_framework_as_it_should_be(tmp_path: Path) -> None:
    assert own(tmp_path).diagnostics == ()


def test_points_may_have_their_unit(tmp_path: Path) -> None:
    assert own(tmp_path, FRAMEWORK.replace("分值: 60}", "分值: 60分}")).diagnostics == ()


def test_of_a_framework_that_cannot_be_read_no_example_and_no_column_is_told(tmp_path: Path) -> None:
    reading = own(tmp_path, FRAMEWORK.replace("    名称: 甲\n", "    名称: 甲\n      说明: 乙\n      依据: 丙\n"))
    assert reading.unread == {"framework.yaml"}
    left = [one for one in reading.diagnostics if not checking.follows(one, reading.unread)]
    assert len(left) == 1 and "缩进" in left[0].message


def test_where_one_indicator_stands_twice_its_halves_are_not_held_against_the_parent(tmp_path: Path) -> None:
    told = own(tmp_path, "指标:\n  B12:\n    分值: 5\n  B12:\n    说明: 又一次\n").diagnostics
    assert [one.message for one in told if one.code != "score-column"] == ["字段“B12”写了两次（第 2 行和第 4 行）"]


@pytest.mark.parametrize(("file", "group"), [("framework.yaml", "指标"), ("formulas.yaml", "算式")])
def test_indicators_or_formulas_as_a_list_are_as_good_as_not_read(tmp_path: Path, file: str, group: str) -> None:
    own(tmp_path)
    (tmp_path / "shidian" / file).write_text(f"{group}:\n  - 甲: {{名称: 投入}}\n", "utf-8")
    reading = pack_files.read("shidian", [tmp_path, TEMPLATES])
    assert file in reading.unread
    assert [one.hint for one in reading.diagnostics if one.message.startswith(f"“{group}”")] == [
        "这里不是列表：请删去每一项前的“- ”，各项对齐"
    ]


def test_where_no_rule_could_be_read_nothing_is_tried(tmp_path: Path) -> None:
    rule = "{类型: 等级, 等级: [好, 坏]}"
    own(tmp_path, f"指标:\n  继承: 否\n  X: {{名称: 投入, 分值: 100, 规则: {rule}}}\n")
    told = checking.check("shidian", [tmp_path, TEMPLATES])
    (one,) = [one for one in told if one.code == "fields"]
    assert one.message == "“指标.X.规则.等级”应为若干“字段: 值”，看到的是列表"


def test_what_hangs_nowhere_is_not_tried_by_examples(tmp_path: Path) -> None:
    lost = own(tmp_path, FRAMEWORK.replace("分值: 60}\n  T1", "分值: 很多}\n  T1"))
    assert {"T", "T1", "T11", "T12"} <= lost.doubtful()
