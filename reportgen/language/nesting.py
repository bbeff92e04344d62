"""How deep brackets, statements and operators of a template may stand in one another: looked at before compiling.

Jinja's parser and Python's compiler both go down once for every level, and fail in their own words when it is too many.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.lexer import Token

from reportgen.language.walk import children

_BRACKETS, _STATEMENTS, _LOOPS, _CHAIN, _LONGEST, _LEVELS = 15, 40, 10, 60, 1000, 80
_OPENED, _CLOSED = ("lparen", "lbracket", "lbrace"), ("rparen", "rbracket", "rbrace")
_NESTING = ("if", "for", "block", "macro", "call", "filter", "with", "autoescape")


class MisreadError(TemplateSyntaxError):
    """A template that cannot be read: on which line (from 1), what stands there, and what we say of it."""

    def __init__(self, line: int, stood: str = "", why: str = "", hint: str = "") -> None:
        super().__init__(why, line)
        self.stood, self.why, self.hint = stood, why, hint


class UnknownStatementError(MisreadError):
    """A statement that there is not, or not in a sentence; `stood` is its word."""


class UnknownFilterError(MisreadError):
    """A filter or test that there is not; `stood` is its name, `called` what it is: filter or test."""

    def __init__(self, line: int, stood: str, called: str) -> None:
        super().__init__(line, stood)
        self.called = called


def looked_at(tokens: Iterable[Token], statements: Collection[str] | None) -> Iterator[Token]:
    """The tokens of a template, as long as it is not nested too deep; `statements` are all that it may use."""
    brackets = signs = length = 0
    opened: list[str] = []
    last = ""
    for token in tokens:
        kind, value = token.type, token.value
        brackets += (kind in _OPENED) - (kind in _CLOSED)
        if kind in ("block_begin", "variable_begin"):
            brackets = signs = length = 0
        elif kind in ("sub", "add", "pow") or (kind == "name" and value in ("not", "if", "else")):
            signs += 1
        if kind == "float" and not math.isfinite(value):  # type: ignore[arg-type]  # the lexer made it a number
            raise MisreadError(token.lineno, "", "里面的数太大", "请检查数的写法")
        length += 1
        if length > _LONGEST:
            raise _too_deep(token.lineno, "一个标签太长")
        if last == "block_begin" and kind == "name":
            _statement(token, opened, statements)
        if brackets > _BRACKETS or signs > _CHAIN:
            raise _too_deep(token.lineno, f"括号最多 {_BRACKETS} 层，一个标签里的运算最多 {_CHAIN} 次")
        last = kind
        yield token


def _statement(token: Token, opened: list[str], statements: Collection[str] | None) -> None:
    word = str(token.value)
    if statements is not None and word not in statements:
        raise UnknownStatementError(token.lineno, word)
    if word in _NESTING:
        opened.append(word)
    elif word.removeprefix("end") in _NESTING and opened:
        opened.pop()
    if len(opened) > _STATEMENTS or opened.count("for") > _LOOPS:
        raise _too_deep(token.lineno, f"语句最多 {_STATEMENTS} 层，其中循环最多 {_LOOPS} 层")


def check(tree: nodes.Node, source: str) -> None:
    """Raise MisreadError where an expression of the template, whose text is `source`, is too long a chain."""
    if len(source) <= _LEVELS:  # each level takes a sign at least
        return
    left: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while left:
        node, level = left.pop()
        if level > _LEVELS:
            raise _too_deep(node.lineno, "一个标签里的运算和过滤器太多")
        left += [(child, level + 1) for child in children(node)]


def _too_deep(line: int, limit: str) -> MisreadError:
    return MisreadError(line, "", "层次太多", f"{limit}，请拆成几句")


def stands(token: Any) -> str:
    """What stands at a token, as it was typed; nothing at the end of a tag."""
    return "" if token.type in ("eof", "block_end", "variable_end", "data") else str(token.value)
