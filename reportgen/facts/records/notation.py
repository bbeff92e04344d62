"""How a value is written and what bounds it: marks beside the type in an annotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct

from reportgen.facts.records import telling
from reportgen.facts.records.telling import Wrong


class Converted(NamedTuple):
    """A value that was written in another unit or notation: it is read, and the reader is told how."""

    value: Any
    told: str
    hint: str


class Notation(Struct, frozen=True, eq=False):
    """How a value is written: `read` makes of what a person wrote what the type expects (or a Converted one), or
    raises Wrong; `say` writes it back into JSON.

    `unit` and `example` are for people; `schema` describes to editors what may be written.
    """

    read: Callable[[Any], Any] | None = None
    say: Callable[[Any], str] | None = None
    schema: Mapping[str, Any] | None = None
    unit: str = ""
    example: str = ""


class Pending:
    """What stands for a value that is known later: its type and its bounds are looked at then."""

    __slots__ = ()


class Within(Struct, frozen=True):
    """The bounds of a number."""

    ge: Decimal | int | None = None
    gt: Decimal | int | None = None
    le: Decimal | int | None = None

    def wrong(self, value: Decimal | int, written: object) -> Wrong | None:
        """What is wrong with `value`, shown as it was `written`, if it lies outside."""
        if self.ge is not None and value < self.ge:
            hint = "多打的“-”或括号请去掉；没有发生的填 0" if value < 0 else "请核对符号与数字"
            return telling.out_of_bounds(written, "不能小于", self.ge, hint)
        if self.gt is not None and value <= self.gt:
            return telling.out_of_bounds(written, "应大于", self.gt, "请核对符号与数字")
        if self.le is not None and value > self.le:
            hint = "请核对单位（金额为万元）与数字"
            return telling.out_of_bounds(written, "超出合理范围，不能大于", self.le, hint)
        return None


class AtLeast(Struct, frozen=True):
    """The least number of items of a list or a group."""

    items: int


class Tagged(Struct, frozen=True):
    """Of a union of records: the field whose one value tells which record is meant."""

    field: str
