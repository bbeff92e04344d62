"""核查意见: immutable records of what is wrong, where, and what to do about it."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePath

_WEIGHED, _OFFERED, _HALF = 8, 3, 0.5  # choices looked at, choices named, how alike two words of one sign are


class Severity(Enum):
    """How much a diagnostic weighs: an error refuses the report, the others do not."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


@dataclass(frozen=True)
class Position:
    """A place in a file a person wrote.

    `line` and `column` count from 1; `text` is the source line; `place` names a spot in a Word file
    (「正文第 12 段」「表 2 第 3 行第 1 格」), where lines do not exist and the column is that of the caret
    under `text`.
    """

    file: str
    line: int | None = None
    column: int | None = None
    text: str = ""
    place: str = ""

    def __str__(self) -> str:
        return self.under(self.file)

    def in_short(self) -> str:
        """The place without the folders of its file: dept.yaml:12:9."""
        return self.under(PurePath(self.file).name)

    def under(self, file: str) -> str:
        """The place as it is said where the file is called `file`."""
        line = "" if self.line is None else f":{self.line}"
        column = "" if self.line is None or self.column is None else f":{self.column}"
        return f"{file}{line}{column}" + (f" {self.place}" if self.place else "")


@dataclass(frozen=True)
class Diagnostic:
    """One 核查意见: a stable English code, a Chinese message, a hint what to do, and where."""

    code: str
    message: str
    hint: str = ""
    position: Position | None = None
    severity: Severity = Severity.ERROR
    where: str = ""  # the field or chapter that it is about
    quote: str = ""  # the words or the value that stand there

    def __str__(self) -> str:
        """The message as a person reads it: place, what was seen, the line with a caret, what to do.

        The code stands there where `核查` of dept.yaml can answer it (K101).
        """
        where = f"{self.position}: " if self.position else ""
        code = f"（{self.code}）" if _is_answerable(self.code) else ""
        lines = [f"{where}{self.severity.value}：{self.message}{code}"]
        if self.position and self.position.text:
            lines += _shown(self.position)
        if self.hint:
            lines.append(f"    → {self.hint}")
        return "\n".join(lines)


def _is_answerable(code: str) -> bool:
    """Whether it is a code of the checks (K101)."""
    return code[:1] == "K" and code[1:].isdigit()


class Refused(Exception):  # noqa: N818 - a refusal is an outcome of the work, not a fault of the program
    """Raised where no value can be given; carries every diagnostic on the way, and what was written by then."""

    def __init__(self, diagnostics: Iterable[Diagnostic], written: Iterable[object] = ()) -> None:
        self.diagnostics = tuple(diagnostics)
        self.written = tuple(map(str, written))
        super().__init__("\n".join(map(str, self.diagnostics)))


def error(code: str, message: str, hint: str = "", position: Position | None = None) -> Diagnostic:
    """A diagnostic that refuses the report."""
    return Diagnostic(code, message, hint, position)


def warning(code: str, message: str, hint: str = "", position: Position | None = None) -> Diagnostic:
    """A diagnostic that a person should look at before signing."""
    return Diagnostic(code, message, hint, position, Severity.WARNING)


def hint(code: str, message: str, advice: str = "", position: Position | None = None) -> Diagnostic:
    """A diagnostic that is good to know."""
    return Diagnostic(code, message, advice, position, Severity.HINT)


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Only those that refuse the report."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that `word` was most likely meant to be, or None."""
    return next(iter(_near(word, choices)), None)


def _near(word: str, choices: Iterable[str]) -> list[str]:
    """The choices that are equally near to `word` and nearer than all others; none where all are far."""
    close = difflib.get_close_matches(word, list(choices), n=_WEIGHED, cutoff=0.5)
    of_all = [(difflib.SequenceMatcher(None, one, word).ratio(), _in_place(one, word), one) for one in close]
    of_all = [(ratio, same, one) for ratio, same, one in of_all if same or ratio > _HALF]
    best = max(((ratio, same) for ratio, same, _ in of_all), default=None)
    return [one for ratio, same, one in of_all if (ratio, same) == best]


def _in_place(one: str, other: str) -> int:
    """How many signs of two words are the same at the same place, counted from either end; 1 where two are swapped."""
    pairs = zip(one, other, strict=False), zip(reversed(one), reversed(other), strict=False)
    return max(sum(a == b for a, b in ends) for ends in pairs) or int(sorted(one) == sorted(other))


def did_you_mean(word: str, choices: Sequence[str]) -> str:
    """A hint naming the nearest valid choice, or, where none is near, all of them (at most twelve)."""
    if near := _near(word, choices)[:_OFFERED]:
        return f"是否应为{'或'.join(f'“{one}”' for one in near)}？"
    shown = "、".join(choices[:12]) + (" 等" if len(choices) > 12 else "")
    return f"可用的有：{shown}" if choices else ""


_WINDOW = 300  # characters before and behind the place in a line that is shown in part


def width(text: str) -> int:
    """Columns that `text` takes in a terminal: Han characters and full-width signs take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _shown(position: Position) -> list[str]:
    """The line and a caret under the place; of a line longer than any page only what stands around the place."""
    start = max(0, (position.column or 1) - _WINDOW) if len(position.text) > 2 * _WINDOW else 0
    text = position.text[start : start + 2 * _WINDOW]
    if position.column is None:
        return [f"    {text}"]
    return [f"    {text}", "    " + " " * width(text[: position.column - 1 - start]) + "^"]
