"""A parsed formula: what it reads, what it comes to, and how it looks with the numbers put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from reportgen.scoring.formula.numbers import (
    ARITHMETIC,
    COMPARE,
    EXACT,
    FUNCTIONS,
    HUGE,
    TooLargeError,
    ZeroDenominatorError,
)
from reportgen.values import Frozen

CHOICE = "若"  # 若(条件, 甲, 乙): 甲 where the condition holds, else 乙
SAME = {"=": "==", "≤": "<=", "≥": ">=", "≠": "!=", "且": "and", "或": "or"}
CONSTANTS = {"是": Decimal(1), "否": Decimal(0)}
SHOWN = {"*": "×", "/": "÷", "<=": "≤", ">=": "≥", "!=": "≠", "==": "＝", "and": "且", "or": "或"}
CALLED = {"abs": "绝对值", "mean": "平均值", "sum": "合计", "min": "最小值", "max": "最大值"}


class Token(Struct, frozen=True):
    """One word of a formula; `at` counts characters from 0, `kind` is number, name or sign."""

    kind: str
    text: str
    at: int

    @property
    def sign(self) -> str:
        """The operator under its one name: ≤ is <=, 且 is and."""
        return SAME.get(self.text, self.text)


class Term(Struct, frozen=True):
    """A number, a name, or an operator with what it works on."""

    kind: str  # number, name, call, negative, or an operator
    value: Decimal = Decimal(0)
    name: str = ""
    inner: tuple[Term, ...] = ()

    @property
    def logical(self) -> bool:
        """Whether this says yes or no rather than how much."""
        return self.kind in COMPARE


class Expression(Frozen):
    """A parsed formula: its text, the names it reads (in order, each once), and how to compute it."""

    text: str
    root: Term
    tokens: tuple[Token, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every fact or formula that this one reads."""
        functions = {t.at for t, after in zip(self.tokens, self.tokens[1:], strict=False) if after.text == "("}
        named = (t.text for t in self.tokens if t.kind == "name" and t.at not in functions)
        return tuple(dict.fromkeys(n for n in named if n not in CONSTANTS and n not in SAME))

    @property
    def logical(self) -> bool:
        """Whether the formula is a condition."""
        return self.root.logical

    def compute(self, values: Mapping[str, Decimal]) -> Decimal:
        """The result for `values` (a condition gives 1 or 0); raises ZeroDenominatorError or TooLargeError."""
        return _compute(self.root, values)

    def limits(self) -> Iterator[tuple[str, Decimal]]:
        """Each name that is compared with a number, and that number."""
        return _limits(self.root)

    def out_of_nothing(self, values: Mapping[str, Decimal]) -> tuple[str, ...] | None:
        """The names below the line where it divides something other than zero by zero, for which 零分母 declares
        nothing; None where it does not.
        """
        found = next((n for n in _divisions(self.root) if _is_out_of_nothing(n, values)), None)
        return None if found is None else tuple(dict.fromkeys(_names(found.inner[1])))

    def filled(self, shown: Mapping[str, str]) -> str:
        """The formula with each name replaced by its value as text: 「14 ÷ (19 + 14)」."""
        words: list[str] = []
        for token in self.tokens:
            known = token.kind == "name" and token.text in shown
            words.append(shown[token.text] if known else CALLED.get(token.text) or SHOWN.get(token.sign, token.text))
        return _spaced(words)


def _limits(node: Term) -> Iterator[tuple[str, Decimal]]:
    if node.logical and {n.kind for n in node.inner} == {"name", "number"}:
        name, limit = sorted(node.inner, key=lambda n: n.kind)
        yield name.name, limit.value
    for inner in node.inner:
        yield from _limits(inner)


def _divisions(node: Term) -> Iterator[Term]:
    for inner in node.inner:
        yield from _divisions(inner)
    if node.kind == "/":
        yield node


def _names(node: Term) -> Iterator[str]:
    if node.kind == "name":
        yield node.name
    for inner in node.inner:
        yield from _names(inner)


def _is_out_of_nothing(division: Term, values: Mapping[str, Decimal]) -> bool:
    try:
        over, under = (_compute(node, values) for node in division.inner)
    except ZeroDenominatorError:
        return False
    return under == 0 != over


def _compute(node: Term, values: Mapping[str, Decimal]) -> Decimal:
    if node.kind == "number":
        return node.value
    if node.kind == "name":
        return values[node.name]
    if node.name == CHOICE:
        condition, then, otherwise = node.inner
        return _compute(then if _compute(condition, values) else otherwise, values)
    inner = tuple(_compute(n, values) for n in node.inner)
    result = _applied(node, inner)
    if abs(result) > HUGE:
        raise TooLargeError
    return result


def _applied(node: Term, inner: tuple[Decimal, ...]) -> Decimal:
    if node.kind == "call":
        return FUNCTIONS[node.name](inner)
    if node.kind == "negative":
        return EXACT.minus(inner[0])
    if node.logical:
        return Decimal(COMPARE[node.kind](*inner))
    return ARITHMETIC[node.kind](*inner)


def _spaced(words: list[str]) -> str:
    text, prefix = "", True  # prefix: a sign here belongs to the number after it
    for word in words:
        binary = word in SHOWN.values() or ((word in ARITHMETIC or word in COMPARE) and not prefix)
        text += f" {word} " if binary else f"{word} " if word == "," else word
        prefix = binary or word in ("(", ",")
    return text
