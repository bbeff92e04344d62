"""Names that there are not: what was looked up, and what it was looked up in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, cast

from jinja2 import StrictUndefined, UndefinedError
from jinja2.utils import missing

from reportgen.diagnostics import did_you_mean


class UnknownNameError(UndefinedError):
    """A name that there is not, and what it was looked up in (Jinja's `missing`: among all names)."""

    def __init__(self, owner: Any, name: Any, message: str | None = None) -> None:
        super().__init__(message)
        self.owner, self.name = owner, name


class Strict(StrictUndefined):
    """Jinja's strict Undefined, that says what was looked up and where."""

    __slots__ = ()

    def __init__(self, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError) -> None:
        told = partial(UnknownNameError, obj, name) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, cast("Any", told))


def unknown(name: str) -> str:
    """What is said of a name that is not among all names."""
    return f"没有“{name}”这个名称"


def unknown_filter(kind: str, name: str, known: Iterable[str]) -> tuple[str, str]:
    """What is said of a filter (or test) that there is not, and the nearest; Chinese ones to whoever typed Chinese."""
    own = [one for one in known if " " not in one and (name.isascii() or not one.isascii())]
    called = "判断词" if kind == "test" else "过滤器"
    return f"没有“{name}”这个{called}", did_you_mean(name, own)
