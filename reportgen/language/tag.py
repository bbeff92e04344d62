"""What a tag is: {{ … }}, {% … %} or {# … #}, with strings in it that may hold the signs that end one."""

from __future__ import annotations

import re

from reportgen.patterns import regex

# a string may hold the signs that end a tag, but none that begin one: then its quote was never closed
_QUOTED = r"\"(?:(?!\{[{%#])[^\"\\]|\\.)*\"|'(?:(?!\{[{%#])[^'\\]|\\.)*'|“(?:(?!\{[{%#])[^“”])*”"
_PRINTING = rf"\{{\{{(?:{_QUOTED}|(?!\}}\}}).)*\}}\}}"
_ACTING = rf"\{{%(?:{_QUOTED}|(?!%\}}).)*%\}}|\{{#.*?#\}}"
TAG = regex(f"{_PRINTING}|{_ACTING}", re.DOTALL)
SLOT = regex(_PRINTING, re.DOTALL)
ACTING = regex(_ACTING, re.DOTALL)
STRING = regex(rf"({_QUOTED}|‘[^‘’]*’)", re.DOTALL)
BRACES = ("{{", "{%", "{#")
OPENING, CLOSING = "【待填：", "】"
_CLOSED = "〕"


def tagged(text: str) -> bool:
    """Whether a template would take something in `text` for a tag."""
    return any(brace in text for brace in BRACES)


def bare(tag: str) -> str:
    """A tag, or the inside of one, without its strings."""
    return STRING.sub("", tag)


def to_fill(expression: str) -> str:
    """What stands in a draft for the value of `expression`: 【待填：预算.合计.年初】."""
    return f"{OPENING}{expression.strip().replace(CLOSING, _CLOSED)}{CLOSING}"
