"""A number or a name: a limit, a target, a number of days that a pack writes down or takes from a fact or a formula."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, get_args

from reportgen.facts.records.notation import Notation, Pending, Within
from reportgen.facts.records.quantity import TYPED, parse, say_number
from reportgen.facts.records.telling import Wrong, seen
from reportgen.patterns import regex

NAME = r"[^\W\d]\w*(?:\.\w+)*"  # of a fact or a formula, as formulas write it
_NAME = regex(NAME)
_FREE, _SUM = "补充.", "合计"


class Borrowed(Decimal, Pending):
    """A number that is known by the name of its fact or formula only: NaN, so that nothing is computed with it."""

    name: str

    def __new__(cls, name: str) -> Borrowed:
        made = super().__new__(cls, "NaN")
        made.name = name
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Borrowed) and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __reduce__(self) -> tuple[type[Borrowed], tuple[str]]:
        return Borrowed, (self.name,)


def _read(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if (found := parse(value)) is not None:
        return found
    if isinstance(value, str) and _NAME.fullmatch(value.strip()):
        return Borrowed(value.strip())
    message = f"应为数字（如 5、0.5 或 10%），或字段、算式的名称，看到的是{seen(value)}"
    raise Wrong(message, "请填写数字，如 5；取自资料的写名称，如 补充.控制目标")


def may_borrow(annotation: Any) -> bool:
    """Whether a field of this type takes a name for its number."""
    return annotation is _LIMIT or any(map(may_borrow, get_args(annotation)))


def _say(value: Decimal) -> str:
    return value.name if isinstance(value, Borrowed) else say_number(value)


def spoken(name: str) -> str:
    """How a standard calls a fact: 满意度.值 is 满意度, 补充.督查得分 督查得分, 三公.合计.决算 三公合计决算."""
    parts = name.removeprefix(_FREE).removesuffix(".值").split(".")
    return "".join(parts[-3 if _SUM in parts else -2 :])


def told(value: Decimal, say: Callable[[Decimal], str]) -> str:
    """A number as `say` says it, a borrowed one by its name."""
    return spoken(value.name) if isinstance(value, Borrowed) else say(value)


_LIMIT = Notation(_read, _say, TYPED)
Limit = Annotated[Decimal, _LIMIT]
AboveZero = Annotated[Limit, Within(gt=0)]
Days = Annotated[Limit, Within(ge=0, le=36500)]
