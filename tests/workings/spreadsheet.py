"""A spreadsheet small enough for a test: computes the formulas of 计算底稿 as Excel does, on binary numbers."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils import column_index_from_string

from reportgen.tabular import FIRST, Formula, WorkingSheet

RANKS = {**dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), 1), "+": 2, "-": 2, "*": 3, "/": 3}
EPOCH = dt.date(1899, 12, 30)


class FaultError(Exception):
    """#VALUE!, #DIV/0! and the like."""


class Spreadsheet:
    """The values of all cells of `papers`; a cell may be changed before anything is read."""

    def __init__(self, papers: Sequence[WorkingSheet]) -> None:
        self.cells: dict[tuple[str, int, int], Any] = {
            (paper.name, FIRST + r, c): value
            for paper in papers
            for r, line in enumerate(paper.lines)
            for c, value in enumerate(line.cells, 1)
        }
        self._known: dict[tuple[str, int, int], Any] = {}

    def value(self, sheet: str, row: int, column: int) -> Any:
        key = (sheet, row, column)
        if key not in self._known:
            held = self.cells.get(key)
            if isinstance(held, Formula):
                held = _Reader(self, sheet, str(held)).result()
            elif isinstance(held, dt.date):
                held = (held - EPOCH).days
            self._known[key] = float(held) if isinstance(held, Decimal | int) and not isinstance(held, bool) else held
        return self._known[key]

    def change(self, name: str, value: Any) -> None:
        """Another value in the sheet of data, beside the name that it has there."""
        row = next(r for (sheet, r, c), held in self.cells.items() if sheet == "数据" and c == 1 and held == name)
        self.cells["数据", row, 2] = value
        self._known.clear()

    def rows(self, sheet: str) -> list[tuple[Any, ...]]:
        """The values of a sheet, row by row."""
        numbers = sorted({r for name, r, _ in self.cells if name == sheet})
        wide = max(c for name, _, c in self.cells if name == sheet)
        return [tuple(self.value(sheet, r, c) for c in range(1, wide + 1)) for r in numbers]


class _Reader:
    """Precedence climbing over the tokens of one formula; IF and IFERROR compute only what they need."""

    def __init__(self, book: Spreadsheet, sheet: str, formula: str) -> None:
        self.book, self.sheet = book, sheet
        self.tokens = [t for t in Tokenizer(formula).items if t.type != Token.WSPACE]
        self.at = 0

    def result(self) -> Any:
        made = self.expression(0)()
        assert self.at == len(self.tokens)
        return made

    def expression(self, level: int) -> Any:
        left = self.operand()
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            rank = RANKS.get(token.value, 0)
            if token.type != Token.OP_IN or rank <= level:
                break
            self.at += 1
            left = _binary(token.value, left, self.expression(rank))
        return left

    def operand(self) -> Any:
        token = self.tokens[self.at]
        self.at += 1
        if token.type == Token.OP_PRE:
            inner = self.expression(3)
            return lambda: -_number(inner())
        if token.type == Token.PAREN:
            inner = self.expression(0)
            self.at += 1
            return inner
        if token.type == Token.FUNC:
            return self.call(token.value[:-1])
        return self.reference(token.value) if token.subtype == Token.RANGE else self.constant(token)

    def constant(self, token: Token) -> Any:
        if token.subtype == Token.NUMBER:
            return lambda: float(token.value)
        if token.subtype == Token.LOGICAL:
            return lambda: token.value == "TRUE"
        return lambda: token.value[1:-1].replace('""', '"')

    def reference(self, text: str) -> Any:
        sheet, _, cells = text.rpartition("!")
        own = sheet.strip("'") or self.sheet
        found = [re.fullmatch(r"\$?([A-Z]+)\$?(\d+)", one) for one in cells.split(":")]
        places = [(int(m[2]), column_index_from_string(m[1])) for m in found if m]
        if len(places) == 1:
            return lambda: self.book.value(own, *places[0])
        (top, column), (bottom, _) = places
        return lambda: [self.book.value(own, row, column) for row in range(top, bottom + 1)]

    def call(self, name: str) -> Any:
        arguments = []
        while self.tokens[self.at].type != Token.FUNC or self.tokens[self.at].subtype != Token.CLOSE:
            if self.tokens[self.at].type == Token.SEP:
                self.at += 1
            arguments.append(self.expression(0))
        self.at += 1
        return lambda: FUNCTIONS[name](*arguments)


def _binary(sign: str, left: Any, right: Any) -> Any:
    def made() -> Any:
        a, b = left(), right()
        if isinstance(a, list):
            return [x * y for x, y in zip(a, b, strict=True)]
        if sign in ("=", "<>"):
            return (a == b) == (sign == "=")
        if isinstance(a, str) or isinstance(b, str):
            raise FaultError("#VALUE!")
        a, b = _number(a), _number(b)
        if sign == "/" and b == 0:
            raise FaultError("#DIV/0!")
        return {
            "<": lambda: a < b, "<=": lambda: a <= b, ">": lambda: a > b, ">=": lambda: a >= b,
            "+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b,
        }[sign]()  # fmt: skip

    return made


def _number(value: Any) -> float:
    if isinstance(value, str):
        raise FaultError("#VALUE!")
    return float(value or 0)


def _flat(arguments: Sequence[Any]) -> list[float]:
    values = [value for argument in arguments for value in _listed(argument)]
    return [float(value) for value in values if isinstance(value, float | int)]


def _round(value: Any, places: Any) -> float:
    unit = Decimal(1).scaleb(-int(places()))
    return float(Decimal(repr(_number(value()))).quantize(unit, ROUND_HALF_UP))


def _up(value: Any, places: Any) -> float:
    return float(math.ceil(_number(value())))


def _iferror(value: Any, otherwise: Any) -> Any:
    try:
        return value()
    except FaultError:
        return otherwise()


def _day(serial: Any) -> dt.date:
    return EPOCH + dt.timedelta(days=int(serial()))


def _is_number(value: Any) -> Any:
    found = value()
    if isinstance(found, list):
        return [float(isinstance(one, float)) for one in found]
    return isinstance(found, float | int) and not isinstance(found, bool)


def _listed(value: Any) -> list[Any]:
    found = value()
    return found if isinstance(found, list) else [found]


FUNCTIONS: dict[str, Any] = {
    "IF": lambda test, then, other: then() if test() else other(),
    "IFERROR": _iferror,
    "AND": lambda *tests: min(bool(test()) for test in tests),
    "OR": lambda *tests: max(bool(test()) for test in tests),
    "ISNUMBER": _is_number,
    "COUNT": lambda *cells: float(len(_flat(cells))),
    "COUNTA": lambda cells: float(len([v for v in _listed(cells) if v is not None])),
    "COUNTIF": lambda cells, word: float(_listed(cells).count(word())),
    "SUM": lambda *cells: sum(_flat(cells)),
    "SUMPRODUCT": lambda cells: sum(cells()),
    "AVERAGE": lambda *cells: sum(_flat(cells)) / len(_flat(cells)),
    "MIN": lambda *cells: min(_flat(cells), default=0.0),
    "MAX": lambda *cells: max(_flat(cells), default=0.0),
    "ABS": lambda value: abs(_number(value())),
    "ROUND": _round,
    "ROUNDDOWN": lambda value, places: float(math.trunc(_number(value()))),
    "ROUNDUP": _up,
    "DATE": lambda year, month, day: float((dt.date(int(year()), int(month()), int(day())) - EPOCH).days),
    "YEAR": lambda day: float(_day(day).year),
    "MONTH": lambda day: float(_day(day).month),
    "DAY": lambda day: float(_day(day).day),
}
