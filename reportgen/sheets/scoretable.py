"""The blank 评分表: points to be filled in, the total a formula."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.chinese import numeral
from reportgen.report import Group
from reportgen.sheets.page import Page, PageColumn

_NAME, _POINTS, _TEXT = 14, 7, 38  # widths of columns
_CHARACTER, _LEAST, _MARK = 95, 6, "得分"  # of a width in Word to a character of Excel


def score_table(title: str, table: Group) -> bytes:
    """`table` (the variable 评分表 of a report) as .xlsx without its marks; cells of the same indicator merged.

    In the columns of the pack where it chooses some.
    """
    return _chosen(title, table) if table["列"] else _usual(title, table)


def _chosen(title: str, table: Group) -> bytes:
    columns = [
        PageColumn(cell["列"], max(_LEAST, cell["宽"] / _CHARACTER), centred=cell["居中"]) for cell in table["总分行"]
    ]
    page = Page("评分表", title, columns)
    for row in table["行"]:
        page.row([cell["文"] if cell["首行"] else None for cell in row["格"]])
    for column in range(len(columns)):
        starts = [i for i, row in enumerate(table["行"]) if row["格"][column]["首行"]]
        for start, following in zip(starts, [*starts[1:], len(table["行"])], strict=True):
            page.merge(column + 1, page.head + 1 + start, page.head + following)
    totals = [page.total(n) if cell["列"] == _MARK else cell["文"] for n, cell in enumerate(table["总分行"], 1)]
    page.row(totals)
    page.freeze()
    return page.saved()


def _usual(title: str, table: Group) -> bytes:
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
