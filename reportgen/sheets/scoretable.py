"""The blank 评分表: points to be filled in, the total a formula."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.chinese import numeral
from reportgen.report import Group
from reportgen.sheets.page import Page, PageColumn

_NAME, _POINTS, _TEXT = 14, 7, 38  # widths of columns


def score_table(title: str, table: Group) -> bytes:
    """`table` (the variable 评分表 of a report) as .xlsx without its marks; cells of the same indicator merged."""
    depth, rows = table["级数"], table["行"]
    page = Page(
        "评分表", title, [*_levels(depth), PageColumn("指标说明", _TEXT), PageColumn("评分标准", _TEXT), *_LAST]
    )
    for row in rows:
        cells = [value for level in row["级"] for value in (level["名称"], level["分值"])]
        page.row([*cells, row["说明"], row["评分标准"], None, None])
    _merge(page, rows, depth)
    points = len(page.columns) - 1
    blank = [None] * (points - 3)
    page.row(["总分", table["满分"], *blank, page.total(points), None])
    page.freeze()
    return page.saved()


_LAST = (PageColumn("得分", _POINTS, centred=True), PageColumn("得分说明", _NAME * 2))


def _levels(depth: int) -> list[PageColumn]:
    names = [f"{numeral(i)}级指标" for i in range(1, depth + 1)]
    return [PageColumn(head, wide, centred=True) for name in names for head, wide in ((name, _NAME), ("分值", _POINTS))]


def _merge(page: Page, rows: Sequence[Group], depth: int) -> None:
    """Merge the cells of one indicator over the rows of those below it."""
    for level in range(depth - 1):
        starts = [i for i, row in enumerate(rows) if row["级"][level]["首行"]]
        for start, following in zip(starts, [*starts[1:], len(rows)], strict=True):
            first, last = page.head + 1 + start, page.head + following
            if rows[start]["级"][level]["名称"]:
                page.merge(2 * level + 1, first, last)
                page.merge(2 * level + 2, first, last)
