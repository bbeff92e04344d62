"""A framework that cannot stand is told so, at the key that is wrong."""

from __future__ import annotations

import desk
import pytest

from reportgen.facts.source import parse
from reportgen.scoring import framework_file
from reportgen.scoring.formula import load as load_formulas

TREE = """指标:
  A: {名称: 决策, 分值: 60}
  A1: {名称: 编制, 上级: A, 分值: 60}
  A11: {名称: 合理性, 上级: A1, 分值: 20, 规则: {类型: 酌情, 扣分事项: 甲}}
  A12: {名称: 规范性, 上级: A1, 分值: 40, 规则: {类型: 酌情, 扣分事项: 乙}}
  B: {名称: 管理, 分值: 40, 规则: {类型: 酌情, 扣分事项: 丙}}
"""


DEEPER = "  A13: {名称: 深, 上级: A12, 分值: 40, 规则: {类型: 酌情, 扣分事项: 丁}}\n"
INNER = "上级: A, 分值: 60, 规则: {类型: 酌情, 扣分事项: 丁}"


def tiers(direction: str, first: str, points: int, second: str, rest: int) -> str:
    rows = f'[{{区间: "{first}", 得分: {points}}}, {{区间: "{second}", 得分: {rest}}}]'
    return f"{{类型: 分档, 取值: 甲, 方向: {direction}, 档: {rows}}}"


def two(kind: str, first: int, second: int, rule: str = "{类型: 酌情, 扣分事项: 乙}") -> str:
    one = f'"1": {{名称: 甲, 分值: {first}, 规则: {{类型: 酌情, 扣分事项: 甲}}}}'
    return f'{{类型: {kind}, 部分: {{{one}, "2": {{名称: 乙, 分值: {second}, 规则: {rule}}}}}}}'


def test_a_tree_of_any_depth_in_the_order_of_the_table() -> None:
    made = desk.sound(TREE.replace(", 规则: {类型: 酌情, 扣分事项: 乙}", "").replace("  B:", DEEPER + "  B:"))
    assert [(code, level) for code, _, level in made.tree()] == [
        ("A", 1), ("A1", 2), ("A11", 3), ("A12", 3), ("A13", 4), ("B", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("分值: 20", "分值: 25", "framework.yaml:6:27: A1“编制”的分值为60，下级合计为65（A11 25 ＋ A12 40）"),
        ("决策, 分值: 60", "决策, 分值: 50", "framework.yaml:5:19: A“决策”的分值为50，下级合计为60（A1 60）"),
        ("管理, 分值: 40", "管理, 分值: 30", "一级指标的分值合计为90，应为100（A 60 ＋ B 30）"),
        ("上级: A1, 分值: 20", "上级: A2, 分值: 20", "指标 A11 的上级“A2”不存在"),
        ("编制, 上级: A,", "编制, 上级: A11,", "指标 A1 的上级关系成环"),
        (", 规则: {类型: 酌情, 扣分事项: 丙}", "", "指标 B“管理”没有下级，也没有评分规则"),
        ("上级: A, 分值: 60", INNER, "指标 A1“编制”有下级，不应再有评分规则"),
        ("类型: 酌情, 扣分事项: 丙", "类型: 酌情, 扣分事: 丙", "缺少必填项“指标.B.规则.扣分事项”"),
        ("类型: 酌情, 扣分事项: 丙", "扣分事项: 丙", "类型"),
        ("类型: 酌情, 扣分事项: 丙", "类型: 酌请, 扣分事项: 丙", "酌请"),
        ("管理, 分值: 40", "管理, 分值: 很多", "“指标.B.分值”应为分数"),
        ("管理, 分值: 40", "管理, 分值: -40", "不能小于 0"),
    ],
)  # fmt: skip
def test_wrong_trees(old: str, new: str, message: str) -> None:
    assert old in TREE
    _, found = desk.framework(TREE.replace(old, new, 1))
    assert any(message in f"{d.position}: {d.message}" for d in found), [str(d) for d in found]


def test_an_unknown_kind_names_the_nearest() -> None:
    told = "\n".join(
        str(d) for d in desk.framework(TREE.replace("类型: 酌情, 扣分事项: 丙", "类型: 酌请, 扣分事项: 丙"))[1]
    )
    assert "酌情" in told and "framework.yaml:9:27" in told


def test_grades_fall_to_zero() -> None:
    _, found = desk.framework(TREE.replace("指标:", "满分: 100\n指标:"))
    assert not found
    source, _ = parse("名称: 框架\n评分表名: 表\n等级: [{等级: 良, 下限: 80}, {等级: 优, 下限: 90}]\n" + TREE, "f.yaml")
    assert source is not None
    _, found = framework_file.load(source)
    assert "等级的下限应由高到低" in str(found[0]) and "f.yaml:3" in str(found[0])


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (tiers("越低越好", "<5%", 5, ">5%", 0), "空档或重叠"),
        (tiers("越低越好", "≤5%", 5, "≥5%", 0), "空档或重叠"),
        (tiers("越低越好", "<5%", 5, "[5%, 9%]", 0), "没有覆盖"),
        (tiers("越高越好", "<5%", 5, "≥5%", 0), "与方向“越高越好”不符"),
        (tiers("越低越好", "<5%", 4, "≥5%", 0), "最高一档得4分，与分值5不等"),
        (tiers("越低越好", "小于5", 5, "≥5", 0), "“小于5”不是区间"),
        (tiers("越低", "<5", 5, "≥5", 0), "可选范围"),
        ('{类型: 达标, 取值: 甲, 条件: "[9, 3]"}', "不是区间"),
        ('{类型: 达标, 取值: 甲, 条件: "≤3", 否则: 5}', "不低于分值5"),
        ("{类型: 进度, 累计进度: [甲, 乙], 序时: [50%], 每期分值: 1, 平均分值: 3}", "期数应相同"),
        ("{类型: 进度, 累计进度: [甲, 乙], 序时: [50%, 100%], 每期分值: 1, 平均分值: 2}", "合计4分，与分值5不等"),
        ("{类型: 超限扣分, 取值: 甲, 方向: 越低越好, 界限: 10%, 每: 0, 扣: 1}", "应大于 0"),
        ("{类型: 超限扣分, 取值: 甲, 方向: 越低越好, 界限: 10%, 每: 1%, 扣: 1, 最低: 5}", "最低5分，不低于分值5"),
        ("{类型: 计数扣分, 名目: 甲, 每项扣: 1, 最低: 6}", "最低6分，不低于分值5"),
        ("{类型: 计数加分, 名目: 甲, 每项加: 1, 封顶: 3}", "封顶3分，与分值5不等"),
        ('{类型: 要点, 方式: 缺项扣分, 每缺一项扣: 2, 要点: {"1": {内容: 甲, 分值: 3}}}', "要点1写了“分值”"),
        ('{类型: 要点, 要点: {"1": {内容: 甲, 分值: 4}}}', "各要点合计4分，与分值5不等"),
        ('{类型: 要点, 要点: {"1": {内容: 甲}}}', "每个要点都须写“分值”"),
        ('{类型: 要点, 方式: 缺项扣分, 要点: {"1": {内容: 甲}}}', "须写“每缺一项扣”"),
        ("{类型: 等级, 等级: {好: 4, 差: 0}}", "最高等级得4分，与分值5不等"),
        ('{类型: 定性, 等级: {好: "[0%, 50%]", 差: "(50%, 90%]"}}', "没有一个等级能得满分"),
        ("{类型: 判定表, 判定: [{当: 甲 > 1, 得分: 5}, {当: 甲 ≤ 1, 得分: 0}]}", "最后一行写“否则: 是”"),
        ("{类型: 判定表, 判定: [{当: 甲 >, 得分: 5}, {否则: 是, 得分: 0}]}", "缺少数或名称"),
        ("{类型: 判定表, 判定: [{当: 甲 + 1, 得分: 5}, {否则: 是, 得分: 0}]}", "应为比较"),
        ("{类型: 判定表, 判定: [{当: 甲 > 1, 得分: 4}, {否则: 是, 得分: 0}]}", "最高得4分，与分值5不等"),
        (two("组合", 2, 2), "各部分合计4分，与分值5不等"),
        (two("择优", 5, 2), "择优的各部分应与分值5相等"),
        (two("组合", 2, 3, "{类型: 等级, 等级: {好: 1, 差: 0}}"), "“乙”最高等级得1分，与分值3不等"),
    ],
)  # fmt: skip
def test_wrong_parameters(rule: str, message: str) -> None:
    found = desk.problems(rule)
    assert any(message in text for text in found), found
    assert all(text.startswith("framework.yaml:9:") for text in found), found


def test_a_problem_of_a_part_is_shown_at_its_key() -> None:
    text = desk.single(two("组合", 2, 3, "{类型: 等级, 等级: {好: 1, 差: 0}}"))
    _, found = desk.framework(text)
    position = found[0].position
    assert position is not None and position.column is not None
    line = next(line for line in text.splitlines() if "规则:" in line)
    assert line[position.column - 1 :].startswith("{好: 1")


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ("{类型: 比率, 取值: 采够率}", "采够率"),
        ("{类型: 判定表, 判定: [{当: 采够率 > 1, 得分: 5}, {否则: 是, 得分: 0}]}", "采够率 > 1"),
        ("{类型: 进度, 累计进度: [采购率, 采够率], 序时: [50%, 100%], 每期分值: 1, 平均分值: 3}", "采够率"),
    ],
)
def test_names_that_no_one_gives(rule: str, at: str) -> None:
    book, _ = parse("算式:\n  采购率: 采购.实际 ÷ 采购.计划\n", "formulas.yaml")
    source, _ = parse("名称: 框架\n评分表名: 表\n等级: [{等级: 优, 下限: 0}]\n" + desk.single(rule), "framework.yaml")
    assert book is not None and source is not None
    formulas, _ = load_formulas(book)
    _, found = framework_file.load(source, formulas)
    assert [d.message for d in found] == ["指标 X“某指标”的规则用了没有的名称“采够率”"]
    assert "采购率" in found[0].hint
    position = found[0].position
    assert position is not None and position.column is not None
    assert position.text[position.column - 1 :].startswith(at)


def test_all_errors_at_once() -> None:
    broken = (
        TREE.replace("分值: 20", "分值: 25").replace("管理, 分值: 40", "管理, 分值: 30").replace("上级: A,", "上级: Z,")
    )
    _, found = desk.framework(broken)
    assert {d.code for d in found} >= {"parent", "weights"}
    assert len(found) >= 3
