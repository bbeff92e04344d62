"""pack check on 同类问题: codes that there are, each in one group, sentences that can be made."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import TEMPLATES, pack

from reportgen.diagnostics import Diagnostic
from reportgen.editor import sentences
from reportgen.editor.pack_files import read

ITEM = "{编号: [%s], 问题标题: 甲}"
# fault: (the lines of wording.yaml, the finding at the line marked with @; what must be told)
FAULTS = {
    "unknown indicator": ("  甲组:\n@    " + ITEM % "A12, A13", "编号“A13”不在指标体系中", "是否应为"),
    "a group of the tree": ("  甲组:\n@    " + ITEM % "A12, B1", "编号“B1”不在指标体系中", ""),
    "unknown item": ("  甲组:\n@    " + ITEM % "A12, A11.9", "编号“A11.9”不在指标体系中", "A11"),
    "only one code": ("  甲组:\n@    " + ITEM % "A12", "至少应有 2 项，实有 1 项", ""),
    "no title": ("  甲组:\n@    编号: [A12, C11]", "缺少必填项“同类问题.甲组.问题标题”", "问题标题"),
    "twice in a group": ("  甲组:\n@    " + ITEM % "A12, A12", "同类问题“甲组”中，编号“A12”重复", "删去一处"),
    "in a group of the parent": (
        "  甲组:\n@    " + ITEM % "A12, A22",
        "同类问题“绩效目标编报”和“甲组”中，编号“A22”重复",
        "删去一处",
    ),
    "the whole and a part": (
        "  甲组:\n@    " + ITEM % "A12, A11",
        "编号“A11”与“A11.3”重复",
        "删去一处",
    ),
    "an unknown name": ('  甲组: {编号: [A12, C11],\n@    问题标题: "{{ 预算.合计.年处 | 万元 }}"}', "年处", "年初"),
    "half a condition": ('  甲组: {编号: [A12, C11], 问题标题: 甲,\n@    当: "扣分 >"}', "写法不对", ""),
    "a measure without words": (
        "  甲组: {编号: [A12, C11], 问题标题: 甲,\n@    整改措施: [{成果: 台账}]}",
        "缺少必填项",
        "措施",
    ),
}


def look(root: Path, lines: str) -> list[Diagnostic]:
    """What pack check says of a wording.yaml with groups; without the Word template, which takes long."""
    (pack(root, parent="base") / "wording.yaml").write_text(f"同类问题:\n{lines}", "utf-8")
    reading = read("shidian", [root, TEMPLATES])
    assert reading.voice
    assert reading.sentences
    return [*reading.diagnostics, *sentences.look(reading.voice, reading.sentences)]


@pytest.mark.slow
@pytest.mark.parametrize(("lines", "message", "advice"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_in_a_group_is_told_at_its_line(tmp_path, lines, message, advice):
    line = f"同类问题:\n{lines}".split("@")[0].count("\n") + 1
    told = [d for d in look(tmp_path, lines.replace("@", "") + "\n") if message in d.message]
    assert [d.position.line for d in told if d.position] == [line]
    assert advice in told[0].message + told[0].hint


SOUND = {
    "items and parts": "  甲组: {编号: [A11.1, B11.2, C41.1], 问题标题: '{{ 指标 }}扣{{ 扣分 | 分 }}分'}\n",
    "the parent's replaced": "  绩效目标编报: {编号: [A21, A22.1], 问题标题: 甲}\n",
    "the parent's switched off": "  绩效目标编报: {停用: 是}\n  甲组: {编号: [A21, A22], 问题标题: 甲}\n",
    "all the parent's replaced": "  继承: 否\n  甲组: {编号: [A21, B42], 问题标题: 甲}\n",
}


@pytest.mark.few(2)
@pytest.mark.parametrize("lines", SOUND.values(), ids=SOUND.keys())
def test_what_is_sound_is_left_alone(tmp_path, lines):
    assert look(tmp_path, lines) == []
