"""What a template may use of Jinja and Python, by name: whatever is not here is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import is_internal_attribute
from jinja2.utils import Cycler, Joiner, Namespace

_FILTERS = """abs batch capitalize count d default dictsort e escape first float groupby int items join last length list
    lower map max min reject rejectattr replace reverse round safe select selectattr slice sort string sum title trim
    truncate unique upper wordcount"""
FILTERS = frozenset(_FILTERS.split())
FUNCTIONS = frozenset(("range", "dict", "namespace", "cycler", "joiner"))
STATEMENTS = ("if", "elif", "else", "endif", "for", "endfor", "set", "endset")  # what a sentence is advised to use
QUIET = ("with", "endwith", "filter", "endfilter", "raw", "endraw")  # what a sentence may use besides
_TEXT = """capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit islower isnumeric
    isspace isupper lower lstrip partition removeprefix removesuffix rfind rindex rpartition rsplit rstrip split
    splitlines startswith strip swapcase title upper"""
_DAY = "year month day hour minute second date isoformat weekday isoweekday"
_METHODS: Mapping[type, frozenset[str]] = MappingProxyType(
    {
        str: frozenset(_TEXT.split()),
        Mapping: frozenset(("get", "items", "keys", "values")),
        Sequence: frozenset(("index", "count")),
        dt.date: frozenset(_DAY.split()),
    }
)
JINJAS = (LoopContext, Macro, BlockReference, TemplateReference, Cycler, Joiner, Namespace)


def attribute(obj: Any, name: str, value: Any) -> bool:
    """Whether a template may take attribute `name` of `obj`: data of any object, methods only by name."""
    if name.startswith("_"):
        return False
    if type(obj) is LoopContext:  # asked for in every row
        return True
    if is_internal_attribute(obj, name):
        return False
    for kind, names in _METHODS.items():
        if isinstance(obj, kind):
            return name in names or (kind is Sequence and not callable(value))
    return isinstance(obj, JINJAS) or not callable(value)
