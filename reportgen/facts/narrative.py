"""Narrative: Markdown as staff write it → blocks that a Word template gives its own styles.

Paragraphs, headings (# to ###), items (1. or -), tables, **bold** and *italic*. Nothing else is markup: HTML,
links, images, code, 「（1）」 and 「一是」 come through as typed, and `remarks` says where something looks as if it
were meant to be more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from reportgen.facts import plain_markdown
from reportgen.facts.plain_markdown import Sign
from reportgen.facts.spans import Span, plain, spans
from reportgen.patterns import regex
from reportgen.values import Frozen

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token as Parsed

    Token: TypeAlias = Parsed | Sign

__all__ = ["Block", "Paragraph", "Span", "Table", "blocks", "plain", "remarks"]

Spans: TypeAlias = tuple[Span, ...]
_DEEPEST_HEADING = 3
_KEPT = 256  # texts: what was not edited since it was last looked at
_ENDS = regex("[。！？；：…”’）」》.!?;:)]$")
_STARTS = regex("\u3000\u3000|[（(][一二三四五六七八九十\\d]+[）)]|[一二三四五六七八九十]+[、是]|[①-⑳]|\\d+[、.．]")
_NARROW = regex(r"[!-~]")
_CELL = regex(r"(?<!\\)\|")
_RULE = regex(r"^\s*\|?(\s*:?-{2,}:?\s*\|)+(\s*:?-{2,}:?\s*)?$")
_ROW = regex(r"^\s*\|.*\|\s*$")
_SUSPECTS = (
    (regex(r"^\s*#{1,6}[^#\s]"), "“#”后没有空格，不作标题", "标题写作“# 标题”"),
    (regex(r"^\s*#{4,}\s"), "标题最多三级（###），此行按正文处理", "请改用 # 至 ###"),
    (regex(r"^\s*#{1,3}\s.*[。；]\s*$"), "这一行作标题，却像一句话", "是正文的，请删去行首的“#”；是说明的，整行删去"),
    (regex(r"[^\s#]\s+#+\s"), "“#”后的字会照印在报告里，成段文字里没有说明", "不印的请删去"),
    (regex(r'^\s*(["＂]).*\1\s*$'), "两端的引号会照印在报告里", "请删去两端的引号"),
    (regex(r"[{｛]\s?[{｛%％]"), "叙述里不代入数字，“{{ }}”按原文字处理", "请直接写出数字或文字"),
    (regex(r"!\[[^\]]*\]\([^)]*\)"), "不支持图片，按原文字处理", "图片请在生成的 Word 文件里插入"),
    (regex(r"\[[^\]]+\]\([^)]+\)"), "不支持链接，按原文字处理", "请直接写出名称"),
    (regex(r"</?[a-zA-Z][^>]*>|<!--"), "不支持 HTML 标记，按原文字处理", "请删去标记"),
    (regex(r"“[^”]*“|”[^“]*”"), "引号没有配对", "请改为“…”，一前一后"),
    (regex(r"^\s*(```|~~~)"), "不支持代码块，按原文字处理", "请删去这一行"),
    (regex(r"^\s*>\s"), "不支持引用符号“>”，按原文字处理", "请删去“>”"),
    (regex(r"^\s*(-{3,}|\*{3,}|_{3,})\s*$"), "不支持分隔线，按原文字处理", "请删去这一行"),
    (
        regex("^[ \t]*\u3000"),
        "行首有全角空格，印出来会缩进两次",
        "请删去行首的全角空格；首行缩进由 Word 样式给出",
    ),
    (
        regex("^\\s*(?:[•●▪◆■‣·➢➤►▶◇□○◦※★☆✓✔√✧❖\ue000-\uf8ff]|[oØü§v](?=[\\s\u4e00-\u9fff])|[–—](?=\\s))"),
        "Word 的项目符号按原文字处理",
        "每项另起一行，以“- ”开头",
    ),
    (regex(r"^\s*-[^-\s\d]"), "“-”后面没有空格，不作列表", "每项以“- ”开头，后空一格"),
    (
        regex(r"\S\t"),
        "含有 Tab，像是从表格里粘贴的",
        "表格写作“| 项目 | 金额 |”，表头下加一行“| --- | --- |”；不是表格的请删去 Tab",
    ),
    (regex(r"&(?:nbsp|lt|gt|amp|quot);"), "网页的符号代码按原文字处理", "请改为空格或符号"),
    (regex(r"错误\s*[!！]"), "含有 Word 的出错文字", "请改为所引用的内容"),
    (
        regex(
            r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|第[一二三四五六七八九十]+[章节]\s*)[^。；，！？]{1,20}$"
        ),
        "手打的标题序号按原文字处理",
        "标题写作“### 总体情况”，不写序号；是正文的，句末加句号",
    ),
)


class Paragraph(Frozen):
    """A paragraph of body text, an item (`ordinal` its number, None for a bullet) or a heading.

    `level` counts from 1: of headings as typed (#, ##, ###), of items their depth; body text has 0.
    """

    spans: Spans
    kind: Literal["body", "item", "heading"] = "body"
    level: int = 0
    ordinal: int | None = None


class Table(Frozen):
    """A table: the cells of its header and of its rows, every row as wide as the widest."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


Block: TypeAlias = Paragraph | Table


@lru_cache(maxsize=_KEPT)
def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a narrative text; a table row without any | ends the table."""
    tokens = plain_markdown.tokens(text)
    return tuple(_blocks(_parser().parse(text) if tokens is None else tokens, text.split("\n")))


def remarks(text: str) -> Iterator[tuple[int, str, str]]:
    """Line (from 0), message and hint for what looks like markup that this dialect has not, or a broken table."""
    return iter(_remarks(text))


@lru_cache(maxsize=_KEPT)
def _remarks(text: str) -> tuple[tuple[int, str, str], ...]:
    return tuple(_remarked(text))


def _remarked(text: str) -> Iterator[tuple[int, str, str]]:
    rows = text.split("\n")
    for number, row in enumerate(rows):
        before, after = rows[number - 1] if number else "", rows[number + 1] if number + 1 < len(rows) else ""
        if _RULE.match(row) and number not in _tables(text):
            yield number, "表格没有识别，按原文字处理", "分隔行须紧接表头，列数与表头相同，表格前后各空一行"
            continue
        first = _ROW.match(row) and not _ROW.match(before) and not _RULE.match(after)
        if first and number + 1 not in _tables(text):
            yield number, "表格没有识别，按原文字处理", "表头的下一行写“| --- | --- |”，列数与表头相同"
        for pattern, message, hint in _SUSPECTS:
            if pattern.search(row):
                yield number, message, hint
                break


@cache
def _parser() -> MarkdownIt:
    """The parser, imported where there is something to parse."""
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("zero").enable(["heading", "list", "table"])


def _tables(text: str) -> set[int]:
    """The lines (from 0) below the headers of tables."""
    return {token.map[0] + 1 for token in _parser().parse(text) if token.type == "table_open" and token.map}


def _blocks(tokens: Sequence[Token], rows: list[str]) -> Iterator[Block]:
    places: list[_List] = []
    for at, token in enumerate(tokens):
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                places.append(_List(token, _item_numbers(tokens[at + 1 :])))
            case "ordered_list_close" | "bullet_list_close":
                places.pop()
            case "list_item_open":
                places[-1].open(token)
            case "list_item_close" if places[-1].fresh:
                yield Paragraph(spans(places[-1].typed))  # an item without text: only its sign was typed
                places[-1].fresh = False
            case "heading_open":
                yield from _heading(token, tokens[at + 1].content)
            case "paragraph_open":
                yield from _paragraphs(tokens[at + 1].content, places)
            case "table_open":
                yield from _table(token, rows)


class _List:
    """An open list: which number its next item has, and whether that is still to be written."""

    def __init__(self, token: Token, numbers: list[int]) -> None:
        self.ordered = token.type == "ordered_list_open"
        self.auto = len(set(numbers)) == 1
        self.next = numbers[0] if numbers else 1
        self.ordinal: int | None = None
        self.sign = ""
        self.typed = ""
        self.fresh = False

    def open(self, item: Token) -> None:
        """Begin an item: numbers count up where all were typed the same, else they stay as typed."""
        self.fresh = True
        self.typed = f"{item.info}{item.markup}"
        if self.ordered:
            self.ordinal = self.next if self.auto else int(item.info)
            self.next += 1
            self.sign = f"{item.info})" if item.markup == ")" else ""


def _item_numbers(tokens: Sequence[Token]) -> list[int]:
    """The numbers typed before the items of the list that `tokens` begin inside."""
    numbers = []
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.endswith(("list_open", "list_close")) else 0
        if depth < 0:
            break
        if token.type == "list_item_open" and depth == 0 and token.info:
            numbers.append(int(token.info))
    return numbers


def _heading(token: Token, content: str) -> Iterator[Paragraph]:
    level = int(token.tag[1:])
    if level <= _DEEPEST_HEADING and content:
        yield Paragraph(spans(content), "heading", level)
    else:
        yield Paragraph(spans(f"{token.markup} {content}".rstrip()))


def _paragraphs(content: str, places: list[_List]) -> Iterator[Paragraph]:
    first, *rest = _lines(content)
    if places and places[-1].fresh:
        inside = places[-1]
        inside.fresh = False
        if inside.sign:  # 「1)」 is not how a template numbers: it stays as typed
            yield Paragraph(spans(f"{inside.sign} {first}"))
        else:
            yield Paragraph(spans(first), "item", len(places), inside.ordinal)
    else:
        yield Paragraph(spans(first))
    yield from (Paragraph(spans(line)) for line in rest)


def _lines(content: str) -> list[str]:
    """The paragraphs in one Markdown paragraph.

    A new line begins a new paragraph where it starts like one (two full-width spaces, 「（1）」, 「一是」), and
    everywhere when every line ends a sentence; otherwise the text was only wrapped and is joined again, without a
    space beside Han characters.
    """
    rows = [row.strip(" \t") for row in content.split("\n")]
    if all(_ENDS.search(row) for row in rows[:-1]):
        return [row.strip() for row in rows]
    done = rows[:1]
    for row in rows[1:]:
        if _STARTS.match(row):
            done.append(row)
        else:
            gap = " " if _NARROW.match(done[-1][-1:]) and _NARROW.match(row[:1]) else ""
            done[-1] += gap + row
    return [line.strip() for line in done]


def _table(token: Token, rows: list[str]) -> Iterator[Block]:
    first, end = token.map or (0, 0)
    lines = [row for row in rows[first:end] if row.strip()]
    inside = [line for line in lines[2:] if "|" in line]
    cells = [_cells(line) for line in (lines[0], *inside)]
    width = max(map(len, cells))
    header, *body = (tuple(spans(text) for text in [*row, *[""] * (width - len(row))]) for row in cells)
    yield Table(header, tuple(body))
    yield from (Paragraph(spans(line.strip())) for line in lines[2:] if "|" not in line)


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|")
    row = row[:-1] if row.endswith("|") and not row.endswith("\\|") else row
    return [cell.strip() for cell in _CELL.split(row)]
