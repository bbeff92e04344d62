"""What holds for every edit: no word of a person's is lost, no figure of the tool's is typed over."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.facts.narrative import Paragraph, Span, Table, blocks
from reportgen.facts.source import parse
from reportgen.roundtrip import numerals
from reportgen.roundtrip.yaml_edits import put_narrative, silenced_narrative
from reportgen.word.returned import markdown

ODD = "甲乙丙丁。，（1）1.-#*|\\>+:\"'{}[]&%@`_~ 2021"
words = st.text(ODD, min_size=1, max_size=12).map(str.strip).filter(bool)
plain_words = st.text("甲乙丙丁戊。，", min_size=1, max_size=8)


@st.composite
def paragraphs(draw) -> Paragraph:
    kind = draw(st.sampled_from(["body", "body", "bold", "heading"]))
    if kind == "bold":
        return Paragraph((Span(draw(plain_words), bold=True), Span(draw(plain_words))))
    if kind == "heading":
        return Paragraph((Span(draw(plain_words)),), "heading", draw(st.integers(4, 6)))
    return Paragraph((Span(draw(words)),))


tables = st.integers(1, 3).flatmap(
    lambda n: st.builds(
        Table,
        st.tuples(*[plain_words.map(lambda t: (Span(t),))] * n),
        st.lists(st.tuples(*[plain_words.map(lambda t: (Span(t),))] * n), min_size=1, max_size=3).map(tuple),
    )
)
narratives = st.lists(paragraphs() | tables, min_size=1, max_size=6)


def levelled(told, base: int = 4):
    """Blocks as a document has them, with the heading levels of Markdown."""
    return tuple(
        Paragraph(b.spans, "heading", b.level - base + 1) if isinstance(b, Paragraph) and b.kind == "heading" else b
        for b in told
    )


@given(narratives)
def test_blocks_written_as_markdown_read_back(told):
    assert blocks(markdown.written(told, 4)) == levelled(told)


@pytest.mark.slow
@given(narratives, narratives, st.integers(0, 6), st.integers(0, 6))
def test_a_rewritten_narrative_prints_as_edited(told, other, cut, join):
    source = markdown.written(told, 4)
    edited = [*told[:cut], *other, *told[max(cut, join) :]]
    assert blocks(markdown.rewritten(source, told, edited, 4)) == levelled(edited)


@given(narratives)
def test_an_unchanged_narrative_stays_as_typed(told):
    source = markdown.written(told, 4)
    assert markdown.rewritten(source, told, told, 4) == source


LAYOUTS = [
    "年度: 2021  # 年\n叙述:\n  # 说明\n  前言: |\n    旧的一行\n\n    又一行\n  # 后注\n  主要职能: 乙\n部门: 甲\n",
    "叙述:\n  前言: 旧的  # 行尾注释\n  主要职能: 乙\n部门: 甲\n",
    "叙述: {前言: 旧的, 主要职能: 乙}\n部门: 甲\n",
    '叙述:\n    前言: "旧的\n      折行"\n    主要职能: 乙\n部门: 甲\n',
    "叙述:\n  主要职能: 乙\n  前言: >-\n    旧的\n    折行\n部门: 甲",
]


@given(st.sampled_from(LAYOUTS), narratives)
def test_a_narrative_goes_into_any_layout(layout, told):
    new = markdown.written(told, 4)
    made = put_narrative(layout, ("叙述", "前言"), new)
    source, found = parse(made, "dept.yaml")
    assert source is not None, found
    assert source.data["叙述"]["前言"].strip("\n") == new
    before, after = yaml.safe_load(layout), yaml.safe_load(made)
    assert after["叙述"].pop("主要职能") == before["叙述"].pop("主要职能")
    assert (after.get("部门"), after.get("年度")) == (before.get("部门"), before.get("年度"))
    assert [c for c in re.findall(r"# (?:年|说明|后注|行尾注释)", layout) if c not in made] == []


@given(st.lists(st.tuples(plain_words, st.integers(0, 99999))), plain_words, plain_words, st.data())
def test_words_follow_the_person_and_figures_the_tool(parts, before, tail, data):
    printed = "".join(f"{w}{n}" for w, n in parts) + tail
    fixed = numerals.numbers(printed)
    assert numerals.restored(printed, printed, fixed) == (printed, [])
    assert numerals.restored(printed, before + printed, fixed) == (before + printed, [])
    if fixed:
        one = data.draw(st.sampled_from(fixed))
        typed = f"{printed[: one.start]}888888{printed[one.end :]}"
        text, changed = numerals.restored(printed, typed, fixed)
        assert (text, changed) == (printed, [(one.source, "888888")])


@given(st.sampled_from(LAYOUTS), narratives)
def test_a_narrative_taken_out_of_any_layout_stays_as_a_comment(layout, told):
    new = markdown.written(told, 4)
    made = silenced_narrative(put_narrative(layout, ("叙述", "前言"), new), ("叙述", "前言"), "已删去：")
    source, found = parse(made, "dept.yaml")
    assert source is not None, found
    assert source.data["叙述"] == {**yaml.safe_load(layout)["叙述"], "前言": None}
    typed = [line.strip() for line in new.split("\n") if line.strip()]
    left = [line.strip().removeprefix("#").strip() for line in made.split("\n") if line.strip().startswith("#")]
    assert [line for line in left if line in typed] == typed
