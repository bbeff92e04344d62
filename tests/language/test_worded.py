"""What has no words of its own is never printed, whichever way it is turned into text: in sentences and in tags."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_parts import docx, paragraph

from reportgen.diagnostics import Refused
from reportgen.facts.source import parse
from reportgen.packs.wording import Sentence, Wording, WordingBook
from reportgen.report import TEMPLATE_FILTERS, Group
from reportgen.word import Template

SLOTS = {"列": ("x", "y"), "组": Group({"a": 1}), "空": None, "文": "a", "数": 3, "真": True, "指标": "“三公”经费"}
# parts of the language, and values that are lists or groups
PARTS = ("self", "range", "namespace(a=1)", "cycler('x')", "joiner('x')", "组.items")
GROUPS = ("列", "组", "range(3)", "组.items()", "dict(a=1)", "[self]", "空")
WAYS = (
    "{{ @ }}",
    "{{ @ | string }}",
    "{{ @ ~ '' }}",
    "{{ @ | upper }}",
    "{{ @ | e }}",
    "{{ [@] | join('、') }}",
    "{{ [@] | 顿号 }}",
    "{{ [@] | map('string') | join }}",
    "{{ 文 | replace('a', @) }}",
    "{{ [{'k': @}] | join('', attribute='k') }}",
    "{{ @ | int }}",
)


def sentence(text: str) -> str:
    source, _ = parse("措辞: {}", "wording.yaml")
    assert source
    return Wording(WordingBook(), source).render(Sentence(text, ("措辞",)), SLOTS)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("value", (*PARTS, *GROUPS))
def test_a_sentence_does_not_print_what_has_no_words(value: str, way: str) -> None:
    with pytest.raises(Refused) as refused:
        sentence(way.replace("@", value))
    assert "：" in refused.value.diagnostics[0].message


def test_what_nobody_gave_is_called_so() -> None:
    with pytest.raises(Refused) as refused:
        sentence("达到{{ 空 | 百分比 }}。")
    assert refused.value.diagnostics[0].message.endswith("算不出来：有的数没有填")


@pytest.mark.parametrize(
    "text", ["{% for x in 列 %}{{ loop | string }}{% endfor %}", "{{ (列, 组) | first | string }}"]
)
def test_nor_what_it_comes_by_on_the_way(text: str) -> None:
    with pytest.raises(Refused):
        sentence(text)


@pytest.mark.parametrize("value", ["self", "列", "组", "joiner('x')", "[self]"])
def test_a_tag_does_not_print_it_either(value: str, tmp_path: Path) -> None:
    for way in ("{{ @ | string }}", "{{ @ ~ '' }}", "{{ [@] | 顿号 }}", "{{ @ }}"):
        path = tmp_path / "report.docx"
        path.write_bytes(docx(paragraph(way.replace("@", value))))
        with pytest.raises(Refused) as refused:
            Template(path, filters=TEMPLATE_FILTERS).render(SLOTS)
        assert refused.value.diagnostics


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{{ 列 | 顿号 }}", "x和y"),
        ("{{ 列 | join('、') }}", "x、y"),
        ("{{ 数 | string ~ '项' }}", "3项"),
        ("{{ 空 | 横线 }}", "—"),
        ("{{ 列 | length }}", "2"),
        ("{{ 真 }}{{ not 真 }}", "是否"),
        ("“{{ 指标 }}”扣1分，{{ 指标 }}偏高", "“‘三公’经费”扣1分，“三公”经费偏高"),
        ("{{ 列 | first | upper }}", "X"),
        ("{% for x in 列 %}{{ loop.index }}{{ x }}{{ loop.cycle('甲', '乙') }}{% endfor %}", "1x甲2y乙"),
        ("{% set n = namespace(a=1) %}{{ n.a }}", "1"),
    ],
)
def test_what_has_words_is_printed(text: str, made: str) -> None:
    assert sentence(text) == made
