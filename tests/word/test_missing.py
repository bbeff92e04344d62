"""What a report lacks: each use of it is told in a final report, and marked or passed over in a draft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx_parts import docx, paragraph

from reportgen.diagnostics import Refused
from reportgen.facts.narrative import blocks
from reportgen.word import Template, check, outline

CONTEXT: dict[str, Any] = {"空": None, "组": {"甲": None, "数": 3}, "有": 1}

# template text, what a draft prints, what a final report says is wrong
USES = {
    "printed": ("{{ 没有 }}", "【待填：没有】", "没有“没有”这个名称"),
    "none": ("{{ 空 }}", "【待填：空】", "“空”没有值"),
    "attribute": ("{{ 组.乙 }}", "【待填：组.乙】", "“组.乙”里的“乙”不存在"),
    "attribute of nothing": ("{{ 空.甲.乙 }}", "【待填：空.甲.乙】", "“空.甲.乙”没有值"),
    "item": ("{{ 没有[3]['甲'] }}", "【待填：没有[3]['甲']】", "没有“没有”这个名称"),
    "called": ("{{ 没有() }}", "【待填：没有()】", "没有“没有”这个名称"),
    "sum": ("{{ 空 + 1 }}", "【待填：空 + 1】", "“空 + 1”没有值"),
    "sum of unknown": ("{{ 1 - 没有 }}", "【待填：1 - 没有】", "没有“没有”这个名称"),
    "joined": ("{{ 有 ~ 空 }}", "1【待填：有 ~ 空】", "没有值"),
    "condition": ("{% if 没有 %}甲{% else %}乙{% endif %}", "乙", "没有“没有”这个名称"),
    "equal": ("{% if 没有 == 1 %}甲{% else %}乙{% endif %}", "乙", "没有“没有”这个名称"),
    "unequal": ("{% if 没有 != 1 %}甲{% else %}乙{% endif %}", "甲", "没有“没有”这个名称"),
    "greater": ("{% if 没有 > 1 %}甲{% else %}乙{% endif %}", "乙", "没有“没有”这个名称"),
    "inside": ("{% if 1 in 没有 %}甲{% else %}乙{% endif %}", "乙", "没有“没有”这个名称"),
    "loop": ("前{% for 项 in 没有 %}甲{% endfor %}", "前", "没有“没有”这个名称"),
    "of a row": ("{% for 项 in [组] %}{{ 项.甲 }}{% endfor %}", "【待填：甲】", "“项.甲”没有值"),
    "loop over none": ("前{% for 项 in 空 %}甲{% endfor %}", "前", "“空”没有值"),
    "length": ("{{ 没有 | length }}", "0", "没有“没有”这个名称"),
    "filter": ("{{ 组.甲 | 加倍 }}", "【待填：组.甲】", "值的类型不对"),
    "division": ("{{ 有 / 0 }}", "【待填：有 / 0】", "除数为零"),
}


def twice(value: int) -> int:
    return value + value


FILTERS: dict[str, Callable[..., Any]] = {"加倍": twice}


def opened(tmp_path: Path, *texts: str) -> Template:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx("".join(map(paragraph, texts))))
    return Template(path, filters=FILTERS)


@pytest.mark.parametrize(("text", "shown", "told"), USES.values(), ids=USES)
def test_each_use(text: str, shown: str, told: str, tmp_path: Path) -> None:
    template = opened(tmp_path, text.replace(">", "&gt;"))
    assert outline(template.render(CONTEXT, draft=True)).strip() == shown
    with pytest.raises(Refused) as refusal:
        template.render(CONTEXT)
    (found,) = refusal.value.diagnostics
    assert told in found.message
    assert found.position is not None and found.position.place == "正文第 1 段"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ 没有 is defined }}", "否"),
        ("{{ 没有 | default('甲') }}", "甲"),
        ("{{ 空 is none }}", "是"),
        ("{% if 空 %}甲{% else %}乙{% endif %}", "乙"),
        ("{% if 组.甲 is not none %}甲{% else %}乙{% endif %}", "乙"),
    ],
)
def test_asking_whether_something_is_there_is_no_fault(text: str, expected: str, tmp_path: Path) -> None:
    assert outline(opened(tmp_path, text).render(CONTEXT)).strip() == expected


@pytest.mark.parametrize("missing", ["空", "没有", "组.甲"])
def test_narrative_that_is_missing_is_a_paragraph_in_a_draft(missing: str, tmp_path: Path) -> None:
    template = opened(tmp_path, "前", f"{{{{p {missing} | 正文(3) }}}}", "后")
    made = template.render(CONTEXT, draft=True)
    assert outline(made).splitlines() == ["前", f"【待填：{missing}】", "后"]
    assert check(made) == []
    with pytest.raises(Refused):
        template.render(CONTEXT)


def test_narrative_stands_in_the_template_s_own_styles(tmp_path: Path) -> None:
    made = opened(tmp_path, "{{p 文 | 正文(3) }}").render({"文": blocks("# 小标题\n\n正文一段。\n")})
    assert outline(made).splitlines() == ["### 1.小标题", "正文一段。"]
