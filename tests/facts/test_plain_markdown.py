"""What is read without the parser is what the parser would have read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportgen.facts import plain_markdown

_STARTS = (
    *("", "", "# ", "### ", "#", "- ", "* ", "1. ", "2. ", "12) ", "1) "),
    *("1.", "-", " ", "\u3000", "|", "一、", "> ", "---"),
)
_WORDS = (
    "甲。",
    "乙",
    "总体 情况",
    "#",
    "1. 丙",
    "- 丁",
    "|",
    "**加粗**",
    "--",
    "\u3000",
    "\u2028戊",
    " ",
    "`a`",
    "\\#",
)
ROWS = st.builds("{}{}".format, st.sampled_from(_STARTS), st.sampled_from(("", *_WORDS)))
LINES = st.lists(st.one_of(ROWS, ROWS, st.just("")), max_size=9).map("\n".join)
TEXTS = LINES | st.text("甲。 *#-|1.)\n+\t\u3000\r:", max_size=20)


def parsed(text: str) -> list[tuple[str, ...]]:
    """What `narrative` reads of the parser's tokens."""
    parser = MarkdownIt("zero").enable(["heading", "list", "table"])
    return _read(parser.parse(text))


def _read(tokens: object) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for token in tokens:  # type: ignore[attr-defined]
        match token.type:
            case "inline":
                found.append(("inline", token.content))
            case "heading_open":
                found.append((token.type, token.tag, token.markup))
            case "list_item_open":
                found.append((token.type, token.info, token.markup))
            case "heading_close" | "paragraph_close":
                continue
            case _:
                found.append(
                    (token.type, str(token.nesting) if token.type.endswith(("list_open", "list_close")) else "")
                )
    return found


@given(TEXTS)
def test_as_the_parser_reads_it(text: str) -> None:
    plainly = plain_markdown.tokens(text)
    assert plainly is None or _read(plainly) == parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一段。",
        "一段，\n折行。\n\n二段。",
        "### 标题\n正文",
        "1. 甲；\n2. 乙。",
        "引：\n\n- 甲\n\n- 乙\n\n后。",
        "2021年，*重点*#1",
    ],
)
def test_plain_texts_need_no_parser(text: str) -> None:
    found = plain_markdown.tokens(text)
    assert found is not None
    assert _read(found) == parsed(text)


@pytest.mark.parametrize("text", ["甲|乙\n-|-", "- 甲\n  - 乙", "甲\n1. 乙", "1. 甲\n乙", "- 甲\n* 乙", "- 甲\n\n* 乙"])
def test_what_may_be_more_is_left_to_the_parser(text: str) -> None:
    assert plain_markdown.tokens(text) is None


@pytest.mark.parametrize("text", ["# 甲 #", "#", "-", "- # 甲", "甲\r乙", "１. 甲"])
def test_odd_signs_are_left_to_the_parser(text: str) -> None:
    assert plain_markdown.tokens(text) is None
