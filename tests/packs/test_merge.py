"""Inheritance of YAML: what a child's file does to its parent's."""

import pytest

from reportgen.facts.source import parse
from reportgen.packs.merge import merge
from reportgen.scoring import framework_file


def merged(parent: str, child: str):
    sources = [parse(text, name)[0] for name, text in (("base.yaml", parent), ("district.yaml", child))]
    assert all(sources)
    return merge(*sources)


CASES = {
    "a key of the child replaces the parent's": ("甲: 1\n乙: 2", "乙: 3", {"甲": "1", "乙": "3"}),
    "mappings merge, deeper keys stay": ("甲: {子: 1, 丑: 2}", "甲: {丑: 3}", {"甲": {"子": "1", "丑": "3"}}),
    "lists are replaced whole": ("甲: [1, 2]", "甲: [3]", {"甲": ["3"]}),
    "new keys come last": ("乙: 1", "甲: 2", {"乙": "1", "甲": "2"}),
    "an empty value leaves the parent's": ("甲: 1\n乙: 0", "甲:\n乙: 2", {"甲": "1", "乙": "2"}),
    "停用 removes": ("甲: {子: {分值: 1}, 丑: {分值: 2}}", "甲: {子: {停用: 是}}", {"甲": {"丑": {"分值": "2"}}}),
    "停用: true removes too": ("甲: {子: {分值: 1}, 丑: 1}", "甲: {子: {停用: true}}", {"甲": {"丑": "1"}}),
    "继承: 否 drops what the parent has in that mapping only": (
        "甲: {子: 1, 丑: 2}\n乙: {寅: 3}",
        "甲: {继承: 否, 卯: 4}\n乙: {卯: 5}",
        {"甲": {"卯": "4"}, "乙": {"寅": "3", "卯": "5"}},
    ),
    "继承: 否 where the parent has nothing": ("甲: 1", "乙: {继承: 否, 子: 2}", {"甲": "1", "乙": {"子": "2"}}),
    "继承 with a list is a value, too": ("甲: 1", "继承: [祖]", {"甲": "1", "继承": ["祖"]}),
    "继承 with a name is a value like any other": ("继承: 祖\n甲: 1", "继承: 父", {"继承": "父", "甲": "1"}),
    "another 类型 replaces the whole rule": (
        "规则: {类型: 分档, 取值: 甲率, 档: [1]}",
        "规则: {类型: 达标, 条件: 二}",
        {"规则": {"类型": "达标", "条件": "二"}},
    ),
    "the same 类型 merges": (
        "规则: {类型: 达标, 取值: 甲率, 条件: 一}",
        "规则: {类型: 达标, 条件: 二}",
        {"规则": {"类型": "达标", "取值": "甲率", "条件": "二"}},
    ),
}


@pytest.mark.parametrize(("parent", "child", "expected"), CASES.values(), ids=CASES.keys())
def test_merge(parent, child, expected):
    source = merged(parent, child)
    assert source.data == expected
    assert list(source.data) == list(expected)


def test_every_value_keeps_the_file_it_came_from():
    source = merged("指标:\n  甲: {分值: 1}\n  乙: {分值: 2}\n", "指标:\n  乙: {分值: 3}\n")
    assert str(source.position(("指标", "甲", "分值"))) == "base.yaml:2:11"
    assert str(source.position(("指标", "乙", "分值"))) == "district.yaml:2:11"


PARENT = (
    "名称: 框架\n评分表名: 表\n等级: [{等级: 优, 下限: 0}]\n满分: 5\n指标:\n  X:\n    名称: 甲\n    分值: 5\n"
    "    规则: {类型: 计数加分, 名目: 奖, 每项加: 1, 封顶: 5}\n"
)
ADVICE = "请核对分值与规则；这一行在上级套件里，请不要改；在自己的 futian/framework.yaml 里写 X 的“规则”"
AT_HOME = {
    "a line of the parent's": ("满分: 4\n指标:\n  X: {分值: 4}\n", "base/framework.yaml", ADVICE),
    "a line of one's own": ("指标:\n  X: {规则: {封顶: 4}}\n", "futian/framework.yaml", "请核对分值与规则"),
    "no line of an indicator": (
        "指标:\n  Y: {名称: 乙, 分值: 1, 规则: {类型: 酌情, 扣分事项: 瑕疵}}\n",
        "futian/framework.yaml",
        "请使各级分值相加相等",
    ),
    "a line of the parent's that is no indicator's": (
        "指标:\n  X: {停用: 是}\n  Y: {名称: 乙, 规则: {类型: 酌情, 扣分事项: 瑕疵}, 分值: 6}\n",
        "base/framework.yaml",
        "请使各级分值相加相等",
    ),
}


@pytest.mark.parametrize(("child", "file", "hint"), AT_HOME.values(), ids=AT_HOME.keys())
def test_a_fault_in_a_line_of_the_parents_is_to_be_mended_in_ones_own_file(child, file, hint):
    parent, own = parse(PARENT, "base/framework.yaml")[0], parse(child, "futian/framework.yaml")[0]
    _, found = framework_file.load(merge(parent, own))
    assert (found[0].position.file, found[0].hint) == (file, hint)
