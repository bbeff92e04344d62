"""What the report makes of a drafted 整改.yaml, and what is refused in it."""

import pytest
from sample import changed, evaluated, inputs
from small import Desk, given, ok

from reportgen.diagnostics import Refused, errors
from reportgen.facts.records.budget import QuarterAmounts, Quarters
from reportgen.pipeline import evaluate
from reportgen.values import replace

WRONG = {
    "an unknown code": ("问题:\n  - {编号: [A3]}\n", ["整改.yaml:2:", "编号“A3”不在指标体系中", "是否应为"]),
    "a code twice": (
        "问题:\n  - 编号: [A2]\n  - 编号: [A1, A2]\n",
        ["整改.yaml:3:", "编号“A2”在两个整改条目中出现"],
    ),
    "an unknown key": ("问题:\n  - 编号: [A2]\n    原应: 忙\n", ["整改.yaml:3:", "“原应”", "是否应为“原因”"]),
    "broken YAML": ("问题:\n  - 编号: [A2\n    标题: 甲\n", ["整改.yaml:"]),
    "a key twice": ("问题:\n  - 编号: [A2]\n    原因: 甲\n    原因: 乙\n", ["整改.yaml:4:", "写了两次"]),
    "a full-width colon": ("问题:\n  - 编号: [A2]\n    原因：甲\n", ["整改.yaml:3:", "全角"]),
    "a text in place of entries": ("没有问题\n", ["整改.yaml"]),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_at_its_place_and_nothing_changes(text, told):
    desk = Desk(text)
    with pytest.raises(Refused) as refused:
        desk.draft(ok(1))
    assert [piece for piece in told if piece not in str(refused.value)] == [], str(refused.value)
    assert desk.text == text


def test_an_old_code_that_no_framework_has_is_only_warned_of():
    desk = Desk("已消除:\n  - {编号: [A9], 标题: 旧}\n")
    mine = desk.inputs(ok(1))
    _, found = evaluate(mine)
    assert [d.code for d in found].count("unknown-code") == 1
    assert not errors(found)


def test_the_report_follows_the_figures_without_another_draft_and_says_what_is_stale():
    desk = Desk()
    desk.draft(given(8))
    desk.change(("以8人为上限。", "以8人为上限，只减不增。"))
    evaluation, found = evaluate(desk.inputs(given(6)))
    assert evaluation.findings[0].description == "编外率为30.00%。"
    assert evaluation.findings[0].measures[0].text == "以8人为上限，只减不增。"
    assert [d.message for d in found if d.code == "stale"] == [
        "整改条目 A1 的措施写成后，所据数字有变：编外率 40.00% → 30.00%，人员.劳务派遣 8 → 6"
    ]


def quarters(first: str) -> Quarters:
    return Quarters(spent=QuarterAmounts.from_data([first, "33284.43", "52929.19", "79260.57"]))


@pytest.mark.parametrize("change", [{}, {"quarters": quarters("20000.00")}], ids=["as drafted", "with other figures"])
def test_a_file_that_nobody_touched_gives_the_same_report_as_none(change):
    sample = replace(inputs(), people=Desk().inputs(inputs()).people)
    desk = Desk()
    desk.draft(sample)
    today = changed(sample, **change)
    assert evaluated(desk.inputs(today)).findings == evaluated(today).findings
