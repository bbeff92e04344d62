"""A field that is filled in to no use is told; and `new` asks for what the pack's own report prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sample import ROOT, shipped, shipped_press

from reportgen import pipeline
from reportgen.cache.store import users
from reportgen.pipeline.unprinted import unprinted

ROOTS = (ROOT / "templates",)
HEAD = "年度: 2021\n部门: {全称: 某某局}\n"


@pytest.mark.few(5)
@pytest.mark.parametrize(
    ("pack", "given", "told"),
    [
        ("base", "预算: {明细: [{名称: 甲, 批复数: 1}, {名称: 乙, 分类: 丙}]}", "预算.明细.批复数、预算.明细.分类"),
        ("base", "项目: [{名称: 甲, 支出: 1, 科室: 综合科}]", "项目.科室"),
        ("base", "信访: {渠道: [热线]}\n满意度: {来源: 问卷}", ""),
        ("dapeng", "信访: {渠道: [热线], 件次: 3}", ""),  # by {{p super() }} in its block
        ("base", "封面: {填报日期: 2022-01-05}\n核查: []\n选项: {}\n附件: [甲表]", ""),
        ("pingshan", "三公: {公务接待: {预算: 1, 决算: 1}}\n采购: {货物: 1, 口径: 合同金额}", ""),
        ("base", "补充: {寄语: 无, 一组: {甲: 1}}", "补充.寄语、补充.一组.甲"),
        ("hunan-demo", "补充: {上年三公预算: 20, 寄语: 无}", "补充.寄语"),
        ("base", "预算: {离退休: {年初: 1, 含在补助内: 否}}", ""),
        ("base", "项目: [{名称: 甲, 完成状态: 按期完成, 绩效目标: 是}]\n重点工作: [{名称: 乙, 完成: 是}]", ""),
    ],
)
def test_what_is_filled_in_to_no_use_is_told(tmp_path: Path, pack: str, given: str, told: str) -> None:
    (tmp_path / "dept.yaml").write_text(f"套件: {pack}\n{HEAD}{given}\n", "utf-8")
    own = shipped_press(pack)
    found = unprinted(pipeline.read(tmp_path / "dept.yaml", own.pack)[0], own.template.asked)
    assert "".join(d.message.partition("：")[2] for d in found) == told
    assert all(d.position and d.position.line == 4 for d in found)


def test_a_sentence_about_a_problem_is_a_use(tmp_path: Path) -> None:
    (tmp_path / "dept.yaml").write_text(f"套件: base\n{HEAD}补充: {{寄语: 无}}\n", "utf-8")
    (tmp_path / "整改.yaml").write_text("问题:\n- 编号: [B42]\n  原因: '{{ 补充.寄语 }}'\n", "utf-8")
    inputs = pipeline.read(tmp_path / "dept.yaml", shipped("base"))[0]
    assert unprinted(inputs, frozenset()) == []


@pytest.mark.parametrize(
    ("pack", "asked", "left_out"),
    [
        (
            "base",
            ("效果指标", "满意度", "信访", "办结率", "编外", "人员经费明细"),
            ("明细：", "简述", "一级", "科室："),
        ),
        ("hunan-demo", ("补充", "上年三公预算", "效果指标"), ("批复数", "重点评价")),
        ("pingshan", ("资金来源", "口径"), ("财政资金比例", "上年年末")),
        ("futian", ("单位负责人",), ("联系电话",)),
    ],
)
def test_new_asks_for_what_the_pack_prints(pack: str, asked: tuple[str, ...], left_out: tuple[str, ...]) -> None:
    keys = re.findall(r"(?m)^ *(?:# +)?(?:- )?(\S+):(?: |$)", pipeline.blank(pack, ROOTS, cache=users()))
    assert [key for key in asked if key not in keys] == []
    assert [key for key in left_out if key in keys] == []
