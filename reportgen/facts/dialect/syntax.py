"""A YAML syntax error in our words, told by what stands at its marks, never by the library's message."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.facts.dialect.slips import Slip
from reportgen.patterns import regex
from reportgen.values import Frozen

_OPENER = regex(r":\s+[|>][+\-\d]{0,2}\s*$")
_FIELD = regex(r"^( *)[\w（）、·]{1,30}:(?:[ \t]+([^\s#|>].*)|\s*)")
_SPECIAL = "@`%&*!|>"


class _Seen(Frozen):
    """A mark: its line and column (from 0), the line's text, and the character there (empty past the end)."""

    line: int = 0
    column: int = 0
    text: str = ""
    char: str = ""
    above: str = ""  # the line before it that is not blank

    @property
    def shifted(self) -> int:
        """How much further in a field stands than the one before it, which has a value; 0 where it is not so."""
        fields = _FIELD.match(self.above), _FIELD.match(self.text)
        return max(0, len(fields[1][1]) - len(fields[0][1])) if fields[0] and fields[1] and fields[0][2] else 0


class _Case(Frozen):
    """One way to break the syntax: when it is this one, which mark to show, what to say and what to do."""

    applies: Callable[[_Seen, _Seen], bool]
    at_start: bool
    message: str
    hint: str


_CASES = (
    _Case(
        lambda start, seen: start.char in tuple("\"'"),
        True,
        "引号没有配对",
        "引号须成对；值里本身有引号时，整个值用另一种引号括起",
    ),
    _Case(
        lambda start, seen: start.char in tuple("[{") and seen.char == ":" and seen.line == start.line,
        False,
        "此处不应再有冒号",
        "值里含有“: ”时请给整个值加引号",
    ),
    _Case(
        lambda start, seen: start.char in tuple("[{"),
        True,
        "“{start.char}”没有配对，或其中缺少逗号",
        "括号须成对，各项之间用半角“,”隔开",
    ),
    _Case(
        lambda start, seen: seen.char in tuple(_SPECIAL),
        False,
        "值不能以“{seen.char}”开头",
        "请给整个值加引号，或改用“|”另起一行书写",
    ),
    _Case(
        lambda start, seen: bool(_OPENER.search(start.above)) and bool(start.text.strip()),
        True,
        "“|”下的文字没有缩进",
        "成段文字的每一行都要比上面的字段名多缩进两格",
    ),
    _Case(
        lambda start, seen: bool(start.text.strip()) and ":" not in start.text,
        True,
        "“{start.text}”后缺少冒号",
        "字段写作“名称: 值”",
    ),
    _Case(
        lambda start, seen: seen.shifted > 0,
        False,
        "本行的缩进比上一行多 {seen.shifted} 格，上一行的字段已经有值",
        "同级的字段左边要对齐：请删去多的空格",
    ),
    _Case(
        lambda start, seen: seen.char == ":" and not seen.text[: seen.column].strip(),
        False,
        "冒号前缺少字段名",
        "字段写作“名称: 值”",
    ),
    _Case(
        lambda start, seen: seen.char == ":",
        False,
        "此处不应再有冒号",
        "值里含有“: ”时请给整个值加引号；否则请检查本行和上一行的缩进",
    ),
    _Case(
        lambda start, seen: seen.char in tuple("]},"),
        False,
        "多余的“{seen.char}”",
        "请检查括号是否成对",
    ),
    _Case(
        lambda start, seen: True,
        False,
        "此处不合 YAML 写法",
        "请检查缩进：同级的字段左边要对齐，“|”下的文字要比字段名多缩进",
    ),
)


def broken(failure: yaml.MarkedYAMLError, file: str, rows: list[str]) -> Diagnostic:
    """`failure` as a diagnostic; `rows` are the lines the person wrote."""
    start, seen = _seen(failure.context_mark, rows), _seen(failure.problem_mark, rows)
    case = next(case for case in _CASES if case.applies(start, seen))
    at = start if case.at_start else seen
    message = case.message.replace("{start.text}", start.text.strip())
    message = (
        message.replace("{seen.shifted}", str(seen.shifted))
        .replace("{start.char}", start.char)
        .replace("{seen.char}", seen.char)
    )
    return error("syntax", message, case.hint, Position(file, at.line + 1, at.column + 1, at.text))


def cause(failure: yaml.MarkedYAMLError, slips: list[Slip]) -> Slip | None:
    """The slip nearest above (or on) the line where the syntax broke, not further up than its context."""
    last = failure.problem_mark.line if failure.problem_mark else 0
    first = min(failure.context_mark.line if failure.context_mark else last, last - 1)
    near = [slip for slip in slips if first <= slip.line <= last]
    return near[-1] if near else None


def _seen(mark: yaml.Mark | None, rows: list[str]) -> _Seen:
    if mark is None:
        return _Seen()
    text = rows[mark.line] if mark.line < len(rows) else ""
    above = next((row for row in reversed(rows[: mark.line]) if row.strip()), "")
    return _Seen(mark.line, mark.column, text, text[mark.column : mark.column + 1], above)
