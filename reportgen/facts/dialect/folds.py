"""What full YAML does to a value without a word: a “#” that cuts it, and the space that a new line becomes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportgen.patterns import regex

_CUT = regex(r"\s+(#.*)")
_REMARK = regex(r"#+(?:\s.*)?")
_NUMBERED = regex(r"#\s+\d+\s*[号楼栋幢座层室厂机库标井桥门塔线站]")  # “某局 # 1号楼”
_OWN = regex(r"#\s+(?:★|\[\S)|#\s[^#]*（必填）")  # the remarks that a blank form has
_NUMBER = regex(r"\s*#\s*([\d,]*\d(?:\.\d+)?(?:\s*(?:%|万元|亿元|[万元人个项件]))?)\s*(?:#.*)?")
_JOINING = "，、；：,;（(《“‘「—"  # a text that ends so goes on behind “#”
_PAIRS = (("（", "）"), ("(", ")"), ("《", "》"), ("“", "”"), ("‘", "’"), ("「", "」"), ("〔", "〕"))
_FIGURE = regex(r"[\d.,%是否]+\w{0,2}")  # before “#说明” it is plain that a remark follows
_EXCEL = regex(r"#(?:DIV/0!|N/A|REF!|VALUE!|NAME\?|NUM!|NULL!|\d|#+(?:\s|$))")
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’—…\U00020000-\U0003ffff]"
_SENTENCE = ("。", "！", "？", "；", "。”", "。）")
_SIGN = regex(r"[－—–·•●▪◆■]\s*\S|[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[①-⑳]")  # of an item of a list
_SHORT = 12  # signs of an item of a list
_WORDS = regex(r"[\w（）()“”《》]+")
_END, _START = regex(f"{_WIDE}+$"), regex(f"{_WIDE}+")


def cut(text: str, after: str) -> tuple[str, str] | None:
    """What to say, and what to do, where “#” ends the plain value `text` in the middle of what was meant.

    So it does where a sign follows straight upon it. One with a space behind it begins a remark, unless the value, or
    what follows, is plainly not whole without the other: “某局（# 2 楼）”, “甲、# 乙”.
    """
    found = _CUT.match(after)
    if found is None or _FIGURE.fullmatch(text) or _OWN.match(found[1]):
        return None
    if not text and not _EXCEL.match(found[1]):
        return None
    if text and _REMARK.fullmatch(found[1]) and not _torn(text, found[1]):
        return None
    seen = found[1].rstrip()
    seen = seen if len(seen) <= 20 else f"{seen[:20]}…"
    if not text:
        return f"“{seen}”以“#”开头，会被当作说明，值成了空白", "请填写数或文字；以“#”开头的值要加引号；没有的留空"
    message = f"“{seen}”会被当作说明而不读入，值只剩“{text[-20:]}”"
    if _REMARK.fullmatch(found[1]) and text[-1] in _JOINING:
        return message, f"是值的一部分，请给整个值加引号；是说明，请删去值末尾的“{text[-1]}”"
    return message, "是值的一部分，请给整个值加引号；是说明，请在“#”后空一格"


def hidden(text: str, after: str) -> tuple[str, str] | None:
    """What to say where nothing but a number stands behind the “#” of an empty value."""
    found = None if text else _NUMBER.fullmatch(after)
    if found is None:
        return None
    return f"“# {found[1]}”是说明，没有读入，值是空白", f"要填的，请写作 {found[1]}，不写“#”；确是说明的不必改"


def goes_on(text: str) -> bool:
    """Whether a remark behind the plain value `text` would be taken for the rest of it."""
    return text[-1:] in set(_JOINING) or any(text.count(a) > text.count(b) for a, b in _PAIRS)


def _torn(text: str, rest: str) -> bool:
    """Whether `text` and `rest` are two halves: a bracket parted from its other, a joining sign, a number of things."""
    unequal = any(rest.count(b) > rest.count(a) for a, b in _PAIRS)
    return unequal or goes_on(text) or _NUMBERED.match(rest) is not None


def run_together(rows: Sequence[str]) -> bool:
    """Whether the short lines that one value was written over are items of a list rather than a wrapped text."""
    lines = [row.partition(" #")[0].strip() for row in rows]
    lines = [line for line in lines if line]
    return len(lines) > 1 and all(len(line) <= _SHORT and _WORDS.fullmatch(line) for line in lines)


def joined(rows: Sequence[str]) -> str:
    """The end of the first of `rows` that ends a sentence, with another right below it: a paragraph, most likely."""
    whole = [row.strip() for row in rows]
    found = (one for one, below in pairwise(whole) if below and one.endswith(_SENTENCE))
    return next(found, "")[-_SHORT:]


def unfolded(text: str, rows: Sequence[str]) -> str:
    """`text`, which was written over `rows`, without the spaces that YAML put between Han characters."""
    for left, right in pairwise(row.strip() for row in rows):
        tail, head = _END.search(left), _START.match(right)
        if tail and head and not _SIGN.match(right):
            text = text.replace(f"{tail[0]} {head[0]}", f"{tail[0]}{head[0]}", 1)
    return text
