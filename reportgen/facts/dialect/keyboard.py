"""Slips of a Chinese keyboard in YAML: full-width colon, Tab, full-width space, a colon without its space.

They are looked for only where the syntax broke, or where text stands in place of fields, so that a colon in
somebody's sentence is never taken for one. What can be nothing else (a full-width space or a bare dash before a
field, a sentence that begins with {{ and has no quotes) is certain at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from reportgen.diagnostics import Diagnostic, Position, error
from reportgen.patterns import regex
from reportgen.values import Frozen, replace

_HALF_WIDTH = str.maketrans({"｛": "{", "｝": "}", "：": ": ", "［": "[", "］": "]"})
_SPACES = "\u3000\u00a0\u2000-\u200a\u202f"  # spaces that are none in YAML
_WIDE_SPACES = "\u3000\u00a0\u2002\u2003\u2009\u202f"
_LONGEST = 2000  # characters of a line; a longer one is a paragraph
_NAME = r"[“”‘’\"']?[\w（）()、·]{1,30}[“”‘’\"']?"
_BLOCK = regex(r"^(\s*(?:- +)*)[^#\n]*?(?:^|[:\-]\s+)[|>][+\-\d]{0,2}\s*(?:#.*)?$")
_FIELD = rf"(?={_NAME}\**[:：])"
_START = rf"^([\s{_SPACES}]*(?:- +)*"


class KeyboardSlip(Frozen):
    """One slip: the line (from 0) and column (from 0) where it stands, how to say it, the line as it was meant."""

    line: int
    column: int
    message: str
    hint: str
    mended: str
    certain: bool = False
    code: str = "slip"

    def diagnostic(self, file: str, rows: list[str], say: Callable[..., Diagnostic] = error) -> Diagnostic:
        """The slip at its place among the lines the person wrote."""
        place = Position(file, self.line + 1, self.column + 1, rows[self.line])
        return say(self.code, self.message, self.hint, place)


class _Kind(Frozen):
    signs: str  # one of them stands on a line with such a slip
    pattern: re.Pattern[str]  # group 1 is what stands before the slip, group 2 the slip
    message: str
    hint: str
    mend: Callable[[str], str]
    certain: bool = False


_NO_BAR = "这里应是半角的竖线“|”"
_MARKED = "字段名前有多余的符号或序号"
_KINDS = (
    _Kind(
        "\t",
        regex(r"^([^\t]*?)(\t+)"),
        "用了 Tab（制表符）",
        "请改用空格，每级缩进两格",
        lambda slip: "  " * len(slip),
    ),
    _Kind(
        _WIDE_SPACES,
        regex(rf"^( *(?:- +)*)([{_SPACES}][ {_SPACES}]*)(?:- +)?{_FIELD}"),
        "缩进里有全角空格",
        "请改用半角空格，每级缩进两格",
        lambda slip: "  " * len(slip),
        certain=True,
    ),
    _Kind(
        "：﹕∶︰",
        regex(_START + _NAME + r")([：﹕∶︰]\s*)"),
        "冒号是全角“：”",
        "冒号须用英文半角“:”，且后面空一格",
        lambda slip: ": ",
    ),
    _Kind(
        _WIDE_SPACES,
        regex(_START + _NAME + rf":)([{_SPACES}]+)"),
        "冒号后是全角空格",
        "冒号后请空一个半角空格",
        lambda slip: " ",
    ),
    _Kind(
        ":",
        regex(_START + _NAME + r")(:(?=[^\s:/]))"),
        "冒号后缺少空格",
        "冒号后请空一个半角空格",
        lambda slip: ": ",
    ),
    _Kind(
        "-－—–",
        regex(rf"^( *)(-+|[－—–]+ *){_FIELD}"),
        "列表的“-”后缺少空格，或是全角横线",
        "每项以半角“-”加一个空格开头",
        lambda slip: "- ",
        certain=True,
    ),
    _Kind(
        "*★☆•●·.、．)）",
        regex(rf"^( *(?:- +)*)((?:[*★☆•●·]+|\d{{1,2}}[.、．)）]) *){_FIELD}"),
        _MARKED,
        "请删去，只写字段名",
        lambda slip: "",
        certain=True,
    ),
    _Kind(
        "＃",
        regex(r"^( *|[^#＃]*?:\s[^#＃“”]*?\s)(＃+)"),
        "“＃”是全角的，后面的字不会当作说明",
        "请改用半角“#”，前面空一格",
        lambda slip: "#",
        certain=True,
    ),
    _Kind(
        "｜│∣︱丨Il1/\\",
        regex(rf"^( *(?:- +)*{_NAME}: +)([｜│∣︱丨Il1/\\])\s*(?=#|$)"),
        _NO_BAR,
        "请改用半角“|”，文字写在下一行",
        lambda slip: "|",
        certain=True,
    ),
    _Kind(
        "\"'",
        regex(rf"^( *(?:- +)*{_NAME}: +)(\"[^\"]*?|'[^']*?)(?=\s*$|\s+#)"),
        "引号没有配对",
        "引号须成对；值里本身有引号时，整个值用另一种引号括起",
        lambda slip: f"{slip}{slip[0]}",
    ),
    _Kind(
        "{",
        regex(rf"^( *(?:- +{_NAME}: +|- +|{_NAME}: +))(\{{[{{%].*?)(?= +#|\s*$)"),
        "以“{{”或“{%”开头的句子没有加引号",
        '请给整句加英文双引号，如 "{{ 指标 }}偏多"；句中的引号用中文的',
        lambda slip: f"'{slip.replace(chr(39), chr(39) * 2)}'",
        certain=True,
    ),
)


def on_line(text: str, line: int = 0) -> KeyboardSlip | None:
    """The first slip on the line `text`, which stands at `line`, with the line as it was meant."""
    found = _first(text)
    return replace(found, line=line) if found else None


@lru_cache(maxsize=4096)  # an edit leaves nearly every line as it was
def _first(text: str) -> KeyboardSlip | None:
    if text.lstrip().startswith("#") or len(text) > _LONGEST or not text.strip():
        return None
    held = frozenset(text)
    for kind in _KINDS:
        if not held.isdisjoint(kind.signs) and (found := kind.pattern.match(text)):
            mended = text[: found.start(2)] + kind.mend(found[2]) + text[found.end(2) :]
            return KeyboardSlip(0, found.start(2), kind.message, kind.hint, mended, kind.certain)
    return None


def scan(rows: list[str]) -> list[KeyboardSlip]:
    """The first slip of every line outside block scalars."""
    found: list[KeyboardSlip] = []
    block: int | None = None
    for number, row in enumerate(rows):
        indent = len(row) - len(row.lstrip(" "))
        if block is not None and (indent > block or not row.strip()):
            continue
        opened = _BLOCK.match(row) if len(row) <= _LONGEST and ("|" in row or ">" in row) else None
        block = len(opened[1]) if opened else None
        slip = on_line(row, number)
        if slip and not (slip.message == _NO_BAR and _depth(rows, number + 1) <= indent):
            found.append(_listed(_indented(slip, rows), rows))
    return found


def _depth(rows: list[str], first: int) -> int:
    """How far the first line from `first` on that is not blank is indented."""
    below = next((row for row in rows[first:] if row.strip()), "")
    return len(below) - len(below.lstrip(" "))


def _listed(slip: KeyboardSlip, rows: list[str]) -> KeyboardSlip:
    """A bullet or number before the first field of a row, with more fields below it, is the row's “- ”."""
    if slip.message != _MARKED or _depth(rows, slip.line + 1) <= slip.column:
        return slip
    mended = f"{' ' * (_depth(rows, slip.line + 1) - 2)}- {slip.mended.lstrip(' ')}"
    return replace(slip, message="列表的项以序号或别的符号开头", hint="每项以“- ”开头", mended=mended)


def _indented(slip: KeyboardSlip, rows: list[str]) -> KeyboardSlip:
    """A slip in the indentation, mended to where a neighbouring line stands if that is one or two spaces a sign."""
    typed = rows[slip.line][: len(rows[slip.line]) - len(rows[slip.line].lstrip(f" \t{_WIDE_SPACES}"))]
    if not typed.strip(" ") or slip.column > len(typed):
        return slip
    above = next((row for row in reversed(rows[: slip.line]) if row.strip()), "")
    below = next((row for row in rows[slip.line + 1 :] if row.strip()), "")
    near = [len(row) - len(row.lstrip(" ")) for row in (above, below)]
    fit = next((one for one in near if one in (len(typed), 2 * len(typed))), 2 * len(typed))
    fit = near[1] if above.endswith(":") and near[1] > near[0] else fit  # the first field of a group
    return replace(slip, mended=" " * fit + slip.mended.lstrip(" "))


def half_width(text: str) -> str:
    """`text` with half-width brackets, colons and commas; a comma inside a sentence stays as it is.

    Between fields it is a comma that a name with its colon follows, in a list every one that stands in brackets.
    """
    half = regex(r"\s*，\s*(?=[^\s:：,，{}\[\]]{1,30}[:：])").sub(", ", text).translate(_HALF_WIDTH)
    lists = regex(r"\[[^\[\]{}]*\]").sub(lambda found: regex("[，、]").sub(", ", found[0]), half)
    return regex(" +").sub(" ", lists).strip()


def advice(text: object) -> str:
    """What to do where `text` stands in place of fields: the slip it shows, if any."""
    if isinstance(text, list) and text:
        return _of_list(text)
    if not isinstance(text, str) or not text:
        return "请分行写，字段缩进两格"
    if text[0] in "｛{":
        return f"花括号、冒号、逗号须用半角，冒号后空一格：请写作 {half_width(text)}"
    found = on_line(text.splitlines()[0])
    return found.hint if found else "请分行写，字段缩进两格"


def _of_list(items: list[object]) -> str:
    """What to do where a list stands in place of fields: of names, of single fields, or of groups of them."""
    if all(isinstance(item, str) for item in items):
        pairs = ", ".join(f"{n}: {item}" for n, item in enumerate(items, 1))
        return f"每一项前要写名称或序号，如 {{{pairs}}}"
    if all(isinstance(item, dict) and len(item) == 1 for item in items):
        return "这里不是列表：请删去每一项前的“- ”，各项对齐"
    return "这里不是列表：每一项前写编号或序号和冒号，如“1:”，不写“- ”，其余字段缩进两格"
