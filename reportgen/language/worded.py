"""What can be written as words: texts, numbers and dates; no lists, no groups, and no part of the language itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from jinja2 import Undefined

from reportgen.language.allowed import JINJAS
from reportgen.language.failures import UnfilledError, UnsuitedError

_PLAIN = (str, int, float, Decimal, dt.date, dt.time, Undefined)


def worded(value: Any) -> Any:
    """`value`, which goes into a text (是 or 否 for a truth); raises UnsuitedError for what has no words of its own."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, _PLAIN) or hasattr(value, "__html__"):
        return value
    if value is None:
        raise UnfilledError
    value_itself(value)
    if isinstance(value, Mapping):
        raise UnsuitedError("这是一组数，请写到具体的一项")
    if isinstance(value, Iterable):
        raise UnsuitedError("这是列表，请逐项取值，或用 | 顿号 连成一句")
    raise UnsuitedError("这不是能写进报告的值")


def value_itself(value: Any) -> None:
    """Raise UnsuitedError for what is no value but a part of the language: a loop, a macro, a function, self."""
    if (callable(value) or isinstance(value, JINJAS)) and not isinstance(value, Undefined):
        raise UnsuitedError("这不是能写进报告的值")
