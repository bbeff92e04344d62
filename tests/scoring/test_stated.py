"""直接填写: a result that a department states where its parts are not given, and one that its parts belie."""

from __future__ import annotations

from pathlib import Path

import pytest
from sample import shipped, shipped_press

from reportgen import pipeline, report, word
from reportgen.facts import department
from reportgen.scoring.formula import compute

BASE = shipped("base")
HEAD = "套件: base\n年度: 2021\n部门: {全称: 某某局}\n"


@pytest.mark.parametrize(
    ("given", "name", "trace"),
    [
        ("人员: {在编: 17, 工勤: 1, 雇员: 1, 编外: 14}", "编外人员控制率", "14 ÷ (19 + 14) = 42.42%"),
        ("人员: {在编: 17, 编外: 5}", "编外人数", "直接填写"),
        ("人员: {在编: 17, 直接聘用: 2, 编外: 5}", "编外人数", "直接填写"),
        ("人员: {在编: 17, 劳务派遣: 3, 编外: 5}", "编外人数", "3 + 0 = 3"),
        ("人员: {在编: 17}", "编外人数", "缺 人员.劳务派遣"),
        ("信访: {办结率: 98%}", "信访办结率", "直接填写"),
        ("信访: {件次: 120, 按期率: 97.5%}", "信访按期率", "直接填写"),
        ("信访: {件次: 120, 办结: 119, 办结率: 98%}", "信访办结率", "119 ÷ 120 = 99.17%"),
    ],
)
def test_the_parts_come_first_then_what_is_stated(given: str, name: str, trace: str) -> None:
    found, source, _ = department.parse(HEAD + given, "dept.yaml")
    assert found
    assert source
    assert compute(BASE.formulas, department.facts(department.complete(found), source))[name].trace == trace


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("人员: {在编: 17, 编外: 5}", []),
        ("人员: {在编: 17, 劳务派遣: 3, 直接聘用: 2, 编外: 5}", []),
        ("人员: {在编: 17, 劳务派遣: 3, 编外: 5}", ["“人员.编外”填 5，按各分项算得的“编外人数”为 3 + 0 = 3"]),
        ("信访: {件次: 120, 办结: 119, 按期: 119, 办结率: 99.2%}", []),
        (
            "信访: {件次: 120, 办结: 119, 按期: 119, 办结率: 98%}",
            ["“信访.办结率”填 98.00%，按各分项算得的“信访办结率”为 119 ÷ 120 = 99.17%"],
        ),
        ("信访: {件次: 120, 办结: 119, 按期率: 97%}", []),
        ("信访: {件次: 8, 办结: 3, 按期: 3, 办结率: 38%}", []),
    ],
)
def test_what_the_parts_belie_is_told(tmp_path: Path, given: str, told: list[str]) -> None:
    (tmp_path / "dept.yaml").write_text(HEAD + given, "utf-8")
    found = pipeline.evaluate(pipeline.read(tmp_path / "dept.yaml", BASE)[0], draft=True)[1]
    assert [d.message for d in found if d.code in ("K211", "K213")] == told


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("given", "printed", "absent"),
    [
        ("人员: {在编: 17, 编外: 5}", "在编在职人员17人，编外人员5人。", "劳务派遣人员"),
        ("信访: {办结率: 98%, 按期率: 97.5%}", "2021年群众来信来访办结率98.00%，按期办结率97.50%。", "件次"),
        ("信访: {按期率: 97.5%}", "2021年群众来信来访按期办结率97.50%。", "，按期办结率"),
        ("信访: {件次: 120, 办结率: 98%}", "受理群众来信来访120件次，办结率98.00%。", "按期办结率"),
        ("项目: [{名称: 甲, 年初: 10}, {名称: 乙}]", "| 1 | 甲 | 10.00 |\n| 2 | 乙 | — |", "执行率 |"),
    ],
)
def test_what_is_stated_is_printed(tmp_path: Path, given: str, printed: str, absent: str) -> None:
    (tmp_path / "dept.yaml").write_text(HEAD + given, "utf-8")
    evaluation, _ = pipeline.evaluate(pipeline.read(tmp_path / "dept.yaml", BASE)[0], draft=True)
    text = word.outline(shipped_press("base").template.render(report.context(evaluation), draft=True))
    assert printed in text
    assert absent not in text.partition("四、部门整体")[0]
