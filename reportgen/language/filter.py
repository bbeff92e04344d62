"""What a filter of sentences and templates is: what it does, what it can be put behind, and what it makes of that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

from reportgen.values import Frozen


class Takes(Enum):
    """What a filter can show."""

    ANYTHING = "任何值"
    ONE = "一个值"
    NUMBER = "数"
    AMOUNT = "金额"
    RATIO = "比率"
    DATE = "日期"
    PROSE = "成段文字"

    @property
    def numeric(self) -> bool:
        """Whether that is a number of some kind."""
        return self in (Takes.NUMBER, Takes.AMOUNT, Takes.RATIO)


class Gives(Enum):
    """What a filter makes of what it is put behind."""

    TEXT = "文字"
    TRUTH = "是否"
    SAME = "原样"
    RATIO = "比率"
    TOTAL = "一列之和"
    MARKED = "标出首行的各行"


class Filter(Frozen):
    """A filter; its first arguments name columns of the rows before it: `columns` of them, None for all."""

    call: Callable[..., Any]
    takes: Takes = Takes.ANYTHING
    gives: Gives = Gives.TEXT
    columns: int | None = 0

    @property
    def text(self) -> str:
        """What editors are told that it does: its docstring, behind its name."""
        whole = (self.call.__doc__ or "").strip()
        return whole.partition("：")[2] or whole


def calls(filters: Mapping[str, Filter]) -> dict[str, Callable[..., Any]]:
    """`filters` as Jinja has them."""
    return {name: own.call for name, own in filters.items()}
