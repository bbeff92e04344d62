"""A sentence that was made before is kept only for the very values that it reads; warm says what cold says."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Template

from reportgen.chinese import measured, thousands
from reportgen.diagnostics import Refused
from reportgen.facts.source import Source
from reportgen.packs.said import reads
from reportgen.packs.wording import Sentence, Wording, WordingBook

READS = {
    "{{ 预算.合计.年初 | 万元 }}": [("预算", "合计", "年初")],
    "{{ 预算['合计'].年初 }}": [("预算", "合计", "年初")],
    "{{ 失分点[0].内容 }}": [("失分点",)],
    "{{ 计算[指标] }}": [("计算",), ("指标",)],
    "{% for 项 in 失分点 %}{{ 项.内容 }}{% endfor %}": [("项",), ("失分点",), ("项", "内容")],
    "{% if 计算.甲 is number and 计算.甲 < 得分 %}是{% endif %}": [("计算", "甲"), ("得分",)],
    "{{ 计算.items() | list }}": [("计算", "items")],
    "只有文字": [],
}


def wording() -> Wording:
    return Wording(WordingBook(), Source("wording.yaml", {}, {}))


def told(by: Wording, text: str, slots: Mapping[str, Any]) -> str:
    return by.render(Sentence(text, ("措辞",)), slots)


@pytest.mark.parametrize(("text", "names"), READS.items(), ids=READS.keys())
def test_what_a_sentence_reads(text: str, names: list[tuple[str, ...]]) -> None:
    assert sorted(reads(text)) == sorted(names)


ALIKE = [  # equal to Python, and not said alike
    ("{{ 值 }}", Decimal("1.0"), Decimal("1.00")),
    ("{{ 值 }}", 1, True),
    ("{{ 值.甲 }}", {"甲": Decimal("2.0")}, {"甲": Decimal(2)}),
    ("{{ 值 | 百分比 }}", measured(Decimal("0.94996"), [Decimal("0.95")]), Decimal("0.94996")),
    ("{% for 项 in 值 %}{{ 项.甲 | 百分比 }}{% endfor %}", [{"甲": measured(Decimal("0.94996"), [Decimal("0.95")])}],
     [{"甲": Decimal("0.94996")}]),
    ("{{ 值.items() | list | length }}", {"甲": 1}, {"甲": 1, "乙": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "one", "other"), ALIKE)
def test_values_that_are_equal_and_said_otherwise(text: str, one: Any, other: Any) -> None:
    warm = wording()
    for value in (one, other, one):
        assert told(warm, text, {"值": value}) == told(wording(), text, {"值": value})
    assert told(warm, text, {"值": one}) != told(warm, text, {"值": other})


def test_a_value_that_the_names_do_not_reach_is_not_the_one_under_them() -> None:
    warm, text = wording(), "{{ 甲.甲 }}"
    assert told(warm, text, {"甲": {"甲": True}}) == "是"
    with pytest.raises(Refused):
        told(warm, text, {"甲": True})


def test_thousands_set_apart_and_names_in_quotes() -> None:
    warm, text, slots = wording(), "“{{ 指标 }}”{{ 值 | 万元 }}", {"指标": "“三公”经费", "值": Decimal("1234.5")}
    plain = told(warm, text, slots)
    with thousands(True):
        assert told(warm, text, slots) == plain.replace("1234.50", "1,234.50")
    assert plain == "“‘三公’经费”1234.50"


def test_what_reads_the_same_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made, warm, own = [], wording(), Template.render

    def render(self: Template, *given: Any, **more: Any) -> str:
        made.append(given)
        return own(self, *given, **more)

    monkeypatch.setattr(Template, "render", render)
    for other in (1, 2, 3):
        assert told(warm, "共{{ 项目.数 }}个", {"项目": {"数": 18, "支出": other}, "人员": other}) == "共18个"
        assert told(warm, "年底前", {"人员": other}) == "年底前"
    assert len(made) == 1


values = st.recursive(
    st.sampled_from([None, True, False, 0, 1, "", "1", "甲", Decimal(1), Decimal("1.0"), Decimal("0.5")]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("甲乙"), inner, max_size=2),
    max_leaves=4,
)
TEXTS = [
    "{{ 甲 }}",
    "{{ 甲.甲 }}",
    "{{ 甲['乙'].甲 }}",
    "{% if 甲 == 乙 %}同{% else %}{{ 甲 }}{% endif %}",
    "{% for 项 in 甲 %}{{ 项 }}、{{ 项.甲 }}{% endfor %}",
    "{{ 甲 is number and 甲 > 0 }}{{ 乙 }}",
    "{{ 乙 }}年底",
    "年底 ",
]


@settings(max_examples=20)
@given(st.lists(st.tuples(st.sampled_from(TEXTS), values, values), min_size=2, max_size=12))
def test_warm_says_what_cold_says(asked: list[tuple[str, Any, Any]]) -> None:
    def outcome(by: Wording, text: str, slots: Mapping[str, Any]) -> str:
        try:
            return told(by, text, slots)
        except Exception as failure:
            return str(failure)

    warm = wording()
    for text, one, other in [*asked, *reversed(asked)]:
        slots = {"甲": one, "乙": other}
        assert outcome(warm, text, slots) == outcome(wording(), text, slots)
