"""How a pack writes arithmetic: 「编外人数 ÷ (编内人数 + 编外人数)」「结转.年末 ≤ 结转.上年 且 …」.

The whole language is numbers (10% too), dotted names, + - × ÷, comparison, 且/或, parentheses, five functions and
若(条件, 甲, 乙). It has no power, text, attribute or index, so nothing in it can run long or reach out.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from reportgen.patterns import regex
from reportgen.scoring.formula.expression import CHOICE, CONSTANTS, SAME, SHOWN, Expression, Term, Token
from reportgen.scoring.formula.numbers import FUNCTIONS

LONGEST = 500  # characters: far above any indicator in use
DEEPEST = 30  # nested parentheses

_SIGNS = str.maketrans("×÷（）＋－−＊／，＜＞＝％．０１２３４５６７８９", "*/()+--*/,<>=%.0123456789")
_TOKEN = regex(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?%?)|(?P<name>[^\W\d]\w*(?:\.\w+)*)|(?P<sign><=|>=|==|!=|[-+*/(),<>=≤≥≠]))"
)
_LEVEL = {"or": 1, "and": 2, **dict.fromkeys(("<", "<=", ">", ">=", "==", "!="), 3)}
_LEVEL |= {"+": 4, "-": 4, "*": 5, "/": 5}


def parse(text: str) -> Expression:
    """`text` as an Expression; raises ValueError with a Chinese message naming the character."""
    if len(text) > LONGEST:
        raise ValueError(f"算式太长（{len(text)} 个字符，最多 {LONGEST} 个），请拆成几个算式")
    tokens = _tokens(text)
    parser = _Parser(text, tokens)
    root = parser.expression(1)
    if parser.ahead is not None:
        raise parser.wrong(f"“{parser.ahead.text}”放在这里不通")
    return Expression(text, root, tokens)


def _tokens(text: str) -> tuple[Token, ...]:
    plain, at, found = text.translate(_SIGNS).rstrip(), 0, []
    while at < len(plain):
        match = _TOKEN.match(plain, at)
        if match is None:
            at += len(plain[at:]) - len(plain[at:].lstrip())
            raise ValueError(f"算式“{text}”第 {at + 1} 个字符处“{text[at]}”不能用于算式")
        kind = str(match.lastgroup)
        found.append(Token(kind, match[kind], match.start(kind)))
        at = match.end()
    return tuple(found)


class _Parser:
    """Precedence climbing over the tokens of one formula."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        self.text, self.tokens, self.index, self.depth = text, tokens, 0, 0

    @property
    def ahead(self) -> Token | None:
        return self.tokens[self.index] if self.index < len(self.tokens) else None

    def wrong(self, why: str) -> ValueError:
        at = f"第 {self.ahead.at + 1} 个字符处" if self.ahead else "末尾"
        return ValueError(f"算式“{self.text}”{at}有误：{why}")

    def take(self, sign: str, why: str) -> None:
        if self.ahead is None or self.ahead.text != sign:
            raise self.wrong(why)
        self.index += 1

    def expression(self, level: int) -> Term:
        left = self.operand()
        while self.ahead is not None and _LEVEL.get(self.ahead.sign, 0) >= level:
            sign = self.ahead.sign
            self.index += 1
            left = self.joined(sign, left, self.expression(_LEVEL[sign] + 1))
        return left

    def joined(self, sign: str, left: Term, right: Term) -> Term:
        wants = sign in ("and", "or")
        if wants and not (left.logical and right.logical):
            raise self.wrong(f"“{SHOWN[sign]}”两边都应为比较，如 a ≥ b 且 c = 0")
        if not wants and (left.logical or right.logical):
            raise self.wrong("比较的结果不能再参加计算或比较，几个比较请用“且”“或”连接")
        return Term(sign, inner=(left, right))

    def operand(self) -> Term:
        token = self.ahead
        if token is None:
            raise self.wrong("缺少数或名称")
        self.index += 1
        if token.kind == "number":
            number = Decimal(token.text.rstrip("%"))
            return Term("number", number / 100 if token.text.endswith("%") else number)
        if token.kind == "name" and token.text not in SAME:
            return self.call(token) if self.ahead and self.ahead.text == "(" else _named(token)
        if token.text in ("+", "-"):
            return self.signed(token)
        if token.text == "(":
            return self.bracketed()
        self.index -= 1
        raise self.wrong(f"“{token.text}”前面缺少数或名称")

    def signed(self, token: Token) -> Term:
        inner = self.nested(lambda: self.expression(6))
        if inner.logical:
            raise self.wrong("比较的结果不能再参加计算")
        return inner if token.text == "+" else Term("negative", inner=(inner,))

    def bracketed(self) -> Term:
        inner = self.nested(lambda: self.expression(1))
        self.take(")", "缺少右括号“）”")
        return inner

    def nested(self, read: Callable[[], Term]) -> Term:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.wrong(f"括号和正负号嵌套超过 {DEEPEST} 层")
        inner = read()
        self.depth -= 1
        return inner

    def call(self, token: Token) -> Term:
        if token.text not in (*FUNCTIONS, CHOICE):
            self.index -= 1
            raise self.wrong(f"没有函数“{token.text}”，可用的有 {'、'.join((*FUNCTIONS, CHOICE))}")
        inner: list[Term] = []
        while not inner or (self.ahead is not None and self.ahead.text == ","):
            self.index += 1
            level = 1 if token.text == CHOICE and not inner else 4
            inner.append(self.nested(partial(self.expression, level)))
        self.take(")", "缺少右括号“）”")
        if token.text == CHOICE and (len(inner) != 3 or not inner[0].logical):
            raise self.wrong("若 要写条件和两个数，如 若(甲 > 乙, 甲 - 乙, 0)")
        if token.text == "abs" and len(inner) != 1:
            raise self.wrong("abs 只取一个数")
        return Term("call", name=token.text, inner=tuple(inner))


def _named(token: Token) -> Term:
    if token.text in CONSTANTS:
        return Term("number", CONSTANTS[token.text])
    return Term("name", name=token.text)
