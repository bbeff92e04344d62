"""Narrative blocks as WordprocessingML, in the template's own styles.

Nothing is formatted here that a style can hold: only bold and italic words carry properties of their own. A style
that the template lacks is left out, so the text then stands in the template's default style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from markupsafe import Markup, escape

from reportgen.chinese import ordinal
from reportgen.diagnostics import width
from reportgen.facts.narrative import Block, Paragraph, Span, Table, plain
from reportgen.language.filter import Filter, Takes
from reportgen.patterns import regex
from reportgen.word.engine.environment import shown

Styles: TypeAlias = Mapping[str, str]

BODY = "公文正文"
TABLE = "公文表格"
HEAD = "表格表头"
CELL = "表格文字"
NUMBER = "表格数字"
AFTER = "表后空行"
BULLET = "·"
_FIGURE = regex(r"[-－+]?\d[\d,]*(\.\d+)?%?")
_FIRST_TYPED_LEVEL = 3  # 1. （1） ①: the two levels above belong to the report's own headings
_DEEPEST_LEVEL = 5
_TEXT_WIDTH = 8844  # twentieths of a point between the margins of GB/T 9704; Word scales it to the page's own
_NARROWEST, _WIDEST = 6, 40  # columns of a terminal that a table column counts for


def _typed(blocks: Any, level: int = 3) -> Any:
    """正文：把成段文字排成段落、标题和表格，正文(3) 表示其中的标题从第三级起；单独成段，写作 {{p … }}"""
    return blocks


FILTER = Filter(_typed, Takes.PROSE)  # where there is no template whose styles it could be set in


def to_xml(blocks: Iterable[Block], styles: Styles, level: int) -> Markup:
    """`blocks` as paragraphs and tables for the place where headings begin at outline `level` (1–9).

    `styles` gives the template's style ids by style name. Items are numbered as that level of a 公文 would be, one
    deeper below each heading among the blocks; a heading deeper than the template's styles becomes bold body text.
    A control character is told as one in any other value; raises ValueError for it where no template is rendering.
    """
    return Markup("").join(_written(blocks, styles, level))


def blank(styles: Styles) -> Markup:
    """An empty paragraph to stand after a table."""
    return _paragraph((), styles, AFTER)


def _written(blocks: Iterable[Block], styles: Styles, level: int) -> Iterator[Markup]:
    inside = level
    for block in blocks:
        if isinstance(block, Table):
            yield _table(block, styles)
            yield blank(styles)  # two tables in a row would become one
        elif block.kind == "heading":
            inside = level + block.level
            yield _heading(block.spans, styles, inside - 1)
        else:
            yield _paragraph([*_sign(block, inside), *block.spans], styles, BODY)


def _heading(spans: Sequence[Span], styles: Styles, level: int) -> Markup:
    name = f"heading {level}"
    if name in styles:
        return _paragraph(spans, styles, name)
    return _paragraph([Span(plain(tuple(spans)), bold=True)], styles, BODY)


def _sign(paragraph: Paragraph, level: int) -> Iterator[Span]:
    """What stands before an item: its number as typed text, which no other list can change."""
    if paragraph.kind != "item":
        return
    number = paragraph.ordinal
    if number is None:
        yield Span(BULLET)
    elif number < 1:
        yield Span(f"{number}.")
    else:
        depth = max(level, _FIRST_TYPED_LEVEL) + paragraph.level - 1
        yield Span(ordinal(number, min(depth, _DEEPEST_LEVEL)))


def _table(table: Table, styles: Styles) -> Markup:
    widths = _widths(table)
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    rows = [_row(table.header, widths, styles, head=True)] if any(table.header) or not table.rows else []
    rows += [_row(row, widths, styles) for row in table.rows]
    look = (
        f'{_style("tblStyle", TABLE, styles)}<w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0"'
        ' w:noHBand="1" w:noVBand="1"/>'
    )
    inside = "".join(rows)
    return Markup(f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>")


def _widths(table: Table) -> list[int]:
    """Column widths after the longest text of each, within limits that leave no column one character wide."""
    columns = zip(table.header, *table.rows, strict=True)
    longest = [max(width(plain(cell)) for cell in column) for column in columns]
    shares = [min(max(n, _NARROWEST), _WIDEST) for n in longest]
    return [_TEXT_WIDTH * share // sum(shares) for share in shares]


def _row(cells: Sequence[Sequence[Span]], widths: Sequence[int], styles: Styles, *, head: bool = False) -> Markup:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>{_paragraph(c, styles, _look(c, styles, head))}</w:tc>'
        for c, w in zip(cells, widths, strict=True)
    )
    return Markup(f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{inside}</w:tr>")


def _look(cell: Sequence[Span], styles: Styles, head: bool) -> str:
    """The style of a cell: figures have one of their own, where the template has it."""
    special = HEAD if head else NUMBER if _FIGURE.fullmatch(plain(tuple(cell))) else CELL
    return special if special in styles else CELL


def _paragraph(spans: Sequence[Span], styles: Styles, name: str) -> Markup:
    style = _style("pStyle", name, styles)
    properties = f"<w:pPr>{style}</w:pPr>" if style else ""
    return Markup(f"<w:p>{properties}{''.join(map(_run, spans))}</w:p>")


def _style(kind: str, name: str, styles: Styles) -> Markup:
    return Markup(f'<w:{kind} w:val="{escape(styles[name])}"/>' if name in styles else "")


def _run(span: Span) -> Markup:
    looks = ("<w:b/><w:bCs/>" if span.bold else "") + ("<w:i/><w:iCs/>" if span.italic else "")
    properties = Markup(f"<w:rPr>{looks}</w:rPr>" if looks else "")
    return Markup(f'<w:r>{properties}<w:t xml:space="preserve">{shown(span.text)}</w:t></w:r>')
