"""Values that know their place in the data: the template prints them between marks, which become content controls.

Conditions and filters of a template see the value itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import wraps
from typing import Any

from markupsafe import Markup, escape

from reportgen.facts.narrative import Paragraph, Span, Table
from reportgen.language.tag import to_fill
from reportgen.word.anchors.place import (
    DECLARED,
    LONGEST_TAG,
    MEASURE,
    NARRATIVE,
    OF_MEASURE,
    PROBLEM,
    TEXTS,
    Place,
    identities,
)
from reportgen.word.anchors.sentinels import CONTROLLED, Marks
from reportgen.word.engine.environment import shown

_ASKED = {"原因": "主要原因", "责任科室": "责任科室", "时限": "完成时限"}  # what a draft asks for in so many words


class Placed(str):
    """A text with the `tag` that names its place; printed, it stands between `marks`."""

    __slots__ = ("marks", "tag")
    tag: str
    marks: Marks

    def __new__(cls, text: str, tag: str, marks: Marks = CONTROLLED) -> Placed:
        made = super().__new__(cls, text)
        made.tag, made.marks = tag, marks
        return made

    def __html__(self) -> Markup:
        opening, closing = self.marks.around(self.tag)
        return Markup(f"{escape(opening)}{shown(str(self))}{escape(closing)}")


class Number(Decimal):
    """A number that knows its place likewise."""

    tag: str
    marks: Marks

    @classmethod
    def at(cls, number: Decimal, tag: str, marks: Marks) -> Number:
        """`number` at the place `tag`."""
        made = cls(number)
        made.tag, made.marks = tag, marks
        return made

    def __html__(self) -> Markup:
        return Placed(f"{self:f}", self.tag, self.marks).__html__()


_KNOWING = frozenset((Placed, Number))


def placed(context: Mapping[str, Any]) -> dict[str, Any]:
    """`context` with every narrative, problem, cause and measure knowing its place.

    In a draft so does 【待填：…】 where a cause, an owner or a date is missing: it can be filled in in Word.
    """
    narrative = context[NARRATIVE]
    told = {name: _narrative(Place(NARRATIVE, name), blocks) for name, blocks in narrative.items()}
    names = identities(problem["编号"] for problem in context[PROBLEM])
    draft = bool(context["草稿"])
    problems = tuple(_problem(problem, name, draft) for problem, name in zip(context[PROBLEM], names, strict=True))
    declared = _declared(context.get(DECLARED), "")
    return {**context, NARRATIVE: type(narrative)(told), PROBLEM: problems, DECLARED: declared}


def _narrative(place: Place, blocks: Sequence[Any]) -> Sequence[Any]:
    """The blocks between two paragraphs that hold a mark each, if there are any."""
    if not blocks or len(str(place)) > LONGEST_TAG:
        return blocks
    opening, closing = CONTROLLED.around(str(place))
    return (Paragraph((Span(opening),)), *blocks, Paragraph((Span(closing),)))


def _declared(value: Any, name: str) -> Any:
    """What a pack declares of 补充, with the marks of its narrative."""
    if isinstance(value, dict):
        return type(value)({key: _declared(inner, f"{name}.{key}".lstrip(".")) for key, inner in value.items()})
    told = isinstance(value, tuple) and value and isinstance(value[0], Paragraph | Table)
    return _narrative(Place(DECLARED, name), value) if told else value


def _problem(problem: dict[str, Any], name: str, draft: bool) -> Any:
    at = Place(PROBLEM, name)
    texts = {key: _placed(problem[key], at.at(key), key if draft else "") for key in TEXTS}
    measures = tuple(_measure(m, at.row(i), draft) for i, m in enumerate(problem["整改措施"], 1))
    return type(problem)({**problem, **texts, "整改措施": measures})


def _measure(measure: dict[str, Any], at: Place, draft: bool) -> Any:
    texts = {key: _placed(measure[key], at.at(key), key if draft else "") for key in OF_MEASURE}
    return type(measure)({**measure, **texts, MEASURE: _placed(measure[MEASURE], at)})


def _placed(text: str | None, at: Place, asked: str = "") -> str | None:
    if not text and asked in _ASKED:
        text = to_fill(_ASKED[asked])
    return Placed(text, str(at)) if text else text


def keeping(filters: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """`filters` such that a text they change still knows its place."""
    return {name: _keeping(function) for name, function in filters.items()}


def _keeping(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def kept(value: Any, /, *args: Any, **kwargs: Any) -> Any:
        made = function(value, *args, **kwargs)
        if type(value) in _KNOWING and type(made) is str:
            return Placed(made, value.tag, value.marks)
        return made

    return kept
