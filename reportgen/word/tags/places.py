"""Where every paragraph of a part stands, in words a person can count by: 正文第 12 段, 表 2 第 3 行第 1 格."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.word.ooxml.wordml import Element, blocks, inside, w

_NOTES = (w("footnote"), w("endnote"))
_P, _TBL, _TR, _TC, _T = w("p"), w("tbl"), w("tr"), w("tc"), w("t")


def places(container: Element, name: str = "正文") -> Iterator[tuple[Element, str]]:
    """Every paragraph below `container` with its place; those in text boxes bear the place of what holds them."""
    for n, note in enumerate(container.iterchildren(*_NOTES), 1):
        yield from places(note, f"{name}第 {n} 条")
    paragraphs = tables = 0
    for block in blocks(container):
        if block.tag == _P:
            paragraphs += 1
            yield from _with_boxes(block, f"{name}第 {paragraphs} 段")
        else:
            tables += 1
            yield from _cells(block, f"表 {tables}" if name == "正文" else f"{name}表 {tables}")


def _cells(table: Element, name: str) -> Iterator[tuple[Element, str]]:
    for r, row in enumerate(inside(table, _TR), 1):
        for c, cell in enumerate(inside(row, _TC), 1):
            where = f"{name} 第 {r} 行第 {c} 格"
            for block in blocks(cell):
                if block.tag == _P:
                    yield from _with_boxes(block, where)
                else:
                    yield from _cells(block, f"{where}内的表")


def _with_boxes(paragraph: Element, place: str) -> Iterator[tuple[Element, str]]:
    yield paragraph, place
    for inner in paragraph.iter(_P):
        if inner is not paragraph:
            yield inner, f"{place}的文本框"


def texts(paragraph: Element) -> Iterator[Element]:
    """The w:t elements of a paragraph, without those of paragraphs inside it (text boxes); of a property itself."""
    if paragraph.tag != _P:
        yield paragraph
    for element in paragraph.iter(_T):
        if next(element.iterancestors(_P), None) is paragraph:
            yield element
