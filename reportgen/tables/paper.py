"""The tables of a PDF as sheets, each under the lines above it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportgen import pages
from reportgen.workbooks.sheet import Cell, Sheet, cell

_ABOVE = 12  # lines above a table that may name it


def sheets(data: bytes, path: Path) -> Iterator[Sheet]:
    """Each table of a PDF; what stands before the first is a sheet, too, for what it says of the document."""
    above: list[pages.Line] = []
    last, begun = 0, False
    for part in pages.read(data, path, "table-file"):
        if isinstance(part, pages.Line):
            above.append(part)
            continue
        page, near = part.rows[0].page, above[-_ABOVE:]
        if not begun:
            yield Sheet(path.name, "开头", _lines(above))
        goes_on = 0 < last < page and all(line.page == page for line in near)
        yield Sheet(path.name, f"第{page}页", (*_lines(near), *map(_row, part.rows)), goes_on)
        above, last, begun = [], part.rows[-1].page, True
    if not begun:
        yield Sheet(path.name, "全文", _lines(above))


def _lines(above: list[pages.Line]) -> tuple[tuple[Cell, ...], ...]:
    return tuple((Cell(line.text.strip(), None, f"第{line.page}页"),) for line in above)


def _row(row: pages.GridRow) -> tuple[Cell, ...]:
    place = f"第{row.page}页表第{row.number}行第"
    return tuple(cell("".join(text.split("\n")), f"{place}{column}列") for column, text in enumerate(row.cells, 1))
