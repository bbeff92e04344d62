"""A template tried on contexts that differ in little is refused as a whole rendering refuses it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx_parts import docx, paragraph
from markupsafe import Markup

from reportgen.diagnostics import Refused
from reportgen.word import Template
from reportgen.word.engine.watched import changes

GIVEN: dict[str, Any] = {
    "年度": 2021,
    "采购": {"计划": 3, "实际": 2},
    "预算": {"合计": {"年初": 5, "支出": 4}, "基本": {"年初": 1, "支出": None}},
    "项目": ({"名称": "甲", "支出": 1}, {"名称": "乙", "支出": 2}),
    "补充": {},
    "粗": Markup('</w:t></w:r><w:r><w:t xml:space="preserve">'),
}
TEMPLATES: dict[str, tuple[str, ...]] = {
    "no block": ("{{ 采购.计划 }}{{ 预算.合计.年初 }}{{ 年度 }}",),
    "blocks": (
        "{%p block 甲 %}", "{{ 采购.实际 }}", "{%p block 乙 %}", "{{ 预算.合计.支出 - 预算.合计.年初 }}",
        "{%p endblock %}", "{%p endblock %}", "{%p block 丙 %}", "{{ 粗 }}{{ 年度 }}", "{%p endblock %}",
    ),
    "a guard in the block around": (
        "{%p block 甲 %}", "{%p if 采购.计划 %}", "{%p block 乙 %}", "{{ 采购.实际 }}", "{%p endblock %}",
        "{%p else %}", "{{ 预算.基本.支出 }}", "{%p endif %}", "{%p endblock %}",
    ),
    "a group as a whole": (
        "{%p block 甲 %}", "{% if 采购.values() | list == [none, none] %}{{ 预算.基本.支出 }}{% endif %}",
        "{%p endblock %}",
    ),
    "all of a group": (
        "{%p block 甲 %}", "{% for 名, 数 in 采购.items() %}{{ 数 + 1 }}{% endfor %}", "{%p endblock %}",
        "{%p block 乙 %}", "{{ 采购.values() | sum }}{% if 采购 == 预算.合计 %}同{% endif %}", "{%p endblock %}",
        "{%p block 丙 %}", "{% if 采购 | length > 1 and '计划' in 采购 %}{{ dict(采购)['计划'] }}{% endif %}",
        "{%p endblock %}",
    ),
    "rows": (
        "{%p block 甲 %}", "{%p for 行 in 项目 %}", "{%p block 行 %}", "{{ 行.支出 }}{{ 行.名称 }}", "{%p endblock %}",
        "{%p endfor %}", "{%p endblock %}",
    ),
    "names in common": (
        "{%p set 数 = 采购.实际 %}", "{%p block 甲 %}", "{{ 数 }}", "{%p endblock %}",
        "{% set 记 = namespace(有=预算.合计.年初) %}", "{%p block 乙 %}", "{% if 记.有 %}{{ 采购.计划 }}{% endif %}",
        "{%p endblock %}",
    ),
    "a macro": (
        "{% macro 写(组) %}{{ 组.年初 }}{{ 年度 }}{% endmacro %}",
        "{%p block 甲 %}", "{{ 写(预算.合计) }}", "{%p endblock %}",
        "{%p block 乙 %}", "{{ 写(预算.基本) }}", "{%p endblock %}",
    ),
    "a block twice": ("{%p block 甲 %}", "{{ 采购.计划 }}", "{%p endblock %}", "{{p self.甲() }}"),
    "a name that may be there": ("{%p block 甲 %}", "{% if '乙' in 补充 %}{{ 采购.无 }}{% endif %}", "{%p endblock %}"),
}  # fmt: skip


def without(given: Any) -> Iterator[Any]:
    """`given` with each value in turn left out, and with more keys."""
    if isinstance(given, dict):
        for key, value in given.items():
            yield {**given, key: None} if not isinstance(value, dict) else {**given, key: dict.fromkeys(value)}
            yield from ({**given, key: inner} for inner in without(value))
        yield {**given, "乙": 1}
    elif isinstance(given, tuple):
        yield ()
        yield from ((*given[:n], inner, *given[n + 1 :]) for n, row in enumerate(given) for inner in without(row))


def told(refusal: Refused) -> list[tuple[str, Any, str]]:
    return [(d.code, d.position, d.message) for d in refusal.diagnostics]


def compare(template: Template, again: Template, others: list[dict[str, Any]]) -> int:
    """How many of the contexts are refused; each is by both, in the same words."""
    trials, refused = template.trials(GIVEN), 0
    assert not trials.all_anew
    for other in others:
        wanted, found = [], []
        try:
            again.render(other)
        except Refused as refusal:
            wanted = told(refusal)
        try:
            trials.try_out(other, list(changes(GIVEN, other)))
        except Refused as refusal:
            found = told(refusal)
        assert found == wanted, other
        refused += bool(wanted)
    return refused


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_trial_is_refused_as_a_rendering_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / "模板.docx"
    path.write_bytes(docx("".join(map(paragraph, TEMPLATES[name]))))
    others = [{**copy.deepcopy(GIVEN), **other} for other in without(GIVEN) if "粗" in other]
    others += [{**GIVEN, "粗": Markup(xml)} for xml in ("</w:t>", "</w:p><w:p>", "甲&乙", "\f", "<w:br/>")]
    refused = compare(Template(path), Template(path), others)
    assert refused or name == "a name that may be there"


def test_what_a_child_takes_in_from_its_parent(tmp_path: Path) -> None:
    parent = ("{%p block 甲 %}", "{{ 采购.实际 }}", "{%p endblock %}", "{%p block 乙 %}", "一", "{%p endblock %}")
    own = (
        '{%p extends "母.docx" %}', "{%p block 甲 %}", "{{p super() }}", "{{ 年度 }}", "{%p endblock %}",
        "{%p block 乙 %}", "{{ 预算.合计.年初 }}", "{%p endblock %}",
    )  # fmt: skip
    for name, lines in (("母.docx", parent), ("子.docx", own)):
        (tmp_path / name).write_bytes(docx("".join(map(paragraph, lines))))
    path = tmp_path / "子.docx"
    assert compare(Template(path), Template(path), list(without(GIVEN))) == 6


def test_only_blocks_that_ask_for_what_has_changed_are_printed_again(tmp_path: Path) -> None:
    counted: list[Any] = []
    lines = ("{%p block 甲 %}", "{{ 采购.计划 | 记 }}", "{%p endblock %}",
             "{%p block 乙 %}", "{{ 采购.实际 | 记 }}", "{%p endblock %}")  # fmt: skip
    path = tmp_path / "模板.docx"
    path.write_bytes(docx("".join(map(paragraph, lines))))
    template = Template(path, filters={"记": lambda value: counted.append(value) or value})
    trials = template.trials(GIVEN)
    counted.clear()
    trials.try_out({**GIVEN, "采购": {"计划": 3, "实际": 7}}, [("采购", "实际")])
    assert counted == [7]
    trials.try_out({**GIVEN, "年度": 2022}, [("年度",)])
    assert counted == [7]
