"""The text of a paragraph as it should be typed, for slips that have one remedy."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from reportgen.diagnostics import Diagnostic
from reportgen.patterns import regex
from reportgen.word.tags.syntax import NARROW
from reportgen.word.tags.tag import TAG
from reportgen.word.workshop.anatomy import Anatomy

_STRINGS = regex(r"(\"[^\"]*\"|'[^']*'|“[^“”]*”|‘[^‘’]*’)")
_SINGLE = regex(r"(?<!\{)\{\s*([\w.]+\s*(?:\|[^{}]*?)?)\s*\}(?!\})")
_LONE_EQUALS = regex(r"(?<![=!<>])=(?!=)")
_LONGEST = 60


def mended(finding: Diagnostic, anatomy: Anatomy) -> Diagnostic:
    """`finding` with the text as it should be in its hint, where that is certain and not there yet."""
    at, mend = finding.position, _MENDS.get(finding.code)
    if at is None or mend is None or "改为：" in finding.hint:
        return finding
    paragraphs = (p for part in anatomy.parts.values() for p in part.paragraphs)
    for text in (p.spot.text for p in paragraphs if (p.spot.file, p.spot.place) == (at.file, at.place)):
        right = mend(text)
        if right != text and at.text.strip("…") in text:
            return replace(finding, hint=f"{finding.hint}　改为：{_changed(text, right)}".strip("　"))
    return finding


def _changed(before: str, after: str) -> str:
    """What is new in `after`, with the tag or the words around it."""
    if len(after) <= _LONGEST:
        return after
    start = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    around = next((m[0] for m in TAG.finditer(after) if m.start() <= start < m.end()), None)
    return around or "…" + after[max(0, start - 10) : start + _LONGEST // 2] + "…"


def _narrow_braces(text: str) -> str:
    text = text.replace("｛", "{").replace("｝", "}")
    return re.sub(r"(?<=\{)％|％(?=\})", "%", text)


def _joined_braces(text: str) -> str:
    return re.sub(r"(?<=[}%#])\s+\}", "}", re.sub(r"\{\s+(?=[{%#])", "{", text))


def _doubled_brace(text: str) -> str:
    return _SINGLE.sub(lambda match: f"{{{{ {match[1].strip()} }}}}", text)


def _fewer_braces(text: str) -> str:
    return re.sub(r"\{{3,}", "{{", re.sub(r"\}{3,}", "}}", text))


def _narrow_signs(text: str) -> str:
    """Half-width signs in tags, but for what stands in quotes."""
    return TAG.sub(lambda match: "".join(_outside_quotes(match[0])), text)


def _outside_quotes(tag: str) -> list[str]:
    pieces = _STRINGS.split(tag)
    return [piece if i % 2 else "".join(map(_narrow, piece)) for i, piece in enumerate(pieces)]


def _narrow(sign: str) -> str:
    return NARROW.get(sign) or unicodedata.normalize("NFKC", sign)


def _paragraph_level(text: str) -> str:
    return re.sub(r"\{%(?=\s)", "{%p", text)


def _two_equals(text: str) -> str:
    def compare(match: re.Match[str]) -> str:
        inside = match[0]
        return _LONE_EQUALS.sub("==", inside) if re.match(r"\{%\w*\s+(el)?if\s", inside) else inside

    return TAG.sub(compare, text)


_MENDS: dict[str, Callable[[str], str]] = {
    "full-width-braces": _narrow_braces,
    "parted-braces": _joined_braces,
    "single-brace": _doubled_brace,
    "stray-brace": _fewer_braces,
    "full-width-sign": _narrow_signs,
    "empty-paragraph": _paragraph_level,
    "template-syntax": _two_equals,
}
