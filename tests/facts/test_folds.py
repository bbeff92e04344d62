"""What YAML does to a value without a word is told, or undone where it has one meaning."""

from __future__ import annotations

import pytest

from reportgen.facts import source


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("甲: 深圳市\n  福田区\n", "深圳市福田区"),
        ("甲: 深圳市，\n  福田区\n  科技局\n", "深圳市，福田区科技局"),
        ('甲: "深圳市\n  福田区"\n', "深圳市福田区"),
        ("甲: >-\n  深圳市\n  福田区\n", "深圳市福田区"),
        ("甲: one\n  two\n", "one two"),
        ("甲: 深圳 福田\n  南山\n", "深圳 福田南山"),
        ("甲: 第\n  2 季度\n", "第 2 季度"),
        ("甲: |\n  深圳市\n  福田区\n", "深圳市\n福田区\n"),
    ],
)
def test_lines_of_han_characters_join_without_a_space(text: str, value: str) -> None:
    read, found = source.parse(text, "a.yaml")
    assert read is not None and found == []
    assert read.data == {"甲": value}


PLAIN = (
    *("甲: 局（甲） # 全称（必填）", "甲: 局 ## 2 稿", "甲: 局 #"),
    *("甲: 5 # 2号楼", "甲: 局 # 2022年补", "甲: # 1号楼"),
)
TORN = (
    *("甲: 某局（3 # 楼）", "甲: 修建甲、 # 乙两座", "甲: 某局 # 1号楼"),
    *("甲: 泵站 # 2 机组", "甲: 《办法 # 2》", "- “甲 # 乙”"),
)


@pytest.mark.parametrize("text", ["甲: 某局 #2号楼", "甲: C #项目", "甲: #DIV/0!", "甲: #2", "- 甲 #乙", *TORN])
def test_a_sign_that_cuts_a_value_is_told(text: str) -> None:
    _, found = source.parse(f"{text}\n", "a.yaml")
    assert [one.code for one in found] == ["comment"]
    assert "引号" in found[0].hint


@pytest.mark.parametrize(
    "text",
    [
        "甲: 5 #个",
        "甲: 43,189 #万元",
        "甲: 局 # 全称",
        "甲: 局（甲） # 全称（必填）",
        "甲: 局 ## 2 稿",
        "甲: 局 #",
        "甲: 5 # 2号楼",
        "甲: 局 # 2022年补",
        "甲: # 1号楼",
        "甲: #说明",
        "甲: 'a #b'",
        "甲: a#b",
    ],
)
def test_remarks_stay_remarks(text: str) -> None:
    assert source.parse(f"{text}\n", "a.yaml")[1] == []
