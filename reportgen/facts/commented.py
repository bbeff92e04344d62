"""Lines of a blank form that were filled in while their “#” stayed: what stands in them is not read."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from reportgen.diagnostics import Diagnostic, warning
from reportgen.facts.records.dossier import Department
from reportgen.facts.records.fields import RecordMeta
from reportgen.facts.source import Source
from reportgen.patterns import regex

_FILLED = regex(r"\s*#\s*(?:- +)?([\w（）]{1,12}): +([^\s#|>].*?)\s*(?:\s#.*)?$")
_SHOWN = 30  # signs of a value


def commented(given: Source) -> Iterator[Diagnostic]:
    """A warning for each line of a row that was filled in and is still a remark."""
    for place in given.remarks:
        found = _FILLED.match(place.text)
        if found and found[1] in _names():
            message = f"这一行以“#”开头，填的“{found[1]}: {found[2][:_SHOWN]}”没有读入"
            advice = "要填的，请删去行首的“# ”，与同组的各行对齐；确是说明的，冒号改用全角“：”"
            yield warning("commented", message, advice, place)


@cache
def _names() -> frozenset[str]:
    """What the fields of rows are called: those that a blank form shows behind “#”."""
    return frozenset(_of(Department, inside=False))


def _of(kind: Any, *, inside: bool) -> Iterator[str]:
    if isinstance(kind, RecordMeta):
        for field in kind.fields_by_name.values():
            if inside:
                yield field.alias
            yield from _of(field.given, inside=inside)
        return
    rows = inside or getattr(kind, "__origin__", None) is tuple
    for part in get_args(kind):
        yield from _of(part, inside=rows)
