"""措辞: looked up from the particular to the general, rendered strictly."""

import pytest

from reportgen.diagnostics import Refused
from reportgen.facts.records.record import read
from reportgen.facts.source import parse
from reportgen.packs.wording import Sentence, Wording, WordingBook

TEXT = """措辞:
  B12: {问题标题: 指标的标题}
  B12.2: {问题描述: 部分的描述}
类型:
  组合: {问题标题: 类型的标题, 问题描述: 类型的描述}
  分档: {问题标题: "{{ 指标 }}{{ 方向 }}"}
"""


def wording(text: str = TEXT) -> Wording:
    source, _ = parse(text, "wording.yaml")
    book, found = read(WordingBook, source)
    assert not found
    return Wording(book, source)


@pytest.mark.parametrize(
    ("codes", "kind", "name", "expected"),
    [
        (["B12.2", "B12"], "组合", "description", "部分的描述"),
        (["B12.2", "B12"], "组合", "title", "指标的标题"),
        (["B12"], "组合", "description", "类型的描述"),
        (["B99"], "组合", "title", "类型的标题"),
    ],
)
def test_the_particular_goes_before_the_general(codes, kind, name, expected):
    assert wording().phrases(codes, kind, name)[0] == expected


def test_what_nobody_worded_is_none():
    assert wording().phrases(["B99"], "酌情", "title") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ 指标名 }}", "指标名"),
        ("{{ 指标 ", "措辞“类型.分档.问题标题”：“{{”没有配上“}}”"),
        ("{{ 指标 | 百分之 }}", "百分之"),
        ("{{ ''.__class__ }}", "不允许写在文字里"),
    ],
)
def test_a_sentence_that_cannot_be_rendered_is_told_at_its_place(text, told):
    book = wording()
    with pytest.raises(Refused) as refused:
        book.render(Sentence(text, ("类型", "分档", "问题标题")), {"指标": "甲率"})
    assert "wording.yaml:6" in str(refused.value)
    assert told in str(refused.value)


def test_values_are_put_in_through_the_filters():
    book = wording()
    slots = {"指标": "甲率", "方向": "偏高"}
    assert book.render(Sentence("{{ 指标 }}{{ 方向 }}", ()), slots) == "甲率偏高"
