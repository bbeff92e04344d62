"""Lists and groups in other shapes are read where they have one meaning, and told what to type otherwise."""

from __future__ import annotations

import pytest

from reportgen.diagnostics import Diagnostic
from reportgen.facts import department
from reportgen.facts.department import Department

HEAD = "套件: futian\n年度: 2021\n部门: {全称: 某局}\n"
CHANNELS = "信访: {渠道: [热线, 邮箱, 网站留言]}"
QUARTERS = "季度: {累计支出: [14210.33, 31875.90, 49120.44, 68451.80]}"
ANSWERS = "自评: {B51: {要点: {1: 是, 2: 否, 3: 部分}}}"


def read(text: str) -> tuple[Department | None, list[Diagnostic]]:
    given, _, found = department.parse(f"{HEAD}{text}\n", "dept.yaml")
    return given, found


@pytest.mark.parametrize(
    ("right", "typed"),
    [
        *(
            (CHANNELS, f"信访:\n  渠道: {typed}")
            for typed in (
                "热线、邮箱、网站留言",
                "热线，邮箱，网站留言",
                "热线；邮箱；网站留言",
                "热线/邮箱/网站留言",
                "热线 邮箱 网站留言",
                "［热线，邮箱，网站留言］",
                "【热线、邮箱、网站留言】",
                "（热线、邮箱、网站留言）",
                "热线, 邮箱, 网站留言]",
                "[热线，邮箱，网站留言]",
                "[“热线”, “邮箱”, “网站留言”]",
                "[热线, 邮箱, 网站留言，]",
                "\n    • 热线\n    • 邮箱\n    • 网站留言",
                "\n    1. 热线\n    2. 邮箱\n    3. 网站留言",
                "\n    （1）热线\n    （2）邮箱\n    （3）网站留言",
                "\n    -热线\n    -邮箱\n    -网站留言",
                "|\n    热线\n    邮箱\n    网站留言",
            )
        ),
        *(
            (QUARTERS, f"季度:\n  累计支出: {typed}")
            for typed in (
                "14,210.33、31,875.90、49,120.44、68,451.80",
                "14210.33 31875.90 49120.44 68451.80",
                "[14,210.33, 31,875.90, 49,120.44, 68,451.80]",
                "［14210.33，31875.90，49120.44，68451.80］",
                "[14 210.33, 31 875.90, 49 120.44, 68 451.80]",
                "{第一季度: 14210.33, 第二季度: 31875.90, 第三季度: 49120.44, 第四季度: 68451.80}",
                "{1: 14210.33, 2: 31875.90, 3: 49120.44, 4: 68451.80}",
            )
        ),
        *(
            (ANSWERS, f"自评:\n  B51: {typed}")
            for typed in (
                "{要点: [是, 否, 部分]}",
                "{要点: {1: √, 2: ×, 3: 部分达到}}",
                "{要点: {（1）: 对, ②: N, 三: 部分}}",
                "{1: 是, 2: 否, 3: 部分}",
                "[是, 否, 部分]",
                "\n    要点: 1是，2否，3部分",
                "\n    要点1: 是\n    要点2: 否\n    要点3: 部分",
                "\n    要点:\n      1、是\n      2、否\n      3、部分",
            )
        ),
    ],
)
def test_what_has_one_meaning_is_read(right: str, typed: str) -> None:
    given, found = read(typed)
    assert given == read(right)[0], [str(one) for one in found]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("项目: 甲、乙", "每项一行，以“- ”开头"),
        ("季度:\n  累计支出: [1, 2, 3]", "按一至四季度依次填写四个数"),
        ("季度:\n  累计支出: 14,210.33、31875.90、49120.44、68451.80", "[14210.33, 31875.90, 49120.44, 68451.80]"),
        ("信访:\n  渠道: 热线、邮箱", "列表写作 [热线, 邮箱]"),
        ("信访:\n  渠道:\n    热线\n    邮箱", "每项一行，以“- ”开头"),
        ("自评:\n  B51: ｛要点：｛1：是，2：是｝｝", "请写作 {要点: {1: 是, 2: 是}}"),
        ("自评:\n  B51: {要点: 全部达到}", "如 {1: 是, 2: 部分, 3: 否}"),
        ("自评:\n  B51: {要点: {1: 是, 理由: 好}}", "“理由”与“要点”并列"),
        ("自评:\n  B12.1: 0", "写作 {扣分: 0}"),
        ("自评:\n  B12.1: {得分: 100%}", "不带“%”"),
    ],
)
def test_what_to_type_is_told(text: str, told: str) -> None:
    _, found = read(text)
    assert any(told in one.hint for one in found), [str(one) for one in found]
