"""Lists that name only what was not done, people outside the posts, and values that can hardly be meant."""

from __future__ import annotations

import pytest

from reportgen.facts import department

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 某局}\n"


def told(text: str) -> list[str]:
    given, source, found = department.parse(HEAD + text, "dept.yaml")
    more = department.differences(given, source) if given and source else []
    return [f"{one.severity.value} {one.message}" for one in (*found, *more)]


@pytest.mark.parametrize(
    "text",
    [
        "重点工作统计: {总数: 12, 完成: 11}\n重点工作: [{名称: 甲, 完成: 否, 说明: 待验收}]\n",
        "项目统计: {总数: 3, 按期完成: 1}\n项目: [{名称: 甲, 完成状态: 未按期}, {名称: 乙, 完成状态: 预算收回}]\n",
        "人员:\n  核定编制: 21\n  在编: 18\n  雇员: 1\n  明细:\n    - {类别: 行政, 编制: 21, 实有: 18}\n"
        "    - {类别: 雇员, 编制: 3, 实有: 1}\n",
        "项目统计: {总数: 3, 按期完成: 1}\n项目: [{名称: 甲, 完成状态: 未按期}, {名称: 乙}, {名称: 丙}]\n",
        "封面: {填报日期: 2022-04-18}\n满意度: {值: 93.5%}\n",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("重点工作统计: {总数: 12, 完成: 10}\n重点工作: [{名称: 甲, 完成: 否}]\n", "错误 “重点工作统计.总数”填 12"),
        ("重点工作统计: {总数: 12, 完成: 11}\n重点工作: [{名称: 甲, 完成: 是}]\n", "错误 “重点工作统计.总数”填 12"),
        (
            "项目统计: {总数: 2, 按期完成: 2}\n项目: [{名称: 甲, 完成状态: 未按期}, {名称: 乙}]\n",
            "警告 “项目统计.按期完成”填 2，清单里却有 1 个没有做到的（总数 2）",
        ),
        (
            "项目统计: {绩效目标数: 0}\n项目: [{名称: 甲, 绩效目标: 是}, {名称: 乙}]\n",
            "警告 “项目统计.绩效目标数”填 0，清单里却有 1 个做到了的",
        ),
        (
            "重点工作统计: {完成: 2}\n重点工作: [{名称: 甲, 完成: 否}, {名称: 乙}]\n",
            "警告 “重点工作统计.完成”填 2，清单里却有 1 个没有做到的",
        ),
        ("人员: {核定编制: 21, 明细: [{类别: 行政, 编制: 24}]}\n", "警告 “人员.明细”的编制合计 24"),
        ("封面: {填报日期: 2020-04-18}\n", "警告 “年度”2021晚于“封面.填报日期”2020-04-18"),
        ("封面: {填报日期: 2012-04-18}\n", "错误 “年度”2021晚于“封面.填报日期”2012-04-18"),
        ("封面: {填报日期: 2032-04-18}\n", "警告 “封面.填报日期”2032-04-18比“年度”2021晚11年"),
        ("叙述:\n  项目管理: |\n    　　“项目”均按规定程序立项。\n", "警告 “叙述.项目管理”：行首有全角空格"),
        ("叙述:\n  项目管理: |\n    • 采购规范；\n", "警告 “叙述.项目管理”：Word 的项目符号"),
        ("叙述:\n  项目管理: |\n    一、总体情况\n", "警告 “叙述.项目管理”：手打的标题序号"),
        ("满意度: {值: 0.935%}\n", "警告 “满意度.值”只有"),
        ("信访: {件次: 0, 办结率: 100%}\n", "警告 “信访.件次”填 0"),
        ("公开:\n  决算: {日期: 2022-09-20}\n", "警告 “公开.决算.日期”是2022年，这里指2020年度部门决算"),
    ],
)
def test_what_is_not_is_told(text: str, words: str) -> None:
    assert any(one.startswith(words) for one in told(text)), told(text)
