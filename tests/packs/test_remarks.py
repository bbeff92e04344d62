"""评语: what each sentence claims, its figures, answers or reasons show; every pack has one for every case."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from sample import FUTIAN, ROOT, answered, changed, evaluated, inputs, shipped

from reportgen import pipeline
from reportgen.facts import department as departments
from reportgen.facts.department import Department
from reportgen.findings import rectification
from reportgen.packs.wording import REMARKS
from reportgen.pipeline import Inputs
from reportgen.scoring.kinds.checklist import Checklist
from reportgen.values import replace

PACKS = sorted(path.parent.name for path in (ROOT / "templates").glob("*/pack.yaml"))
OTHER_TREES = {"guojia-2013", "hunan-demo", "sichuan"}  # to which the answers of Futian do not fit
PRAISE = re.compile(
    "良好|较好|较高|较低|及时(?!性)|完整(?!性)|规范(?!性)|健全(?!性)|明确(?!性)|合理(?!性)|有效|充分|完备|畅通|安全(?!性)|都"
)
WHY = "内设机构当年没有这类工作"


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_has_a_sentence_for_every_indicator_and_part_in_every_case(name: str) -> None:
    loaded = shipped(name)
    for code, (_, rule) in loaded.framework.parts().items():
        said = {case: loaded.wording.remark([code], rule.kind, case) for case in REMARKS}
        assert None not in said.values(), code
        texts = {case: sentence.text for case, sentence in said.items() if sentence}
        assert len(set(texts.values())) == len(texts), f"{code}: two cases in the same words"
        for case, text in texts.items():
            assert case in ("满分", "失分") or not PRAISE.search(re.sub("按满分计|其余要点都已达到", "", text)), (
                code,
                text,
            )


@cache
def like(name: str) -> Inputs:
    """The Futian sample under another pack, with no problem of the department's own."""
    given = replace(inputs(FUTIAN), pack=shipped(name))
    blank = rectification.Rectification()
    return replace(given, people=blank)


def marked(name: str, **answers: dict[str, Any]) -> dict[str, str]:
    """The remarks of the sample under pack `name`, with these answers."""
    return evaluated(answered(like(name), **answers)).remarks


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PACKS if name not in OTHER_TREES])
def test_a_mark_by_hand_and_what_does_not_apply_print_their_reason_and_no_praise(name: str) -> None:
    for code, indicator in shipped(name).framework.leaves():
        by_hand = marked(name, **{code: {"得分": str(indicator.full), "理由": WHY}})[code]
        idle = marked(name, **{code: {"不适用": "是", "理由": WHY}})[code]
        assert WHY in by_hand and "人工评定得" in by_hand, code
        assert WHY in idle and "不适用" in idle and "按满分计" in idle, code
        for text in (by_hand, idle):
            assert not PRAISE.search(text.replace(indicator.name, "")), text


@pytest.mark.few(2)
@pytest.mark.parametrize("code", [c for c, i in shipped("base").framework.leaves() if isinstance(i.rule, Checklist)])
def test_of_a_checklist_only_what_was_answered_is_claimed(code: str) -> None:
    keys = list(shipped("base").framework.indicators[code].rule.items)  # type: ignore[union-attr]
    whole = marked("base", **{code: {"要点": dict.fromkeys(keys, "是")}})[code]
    dropped = marked("base", **{code: {"要点": {**dict.fromkeys(keys, "是"), keys[-1]: "不适用"}, "理由": WHY}})[code]
    half = marked("base", **{code: {"要点": {**dict.fromkeys(keys, "是"), keys[0]: "部分"}}})[code]
    none = marked("base", **{code: {"要点": dict.fromkeys(keys, "不适用"), "理由": WHY}})[code]
    assert whole != dropped and WHY in dropped and "1个要点不适用" in dropped
    assert "部分达到" in half and "没有达到" not in half
    assert none.startswith(f"“{shipped('base').framework.indicators[code].name}”不适用")


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("typed", "code", "expected", "denied"),
    [
        ("项目统计: {总数: 0, 按期完成: 0}", "C23", "没有应完成的项目", "都按计划"),
        ("项目统计: {总数: 0, 按期完成: 0}", "B21", "没有实施项目", "按规定报批"),
        ("重点工作统计: {总数: 0, 完成: 0}", "C22", "没有下达重点工作", "都按期保质"),
        ("信访: {件次: 0, 办结: 0, 按期: 0}", "C41", "没有需要回复的信访件", "来件全部"),
        ("信访: {件次: 0, 办结: 0, 按期: 0}", "C41", "信访回复及时性一项按满分计", "信访件，信访回复及时性"),
        ("信访: {件次: 0, 办结率: 100%, 按期率: 100%}", "C41", "设有", "来件全部"),
        ("采购: {计划: 100000, 实际: 100001}", "B11", "实际采购超出计划，扣", "不足"),
        ("满意度: {值: 100%, 样本数: 0}", "C42", "没有开展", "较高"),
        ("采购: {计划: 100000, 实际: 99999}", "B11", "采购计划基本执行", "全部执行"),
        ("项目统计: {总数: 10000, 按期完成: 9999}", "C23", "个别项目没有按计划", "都按计划"),
        ("项目统计: {总数: 10, 按期完成: 0}", "C23", "项目都没有按计划", "有项目"),
        ("重点工作统计: {总数: 5, 完成: 0}", "C22", "都没有按期保质", "有重点工作"),
        (
            f"季度: {{累计进度: [{', '.join(['24.999%', '49.999%', '74.999%', '99.999%'])}]}}",
            "C21",
            "都略低于",
            "除一季度",
        ),
        ("采购: {计划: 0, 实际: 0}", "B11", "没有政府采购", "全部执行"),
        ("三公: {合计: {预算: 0, 决算: 0}}", "C11", "“三公”经费控制率一项按满分计", "“三公”经费控制在"),
        ("人员: {核定编制: 0, 在编: 0, 劳务派遣: 0}", "B42", "没有编内人员，也没有编外人员", "占比较低"),
        ("人员: {核定编制: 9, 在编: 9, 劳务派遣: 0}", "B42", "年末没有编外人员", "占比较低"),
        (
            "公开: {预算: {合规程度: 涉密免公开}, 决算: {合规程度: 按规定公开}}",
            "B13",
            "部门预算按规定免予公开",
            "都按规定",
        ),
        (
            "效果指标: [{名称: 甲, 目标值: 9, 实际值: 8}, {名称: 乙, 目标值: 9, 实际值: 9}]",
            "C31",
            "有1项效果指标没有达到目标值",
            "都达到",
        ),
        ("效果指标: [{名称: 甲, 目标值: 9, 实际值: 9}]", "C31", "1项，都达到目标值", "没有达到"),
        ("项目统计: {总数: 18, 绩效目标数: 3}", "A21", "编报绩效目标的项目3个，两者不等", "完整"),
    ],
)
def test_nothing_to_judge_is_not_praised(typed: str, code: str, expected: str, denied: str) -> None:
    department, _, found = departments.parse(f"套件: base\n年度: 2021\n部门: {{全称: 某局}}\n{typed}\n", "dept.yaml")
    assert department, found
    bare, _, _ = departments.parse("套件: base\n年度: 2021\n部门: {全称: 某局}\n", "dept.yaml")
    every = {name: (getattr(department, name), getattr(bare, name)) for name in Department.fields_by_name}
    given = changed(like("base"), **{name: value for name, (value, empty) in every.items() if value != empty})
    answers = {c: {"得分": None} for c in ("B11", "C22", "C42", "C41.2", "C41.3")} | {"A21": {"数量": 0}}
    text = pipeline.evaluate(answered(given, **answers), draft=True)[0].remarks[code]
    assert expected in text, text
    assert denied not in text, text


@pytest.mark.parametrize(
    ("problem", "code", "kept"),
    [
        ("部分项目预算按匡算编列", "A11", False),
        ("绩效指标指向不明确", "A22", False),
        ("“固定资产利用率”之外还有两件闲置", "B32", False),
        ("食堂台账不全", "A11", True),
    ],
)
def test_praise_is_withheld_where_a_problem_names_the_indicator(problem: str, code: str, kept: bool) -> None:
    entry = rectification.Entry.from_data({"标题": problem, "原因": "人少", "措施": [{"措施": "逐项核对"}]})
    ticks = {code: {"要点": dict.fromkeys("12345", "是")}} if code.startswith("A") else {}
    given = answered(replace(like("base"), people=rectification.Rectification.from_data({"问题": [entry]})), **ticks)
    text = evaluated(given).remarks[code]
    quoted = problem.replace("“", "‘").replace("”", "’")  # in the quotes of the sentence
    assert (quoted not in text) is kept, text
