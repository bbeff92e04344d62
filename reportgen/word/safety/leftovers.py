"""Text that a template left behind: tags, 「None」, Python's own spelling of values, doubled punctuation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import astuple

from reportgen.diagnostics import Diagnostic, Position, Severity
from reportgen.patterns import regex
from reportgen.values import Frozen
from reportgen.word.ooxml.wordml import Element, w
from reportgen.word.safety.story import Story

_MARKUP = regex(r"<[^<>]*(?:>|$)|^[^<>]*>")
_BREAKS = regex(r"[\n\t\r]")
_AROUND = 15


class Trace(Frozen):
    """Something that has no place in a report: what finds it in a paragraph, and what to tell people."""

    code: str
    pattern: re.Pattern[str]
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    typed: bool = True  # whether it may stand where somebody typed it


def _alone(*words: str) -> str:
    """A pattern of `words` that are no part of others; they stand first, so that Python skips what begins otherwise."""
    return "|".join(f"{word}(?<![A-Za-z]{word})(?![A-Za-z])" for word in words)


_TAG_HINT = "模板标签须用半角括号且成对：{{ 名称 }}、{%p if … %}"
_OPTIONAL_HINT = "多为模板里的某项资料没有填；请填上，或在模板里给这一句加条件"
_DOUBLED_HINT = "多为模板里的某项资料没有填，或填写的文字末尾带了标点；请填上、去掉多余的标点，或在模板里给这一句加条件"
TRACES = (
    Trace("tag-left", regex("[{｛][ \u3000]?[{｛%％#＃]|[}｝%％#＃][ \u3000]?[}｝]"), "留有模板标签“{}”", _TAG_HINT),
    Trace("brace-left", regex("[{}｛｝]"), "留有花括号“{}”", _TAG_HINT, Severity.WARNING),
    Trace("none-printed", regex(_alone("None", "Undefined", "NaN")), "出现“{}”", _OPTIONAL_HINT),
    Trace(
        "value-raw",
        regex(r"Decimal\(|datetime\.|<[\w.]+ object at 0x|" + _alone("True", "False")),
        "出现程序内部的写法“{}”",
        "请在模板里给这个值加格式，如 | 万元、| 日期",
    ),
    Trace(
        "punctuation",
        regex(r"[，。、；：][ \u3000]*[，。、；：]"),
        "标点重复“{}”",
        _DOUBLED_HINT,
        Severity.WARNING,
        False,
    ),
    Trace(
        "punctuation-first",
        regex(r"^[ \u3000]*[，。、；：！？）》]"),
        "段首是标点“{}”",
        _OPTIONAL_HINT,
        Severity.WARNING,
        False,
    ),
    Trace(
        "brackets-empty",
        regex(r"（\s*）|《\s*》|“\s*”|‘\s*’"),
        "括号或引号里是空的“{}”",
        _OPTIONAL_HINT,
        Severity.WARNING,
        False,
    ),
)
_ANY = regex("|".join(trace.pattern.pattern for trace in TRACES))
_IN_LINES = tuple(regex(t.pattern.pattern, re.MULTILINE) for t in TRACES if t.code != "tag-left")  # that has a brace
_ILLEGAL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&(?!(?:amp|lt|gt|quot|apos|#34|#39);)")
_PARAGRAPH, _WORDS = w("p"), w("t")


def faults(story: Story, values: Callable[[], Iterable[str]]) -> Iterator[Diagnostic]:
    """Traces of the template in a story's paragraphs, but for those that stand so in one of `values`."""
    said = _said(story)
    if not suspected("\n".join(said.values())):  # nearly always
        return
    for paragraph, text in said.items():
        if _ANY.search(text):
            yield from _traces(text, list(_typed_in(text, values())), story.at(paragraph))


def suspected(lines: str) -> bool:
    """Whether one of these paragraphs, a line each, may hold a trace."""
    return any(pattern.search(lines) for pattern in _IN_LINES)


def illegal(words: str) -> bool:
    """Whether XML does not take these words as they stand between tags."""
    return _ILLEGAL.search(words) is not None


def _said(story: Story) -> Mapping[Element, str]:
    """The paragraphs of a story with their words, without those of paragraphs inside them (text boxes)."""
    words: dict[Element, list[str]] = {paragraph: [] for paragraph in story.all(_PARAGRAPH)}
    for element in story.all(_WORDS):
        holder = element.getparent()
        while holder is not None and holder not in words:
            holder = holder.getparent()
        if holder is not None:
            words[holder].append(element.text or "")
    return {paragraph: "".join(pieces) for paragraph, pieces in words.items()}


def _traces(text: str, typed_in: list[tuple[int, int]], where: Position) -> Iterator[Diagnostic]:
    seen: list[tuple[int, int]] = []
    for trace in TRACES:
        for found in trace.pattern.finditer(text):
            start, end = found.span()
            if not any(first <= start and end <= last for first, last in (*seen, *(typed_in if trace.typed else ()))):
                seen.append((start, end))
                around = text[max(0, start - _AROUND) : end + _AROUND]
                place = Position(where.file, text=around, place=where.place)
                yield Diagnostic(trace.code, trace.message.format(found[0]), trace.hint, place, trace.severity)


def _typed_in(text: str, values: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the values stand in `text`."""
    for value in values:
        start = text.find(value)
        while start >= 0:
            yield start, start + len(value)
            start = text.find(value, start + 1)


def typed(context: Any) -> frozenset[str]:
    """The lines of all texts in `context` that look like traces: somebody typed them, so they may stand."""
    return frozenset(line for text in _texts(context) for line in _BREAKS.split(text) if _ANY.search(line))


def _texts(value: Any) -> Iterator[str]:
    """All texts in mappings, sequences and values, in any order."""
    left = [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            left += value.values()
        elif isinstance(value, list | tuple | set | frozenset):
            left += value
        elif isinstance(value, Frozen):
            left += astuple(value)


def stripped(xml: str) -> str:
    """The words of a piece of XML, which may begin or end inside a tag."""
    return _MARKUP.sub("", xml)
