"""Counts that the model makes of a department's lists, as a spreadsheet counts them: 项目统计.总数 of 项目."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.workings.spelled import text

# the list, the column that is looked at, and the word that counts (none: every row does)
COUNTS: Mapping[str, tuple[str, str, str]] = {
    "项目统计.总数": ("项目", "名称", ""),
    "项目统计.按期完成": ("项目", "完成状态", "按期完成"),
    "项目统计.绩效目标数": ("项目", "绩效目标", "是"),
    "重点工作统计.总数": ("重点工作", "名称", ""),
    "重点工作统计.完成": ("重点工作", "完成", "是"),
}


def counted(cells: str, word: str) -> str:
    """A formula that counts the cells of a range, or those that hold a word."""
    return f"COUNTIF({cells},{text(word)})" if word else f"COUNTA({cells})"


def shown(value: Any) -> str:
    """A value of a list as it stands in a cell that is counted."""
    return "是" if value is True else "否" if value is False else str(value)
