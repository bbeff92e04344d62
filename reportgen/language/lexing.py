"""The tokens of a template that is written plainly, as nearly all are: Jinja's lexer takes half the time of reading.

That tries up to seven patterns at every sign and makes tokens of spaces, too; here each token is one match. What is not
plain (trimmed spaces, comments, raw, odd numbers) or wrong is left to Jinja's own lexer, and so is what to say of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from jinja2.lexer import Token, operators

from reportgen.patterns import regex

_BEGIN = regex(r"\{([{%])(?![-+])")
_ODD = regex(r"\r|\{#|\{[{%][-+]|\{%\s*raw\b")
_OPERATORS = "|".join(map(re.escape, sorted(operators, key=len, reverse=True)))
_TOKEN = regex(
    r"\s*(?:(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)|(?P<end>[%}]\})|(?P<integer>(?<!\.)(?:0|[1-9]\d*)(?![\w.]))"
    r"|(?P<float>(?<!\.)\d+\.\d+(?![\w.]))|(?P<string>'[^'\\]*(?:\\.[^'\\]*)*'|\"[^\"\\]*(?:\\.[^\"\\]*)*\")"
    rf"|(?P<operator>(?![-+][%}}]\}})(?:{_OPERATORS})))",
    re.DOTALL,
)
_KINDS = {"{": ("variable_begin", "variable_end", "}}"), "%": ("block_begin", "block_end", "%}")}
_new = tuple.__new__  # a token of Jinja's, made half as slowly as by its own constructor
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_VALUES: Mapping[str, Callable[[str], Any]] = {
    "integer": int,
    "float": float,
    "string": lambda said: said[1:-1].encode("ascii", "backslashreplace").decode("unicode-escape"),
}


class _NotPlainError(Exception):
    """Something that is left to Jinja's lexer."""


def plain(source: str, *, keep_trailing_newline: bool) -> list[Token] | None:
    """The tokens of `source`, as Jinja's lexer makes them; None where that has to be asked."""
    if _ODD.search(source):
        return None
    if source.endswith("\n") and not keep_trailing_newline:
        source = source[:-1]
    try:
        return _tokens(source)
    except (_NotPlainError, ValueError):  # no such escape, or more digits than Python reads
        return None


def _tokens(source: str) -> list[Token]:
    found: list[Token] = []
    at, line = 0, 1
    while begin := _BEGIN.search(source, at):
        if data := source[at : begin.start()]:
            found.append(Token(line, "data", data))
        line += data.count("\n")
        at = _tag(source, begin, line, found)
        line += source.count("\n", begin.end(), at)
    if rest := source[at:]:
        found.append(Token(line, "data", rest))
    return found


def _tag(source: str, begin: re.Match[str], line: int, made: list[Token]) -> int:
    """Add the tokens of a tag that begins in `line`; where it ends."""
    opening, closing, end = _KINDS[begin[1]]
    made.append(Token(line, opening, begin[0]))
    at, newline = begin.end(), source.find("\n", begin.end())
    waiting: list[str] = []  # the brackets that close what is open
    while found := _TOKEN.match(source, at):
        kind, at = str(found.lastgroup), found.end()
        said = found[kind]
        while 0 <= newline < at - len(said):
            line, newline = line + 1, source.find("\n", newline + 1)
        if kind == "name":
            _path(line, said, made)
        elif kind == "operator":
            _balance(said, waiting)
            made.append(Token(line, operators[said], said))
        elif kind == "end" and said == end and not waiting:
            made.append(Token(line, closing, said))
            return at
        elif kind in _VALUES:
            made.append(Token(line, kind, _VALUES[kind](said)))
        else:
            break
    raise _NotPlainError


def _path(line: int, said: str, made: list[Token]) -> None:
    """Add the tokens of a name, or of several with dots between."""
    for number, name in enumerate(said.split(".")):
        if not name.isidentifier():
            raise _NotPlainError
        if number:
            made.append(_new(Token, (line, "dot", ".")))
        made.append(_new(Token, (line, "name", name)))


def _balance(sign: str, waiting: list[str]) -> None:
    """Note a bracket that is opened, or closed."""
    if sign in _CLOSING:
        waiting.append(_CLOSING[sign])
    elif sign in _CLOSING.values() and (not waiting or waiting.pop() != sign):
        raise _NotPlainError
