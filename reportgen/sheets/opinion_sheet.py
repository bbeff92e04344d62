"""核查意见 as a workbook: one row an opinion."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.sheets.page import Page, PageColumn


def workbook(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """The rows under their heads as .xlsx; `widths` in characters."""
    page = Page("核查意见", title, [PageColumn(head, width) for head, width in zip(heads, widths, strict=True)])
    for row in rows:
        page.row(row)
    page.freeze()
    return page.saved()
