"""The strict dialect: what is read, where it stands, and what is mended for reading on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import Position, Severity
from reportgen.facts import source
from reportgen.facts.source import Source


def data(text: str | bytes) -> object:
    read, found = source.parse(text, "a.yaml")
    assert found == []
    assert read is not None
    return read.data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲: 0101", {"甲": "0101"}),
        ("甲: 12:30", {"甲": "12:30"}),
        ("甲: 1_000", {"甲": "1_000"}),
        ("甲: 43,189.21", {"甲": "43,189.21"}),
        ("甲: yes", {"甲": "yes"}),
        ("甲: 2021-09-18", {"甲": "2021-09-18"}),
        ("甲: 1e3", {"甲": "1e3"}),
        ("甲:", {"甲": None}),
        ("甲: ~", {"甲": None}),
        ("甲: null", {"甲": None}),
        ("甲: ''", {"甲": ""}),
        ("甲: 'null'", {"甲": "null"}),
        ("甲: |\n\n乙: 1", {"甲": None, "乙": "1"}),
        ("甲: |\n  一\n\n  二\n", {"甲": "一\n\n二\n"}),
        ("甲: >-\n  one\n  two\n", {"甲": "one two"}),
        ("甲: |\n  名称：x\n  a:b\n\t\n乙: 1\t\n", {"甲": "名称：x\na:b\n", "乙": "1"}),
        ("甲: 说明：全角冒号是文字", {"甲": "说明：全角冒号是文字"}),
        ("甲: [1, [a, b], {丙: 2}]", {"甲": ["1", ["a", "b"], {"丙": "2"}]}),
        ("- 一\n- 二\n", ["一", "二"]),
        ("# 注\n---\n甲: 1\n...\n", {"甲": "1"}),
        ("甲: 1\r\n乙: 2\r\n", {"甲": "1", "乙": "2"}),
        ("\ufeff甲: 1", {"甲": "1"}),
        ("2021: 年", {"2021": "年"}),
    ],
)
def test_every_scalar_is_text_or_nothing(text: str, expected: object) -> None:
    assert data(text) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_chinese_editors_are_read(encoding: str) -> None:
    assert data("部门: {全称: 某区科技创新局}\n".encode(encoding)) == {"部门": {"全称": "某区科技创新局"}}


def test_every_value_and_key_knows_its_place() -> None:
    text = "预算:\n  合计: {年初: 1, 支出: 2}\n项目:\n  - 名称: 甲\n"
    read, _ = source.parse(text, "a.yaml")
    assert read is not None
    assert read.position(("预算", "合计", "支出")) == Position("a.yaml", 2, 19, "  合计: {年初: 1, 支出: 2}")
    assert read.position(("预算", "合计", "支出"), key=True).column == 15
    assert read.position(("项目", 0, "名称")) == Position("a.yaml", 4, 9, "  - 名称: 甲")


@pytest.mark.parametrize(
    ("loc", "path"),
    [
        (("规则", "要点", "要点", "1"), ("规则", "要点", "1")),
        (("规则", "要点", "方式"), ("规则", "方式")),
        (("规则", "分档", "档"), ("规则",)),
        (("规则", "要点", "1", "无"), ("规则", "要点", "1")),
        (("累计支出", "二季度"), ("累计支出", 1)),
        (("累计支出", 3), ("累计支出", 3)),
        (("没有",), ()),
        ((), ()),
    ],
)
def test_tags_of_unions_and_unknown_parts_are_skipped(loc: source.Path, path: source.Path) -> None:
    read, _ = source.parse('规则: {类型: 要点, 要点: {"1": 甲}, 方式: 累加}\n累计支出: [1, 2, 3, 4]\n', "a.yaml")
    assert read is not None
    assert read.path(loc) == path
    assert read.position(loc) == read.places[path]


def test_a_source_without_places_answers_with_its_file() -> None:
    assert Source("a.yaml", {}, {}).position(("甲",)) == Position("a.yaml")


def test_lines_of_a_literal_block_are_found() -> None:
    read, _ = source.parse("叙述:\n  前言: |\n    一\n\n    二\n  计划: 在行内\n", "a.yaml")
    assert read is not None
    assert read.line(("叙述", "前言"), 2) == Position("a.yaml", 5, 5, "    二")
    assert read.line(("叙述", "计划"), 0) == read.places["叙述", "计划"]


@pytest.mark.parametrize(
    ("text", "read_as", "line"),
    [
        ("甲: 1\n乙：2\n丙: 3\n", {"甲": "1", "乙": "2", "丙": "3"}, 2),
        ("甲:\n\t乙: 1\n", {"甲": {"乙": "1"}}, 2),
        ("甲: 1\n乙:2\n丙: 3\n", {"甲": "1", "乙": "2", "丙": "3"}, 2),
        ("甲: 1\n乙:\u30002\n丙: 3\n", {"甲": "1", "乙": "2", "丙": "3"}, 2),
        ("甲:\n\u3000\u3000乙: 1\n", {"甲": {"乙": "1"}}, 2),
        ("甲:\n  -乙: 1\n    丙: 2\n", {"甲": [{"乙": "1", "丙": "2"}]}, 2),
        ("甲: 1\n乙: {{ 指标 }}偏'多' # 注\n", {"甲": "1", "乙": "{{ 指标 }}偏'多'"}, 2),
        ("甲:\n  - {% if 乙 %}丙{% endif %}\n", {"甲": ["{% if 乙 %}丙{% endif %}"]}, 2),
    ],
)
def test_slips_are_errors_but_the_rest_is_read_as_it_was_meant(text: str, read_as: object, line: int) -> None:
    read, found = source.parse(text, "a.yaml")
    assert read is not None
    assert read.data == read_as
    assert [(d.code, d.severity, d.position and d.position.line) for d in found] == [("slip", Severity.ERROR, line)]


@pytest.mark.parametrize("text", ['甲: "{{ 乙 }}"\n', "甲: 扣{{ 乙 }}分\n", "甲: |\n  {{ 乙 }}\n", "甲: {乙: 1}\n"])
def test_braces_that_are_quoted_or_inside_a_sentence_are_no_slip(text: str) -> None:
    assert source.parse(text, "a.yaml")[1] == []


def test_a_syntax_error_shows_slips_elsewhere_as_hints() -> None:
    read, found = source.parse("甲:\n  乙：1\n丙: 1\n丁: 1\n子\n", "a.yaml")
    assert read is None
    assert ("syntax", Severity.ERROR) in [(d.code, d.severity) for d in found]
    assert ("slip", Severity.HINT) in [(d.code, d.severity) for d in found]


def test_a_line_that_breaks_the_syntax_is_left_out_where_the_rest_can_be_read() -> None:
    read, found = source.parse('甲: 1\n丁: [1\n戊: 2\n己: "3\n庚: 4\n', "a.yaml")
    assert [(d.code, d.severity, d.position and d.position.line) for d in found] == [
        ("syntax", Severity.ERROR, 2),
        ("slip", Severity.ERROR, 4),
    ]
    assert read is not None
    assert (read.data["甲"], read.data["戊"], read.data["庚"]) == ("1", "2", "4")


def test_duplicates_name_both_lines_and_the_first_is_kept() -> None:
    read, found = source.parse("甲: 1\n乙: 2\n甲: {丙: 3}\n", "a.yaml")
    assert read is not None
    assert read.data == {"甲": "1", "乙": "2"}
    assert [d.message for d in found] == ["字段“甲”写了两次（第 1 行和第 3 行）"]
    assert ("甲", "丙") not in read.places


@pytest.mark.parametrize("text", ["[" * 60 + "]" * 60, "{a: " * 60 + "}" * 60, "- " * 60 + "x"])
def test_bottomless_nesting_is_refused_not_followed(text: str) -> None:
    _, found = source.parse(text, "a.yaml")
    assert [d.code for d in found] == ["depth"]


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "无.yaml", "找不到"), (tmp_path, "文件夹")):
        read, found = source.load(path)
        assert read is None
        assert [d.code for d in found] == ["no-file"]
        assert words in found[0].message


def test_load_reads_what_parse_reads(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("甲: 1\n", "utf-8")
    read, found = source.load(tmp_path / "a.yaml")
    assert found == []
    assert read is not None
    assert (read.file, read.data) == (str(tmp_path / "a.yaml"), {"甲": "1"})


NAMES = st.text("甲乙丙丁abc12", min_size=1, max_size=5)
VALUES = st.recursive(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_characters="\x7f"), max_size=20).filter(
        lambda text: all(c.isprintable() for c in text)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


@pytest.mark.slow
@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=4))
def test_quoted_yaml_comes_back_as_it_was(value: object) -> None:
    assert data(yaml.safe_dump(value, allow_unicode=True, default_style='"', width=1000)) == value


@given(st.text(st.characters(codec="utf-8")) | st.text("甲：:\t \n-'\"[]{}&*!|>#%@a\u3000", max_size=40))
def test_any_text_gives_a_source_or_an_error(text: str) -> None:
    read, found = source.parse(text, "a.yaml")
    assert read is not None or any(d.severity is Severity.ERROR for d in found)
    for diagnostic in found:
        assert str(diagnostic)


@given(st.binary(max_size=60))
def test_any_bytes_give_a_source_or_an_error(content: bytes) -> None:
    read, found = source.parse(content, "a.yaml")
    assert read is not None or found


def test_what_is_left_out_is_gone_with_its_place_and_rows_come_nearer() -> None:
    made, _ = source.parse("甲: {乙: 1, 丙: 2}\n表:\n- {名: a}\n- {名: b}\n- {名: c}\n季度: [1, 2]\n", "x.yaml")
    assert made
    left = made.without([("甲", "乙"), ("表", 0), ("表", 1, "名"), ("季度", 1)])
    assert left.data == {"甲": {"丙": "2"}, "表": [{}, {"名": "c"}], "季度": ["1", None]}
    assert left.places["表", 1, "名"].line == 5
    assert (("甲", "乙") in left.places, ("季度", 1) in left.places, ("表", 2) in left.places) == (False, False, False)
