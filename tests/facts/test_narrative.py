"""Markdown as staff write it: blocks for a template, and nothing lost on the way."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.facts.narrative import Block, Paragraph, Span, Table, blocks, plain, remarks


def outline(text: str) -> list[str]:
    return [line for block in blocks(text) for line in told(block)]


def told(block: Block) -> list[str]:
    if isinstance(block, Table):
        return ["|".join(plain(cell) for cell in row) for row in (block.header, *block.rows)]
    number = "" if block.ordinal is None else str(block.ordinal)
    return [f"{block.kind}{block.level or ''}{'#' + number if number else ''} {plain(block.spans)}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一段话。", ["body 一段话。"]),
        ("一段。\n\n二段。", ["body 一段。", "body 二段。"]),
        ("折了行的\n一段话，\n不加空格。", ["body 折了行的一段话，不加空格。"]),
        ("完成 GDP\nfive 项", ["body 完成 GDP five 项"]),
        ("第一段。\n第二段！\n第三段", ["body 第一段。", "body 第二段！", "body 第三段"]),
        ("总起，\n一是甲；\n二是乙", ["body 总起，", "body 一是甲；", "body 二是乙"]),
        ("总起，\n（1）甲，\n（2）乙", ["body 总起，", "body （1）甲，", "body （2）乙"]),
        ("\u3000\u3000首行空两格，\n\u3000\u3000又一段", ["body 首行空两格，", "body 又一段"]),
        ("# 一级\n正文\n## 二级\n### 三级", ["heading1 一级", "body 正文", "heading2 二级", "heading3 三级"]),
        ("#### 四级", ["body #### 四级"]),
        ("#无空格", ["body #无空格"]),
        ("1. 甲\n2. 乙\n3. 丙", ["item1#1 甲", "item1#2 乙", "item1#3 丙"]),
        ("1. 甲\n1. 乙", ["item1#1 甲", "item1#2 乙"]),
        ("3. 甲\n5. 乙", ["item1#3 甲", "item1#5 乙"]),
        ("- 甲\n- 乙\n  - 丙", ["item1 甲", "item1 乙", "item2 丙"]),
        ("1. 甲\n\n   甲的第二段\n2. 乙", ["item1#1 甲", "body 甲的第二段", "item1#2 乙"]),
        ("1. 甲\n   - 子\n2. 乙", ["item1#1 甲", "item2 子", "item1#2 乙"]),
        ("1) 甲", ["body 1) 甲"]),
        ("2021. 年", ["item1#2021 年"]),
        ("1.没有空格", ["body 1.没有空格"]),
        ("    缩进四格不是代码", ["body 缩进四格不是代码"]),
        ("标题\n===", ["body 标题==="]),
        ("|甲|乙|\n|-|-|\n|1|2|", ["甲|乙", "1|2"]),
        ("甲|乙\n--|--\n1|2", ["甲|乙", "1|2"]),
        ("|甲|乙|\n|-|-|\n|1|\n|1|2|3|", ["甲|乙|", "1||", "1|2|3"]),
        ("|甲|乙|\n|-|-|\n|1|2|\n表后的话。", ["甲|乙", "1|2", "body 表后的话。"]),
        ("", []),
        ("#", ["body #"]),
    ],
)
def test_blocks(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**一是制度。**我局", (Span("一是制度。", bold=True), Span("我局"))),
        ("我局**“加粗”**了", (Span("我局"), Span("“加粗”", bold=True), Span("了"))),
        ("**甲**和**乙**", (Span("甲", bold=True), Span("和"), Span("乙", bold=True))),
        ("*斜体*字", (Span("斜体", italic=True), Span("字"))),
        ("**粗*又斜*体**", (Span("粗", True), Span("又斜", True, True), Span("体", True))),
        ("3*4*5", (Span("3*4*5"),)),
        ("** 空 **", (Span("** 空 **"),)),
        ("**没有结束", (Span("**没有结束"),)),
        (r"\*\*不加粗\*\*", (Span("**不加粗**"),)),
        (r"C:\目录", (Span(r"C:\目录"),)),
        ("{{ x }} <b> &amp; 😀 `a` [a](b) _c_", (Span("{{ x }} <b> &amp; 😀 `a` [a](b) _c_"),)),
    ],
)
def test_looks_of_text(text: str, expected: tuple[Span, ...]) -> None:
    assert blocks(text) == (Paragraph(expected),)


def test_cells_have_looks_and_bars() -> None:
    table = Table(((Span("甲", bold=True),), (Span("乙"),)), (((Span("1|2"),), ()),))
    assert blocks("|**甲**|乙|\n|-|-|\n|1\\|2||") == (table,)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("正文\n\n#标题", 2, "“#”后没有空格"),
        ("#### 四级", 0, "最多三级"),
        ("![图](a.png)", 0, "图片"),
        ("见[通知](http://a)", 0, "链接"),
        ("<b>粗</b>", 0, "HTML"),
        ("```\ncode\n```", 0, "代码块"),
        ("> 引用", 0, "引用"),
        ("一\n\n---", 2, "分隔线"),
        ("|甲|乙|丙|\n|--|--|\n|1|2|", 1, "表格没有识别"),
    ],
)
def test_what_looks_like_other_markup_is_remarked(text: str, line: int, words: str) -> None:
    number, message, hint = next(remarks(text))
    assert number == line
    assert words in message
    assert hint


@pytest.mark.parametrize("text", ["收入<支出", "a > b", "|甲|乙|\n|--|:-:|\n|1|2|", "1. 甲\n- 乙", "5 - 3", "# 标题"])
def test_plain_writing_is_not_remarked(text: str) -> None:
    assert list(remarks(text)) == []


TYPED = st.text("甲乙。，：；a1 {}<>&%$@（）“”一是😀_`[]()!\n", max_size=60)


@given(TYPED)
@example("1)")
@example("- ")
def test_nothing_typed_is_lost_or_added(text: str) -> None:
    kept = "".join(line.partition(" ")[2] for line in outline(text))
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)


@given(st.text("甲乙。 *#-|1.)\\\n+>", max_size=50))
def test_whatever_the_markup_no_word_is_lost(text: str) -> None:
    shown = "".join(
        line if isinstance(block, Table) else plain(block.spans) for block in blocks(text) for line in told(block)
    )
    assert re.sub("[^甲乙。]", "", shown) == re.sub("[^甲乙。]", "", text)
