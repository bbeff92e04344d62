"""A YAML syntax error in our words, told by what stands at its marks, never by the library's message."""

from __future__ import annotations

from collections.abc import Callable

import yaml

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.facts.dialect.keyboard import KeyboardSlip, half_width
from reportgen.patterns import regex
from reportgen.values import Frozen

_OPENER = regex(r":\s+[|>][+\-\d]{0,2}\s*$")
_FIELD = regex(r"^( *)[\w（）、·]{1,30}:(?:[ \t]+([^\s#|>].*)|\s*)")
SYNTAX = "syntax"  # the code of what breaks the syntax
_UNKNOWN = '"?"'  # stands for a value that cannot be read
_SPECIAL = "@`%&*!|>?,"
_QUOTED = regex(r'"[^"]*"\s*[^\s",\]}:#]')
_NO_COLON = regex(r"\s*[^\s:：#{\[]+[、.]?\s*\{")
_WIDE = regex("[｛｝：，［］]")
_NOTHING = regex(r":\s+[-?]\s*(?:#.*|[,}].*)?$")


class _Seen(Frozen):
    """A mark: its line and column (from 0), the line's text, and the character there (empty past the end)."""

    line: int = 0
    column: int = 0
    text: str = ""
    char: str = ""
    above: str = ""  # the line before it that is not blank

    @property
    def bare(self) -> str:
        """The line without its remark."""
        return regex(r"\s#.*").sub("", self.text).strip()

    @property
    def half(self) -> str:
        """What stands from the mark on, without the remark, in half-width signs."""
        return half_width(regex(r"\s#.*").sub("", self.text[self.column :]))

    @property
    def braced(self) -> str:
        """The value in full-width braces, made half-width."""
        found = regex(r":\s+(｛.*)").search(self.bare)
        return half_width(found[1]) if found else ""

    @property
    def half_quoted(self) -> str:
        """What stands behind a value that ended with its quotes."""
        found = regex(r"""(?:-|[^\s:#]:)\s+("[^"]*"|'[^']*')\s*([^\s,\]}#:].*)""").search(self.bare)
        return found[2] if found else ""

    @property
    def nested(self) -> str:
        """The field that stands as a value behind another on one line."""
        found = regex(r"(?:- )?[^\s:]+:\s+(\w{1,12}:\s[^:]*)").fullmatch(self.bare)
        return found[1] if found else ""

    @property
    def spaces(self) -> int:
        """How far the line is indented."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def meant(self) -> str:
        """The line as a field with a colon, where it is plain what its name is."""
        found = regex(r"([^\W\d]{1,12}?)[\s;；=＝,，.]*((?:[-\d].*)?)").fullmatch(self.bare)
        return f"{found[1]}: {found[2]}".rstrip() if found else "名称: 值"

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
        lambda start, seen: start.char in tuple("[{") and bool(_WIDE.search(start.text[start.column :])),
        True,
        "括号里有全角的标点",
        "括号、冒号、逗号都用半角：请写作 {start.half}",
    ),
    _Case(
        lambda start, seen: start.char in tuple("[{") and bool(_QUOTED.search(seen.text)),
        False,
        "括号里的值含有英文引号",
        "句中的引号用中文的“”，或给整个值加另一种引号",
    ),
    _Case(
        lambda start, seen: seen.char == "," and bool(regex(r"[\[{,]\s*$").search(seen.text[: seen.column])),
        False,
        "逗号前没有内容",
        "多打的逗号请删去；缺的一项请补上，没有发生的填 0",
    ),
    _Case(
        lambda start, seen: start.char in tuple("[{") and seen.char == ":" and seen.line == start.line,
        False,
        "此处不应再有冒号",
        "各项之间用半角“,”隔开；值里含有“: ”时请给整个值加引号",
    ),
    _Case(
        lambda start, seen: start.char in tuple("[{"),
        True,
        "“{start.char}”没有配对，或其中缺少逗号",
        "括号须成对，各项之间用半角“,”隔开",
    ),
    _Case(
        lambda start, seen: seen.char == "%",
        False,
        "值不能以“%”开头",
        "“%”写在数的后面，如 93.5%；是文字的，整个值加引号",
    ),
    _Case(
        lambda start, seen: seen.char in tuple("-?") and bool(_NOTHING.search(seen.text)),
        False,
        "值只写了“{seen.char}”",
        "没有发生的填 0；暂时没有的留空，冒号后什么也不写",
    ),
    _Case(
        lambda start, seen: seen.char == "-" and bool(regex(r":\s+-\s+\S").search(seen.text)),
        False,
        "“-”和后面的字之间有空格",
        "负数写作 -5，不空格；列表的每一项另起一行，以“- ”开头；是文字的加引号",
    ),
    _Case(
        lambda start, seen: seen.char == "-" and not seen.text[: seen.column].strip(),
        False,
        "此处不是列表，不能以“- ”开头",
        "是字段的请删去“- ”；是列表的一项，要与上面各项对齐",
    ),
    _Case(
        lambda start, seen: start.char in tuple("|>"),
        True,
        "“{start.char}”后面不能写字",
        "文字写在下一行，比字段名多缩进两格",
    ),
    _Case(
        lambda start, seen: bool(seen.half_quoted),
        False,
        "英文引号后面还有字“{seen.half_quoted}”",
        "句中的引号用中文的“”；要用英文引号的，给整个值再加一对单引号 '…'",
    ),
    _Case(
        lambda start, seen: start.char in tuple("*&!"),
        True,
        "值不能以“{start.char}”开头",
        "列表的各项以“- ”开头；是文字的，请给整个值加引号",
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
        lambda start, seen: bool(start.bare) and ":" not in start.bare,
        True,
        "“{start.bare}”后缺少冒号",
        "字段写作“{start.meant}”；是上面一段文字里的，请缩进到与它对齐",
    ),
    _Case(
        lambda start, seen: seen.shifted > 0,
        False,
        "本行的缩进比上一行多 {seen.shifted} 格，上一行的字段已经有值",
        "同级的字段左边要对齐：请删去多的空格，或补上上一行少的；上一行是一组字段的名称的，冒号后不写值",
    ),
    _Case(
        lambda start, seen: seen.char == ":" and not seen.text[: seen.column].strip(),
        False,
        "冒号前缺少字段名",
        "字段写作“名称: 值”",
    ),
    _Case(
        lambda start, seen: seen.char == ":" and bool(seen.braced),
        False,
        "花括号是全角的",
        "括号、冒号、逗号都用半角：请写作 {seen.braced}",
    ),
    _Case(
        lambda start, seen: seen.char == ":" and bool(seen.nested),
        False,
        "此处不应再有冒号",
        "下级字段写作 {{{seen.nested}}}，或另起一行、多缩进两格；是文字里的“: ”，请给整个值加引号",
    ),
    _Case(
        lambda start, seen: seen.char == ":",
        False,
        "此处不应再有冒号",
        "一行只写一个字段，下一个另起一行；值里含有“: ”时给整个值加引号；否则请检查本行和上一行的缩进",
    ),
    _Case(
        lambda start, seen: bool(_FIELD.match(seen.text)) and seen.column == 0,
        False,
        "本行以上有不是字段的文字",
        "说明文字前要有“#”；字段写作“名称: 值”",
    ),
    _Case(
        lambda start, seen: bool(_FIELD.match(seen.text)) and not seen.text[: seen.column].strip(),
        False,
        "本行前面空了 {seen.spaces} 格，与别的字段对不齐",
        "同级的字段左边要对齐，每级两格",
    ),
    _Case(
        lambda start, seen: seen.char in tuple("]}") and bool(_NO_COLON.match(seen.text)),
        False,
        "“{{”前缺少冒号",
        "写作“编号: {{……}}”，冒号用半角，后空一格",
    ),
    _Case(
        lambda start, seen: seen.char in tuple("]},"),
        False,
        "多余的“{seen.char}”",
        "请检查括号是否成对",
    ),
    _Case(
        lambda start, seen: regex(r"[\]}]\s*$").search(seen.text[: seen.column]) is not None,
        False,
        "括号后面不能再写“{seen.char}”",
        "请删去；要说明的，先空一格写“# ”再写说明",
    ),
    _Case(
        lambda start, seen: True,
        False,
        "此处的写法看不懂",
        "请检查缩进：同级的字段左边要对齐，“|”下的文字要比字段名多缩进",
    ),
)


def broken(failure: yaml.MarkedYAMLError, file: str, rows: list[str]) -> Diagnostic:
    """`failure` as a diagnostic; `rows` are the lines the person wrote."""
    start, seen = _seen(failure.context_mark, rows), _seen(failure.problem_mark, rows)
    case = next(case for case in _CASES if case.applies(start, seen))
    at = start if case.at_start else seen
    message, hint = (text.format(start=start, seen=seen) for text in (case.message, case.hint))
    return error(SYNTAX, message, hint, Position(file, at.line + 1, at.column + 1, at.text))


def cause(failure: yaml.MarkedYAMLError, slips: list[KeyboardSlip], rows: list[str]) -> KeyboardSlip | None:
    """The slip nearest above (or on) the line where the syntax broke, not further up than its context."""
    last = failure.problem_mark.line if failure.problem_mark else 0
    above = next((at for at in range(last - 1, -1, -1) if _written(rows[at])), last - 1)
    first = min(failure.context_mark.line if failure.context_mark else last, above)
    near = [slip for slip in slips if first <= slip.line <= last]
    return near[-1] if near else None


def left_out(failure: yaml.MarkedYAMLError, rows: list[str]) -> KeyboardSlip | None:
    """The line where the syntax broke, with a value that says nothing, so that the rest can be read.

    A line that stands too far in or out is put where the one above stands. None where it is no field with a value.
    """
    told = broken(failure, "", rows)
    at = (told.position.line or 1) - 1 if told.position else 0
    field = regex(r"( *(?:- +)*[^\s:#\[\]{}\"'][^:#]*:)(?:\s+(\S.*))?").fullmatch(rows[at])
    if field is None:
        return None
    above = next((row for row in reversed(rows[:at]) if _written(row)), "")
    if told.message.startswith("本行"):
        if not field[2]:
            return None
        mended = " " * (len(above) - len(above.lstrip(" "))) + rows[at].lstrip(" ")
    else:
        mended = f"{field[1]} {_meant(field[2] or '')}"
    column = (told.position.column or 1) - 1 if told.position else 0
    return None if mended == rows[at] else KeyboardSlip(at, column, told.message, told.hint, mended, code=SYNTAX)


def _meant(value: str) -> str:
    """A value that broke the syntax as it may have been meant; where nobody knows, one that says nothing."""
    if value[:1] in ("|", ">"):
        return "|"
    if _WIDE.search(value) and _is_flow(half := half_width(regex(r"\s#.*").sub("", value))):
        return half
    return _UNKNOWN


def _is_flow(text: str) -> bool:
    """Whether a text is a group or a list as YAML has it."""
    try:
        return isinstance(yaml.compose(text), yaml.CollectionNode)
    except yaml.YAMLError:
        return False


def _written(row: str) -> bool:
    return bool(row.strip()) and not row.lstrip().startswith("#")


def _seen(mark: yaml.Mark | None, rows: list[str]) -> _Seen:
    if mark is None:
        return _Seen()
    text = rows[mark.line] if mark.line < len(rows) else ""
    above = next((row for row in reversed(rows[: mark.line]) if row.strip()), "")
    return _Seen(mark.line, mark.column, text, text[mark.column : mark.column + 1], above)
