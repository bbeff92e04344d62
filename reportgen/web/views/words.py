"""How values are written in a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from reportgen import chinese
from reportgen.diagnostics import Diagnostic, Severity
from reportgen.pipeline import on_page, page_advice, place_words
from reportgen.web.views.whereabouts import box_id

_HALF = ("K213", "K214", "missing", "section")
_FILES = {"dept.yaml": "资料", "整改.yaml": "整改", "整改.底稿.json": "整改"}
_CLASSES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "hint"}


def points(value: Decimal | None) -> str:
    """分, as the report writes them."""
    return chinese.points(value)


def is_half(one: Diagnostic) -> bool:
    """Whether it is said of a row or a group that is not filled in whole, as it is while somebody fills it in."""
    return one.code in _HALF


def file_words(name: str) -> str:
    """What a file beside dept.yaml, named from its folder, is called in the page."""
    at = PurePosixPath(name)
    return f"项目自评表 {at.stem}" if len(at.parts) > 1 else _FILES.get(name, name)


def level(severity: Severity) -> str:
    """The class of a diagnostic."""
    return _CLASSES[severity]


FILTERS: Mapping[str, Callable[..., Any]] = {
    "points": points,
    "level": level,
    "on_page": on_page,
    "page_words": page_advice,
    "place_words": place_words,
    "box_id": box_id,
    "is_half": is_half,
    "file_words": file_words,
}
