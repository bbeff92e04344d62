"""Lists and groups in other shapes are answered with the line to type."""

from __future__ import annotations

import pytest

from reportgen.facts import department

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 某局}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("信访: {渠道: 热线、邮箱、网站留言}", "请写作 [热线, 邮箱, 网站留言]"),
        ("信访:\n  渠道: 热线，邮箱", "请写作 [热线, 邮箱]"),
        ("信访:\n  渠道:\n    • 热线\n    • 邮箱", "请写作 [热线, 邮箱]"),
        ("项目: 甲、乙", "每项一行，以“- ”开头"),
        (
            "季度: {累计支出: [14,210.33, 31,875.90, 49,120.44, 68,451.80]}",
            "请写作 [14210.33, 31875.90, 49120.44, 68451.80]",
        ),
        ("季度:\n  累计支出: 14,210.33、31875.90、49120.44、68451.80", "写作 [14210.33, 31875.90, 49120.44, 68451.80]"),
        ("季度:\n  累计支出: [1, 2, 3]", "按一至四季度依次填写四个数"),
        ("自评: {B51: {要点: [是, 否]}}", "如 {1: 是, 2: 否}"),
        ("自评:\n  B51: ｛要点：｛1：是，2：是｝｝", "请写作 {要点: {1: 是, 2: 是}}"),
    ],
)
def test_what_to_type_is_told(text: str, told: str) -> None:
    _, _, found = department.parse(HEAD + text + "\n", "dept.yaml")
    assert any(told in one.hint for one in found), [str(one) for one in found]
