"""The sentences that base has for a kind of rule: what a gap says of itself is said once, of the right thing."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.cache.store import users
from reportgen.packs import pack as packs
from reportgen.packs.wording import Sentence

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PARTLY = {"内容": "指标可以衡量", "实际": "部分达到"}
UNMET = {"内容": "目标细化", "实际": "未达到"}


@pytest.mark.parametrize(
    ("kind", "name", "slots", "said"),
    [
        (
            "要点", "description", {"失分点": [PARTLY], "内容": "指标可以衡量", "理由": "两项没有量化"},
            "以下评分要点没有完全达到：指标可以衡量（部分达到）。具体情况是：两项没有量化。“甲”扣1分。",
        ),
        (
            "要点", "description", {"失分点": [PARTLY, UNMET], "内容": "指标可以衡量", "理由": "两项没有量化"},
            "以下评分要点没有完全达到：指标可以衡量（部分达到）；目标细化（两项没有量化）。“甲”扣1分。",
        ),
        (
            "等级", "description", {"内容": "公开内容完整性评定为“基本完整”", "标准": "完整", "理由": "缺名词解释"},
            "公开内容完整性评定为“基本完整”，没有达到满分等级“完整”（缺名词解释），扣1分。",
        ),
        (
            "定性", "description", {"内容": "公开质量评定为“一般”（附表缺两张）", "实际": "一般", "理由": "附表缺两张"},
            "公开质量评定为“一般”（附表缺两张），没有得满分，扣1分。",
        ),
        ("汇总", "title", {"内容": "3个项目自评得分平均为92（满分100）"}, "部分项目自评未得满分"),
        ("汇总", "title", {"内容": "2个民生实事得分平均为92（满分100）"}, "甲未得满分"),
        (
            "汇总", "description", {"内容": "2个民生实事得分平均为92（满分100）"},
            "2个民生实事得分平均为92（满分100）。“甲”扣1分。",
        ),
    ],
)  # fmt: skip
def test_a_kind_s_own_sentence(kind: str, name: str, slots: dict[str, Any], said: str) -> None:
    wording = packs.load("base", [TEMPLATES], cache=users())[0].wording
    found = wording.phrases([], kind, name)
    assert found
    given = {"指标": "甲", "扣分": Decimal(1), "本项扣分": Decimal(1), "理由": "", **slots}
    assert wording.render(Sentence(*found), given) == said


OFFICES = re.compile(r"财务部门|办公部门|人事部门|归口部门|办公室|局务会|^由[^，。]{0,8}科室")


def test_no_measure_names_an_office_that_the_department_may_not_have() -> None:
    """Who does it stands in the brackets behind it: 责任科室 of this department."""
    texts = [path.read_text("utf-8") for path in sorted(TEMPLATES.glob("*/wording.yaml"))]
    measures = [one for text in texts for one in re.findall(r"^ *- 措施: \"?(.+)", text, re.MULTILINE)]
    assert len(measures) > 200
    assert [one for one in measures if OFFICES.search(one)] == []
