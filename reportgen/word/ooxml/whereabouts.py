"""Where everything stands in a part, in words a person can count by: 正文第 12 段, 表 2 第 3 行第 1 格, 页脚第 1 段."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.word.ooxml.wordml import Element, blocks, inside, w

_NOTES = (w("footnote"), w("endnote"))
_P, _TR, _TC, _BOX = w("p"), w("tr"), w("tc"), w("txbxContent")


def whereabouts(container: Element, name: str = "正文") -> Iterator[tuple[Element, str]]:
    """Every paragraph, table, row and cell below `container` (a body, a header …) with its place.

    Paragraphs in text boxes bear the place of what holds them.
    """
    for n, note in enumerate(container.iterchildren(*_NOTES), 1):
        yield from whereabouts(note, f"{name}第 {n} 条")
    paragraphs = tables = 0
    for block in blocks(container):
        if block.tag == _P:
            paragraphs += 1
            yield from _with_boxes(block, f"{name}第 {paragraphs} 段")
        else:
            tables += 1
            yield from _table(block, f"表 {tables}" if name == "正文" else f"{name}表 {tables}")


def _table(table: Element, name: str) -> Iterator[tuple[Element, str]]:
    yield table, name
    for r, row in enumerate(inside(table, _TR), 1):
        yield row, f"{name} 第 {r} 行"
        for c, cell in enumerate(inside(row, _TC), 1):
            yield from _cell(cell, f"{name} 第 {r} 行第 {c} 格")


def _cell(cell: Element, where: str) -> Iterator[tuple[Element, str]]:
    yield cell, where
    for block in blocks(cell):
        yield from _with_boxes(block, where) if block.tag == _P else _table(block, f"{where}内的表")


def _with_boxes(paragraph: Element, place: str) -> Iterator[tuple[Element, str]]:
    yield paragraph, place
    for inner in paragraph.iter(_P):
        if inner is not paragraph:
            boxed = next(inner.iterancestors(_BOX), None) is not None
            yield inner, f"{place}的文本框" if boxed else place


def places(container: Element, name: str = "正文") -> Iterator[tuple[Element, str]]:
    """Every paragraph below `container` with its place."""
    return ((element, place) for element, place in whereabouts(container, name) if element.tag == _P)
