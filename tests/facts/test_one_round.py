"""Errors of syntax, of values and of marks come in one round, wherever the first does not hide the others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sample import FUTIAN, kept

from reportgen import pipeline
from reportgen.diagnostics import Refused

SYNTAX = {
    "a quote left open": ("  简称: 区科创局", '  简称: "区科创局', "引号没有配对"),
    "a full-width colon": ("  自称: 我局", "  自称：我局", "冒号是全角"),
    "a Tab": ("  自称: 我局", "\t自称: 我局", "Tab"),
    "a bracket left open": ("年度: 2021", "年度: [2021", "没有配对"),
}
VALUES = {
    "a word for a number": ("支出: 606.07", "支出: 十几", "看到的是“十几”"),
    "an unknown key": ("在编: 17", "在偏: 17", "不认识的字段“在偏”"),
    "a negative amount": ("支出: 25.00", "支出: -25.00", "不能小于"),
}
MARKS = (
    ("    得分: 2\n", "    得分: 20\n", "得分20，应在 0 至 2 之间"),
    ("  B21:", "  B99:", "自评中的“B99”不在指标体系中"),
    ("补充:", "选项:\n  没有的: 是\n补充:", "没有选项“没有的”"),
)
PEOPLE = ("  - 编号:", "  - 编好:", "不认识的字段“编好”")


@pytest.mark.few(5)
@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("syntax", SYNTAX.values(), ids=SYNTAX)
def test_one_of_each_is_told_at_once(syntax: tuple[str, ...], value: tuple[str, ...], tmp_path: Path) -> None:
    text, people = FUTIAN.read_text("utf-8"), FUTIAN.with_name("整改.yaml").read_text("utf-8")
    for old, new, _ in (syntax, value, *MARKS):
        text = text.replace(old, new, 1)
    (tmp_path / "dept.yaml").write_text(text, "utf-8")
    (tmp_path / "整改.yaml").write_text(people.replace(*PEOPLE[:2], 1), "utf-8")
    with pytest.raises(Refused) as refused:
        pipeline.read(tmp_path / "dept.yaml", kept())
    told = "\n".join(one.message for one in refused.value.diagnostics)
    assert [said for *_, said in (syntax, value, *MARKS, PEOPLE) if said not in told] == []


def test_a_quote_that_ends_on_a_later_line_is_none_left_open(tmp_path: Path) -> None:
    text = FUTIAN.read_text("utf-8").replace("  简称: 区科创局", '  简称: "区科\n    创局"', 1)
    (tmp_path / "dept.yaml").write_text(text, "utf-8")
    shutil.copy(FUTIAN.with_name("整改.yaml"), tmp_path)
    inputs, _ = pipeline.read(tmp_path / "dept.yaml", kept())
    assert inputs.department.office.short in ("区科 创局", "区科创局")


RELATIONS = (  # what is typed, and what is said of it beside a value that cannot be read
    (("按期完成: 18", "按期完成: 19"), "“项目统计.按期完成”19 大于“项目统计.总数”18"),
    (("在用: 186.13", "在用: 1861.3"), "“资产.固定资产.在用”1861.3 大于“资产.固定资产.全部”186.13"),
    (("简称: 区科创局", "简称: 无"), "“部门.简称”填“无”，会照印在报告里"),
)


@pytest.mark.parametrize(("typed", "said"), RELATIONS)
def test_what_can_be_read_is_held_against_the_rest(typed: tuple[str, str], said: str, tmp_path: Path) -> None:
    told = refused(tmp_path, ("在编: 17", "在编: 十几"), typed)
    assert any(said in one for one in told), told


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "unread",
    [
        ("总数: 18", "总数: 十几"),
        ("按期完成: 18", "按期完成: 大部分"),
        ("工勤: 1,", "工勤: 少,"),
        ("支出: 606.07", "支出: 六百多"),
        ("原值: 186.13", "原值: 不详"),
    ],
    ids=lambda unread: unread[1],
)
def test_a_relation_is_not_asked_where_one_of_its_values_cannot_be_read(
    unread: tuple[str, str], tmp_path: Path
) -> None:
    told = refused(tmp_path, unread)
    assert told
    assert [one for one in told if any(words in one for words in ("没有填", " 不一致", " 大于", "应为 "))] == []


def refused(folder: Path, *typed: tuple[str, str]) -> list[str]:
    """What is said of 福田's file with something else typed in it."""
    text = FUTIAN.read_text("utf-8")
    for old, new in typed:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "dept.yaml").write_text(text, "utf-8")
    with pytest.raises(Refused) as refusal:
        pipeline.read(folder / "dept.yaml", kept())
    return [one.message for one in refusal.value.diagnostics]
